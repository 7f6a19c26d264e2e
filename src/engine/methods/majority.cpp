#include "engine/methods/majority.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/rank.hpp>

#include "ground/parallel.hpp"
#include "ground/wide.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t few_units = 256;      ///< that are quick one by one
constexpr std::size_t tile = 1024;          ///< units that are looked at together: a bit each
constexpr std::size_t most_branches = 400;  ///< of a diagram that is quicker than adding up
constexpr std::size_t most_sums = 1 << 16;  ///< looked at to find the branches
constexpr double same_half = 1e-12;         ///< of the weight: such as 0.1 + 0.2 and 0.3

struct alignas(64) Bits : std::array<std::uint64_t, tile / 64> {};  // as lines of the cache are

double total(std::span<const double> weights) { return std::accumulate(weights.begin(), weights.end(), 0.0); }

/// 1, 0 or -1: whether unit a beats unit b.
int outranks(const Voters& voters, double even, std::size_t a, std::size_t b) {
    double balance = 0;
    for (std::size_t c = 0; c < voters.columns.size(); ++c) {
        const double ours = voters.columns[c][a], theirs = voters.columns[c][b];
        if (tied(ours, theirs, voters.tolerances[c])) continue;
        if (ours > theirs) balance += voters.weights[c];
        if (ours < theirs) balance -= voters.weights[c];
    }
    return balance > even ? 1 : balance < -even ? -1 : 0;
}

/// Where a vote goes on from a column, by how it votes: to a branch, or to 0 (not won) or 1 (won).
struct Branch {
    std::size_t column;
    std::size_t behind, same, ahead;

    auto key() const { return std::tuple(column, behind, same, ahead); }
};

/// A vote as a decision diagram: the columns in order, one branch for all that leaves the same question open.
class Diagram {
public:
    /// with_ties   whether a column may give no vote
    Diagram(std::span<const double> weights, bool with_ties)
        : weights_(weights), with_ties_(with_ties), even_(same_half * total(weights)), left_(weights.size() + 1, 0) {
        for (std::size_t c = weights.size(); c-- > 0;) left_[c] = left_[c + 1] + weights[c];
        root_ = find(0, 0, even_);
    }

    bool is_too_large() const { return branches_.size() > most_branches || sums_.size() > most_sums; }
    const std::vector<Branch>& branches() const { return branches_; }
    std::size_t root() const { return root_; }

    /// Whether a vote may be even: whether being ahead and not being behind are two questions.
    bool may_be_even() {
        sums_.clear();
        const std::size_t count = branches_.size();
        const bool is_another = find(0, 0, -2 * even_) != root_;
        branches_.resize(count);
        return is_another;
    }

private:
    static constexpr double clear = 1e-9;  // far above what adding weights may lose

    std::size_t find(std::size_t column, double balance, double above) {
        const double whole = left_.front();
        if (balance - left_[column] > above + clear * whole) return 1;
        if (balance + left_[column] < above - clear * whole) return 0;
        if (column == weights_.size()) return balance > above ? 1 : 0;
        if (is_too_large()) return 0;
        const std::pair key(column, std::llround(balance / whole * 1e14));
        if (const auto known = sums_.find(key); known != sums_.end()) return known->second;
        const std::size_t behind = find(column + 1, balance - weights_[column], above);
        const std::size_t same = with_ties_ ? find(column + 1, balance, above) : behind;
        const std::size_t ahead = find(column + 1, balance + weights_[column], above);
        return sums_[key] = behind == ahead && same == ahead ? ahead : number_of({column, behind, same, ahead});
    }

    std::size_t number_of(const Branch& branch) {
        const auto [known, is_new] = numbers_.try_emplace(branch.key(), branches_.size() + 2);
        if (is_new) branches_.push_back(branch);
        return known->second;
    }

    std::span<const double> weights_;
    bool with_ties_;
    double even_;
    std::vector<double> left_;  ///< by column: the weight from it on
    std::vector<Branch> branches_;
    std::map<decltype(std::declval<Branch>().key()), std::size_t> numbers_;
    std::map<std::pair<std::size_t, long long>, std::size_t> sums_;
    std::size_t root_ = 0;
};

