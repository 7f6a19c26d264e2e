#include <iiindex/plausibility.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include <Eigen/Core>

#include <iiindex/columns.hpp>
#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "ground/parallel.hpp"
#include "ground/statistics.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr double moved_as_a_whole = 3;    ///< the factor from which a median has moved; of values of one sign
constexpr double moved_of_any_sign = 10;  ///< likewise where signs differ, as growth rates do
constexpr double moved_alone = 10;        ///< the factor from which a value has
constexpr double rates_move = 3;          ///< what moves about zero moves by so many of its spreads
constexpr std::size_t fewest_compared = 4;
constexpr double most_work = 4e9;         ///< products of ranks
constexpr std::size_t most_names = 2000;  ///< that are compared letter by letter

/// The rows of the units that are in both years.
struct CommonRows {
    std::vector<std::size_t> before, after;
};

CommonRows common_rows(const Dataset& before, const Dataset& after) {
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t row = 0; row < before.units.size(); ++row) places.emplace(before.units.codes[row], row);
    CommonRows rows;
    for (std::size_t row = 0; row < after.units.size(); ++row) {
        const auto found = places.find(after.units.codes[row]);
        if (found == places.end()) continue;
        rows.before.push_back(found->second);
        rows.after.push_back(row);
    }
    return rows;
}

/// An indicator of both years with its values for the units of both.
struct CommonIndicator {
    std::size_t node;
    std::vector<double> before, after;
};

std::vector<CommonIndicator> common_indicators(const Input& before, const Input& after, const CommonRows& rows) {
    std::vector<CommonIndicator> pairs;
    const auto values = [](const Input& input, std::size_t node, const std::vector<std::size_t>& from) {
        const auto column = input.data.values.column(*input.index.nodes[node].indicator);
        std::vector<double> picked;
        for (const std::size_t row : from) picked.push_back(column[row]);
        return picked;
    };
    for (const std::size_t node : after.index.indicators) {
        const auto old = before.index.find(after.index.nodes[node].code);
        if (!old || !before.index.nodes[*old].is_indicator()) continue;
        pairs.push_back({node, values(before, *old, rows.before), values(after, node, rows.after)});
    }
    return pairs;
}

/// How the values of an indicator moved as a whole.
struct Shift {
    bool one_sign = true;
    double before = 0, after = 0;  ///< medians
    double spread = 0;             ///< of the values before: between their quartiles
    double typical = 0;            ///< the median of the absolute values before
    double zeros = 0;              ///< the share of zeros after
};

double quantile(std::vector<double> numbers, double share) {
    const auto place = numbers.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(numbers.size() - 1));
    std::nth_element(numbers.begin(), place, numbers.end());
    return *place;
}

std::optional<Shift> move_of(const CommonIndicator& pair) {
    std::vector<double> before, after;
    for (std::size_t i = 0; i < pair.before.size(); ++i) {
        if (is_missing(pair.before[i]) || is_missing(pair.after[i])) continue;
        before.push_back(pair.before[i]);
        after.push_back(pair.after[i]);
    }
    if (before.size() < 2) return std::nullopt;
    const auto any = [&](auto is) {
        return std::any_of(before.begin(), before.end(), is) || std::any_of(after.begin(), after.end(), is);
    };
    Shift move{.one_sign = !any([](double x) { return x < 0; }) || !any([](double x) { return x > 0; })};
    move.spread = quantile(before, 0.75) - quantile(before, 0.25);
    move.zeros = static_cast<double>(std::count(after.begin(), after.end(), 0.0)) / static_cast<double>(after.size());
    const auto absolute = [](std::vector<double> numbers) {
        for (double& x : numbers) x = std::abs(x);
        return median(std::move(numbers));
    };
    move.typical = absolute(before);
    move.before = move.one_sign ? median(before) : move.typical;
    move.after = move.one_sign ? median(after) : absolute(after);
    return move;
}

