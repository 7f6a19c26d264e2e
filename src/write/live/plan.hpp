#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/normalise.hpp>
#include <iiindex/result.hpp>

#include "write/live/sheet.hpp"

namespace iiindex::detail::live {

/// A column of a sheet.
struct ColumnPlace {
    const Sheet* sheet = nullptr;
    std::size_t column = 0;
};

/// What goes where in a workbook that computes. A unit in a period has the same row on every sheet of rows.
class Plan {
public:
    /// read    the values as they were read, formulas computed
    Plan(Book& book, const Result& result, const Dataset& read, const ScaleBasis& basis, Language language);

    Book& book;
    const Result& result;
    const Index& index;
    const Dataset& read;
    const ScaleBasis& basis;
    Language language;

    // The sheets, in the order in which they stand; those of steps that nothing takes are null.
    Sheet* ranking = nullptr;
    Sheet* weights = nullptr;
    Sheet* nodes = nullptr;
    Sheet* normalised = nullptr;
    Sheet* scales = nullptr;
    Sheet* transformed = nullptr;
    Sheet* prepared = nullptr;
    Sheet* values = nullptr;
    Sheet* computed = nullptr;
    Sheet* control = nullptr;
    Sheet* notes = nullptr;

    static constexpr std::size_t cut_column = 5;  ///< of tiers, on `weights`
    static constexpr std::size_t name_column = 2;
    static constexpr std::size_t first_column = 3;  ///< of numbers, on every sheet of rows

    std::size_t weight_sets = 1;  ///< one for all periods, or one each where weights are found in each
    std::vector<std::size_t> prepared_columns, transformed_columns;  ///< by indicator; 0: none
    std::vector<std::size_t> own_columns;                            ///< by node: of its score, on `nodes`
    std::vector<std::size_t> measured_columns;                       ///< by node: of how much was measured below it
    std::vector<std::size_t> weight_rows;                            ///< by node, on `weights`
    std::map<std::size_t, std::size_t> tier_rows;  ///< by node that has tiers: of the best, on `weights`
    std::size_t place_column = 0;                  ///< of each unit's place in the ranking, on `nodes`
    std::map<std::string, std::size_t, std::less<>>
        group_columns;  ///< by grouping that scores are put in by, on `values`

    std::size_t share_row(std::size_t set) const { return 3 + set; }
    std::size_t code_row() const { return 3 + weight_sets; }
    std::size_t title_row() const { return 4 + weight_sets; }
    std::size_t first_row() const { return 5 + weight_sets; }
    std::size_t row_of(std::size_t row) const { return first_row() + row; }
    std::size_t last_row() const { return row_of(result.data.units.size()) - 1; }
    std::size_t set_of(std::size_t period) const { return weight_sets == 1 ? 0 : period; }
    std::size_t weight_column(std::size_t set) const { return 5 + 3 * set; }
    std::size_t tolerance_column(std::size_t period) const { return 5 + 3 * weight_sets + period; }
    std::size_t scale_row(std::size_t period, std::size_t indicator) const {
        return 4 + period * index.indicators.size() + indicator;
    }

    /// An indicator's column of values as they were read, and of those that its scale is taken from.
    ColumnPlace value_place(std::size_t indicator) const { return {values, first_column + indicator}; }
    ColumnPlace prepared_place(std::size_t indicator) const;
    ColumnPlace scaled_place(std::size_t indicator) const;
    /// A node's scores.
    ColumnPlace score_place(std::size_t node) const;
    /// The sheet that a node's scores are on.
    Sheet* sheet_of(std::size_t node) const { return index.nodes[node].is_indicator() ? normalised : nodes; }
    /// The cell that says how far apart scores of a node are that are the same.
    std::string tolerance(std::size_t node, std::size_t period) const {
        return weights->at(weight_rows[node], tolerance_column(period), Fixed::both);
    }
    bool is_pooled(std::size_t indicator) const;

    /// The cells of the units of a period in a column, as seen from a sheet.
    std::string column_range(const ColumnPlace& place, const Period& period, const Sheet* from) const;
    std::string cell(const ColumnPlace& place, std::size_t row, const Sheet* from, Fixed fixed = Fixed::none) const;
    Period all_rows() const { return {.label = {}, .first = 0, .count = result.data.units.size()}; }

    /// A computed number where a formula would stand, with the reason on the cell; what and why are told once more in
    /// the notes.
    void fixed(Sheet& sheet, std::size_t row, std::size_t column, double number, int digits, const std::string& why,
               const std::string& what);
    /// A formula, or the number alone where it is longer than a spreadsheet takes.
    void formula(Sheet& sheet, std::size_t row, std::size_t column, const std::string& text, double computed,
                 int digits, const std::string& what);
    const std::vector<std::string>& remarks() const { return remarks_; }

    /// What is said of a method that has no formula here.
    std::string no_formula_of(std::string_view method) const;

    /// Writes what all sheets of rows begin with: a title, an explanation, who the rows are.
    void begin_rows(Sheet& sheet, std::string_view explanation);
    /// Writes the titles above a column of numbers.
    void head(Sheet& sheet, std::size_t column, std::string_view above, std::string_view code, std::string_view title);
    void end_rows(Sheet& sheet, std::size_t last_column);

    /// How many decimals a node's scores are shown with.
    int digits_of(std::size_t node) const;
    std::string node_title(std::size_t node) const { return index.nodes[node].name.in(language); }
    /// A node and how its children become its score: "Total: arithmetic".
    std::string combining_title(std::size_t node) const;

private:
    void name_sheets();
    void find_columns();
    void find_groups();

    std::vector<std::string> remarks_;
    std::size_t lines_ = 1;  ///< of the titles on the sheet that is being written
};

// What fills the sheets.
void write_values(Plan& plan);
void write_scales(Plan& plan);
void write_normalised(Plan& plan);
void write_weights(Plan& plan);
void plan_nodes(Plan& plan);
void write_nodes(Plan& plan);

/// Writes the tiers of a node's scores beside them, for the units of a period.
void write_tiers(const Plan& plan, std::size_t node, std::size_t period, std::size_t column);

void write_computed(Plan& plan);
void write_control(Plan& plan);
void write_ranking(Plan& plan);
void write_notes(Plan& plan);

/// The cell that says whether all agrees with what the program computed, and what it says if so.
std::string control_cell(const Plan& plan);
std::string control_finding(const Plan& plan);

/// A transformation as a formula of the cell that it is of; empty where no spreadsheet function states it.
std::string transformed_formula(const Node& indicator, const std::string& cell);

/// Rounding half up, what arithmetic may have lost given back.
std::string rounded_formula(const Node& node, const std::string& formula, double tolerance);

}  // namespace iiindex::detail::live
