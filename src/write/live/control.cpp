#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "words/labels.hpp"
#include "write/live/plan.hpp"

namespace iiindex::detail::live {
namespace {

constexpr double most_apart =
    1e-9;  ///< of two numbers that agree, as a share of the largest score where that is above 1

std::size_t column_of(std::size_t node) { return Plan::first_column + node; }

std::string level_above(const Plan& plan, std::size_t node) { return level_words(plan.index, node, plan.language); }

/// Where the control cell stands.
constexpr std::size_t verdict_row = 2, verdict_column = Plan::name_column;

}  // namespace

void write_computed(Plan& plan) {
    Sheet& sheet = *plan.computed;
    plan.begin_rows(sheet, plan.words("程序算出的得分，是固定的数；“核对”表把它们与公式的结果相比。",
                                      "The scores as the program computed them: numbers, which the sheet Control "
                                      "compares with the formulas."));
    for (std::size_t node = 0; node < plan.index.nodes.size(); ++node) {
        plan.head(sheet, column_of(node), level_above(plan, node), plan.index.nodes[node].code, plan.node_title(node));
        const auto scores = plan.result.scores_of(node);
        for (std::size_t row = 0; row < scores.size(); ++row)
            sheet.number(plan.row_of(row), column_of(node), scores[row], Style::plain, plan.digits_of(node));
    }
    plan.end_rows(sheet, column_of(plan.index.nodes.size() - 1));
}

void write_control(Plan& plan) {
    Sheet& sheet = *plan.control;
    const std::size_t last = column_of(plan.index.nodes.size() - 1);
    plan.begin_rows(sheet, plan.words("公式的结果与“程序结果”表之差；一方有得分而另一方没有的，记作 ≠。",
                                      "How far formulas lie from the sheet Computed; ≠ where only one of the two has a "
                                      "score."));
    const std::size_t most_row = plan.share_row(0);
    double largest = 1;
    for (std::size_t node = 0; node < plan.index.nodes.size(); ++node) {
        const std::size_t column = column_of(node);
        plan.head(sheet, column, "", plan.index.nodes[node].code, plan.node_title(node));
        for (const auto& precisions : plan.result.precisions) largest = std::max(largest, precisions[node].largest);
        const Period all = plan.all_rows();
        for (std::size_t row = 0; row < all.count; ++row) {
            const std::string own = plan.cell(plan.score_place(node), row, &sheet);
            const std::string kept = plan.cell({plan.computed, column}, row, &sheet);
            const bool there = plan.result.score(row, node).has_value();
            sheet.formula(plan.row_of(row), column,
                          fmt::format("IF(AND(ISNUMBER({0}),ISNUMBER({1})),ABS({0}-{1}),IF(ISNUMBER({0})=ISNUMBER({1}),"
                                      "\"\",\"≠\"))",
                                      own, kept),
                          there ? 0 : missing, size_alone);
        }
        const std::string cells = plan.column_range({&sheet, column}, all, &sheet);
        sheet.formula(most_row, column, fmt::format("IF(COUNTIF({0},\"≠\")>0,\"≠\",MAX({0}))", cells), 0, size_alone);
    }
    sheet.text(most_row, Plan::name_column, plan.words("最大差", "largest difference"), Style::muted);
    sheet.text(verdict_row, 1, plan.words("结论", "Finding"), Style::muted);
    const std::string most = range(most_row, Plan::first_column, most_row, last, Fixed::both);
    const std::string agrees = control_finding(plan);
    const std::string differs = plan.words("不一致：数据、权重或设置已在本表中改动",
                                           "differs: values, weights or settings were changed in this workbook");
    sheet.formula(verdict_row, verdict_column,
                  fmt::format("IF(AND(COUNTIF({0},\"≠\")=0,MAX({0})<={1}),{2},{3})", most,
                              fmt::format("{:.1E}", most_apart * largest), quoted(agrees), quoted(differs)),
                  agrees);
    plan.end_rows(sheet, last);
}

std::string control_cell(const Plan& plan) { return plan.control->at(verdict_row, verdict_column, Fixed::both); }

std::string control_finding(const Plan& plan) {
    return plan.words("一致：本表的公式与程序的计算结果相同", "agrees with what the program computed");
}

}  // namespace iiindex::detail::live