/// One unit against those of a tile, by column: a bit each.
using Votes = const Bits* const*;

std::size_t count(const Bits& bits) {
    std::size_t set = 0;
    for (const std::uint64_t word : bits) set += static_cast<std::size_t>(std::popcount(word));
    return set;
}

/// How many votes are won, given where one side and where the other is ahead. `decided` is room for a branch each,
/// behind none and all.
IIINDEX_WIDE std::size_t count_won(std::span<const Branch> branches, std::size_t root, Votes ours, Votes theirs,
                                   Bits* decided) {
    for (std::size_t i = 0; i < branches.size(); ++i) {
        const Branch& branch = branches[i];
        const Bits &behind = decided[branch.behind], &same = decided[branch.same], &ahead = decided[branch.ahead];
        const Bits &won = *ours[branch.column], &lost = *theirs[branch.column];
        Bits all;
        for (std::size_t w = 0; w < all.size(); ++w) all[w] = behind[w] | (same[w] & ~lost[w]) | (ahead[w] & won[w]);
        decided[2 + i] = all;
    }
    return count(decided[root]);
}

/// The same where no column is even.
IIINDEX_WIDE std::size_t count_won(std::span<const Branch> branches, std::size_t root, Votes ours, Bits* decided) {
    for (std::size_t i = 0; i < branches.size(); ++i) {
        const Branch& branch = branches[i];
        const Bits &behind = decided[branch.behind], &ahead = decided[branch.ahead], &won = *ours[branch.column];
        Bits all;
        for (std::size_t w = 0; w < all.size(); ++w) all[w] = behind[w] | (ahead[w] & won[w]);
        decided[2 + i] = all;
    }
    return count(decided[root]);
}

void leave_out(const Bits& from, const Bits& some, Bits& others) {
    for (std::size_t w = 0; w < others.size(); ++w) others[w] = from[w] & ~some[w];
}

/// Adds up by bit how often it is set: of three sets of the same weight one stays and one goes on with twice the
/// weight.
class Tally {
public:
    IIINDEX_WIDE void add(const Bits& bits) {
        Bits next = bits;
        for (std::size_t level = 0;; ++level) {
            if (level == levels_.size()) levels_.emplace_back();
            auto& [held, count] = levels_[level];
            if (count < 2) {
                held[count++] = next;
                return;
            }
            Bits sum, carry;
            for (std::size_t w = 0; w < next.size(); ++w) {
                const std::uint64_t a = held[0][w], b = held[1][w], c = next[w], odd = a ^ b;
                sum[w] = odd ^ c;
                carry[w] = (a & b) | (odd & c);
            }
            held[0] = sum;
            count = 1;
            next = carry;
        }
    }

    std::int32_t of(std::size_t bit) const {
        std::int32_t sum = 0;
        for (std::size_t level = 0; level < levels_.size(); ++level) {
            for (std::size_t i = 0; i < levels_[level].count; ++i) {
                sum += static_cast<std::int32_t>(levels_[level].held[i][bit / 64] >> (bit % 64) & 1) << level;
            }
        }
        return sum;
    }

private:
    struct Level {
        std::array<Bits, 2> held;
        std::size_t count = 0;
    };
    std::vector<Level> levels_;
};

/// The places of a tile's units in the order of a column, a bit each: counts those before a place.
class Places {
public:
    /// units   each with its place among `size`
    Places(const std::vector<std::pair<std::uint32_t, std::size_t>>& units, std::size_t size) : words_(size / 64 + 1) {
        for (const auto& [place, unit] : units) words_[place / 64].bits |= std::uint64_t{1} << (place % 64);
        std::uint64_t before = 0;
        for (Word& word : words_) {
            word.before = before;
            before += static_cast<std::uint64_t>(std::popcount(word.bits));
        }
    }

