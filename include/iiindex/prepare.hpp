#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// A way to put something in for what is missing.
struct ImputationMethod {
    enum class Looks { at_column, at_groups, at_row, at_periods };

    std::string_view name;
    std::string_view summary;
    Looks looks;

    /// One number for many, and how whatever computes it anew states it.
    struct Centre {
        std::string_view name;                      ///< on the page of a report (reckon.js)
        double (*of)(std::vector<double> numbers);  ///< all there, and one at least
        std::string_view sql;                       ///< over rows with a number {x}, its {place} among {count}
        std::string_view in_cells;                  ///< of a workbook, of {all} in a column
        std::string_view of_group_in_cells;         ///< of those of {all} that are of the {same} group, 1 or 0
    };
    /// Of methods that look at a column or at groups of it, and of no other.
    const Centre* centre = nullptr;

    /// The value at a time between or after two known ones, `before` the last earlier one and `after` the next
    /// later one (missing where there is none); of methods that look at periods.
    struct Known {
        double time;
        double value;
    };
    double (*between)(double time, const Known* before, const Known* after) = nullptr;
};

/// Every imputation method. Sources: OECD/JRC Handbook (2008), "Imputation of missing data"; COINr for rows.
std::span<const ImputationMethod> imputation_methods();

/// A way to bring an indicator to shape that winsorising did not.
struct ReshapingMethod {
    std::string_view name;
    std::string_view summary;
    /// Of at least four values, not all the same, and the skewness that they have; missing ones stay.
    void (*reshape)(std::span<double> column, double skewness);
};

/// Every reshaping method but "none". Sources: OECD/JRC Handbook (2008); COINr (log_CT, log_CT_plus, BoxCox).
std::span<const ReshapingMethod> reshaping_methods();

/// What preparing left behind beside the values.
struct PreparationNotes {
    std::vector<Change> changes;
    std::vector<Absence> absences;
    std::vector<TreatmentReport> treatments;
};

/// Computes formulas, unless that was done; divides by denominators; takes the index's steps in their order, each
/// period by itself but for what looks at periods. Throws InputError where a step asks for what the data do not have: a
/// grouping, periods in whole numbers. Who has nothing at the end is screened, so that no score is made up for it.
PreparationNotes prepare(const Index& index, Dataset& data);

/// Treats one column as COINr does (Rules, "Treatment", in docs/method.md). Missing values stay.
TreatmentReport treat(std::span<double> column, const Treatment& treatment);

/// Sample skewness and excess kurtosis, adjusted for the sample's size. All there, at least four, not all the same.
double skewness(std::span<const double> numbers);
double kurtosis(std::span<const double> numbers);

}  // namespace iiindex
