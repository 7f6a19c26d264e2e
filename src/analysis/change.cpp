#include <iiindex/change.hpp>

#include <algorithm>
#include <array>
#include <limits>

#include <tbb/parallel_for.h>

#include <iiindex/normalise.hpp>
#include <iiindex/rank.hpp>

#include "analysis/mixture.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::size_t factors = 4;
constexpr std::size_t mixes = 1 << factors;
constexpr double most_cells_mixed = 1e8;  ///< that are computed in all for the causes

/// A number in every mixture of old and new: bit 0 own values, 1 others', 2 method, 3 units; a set bit is new.
using InMixes = std::array<std::optional<double>, mixes>;

Mix mix_of(std::size_t bits) {
    const auto year = [&](std::size_t bit) { return (bits >> bit & 1) != 0 ? Year::after : Year::before; };
    return {.own = year(0), .others = year(1), .method = year(2), .units = year(3)};
}

/// A factor's share in the change from mix 0 to mix 15: what it adds, averaged over all orders of the four.
double shapley(const InMixes& numbers, std::size_t factor) {
    constexpr std::array<double, factors> weight_by_size = {1.0 / 4, 1.0 / 12, 1.0 / 12, 1.0 / 4};
    double share = 0;
    for (std::size_t bits = 0; bits < mixes; ++bits) {
        if ((bits >> factor & 1) != 0) continue;
        const auto size = static_cast<std::size_t>(__builtin_popcountll(bits));
        share += weight_by_size[size] * (*numbers[bits | (std::size_t{1} << factor)] - *numbers[bits]);
    }
    return share;
}

std::optional<Causes> causes_of(const InMixes& numbers) {
    if (!std::all_of(numbers.begin(), numbers.end(), [](const auto& number) { return number.has_value(); })) {
        return std::nullopt;
    }
    return Causes{shapley(numbers, 0), shapley(numbers, 1), shapley(numbers, 2), shapley(numbers, 3)};
}

using Standings = std::vector<std::optional<Mixture::Standing>>;

/// The standings in the mixtures in which a unit's own values are of the others' year, which are all units' at once.
class Causing {
public:
    Causing(const Mixture& mixture, std::size_t old_node, std::size_t new_node)
        : mixture_(mixture),
          nodes_{old_node, new_node},
          varied_(0b0011 | (mixture.has_one_method() ? 0 : 0b0100) | (mixture.has_one_set() ? 0 : 0b1000)),
          common_(mixes) {
        for (std::size_t bits = 0; bits < mixes; ++bits) {
            if (like(bits) != bits) continue;
            if ((bits & 1) == 0) drawn_[bits >> 1] = mixture.draw(mix_of(bits));
            if ((bits & 1) == (bits >> 1 & 1)) common_[bits] = standings(bits, 0);
        }
    }

    void find(UnitChange& unit, std::size_t member) const {
        InMixes scores, ranks;
        for (std::size_t bits = 0; bits < mixes; ++bits) {
            if (like(bits) != bits) {
                scores[bits] = scores[like(bits)];
                ranks[bits] = ranks[like(bits)];
                continue;
            }
            const auto there = common_[bits].empty() ? standings(bits, member)[member] : common_[bits][member];
            if (!there) continue;
            scores[bits] = there->score;
            ranks[bits] = static_cast<double>(there->rank);
        }
        unit.score = causes_of(scores);
        unit.rank = causes_of(ranks);
    }

private:
    /// The first mix that is the same: where the years do not differ in a factor, its bit makes no difference.
    std::size_t like(std::size_t bits) const { return bits & varied_; }

    Standings standings(std::size_t bits, std::size_t focus) const {
        const Mix mix = mix_of(bits);
        return mixture_.standings(mix, drawn_[bits >> 1], focus, nodes_[static_cast<std::size_t>(mix.method)]);
    }

    const Mixture& mixture_;
    std::array<std::size_t, 2> nodes_;
    std::size_t varied_;                           ///< the bits of factors in which the years differ, or may
    std::array<Mixture::Drawn, mixes / 2> drawn_;  ///< by what the others' bits of a mix are
    std::vector<Standings> common_;                ///< by mix
};

/// A unit's own year at the node: score, rank, tier.
void look_up(const Result& result, std::size_t row, std::size_t node, const std::vector<Rank>& ranks,
             std::optional<double>& score, Rank& rank, std::optional<std::size_t>& tier) {
    score = result.score(row, node);
    rank = ranks[row];
    tier = tier_of(result, node, row);
}

