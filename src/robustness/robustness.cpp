#include <iiindex/robustness.hpp>

#include <algorithm>
#include <new>
#include <optional>
#include <utility>

#include <iiindex/problem.hpp>

#include "engine/replicate/evaluator.hpp"
#include "ground/catalogue.hpp"
#include "ground/statistics.hpp"
#include "robustness/design.hpp"
#include "robustness/ranker.hpp"
#include "robustness/stream.hpp"
#include "robustness/units.hpp"
#include "robustness/workload.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Counts over replicates, by unit and then by rank or tier.
struct Counts {
    std::vector<std::uint32_t> ranks;
    std::vector<std::uint32_t> tiers;
    std::vector<std::uint64_t> ahead;

    void add(const Counts& other) {
        const auto plus = [](auto& ours, const auto& theirs) {
            std::transform(ours.begin(), ours.end(), theirs.begin(), ours.begin(), std::plus<>());
        };
        plus(ranks, other.ranks);
        plus(tiers, other.tiers);
        plus(ahead, other.ahead);
    }
};

/// One run's common ground.
struct Run {
    const Plan& plan;
    const Design& design;
    std::vector<std::size_t> units;
    const std::optional<Tiers>& tiers;
    std::vector<Line> levels;  ///< by normalisation: from its scores to those of the index as it is
    std::uint64_t seed;

    std::size_t bands() const { return tiers ? tiers->cuts.size() + 1 : 0; }
};

struct Level {
    double mean = 0;
    double sd = 0;
};

Level level_of(std::span<const double> scores, const std::vector<std::size_t>& units) {
    std::vector<double> there;
    for (const std::size_t unit : units) {
        if (!is_missing(scores[unit])) there.push_back(scores[unit]);
    }
    return there.size() < 2 ? Level{} : Level{mean(there), standard_deviation(there)};
}

/// Another normalisation lifts or spreads all scores, which says nothing of the units: before its scores are held
/// against the cuts of the tiers, the line is undone that it makes of the index otherwise as it is.
std::vector<Line> levels_of(const Plan& plan, const std::vector<std::size_t>& units) {
    Evaluator evaluator(plan);
    Draw draw = nominal_draw(plan);
    const Level own = level_of(plan.nominal().scores_in(plan.by(), plan.period()), units);
    std::vector<Line> lines;
    for (const auto& choice : plan.uncertainty().normalisations) {
        draw.normalisation = lines.size();
        const Level other = level_of(evaluator.evaluate(draw), units);
        const bool comparable = choice.setting && own.sd > 0 && other.sd > 0;
        const double slope = comparable ? own.sd / other.sd : 1;
        lines.push_back({slope, comparable ? own.mean - slope * other.mean : 0});
    }
    return lines;
}

/// Throws InputError where there is no memory for them: they take units times units.
Counts no_counts(const Run& run) {
    const std::size_t n = run.units.size();
    try {
        require_memory(n * (n + 1) * sizeof(std::uint32_t));
        return {.ranks = std::vector<std::uint32_t>(n * (n + 1), 0),
                .tiers = std::vector<std::uint32_t>(n * run.bands(), 0),
                .ahead = std::vector<std::uint64_t>(n, 0)};
    } catch (const std::bad_alloc&) {
        throw InputError(Problem{.where = {run.plan.nominal().data.file},
                                 .what = said("out of memory: {} units are counted at as many ranks each", n),
                                 .remedy = said("vary fewer units together, such as those of one group")});
    }
}

/// Works out and counts one replicate after another.
class Counter {
public:
    explicit Counter(const Run& run)
        : run_(run),
          evaluator_(run.plan),
          ranker_(run.units),
          draw_(nominal_draw(run.plan)),
          numbers_(run.design.size()),
          counts_(no_counts(run)) {}

    std::span<const Rank> count(std::uint64_t replicate) {
        fill_uniform(run_.seed, StreamOf::replicates, replicate, numbers_);
        run_.design.read(numbers_, draw_);
        const auto scores = evaluator_.evaluate(draw_);
        const auto ranks = ranker_.rank(scores, evaluator_.tolerance());
        count_ranks(ranks);
        if (run_.tiers) count_tiers();
        return ranks;
    }

    Counts take_counts() { return std::move(counts_); }

private:
    void count_ranks(std::span<const Rank> ranks) {
        const std::size_t n = ranks.size();
        for (std::size_t unit = 0; unit < n; ++unit) ++counts_.ranks[unit * (n + 1) + ranks[unit]];
        const auto place = [&](std::size_t unit) { return ranks[unit] == 0 ? n + 1 : ranks[unit]; };
        for (std::size_t unit = 0; unit + 1 < n; ++unit) {
            const std::size_t own = place(unit), next = place(unit + 1);
            counts_.ahead[unit] += own < next ? 2u : own == next ? 1u : 0u;
        }
    }

