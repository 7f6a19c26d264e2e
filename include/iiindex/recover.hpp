#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>
#include <iiindex/progress.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// The means whose weights can be recovered: their sums, or sums of logarithms, are linear in the weights.
enum class Mean { arithmetic, geometric };

/// All that one weight may be: every number from `low` to `high`, and no other, belongs to weights (>= 0, sum 1)
/// under which each unit's printed parent lies within what its printed children allow.
struct WeightInterval {
    std::size_t node = 0;  ///< the child whose weight it is
    double low = 0;
    double high = 1;

    double midpoint() const { return (low + high) / 2; }
};

/// Weights that are multiples of 1/denominator and fit.
struct SimpleWeights {
    std::size_t denominator = 1;
    std::vector<std::size_t> parts;  ///< a child each, > 0; they sum to the denominator
    bool only = true;                ///< no other multiples of 1/denominator fit
    double residual = 0;             ///< the largest distance to a printed parent, from children as printed
    std::size_t residual_row = 0;    ///< the unit that has it

    double weight(std::size_t child) const {
        return static_cast<double>(parts[child]) / static_cast<double>(denominator);
    }
};

/// A unit that stands against the others where no weights fit.
struct WeightConflict {
    std::size_t row = 0;
    double error_without = 0;  ///< the smallest error that is left once the unit is
};

/// What the printed scores of a node and its children say about the children's weights.
struct RecoveredWeights {
    std::size_t node = 0;
    Mean mean = Mean::arithmetic;
    std::vector<std::size_t> rows;  ///< the units whose scores are printed at the node and at all its children
    bool fits = false;
    std::vector<WeightInterval> intervals;  ///< a child each; only where weights fit
    /// Where weights fit: those of the smallest denominator up to 100, then, if it is another, multiples of 1/20.
    /// Of several with one denominator, those with the smallest residual.
    std::vector<SimpleWeights> simple;
    /// The points (in scores, beyond rounding) by which the best weights still miss some unit; 0 where they fit.
    double error = 0;
    std::vector<double> closest;            ///< where none fit: weights that leave this error
    std::vector<WeightConflict> conflicts;  ///< where none fit: most telling first
};

struct WeightQuestion {
    std::optional<std::size_t> node;  ///< else every node with enough in print
    std::optional<Mean> mean;         ///< else the node's own
};

/// Recovers weights from printed scores, every figure standing for its rounding interval.
///
/// Throws InputError where nothing asked for has its own and all its children's scores in print, where a node's own
/// aggregation is neither mean, and for a geometric mean of scores that are not above 0.
std::vector<RecoveredWeights> recover_weights(const Input& input, const WeightQuestion& question = {});

/// A complete set of values that gives back all that was published, and what the facts alone say about each.
struct RecoveredValues {
    Dataset data;                    ///< as given, with all values: scores on the scale of the normalisation
    Columns low;                     ///< the least that the facts allow each value to be
    Columns high;                    ///< the most
    std::vector<Name> assumptions;   ///< what the values take for granted beyond print, a sentence each: in Chinese and
                                     ///< in English
    std::vector<std::size_t> best;   ///< by indicator: the row at the top of the scale
    std::vector<std::size_t> worst;  ///< by indicator: the row at its bottom
};

/// Recovers values: of all sets that satisfy every fact, the nearest (the least sum of squares) to "every
/// indicator of a unit equals its nearest published ancestor"; a unit without one begins at the pattern of the
/// units around its rank. Rounded to two decimals more than print, and all facts hold after that. Method:
/// docs/recover.md.
///
/// input   an index that is arithmetic all the way up, min-max over the units, with no step that bends scores; one
///         period, values in which are figures in the indicator's own measure
/// throws  InputError for an index that is otherwise, for more than 5,000 values that hang together, and, where the
///         facts contradict, with each fact of a set that has none to spare
RecoveredValues recover_values(const Input& input, const Progress& progress = {});

}  // namespace iiindex
