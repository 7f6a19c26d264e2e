#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>
#include <iiindex/problem.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// The values that an indicator's scale is taken from: a period's, all periods' (pooled), or a reference
/// dataset's. Missing ones left out; after transformation. `worst` is the greatest where lower is better.
struct Population {
    std::size_t count = 0;
    double worst = 0;
    double best = 0;
    double mean = 0;                  ///< for methods that are centred
    double sd = 0;                    ///< likewise; divisor count - 1; 0 for a single value
    std::optional<double> reference;  ///< the reference unit's value, or the mean that stands for it
};

/// The line that carries `from` to the low end of a range and `to` to the high end; empty if they are the same
/// or too far apart for a number.
std::optional<Scale> line_between(double from, double to, const Range& range);

/// A function of values that comes before their scale.
struct TransformMethod {
    std::string_view name;
    std::string_view summary;
    double (*apply)(double value);  ///< missing where it has no value; rises with its argument

    /// How a formula shows what it makes of a value, as "ln {}" with the value in it; empty: its result alone.
    std::string_view shown = {};
    double (*inverse)(double transformed) = nullptr;  ///< the value again; of those that are shown with it

    /// Its results lose as much as a number of this size does, however small they are: a logarithm's, as 1 does.
    double loses_as = 0;

    std::string_view sql = {};  ///< the same in a query, of {x}; empty: no query states it
};

/// Every transformation but "none".
std::span<const TransformMethod> transform_methods();

/// The value from which an indicator's scale is taken: after its transformation, or its distance from where it is best.
/// A missing value stays missing.
double transformed(double value, const Node& indicator);

/// A way to bring values to one scale. Exactly one of `fit` and `order` is set.
struct NormalisationMethod {
    std::string_view name;
    std::string_view summary;
    std::span<const std::string_view> keys;  ///< what may stand beside "method" in a file
    Range range;                             ///< the default range of the scores
    bool centred = false;                    ///< scores lie around a mean, not between two ends
    bool target = false;                     ///< needs the indicator's target
    bool goalposts = false;                  ///< its ends may be goalposts or quantiles
    bool exponential = false;                ///< its scores are powers: the range must lie above zero
    bool around = false;                     ///< its scale lies around the reference unit, or around the mean
    bool pooled = false;                     ///< its scale is always that of all periods together
    std::string_view transform = {};         ///< the transformation that it implies

    /// The line from transformed values to scores. Empty: there is none, as when all values are the same.
    std::optional<Scale> (*fit)(const Population&, const Node&) = nullptr;

    /// The score of a value from its place among the population's, the worst at 1 of `count`.
    double (*order)(double place, std::size_t count, const Normalisation&) = nullptr;

    /// The same in a query. Of `fit` the line's beginning and its span, of {worst}, {best}, {mean}, {sd}, {target} and
    /// {reference}; of `order` the score, of {place}, {count} and the range's {low} and {width}. Empty: no query states
    /// it.
    std::string_view sql = {};
    std::string_view sql_span = {};
};

/// Every normalisation method. Sources: OECD/JRC Handbook (2008), "Normalisation"; COINr for the details.
std::span<const NormalisationMethod> normalisation_methods();

/// Which units an indicator's scale is taken from.
struct ScaleBasis {
    bool pooled = false;                 ///< all periods together
    const Dataset* reference = nullptr;  ///< else another dataset's, in its first period; else each period's own
};

/// The line that carries an indicator's values to scores, or why there is none; neither where its method goes by order.
struct Fit {
    std::optional<Scale> scale;
    Precision precision;             ///< of the period's scores, before they are rounded
    std::optional<Problem> refusal;  ///< the population has no value, or none that makes a scale (all the same)
};

/// Fits one indicator's scale of a period.
///
/// data     the population of the scale, unless `basis` names another dataset
Fit fit_scale(const Node& indicator, const Dataset& data, const Period& period, const ScaleBasis& basis);

/// Carries values of an indicator along a line: transforms, scales, caps. Missing where the value is, or has no
/// logarithm.
void apply_scale(const Scale& scale, const Node& indicator, std::span<const double> values, std::span<double> scores);

/// Normalises one indicator's values of one period, by its line or by its order.
///
/// scores   a unit of the period each; as they were where the scale is refused
/// returns  as fit_scale does
Fit normalise(const Node& indicator, const Dataset& data, const Period& period, const ScaleBasis& basis,
              std::span<double> scores);

/// The two ends of a node's scale: of its method, where it has a range of its own, else of the scores below it; for a
/// z-score one standard deviation to either side of the mean.
Range scale_of(const Index& index, std::size_t node);
/// Those of the scores that enter a node: of its first child with a weight above 0.
Range scale_below(const Index& index, const Node& node);

}  // namespace iiindex
