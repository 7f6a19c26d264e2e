#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <iiindex/compute.hpp>
#include <iiindex/load.hpp>
#include <iiindex/number.hpp>

using namespace iiindex;

namespace {

using Value = std::optional<double>;

constexpr std::size_t years = 3;
constexpr std::size_t units = 7;
constexpr std::size_t inputs = 3;

/// By year, unit and input.
using Table = std::vector<std::vector<std::vector<Value>>>;

struct Made {
    std::string text;
    std::vector<std::vector<Value>> values;  ///< by year and unit
};

Value finite(double number) { return std::isfinite(number) ? Value(number) : std::nullopt; }

/// Makes formulas and, without the program's help, what they are worth everywhere.
class Maker {
public:
    explicit Maker(unsigned seed) : random_(seed) {}

    Table table() {
        Table all(years, std::vector<std::vector<Value>>(units, std::vector<Value>(inputs)));
        for (auto& year : all) {
            for (auto& unit : year) {
                for (Value& value : unit) {
                    if (below(8) > 0) value = static_cast<double>(below(41)) / 4 - 5;
                }
            }
        }
        return all;
    }

    Made formula(const Table& table, int depth) {
        const std::size_t kind = depth == 0 ? below(2) : below(14);
        if (kind == 0) {
            const double number = static_cast<double>(below(20)) / 2;
            return of_all(shortest(number), [&](std::size_t, std::size_t) { return Value(number); });
        }
        if (kind == 1) {
            const std::size_t input = below(inputs);
            return of_all(std::string(1, static_cast<char>('a' + input)),
                          [&](std::size_t year, std::size_t unit) { return table[year][unit][input]; });
        }
        const Made a = formula(table, depth - 1), b = formula(table, depth - 1), c = formula(table, depth - 1);
        const auto each = [&](const std::string& text, const auto& of) {
            return of_all(text, [&](std::size_t year, std::size_t unit) {
                return of(a.values[year][unit], b.values[year][unit], c.values[year][unit]);
            });
        };
        const auto both = [&](std::string_view sign, const auto& of) {
            return each(fmt::format("({}) {} ({})", a.text, sign, b.text),
                        [&](Value x, Value y, Value) { return x && y ? of(*x, *y) : std::nullopt; });
        };
        switch (kind) {
            case 2: return both("+", [](double x, double y) { return finite(x + y); });
            case 3: return both("-", [](double x, double y) { return finite(x - y); });
            case 4: return both("*", [](double x, double y) { return finite(x * y); });
            case 5: return both("/", [](double x, double y) { return y == 0 ? Value() : finite(x / y); });
            case 6: return both("<=", [](double x, double y) { return Value(x <= y ? 1 : 0); });
            case 7:
                return each(fmt::format("if({}, {}, {})", a.text, b.text, c.text), [](Value x, Value y, Value z) {
                    return !x ? Value() : *x != 0 ? y : z;
                });
            case 8:
                return each(fmt::format("coalesce({}, {})", a.text, b.text),
                            [](Value x, Value y, Value) { return x ? x : y; });
            case 9:
                return each(fmt::format("mean({}, {})", a.text, b.text), [](Value x, Value y, Value) {
                    return x && y ? finite((*x + *y) / 2) : x ? x : y;
                });
            case 10:
                return each(fmt::format("max({}, min({}, {}))", a.text, b.text, c.text), [](Value x, Value y, Value z) {
                    return x && y && z ? Value(std::max(*x, std::min(*y, *z))) : Value();
                });
            case 11:
                return each(fmt::format("sqrt(-{})", "(" + a.text + ")"),
                            [](Value x, Value, Value) { return x && -*x >= 0 ? Value(std::sqrt(-*x)) : Value(); });
            case 12: {
                const std::size_t back = 1 + below(2);
                return of_all(fmt::format("lag({}, {})", a.text, back), [&](std::size_t year, std::size_t unit) {
                    return year < back ? Value() : a.values[year - back][unit];
                });
            }
            default:
                return of_all(fmt::format("unit_sum({})", a.text), [&](std::size_t year, std::size_t) {
                    Value sum;
                    for (const Value& one : a.values[year]) {
                        if (one) sum = sum.value_or(0) + *one;
                    }
                    return sum ? finite(*sum) : sum;
                });
        }
    }

    std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }

private:
    template <class Of>
    static Made of_all(std::string text, const Of& of) {
        Made made{std::move(text), std::vector<std::vector<Value>>(years, std::vector<Value>(units))};
        for (std::size_t year = 0; year < years; ++year) {
            for (std::size_t unit = 0; unit < units; ++unit) made.values[year][unit] = of(year, unit);
        }
        return made;
    }

    std::mt19937 random_;
};

