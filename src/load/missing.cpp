#include "load/missing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string>

#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "ground/counts.hpp"
#include "ground/parallel.hpp"
#include "model/counted.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t fewest_others = 2;       // beside a code, to stand far from
constexpr std::size_t fewest_beside_zero = 3;  // 0 is a number like others: more must speak against it

/// Two to seven nines or eights, with either sign: 99, -999, -8888; or what programs fill up with.
bool is_usual_code(double value) {
    constexpr double fills[] = {99.9,
                                99.99,
                                999.9,
                                999.99,
                                999.25,
                                9999.9,
                                9999.99,
                                7777,
                                32767,
                                32768,
                                2147483647,
                                2147483648,
                                1e20,
                                1e30,
                                9.969209968386869e36,
                                3.4028235e38,
                                3.4028234663852886e38,
                                1.7976931348623157e308,
                                1.79e308};
    const double size = std::abs(value);
    if (std::find(std::begin(fills), std::end(fills), size) != std::end(fills)) return true;
    if (size != std::trunc(size)) return false;
    for (double nines = 99; nines < 1e7; nines = nines * 10 + 9) {
        if (size == nines || size == nines / 9 * 8) return true;
    }
    return false;
}

bool may_be_code(double value) { return value == 0 || is_usual_code(value); }

/// A value that stands in for a missing one, as it seems, and the others of its column.
struct Suspect {
    double code = 0;
    Ends others;
};

/// What is far from some numbers is far from each part of them that is large enough.
bool is_far(double code, const Ends& others) {
    const double spread = others.most - others.least;
    const double distance = std::max({others.least - code, code - others.most, 0.0});
    if (code == 0) return others.count >= fewest_beside_zero && distance > 0 && distance >= spread;
    if (others.count < fewest_others) return false;
    const double largest = std::max(std::abs(others.least), std::abs(others.most));
    return distance >= std::max(spread, largest) || (code < 0 && others.least >= 0);
}

/// The ends of a column's numbers that are no codes; none as soon as no code between the column's own ends can stand
/// far from them: farther than 0 stands only the least or the greatest.
std::optional<Ends> others_of(std::span<const double> column, const Ends& all) {
    constexpr std::size_t part = 4096;
    const std::array candidates{all.least, all.most, 0.0};
    Ends others;
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (!is_missing(column[i]) && !may_be_code(column[i])) {
            others.least = std::min(others.least, column[i]);
            others.most = std::max(others.most, column[i]);
            ++others.count;
        }
        if (i % part != part - 1 || others.count < fewest_beside_zero) continue;
        const auto is_candidate = [&](double code) { return may_be_code(code) && is_far(code, others); };
        if (std::none_of(candidates.begin(), candidates.end(), is_candidate)) return std::nullopt;
    }
    return others;
}

std::vector<Suspect> suspects_of(std::span<const double> column, const Ends& all) {
    std::vector<Suspect> suspects;
    // What stands far from all others is the least or the greatest, or another code is.
    if (!may_be_code(all.least) && !may_be_code(all.most)) return suspects;
    const std::optional<Ends> others = others_of(column, all);
    if (!others) return suspects;
    for (const double value : column) {
        if (is_missing(value) || !may_be_code(value) || !is_far(value, *others)) continue;
        const auto is_known = [&](const Suspect& suspect) { return suspect.code == value; };
        if (std::none_of(suspects.begin(), suspects.end(), is_known)) suspects.push_back({value, *others});
    }
    return suspects;
}

Problem suspicion(const Input& input, std::size_t indicator, const Suspect& suspect) {
    const Index& index = input.index;
    const Dataset& data = input.data;
    const auto column = data.values.column(indicator);
    const auto first = std::find(column.begin(), column.end(), suspect.code);
    const auto count = std::count(first, column.end(), suspect.code);
    const std::string code = shortest(suspect.code), least = shortest(suspect.others.least),
                      most = shortest(suspect.others.most);
    const std::string_view name = index.nodes[index.indicators[indicator]].code;
    return {data.indicator_locations[indicator],
            count == 1
                ? said("{} for '{}' (unit '{}') stands far from its other values, {} to {}: a code for a "
                       "missing value?",
                       code, name, data.units.codes[static_cast<std::size_t>(first - column.begin())], least, most)
                : said("{} for '{}' ({}) stands far from its other values, {} to {}: a code for a "
                       "missing value?",
                       code, name, counted_units(index, static_cast<std::size_t>(count), spoken()), least, most),
            said("say --missing-codes {} if it is one", code),
            {}};
}

