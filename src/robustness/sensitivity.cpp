#include <algorithm>
#include <cstdlib>
#include <numeric>

#include <iiindex/robustness.hpp>

#include "engine/replicate/evaluator.hpp"
#include "robustness/design.hpp"
#include "robustness/ranker.hpp"
#include "robustness/stream.hpp"
#include "robustness/units.hpp"
#include "robustness/workload.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// The outcomes for sample a, sample b, and for a with one input from b, an input after the other.
struct Outcomes {
    std::vector<double> a, b;
    std::vector<std::vector<double>> ab;
};

/// Works out the rows of Saltelli's design.
class Sampler {
public:
    Sampler(const Plan& plan, const Design& design, const std::vector<std::size_t>& units, std::uint64_t seed)
        : design_(design),
          seed_(seed),
          nominal_(nominal_ranks(plan, units)),
          evaluator_(plan),
          ranker_(units),
          draw_(nominal_draw(plan)),
          a_(design.size()),
          b_(design.size()),
          mixed_(design.size()) {}

    void work(std::uint64_t row, Outcomes& outcomes) {
        fill_uniform(seed_, StreamOf::sample_a, row, a_);
        fill_uniform(seed_, StreamOf::sample_b, row, b_);
        outcomes.a[row] = change(a_);
        outcomes.b[row] = change(b_);
        for (std::size_t i = 0; i < design_.inputs().size(); ++i) {
            const auto first = static_cast<std::ptrdiff_t>(design_.inputs()[i].first);
            mixed_ = a_;
            std::copy_n(b_.begin() + first, design_.inputs()[i].count, mixed_.begin() + first);
            outcomes.ab[i][row] = change(mixed_);
        }
    }

private:
    /// The mean absolute change of rank over the units that have one.
    double change(std::span<const double> numbers) {
        design_.read(numbers, draw_);
        const auto scores = evaluator_.evaluate(draw_);
        const auto ranks = ranker_.rank(scores, evaluator_.tolerance());
        std::uint64_t sum = 0, ranked = 0;
        for (std::size_t unit = 0; unit < ranks.size(); ++unit) {
            if (ranks[unit] == 0) continue;
            sum += ranks[unit] > nominal_[unit] ? ranks[unit] - nominal_[unit] : nominal_[unit] - ranks[unit];
            ++ranked;
        }
        return ranked == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(ranked);
    }

    const Design& design_;
    std::uint64_t seed_;
    std::vector<Rank> nominal_;
    Evaluator evaluator_;
    Ranker ranker_;
    Draw draw_;
    std::vector<double> a_, b_, mixed_;
};

double mean_of(const Outcomes& outcomes) {
    const double sum = std::accumulate(outcomes.a.begin(), outcomes.a.end(), 0.0) +
                       std::accumulate(outcomes.b.begin(), outcomes.b.end(), 0.0);
    return sum / static_cast<double>(2 * outcomes.a.size());
}

}  // namespace

Sensitivity sensitivity(const Result& nominal, const Uncertainty& uncertainty, const RobustnessOptions& options) {
    const Plan plan(nominal, options.period, options.by, uncertainty,
                    uncertainty.leave_out ? Removing::yes : Removing::no);
    const Design design(plan);
    const auto units = scored_units(plan);
    const std::size_t rows = options.replicates;
    Outcomes outcomes{std::vector<double>(rows), std::vector<double>(rows),
                      std::vector<std::vector<double>>(design.inputs().size(), std::vector<double>(rows))};
    tbb::enumerable_thread_specific<Sampler> samplers([&] { return Sampler(plan, design, units, options.seed); });
    work_through(0, rows, options, samplers, [&](Sampler& sampler, std::uint64_t row) { sampler.work(row, outcomes); });

    Sensitivity found{.inputs = {}, .base = options.replicates, .mean_change = mean_of(outcomes)};
    for (std::size_t i = 0; i < design.inputs().size(); ++i) {
        constexpr std::size_t bootstrap = 1000;
        found.inputs.push_back({design.inputs()[i].input, sobol(outcomes.a, outcomes.b, outcomes.ab[i], options.seed,
                                                                bootstrap, FirstOrder::centred)});
    }
    return found;
}

}  // namespace iiindex