/// By how much a number is another's multiple, whichever is the greater.
double factor_between(double a, double b) {
    const double ratio = std::abs(a / b);
    return std::max(ratio, 1 / ratio);
}

/// The factor by which an indicator moved; 1 where it did not.
double factor_of(const Shift& move) {
    if (move.before == 0 || move.after == 0 || !std::isfinite(move.after / move.before)) return 1;
    const double least = move.one_sign ? moved_as_a_whole : moved_of_any_sign;
    return factor_between(move.after, move.before) >= least ? move.after / move.before : 1;
}

/// Whether a value moved more than tenfold when its indicator moved by a factor.
bool jumped(double before, double after, const Shift& move, double factor) {
    if (is_missing(before) || is_missing(after) || before == after) return false;
    const double expected = before * factor;
    const double usual = rates_move * std::max(move.spread, move.typical) * std::abs(factor);
    if (!move.one_sign && std::abs(after - expected) <= usual) return false;
    if (after == 0) return std::abs(before) >= move.typical && move.zeros < 0.25;
    if (expected == 0) return move.typical > 0 && std::abs(after) > moved_alone * move.typical * std::abs(factor);
    return factor_between(after, expected) > moved_alone;
}

/// Ranks with the mean of those that are tied, from their middle, the sum of their squares 1; 0 for what is missing.
/// Empty where there are fewer than four, or all are the same.
std::vector<double> standard_ranks(std::span<const double> values) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!is_missing(values[i])) order.push_back(i);
    }
    if (order.size() < fewest_compared) return {};
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size(), 0);
    const double middle = static_cast<double>(order.size() - 1) / 2;
    double squares = 0;
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last < order.size() && values[order[last]] == values[order[first]]) ++last;
        const double rank = static_cast<double>(first + last - 1) / 2 - middle;
        for (; first < last; ++first) {
            ranks[order[first]] = rank;
            squares += rank * rank;
        }
    }
    if (squares == 0) return {};
    for (double& rank : ranks) rank /= std::sqrt(squares);
    return ranks;
}

constexpr double closest = 0.999999;  ///< that a correlation is taken for

/// Fisher's transformation, of which the differences of correlations of any size compare.
double fisher(double correlation) { return std::atanh(std::clamp(correlation, -closest, closest)); }

std::vector<StrangeColumn> strange_columns(const std::vector<CommonIndicator>& pairs) {
    std::vector<std::vector<double>> before, after;
    for (const CommonIndicator& pair : pairs) {
        before.push_back(standard_ranks(pair.before));
        after.push_back(standard_ranks(pair.after));
    }
    const std::size_t units = pairs.empty() ? 0 : pairs.front().before.size();
    if (units < fewest_compared) return {};
    const double clear = 3 * std::sqrt(2 / (static_cast<double>(units) - 3));
    const auto together = [&](std::size_t now, std::size_t then) {
        using Ranks = Eigen::Map<const Eigen::VectorXd>;
        const auto count = static_cast<Eigen::Index>(units);
        return Ranks(after[now].data(), count).dot(Ranks(before[then].data(), count));
    };
    std::vector<std::optional<StrangeColumn>> found(pairs.size());
    std::vector<std::size_t> likes(pairs.size(), pairs.size());
    for_each_number(pairs.size(), [&](std::size_t i) {
        if (after[i].empty() || before[i].empty()) return;
        const double own = together(i, i);
        const double least = std::tanh(fisher(own) + clear);
        for (std::size_t other = 0; other < pairs.size(); ++other) {
            if (other == i || before[other].empty()) continue;
            const double with = together(i, other);
            if (with <= (found[i] ? found[i]->other : own) || std::min(with, closest) < least) continue;
            found[i] = StrangeColumn{.node = pairs[i].node, .like = pairs[other].node, .own = own, .other = with};
            likes[i] = other;
        }
    });
    std::vector<StrangeColumn> columns;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (!found[i]) continue;
        found[i]->is_swapped = likes[likes[i]] == i;
        columns.push_back(*found[i]);
    }
    return columns;
}

