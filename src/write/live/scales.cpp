#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include <iiindex/number.hpp>

#include "engine/precision.hpp"
#include "ground/catalogue.hpp"
#include "present/method.hpp"
#include "words/labels.hpp"
#include "write/live/plan.hpp"

namespace iiindex::detail::live {
namespace {

// The columns of the sheet of scales.
enum Place : std::size_t { period, code, name, direction, method, count, least, most, mean, sd, from, to, low, high };
constexpr std::size_t lower_cap = high + 1, upper_cap = lower_cap + 1;

/// What the line of an indicator's scale goes through: formulas for the values that have the low and the high score.
struct Ends {
    std::string from, to;
};

/// What the formulas of one scale are made of.
struct ScaleCells {
    const Plan& plan;
    const Node& node;
    std::size_t indicator;
    const Period& own;  ///< the period of the scores
    std::size_t row;    ///< of the sheet of scales

    std::string at(std::size_t column) const { return address(row, column); }
    bool lower_is_better() const { return node.direction == Direction::negative; }
    /// The values that the scale is taken from.
    Period units() const { return plan.is_pooled(indicator) ? plan.all_rows() : own; }
    std::string values() const { return plan.column_range(plan.scaled_place(indicator), units(), plan.scales); }

    std::string end(bool best) const {
        if (node.best_at && best) return "0";
        if (node.best_at && node.best_at->worst_distance) return literal(*node.best_at->worst_distance);
        if (node.quantiles) {
            const double share = best == lower_is_better() ? node.quantiles->low : node.quantiles->high;
            return fmt::format("PERCENTILE({},{})", values(), literal(share));
        }
        return at(best == lower_is_better() ? least : most);
    }
};

std::optional<Ends> between_ends(const ScaleCells& cells) { return Ends{cells.end(false), cells.end(true)}; }

std::optional<Ends> around_mean(const ScaleCells& cells) {
    return Ends{cells.at(mean), cells.at(mean) + (cells.lower_is_better() ? "-" : "+") + cells.at(sd)};
}

std::optional<Ends> up_to_target(const ScaleCells& cells) {
    const std::string target = literal(*cells.node.target);
    return Ends{cells.end(false), transformed_formula(cells.node, target)};
}

/// The cell of the reference unit in the first period that has it; empty where none has.
std::string reference_cell(const ScaleCells& cells) {
    const Dataset& data = cells.plan.result.data;
    const Period units = cells.units();
    for (std::size_t row = units.first; row < units.end(); ++row) {
        if (data.units.codes[row] != cells.node.normalisation.reference_unit) continue;
        if (is_missing(transformed(data.values.column(cells.indicator)[row], cells.node))) continue;
        return cells.plan.cell(cells.plan.scaled_place(cells.indicator), row, cells.plan.scales, Fixed::both);
    }
    return {};
}

std::optional<Ends> up_to_reference(const ScaleCells& cells) {
    const std::string reference = reference_cell(cells);
    return reference.empty() ? std::nullopt : std::optional(Ends{cells.end(false), reference});
}

std::optional<Ends> around_reference(const ScaleCells& cells) {
    const Plan& plan = cells.plan;
    const bool is_unit = !cells.node.normalisation.reference_unit.empty();
    const std::string middle =
        is_unit ? reference_cell(cells)
                : fmt::format("AVERAGE({})", plan.column_range(plan.scaled_place(cells.indicator),
                                                               plan.result.data.periods.front(), plan.scales));
    if (middle.empty()) return std::nullopt;
    const std::string half = fmt::format("({}-{})/2", cells.end(true), cells.end(false));
    return Ends{fmt::format("{}-{}", middle, half), fmt::format("{}+{}", middle, half)};
}

/// How a spreadsheet states a normalisation: the ends of its line, or a score from a place and the count of values.
struct LiveNormalisation {
    std::string_view name;
    std::optional<Ends> (*ends)(const ScaleCells&) = nullptr;
    std::string (*order)(const std::string& place, const std::string& count, const Normalisation&) = nullptr;
};

std::string place_alone(const std::string& place, const std::string&, const Normalisation&) { return place; }
std::string how_many_worse(const std::string& place, const std::string&, const Normalisation&) { return place + "-1"; }
std::string share_worse(const std::string& place, const std::string& count, const Normalisation& settings) {
    const auto [lowest, highest] = settings.range;
    return fmt::format("{}+({}-{})*({}-1)/({}-1)", literal(lowest), literal(highest), literal(lowest), place, count);
}

constexpr std::array table = {
    LiveNormalisation{.name = "min-max", .ends = between_ends},
    LiveNormalisation{.name = "z-score", .ends = around_mean},
    LiveNormalisation{.name = "rank", .order = place_alone},
    LiveNormalisation{.name = "borda", .order = how_many_worse},
    LiveNormalisation{.name = "percentile-rank", .order = share_worse},
    LiveNormalisation{.name = "distance-to-max", .ends = between_ends},
    LiveNormalisation{.name = "distance-to-target", .ends = up_to_target},
    LiveNormalisation{.name = "distance-to-reference", .ends = up_to_reference},
    LiveNormalisation{.name = "around-reference", .ends = around_reference},
    LiveNormalisation{.name = "exponential", .ends = between_ends},
    LiveNormalisation{.name = "logarithmic", .ends = between_ends},
};

const LiveNormalisation* find(const Node& indicator) {
    const std::string_view called = indicator.normalisation.method->name;
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.name == called; });
    return found == table.end() ? nullptr : &*found;
}