    std::size_t before(std::uint32_t place) const {
        const Word& word = words_[place / 64];
        const std::uint64_t below = (std::uint64_t{1} << (place % 64)) - 1;
        return word.before + static_cast<std::size_t>(std::popcount(word.bits & below));
    }

private:
    struct Word {
        std::uint64_t bits = 0, before = 0;
    };
    std::vector<Word> words_;
};

/// The units of a tile that have a number in a column, from the least on.
struct Ordered {
    Places places;
    std::vector<Bits> first;  ///< by how many: those with the least numbers
};

/// Where a unit stands in the order of a column: how many units are behind it, and how many are not ahead.
struct Standing {
    std::uint32_t behind = 0, not_ahead = 0;
};

class Count {
public:
    Count(const Voters& voters, std::size_t units)
        : voters_(voters),
          columns_(voters.columns.size()),
          units_(units),
          plain_(voters.weights, false),
          with_ties_(voters.weights, true),
          places_(columns_),
          with_number_(columns_) {
        if (is_too_large()) return;
        may_be_even_ = plain_.may_be_even();
        standings_.resize(units * columns_);
        for_each_number(columns_, [&](std::size_t c) { put_in_order(c); });
    }

    bool is_too_large() const { return plain_.is_too_large() || with_ties_.is_too_large(); }

    void write(std::span<double> victories) const {
        std::fill(victories.begin(), victories.end(), 0.0);
        std::mutex adding;
        for_each_number(block_count(units_, tile), [&](std::size_t i) {
            const std::vector<std::int32_t> against = against_tile(i * tile, std::min(units_, (i + 1) * tile));
            const std::scoped_lock lock(adding);
            for (std::size_t unit = 0; unit < units_; ++unit) victories[unit] += against[unit];
        });
    }

private:
    static constexpr auto none = std::numeric_limits<std::uint32_t>::max();

    /// Finds where each unit stands in a column. Of one without a number none is behind, nor ahead.
    void put_in_order(std::size_t c) {
        struct Place {
            double number;
            std::uint32_t unit;
        };
        const auto column = voters_.columns[c];
        std::vector<Place> order;
        for (std::uint32_t unit = 0; unit < units_; ++unit) {
            if (!is_missing(column[unit])) order.push_back({column[unit], unit});
        }
        std::sort(order.begin(), order.end(), [](const Place& a, const Place& b) { return a.number < b.number; });
        const auto size = static_cast<std::uint32_t>(order.size());
        with_number_[c] = size;
        places_[c].assign(units_, none);
        for (std::size_t unit = 0; unit < units_; ++unit) standings_[unit * columns_ + c] = {0, size};
        std::uint32_t behind = 0, not_ahead = 0;
        for (std::uint32_t place = 0; place < size; ++place) {
            const auto [own, unit] = order[place];
            const auto is_same = [&, own = own](std::size_t i) {
                return tied(own, order[i].number, voters_.tolerances[c]);
            };
            while (order[behind].number < own && !is_same(behind)) ++behind;
            while (not_ahead < size && (order[not_ahead].number <= own || is_same(not_ahead))) ++not_ahead;
            standings_[unit * columns_ + c] = {behind, not_ahead};
            places_[c][unit] = place;
        }
    }

    Ordered in_order(std::size_t c, std::size_t first, std::size_t last) const {
        std::vector<std::pair<std::uint32_t, std::size_t>> units;
        for (std::size_t unit = first; unit < last; ++unit) {
            if (places_[c][unit] != none) units.emplace_back(places_[c][unit], unit - first);
        }
        std::sort(units.begin(), units.end());
        Ordered ordered{.places = Places(units, with_number_[c]), .first = std::vector<Bits>(1)};
        for (const auto& [place, unit] : units) {
            Bits& next = ordered.first.emplace_back(ordered.first.back());
            next[unit / 64] |= std::uint64_t{1} << (unit % 64);
        }
        return ordered;
    }

