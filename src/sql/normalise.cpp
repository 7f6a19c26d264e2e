#include <iiindex/normalise.hpp>

#include <cmath>

#include <fmt/format.h>

#include "engine/precision.hpp"
#include "sql/draft.hpp"

namespace iiindex::detail::sql {
namespace {

/// The column that an indicator's scores stand in before they are rounded, if they are.
std::string unrounded(Draft& draft, std::size_t node) {
    const bool is_rounded = draft.index.nodes[node].round.has_value();
    return is_rounded ? draft.columns.take("unrounded_" + draft.index.nodes[node].code) : draft.scores[node];
}

std::string along(const Draft& draft, const Line& line, const std::string& value) {
    Term score = line.at(Term(value));
    if (line.exponential) score = exponential(score);
    if (!line.low && !line.high) return score.text();
    // The least and the greatest of what is missing is another thing in every engine.
    if (line.high) score = least(draft.dialect, {score, *line.high});
    if (line.low) score = greatest(draft.dialect, {score, *line.low});
    return fmt::format("CASE WHEN {} IS NOT NULL THEN {} END", value, score.text());
}

/// The scores of an indicator by the order of its values: the place among the period's, the worst at 1.
class ByOrder {
public:
    ByOrder(Draft& draft, std::size_t node)
        : draft_(draft),
          node_(draft.index.nodes[node]),
          indicator_(*node_.indicator),
          over_(draft.options.pooled ? "" : "PARTITION BY " + draft.r("period") + " ") {}

    void add(const std::string& score) {
        const std::string& code = node_.code;
        const std::string value = draft_.r(draft_.values[indicator_]);
        const std::string x = draft_.columns.take("ordered_" + code);
        const std::string of_values = node_.best_at ? value
                                                    : fmt::format("CASE WHEN {} IS NOT NULL THEN {} END", value,
                                                                  draft_.r(draft_.untransformed[indicator_]));
        draft_.extend_rows(x, called(node_) + ": " + std::string(node_.normalisation.method->name), {{x, of_values}});
        const std::string place = draft_.columns.take("place_" + code), before = draft_.columns.take("before_" + code);
        const std::string count = draft_.columns.take("count_of_" + code);
        const std::string order =
            fmt::format("{0}ORDER BY CASE WHEN {1} IS NULL THEN 1 ELSE 0 END, {1}{2}, {3}", over_, draft_.r(x),
                        node_.direction == Direction::negative ? " DESC" : "", draft_.r("code"));
        draft_.extend_rows("places_" + code, "",
                           {{place, fmt::format("ROW_NUMBER() OVER ({})", order)},
                            {before, fmt::format("LAG({}) OVER ({})", draft_.r(x), order)},
                            {count, fmt::format("COUNT({}) OVER ({})", draft_.r(x), over_)}});
        const std::string begin = draft_.columns.take("begin_" + code);
        draft_.extend_rows_by_periods(
            "ties_" + code, "equal values share a place",
            {{begin, fmt::format("MAX(CASE WHEN {0} IS NULL OR {1} THEN {2} END) OVER ({3}ORDER BY {2} ROWS BETWEEN "
                                 "UNBOUNDED PRECEDING AND CURRENT ROW)",
                                 draft_.r(before), differ(draft_.r(x), draft_.r(before)), draft_.r(place), over_)}});
        draft_.extend_rows("scores_" + code, "",
                           {{score, fmt::format("CASE WHEN {} IS NOT NULL THEN {} END", draft_.r(x),
                                                score_of(draft_.r(x), begin, count))}});
    }

    void know() {
        const Term& units = draft_.units;
        const Normalisation& by = node_.normalisation;
        const auto order = [&](double place, double count) {
            return std::abs(by.method->order(place, static_cast<std::size_t>(count), by));
        };
        // Places are counts: the greatest score is at the first or at the last of them.
        const Term last = units.number() ? Term(order(*units.number(), *units.number()))
                                         : Term(score_of_place(units.text(), units.text()));
        const Term first = order(1, 2);
        const Term largest = greatest(draft_.dialect, {first, absolute(last)});
        draft_.known[draft_.index.indicators[indicator_]] = Known{Term(4 * last_place) * largest, largest};
    }

private:
    std::string score_of_place(const std::string& place, const std::string& count) const {
        const auto [low, high] = node_.normalisation.range;
        return "(" +
               filled(node_.normalisation.method->sql, fmt::arg("place", place), fmt::arg("count", count),
                      fmt::arg("low", literal(low)), fmt::arg("width", literal(high - low))) +
               ")";
    }