class ScaleSheet {
public:
    explicit ScaleSheet(Plan& plan) : plan_(plan), sheet_(*plan.scales) {}

    void write() {
        write_titles();
        for (std::size_t p = 0; p < plan_.result.data.periods.size(); ++p) {
            for (std::size_t i = 0; i < plan_.index.indicators.size(); ++i) write_scale(p, i);
        }
        sheet_.fit(0, 8, widest_text);
        for (const std::size_t column : {code, name, method}) sheet_.fit(column, 12, widest_text);
    }

private:
    void write_titles() {
        sheet_.text(0, 0, sheet_.name(), Style::title);
        sheet_.text(1, 0,
                    worded(plan_.language,
                           "score = (value − from) / (to − from) × (score at to − score at from) + score at from"),
                    Style::muted);
        struct Title {
            std::string text;
            bool is_number;
        };
        const Language language = plan_.language;
        const std::array titles = {Title{worded(language, "Period"), false},
                                   Title{worded(language, "Code"), false},
                                   Title{worded(language, "Indicator"), false},
                                   Title{worded(language, "Direction"), false},
                                   Title{worded(language, "Method"), false},
                                   Title{worded_in(language, "of a scale", "Values"), true},
                                   Title{worded_in(language, "of a scale", "Least"), true},
                                   Title{worded(language, "Greatest"), true},
                                   Title{worded(language, "Mean"), true},
                                   Title{worded(language, "Standard deviation"), true},
                                   Title{worded_in(language, "of a scale", "From"), true},
                                   Title{worded_in(language, "of a scale", "To"), true},
                                   Title{worded(language, "Score at from"), true},
                                   Title{worded(language, "Score at to"), true},
                                   Title{worded(language, "Cut below"), true},
                                   Title{worded(language, "Cut above"), true}};
        for (std::size_t i = 0; i < titles.size(); ++i) {
            sheet_.text(3, i, titles[i].text, titles[i].is_number ? Style::numbers : Style::heading);
        }
        sheet_.width(direction, direction, 9);
        sheet_.width(count, upper_cap, 12);
        sheet_.height(3, 33);
        sheet_.freeze(4, 3);
        sheet_.filter(3, plan_.scale_row(plan_.result.data.periods.size(), 0) - 1, upper_cap);
    }

    void write_scale(std::size_t p, std::size_t indicator) {
        const std::size_t node = plan_.index.indicators[indicator];
        const ScaleCells cells{.plan = plan_,
                               .node = plan_.index.nodes[node],
                               .indicator = indicator,
                               .own = plan_.result.data.periods[p],
                               .row = plan_.scale_row(p, indicator)};
        sheet_.text(cells.row, period, cells.own.label);
        sheet_.text(cells.row, code, cells.node.code);
        sheet_.text(cells.row, name, plan_.node_title(node));
        if (!cells.node.best_at)
            sheet_.text(cells.row, direction, direction_words(cells.node.direction).in(plan_.language));
        sheet_.text(cells.row, method, method_words(cells.node, plan_.language));
        write_statistics(cells);
        if (const auto& scale = plan_.result.scales[p][indicator]) write_line(cells, *scale);
    }

