#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <iiindex/rank.hpp>

#include "ground/catalogue.hpp"
#include "words/labels.hpp"
#include "write/live/plan.hpp"

namespace iiindex::detail::live {
namespace {

/// Of two numbers that agree, as a share of the largest score where that is above 1.
constexpr double most_apart = 1e-9;

/// Where the control cell stands.
constexpr std::size_t verdict_row = 2, verdict_column = Plan::name_column;

/// One column of the sheets Computed and Control: a node's scores, or the ranks by the total.
struct Compared {
    std::size_t node = 0;
    bool ranks = false;
    std::size_t column = 0;
    ColumnPlace place;

    std::string title(const Plan& plan) const {
        return ranks ? std::string(label(Label::rank, plan.language)) : plan.node_title(node);
    }
};

std::vector<Compared> compared(const Plan& plan) {
    std::vector<Compared> all;
    std::size_t column = Plan::first_column;
    for (std::size_t node = 0; node < plan.index.nodes.size(); ++node)
        all.push_back({.node = node, .column = column++, .place = plan.score_place(node)});
    all.push_back({.ranks = true, .column = column, .place = {plan.nodes, plan.own_columns[0] + 1}});
    return all;
}

/// The numbers of a column as they were computed, a row each.
std::vector<double> numbers_of(const Plan& plan, const Compared& one) {
    const auto scores = plan.result.scores_of(one.node);
    std::vector<double> numbers(scores.begin(), scores.end());
    if (!one.ranks) return numbers;
    for (const Period& period : plan.result.data.periods) {
        const std::vector<Rank> ranks = ranks_of(plan.result, 0, period);
        for (std::size_t unit = 0; unit < period.count; ++unit)
            numbers[period.first + unit] = ranks[unit] == 0 ? missing : static_cast<double>(ranks[unit]);
    }
    return numbers;
}

}  // namespace

void write_computed(Plan& plan) {
    Sheet& sheet = *plan.computed;
    plan.begin_rows(sheet, worded(plan.language,
                                  "The scores and ranks as the program computed them: numbers, which the sheet "
                                  "Control compares with the formulas."));
    for (const Compared& one : compared(plan)) {
        const int digits = one.ranks ? 0 : plan.digits_of(one.node);
        plan.head(sheet, one.column, level_words(plan.index, one.node, plan.language), plan.index.nodes[one.node].code,
                  one.title(plan));
        const std::vector<double> numbers = numbers_of(plan, one);
        for (std::size_t row = 0; row < numbers.size(); ++row)
            sheet.number(plan.row_of(row), one.column, numbers[row], Style::plain, digits);
    }
    plan.end_rows(sheet, Plan::first_column + plan.index.nodes.size());
}

void write_control(Plan& plan) {
    Sheet& sheet = *plan.control;
    const std::size_t last = Plan::first_column + plan.index.nodes.size();
    plan.begin_rows(sheet, worded(plan.language,
                                  "How far formulas lie from the sheet Computed; ≠ where only one of the two has a "
                                  "score."));
    const std::size_t most_row = plan.share_row(0);
    double largest = 1;
    for (const Compared& one : compared(plan)) {
        plan.head(sheet, one.column, "", plan.index.nodes[one.node].code, one.title(plan));
        for (const auto& precisions : plan.result.precisions) largest = std::max(largest, precisions[one.node].largest);
        const std::vector<double> numbers = numbers_of(plan, one);
        for (std::size_t row = 0; row < numbers.size(); ++row) {
            const std::string own = plan.cell(one.place, row, &sheet);
            const std::string kept = plan.cell({plan.computed, one.column}, row, &sheet);
            sheet.formula(plan.row_of(row), one.column,
                          fmt::format("IF(AND(ISNUMBER({0}),ISNUMBER({1})),ABS({0}-{1}),IF(ISNUMBER({0})=ISNUMBER({1}),"
                                      "\"\",\"≠\"))",
                                      own, kept),
                          is_missing(numbers[row]) ? missing : 0, size_alone);
        }
        const std::string cells = plan.column_range({&sheet, one.column}, plan.all_rows(), &sheet);
        sheet.formula(most_row, one.column, fmt::format("IF(COUNTIF({0},\"≠\")>0,\"≠\",MAX({0}))", cells), 0,
                      size_alone);
    }
    sheet.text(most_row, Plan::name_column, worded(plan.language, "largest difference"), Style::muted);
    sheet.text(verdict_row, 1, worded(plan.language, "Finding"), Style::muted);
    const std::string most = range(most_row, Plan::first_column, most_row, last, Fixed::both);
    const std::string differs =
        worded(plan.language, "differs: values, weights or settings were changed in this workbook");
    sheet.formula(verdict_row, verdict_column,
                  fmt::format("IF(AND(COUNTIF({0},\"≠\")=0,MAX({0})<={1:.1E}),{2},{3})", most, most_apart * largest,
                              formula_text(control_finding(plan)), formula_text(differs)),
                  control_finding(plan));
    plan.end_rows(sheet, last);
}

std::string control_cell(const Plan& plan) { return plan.control->at(verdict_row, verdict_column, Fixed::both); }

std::string control_finding(const Plan& plan) { return worded(plan.language, "agrees with what the program computed"); }

}  // namespace iiindex::detail::live
