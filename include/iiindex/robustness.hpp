#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/rank_counts.hpp>
#include <iiindex/result.hpp>
#include <iiindex/uncertainty.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// The ways by the names that the command line takes, "own" among them. Throws InputError for a name that is none.
///
/// z-score    mean in the middle of the index's range, sd a tenth of it
/// rank       the worst at the low end of that range, the best at its high end, evenly
/// others     on that range where they have one
Choice<Normalisation> normalisation_choice(const Index& index, std::size_t by, const std::string& name);
/// A mean that needs scores above zero is taken on 1 to 100 where the index's range reaches down to zero.
Choice<Aggregation> aggregation_choice(const Index& index, std::size_t by, const std::string& name);
/// "reweight", "none", or a way to impute from one column.
Choice<MissingRule> missing_choice(const std::string& name);

/// What `iiindex robustness` varies unless told otherwise: weights by 25 %, normalisation (own, z-score, rank),
/// aggregation (own, arithmetic, geometric), missing scores (own, reweight, mean), each indicator left out. Choices
/// that are the index's own under another name are dropped.
Uncertainty usual_uncertainty(const Index& index, std::size_t by);

struct RobustnessOptions {
    std::size_t period = 0;
    std::size_t by = 0;                ///< the node whose ranks are looked at
    std::uint64_t replicates = 10000;  ///< of the whole run
    std::uint64_t seed = 1;
    std::uint64_t shard = 1;  ///< this one of `shards`
    std::uint64_t shards = 1;
    std::size_t threads = 0;  ///< 0: as many as there are
    bool keep_ranks = false;  ///< of every replicate

    /// Told from time to time how far the work is; false stops it. May be called by any thread, by one at a time.
    std::function<bool(std::uint64_t done, std::uint64_t all)> progress = {};
};

/// Thrown where `progress` said to stop.
class Stopped : public std::runtime_error {
public:
    Stopped() : std::runtime_error("stopped") {}
};

/// Numbers of the ranks that a unit had; empty where it never had one.
std::optional<double> mean_rank(const UnitRanks& unit);
/// Type 7: linear between the order statistics at (n - 1) p.
std::optional<double> rank_quantile(const UnitRanks& unit, double p);
/// The share of all replicates in which the rank was this or better.
double share_within(const UnitRanks& unit, Rank rank);

/// Ranks the units again and again with everything uncertain drawn anew. Replicate i depends on the seed and i alone.
///
/// nominal   as computed from the index as it is, with the scores of all nodes
Robustness robustness(const Result& nominal, const Uncertainty& uncertainty, const RobustnessOptions& options);

/// Parts of one run as the whole. Throws InputError if they are not: another seed, a gap, a part that comes twice.
Robustness merge(std::vector<Robustness> parts);

/// How much of what varies in an outcome an input accounts for: by itself (first order), and with all that it does
/// together with others (total). Empty where the outcome does not vary.
struct Sobol {
    struct Estimate {
        double value = 0;
        double low = 0;  ///< the 5 % and 95 % quantile over bootstrap samples
        double high = 0;
    };
    std::optional<Estimate> first;
    std::optional<Estimate> total;
};

/// What the first-order estimator takes outcomes from: zero, as Saltelli et al. (2010) and COINr do, or their mean.
/// Both estimate the same; the second one's estimates scatter less, the less the farther the outcomes lie from zero.
enum class FirstOrder { plain, centred };

/// Saltelli's first-order and Jansen's total-order estimator, from outcomes for two samples of the inputs, a and b,
/// and for a with one input from b:  mean((b - m) (ab - a)) / V  and  sum((a - ab)^2) / (2 N V).
///
/// V   the variance of a and b together, divisor 2N - 1
/// m   their mean where `order` says centred; else 0
Sobol sobol(std::span<const double> a, std::span<const double> b, std::span<const double> ab, std::uint64_t seed,
            std::size_t bootstrap = 1000, FirstOrder order = FirstOrder::plain);

struct InputSensitivity {
    UncertainInput input;
    Sobol sobol;
};

struct Sensitivity {
    std::vector<InputSensitivity> inputs;
    std::uint64_t base = 0;  ///< N: the runs are N (inputs + 2)
    double mean_change = 0;  ///< the mean of the outcome over both samples
};

/// Which choice matters. The outcome is the mean absolute change of rank, over units, from the nominal ranks;
/// options.replicates is N.
Sensitivity sensitivity(const Result& nominal, const Uncertainty& uncertainty, const RobustnessOptions& options);

}  // namespace iiindex
