#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>
#include <iiindex/progress.hpp>
#include <iiindex/rank.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// Why a statistic has no value.
enum class NoValue : std::uint8_t {
    none,           ///< it has one
    not_measured,   ///< nothing was measured
    too_few_units,  ///< fewer units than the statistic needs
    constant,       ///< a column whose values are all the same
    single,         ///< a group of one
    singular,       ///< columns that say the same, so that their correlations have no inverse
    not_positive,   ///< a growth rate from or to a score or value that is not above zero
    nothing_left,   ///< without the node no indicator is left
    too_many,       ///< a group of more than are taken together
};

/// A number, or the reason why there is none.
struct Statistic {
    double number = missing;
    NoValue why = NoValue::not_measured;  ///< `none` where there is a number

    Statistic() = default;
    Statistic(double value) : number(value), why(NoValue::none) {}  // NOLINT: a number is a statistic
    Statistic(NoValue reason) : why(reason) {}                      // NOLINT: and so is the lack of one

    bool has_value() const noexcept { return why == NoValue::none; }
};

std::string_view to_string(NoValue reason);

/// How many nodes are taken together, for what grows with their square: of a level of more, only siblings are
/// correlated, and a group of more is no scale.
inline constexpr std::size_t most_together = 500;

/// The nodes of the level that has most.
std::size_t largest_level(const Index& index);

/// How a column of values is spread. Missing values are left out of everything but `units`.
struct ColumnStatistics {
    std::size_t units = 0;
    std::size_t available = 0;
    std::size_t nonzero = 0;  ///< values other than 0
    std::size_t distinct = 0;
    std::size_t repeated = 0;  ///< how often the most frequent value occurs
    Statistic min, max, mean, median;
    Statistic sd;        ///< divisor n - 1; two units
    Statistic skewness;  ///< adjusted for the sample's size; three units
    Statistic kurtosis;  ///< in excess of a normal distribution's, adjusted; four units

    bool is_little_available() const;  ///< less than 65 % of the units have a value
    bool is_mostly_zero() const;       ///< fewer than half of the units have a value other than 0
    bool is_little_distinct() const;   ///< fewer distinct values than half the units
    bool is_outlying() const;          ///< |skewness| > 2 and kurtosis > 3.5
    bool is_constant() const;          ///< one distinct value
    bool is_nearly_constant() const;   ///< not constant, but one value holds more than 80 % of those available
};

ColumnStatistics statistics_of(std::span<const double> column);

/// A correlation over the units where both columns have a value, at least three, and the two-sided probability
/// that it be as far from zero by chance.
struct Correlation {
    std::size_t pairs = 0;
    Statistic r;
    Statistic p;
};

/// p by Student's t with n - 2 degrees of freedom.
Correlation pearson(std::span<const double> a, std::span<const double> b);
/// Pearson's of the ranks among those units; ties have their mean rank. p as Pearson's.
Correlation spearman(std::span<const double> a, std::span<const double> b);
/// tau-b. p by the normal approximation with the variance corrected for ties.
Correlation kendall(std::span<const double> a, std::span<const double> b);

using ColumnList = std::vector<std::span<const double>>;

/// Cronbach's alpha, k/(k-1) (1 - trace/total) of the covariance matrix: each covariance over the units that have
/// both, divisor n - 1.
Statistic cronbach_alpha(const ColumnList& columns);

/// Kaiser, Meyer and Olkin's measure of sampling adequacy: squared correlations as a share of themselves and the
/// squared partial correlations, over the units that have all.
Statistic sampling_adequacy(const ColumnList& columns);

/// Bartlett's test of sphericity (1950): whether columns that have nothing to do with each other would correlate as
/// much, over the units that have all.
struct Sphericity {
    Statistic chi_squared;    ///< -(n - 1 - (2 k + 5) / 6) ln |R|, of n units and k columns
    std::size_t degrees = 0;  ///< k (k - 1) / 2
    Statistic p;
};

Sphericity sphericity(const ColumnList& columns);

/// Principal components of the correlation matrix, over the units that have all columns.
struct Components {
    std::size_t units = 0;
    NoValue why = NoValue::none;                ///< why there are none
    std::vector<double> eigenvalues;            ///< falling; their sum is the number of columns
    std::vector<std::vector<double>> loadings;  ///< by component and column: unit vectors with a sum >= 0
};

Components principal_components(const ColumnList& columns);

/// How much of y's variance x accounts for: the variance of the local linear regression of y on x (normal kernel,
/// bandwidth 1.06 sd n^-1/5) over the variance of y, 0 to 1. Of more than 1,000 units to 1e-12.
Statistic correlation_ratio(std::span<const double> x, std::span<const double> y);

/// Two nodes of one level, or (`vertical`) a node and one above it.
struct NodePair {
    std::size_t a = 0;
    std::size_t b = 0;  ///< where vertical: the one above
    bool vertical = false;
    Correlation pearson, spearman, kendall;
};

