#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/prepare.hpp>

#include "ground/catalogue.hpp"
#include "model/derive.hpp"
#include "words/labels.hpp"
#include "write/live/expression.hpp"
#include "write/live/plan.hpp"

namespace iiindex::detail::live {
namespace {

/// A transformation as a formula of a cell or a number.
struct TransformFormula {
    std::string_view name;
    std::string_view formula;
    std::string_view has_value;  ///< empty: always
};

constexpr std::array transforms = {
    TransformFormula{"log", "LN({0})", "{0}>0"},
    TransformFormula{"log1p", "LN(1+{0})", "{0}>-1"},
    TransformFormula{"square-root", "SQRT({0})", "{0}>=0"},
    TransformFormula{"cube-root", "SIGN({0})*ABS({0})^(1/3)", ""},
};

const TransformFormula* transform_of(const Node& node) {
    const auto found = std::find_if(transforms.begin(), transforms.end(),
                                    [&](const TransformFormula& row) { return row.name == node.transform->name; });
    return found == transforms.end() ? nullptr : &*found;
}

class ValueSheets {
public:
    explicit ValueSheets(Plan& plan)
        : plan_(plan), index_(plan.index), formula_data_(formula_data(plan.index, plan.read)) {
        for (const Change& change : plan.result.changes) {
            if (change.of == Change::Of::value)
                changes_[{change.row, *index_.nodes[change.node].indicator}].push_back(&change);
        }
    }

    void write_read() {
        Sheet& sheet = *plan_.values;
        plan_.begin_rows(
            sheet, worded(plan_.language, "The values as they were read. Yellow cells may be changed: all follows."));
        const std::size_t inputs = index_.inputs.size();
        for (std::size_t i = 0; i < index_.indicators.size(); ++i) {
            const std::size_t node = index_.indicators[i];
            const auto direction = direction_words(index_.nodes[node].direction);
            const bool has_direction = !index_.nodes[node].best_at;
            plan_.head(sheet, Plan::first_column + i, index_.nodes[node].measure, index_.nodes[node].code,
                       plan_.node_title(node));
            if (has_direction)
                sheet.text(plan_.share_row(0), Plan::first_column + i, direction.in(plan_.language), Style::muted);
            for_rows([&](std::size_t period, std::size_t row) { write_value(i, period, row); });
        }
        for (std::size_t k = 0; k < inputs; ++k) {
            const InputColumn& input = index_.inputs[k];
            const std::size_t column = Plan::first_column + index_.indicators.size() + k;
            const std::string& name = input.name.in(plan_.language);
            plan_.head(sheet, column, input.measure, input.code, name.empty() ? input.code : name);
            for_rows([&](std::size_t, std::size_t row) {
                sheet.number(plan_.row_of(row), column, plan_.read.inputs.column(k)[row], Style::input);
            });
        }
        for (const auto& [name, column] : plan_.group_columns) write_groups(name, column);
        plan_.end_rows(sheet, Plan::first_column + index_.indicators.size() + inputs + plan_.group_columns.size() - 1);
    }

    void write_prepared() {
        if (!plan_.prepared) return;
        Sheet& sheet = *plan_.prepared;
        plan_.begin_rows(sheet,
                         worded(plan_.language, "Values divided by denominators, put in, screened out, treated."));
        std::size_t last = Plan::first_column;
        for (std::size_t i = 0; i < index_.indicators.size(); ++i) {
            const std::size_t column = plan_.prepared_columns[i];
            if (column == 0) continue;
            last = column;
            const std::size_t node = index_.indicators[i];
            plan_.head(sheet, column, "", index_.nodes[node].code, plan_.node_title(node));
            for_rows([&](std::size_t period, std::size_t row) { prepare_value(i, period, row); });
        }
        plan_.end_rows(sheet, last);
    }

