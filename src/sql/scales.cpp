#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <iiindex/normalise.hpp>

#include "sql/draft.hpp"

namespace iiindex::detail::sql {
namespace {

/// Columns about one indicator's values, of whichever rows they are taken over.
struct Population {
    std::string count, least, most, mean, squares, reference, low, high;
};

/// What must be found out of an indicator.
struct Needs {
    explicit Needs(const Node& node)
        : is_by_line(node.normalisation.method->order == nullptr),
          is_centred(is_by_line && node.normalisation.method->centred),
          has_reference(is_by_line && !node.goalposts &&
                        (node.normalisation.method->around || !node.normalisation.reference_unit.empty())),
          has_quantiles(is_by_line && node.quantiles && !node.goalposts) {}

    bool is_by_line, is_centred, has_reference, has_quantiles;
};

/// Finds scales among the rows.
class Scales {
public:
    explicit Scales(Draft& draft) : draft_(draft), own_(draft.values.size()), all_(draft.values.size()) {}

    void find() {
        bool any_pooled = false;
        for (std::size_t i = 0; i < own_.size(); ++i) any_pooled = any_pooled || is_pooled(i);
        spread(own_, true, "spread");
        if (any_pooled) {
            const std::string all = spread(all_, false, "spread_of_all");
            draft_.extend_periods("spreads", "of each period and of all together", columns_of_all(),
                                  fmt::format("\n  CROSS JOIN {} a_", all));
        }
        add_deviations(false);
        add_deviations(true);
        for (std::size_t i = 0; i < own_.size(); ++i) {
            if (Needs(node(i)).has_quantiles) add_quantiles(i);
            if (Needs(node(i)).has_reference) add_reference(i);
        }
        count_all();
        take_losses();
        draft_.carry_periods();
        draft_.units = draft_.t(units_);
        for (std::size_t i = 0; i < own_.size(); ++i) {
            if (Needs(node(i)).is_by_line) draft_.spreads[i] = {draft_.t(own_[i].least), draft_.t(own_[i].most)};
            if (!lost_[i].empty()) draft_.lost[i] = draft_.t(lost_[i]);
        }
        draw_lines();
    }

private:
    const Node& node(std::size_t i) const { return draft_.index.nodes[draft_.index.indicators[i]]; }
    bool is_pooled(std::size_t i) const {
        const NormalisationMethod& method = *node(i).normalisation.method;
        return !node(i).goalposts && !method.order && (draft_.options.pooled || method.pooled);
    }
    Population& of(std::size_t i) { return is_pooled(i) ? all_[i] : own_[i]; }

    /// Counts, least and greatest values and means.
    std::string spread(std::vector<Population>& populations, bool by_period, std::string_view wanted) {
        std::string list;
        std::vector<std::string> added;
        const auto column = [&](std::string_view prefix, std::size_t i, const std::string& is) {
            std::string name = draft_.columns.take(fmt::format("{}{}", prefix, node(i).code));
            added.push_back(name);
            list += fmt::format("{}{} AS {}", list.empty() ? "" : ",\n    ", is, draft_.quoted(name));
            return name;
        };
        const std::string prefix = by_period ? "" : "all_";
        if (by_period) {
            added.push_back(units_ = draft_.columns.take("units"));
            list = fmt::format("{}, CAST(COUNT(*) AS {}) AS {}", draft_.named("r_", "period"), draft_.dialect.real,
                               draft_.quoted(units_));
        }
        for (std::size_t i = 0; i < populations.size(); ++i) {
            if (!Needs(node(i)).is_by_line || (!by_period && !is_pooled(i))) continue;
            const std::string x = draft_.r(draft_.values[i]);
            Population& one = populations[i];
            one.count = column(prefix + "count_", i, fmt::format("CAST(COUNT({}) AS {})", x, draft_.dialect.real));
            one.least = column(prefix + "least_", i, fmt::format("MIN({})", x));
            one.most = column(prefix + "most_", i, fmt::format("MAX({})", x));
            if (Needs(node(i)).is_centred) one.mean = column(prefix + "mean_", i, fmt::format("AVG({})", x));
        }
        const std::string group = by_period ? "\n  GROUP BY " + draft_.r("period") : "";
        const std::string body = fmt::format("SELECT {}\n  FROM {} r_{}", list, draft_.rows, group);
        if (!by_period) return draft_.add(wanted, "of all periods", body);
        draft_.begin_periods(wanted, "between what the values of a period lie", body, std::move(added));
        return draft_.periods;
    }