    /// From the best score on, tiers only fall.
    void count_tiers() {
        const auto& cuts = run_.tiers->cuts;
        const Line& level = run_.levels[draw_.normalisation];
        const double tolerance = std::abs(level.slope) * evaluator_.tolerance();
        std::size_t tier = 0;
        for (const Ranker::Place& place : ranker_.places()) {
            const double score = level.at(place.score);
            while (tier < cuts.size() && score < cuts[tier] - tolerance) ++tier;
            ++counts_.tiers[place.unit * run_.bands() + tier];
        }
    }

    const Run& run_;
    Evaluator evaluator_;
    Ranker ranker_;
    Draw draw_;
    std::vector<double> numbers_;
    Counts counts_;
};

using Counters = tbb::enumerable_thread_specific<Counter>;

/// The counts of all, which are much the largest thing there is: one after another is given up.
Counts summed(const Run& run, Counters& counters) {
    std::optional<Counts> sum;
    for (Counter& counter : counters) {
        Counts more = counter.take_counts();
        if (sum)
            sum->add(more);
        else
            sum = std::move(more);
    }
    return sum ? *std::move(sum) : no_counts(run);
}

Robustness described(const Run& run, const RobustnessOptions& options) {
    const Index& index = run.plan.nominal().index;
    const Node& node = index.nodes[options.by];
    Robustness result{.index_code = index.root().code,
                      .index_name = index.root().name,
                      .by_code = node.code,
                      .by_name = node.name,
                      .period = run.plan.period().label,
                      .origins = origins_of(run.plan.nominal().data, index),
                      .seed = options.seed,
                      .replicates = options.replicates,
                      .first = options.replicates * (options.shard - 1) / options.shards,
                      .last = options.replicates * options.shard / options.shards};
    for (const Design::Input& input : run.design.inputs()) result.inputs.push_back(input.input);
    if (node.tiers) result.tiers = node.tiers->names;
    result.nothing_missing = run.plan.uncertainty().missing.size() > 1 && !run.plan.lacks_anything();
    return result;
}

std::string text_at(const TextColumn& column, std::size_t row) {
    return column.empty() ? std::string() : std::string(column[row]);
}

void add_units(Robustness& result, const Run& run, const Counts& counts) {
    const auto ranks = nominal_ranks(run.plan, run.units);
    const Units& units = run.plan.nominal().data.units;
    const auto slice = [](const std::vector<std::uint32_t>& all, std::size_t unit, std::size_t width) {
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(unit * width);
        return std::vector<std::uint32_t>(first, first + static_cast<std::ptrdiff_t>(width));
    };
    for (std::size_t i = 0; i < run.units.size(); ++i) {
        const std::size_t row = run.plan.period().first + run.units[i];
        const double score = run.plan.nominal().scores_of(run.plan.by())[row];
        result.units.push_back({.code = std::string(units.codes[row]),
                                .name = {text_at(units.names, row), text_at(units.names_english, row)},
                                .rank = ranks[i],
                                .tier = tier_of(run.plan.nominal(), run.plan.by(), row).value_or(0),
                                .score = score,
                                .count = slice(counts.ranks, i, run.units.size() + 1),
                                .tiers = slice(counts.tiers, i, run.bands()),
                                .ahead = counts.ahead[i]});
    }
}

}  // namespace

Robustness robustness(const Result& nominal, const Uncertainty& uncertainty, const RobustnessOptions& options) {
    const Plan plan(nominal, options.period, options.by, uncertainty,
                    uncertainty.leave_out ? Removing::yes : Removing::no);
    const Design design(plan);
    const auto units = scored_units(plan);
    const Run run{plan, design, units, nominal.index.nodes[options.by].tiers, levels_of(plan, units), options.seed};
    Robustness result = described(run, options);
    if (options.keep_ranks) result.ranks.resize(result.size() * run.units.size());

    Counters counters([&] { return Counter(run); });
    work_through(result.first, result.last, options, counters, [&](Counter& counter, std::uint64_t replicate) {
        const auto ranks = counter.count(replicate);
        if (!options.keep_ranks) return;
        const auto place = static_cast<std::ptrdiff_t>((replicate - result.first) * ranks.size());
        std::copy(ranks.begin(), ranks.end(), result.ranks.begin() + place);
    });
    add_units(result, run, summed(run, counters));
    return result;
}

}  // namespace iiindex