std::string csv_of(const Table& table) {
    std::string csv = "code,period,a,b,c\n";
    for (std::size_t year = 0; year < years; ++year) {
        for (std::size_t unit = 0; unit < units; ++unit) {
            csv += fmt::format("u{},{}", unit, 2018 + year);
            for (const Value& value : table[year][unit]) csv += "," + (value ? shortest(*value) : "");
            csv += '\n';
        }
    }
    return csv;
}

Index index_of_formula(const std::string& formula) {
    return load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T", "inputs": [
        {"code": "a"}, {"code": "b"}, {"code": "c"}], "children": [{"code": "x", "name": "X",
        "goalposts": {"worst": 0, "best": 1}, "formula": ")" +
                                     formula + "\"}]}"})
        .value;
}

bool same_bits(const Columns& a, const Columns& b) {
    return a.rows() == b.rows() && a.columns() == b.columns() &&
           std::memcmp(a.column(0).data(), b.column(0).data(), a.rows() * a.columns() * sizeof(double)) == 0;
}

}  // namespace

TEST_CASE("random formulas are worth what an independent evaluator makes of them") {
    Maker maker(20201231);
    for (int round = 0; round < 400; ++round) {
        const Table table = maker.table();
        const Made made = maker.formula(table, 1 + static_cast<int>(maker.below(5)));
        if (made.text.size() > 9000) continue;
        INFO(made.text);
        const Index index = index_of_formula(made.text);
        Dataset data = load_dataset({"d.csv", csv_of(table)}, index, {.keep = {"u0,u1,u2,u3,u4,u5,u6"}}).value.data;
        derive(index, data);
        for (std::size_t year = 0; year < years; ++year) {
            for (std::size_t unit = 0; unit < units; ++unit) {
                const Value value = data.values.at(*data.find(data.periods[year], fmt::format("u{}", unit)), 0);
                const Value expected = made.values[year][unit];
                REQUIRE(value.has_value() == expected.has_value());
                if (value) CHECK(*value == Approx(*expected).epsilon(1e-12).margin(1e-300));
            }
        }
        // The text of the tree is the same formula.
        Dataset again = data;
        const Index printed = index_of_formula(to_string(*index.nodes[1].formula));
        derive(printed, again);
        CHECK(same_bits(data.values, again.values));
    }
}

TEST_CASE("a formula that states a weighted mean equals the mean") {
    std::mt19937 random(7);
    const auto uniform = [&] { return static_cast<double>(random() >> 8) * 0x1p-24; };
    for (int round = 0; round < 50; ++round) {
        const double first = 0.1 + uniform(), second = 0.1 + uniform(), sum = first + second;
        const auto index = [&](const std::string& aggregation, bool with_weights) {
            const auto weight = [&](double w) { return with_weights ? fmt::format(R"(, "weight": {})", w) : ""; };
            return load_index({"i.json", fmt::format(R"({{"format": "iiindex/index/1", "code": "t", "name": "T",
                "aggregation": {}, "children": [{{"code": "x", "name": "X"{}}}, {{"code": "y", "name": "Y"{}}}]}})",
                                                     aggregation, weight(first), weight(second))})
                .value;
        };
        std::string csv = "code,x,y\n";
        for (int unit = 0; unit < 20; ++unit) csv += fmt::format("u{},{},{}\n", unit, uniform(), uniform());
        const auto scores = [&](const Index& one) {
            return compute(one, load_dataset({"d.csv", csv}, one).value.data);
        };
        const Result mean = scores(index("\"arithmetic\"", true));
        const Result stated =
            scores(index(fmt::format(R"({{"formula": "({} * x + {} * y) / {}"}})", first, second, sum), false));
        for (std::size_t row = 0; row < 20; ++row)
            CHECK(*stated.score(row, 0) == Approx(*mean.score(row, 0)).epsilon(1e-12));
    }
}

TEST_CASE("formulas have the same bits on any number of threads") {
    const Index index = index_of_formula("a / unit_sum(b * c) + (b - unit_mean(a)) ^ 2 / lag(unit_sum(a / 3))");
    Columns first;
    for (const std::size_t threads : {1u, 2u, 7u}) {
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
        constexpr std::size_t rows = 100'000;
        Dataset data{.periods = {{"2019", 0, rows / 2}, {"2020", rows / 2, rows / 2}},
                     .values = Columns(rows, 1),
                     .inputs = Columns(rows, 3)};
        std::mt19937 random(3);
        for (std::size_t row = 0; row < rows; ++row) {
            data.units.codes.push_back(fmt::format("u{}", row % (rows / 2)));
            for (std::size_t i = 0; i < 3; ++i) data.inputs.column(i)[row] = static_cast<double>(random()) * 0x1p-20;
        }
        derive(index, data);
        if (first.rows() == 0) first = data.values;
        CHECK(same_bits(first, data.values));
    }
}