/// Something that the structure's author should look at.
struct Flag {
    enum class Kind {
        redundant,  ///< two siblings correlate above the threshold
        opposed,    ///< two siblings correlate negatively, below the threshold
        negative,   ///< a node correlates negatively with its parent
        weak,       ///< a node correlates with its parent below the threshold
        outlying,
        little_available,
        mostly_zero,
        little_distinct,
        constant,
        nearly_constant,  ///< of an indicator
    };
    Kind kind = Kind::redundant;
    std::size_t node = 0;
    std::optional<std::size_t> other;  ///< the sibling or parent
    Statistic number;                  ///< the correlation, the share, the skewness
};

std::string_view to_string(Flag::Kind kind);

/// An inner node's indicators, or its children, as one scale.
struct Group {
    std::size_t node = 0;
    std::vector<std::size_t> indicators;  ///< nodes: the indicators, or the children
    Statistic alpha;
    Statistic adequacy;
    Sphericity sphericity;
    Components components;
};

/// What a node's weight says, and what its parent's scores say.
struct Importance {
    std::size_t node = 0;
    double weight = 1;     ///< as used, the siblings' sum is 1
    double effective = 1;  ///< the product of the weights from the total down
    Statistic r;           ///< correlation with the parent
    Statistic share;       ///< r squared as a share of the siblings' squares
    Statistic ratio;       ///< correlation ratio of the parent on the node
};

/// What becomes of the ranks at the total without a node. Its siblings share its weight; a parent of nothing else
/// goes with it.
struct Removal {
    std::size_t node = 0;
    Statistic mean_change;  ///< mean absolute change of rank
    std::size_t largest_change = 0;
    std::size_t most_changed = 0;  ///< the row of the unit with the largest change
    std::vector<double> scores;    ///< without the node, a unit of the period each
    std::vector<Rank> ranks;
};

/// What was measured for a unit.
struct UnitAvailability {
    std::size_t row = 0;
    std::size_t missing = 0;
    std::size_t zero = 0;
    std::vector<double> shares;  ///< by node: of the indicators below, those with a value
};

/// How a unit's score or value grew over the periods.
struct Trend {
    std::string_view code;
    std::size_t row = 0;           ///< in the last period that has it
    Statistic growth;              ///< compound, a period: (last/first)^(1/(t_last - t_first)) - 1
    double available = 0;          ///< share of the periods in which it has a score
    std::string_view first, last;  ///< the periods that the growth is between
};

/// The trends of a node's scores, or of an indicator's values as prepared.
struct NodeTrends {
    std::size_t node = 0;
    bool of_values = false;
    std::vector<Trend> trends;
};

/// A unit's place for one indicator among the units of the period.
struct IndicatorPlace {
    std::size_t node = 0;
    Rank rank = 0;  ///< 1 is best; ties share the better one
    double value = 0;
    bool is_worst = false;  ///< no unit has a worse value, however many share this one
};

/// By unit of the period: the indicators that it has a value for, from its best place to its worst; equal ones in tree
/// order.
std::vector<std::vector<IndicatorPlace>> places_of(const Index& index, const Columns& values, const Period& period);

struct CoherenceOptions {
    std::size_t period = 0;
    double redundant = 0.92;  ///< siblings that correlate above this say the same
    double opposed = -0.3;    ///< siblings that correlate below this go against each other
    double weak = 0.3;        ///< a node that correlates below this with its parent is hardly in it
    Progress progress = {};   ///< in correlations, nodes and removals
};

struct Coherence {
    std::size_t period = 0;
    CoherenceOptions options;
    std::vector<ColumnStatistics> statistics;  ///< by indicator, of the values as read
    std::vector<ColumnStatistics> prepared;    ///< by indicator, of the values as prepared
    std::vector<ColumnStatistics> scores;      ///< by node
    std::vector<NodePair> pairs;  ///< of scores: by level and tree order (see most_together), then vertical
    std::vector<Flag> flags;
    std::vector<Group> groups;            ///< of indicators: a group an inner node, in tree order
    std::vector<Group> child_groups;      ///< of children: a group a node above inner nodes, in tree order
    std::vector<Importance> importance;   ///< a node each but the total
    std::vector<Removal> removals;        ///< a node each but the total
    std::vector<UnitAvailability> units;  ///< of the period
    std::vector<Trend> trends;            ///< of the total; empty for a single period
    std::vector<NodeTrends> node_trends;  ///< of all nodes but the total: scores, then values; likewise
};

/// Every statistic of the structure in one period. The result must hold the scores of all nodes.
///
/// values   as read, before anything was prepared
Coherence coherence(const Result& result, const Columns& values, const CoherenceOptions& options);

/// The growth of each unit's score at a node from its first period to its last. Empty if a period is no number.
std::vector<Trend> trends_of(const Result& result, std::size_t node);
/// The same of an indicator's values, as they were prepared.
std::vector<Trend> value_trends_of(const Result& result, std::size_t node);

}  // namespace iiindex