    /// The population, as it was computed: of the same units as the scale's.
    void write_statistics(const ScaleCells& cells) {
        const Period units = cells.units();
        double number = 0, lowest = std::numeric_limits<double>::infinity(), highest = -lowest, sum = 0;
        const auto values = plan_.result.data.values_in(cells.indicator, units);
        for (const double raw : values) {
            const double value = transformed(raw, cells.node);
            if (is_missing(value)) continue;
            ++number;
            sum += value;
            lowest = std::min(lowest, value);
            highest = std::max(highest, value);
        }
        const std::string all = cells.values();
        sheet_.formula(cells.row, count, fmt::format("COUNT({})", all), number, 0);
        if (number == 0) return;
        sheet_.formula(cells.row, least, fmt::format("MIN({})", all), lowest, all_digits);
        sheet_.formula(cells.row, most, fmt::format("MAX({})", all), highest, all_digits);
        if (!cells.node.normalisation.method->centred) return;
        sheet_.formula(cells.row, mean, fmt::format("AVERAGE({})", all), sum / number, all_digits);
        double squares = 0;
        for (const double raw : values) {
            const double value = transformed(raw, cells.node);
            if (!is_missing(value)) squares += (value - sum / number) * (value - sum / number);
        }
        const bool by_count = cells.node.normalisation.divisor == Divisor::count;
        sheet_.formula(cells.row, sd, fmt::format("{}({})", by_count ? "STDEVP" : "STDEV", all),
                       std::sqrt(squares / (by_count ? number : number - 1)), all_digits);
    }

    void write_line(const ScaleCells& cells, const Scale& scale) {
        write_ends(cells, scale);
        const Normalisation& settings = cells.node.normalisation;
        if (scale.exponential) {
            sheet_.formula(cells.row, low, fmt::format("LN({})", literal(settings.range.low)), scale.plus, all_digits);
            sheet_.formula(cells.row, high, fmt::format("LN({})", literal(settings.range.high)),
                           scale.plus + scale.times, all_digits);
        } else {
            sheet_.number(cells.row, low, scale.plus, Style::input);
            sheet_.number(cells.row, high, scale.plus + scale.times, Style::input);
        }
        const Cap cap = cells.node.cap;
        if (cap == Cap::lower || cap == Cap::both) sheet_.number(cells.row, lower_cap, scale.low, Style::input);
        if (cap == Cap::upper || cap == Cap::both) sheet_.number(cells.row, upper_cap, scale.high, Style::input);
    }

    void write_ends(const ScaleCells& cells, const Scale& scale) {
        const double begin = scale.from, end = scale.from + scale.span;
        if (const auto& goalposts = cells.node.goalposts) {
            write_goalpost(cells, from, goalposts->worst, begin);
            write_goalpost(cells, to, goalposts->best, end);
            return;
        }
        const LiveNormalisation* const row = find(cells.node);
        const bool is_given = plan_.basis.reference != nullptr;
        const auto ends = row && row->ends && !is_given ? row->ends(cells) : std::nullopt;
        if (ends && !ends->to.empty()) {
            sheet_.formula(cells.row, from, ends->from, begin, all_digits);
            sheet_.formula(cells.row, to, ends->to, end, all_digits);
            return;
        }
        const std::string why =
            is_given ? worded(plan_.language,
                              "Taken from the file of the reference year (--reference): the number that the "
                              "program computed.")
                     : plan_.no_formula_of(cells.node.normalisation.method->name);
        const std::string what = plan_.node_title(plan_.index.indicators[cells.indicator]);
        plan_.fixed(sheet_, cells.row, from, begin, all_digits, why, what);
        plan_.fixed(sheet_, cells.row, to, end, all_digits, why, what);
    }

    void write_goalpost(const ScaleCells& cells, std::size_t column, double goalpost, double shown) {
        const std::string formula =
            cells.node.transform ? transformed_formula(cells.node, literal(goalpost)) : std::string();
        if (formula.empty())
            sheet_.number(cells.row, column, shown, Style::input);
        else
            sheet_.formula(cells.row, column, formula, shown, all_digits);
    }

    Plan& plan_;
    Sheet& sheet_;
};

class NormalisedSheet {
public:
    explicit NormalisedSheet(Plan& plan) : plan_(plan), sheet_(*plan.normalised) {}

    void write() {
        plan_.begin_rows(sheet_, worded(plan_.language,
                                        "The indicators' scores, all on one scale; its ends are on the sheet "
                                        "Scales."));
        for (std::size_t i = 0; i < plan_.index.indicators.size(); ++i) {
            const std::size_t node = plan_.index.indicators[i];
            plan_.head(sheet_, Plan::first_column + i, plan_.index.nodes[node].normalisation.method->name,
                       plan_.index.nodes[node].code, plan_.node_title(node));
            for (std::size_t p = 0; p < plan_.result.data.periods.size(); ++p) write_column(i, p);
        }
        plan_.end_rows(sheet_, write_tier_columns() - 1);
    }

private:
    /// Behind the scores, for the indicators that have tiers. Returns the first column behind.
    std::size_t write_tier_columns() {
        std::size_t column = Plan::first_column + plan_.index.indicators.size();
        for (const std::size_t node : plan_.index.indicators) {
            if (!plan_.index.nodes[node].tiers) continue;
            plan_.head(sheet_, column, plan_.node_title(node), plan_.index.nodes[node].code,
                       label(Label::tier, plan_.language));
            for (std::size_t p = 0; p < plan_.result.data.periods.size(); ++p) write_tiers(plan_, node, p, column);
            ++column;
        }
        return column;
    }