/// The rows of units that are not in another dataset.
std::vector<std::size_t> lone_rows(const Dataset& data, const Dataset& other) {
    std::unordered_map<std::string_view, bool> codes;
    for (std::size_t row = 0; row < other.units.size(); ++row) codes.emplace(other.units.codes[row], true);
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < data.units.size(); ++row) {
        if (!codes.contains(data.units.codes[row])) rows.push_back(row);
    }
    return rows;
}

std::vector<MovedUnit> moved_units(const Dataset& before, const Dataset& after) {
    const std::vector<std::size_t> came = lone_rows(after, before);
    std::vector<std::size_t> went = lone_rows(before, after);
    const bool few = came.size() <= most_names && went.size() <= most_names;
    std::vector<MovedUnit> units;
    for (const std::size_t row : came) {
        MovedUnit& unit = units.emplace_back(MovedUnit{.old_row = {}, .new_row = row});
        for (const Language language : {Language::zh, Language::en}) {
            if (!few || unit.old_row) break;
            std::vector<std::string_view> names;
            for (const std::size_t old : went) names.push_back(before.units.name(old, language));
            const std::string_view near = nearest(after.units.name(row, language), names);
            if (near.empty()) continue;
            const auto place = std::find(names.begin(), names.end(), near) - names.begin();
            unit.old_row = went[static_cast<std::size_t>(place)];
            went.erase(went.begin() + place);
        }
    }
    for (const std::size_t row : went) units.push_back({.old_row = row, .new_row = {}});
    return units;
}

std::vector<OutsideValue> outside_values(const Input& input) {
    std::vector<OutsideValue> outside;
    for (const std::size_t node : input.index.indicators) {
        const Node& indicator = input.index.nodes[node];
        if (!indicator.goalposts) continue;
        const auto [low, high] = std::minmax({indicator.goalposts->worst, indicator.goalposts->best});
        const auto values = input.data.values.column(*indicator.indicator);
        const auto place = input.index.find_input(indicator.denominator);
        for (std::size_t row = 0; row < values.size(); ++row) {
            double value = values[row];
            if (place) value /= input.data.inputs.column(*place)[row];
            if (!std::isfinite(value) || (value >= low && value <= high)) continue;
            outside.push_back({.row = row, .node = node, .value = value, .end = value < low ? low : high});
        }
    }
    return outside;
}

/// What a reader calls a unit and an indicator: the code, and the name where that is another.
std::string called(std::string_view code, std::string_view name) {
    return code == name ? said("'{}'", code) : said("'{}' ({})", code, name);
}

std::string times(double factor) {
    const double size = std::abs(factor);
    const double shown = size >= 1 ? size : 1 / size;
    const std::string number = shown >= 100 ? fixed(shown, 0) : shortest(round_half_up(shown, 1));
    return size >= 1 ? said("{} times as much", number) : said("divided by {}", number);
}

/// A warning, at the head of an indicator's column where that is known.
class Warnings {
public:
    Warnings(const Input& before, const Input& after)
        : before_(before), after_(after), language_(after.index.language()) {}

    void add(std::size_t node, std::string what, std::string remedy) {
        const auto& places = after_.data.indicator_locations;
        const Node& indicator = after_.index.nodes[node];
        all_.push_back({.where = places.empty() ? Location{after_.data.file} : places[*indicator.indicator],
                        .what = std::move(what),
                        .remedy = std::move(remedy)});
    }
    void add(std::string what, std::string remedy) {
        all_.push_back({.where = {after_.data.file}, .what = std::move(what), .remedy = std::move(remedy)});
    }

    std::string indicator(std::size_t node) const {
        const Node& of = after_.index.nodes[node];
        return called(of.code, of.name.in(language_));
    }
    std::string new_unit(std::size_t row) const {
        return called(after_.data.units.codes[row], after_.data.units.name(row, language_));
    }
    std::string old_unit(std::size_t row) const {
        return called(before_.data.units.codes[row], before_.data.units.name(row, language_));
    }