    std::string score_of(const std::string& x, const std::string& begin, const std::string& count) const {
        const auto number = [&](const std::string& is) {
            return fmt::format("CAST({} AS {})", is, draft_.dialect.real);
        };
        std::string place = number(draft_.r(begin));
        if (node_.normalisation.ties == Ties::average) {
            const std::string within =
                (over_.empty() ? "PARTITION BY " : "PARTITION BY " + draft_.r("period") + ", ") + draft_.r(begin);
            place = fmt::format("({} + ({} - 1) / 2)", place, number(fmt::format("COUNT({}) OVER ({})", x, within)));
        }
        return score_of_place(place, number(draft_.r(count)));
    }

    /// Values as they were read are the decimals that they are.
    std::string differ(const std::string& x, const std::string& before) const {
        const Term& lost = draft_.lost[indicator_];
        if (lost.is(Lost::by_reading.last_places) && !node_.best_at) return fmt::format("{} <> {}", x, before);
        Term largest = greatest(draft_.dialect, {absolute(Term(x)), absolute(Term(before))});
        if (node_.best_at)
            largest = largest + Term(std::max(std::abs(node_.best_at->low), std::abs(node_.best_at->high)));
        else if (node_.transform)
            largest = greatest(draft_.dialect, {largest, node_.transform->loses_as});
        return fmt::format("ABS({} - {}) > {}", x, before, (lost * Term(last_place) * largest).text());
    }

    Draft& draft_;
    const Node& node_;
    std::size_t indicator_;
    std::string over_;
};

/// How well scores along lines are known, as precision_along() has it.
class Along {
public:
    explicit Along(Draft& draft) : draft_(draft) {}

    void know() {
        for (const std::size_t node : draft_.index.indicators) {
            if (!draft_.index.nodes[node].normalisation.method->order) find_ends(node);
        }
        draft_.extend_periods("ends", "the scores of the least and the greatest value", ends_);
        std::vector<Added> added;
        for (auto& [node, low, high] : found_) {
            const std::string& code = draft_.index.nodes[node].code;
            Known known = along(node, line_of(node), low, high);
            for (auto& [prefix, term] : {std::pair{"tolerance_", &known.tolerance}, {"largest_", &known.largest}}) {
                if (term->number()) continue;
                added.push_back({draft_.columns.take(prefix + code), fmt::format("COALESCE({}, 0)", term->text())});
                *term = draft_.t(added.back().column);
            }
            draft_.known[node] = known;
        }
        draft_.extend_periods("known", "what arithmetic may have lost of the indicators' scores", added);
    }

private:
    struct Found {
        std::size_t node;
        Term low, high;
    };

    std::size_t place_of(std::size_t node) const { return *draft_.index.nodes[node].indicator; }

    /// The line of the scores, or of their logarithms.
    Line line_of(std::size_t node) const {
        Line line = draft_.lines[place_of(node)];
        const auto [low, high] = draft_.index.nodes[node].normalisation.range;
        if (line.is_own) line.low = low, line.high = high;
        if (line.exponential) {
            if (line.low) line.low = std::log(*line.low);
            if (line.high) line.high = std::log(*line.high);
        }
        return line;
    }

    void find_ends(std::size_t node) {
        const Line line = line_of(node);
        if (line.is_own) return found_.push_back({node, *line.low, *line.high});
        const Spread& spread = draft_.spreads[place_of(node)];
        Term ends[] = {line.at(spread.least), line.at(spread.most)};
        for (Term& end : ends) {
            if (line.low) end = greatest(draft_.dialect, {end, *line.low});
            if (line.high) end = least(draft_.dialect, {end, *line.high});
            if (end.number()) continue;
            ends_.push_back({draft_.columns.take("end_" + draft_.index.nodes[node].code), end.text()});
            end = draft_.t(ends_.back().column);
        }
        found_.push_back({node, ends[0], ends[1]});
    }