    /// Places among all units are among those of all periods.
    void count_all() {
        const auto& indicators = draft_.index.indicators;
        const bool any_by_order = std::any_of(indicators.begin(), indicators.end(), [this](std::size_t of) {
            return draft_.index.nodes[of].normalisation.method->order != nullptr;
        });
        if (!draft_.options.pooled || !any_by_order) return;
        const std::string all = draft_.columns.take("units_of_all");
        draft_.extend_periods(all, "", {{all, fmt::format("SUM({}) OVER ()", draft_.t(units_).text())}});
        units_ = all;
    }

    /// What formulas lose is found once, not wherever it is asked for.
    void take_losses() {
        std::vector<Added> added;
        std::string joined;
        for (std::size_t i = 0; i < lost_.size(); ++i) {
            if (draft_.lost[i].number()) continue;
            lost_[i] = draft_.columns.take("places_lost_" + node(i).code);
            added.push_back({lost_[i], draft_.lost[i].text()});
            joined += draft_.joined_for_lost[i];
        }
        draft_.extend_periods("losses", "last places that formulas lose", added, joined);
    }

    std::vector<Added> columns_of_all() {
        std::vector<Added> added;
        for (const Population& one : all_) {
            for (const std::string* const column : {&one.count, &one.least, &one.most, &one.mean}) {
                if (!column->empty()) added.push_back({*column, draft_.in("a_", *column)});
            }
        }
        return added;
    }

    /// Sums of squares, in a second pass: no engine's way of finding a deviation in one is as exact.
    void add_deviations(bool pooled) {
        std::string list;
        std::vector<Added> added;
        for (std::size_t i = 0; i < own_.size(); ++i) {
            if (!Needs(node(i)).is_centred || is_pooled(i) != pooled) continue;
            const std::string off = fmt::format("({} - {})", draft_.r(draft_.values[i]), draft_.in("t_", of(i).mean));
            of(i).squares = draft_.columns.take("squares_" + node(i).code);
            list += fmt::format("{}SUM({} * {}) AS {}", list.empty() ? "" : ",\n    ", off, off,
                                draft_.quoted(of(i).squares));
            added.push_back({of(i).squares, draft_.in("f_", of(i).squares)});
        }
        if (list.empty()) return;
        const std::string wanted = pooled ? "deviations_of_all" : "deviations";
        if (pooled) {
            const std::string step =
                draft_.add(wanted, "squares of what values are off the mean",
                           fmt::format("SELECT {}\n  FROM {} r_{}", list, draft_.rows, draft_.with_periods()));
            return draft_.extend_periods("with_" + wanted, "", added, fmt::format("\n  CROSS JOIN {} f_", step));
        }
        const std::string step =
            draft_.add(wanted, "squares of what values are off the mean",
                       fmt::format("SELECT {},\n    {}\n  FROM {} r_{}\n  GROUP BY {}", draft_.named("r_", "period"),
                                   list, draft_.rows, draft_.with_periods(), draft_.r("period")));
        draft_.extend_periods(
            "with_" + wanted, "", added,
            fmt::format("\n  JOIN {} f_ ON {} = {}", step, draft_.in("f_", "period"), draft_.in("t_", "period")));
    }

