#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include <iiindex/dataset.hpp>

#include "ground/catalogue.hpp"
#include "ground/parallel.hpp"
#include "model/derive.hpp"

namespace iiindex {

using namespace detail;

namespace {

using Sees = FormulaFunction::Sees;
using Rows = FormulaData::Rows;

/// The indicators that have formulas, each behind those that it reads.
class Order {
public:
    explicit Order(const Index& index) : index_(index), seen_(index.indicators.size()) {
        for (std::size_t i = 0; i < seen_.size(); ++i) visit(i);
    }
    std::vector<std::size_t> take() { return std::move(order_); }

private:
    void visit(std::size_t indicator) {
        if (seen_[indicator] || index_.is_read(indicator)) return;
        seen_[indicator] = true;
        for (const std::size_t place : places_in(*index_.nodes[index_.indicators[indicator]].formula)) {
            if (place < seen_.size()) visit(place);
        }
        order_.push_back(indicator);
    }

    const Index& index_;
    std::vector<bool> seen_;
    std::vector<std::size_t> order_;
};

void collect_lags(const Expression& part, std::set<std::size_t>& lags) {
    if (part.function && part.function->sees == Sees::earlier) lags.insert(periods_back(part));
    for (const Expression& argument : part.arguments) collect_lags(argument, lags);
}

/// Where the units of a period stand in an earlier one: mostly in the same order.
std::vector<std::uint32_t> rows_in(const Dataset& data, const Period& now, const Period& before) {
    std::vector<std::uint32_t> rows(now.count, EarlierRows::nowhere);
    std::unordered_map<std::string_view, std::uint32_t> places;
    for (std::size_t unit = 0; unit < now.count; ++unit) {
        const std::string_view code = data.units.codes[now.first + unit];
        if (unit < before.count && data.units.codes[before.first + unit] == code) {
            rows[unit] = static_cast<std::uint32_t>(before.first + unit);
            continue;
        }
        if (places.empty()) {
            for (std::size_t row = before.first; row < before.end(); ++row)
                places.emplace(data.units.codes[row], static_cast<std::uint32_t>(row));
        }
        if (const auto found = places.find(code); found != places.end()) rows[unit] = found->second;
    }
    return rows;
}

long long number_of(const Period& period, const std::string& indicator, const Dataset& data) {
    if (const auto number = period_number(period.label)) return *number;
    if (period.label.empty())
        throw InputError(
            Problem{.where = {data.file},
                    .what = said("states no period, and the formula of '{}' looks back to earlier ones", indicator),
                    .remedy = said("add a column 'period', or \"period\" in JSON")});
    throw InputError(
        Problem{.where = {data.file},
                .what = said("period '{0}' is no whole number, and the formula of '{1}' looks back to earlier ones",
                             period.label, indicator),
                .remedy = said("name the periods by year: 2019 is one before 2020")});
}

/// How far formulas look back, and the first indicator whose does.
struct Lags {
    explicit Lags(const Index& index) {
        for (std::size_t i = 0; i < index.indicators.size(); ++i) {
            const Node& node = index.nodes[index.indicators[i]];
            if (node.formula) collect_lags(*node.formula, all);
            if (!all.empty() && first.empty()) first = node.code;
        }
    }
    std::set<std::size_t> all;
    std::string first;
};

/// Computes what has a formula, a column at a time.
class Deriving {
public:
    Deriving(const Index& index, Dataset& data) : index_(index), data_(data), columns_(formula_data(index, data)) {}