/// How many zeros a row has that has nothing else; 0 if it has.
std::size_t zeros_alone(const Columns& values, std::size_t row) {
    std::size_t zeros = 0;
    for (std::size_t i = 0; i < values.columns(); ++i) {
        const auto value = values.at(row, i);
        if (value && *value != 0) return 0;
        if (value) ++zeros;
    }
    return zeros;
}

/// The rows that have nothing but zeros, and two of them at least, if no other row has a zero.
std::vector<std::size_t> zero_rows(const Columns& values, const std::vector<Ends>& ends) {
    std::size_t left = 0;
    for (std::size_t i = 0; i < values.columns(); ++i) {
        if (ends[i].least > 0 || ends[i].most < 0) continue;
        const auto column = values.column(i);
        const auto first = std::find(column.begin(), column.end(), 0.0);
        if (first == column.end()) continue;
        if (zeros_alone(values, static_cast<std::size_t>(first - column.begin())) < 2) return {};
        left += static_cast<std::size_t>(std::count(first, column.end(), 0.0));
    }
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < values.rows() && left > 0; ++row) {
        const std::size_t zeros = zeros_alone(values, row);
        if (zeros < 2) continue;
        left -= zeros;
        rows.push_back(row);
    }
    if (left > 0 || rows.size() + fewest_others > values.rows()) rows.clear();
    return rows;
}

void warn_of_zero_rows(const Index& index, const Dataset& data, const std::vector<Ends>& ends,
                       std::vector<Problem>& warnings) {
    const std::vector<std::size_t> rows = zero_rows(data.values, ends);
    if (rows.empty()) return;
    const std::string_view first = data.units.codes[rows.front()];
    warnings.push_back(
        {{data.file},
         rows.size() == 1
             ? said("unit '{}' is 0 in every indicator, and no other unit is in any: not measured?", first)
             : said("{}, the first of them '{}', are 0 in every indicator, and no other unit is in any: not "
                    "measured?",
                    counted_units(index, rows.size(), spoken()), first),
         said("leave the cells empty, or say --missing-codes 0, if so"),
         {}});
}

}  // namespace

MissingCodes joined(MissingCodes codes, const MissingCodes& more) {
    codes.numbers.insert(codes.numbers.end(), more.numbers.begin(), more.numbers.end());
    codes.words.insert(codes.words.end(), more.words.begin(), more.words.end());
    return codes;
}

void leave_out(const MissingCodes& codes, Dataset& data) {
    if (codes.numbers.empty()) return;
    std::erase_if(data.value_origins, [&](const auto& entry) {
        const auto [row, column] = entry.first;
        const std::size_t indicators = data.values.columns();
        const auto value = column < indicators ? data.values.at(row, column) : data.inputs.at(row, column - indicators);
        return value && codes.has(*value);
    });
    for (Columns* const columns : {&data.values, &data.inputs}) {
        for_each_number(columns->columns(), [&](std::size_t i) {
            for (double& value : columns->column(i)) {
                if (codes.has(value)) value = missing;
            }
        });
    }
}

void warn_of_codes(const Input& input, std::vector<Problem>& warnings) {
    const Columns& values = input.data.values;
    std::vector<Ends> ends(values.columns());
    std::vector<std::vector<Suspect>> suspects(values.columns());
    for_each_number(values.columns(), [&](std::size_t i) {
        ends[i] = ends_of(values.column(i));
        suspects[i] = suspects_of(values.column(i), ends[i]);
    });
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        for (const Suspect& suspect : suspects[i]) warnings.push_back(suspicion(input, i, suspect));
    }
    warn_of_zero_rows(input.index, input.data, ends, warnings);
}

}  // namespace iiindex::detail
