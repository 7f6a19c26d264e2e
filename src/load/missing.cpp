#include "load/missing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>

#include <fmt/format.h>

#include <iiindex/number.hpp>

#include "ground/parallel.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t fewest_others = 2;       // beside a code, to stand far from
constexpr std::size_t fewest_beside_zero = 3;  // 0 is a number like others: more must speak against it

/// Two to seven nines or eights, with either sign: 99, -999, -8888.
bool is_usual_code(double value) {
    const double size = std::abs(value);
    for (double nines = 99; nines < 1e7; nines = nines * 10 + 9) {
        if (size == nines || size == nines / 9 * 8) return true;
    }
    return false;
}

/// The least and the greatest of some numbers.
struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    std::size_t count = 0;

    void add(double value) {
        if (value < low) low = value;
        if (value > high) high = value;
        ++count;
    }
    double spread() const { return high - low; }
    double distance(double value) const { return std::max({low - value, value - high, 0.0}); }
};

template <class Wanted>
Extent extent_of(std::span<const double> column, const Wanted& wanted) {
    Extent extent;
    for (const double value : column) {
        if (!is_missing(value) && wanted(value)) extent.add(value);
    }
    return extent;
}

/// A value that stands in for a missing one, as it seems, and the others of its column.
struct Suspect {
    double code = 0;
    Extent others;
};

bool is_far(double code, const Extent& others) {
    const double distance = others.distance(code);
    if (code == 0) return others.count >= fewest_beside_zero && distance > 0 && distance >= others.spread();
    if (others.count < fewest_others) return false;
    const double largest = std::max(std::abs(others.low), std::abs(others.high));
    return distance >= std::max(others.spread(), largest) || (code < 0 && others.low >= 0);
}

std::vector<Suspect> suspects_of(std::span<const double> column) {
    const Extent all = extent_of(column, [](double) { return true; });
    std::vector<Suspect> suspects;
    // What stands far from all others is the least or the greatest, or another code is.
    const auto may_be_code = [](double value) { return value == 0 || is_usual_code(value); };
    if (!may_be_code(all.low) && !may_be_code(all.high)) return suspects;
    const Extent others = extent_of(column, [&](double value) { return !may_be_code(value); });
    for (const double value : column) {
        if (is_missing(value) || !may_be_code(value) || !is_far(value, others)) continue;
        const auto is_known = [&](const Suspect& suspect) { return suspect.code == value; };
        if (std::none_of(suspects.begin(), suspects.end(), is_known)) suspects.push_back({value, others});
    }
    return suspects;
}

Problem suspicion(const Input& input, std::size_t indicator, const Suspect& suspect) {
    const Index& index = input.index;
    const Dataset& data = input.data;
    const auto column = data.values.column(indicator);
    const auto first = std::find(column.begin(), column.end(), suspect.code);
    const auto count = std::count(first, column.end(), suspect.code);
    const std::string code = shortest(suspect.code);
    return {data.indicator_locations[indicator],
            fmt::format("{} for '{}' ({}) stands far from its other values, {} to {}: a code for a missing value?",
                        code, index.nodes[index.indicators[indicator]].code,
                        count == 1 ? fmt::format("unit '{}'",
                                                 data.units.codes[static_cast<std::size_t>(first - column.begin())])
                                   : fmt::format("{} units", count),
                        shortest(suspect.others.low), shortest(suspect.others.high)),
            fmt::format("say --missing-codes {} if it is one", code),
            {}};
}

/// The rows that have nothing but zeros, and two of them at least, if no other row has a zero.
std::vector<std::size_t> zero_rows(const Columns& values) {
    std::vector<std::size_t> zeros(values.columns());
    for_each_number(values.columns(), [&](std::size_t i) {
        const auto column = values.column(i);
        zeros[i] = static_cast<std::size_t>(std::count(column.begin(), column.end(), 0.0));
    });
    std::size_t left = 0;
    for (const std::size_t count : zeros) left += count;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < values.rows() && left > 0; ++row) {
        std::size_t count = 0, i = 0;
        for (; i < values.columns(); ++i) {
            const auto value = values.at(row, i);
            if (value && *value != 0) break;
            if (value) ++count;
        }
        if (i < values.columns() || count < 2) continue;
        left -= count;
        rows.push_back(row);
    }
    if (left > 0 || rows.size() + fewest_others > values.rows()) rows.clear();
    return rows;
}

void warn_of_zero_rows(const Dataset& data, std::vector<Problem>& warnings) {
    const std::vector<std::size_t> rows = zero_rows(data.values);
    if (rows.empty()) return;
    const std::string who = rows.size() == 1 ? fmt::format("unit '{}' is", data.units.codes[rows.front()])
                                             : fmt::format("{} units, the first of them '{}', are", rows.size(),
                                                           data.units.codes[rows.front()]);
    warnings.push_back({{data.file},
                        fmt::format("{} 0 in every indicator, and no other unit is in any: not measured?", who),
                        "leave the cells empty, or say --missing-codes 0, if so",
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
        const auto value = data.values.at(entry.first.first, entry.first.second);
        return value && codes.has(*value);
    });
    for (Columns* const columns : {&data.values, &data.denominators}) {
        for_each_number(columns->columns(), [&](std::size_t i) {
            for (double& value : columns->column(i)) {
                if (codes.has(value)) value = missing;
            }
        });
    }
}

void warn_of_codes(const Input& input, std::vector<Problem>& warnings) {
    const Columns& values = input.data.values;
    std::vector<std::vector<Suspect>> suspects(values.columns());
    for_each_number(values.columns(), [&](std::size_t i) { suspects[i] = suspects_of(values.column(i)); });
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        for (const Suspect& suspect : suspects[i]) warnings.push_back(suspicion(input, i, suspect));
    }
    warn_of_zero_rows(input.data, warnings);
}

}  // namespace iiindex::detail
