#include "engine/methods/votes.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "ground/wide.hpp"

namespace iiindex::detail {
namespace {

constexpr std::int64_t bits_48 = std::int64_t{1} << 48;
constexpr std::int64_t most_tried = 1000;    ///< sums of whole weights, one after the other; then their doubles
constexpr std::size_t most_outcomes_of = 8;  ///< weights, of which every vote is looked at

/// Whether every vote turns out alike by weights and by whole numbers.
class Outcomes {
public:
    Outcomes(std::span<const double> weights, std::span<const std::int64_t> whole, double even)
        : weights_(weights), whole_(whole), even_(even) {}

    bool agree() const {
        return agree(0, 0, 0, std::accumulate(weights_.begin(), weights_.end(), 0.0),
                     std::accumulate(whole_.begin(), whole_.end(), std::int64_t{0}));
    }

private:
    /// left, whole_left   of the columns that have not voted
    bool agree(std::size_t voted, double balance, std::int64_t sum, double left, std::int64_t whole_left) const {
        if (voted == weights_.size()) return (balance > even_) == (sum > 0) && (balance < -even_) == (sum < 0);
        if (balance - left > 2 * even_ && sum - whole_left > 0) return true;
        if (balance + left < -2 * even_ && sum + whole_left < 0) return true;
        const double weight = weights_[voted];
        const std::int64_t whole = whole_[voted];
        left -= weight;
        whole_left -= whole;
        return agree(voted + 1, balance + weight, sum + whole, left, whole_left) &&
               agree(voted + 1, balance, sum, left, whole_left) &&
               agree(voted + 1, balance - weight, sum - whole, left, whole_left);
    }

    std::span<const double> weights_;
    std::span<const std::int64_t> whole_;
    double even_;
};

/// Adds up three bits, many times over: a full adder. What it adds and what it finds may be the same.
[[gnu::always_inline]] inline void add_bits(const Bits::Words& a, const Bits::Words& b, const Bits::Words& c,
                                            Bits::Words& sum, Bits::Words& carry) {
    const Bits::Words differ = a ^ b, both = a & b, third = c;
    sum = differ ^ third;
    carry = both | (differ & third);
}

}  // namespace

WholeWeights whole_weights(std::span<const double> weights, double even) {
    WholeWeights found{.weights = std::vector<std::int64_t>(weights.size()), .even = 0};
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(sum > 0)) return found;
    const auto round_to = [&](std::int64_t whole_sum) {
        const auto to = static_cast<double>(whole_sum);
        double lost = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const double share = weights[i] / sum * to;
            found.weights[i] = std::llround(share);
            lost += std::abs(share - std::round(share));
        }
        return lost / to * sum;
    };
    for (std::int64_t whole_sum = 1; whole_sum < bits_48;
         whole_sum = whole_sum < most_tried ? whole_sum + 1 : 2 * whole_sum) {
        if (round_to(whole_sum) <= even / 2) return found;
        if (weights.size() <= most_outcomes_of && Outcomes(weights, found.weights, even).agree()) return found;
    }
    round_to(bits_48);
    found.even =
        std::llround(even / sum * static_cast<double>(bits_48)) + static_cast<std::int64_t>(weights.size() / 2);
    return found;
}

IIINDEX_WIDE std::size_t count_set(const Bits& bits) {
    std::size_t count = 0;
    for (const Bits::Words& words : bits.words) {
        for (std::size_t i = 0; i < 4; ++i) count += static_cast<std::size_t>(std::popcount(words[i]));
    }
    return count;
}

IIINDEX_WIDE void Tally::add(std::span<const Bits* const> sets, std::size_t level) {
    Level& own = levels_[level];
    for (std::size_t i = 0; i < sets.size(); ++i) {
        if (own.count != 1 || i + 1 == sets.size()) {
            add(*sets[i], level);
            continue;
        }
        Bits carry;
        for (std::size_t w = 0; w < carry.words.size(); ++w) {
            Bits::Words& held = own.held[0].words[w];
            add_bits(held, sets[i]->words[w], sets[i + 1]->words[w], held, carry.words[w]);
        }
        add(carry, level + 1);
        ++i;
    }
}

IIINDEX_WIDE void Tally::add(const Bits& bits, std::size_t level) {
    Bits next = bits;
    for (;; ++level) {
        auto& [held, count] = levels_[level];
        if (count < 2) {
            held[count++] = next;
            return;
        }
        for (std::size_t w = 0; w < next.words.size(); ++w) {
            add_bits(held[0].words[w], held[1].words[w], next.words[w], held[0].words[w], next.words[w]);
        }
        count = 1;
    }
}