    void derive(std::size_t indicator) {
        const Expression& formula = *index_.nodes[index_.indicators[indicator]].formula;
        const FormulaValues values(formula, columns_);
        for (std::size_t period = 0; period < data_.periods.size(); ++period) compute(values, indicator, period);
        Derivation& derivation = data_.derivations[indicator];
        derivation.is_derived = true;
        derivation.lost = lost(values, formula, indicator);
        say_origins(formula, derivation);
    }

private:
    void compute(const FormulaValues& values, std::size_t indicator, std::size_t period) {
        const Rows all = columns_.periods[period];
        const auto column = data_.values.column(indicator).subspan(all.first, all.count);
        const auto node = static_cast<std::uint16_t>(index_.indicators[indicator]);
        const auto absences_of = [&](std::size_t first, std::size_t last) {
            const Rows rows{all.first + first, last - first};
            const auto own = column.subspan(first, rows.count);
            values.write(period, rows, own);
            std::vector<std::uint32_t> without;
            for (std::size_t i = 0; i < rows.count; ++i) {
                if (is_missing(own[i])) without.push_back(static_cast<std::uint32_t>(rows.first + i));
            }
            const std::vector<Reason> whys = values.whys(period, without);
            std::vector<Absence> absences;
            for (std::size_t i = 0; i < without.size(); ++i) absences.push_back({without[i], node, whys[i]});
            return absences;
        };
        const auto absences = list_blocks<Absence>(all.count, absences_of);
        data_.underived.insert(data_.underived.end(), absences.begin(), absences.end());
    }

    /// What a formula makes of the last places that were lost in what it reads, in last places of the largest value: a
    /// difference of two that are near to each other loses most of them. Found from the first units of each period.
    double lost(const FormulaValues& values, const Expression& formula, std::size_t indicator) const {
        constexpr double small = 0x1p-26;
        double worst = 0, largest = 0;
        for (std::size_t period = 0; period < columns_.periods.size(); ++period) {
            const Rows rows{columns_.periods[period].first,
                            std::min<std::size_t>(1024, columns_.periods[period].count)};
            std::vector<double> sums(rows.count, 0);
            for (const Expression* const name : names_in(formula)) {
                const double places =
                    std::max(1.0, name->place < data_.derivations.size() ? data_.derivations[name->place].lost / 4 : 1);
                const auto moved = moves(values, period, rows, {name, 1 + small, 0});
                for (std::size_t i = 0; i < rows.count; ++i) sums[i] += places * moved[i] / small;
            }
            const auto column = data_.values.column(indicator).subspan(rows.first, rows.count);
            for (std::size_t i = 0; i < rows.count; ++i) {
                if (is_missing(column[i])) continue;
                worst = std::max(worst, sums[i]);
                largest = std::max(largest, std::abs(column[i]));
            }
        }
        constexpr double least = 16, most = 1e6;
        return largest > 0 ? std::clamp(4 * worst / largest, least, most) : least;
    }

    /// Whether a column is an indicator's that a formula computed, and not an input.
    bool is_derived(std::size_t place) const { return place < data_.derivations.size() && data_.is_derived(place); }

    static std::uint16_t bit(Origin origin) { return static_cast<std::uint16_t>(1U << static_cast<unsigned>(origin)); }

    void say_origins(const Expression& formula, Derivation& derivation) const {
        bool are_several = !data_.row_origins.empty() || !data_.value_origins.empty();
        for (const std::size_t place : places_in(formula))
            are_several = are_several || (is_derived(place) && !data_.derivations[place].by_row.empty());
        derivation.from = 0;
        derivation.by_row.clear();
        if (!are_several) {
            derivation.from = bit(data_.origin);
            return;
        }
        derivation.by_row.resize(data_.units.size());
        for (std::size_t period = 0; period < data_.periods.size(); ++period) {
            const Rows rows = columns_.periods[period];
            std::map<const Expression*, std::uint16_t> wholes;
            find_origins_of_wholes(formula, period, wholes);
            for_blocks(rows.count, [&](std::size_t first, std::size_t last) {
                for (std::size_t i = first; i < last; ++i)
                    derivation.by_row[rows.first + i] = origins(formula, period, rows.first + i, wholes);
            });
        }
        for (const std::uint16_t one : derivation.by_row) derivation.from |= one;
    }

    void find_origins_of_wholes(const Expression& part, std::size_t period,
                                std::map<const Expression*, std::uint16_t>& wholes) const {
        for (const Expression& argument : part.arguments) find_origins_of_wholes(argument, period, wholes);
        if (!part.function || part.function->sees != Sees::period) return;
        std::uint16_t all = 0;
        const Rows rows = columns_.periods[period];
        for (std::size_t i = 0; i < rows.count; ++i) all |= origins(part.arguments[0], period, rows.first + i, wholes);
        wholes[&part] = all;
    }