    void write_column(std::size_t indicator, std::size_t p) {
        const std::size_t number = plan_.index.indicators[indicator];
        const Node& node = plan_.index.nodes[number];
        const Period& units = plan_.result.data.periods[p];
        const double lost = node.round ? tolerance_before_rounding(node, units) : 0;
        const auto scores = plan_.result.scores_in(number, units);
        const int digits = plan_.digits_of(number);
        for (std::size_t unit = 0; unit < units.count; ++unit) {
            const std::size_t row = units.first + unit;
            const std::string value = plan_.cell(plan_.scaled_place(indicator), row, &sheet_);
            const std::string score =
                plan_.result.scales[p][indicator] ? along_line(indicator, p, value) : by_order(indicator, p, value);
            const std::size_t column = Plan::first_column + indicator;
            if (score.empty()) {
                plan_.fixed(sheet_, plan_.row_of(row), column, scores[unit], digits,
                            plan_.no_formula_of(node.normalisation.method->name), plan_.node_title(number));
                continue;
            }
            sheet_.formula(plan_.row_of(row), column,
                           fmt::format("IF(ISNUMBER({}),{},\"\")", value, rounded_formula(node, score, lost)),
                           scores[unit], digits);
        }
    }

    double tolerance_before_rounding(const Node& node, const Period& units) const {
        if (plan_.basis.reference) return 0;
        return fit_scale(node, plan_.result.data, units, plan_.basis).precision.tolerance;
    }

    std::string along_line(std::size_t indicator, std::size_t p, const std::string& value) const {
        const Node& node = plan_.index.nodes[plan_.index.indicators[indicator]];
        const std::size_t row = plan_.scale_row(p, indicator);
        const auto at = [&](std::size_t column) { return plan_.scales->at(row, column, Fixed::both); };
        std::string score =
            fmt::format("({}-{})/({}-{})*({}-{})+{}", value, at(from), at(to), at(from), at(high), at(low), at(low));
        if (plan_.result.scales[p][indicator]->exponential) score = fmt::format("EXP({})", score);
        if (node.cap == Cap::lower || node.cap == Cap::both) score = fmt::format("MAX({},{})", at(lower_cap), score);
        if (node.cap == Cap::upper || node.cap == Cap::both) score = fmt::format("MIN({},{})", at(upper_cap), score);
        return score;
    }

    /// From how many values are worse; two that arithmetic alone may have parted are the same.
    std::string by_order(std::size_t indicator, std::size_t p, const std::string& value) const {
        const Node& node = plan_.index.nodes[plan_.index.indicators[indicator]];
        const LiveNormalisation* const row = find(node);
        if (!row || !row->order) return {};
        const Period units = plan_.is_pooled(indicator) ? plan_.all_rows() : plan_.result.data.periods[p];
        const std::string all = plan_.column_range(plan_.scaled_place(indicator), units, &sheet_);
        const Lost lost = lost_by_values(plan_.result.data, indicator);
        std::string tolerance;
        if (lost > Lost::by_reading || node.best_at) {
            const double share = lost.last_places * std::numeric_limits<double>::epsilon();
            tolerance = fmt::format("{}*ABS({})", literal(share), value);
        }
        const bool lower_is_better = node.direction == Direction::negative;
        const std::string below = fmt::format("{}{}", value, tolerance.empty() ? "" : "-" + tolerance);
        const std::string above = fmt::format("{}{}", value, tolerance.empty() ? "" : "+" + tolerance);
        const std::string worse = lower_is_better ? ">" + above : "<" + below;
        std::string place = fmt::format("1+SUMPRODUCT(ISNUMBER({0})*({0}{1}))", all, worse);
        if (node.normalisation.ties == Ties::average) {
            place += fmt::format("+(SUMPRODUCT(ISNUMBER({0})*({0}>={1})*({0}<={2}))-1)/2", all, below, above);
        }
        const std::string count_cell = plan_.scales->at(plan_.scale_row(p, indicator), count, Fixed::both);
        return row->order("(" + place + ")", count_cell, node.normalisation);
    }

    Plan& plan_;
    Sheet& sheet_;
};

}  // namespace

void write_scales(Plan& plan) { ScaleSheet(plan).write(); }

void write_normalised(Plan& plan) { NormalisedSheet(plan).write(); }

}  // namespace iiindex::detail::live
