#include "write/live/plan.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <iiindex/live_book.hpp>
#include <iiindex/number.hpp>
#include <iiindex/text.hpp>

#include "ground/catalogue.hpp"
#include "present/method.hpp"
#include "words/labels.hpp"

namespace iiindex::detail::live {
namespace {

constexpr double column_width = 13;
constexpr std::size_t columns_a_page = 14;  // that can be read on a sheet of A4

bool is_same(double a, double b) { return a == b || (is_missing(a) && is_missing(b)); }

/// Whether preparing may have changed an indicator's values.
bool is_prepared(const Plan& plan, std::size_t indicator) {
    if (!plan.index.nodes[plan.index.indicators[indicator]].denominator.empty()) return true;
    const auto before = plan.read.values.column(indicator), after = plan.result.data.values.column(indicator);
    return !std::equal(before.begin(), before.end(), after.begin(), is_same);
}

/// Whether an indicator's scale is taken from all periods together.
bool is_of_all(const ScaleBasis& basis, const Node& indicator) {
    return basis.pooled || indicator.normalisation.method->pooled;
}

bool is_transformed(const Node& node) { return node.transform || node.best_at; }

}  // namespace

Plan::Plan(Book& workbook, const Result& computed_result, const Dataset& values_read, const ScaleBasis& scale_basis,
           Language shown)
    : book(workbook),
      result(computed_result),
      index(computed_result.index),
      read(values_read),
      basis(scale_basis),
      language(shown) {
    const bool differ = std::any_of(result.weights.begin(), result.weights.end(),
                                    [&](const std::vector<double>& used) { return used != result.weights.front(); });
    if (differ) weight_sets = result.weights.size();
    find_columns();
    find_groups();
    name_sheets();
    own_columns.resize(index.nodes.size());
    measured_columns.resize(index.nodes.size());
    weight_rows.resize(index.nodes.size());
    plan_nodes(*this);
}

void Plan::find_columns() {
    prepared_columns.resize(index.indicators.size(), 0);
    transformed_columns.resize(index.indicators.size(), 0);
    std::size_t next_prepared = first_column, next_transformed = first_column;
    for (std::size_t i = 0; i < index.indicators.size(); ++i) {
        if (is_prepared(*this, i)) prepared_columns[i] = next_prepared++;
        if (is_transformed(index.nodes[index.indicators[i]])) transformed_columns[i] = next_transformed++;
    }
}

void Plan::find_groups() {
    std::size_t next = first_column + index.indicators.size() + index.inputs.size();
    for (const Node& node : index.nodes) {
        const bool by_group = !node.is_indicator() && node.missing.kind == MissingRule::Kind::impute &&
                              !node.missing.impute.group.empty();
        if (by_group && group_columns.try_emplace(node.missing.impute.group, next).second) ++next;
    }
}

void Plan::name_sheets() {
    const auto has = [](const std::vector<std::size_t>& columns) {
        return std::any_of(columns.begin(), columns.end(), [](std::size_t column) { return column > 0; });
    };
    ranking = &book.add(worded_in(language, "sheet", "Ranking"));
    weights = &book.add(worded(language, "Weights"));
    nodes = &book.add(worded(language, "Nodes"));
    normalised = &book.add(worded(language, "Normalised"));
    scales = &book.add(worded(language, "Scales"));
    if (has(transformed_columns)) transformed = &book.add(worded(language, "Transformed"));
    if (has(prepared_columns)) prepared = &book.add(worded(language, "Prepared"));
    values = &book.add(worded_in(language, "sheet", "Values"));
    computed = &book.add(worded_in(language, "sheet", "Computed"));
    control = &book.add(worded(language, "Control"));
    notes = &book.add(worded(language, "Notes"));
    ranking->show_first();
}

ColumnPlace Plan::prepared_place(std::size_t indicator) const {
    const std::size_t column = prepared_columns[indicator];
    return column > 0 ? ColumnPlace{prepared, column} : value_place(indicator);
}

ColumnPlace Plan::scaled_place(std::size_t indicator) const {
    const std::size_t column = transformed_columns[indicator];
    return column > 0 ? ColumnPlace{transformed, column} : prepared_place(indicator);
}

ColumnPlace Plan::score_place(std::size_t node) const {
    const auto& indicator = index.nodes[node].indicator;
    return indicator ? ColumnPlace{normalised, first_column + *indicator} : ColumnPlace{nodes, own_columns[node]};
}

bool Plan::is_pooled(std::size_t indicator) const { return is_of_all(basis, index.nodes[index.indicators[indicator]]); }

std::string Plan::combining_title(std::size_t node) const {
    return worded(language, "{}: {}", node_title(node), method_words(index.nodes[node], language));
}

std::string Plan::column_range(const ColumnPlace& place, const Period& period, const Sheet* from) const {
    const std::string sheet_name = place.sheet == from ? std::string() : place.sheet->prefix();
    return sheet_name + range(row_of(period.first), place.column, row_of(period.end()) - 1, place.column, Fixed::row);
}

std::string Plan::cell(const ColumnPlace& place, std::size_t row, const Sheet* from, Fixed fixed) const {
    return (place.sheet == from ? std::string() : place.sheet->prefix()) + address(row_of(row), place.column, fixed);
}

void Plan::fixed(Sheet& sheet, std::size_t row, std::size_t column, double number, int digits, const std::string& why,
                 const std::string& what) {
    sheet.number(row, column, number, Style::fixed, digits);
    sheet.comment(row, column, why);
    std::string remark = worded(language, "{}: {}", what, why);
    if (std::find(remarks_.begin(), remarks_.end(), remark) == remarks_.end()) remarks_.push_back(std::move(remark));
}

void Plan::formula(Sheet& sheet, std::size_t row, std::size_t column, const std::string& text, double number,
                   int digits, const std::string& what) {
    if (text.size() < longest_formula) return sheet.formula(row, column, text, number, digits);
    fixed(sheet, row, column, number, digits,
          worded(language,
                 "The formula would be longer than the 8192 characters that a spreadsheet takes: the number that the "
                 "program computed."),
          what);
}

std::string Plan::no_formula_of(std::string_view method) const {
    return worded(language, "This workbook states no formula of the method '{}': the number that the program computed.",
                  method);
}

void Plan::begin_rows(Sheet& sheet, std::string_view explanation) {
    lines_ = 1;
    sheet.text(0, 0, sheet.name(), Style::title);
    sheet.text(1, 0, explanation, Style::muted);
    sheet.text(title_row(), 0, label(Label::period, language), Style::heading);
    sheet.text(title_row(), 1, label(Label::code, language), Style::heading);
    sheet.text(title_row(), name_column, label(Label::name, language), Style::heading);
    for (const Period& period : result.data.periods) {
        for (std::size_t row = period.first; row < period.end(); ++row) {
            sheet.text(row_of(row), 0, period.label);
            sheet.text(row_of(row), 1, result.data.units.codes[row]);
            sheet.text(row_of(row), name_column, result.data.units.name(row, language));
        }
    }
    sheet.fit(0, 8, widest_name);
    sheet.fit(1, 8, widest_name);
    sheet.fit(name_column, 8, widest_name);
}

void Plan::head(Sheet& sheet, std::size_t column, std::string_view above, std::string_view code,
                std::string_view title) {
    if (!above.empty()) sheet.text(2, column, above, Style::muted);
    sheet.text(code_row(), column, code, Style::code);
    sheet.text(title_row(), column, title, Style::numbers);
    const auto width = static_cast<double>(display_width(printable(title)));
    lines_ = std::max(lines_, static_cast<std::size_t>(std::ceil((width + 1) / (column_width - 1))));
}

void Plan::end_rows(Sheet& sheet, std::size_t last_column) {
    sheet.width(first_column, std::max(first_column, last_column), column_width);
    sheet.height(title_row(), 15.0 * static_cast<double>(std::min<std::size_t>(lines_, 8)) + 3);
    sheet.freeze(first_row(), first_column);
    sheet.pages_wide((last_column + columns_a_page) / columns_a_page);
    sheet.filter(title_row(), last_row(), last_column);
}

int Plan::digits_of(std::size_t node) const {
    if (index.nodes[node].round) return std::max(0, *index.nodes[node].round);
    const Range scale = scale_of(index, node);
    return scale.high - scale.low <= 2 ? 4 : 2;
}

std::string rounded_formula(const Node& node, const std::string& formula, double tolerance) {
    if (!node.round) return formula;
    const double step = std::pow(10.0, *node.round);
    const bool is_slight = tolerance < 0.25 / step;
    const std::string lost = is_slight && tolerance > 0 ? fmt::format("+{}", literal(tolerance)) : std::string();
    return fmt::format("INT(({}{})*{}+0.5)/{}", formula, lost, literal(step), literal(step));
}

}  // namespace iiindex::detail::live

namespace iiindex {

bool computes_by_period(const Index& index, const ScaleBasis& basis) {
    return std::none_of(index.indicators.begin(), index.indicators.end(),
                        [&](std::size_t node) { return detail::live::is_of_all(basis, index.nodes[node]); });
}

}  // namespace iiindex