    /// Quantiles between values in order: what engines have by that name is another kind, or rough.
    void add_quantiles(std::size_t i) {
        const bool pooled = is_pooled(i);
        const std::string x = draft_.r(draft_.values[i]);
        const std::string within = pooled ? "" : "PARTITION BY " + draft_.r("period") + " ";
        const std::string places = draft_.add(
            "places_of_" + node(i).code, "values in order",
            fmt::format("SELECT {0}, {1} AS {2},\n    ROW_NUMBER() OVER ({3}ORDER BY {1}) AS {4},\n    COUNT(*) OVER "
                        "({5}) AS {6}\n  FROM {7} r_\n  WHERE {1} IS NOT NULL",
                        draft_.named("r_", "period"), x, draft_.quoted("x"), within, draft_.quoted("place"),
                        pooled ? "" : "PARTITION BY " + draft_.r("period"), draft_.quoted("there"), draft_.rows));
        const auto quantile = [&](double share) {
            return fmt::format("SUM({0} * {1}(0, 1 - ABS({2} - 1 - ({3} - 1) * {4})))", draft_.in("g_", "x"),
                               draft_.dialect.greatest, draft_.in("g_", "place"), draft_.in("g_", "there"),
                               literal(share));
        };
        const std::string period = draft_.in("g_", "period");
        for (std::string* const column : {&of(i).low, &of(i).high}) {
            const bool is_low = column == &of(i).low;
            *column = draft_.columns.take((is_low ? "low_of_" : "high_of_") + node(i).code);
            const double share = is_low ? node(i).quantiles->low : node(i).quantiles->high;
            const std::string step = draft_.add(
                *column, fmt::format("quantile {}", literal(share)),
                fmt::format("SELECT {}{} AS {}\n  FROM {} g_{}", pooled ? "" : draft_.named("g_", "period") + ", ",
                            quantile(share), draft_.quoted(*column), places, pooled ? "" : "\n  GROUP BY " + period));
            draft_.join_to_periods(*column, step, !pooled);
        }
    }

    /// The reference unit's value in the first period that has it, or the mean of the first period.
    void add_reference(std::size_t i) {
        const bool pooled = is_pooled(i);
        const std::string& unit = node(i).normalisation.reference_unit;
        const std::string x = draft_.r(draft_.values[i]);
        const std::string column = of(i).reference = draft_.columns.take("reference_of_" + node(i).code);
        const std::string is_it = draft_.r("code") + " = " + draft_.text(unit);
        std::string body;
        if (!pooled) {
            body = fmt::format("SELECT {}, MAX({}) AS {}\n  FROM {} r_\n  WHERE {}\n  GROUP BY {}",
                               draft_.named("r_", "period"), x, draft_.quoted(column), draft_.rows, is_it,
                               draft_.r("period"));
        } else {
            const std::string who = unit.empty() ? "" : fmt::format("\n  WHERE {} AND {} IS NOT NULL", is_it, x);
            const std::string first = fmt::format("(SELECT MIN({}) AS {}\n    FROM {} r_{})", draft_.r("period"),
                                                  draft_.quoted("period"), draft_.rows, who);
            body = fmt::format("SELECT {}({}) AS {}\n  FROM {} r_\n  JOIN {} f_ ON {} = {}{}",
                               unit.empty() ? "AVG" : "MAX", x, draft_.quoted(column), draft_.rows, first,
                               draft_.in("f_", "period"), draft_.r("period"), who);
        }
        const std::string step = draft_.add(column, "what the others are measured by", body);
        draft_.join_to_periods(column, step, !pooled);
    }

    /// Where the ends of an indicator's line lie, as what its method asks for.
    struct Ends {
        Term worst, best, mean, sd, target, reference;
    };

    Ends ends_of(std::size_t i) {
        const Node& indicator = node(i);
        const Population& from = of(i);
        const bool lower_is_better = indicator.direction == Direction::negative;
        const auto t = [&](const std::string& column) { return column.empty() ? Term(0) : draft_.t(column); };
        Term low = t(from.low.empty() ? from.least : from.low), high = t(from.high.empty() ? from.most : from.high);
        if (lower_is_better) std::swap(low, high);
        if (indicator.best_at && !indicator.normalisation.method->centred) {
            high = 0;
            if (indicator.best_at->worst_distance && indicator.normalisation.method->goalposts)
                low = *indicator.best_at->worst_distance;
        }
        Term sd = 0;
        if (!from.squares.empty()) {
            const bool by_count = indicator.normalisation.divisor == Divisor::count;
            const Term divisor(fmt::format("NULLIF({}, 0)", (t(from.count) - Term(by_count ? 0 : 1)).text()));
            sd = square_root(t(from.squares) / divisor);
            if (lower_is_better) sd = Term(fmt::format("-{}", sd.text()));
        }
        const Term target = indicator.target ? Term(transformed(*indicator.target, indicator)) : Term(0);
        return {low, high, t(from.mean), sd, target, t(from.reference)};
    }