    /// What the units from a tile on gain against it, and it against those after it.
    IIINDEX_WIDE std::vector<std::int32_t> against_tile(std::size_t first, std::size_t last) const {
        std::vector<Ordered> of_tile;
        for (std::size_t c = 0; c < columns_; ++c) of_tile.push_back(in_order(c, first, last));
        const std::size_t size = last - first;
        const bool is_full = std::all_of(of_tile.begin(), of_tile.end(),
                                         [&](const Ordered& one) { return one.first.size() == size + 1; });
        std::vector<const Bits*> ours(columns_), theirs(columns_);
        std::vector<std::size_t> not_ahead(columns_);
        std::vector<Bits> ahead(columns_);
        for (std::size_t c = 0; c < columns_; ++c) theirs[c] = &ahead[c];
        std::vector<Bits> decided(2 + std::max(plain_.branches().size(), with_ties_.branches().size()));
        decided[1].fill(~std::uint64_t{0});
        // Of the tile's own units against those after it: what these lose they gain, or what is lost is not gained.
        Tally lost, gained, lost_for_gained;
        std::int32_t sure = 0;
        std::vector<std::int32_t> victories(units_);
        for (std::size_t unit = first; unit < units_; ++unit) {
            const Standing* const own = standings_.data() + unit * columns_;
            bool has_ties = !is_full;
            for (std::size_t c = 0; c < columns_; ++c) {
                const std::size_t behind = of_tile[c].places.before(own[c].behind);
                not_ahead[c] = of_tile[c].places.before(own[c].not_ahead);
                has_ties = has_ties || behind != not_ahead[c];
                ours[c] = &of_tile[c].first[behind];
            }
            if (has_ties || may_be_even_) {
                for (std::size_t c = 0; c < columns_; ++c) {
                    leave_out(of_tile[c].first.back(), of_tile[c].first[not_ahead[c]], ahead[c]);
                }
            }
            const Diagram& diagram = has_ties ? with_ties_ : plain_;
            const auto won = [&](Tally& tally, const auto&... sides) {
                const auto count =
                    static_cast<std::int32_t>(count_won(diagram.branches(), diagram.root(), sides..., decided.data()));
                if (unit >= last) tally.add(decided[diagram.root()]);
                return count;
            };
            if (has_ties) {
                victories[unit] = won(lost, ours.data(), theirs.data());
                victories[unit] -= won(gained, theirs.data(), ours.data());
            } else if (may_be_even_) {
                victories[unit] = won(lost, ours.data());
                victories[unit] -= won(gained, theirs.data());
            } else {
                victories[unit] = 2 * won(lost_for_gained, ours.data()) - static_cast<std::int32_t>(size);
                if (unit >= last) ++sure;
            }
        }
        for (std::size_t i = 0; i < size; ++i) {
            victories[first + i] += gained.of(i) - lost.of(i) + sure - 2 * lost_for_gained.of(i);
        }
        return victories;
    }

    const Voters& voters_;
    std::size_t columns_;
    std::size_t units_;
    Diagram plain_, with_ties_;
    bool may_be_even_ = false;
    std::vector<Standing> standings_;                 ///< by unit and column
    std::vector<std::vector<std::uint32_t>> places_;  ///< by column: each unit's place in the order
    std::vector<std::uint32_t> with_number_;          ///< by column: how many units have one
};

}  // namespace

void count_victories_one_by_one(const Voters& voters, std::span<double> victories) {
    const double even = same_half * total(voters.weights);
    std::fill(victories.begin(), victories.end(), 0.0);
    for (std::size_t a = 0; a < victories.size(); ++a) {
        for (std::size_t b = a + 1; b < victories.size(); ++b) {
            const int result = outranks(voters, even, a, b);
            victories[a] += result;
            victories[b] -= result;
        }
    }
}

void count_victories(const Voters& voters, std::span<double> victories) {
    if (victories.size() > few_units) {
        const Count count(voters, victories.size());
        if (!count.is_too_large()) return count.write(victories);
    }
    count_victories_one_by_one(voters, victories);
}

}  // namespace iiindex::detail
