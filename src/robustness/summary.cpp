#include <algorithm>
#include <cmath>
#include <numeric>

#include <iiindex/problem.hpp>
#include <iiindex/robustness.hpp>

#include "ground/catalogue.hpp"

namespace iiindex {

using namespace detail;

namespace {

std::uint64_t ranked(const UnitRanks& unit) {
    return std::accumulate(unit.count.begin() + 1, unit.count.end(), std::uint64_t{0});
}

/// The rank at a place, from 0, among all that the unit had, in order.
double rank_at(const UnitRanks& unit, std::uint64_t place) {
    std::uint64_t passed = 0;
    for (std::size_t rank = 1; rank < unit.count.size(); ++rank) {
        passed += unit.count[rank];
        if (place < passed) return static_cast<double>(rank);
    }
    return static_cast<double>(unit.count.size() - 1);
}

[[noreturn]] void refuse(std::string what, std::string remedy) {
    throw InputError(Problem{.where = {}, .what = std::move(what), .remedy = std::move(remedy)});
}

bool same_inputs(const Robustness& a, const Robustness& b) {
    return std::equal(a.inputs.begin(), a.inputs.end(), b.inputs.begin(), b.inputs.end(),
                      [](const auto& x, const auto& y) { return x.name == y.name && x.choices == y.choices; });
}

bool same_units(const Robustness& a, const Robustness& b) {
    return std::equal(a.units.begin(), a.units.end(), b.units.begin(), b.units.end(), [](const auto& x, const auto& y) {
        return x.code == y.code && x.rank == y.rank && x.score == y.score && x.count.size() == y.count.size() &&
               x.tiers.size() == y.tiers.size();
    });
}

bool same_run(const Robustness& a, const Robustness& b) {
    return a.index_code == b.index_code && a.by_code == b.by_code && a.period == b.period && a.seed == b.seed &&
           a.replicates == b.replicates && same_inputs(a, b) && same_units(a, b);
}

void add(Robustness& whole, const Robustness& part) {
    const auto plus = [](auto& ours, const auto& theirs) {
        std::transform(ours.begin(), ours.end(), theirs.begin(), ours.begin(), std::plus<>());
    };
    for (std::size_t i = 0; i < whole.units.size(); ++i) {
        plus(whole.units[i].count, part.units[i].count);
        plus(whole.units[i].tiers, part.units[i].tiers);
        whole.units[i].ahead += part.units[i].ahead;
    }
    whole.ranks.insert(whole.ranks.end(), part.ranks.begin(), part.ranks.end());
    whole.last = part.last;
}

}  // namespace

std::optional<double> mean_rank(const UnitRanks& unit) {
    const std::uint64_t replicates = ranked(unit);
    if (replicates == 0) return std::nullopt;
    std::uint64_t sum = 0;
    for (std::size_t rank = 1; rank < unit.count.size(); ++rank) sum += rank * unit.count[rank];
    return static_cast<double>(sum) / static_cast<double>(replicates);
}

std::optional<double> rank_quantile(const UnitRanks& unit, double p) {
    const std::uint64_t replicates = ranked(unit);
    if (replicates == 0) return std::nullopt;
    const double place = static_cast<double>(replicates - 1) * p;
    const double below = std::floor(place);
    const double low = rank_at(unit, static_cast<std::uint64_t>(below));
    const double high = rank_at(unit, std::min(static_cast<std::uint64_t>(below) + 1, replicates - 1));
    return low + (place - below) * (high - low);
}

double share_within(const UnitRanks& unit, Rank rank) {
    const auto all = std::accumulate(unit.count.begin(), unit.count.end(), std::uint64_t{0});
    const std::size_t last = std::min<std::size_t>(rank, unit.count.size() - 1);
    std::uint64_t within = 0;
    for (std::size_t r = 1; r <= last; ++r) within += unit.count[r];
    return static_cast<double>(within) / static_cast<double>(all);
}

Robustness merge(std::vector<Robustness> parts) {
    std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Robustness whole = parts.front();
    if (whole.first != 0) {
        refuse(said("replicates 1 to {} are in no part", whole.first), said("name the outputs of all shards"));
    }
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (!same_run(whole, parts[i])) {
            refuse(said("the parts are of different runs"),
                   said("all shards need the same input, seed, replicates and choices"));
        }
        if (parts[i].first < whole.last) {
            refuse(
                said("replicates {} to {} are in two parts", parts[i].first + 1, std::min(whole.last, parts[i].last)),
                said("name each shard's output once"));
        }
        if (parts[i].first > whole.last) {
            refuse(said("replicates {} to {} are in no part", whole.last + 1, parts[i].first),
                   said("name the outputs of all shards"));
        }
        add(whole, parts[i]);
    }
    if (whole.last != whole.replicates) {
        refuse(said("replicates {} to {} are in no part", whole.last + 1, whole.replicates),
               said("name the outputs of all shards"));
    }
    return whole;
}

}  // namespace iiindex
