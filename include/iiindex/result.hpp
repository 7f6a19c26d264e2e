#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>
#include <iiindex/reason.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// A number that was put in or changed on the way to the scores.
struct Change {
    enum class Of { value, score };
    std::uint32_t row = 0;
    std::uint16_t node = 0;
    Of of = Of::value;                ///< an indicator's value, or any node's score as it enters its parent
    Origin origin = Origin::imputed;  ///< imputed or treated
    std::optional<double> before;
    double after = 0;
    std::string_view rule;  ///< "group-mean", "winsorised", ...
};

/// A score that an indicator does not have for a unit, and what was done about it.
struct Gap {
    enum class Outcome : std::uint8_t {
        reweighted,  ///< the weights of its siblings count for it
        imputed,     ///< a number was put in: a value, or the score of a node
        no_score,    ///< a rule leaves a node above it without a score
        left_out,    ///< nothing else of the unit was measured, or it was screened out
    };
    std::uint32_t row = 0;
    std::uint16_t node = 0;  ///< the indicator
    std::uint16_t at = 0;    ///< where: whose children's weights, what was put in, which has no score
    Outcome outcome = Outcome::reweighted;
    std::optional<Reason> reason;              ///< why a value that is there gives no score; empty: there is none
    const ImputationMethod* method = nullptr;  ///< that put a number in
};

/// A method that finds weights for an aim, where it came no nearer to it.
struct WeightMiss {
    std::uint32_t period = 0;
    std::uint16_t node = 0;
    double missed = 0;  ///< the greatest difference of a child's influence from the share that was asked for
};

/// What treating one indicator in one period did.
struct TreatmentReport {
    std::uint32_t period = 0;
    std::uint16_t indicator = 0;
    double skewness = 0;  ///< before
    double kurtosis = 0;
    std::size_t winsorised = 0;  ///< values that were, ties of theirs included
    std::optional<double> winsorised_skewness;
    std::optional<double> winsorised_kurtosis;
    std::optional<double> reshaped_skewness;
    std::optional<double> reshaped_kurtosis;
};

/// The line that carried an indicator's values to scores in one period:
/// score = (value - from) / span * times + plus, or e to the power of that, then capped to [low, high].
struct Scale {
    double from = 0;
    double span = 1;  ///< negative where lower is better
    double times = 1;
    double plus = 0;
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool exponential = false;

    /// The score of a value, before it is capped.
    double uncapped(double value) const {
        const double line = (value - from) / span * times + plus;
        return exponential ? std::exp(line) : line;
    }
};

/// How well the scores of a node in a period are known.
struct Precision {
    double tolerance =
        0;               ///< how far apart two may lie that are the same, for what arithmetic loses on the way to them
    double largest = 0;  ///< none is further from zero
};

/// What was computed: a row a unit and period as in the dataset, a column a node.
struct Result {
    Index index;
    Dataset data;                                           ///< as prepared: after imputation and treatment
    Columns scores;                                         ///< a column a node that was kept, in tree order
    std::vector<std::size_t> column_of;                     ///< by node: its column in `scores`, or `not_kept`
    std::vector<std::vector<std::optional<Scale>>> scales;  ///< by period, by indicator; empty: by order
    std::vector<std::vector<double>> weights;               ///< by period, by node: as used, siblings sum to 1
    std::vector<std::vector<Precision>> precisions;         ///< by period, by node
    std::vector<Absence> absences;  ///< those of preparing, then by node in tree order and by row
    std::vector<Change> changes;    ///< in the order in which they were made
    std::vector<TreatmentReport> treatments;
    std::vector<Gap> gaps;                  ///< by row, then in tree order
    std::vector<WeightMiss> weight_misses;  ///< in the order in which they were found

    static constexpr std::size_t not_kept = static_cast<std::size_t>(-1);

    /// A kept node's scores, a row each; missing where there is none.
    std::span<const double> scores_of(std::size_t node) const { return scores.column(column_of[node]); }
    /// The same in one period, a unit each.
    std::span<const double> scores_in(std::size_t node, const Period& period) const {
        return scores_of(node).subspan(period.first, period.count);
    }
    /// How far apart two scores of a node may lie that are the same: asked by whatever compares scores.
    double tolerance(std::size_t node, const Period& period) const {
        return period.count == 0 ? 0 : precisions[data.period_number(period.first)][node].tolerance;
    }
    std::optional<double> score(std::size_t row, std::size_t node) const { return as_optional(scores_of(node)[row]); }
};

std::string_view to_string(Gap::Outcome outcome);

}  // namespace iiindex
