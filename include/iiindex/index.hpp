#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <iiindex/formula.hpp>
#include <iiindex/language.hpp>
#include <iiindex/problem.hpp>

namespace [[gnu::visibility("default")]] iiindex {

// A setting points to its row of a table of functions: an enumeration of each would be a second list to keep.
struct ImputationMethod;     // prepare.hpp
struct NormalisationMethod;  // normalise.hpp
struct ReshapingMethod;      // prepare.hpp
struct TransformMethod;      // normalise.hpp
struct AggregationMethod;    // aggregate.hpp
struct WeightingMethod;      // weigh.hpp

/// Where a number comes from. `unstated` where the file does not say.
enum class Origin { unstated, published, derived, recovered, assumed, imputed, treated, measured, experts };

/// What an index compares, in words: 城市, counted by 座; city, cities. Empty in a language that it is not said in.
struct UnitName {
    std::string noun, classifier;  ///< in Chinese
    std::string one, many;         ///< in English

    friend bool operator==(const UnitName&, const UnitName&) = default;
};

/// A name, or another text of a file, in the index's own language and, where given, in English.
struct Name {
    std::string own;
    std::string english;  ///< empty where not given

    const std::string& in(Language language) const {
        return language == Language::en && !english.empty() ? english : own;
    }
};

struct Range {
    double low = 0;
    double high = 100;

    /// A score as it counts where the direction is negative: the ends change places.
    double mirrored(double score) const { return low + high - score; }
};

/// The fixed worst and best of an indicator, in the value's own measure; worst > best says lower is better.
struct Goalposts {
    double worst = 0;
    double best = 1;
};

/// Where an indicator is best: from `low` to `high`, both in the value's own measure. The further away, the worse.
struct Optimum {
    double low = 0;
    double high = 0;
    std::optional<double> worst_distance = {};  ///< where it is worst; else as far away as any value is

    double distance(double value) const { return std::max({low - value, value - high, 0.0}); }
};

enum class Direction { positive, negative };
enum class Cap { none, lower, upper, both };
enum class Ties { minimum, average };
enum class Divisor { one_less, count };  ///< of a sum of squared deviations
enum class Penalty { minus, plus };      ///< what unevenness does to a score

/// Bands of scores. `cuts` fall; a score at a cut belongs to the better band; cuts.size() + 1 bands.
struct Tiers {
    std::vector<double> cuts;
    std::vector<Name> names;  ///< best first; one a band
};

/// How an indicator's values become scores. `method` is never null.
struct Normalisation {
    const NormalisationMethod* method = nullptr;
    Range range;                          ///< of the methods that have one
    double mean = 0;                      ///< z-score: the mean of the scores
    double sd = 1;                        ///< z-score: their standard deviation
    Ties ties = Ties::minimum;            ///< rank, Borda, percentile rank
    std::string reference_unit;           ///< what the others are measured by: its code; empty: their mean, or none
    Divisor divisor = Divisor::one_less;  ///< z-score: of the values' own standard deviation
};

/// How the children's scores become a node's. `method` is never null.
struct Aggregation {
    const AggregationMethod* method = nullptr;
    double exponent = 1;               ///< power mean
    bool inverted = false;             ///< scores are reversed before averaging and back after it
    std::optional<Range> on;           ///< the range that scores are mapped onto before averaging
    Penalty penalty = Penalty::minus;  ///< Mazziotta-Pareto
    Divisor divisor = Divisor::count;  ///< Mazziotta-Pareto: of a unit's variance among its children
    double distinguishing = 0.5;       ///< grey relational degree
    std::optional<Range> shares = {};  ///< benefit of the doubt: a child's least and greatest share of a score

    /// Of the method "formula": the scores of the children, a name's place being the child's among them.
    std::optional<Expression> formula = {};

    /// Whether scores are combined as they are.
    bool is_plain() const { return !inverted && !on; }
};

/// How something missing is put in. `method` null: it is not.
struct Imputation {
    const ImputationMethod* method = nullptr;
    std::string group;  ///< the grouping that a method by groups looks at
};

/// Leaves out the units of which too little was measured.
struct Screening {
    double at_least = 0;  ///< the share of the indicators that must have a value
};

/// Tames an indicator whose skewness and kurtosis, in absolute terms and in excess of a normal distribution's, both
/// reach a threshold: winsorises outliers, one after another; reshapes it if that is not enough.
struct Treatment {
    double skewness = 2;
    double kurtosis = 3.5;
    std::size_t winsorise = 5;              ///< the most values that are winsorised
    const ReshapingMethod* then = nullptr;  ///< takes the values as they were; null: they stay winsorised
};

/// A step that changes values before they are normalised.
using PrepareStep = std::variant<Imputation, Screening, Treatment>;

/// What a child without a score does to its parent.
struct MissingRule {
    enum class Kind { reweight, none, impute };
    Kind kind = Kind::reweight;
    Imputation impute;  ///< by a method that looks at one column
};

/// The least that must have been measured below a node.
struct Coverage {
    enum class Of { weight, children, indicators };
    Of of = Of::weight;
    double at_least = 0;  ///< a share, 0 to 1
};

/// How the children's weights are found. `method` null: as given.
struct Weighting {
    enum class Of { scores, values };
    enum class By { product, mean, least_squares };

