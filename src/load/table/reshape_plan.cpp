#include "load/table/reshape_plan.hpp"

#include <array>
#include <utility>

#include "load/codes.hpp"
#include "load/table/dated.hpp"

namespace iiindex::detail {
namespace {

bool is_asked_for(Shape shape, Shape one) { return shape == Shape::found_out || shape == one; }

/// Codes tell units apart better than names; "unit" may be what values are counted in.
std::size_t unit_rank(const FixedTitle& fixed) {
    if (fixed.rank == rank_of_unit) return 2 * rank_of_unit;
    return fixed.rank + (fixed.column == FixedColumn::code ? 0 : rank_of_unit);
}

}  // namespace

bool ReshapePlanner::is_wide(const std::vector<Title>& titles) const {
    bool has_unit = false, has_input = false;
    for (const Title& title : titles) {
        const Meaning meaning = meaning_of(title);
        has_unit = has_unit || meaning.names_unit();
        const bool is_dated = !dated(title.text).name.empty() && input_of(dated(title.text).name);
        has_input = has_input || (!is_dated && (!meaning.indicators.empty() || meaning.input));
    }
    return has_unit && has_input;
}

std::optional<ReshapePlan> ReshapePlanner::plan(std::vector<Title> titles, Shape shape) const {
    ReshapePlan plan;
    Held held = sort_columns(titles, plan);
    plan.titles = std::move(titles);
    for (std::size_t i = 0; i < plan.carried.size(); ++i) {
        const auto fixed = meaning_of(plan.titles[plan.carried[i]]).fixed;
        if (fixed && fixed->rank == rank_of_unit && plan.carried[i] != plan.unit) plan.counted_in = i;
    }
    if (!held.has_unit) return std::nullopt;
    const auto pass_over = [&plan](const std::vector<ValueColumn>& columns) {
        for (const ValueColumn& one : columns) plan.passed_over.push_back(one.column);
    };
    const bool rows_name_inputs = !plan.indicator.empty() || inputs() == 1;
    if (held.value && rows_name_inputs && is_asked_for(shape, Shape::long_rows)) {
        plan.values.push_back({*held.value, {}, {}});
        pass_over(held.of_periods);
        pass_over(held.of_inputs);
        return plan;
    }
    if (plan.period || !is_asked_for(shape, Shape::periods_as_columns)) return std::nullopt;
    if (!held.of_periods.empty() && rows_name_inputs) {
        plan.values = std::move(held.of_periods);
        pass_over(held.of_inputs);
    } else if (!held.of_inputs.empty()) {
        plan.values = std::move(held.of_inputs);
        pass_over(held.of_periods);
        plan.passed_over.insert(plan.passed_over.end(), plan.indicator.begin(), plan.indicator.end());
        plan.indicator.clear();
    } else {
        return std::nullopt;
    }
    if (held.value) plan.passed_over.push_back(*held.value);
    return plan;
}

/// Puts the columns of all others into the plan.
ReshapePlanner::Held ReshapePlanner::sort_columns(const std::vector<Title>& titles, ReshapePlan& plan) const {
    Held held;
    auto rank = static_cast<std::size_t>(-1);
    std::array<std::vector<std::size_t>, 2> naming;  // codes, names
    for (std::size_t column = 0; column < titles.size(); ++column) {
        const Meaning meaning = meaning_of(titles[column]);
        const auto long_column = meaning.long_column;
        const std::string year = date_of(titles[column].text);
        const Dated parts = dated(titles[column].text);
        const auto input = parts.name.empty() ? std::nullopt : input_of(parts.name);
        if (!meaning.group.empty() || (meaning.fixed && meaning.fixed->column != FixedColumn::period)) {
            plan.carried.push_back(column);
            if (meaning.names_unit() && unit_rank(*meaning.fixed) < rank) {
                rank = unit_rank(*meaning.fixed);
                plan.unit = column;
                held.has_unit = true;
            }
        } else if (meaning.fixed && !plan.period) {
            plan.period = column;
        } else if (long_column && *long_column != LongColumn::value) {
            naming[*long_column == LongColumn::indicator_code ? 0 : 1].push_back(column);
        } else if (long_column && !held.value) {
            held.value = column;
        } else if (!year.empty()) {
            held.of_periods.push_back({column, year, {}});
        } else if (input) {
            held.of_inputs.push_back({column, parts.date, input});
        } else {
            plan.passed_over.push_back(column);
        }
    }
    for (const auto& columns : naming) plan.indicator.insert(plan.indicator.end(), columns.begin(), columns.end());
    return held;
}

std::optional<Contradiction> ReshapePlanner::other_measure_in(std::string_view name) const {
    return other_measure(name, words_.meaning_of(name, is_escaped_), index_);
}

std::optional<std::size_t> ReshapePlanner::input_of(std::string_view name) const {
    const Meaning meaning = words_.meaning_of(name, is_escaped_);
    if (meaning.input) return index_.indicators.size() + *meaning.input;
    if (meaning.indicators.size() != 1) return std::nullopt;
    return index_.nodes[meaning.indicators.front()].indicator;
}

std::vector<std::string_view> ReshapePlanner::names_of(std::size_t input) const {
    if (input >= index_.indicators.size()) {
        const InputColumn& column = index_.inputs[input - index_.indicators.size()];
        return {column.code, column.name.own, column.name.english};
    }
    const Node& node = index_.nodes[index_.indicators[input]];
    return {node.code, node.name.own, node.name.english};
}

}  // namespace iiindex::detail