    Known along(std::size_t node, const Line& line, const Term& low, const Term& high) const {
        const Node& indicator = draft_.index.nodes[node];
        const Spread& spread = draft_.spreads[place_of(node)];
        const SqlDialect& dialect = draft_.dialect;
        const Term largest = greatest(dialect, {absolute(low), absolute(high)});
        const Term times = absolute(line.times);
        const Term reach =
            line.is_own
                ? Term(1)
                : greatest(dialect,
                           {1, greatest(dialect, {absolute(low - line.plus), absolute(high - line.plus)}) / times});
        Term of_values = greatest(dialect, {absolute(spread.least), absolute(spread.most), absolute(line.from),
                                            absolute(line.from + line.span)});
        if (line.is_own) of_values = greatest(dialect, {absolute(spread.least), absolute(spread.most)});
        if (indicator.best_at)
            of_values = of_values + Term(std::max(std::abs(indicator.best_at->low), std::abs(indicator.best_at->high)));
        else if (indicator.transform)
            of_values = greatest(dialect, {of_values, indicator.transform->loses_as});
        const Term in_values = draft_.lost[place_of(node)] * Term(last_place) * of_values * times /
                               absolute(line.span) * ((Term(1) + reach) / 2);
        const Term in_products = (Term(5) + lost_by_sum(spread.summed)) * times * reach;
        const Term tolerance = in_values + Term(last_place) * (in_products + largest);
        if (!line.exponential) return {tolerance, largest};
        const Term whole = exponential(largest);
        return {(tolerance + Term(2 * last_place)) * whole, whole};
    }

    /// What a sum of so many numbers loses; engines take them in an order of their own.
    Term lost_by_sum(const Term& count) const {
        if (count.is(0)) return 0;
        if (count.number()) return detail::lost_by_sum(static_cast<std::size_t>(*count.number()));
        const Term in_a_block = square_root(least(draft_.dialect, {count, 16384}));
        return in_a_block + Term(fmt::format("SQRT(CEIL({}))", (count / 16384).text()));
    }

    Draft& draft_;
    std::vector<Added> ends_;
    std::vector<Found> found_;
};

}  // namespace

void transform(Draft& draft) {
    std::vector<Added> added;
    draft.untransformed = draft.values;
    for (std::size_t i = 0; i < draft.values.size(); ++i) {
        const Node& node = draft.index.nodes[draft.index.indicators[i]];
        const std::string x = draft.r(draft.values[i]);
        std::string is;
        if (node.best_at) {
            const Term value(x);
            const Term distance =
                greatest(draft.dialect, {Term(node.best_at->low) - value, value - Term(node.best_at->high), 0});
            is = fmt::format("CASE WHEN {} IS NOT NULL THEN {} END", x, distance.text());
        } else if (node.transform) {
            is = filled(node.transform->sql, fmt::arg("x", x));
        } else {
            continue;
        }
        added.push_back({draft.columns.take("transformed_" + node.code), is});
        draft.values[i] = added.back().column;
    }
    draft.extend_rows("transformed", "logarithms, roots, distances from where it is best", added);
}

void normalise(Draft& draft) {
    Along(draft).know();
    std::vector<Added> added, by_order;
    std::vector<std::string> made(draft.index.nodes.size());
    for (const std::size_t node : draft.index.indicators) {
        made[node] = unrounded(draft, node);
        if (draft.index.nodes[node].normalisation.method->order) continue;
        const std::size_t i = *draft.index.nodes[node].indicator;
        added.push_back({made[node], along(draft, draft.lines[i], draft.r(draft.values[i]))});
    }
    draft.extend_rows_by_periods("normalised", "the indicators' scores", added);
    for (const std::size_t node : draft.index.indicators) {
        if (!draft.index.nodes[node].normalisation.method->order) continue;
        ByOrder by(draft, node);
        by.add(made[node]);
        by.know();
    }
    std::vector<Added> rounded;
    for (const std::size_t node : draft.index.indicators) {
        if (!draft.index.nodes[node].round) continue;
        rounded.push_back({draft.scores[node], round_half_up(draft, draft.index.nodes[node], made[node])});
    }
    draft.extend_rows_by_periods("rounded", "half up", rounded);
}

}  // namespace iiindex::detail::sql