    std::vector<Problem> take() { return std::move(all_); }

private:
    const Input& before_;
    const Input& after_;
    Language language_;
    std::vector<Problem> all_;
};

}  // namespace

Plausibility plausibility(const Input& before, const Input& after) {
    Plausibility found;
    const CommonRows rows = common_rows(before.data, after.data);
    const std::vector<CommonIndicator> pairs = common_indicators(before, after, rows);
    for (const CommonIndicator& pair : pairs) {
        const auto move = move_of(pair);
        if (!move) continue;
        const double factor = factor_of(*move);
        if (factor != 1) {
            found.indicators.push_back(
                {.node = pair.node, .before = move->before, .after = move->after, .factor = factor});
        }
        for (std::size_t i = 0; i < pair.before.size(); ++i) {
            if (!jumped(pair.before[i], pair.after[i], *move, factor)) continue;
            found.values.push_back({.old_row = rows.before[i],
                                    .new_row = rows.after[i],
                                    .node = pair.node,
                                    .before = pair.before[i],
                                    .after = pair.after[i]});
        }
    }
    const auto columns = static_cast<double>(pairs.size());
    found.columns_compared = columns * columns * static_cast<double>(rows.after.size()) <= most_work;
    if (found.columns_compared) found.columns = strange_columns(pairs);
    found.units = moved_units(before.data, after.data);
    found.outside = outside_values(after);
    return found;
}

std::vector<Problem> plausibility_warnings(const Input& before, const Input& after, const Plausibility& found) {
    Warnings warnings(before, after);
    for (const MovedIndicator& one : found.indicators) {
        warnings.add(one.node,
                     said("the median of indicator {} was {} and is {}: {}", warnings.indicator(one.node),
                          shortest(one.before), shortest(one.after), times(one.factor)),
                     said("is it counted in another measure?"));
    }
    for (const MovedValue& one : found.values) {
        warnings.add(one.node,
                     said("{} of unit {} was {} and is {}", warnings.indicator(one.node),
                          warnings.new_unit(one.new_row), shortest(one.before), shortest(one.after)),
                     said("a value that moves more than tenfold is often typed in another measure"));
    }
    for (const StrangeColumn& one : found.columns) {
        if (one.is_swapped && one.like < one.node) continue;  // told with the other
        const std::string own = warnings.indicator(one.node), like = warnings.indicator(one.like);
        const std::string with_own = fixed(one.own, 2), with_like = fixed(one.other, 2);
        if (one.is_swapped)
            warnings.add(one.node,
                         said("the columns of {} and {} each go with the other's of the year before more closely than "
                              "with their own: rank correlation {} and {}",
                              own, like, with_like, with_own),
                         said("were their titles swapped?"));
        else
            warnings.add(one.node,
                         said("the column of {} goes with that of {} of the year before more closely than with its "
                              "own: rank correlation {} and {}",
                              own, like, with_like, with_own),
                         said("does it have the right title?"));
    }
    for (const MovedUnit& one : found.units) {
        if (!one.old_row || !one.new_row) continue;
        const std::string_view now = after.data.units.name(*one.new_row, after.index.language());
        const std::string_view then = before.data.units.name(*one.old_row, after.index.language());
        if (now.starts_with(then) || then.starts_with(now)) continue;  // match_units() says these
        warnings.add(said("unit {} is new and {} is gone, and their names are nearly the same",
                          warnings.new_unit(*one.new_row), warnings.old_unit(*one.old_row)),
                     said("give them one code if they are the same"));
    }
    for (const OutsideValue& one : found.outside) {
        warnings.add(one.node,
                     said("{} of unit {} is {}, beyond its goalpost {}", warnings.indicator(one.node),
                          warnings.new_unit(one.row), shortest(one.value), shortest(one.end)),
                     {});
    }
    return warnings.take();
}

}  // namespace iiindex