    void draw_lines() {
        std::vector<Added> added;
        for (std::size_t i = 0; i < own_.size(); ++i) {
            if (!Needs(node(i)).is_by_line || node(i).goalposts) continue;
            const Ends ends = ends_of(i);
            const NormalisationMethod& method = *node(i).normalisation.method;
            const auto text = [&](std::string_view sql) {
                const auto atom = [](const Term& x) { return x.text(Term::Binds::atom); };
                return filled(sql, fmt::arg("worst", atom(ends.worst)), fmt::arg("best", atom(ends.best)),
                              fmt::arg("mean", atom(ends.mean)), fmt::arg("sd", atom(ends.sd)),
                              fmt::arg("target", atom(ends.target)), fmt::arg("reference", atom(ends.reference)));
            };
            const std::string span = text(method.sql_span);
            const std::string tolerance = tolerance_of(i, ends).text();
            std::string when = fmt::format("{} = 0 OR ABS({}) <= {}", draft_.t(of(i).count).text(),
                                           (ends.worst - ends.best).text(), tolerance);
            // A standard deviation may be too small for a number where the values are not the same.
            when +=
                method.centred ? fmt::format(" OR {} = 0", span) : fmt::format(" OR ABS({}) <= {}", span, tolerance);
            if (method.target)
                when += fmt::format(" OR {} {} 0", span, node(i).direction == Direction::negative ? ">=" : "<=");
            when += fmt::format(" OR {0} IS NULL OR ABS({0}) > {1}", span, literal(std::numeric_limits<double>::max()));
            added.push_back({draft_.columns.take("from_" + node(i).code), text(method.sql)});
            added.push_back({draft_.columns.take("span_" + node(i).code),
                             draft_.stopped(span, when, fmt::format("indicator '{}' has no scale in ", node(i).code),
                                            draft_.t("period").text())});
            lay(i, added[added.size() - 2].column, added.back().column);
        }
        draft_.extend_periods("scales", "where scores begin, and how far they span; none where all values are the same",
                              added);
    }

    void lay(std::size_t i, const std::string& from, const std::string& span) {
        draft_.lines[i].from = draft_.t(from);
        draft_.lines[i].span = draft_.t(span);
        draft_.lines[i].is_own = !is_pooled(i) && ends_are_values(node(i));
        const NormalisationMethod& method = *node(i).normalisation.method;
        if (method.centred || method.around) draft_.spreads[i].summed = draft_.t(of(i).count);
    }

    /// How far apart two values of an indicator may lie that are the same.
    Term tolerance_of(std::size_t i, const Ends& ends) const {
        Term largest = greatest(draft_.dialect, {absolute(ends.worst), absolute(ends.best)});
        if (node(i).best_at)
            largest = largest + Term(std::max(std::abs(node(i).best_at->low), std::abs(node(i).best_at->high)));
        else if (node(i).transform)
            largest = greatest(draft_.dialect, {largest, node(i).transform->loses_as});
        return draft_.lost[i] * Term(last_place) * largest;
    }

    Draft& draft_;
    std::vector<Population> own_, all_;                                      ///< by indicator
    std::vector<std::string> lost_ = std::vector<std::string>(own_.size());  ///< likewise, a column
    std::string units_;
};

}  // namespace

bool ends_are_values(const Node& indicator) {
    const NormalisationMethod& method = *indicator.normalisation.method;
    return !indicator.goalposts && !indicator.quantiles && !method.centred && !method.target && !method.around &&
           indicator.normalisation.reference_unit.empty() && !(indicator.best_at && indicator.best_at->worst_distance);
}

Line settings_of(const Node& indicator) {
    const Normalisation& by = indicator.normalisation;
    const auto [low, high] = by.range;
    Line line{.times = high - low, .plus = low};
    if (by.method->centred) line.times = by.sd, line.plus = by.mean;
    if (by.method->exponential) {
        line.exponential = true;
        line.times = std::log(high) - std::log(low), line.plus = std::log(low);
    }
    if (indicator.cap == Cap::lower || indicator.cap == Cap::both) line.low = low;
    if (indicator.cap == Cap::upper || indicator.cap == Cap::both) line.high = high;
    if (indicator.goalposts) {
        const double worst = transformed(indicator.goalposts->worst, indicator);
        line.from = worst;
        line.span = transformed(indicator.goalposts->best, indicator) - worst;
    }
    return line;
}

void find_scales(Draft& draft) {
    for (std::size_t i = 0; i < draft.lines.size(); ++i)
        draft.lines[i] = settings_of(draft.index.nodes[draft.index.indicators[i]]);
    Scales(draft).find();
}

}  // namespace iiindex::detail::sql