std::vector<UnitChange> units_of(const Changes& changes, const Mixture& mixture) {
    const std::vector<Rank> old_ranks = ranks_of(changes.before, changes.old_node, changes.before.data.periods.front());
    const std::vector<Rank> new_ranks = ranks_of(changes.after, changes.new_node, changes.after.data.periods.front());
    std::vector<UnitChange> units;
    for (const Mixture::Member& member : mixture.members()) {
        UnitChange unit{.old_row = member.rows[0], .new_row = member.rows[1]};
        if (unit.old_row) {
            look_up(changes.before, *unit.old_row, changes.old_node, old_ranks, unit.old_score, unit.old_rank,
                    unit.old_tier);
        }
        if (unit.new_row) {
            look_up(changes.after, *unit.new_row, changes.new_node, new_ranks, unit.new_score, unit.new_rank,
                    unit.new_tier);
        }
        if (unit.old_score && unit.new_score) {
            unit.parts =
                gap_contributions({&changes.after, *unit.new_row}, {&changes.before, *unit.old_row}, changes.new_node);
        }
        units.push_back(std::move(unit));
    }
    return units;
}

bool hangs_on_units(const Index& index) {
    return std::any_of(index.indicators.begin(), index.indicators.end(),
                       [&](std::size_t leaf) { return !index.nodes[leaf].goalposts; });
}

void find_causes(Changes& changes, const Mixture& mixture) {
    const double cells =
        static_cast<double>(mixture.members().size()) * static_cast<double>(changes.after.index.indicators.size());
    if (8 * cells * static_cast<double>(mixture.members().size()) > most_cells_mixed) return;
    changes.causes_found = true;
    const Causing causing(mixture, changes.old_node, changes.new_node);
    tbb::parallel_for(std::size_t{0}, changes.units.size(), [&](std::size_t member) {
        UnitChange& unit = changes.units[member];
        if (unit.old_score && unit.new_score) causing.find(unit, member);
    });
}

void put_on_common_scale(Changes& changes, const Mixture& mixture) {
    std::optional<Result> pooled;
    try {
        pooled = compute(changes.after.index, mixture.both_years(),
                         {.scale = {.pooled = true, .reference = nullptr}, .depth = {}});
    } catch (const InputError&) {
        return;  // the new index cannot be computed for the old year's values
    }
    changes.has_common_scale = true;
    const auto scores = pooled->scores_of(changes.new_node);
    const auto& periods = pooled->data.periods;
    const std::size_t first = periods[1].first;
    const std::vector<Rank> old_ranks = ranks_of(*pooled, changes.new_node, periods[0]);
    const std::vector<Rank> new_ranks = ranks_of(*pooled, changes.new_node, periods[1]);
    for (UnitChange& unit : changes.units) {
        if (unit.old_row) {
            unit.old_common = as_optional(scores[*unit.old_row]);
            unit.old_common_rank = old_ranks[*unit.old_row];
        }
        if (unit.new_row) {
            unit.new_common = as_optional(scores[first + *unit.new_row]);
            unit.new_common_rank = new_ranks[*unit.new_row];
        }
    }
}

/// By new rank; then those without one by old rank.
bool comes_before(const UnitChange& a, const UnitChange& b) {
    const auto key = [](const UnitChange& unit) {
        const auto last = std::numeric_limits<Rank>::max();
        return std::pair(unit.new_rank == 0 ? last : unit.new_rank, unit.old_rank == 0 ? last : unit.old_rank);
    };
    return key(a) < key(b);
}

}  // namespace

Changes change(const Input& before, const Input& after, std::size_t node) {
    Changes changes{
        .before = compute(before.index, before.data), .after = compute(after.index, after.data), .units = {}};
    changes.new_node = node;
    changes.old_node = *before.index.find(after.index.nodes[node].code);
    changes.own_scales = hangs_on_units(after.index) || hangs_on_units(before.index);
    const Mixture mixture(before, after);
    changes.units = units_of(changes, mixture);
    find_causes(changes, mixture);
    put_on_common_scale(changes, mixture);
    std::stable_sort(changes.units.begin(), changes.units.end(), comes_before);
    return changes;
}

}  // namespace iiindex