    void write_transformed() {
        if (!plan_.transformed) return;
        Sheet& sheet = *plan_.transformed;
        plan_.begin_rows(sheet, worded(plan_.language,
                                       "Values transformed before they are scaled: logarithms, roots, distances "
                                       "from where an indicator is best."));
        std::size_t last = Plan::first_column;
        for (std::size_t i = 0; i < index_.indicators.size(); ++i) {
            const std::size_t column = plan_.transformed_columns[i];
            if (column == 0) continue;
            last = column;
            const Node& node = index_.nodes[index_.indicators[i]];
            plan_.head(sheet, column,
                       node.best_at ? worded(plan_.language, "distance") : std::string(node.transform->name), node.code,
                       plan_.node_title(index_.indicators[i]));
            for_rows([&](std::size_t, std::size_t row) {
                const double number = transformed(plan_.result.data.values.column(i)[row], node);
                const std::string cell = plan_.cell(plan_.prepared_place(i), row, &sheet);
                const std::string formula = transformed_formula(node, cell);
                if (formula.empty())
                    plan_.fixed(sheet, plan_.row_of(row), column, number, all_digits, no_formula(), name_of(i));
                else
                    sheet.formula(plan_.row_of(row), column, fmt::format("IF(ISNUMBER({}),{},\"\")", cell, formula),
                                  number, all_digits);
            });
        }
        plan_.end_rows(sheet, last);
    }

private:
    template <class Use>
    void for_rows(const Use& use) const {
        const auto& periods = plan_.result.data.periods;
        for (std::size_t period = 0; period < periods.size(); ++period) {
            for (std::size_t row = periods[period].first; row < periods[period].end(); ++row) use(period, row);
        }
    }

    std::string name_of(std::size_t indicator) const { return plan_.node_title(index_.indicators[indicator]); }
    std::string no_formula() const {
        return worded(plan_.language, "No function of a spreadsheet states it: the number that the program computed.");
    }

    /// Where the names of an indicator's formula stand, for a unit.
    NamedCells cells_of(std::size_t period, std::size_t row) const {
        const auto place = [this](std::size_t column) {
            return ColumnPlace{plan_.values, Plan::first_column + column};
        };
        return {.cell = [this, place, row](std::size_t column) { return plan_.cell(place(column), row, plan_.values); },
                .column =
                    [this, place, period](std::size_t column) {
                        return plan_.column_range(place(column), plan_.result.data.periods[period], plan_.values);
                    },
                .earlier = [this, period, row](std::size_t back) { return earlier(period, row, back); }};
    }

    std::optional<NamedCells> earlier(std::size_t period, std::size_t row, std::size_t back) const {
        if (plan_.read.whole) return std::nullopt;
        const auto found = formula_data_.earlier.find({period, back});
        if (found == formula_data_.earlier.end()) return std::nullopt;
        const EarlierRows& before = found->second;
        if (!before.period) return NamedCells{};
        const std::size_t unit = row - plan_.result.data.periods[period].first;
        if (before.rows[unit] != EarlierRows::nowhere) return cells_of(*before.period, before.rows[unit]);
        return NamedCells{.cell = [](std::size_t) { return std::string(); },
                          .column = [](std::size_t) { return std::string(); },
                          .earlier = {}};
    }

    void write_groups(const std::string& name, std::size_t column) {
        plan_.head(*plan_.values, column, "", "", name);
        const Grouping* const groups = plan_.result.data.units.find_grouping(name);
        for_rows([&](std::size_t, std::size_t row) {
            const std::uint32_t group = groups->group_of[row];
            if (group != Grouping::ungrouped)
                plan_.values->text(plan_.row_of(row), column, groups->groups[group], Style::input);
        });
    }

    void write_value(std::size_t indicator, std::size_t period, std::size_t row) {
        Sheet& sheet = *plan_.values;
        const std::size_t at = plan_.row_of(row), column = Plan::first_column + indicator;
        const double number = plan_.read.values.column(indicator)[row];
        const auto& formula = index_.nodes[index_.indicators[indicator]].formula;
        if (!formula) return sheet.number(at, column, number, Style::input);
        const auto text = spreadsheet_formula(*formula, cells_of(period, row));
        if (text) return plan_.formula(sheet, at, column, *text, number, all_digits, name_of(indicator));
        const bool looks_back = plan_.read.whole && sees(*formula, FormulaFunction::Sees::earlier);
        plan_.fixed(sheet, at, column, number, all_digits,
                    looks_back ? worded(plan_.language,
                                        "Its formula looks back to a period that is not in this workbook: the "
                                        "number that the program computed.")
                               : no_formula(),
                    name_of(indicator));
    }