    std::uint16_t origins(const Expression& part, std::size_t period, std::size_t row,
                          const std::map<const Expression*, std::uint16_t>& wholes) const {
        if (part.is_name()) return origins_of_value(part.place, row);
        if (const auto whole = wholes.find(&part); whole != wholes.end()) return whole->second;
        if (part.function && part.function->sees == Sees::earlier) {
            const EarlierRows& earlier = columns_.earlier.at({period, periods_back(part)});
            const std::size_t before =
                earlier.period ? earlier.rows[row - columns_.periods[period].first] : EarlierRows::nowhere;
            if (before == EarlierRows::nowhere) return 0;
            return origins(part.arguments[0], *earlier.period, before, wholes);
        }
        std::uint16_t all = 0;
        for (const Expression& argument : part.arguments) all |= origins(argument, period, row, wholes);
        return all;
    }

    std::uint16_t origins_of_value(std::size_t place, std::size_t row) const {
        if (is_missing(columns_.columns[place][row])) return 0;
        if (!is_derived(place)) return bit(data_.origin_of(row, place));
        const Derivation& derivation = data_.derivations[place];
        return derivation.by_row.empty() ? derivation.from : derivation.by_row[row];
    }

    const Index& index_;
    Dataset& data_;
    FormulaData columns_;
};

}  // namespace

namespace detail {

FormulaData formula_data(const Index& index, const Dataset& data) {
    FormulaData made;
    for (const Columns* const columns : {&data.values, &data.inputs}) {
        for (std::size_t i = 0; i < columns->columns(); ++i) made.columns.push_back(columns->column(i));
    }
    for (const Period& period : data.periods) made.periods.push_back({period.first, period.count});
    const Lags lags(index);
    if (lags.all.empty()) return made;
    std::map<long long, std::size_t> places;
    std::vector<long long> numbers;
    for (const Period& period : data.periods) {
        numbers.push_back(number_of(period, lags.first, data));
        places.emplace(numbers.back(), numbers.size() - 1);
    }
    for (std::size_t period = 0; period < numbers.size(); ++period) {
        for (const std::size_t lag : lags.all) {
            EarlierRows& earlier = made.earlier[{period, lag}];
            const auto found = places.find(numbers[period] - static_cast<long long>(lag));
            if (found == places.end()) continue;
            earlier.period = found->second;
            earlier.rows = rows_in(data, data.periods[period], data.periods[found->second]);
        }
    }
    return made;
}

bool looks_back(const Index& index) {
    return std::any_of(index.nodes.begin(), index.nodes.end(),
                       [](const Node& node) { return node.formula && sees(*node.formula, Sees::earlier); });
}

}  // namespace detail

std::optional<long long> period_number(std::string_view label) {
    long long number = 0;
    const char* const last = label.data() + label.size();
    const auto [end, error] = std::from_chars(label.data(), last, number);
    return error == std::errc() && end == last ? std::optional(number) : std::nullopt;
}

void derive(const Index& index, Dataset& data) {
    data.derivations.assign(index.indicators.size(), {});
    data.underived.clear();
    const std::vector<std::size_t> order = Order(index).take();
    if (order.empty()) return;
    Deriving deriving(index, data);
    for (const std::size_t indicator : order) deriving.derive(indicator);
    const auto by_node = [](const Absence& a, const Absence& b) { return a.node < b.node; };
    if (!std::is_sorted(data.underived.begin(), data.underived.end(), by_node))
        std::stable_sort(data.underived.begin(), data.underived.end(), by_node);
}

std::vector<long long> periods_lacking(const Expression& formula, const Dataset& data, const Period& period) {
    std::vector<long long> lacking;
    const auto number = period_number(period.label);
    if (!number) return lacking;
    const auto& periods = data.whole ? data.whole->periods : data.periods;
    std::set<std::size_t> lags;
    collect_lags(formula, lags);
    for (const std::size_t lag : lags) {
        const long long before = *number - static_cast<long long>(lag);
        const bool is_there = std::any_of(periods.begin(), periods.end(),
                                          [&](const Period& one) { return period_number(one.label) == before; });
        if (!is_there) lacking.insert(lacking.begin(), before);
    }
    return lacking;
}

}  // namespace iiindex