std::int32_t Tally::of(std::size_t unit) const {
    std::int32_t sum = 0;
    for (std::size_t level = 0; level < levels_.size(); ++level) {
        for (std::size_t i = 0; i < levels_[level].count; ++i) {
            sum += std::int32_t{levels_[level].held[i].has(unit)} << level;
        }
    }
    return sum;
}

Circuit::Circuit(std::span<const std::int64_t> weights, std::array<std::int64_t, 2> limits)
    : inputs_(static_cast<std::uint32_t>(weights.size())), wires_(2 + inputs_) {
    const std::int64_t most = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    std::vector<std::uint32_t> sum;
    for (std::size_t i = 0; i < limits.size(); ++i) {
        if (i > 0 && limits[i] == limits[0]) {
            answers_[i] = answers_[0];
        } else if (limits[i] < 0 || limits[i] >= most) {
            answers_[i] = limits[i] < 0 ? always : never;
        } else {
            if (sum.empty()) sum = add_up(weights);
            answers_[i] = compare(sum, limits[i]);
        }
    }
}

std::uint32_t Circuit::put(Kind kind, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    gates_.push_back({kind, a, b, c, wires_});
    wires_ += kind == Kind::three || kind == Kind::two ? 2 : 1;
    return gates_.back().out;
}

/// By bit the wire that holds it, `never` where it is not set.
std::vector<std::uint32_t> Circuit::add_up(std::span<const std::int64_t> weights) {
    std::vector<std::uint32_t> sum;
    std::int64_t highest = 0;
    for (const std::int64_t weight : weights) highest |= weight;
    std::vector<std::uint32_t> open, carried;
    for (std::size_t bit = 0; highest >> bit != 0 || !carried.empty(); ++bit) {
        open.swap(carried);
        carried.clear();
        for (std::uint32_t i = 0; i < inputs_; ++i) {
            if (weights[i] >> bit & 1) open.push_back(2 + i);
        }
        while (open.size() > 1) {
            const auto next = [&] {
                const std::uint32_t wire = open.back();
                open.pop_back();
                return wire;
            };
            const std::uint32_t a = next(), b = next();
            const std::uint32_t out = open.empty() ? put(Kind::two, a, b) : put(Kind::three, a, b, next());
            open.push_back(out);
            carried.push_back(out + 1);
        }
        sum.push_back(open.empty() ? never : open.front());
        open.clear();
    }
    return sum;
}

/// The wire that says where the sum is above the limit: it is so as the lower bits say, but where a bit of one alone is
/// set.
std::uint32_t Circuit::compare(std::span<const std::uint32_t> sum, std::int64_t limit) {
    std::uint32_t above = never;
    for (std::size_t bit = 0; bit < sum.size(); ++bit) {
        const bool is_set = limit >> bit & 1;
        if (sum[bit] == never || above == never) {
            if (is_set)
                above = never;
            else if (above == never)
                above = sum[bit];
        } else {
            above = put(is_set ? Kind::both : Kind::either, sum[bit], above);
        }
    }
    return above;
}

void Circuit::lay(Wires& wires) const {
    wires.at.resize(wires_);
    wires.room.resize(wires_ - inputs_);
    wires.room[never].fill({});
    for (Bits& all : wires.room[always]) all.words.fill(~Bits::Words{});
    for (std::uint32_t wire = 0; wire < wires_; ++wire) {
        if (wire >= 2 && wire < 2 + inputs_) continue;
        auto& room = wires.room[wire < 2 ? wire : wire - inputs_];
        for (std::size_t lane = 0; lane < Wires::lanes; ++lane) wires.at[wire][lane] = &room[lane];
    }
}

IIINDEX_WIDE void Circuit::run(Wires& wires, std::size_t count) const {
    for (const Gate& gate : gates_) {
        const auto &at_a = wires.at[gate.a], &at_b = wires.at[gate.b], &at_c = wires.at[gate.c];
        auto* const outs = &wires.room[gate.out - inputs_];
        for (std::size_t lane = 0; lane < count; ++lane) {
            const Bits &a = *at_a[lane], &b = *at_b[lane], &c = *at_c[lane];
            Bits& out = outs[0][lane];
            for (std::size_t w = 0; w < a.words.size(); ++w) {
                const Bits::Words x = a.words[w], y = b.words[w];
                switch (gate.kind) {
                    case Kind::three: add_bits(x, y, c.words[w], out.words[w], outs[1][lane].words[w]); break;
                    case Kind::two:
                        out.words[w] = x ^ y;
                        outs[1][lane].words[w] = x & y;
                        break;
                    case Kind::both: out.words[w] = x & y; break;
                    case Kind::either: out.words[w] = x | y; break;
                }
            }
        }
    }
}

}  // namespace iiindex::detail