    void prepare_value(std::size_t indicator, std::size_t period, std::size_t row) {
        Sheet& sheet = *plan_.prepared;
        const std::size_t at = plan_.row_of(row), column = plan_.prepared_columns[indicator];
        const double number = plan_.result.data.values.column(indicator)[row];
        const auto changed = changes_.find({row, indicator});
        const bool was_there = changed != changes_.end() || !is_missing(plan_.read.values.column(indicator)[row]);
        if (was_there && is_missing(number) && plan_.result.data.is_screened(row)) {
            return plan_.fixed(
                sheet, at, column, number, all_digits,
                worded(plan_.language, "Too few of the unit's indicators were measured: it was screened out."),
                std::string(plan_.result.data.units.name(row, plan_.language)));
        }
        if (changed != changes_.end()) return write_change(indicator, period, row, changed->second);
        const std::string cell = plan_.cell(plan_.value_place(indicator), row, &sheet);
        const std::string& denominator = index_.nodes[index_.indicators[indicator]].denominator;
        if (denominator.empty()) {
            return sheet.formula(at, column, fmt::format("IF(ISNUMBER({0}),{0},\"\")", cell), number, all_digits);
        }
        const std::size_t input = index_.indicators.size() + *index_.find_input(denominator);
        const std::string by = plan_.cell({plan_.values, Plan::first_column + input}, row, &sheet);
        sheet.formula(at, column, fmt::format(R"(IF(COUNT({0},{1})<2,"",IF({1}=0,"",{0}/{1})))", cell, by), number,
                      all_digits);
    }

    /// The mean or the median of what was read, where nothing came before it, else the number.
    void write_change(std::size_t indicator, std::size_t period, std::size_t row,
                      const std::vector<const Change*>& changes) {
        Sheet& sheet = *plan_.prepared;
        const std::size_t at = plan_.row_of(row), column = plan_.prepared_columns[indicator];
        const Change& last = *changes.back();
        const auto* first_step = index_.prepare.empty() ? nullptr : std::get_if<Imputation>(&index_.prepare.front());
        const bool is_plain = changes.size() == 1 && first_step && first_step->method->name == last.rule &&
                              index_.nodes[index_.indicators[indicator]].denominator.empty();
        const std::string all =
            plan_.column_range(plan_.value_place(indicator), plan_.result.data.periods[period], &sheet);
        const std::string cell = plan_.cell(plan_.value_place(indicator), row, &sheet);
        if (is_plain && first_step->method->looks == ImputationMethod::Looks::at_column) {
            const std::string centre =
                fmt::format(fmt::runtime(first_step->method->centre->in_cells), fmt::arg("all", all));
            sheet.formula(at, column, fmt::format("IF(ISNUMBER({0}),{0},{1})", cell, centre), last.after, all_digits);
            return sheet.comment(at, column, worded(plan_.language, "put in: {}", last.rule));
        }
        std::string why = last.origin == Origin::treated ? worded(plan_.language, "treated ({})", last.rule)
                                                         : worded(plan_.language, "put in ({})", last.rule);
        std::string on_cell = why;
        if (last.before) on_cell += worded(plan_.language, ", was {}", shortest(*last.before));
        plan_.fixed(sheet, at, column, last.after, all_digits, why, name_of(indicator));
        if (on_cell != why) sheet.comment(at, column, on_cell);
    }

    Plan& plan_;
    const Index& index_;
    FormulaData formula_data_;
    std::map<std::pair<std::size_t, std::size_t>, std::vector<const Change*>> changes_;
};

}  // namespace

std::string transformed_formula(const Node& indicator, const std::string& cell) {
    if (indicator.best_at) {
        return fmt::format("MAX({0}-{1},{1}-{2},0)", literal(indicator.best_at->low), cell,
                           literal(indicator.best_at->high));
    }
    if (!indicator.transform) return cell;
    const TransformFormula* const row = transform_of(indicator);
    if (!row) return {};
    std::string value = fmt::format(fmt::runtime(row->formula), cell);
    if (row->has_value.empty()) return value;
    return fmt::format("IF({},{},\"\")", fmt::format(fmt::runtime(row->has_value), cell), value);
}

void write_values(Plan& plan) {
    ValueSheets sheets(plan);
    sheets.write_read();
    sheets.write_prepared();
    sheets.write_transformed();
}

}  // namespace iiindex::detail::live