    const WeightingMethod* method = nullptr;
    bool pooled = false;                         ///< found once, over all periods together
    double shift = 0;                            ///< entropy: what is added to each score, once scaled to 0-1
    Of of = Of::scores;                          ///< coefficient of variation: of what
    std::optional<std::size_t> components = {};  ///< factor analysis: how many are kept
    By by = By::product;                         ///< combined: how
    std::vector<Weighting> sets = {};            ///< combined: of which
    std::vector<double> shares = {};             ///< combined: what each of them counts for, > 0; empty: all the same

    friend bool operator==(const Weighting&, const Weighting&) = default;
};

/// The total, a primary or secondary index, or (childless) an indicator. Settings that hold for all below
/// ("inherited" in docs/formats.md) are already resolved.
struct Node {
    std::string code;
    Name name;
    double weight = 1;  ///< >= 0, relative to the siblings; 0: shown, not counted
    Origin weight_origin = Origin::unstated;
    Direction direction = Direction::positive;

    // Indicators only.
    std::string measure;                         ///< what a value is counted in
    const TransformMethod* transform = nullptr;  ///< null: none
    std::optional<Goalposts> goalposts;
    std::optional<Range> quantiles;  ///< of the values, instead of the least and the greatest: shares, 0 to 1
    std::optional<Optimum> best_at;  ///< `direction` is then that of the distance from it: negative
    std::optional<double> target;    ///< of the distance to a target, in the value's own measure
    Cap cap = Cap::none;
    std::string denominator;  ///< the code of the input that values are divided by; empty: none
    /// What its values are computed by, where they are not read. The places of names are those of indicators in
    /// Dataset::values and, behind all of these, of inputs.
    std::optional<Expression> formula;
    Normalisation normalisation;

    // Inner nodes only.
    Aggregation aggregation;
    MissingRule missing;
    std::optional<Coverage> coverage;
    std::optional<double> rescale_best;  ///< the score of the period's best unit after rescaling
    Weighting weighting;

    // All.
    std::optional<int> round;  ///< decimal digits, half up
    std::optional<Tiers> tiers;

    // Place in the tree.
    std::size_t parent = 0;  ///< the root is its own parent
    std::vector<std::size_t> children;
    std::size_t level = 0;                 ///< steps from the root
    std::optional<std::size_t> indicator;  ///< its column in Dataset::values

    bool is_indicator() const noexcept { return indicator.has_value(); }
};

/// What stands for a missing value beside an empty cell: numbers, and in tables words too.
struct MissingCodes {
    std::vector<double> numbers;
    std::vector<std::string> words;

    bool has(double value) const { return std::find(numbers.begin(), numbers.end(), value) != numbers.end(); }
};

/// A column of the dataset that is no indicator: what formulas read and values are divided by.
struct InputColumn {
    std::string code;
    Name name;            ///< empty where nothing but a denominator names the column
    std::string measure;  ///< what a value is counted in
};

/// An index: its nodes in tree order, a parent before its children; nodes[0] is the total.
struct Index {
    std::string file;  ///< what it was read from, for messages
    Name note;
    UnitName unit_name;
    std::vector<Node> nodes;
    std::vector<std::size_t> indicators;  ///< the nodes that are indicators, in tree order
    std::vector<PrepareStep> prepare;     ///< in this order, after division by denominators
    std::vector<InputColumn> inputs;      ///< those that are listed, then denominators that are not
    MissingCodes missing_codes;           ///< of its datasets

    static constexpr std::size_t most_nodes = 65'000;  ///< more cannot be read or computed

    const Node& root() const { return nodes.front(); }
    std::optional<std::size_t> find(std::string_view code) const;
    /// The place of an input among the inputs.
    std::optional<std::size_t> find_input(std::string_view code) const;
    /// Whether a dataset has values of an indicator of its own.
    bool is_read(std::size_t indicator) const { return !nodes[indicators[indicator]].formula; }
    /// The indicators below a node (itself, if it is one), in tree order.
    std::vector<std::size_t> indicators_below(std::size_t node) const;
    /// Those of them that no weight of 0 keeps from counting at the node.
    std::vector<std::size_t> indicators_counted_below(std::size_t node) const;
    /// The deepest level there is.
    std::size_t depth() const;
    /// The language that the index's own names are in.
    Language language() const;
};

std::string_view to_string(Origin origin);
std::optional<Origin> parse_origin(std::string_view text);
/// Every origin that a file may state, in the order of the enumeration.
std::span<const std::string_view> origin_names();

}  // namespace iiindex
