#include "engine/methods/majority.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <mutex>
#include <numeric>
#include <span>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/rank.hpp>

#include "engine/methods/tiles.hpp"
#include "engine/methods/votes.hpp"
#include "fast/fetch.hpp"
#include "ground/parallel.hpp"
#include "ground/wide.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t few_units = 256;  ///< that are quick one by one
constexpr double same_half = 1e-12;     ///< of the weight: such as 0.1 + 0.2 and 0.3

double even_of(std::span<const double> weights) {
    return same_half * std::accumulate(weights.begin(), weights.end(), 0.0);
}

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

/// A tile against others: what their units gain, and what its own do.
class Host {
public:
    Host(const Tiles& tiles, std::int64_t even, std::size_t number)
        : tiles_(tiles), even_(even), number_(number), size_(static_cast<std::int32_t>(tiles.units_of(number))) {
        for (std::size_t c = 0; c < tiles.columns(); ++c) columns_.push_back(tiles.in_order(number, c));
        for (std::size_t i = 0; i < tiles.units_of(number); ++i) all_.set(i);
        for (Guest& guest : batch_) {
            guest.inputs.resize(2 * columns_.size());
            guest.not_behind.resize(columns_.size());
        }
    }

    /// Adds to `victories` what the units of a tile gain against this one; of its own, that is all of it.
    void meet(std::size_t guests, std::vector<std::int32_t>& victories) {
        const Question question = question_of(guests);
        const Circuit plain = circuit(question, false);
        const auto [wins, loses_not] = plain.answers();
        if (std::max(wins, loses_not) <= Circuit::always)
            return meet_all_alike(guests, votes(plain, plain_), victories);
        const Circuit with_ties = circuit(question, true);
        plain.lay(plain_);
        with_ties.lay(with_ties_);
        for (std::size_t first = tiles_.begin(guests); first < tiles_.end(guests); first += batch_.size()) {
            const std::size_t last = std::min(tiles_.end(guests), first + batch_.size());
            for (Guest& guest : batch_) guest.has_ties = guests == number_;
            for (std::size_t i = 0; i < question.columns.size(); ++i) look_up(question, i, first, last);
            for (std::size_t at = first; at < last; ++at) {
                const Guest& guest = batch_[at - first];
                const Circuit& asked = guest.has_ties ? with_ties : plain;
                Wires& wires = guest.has_ties ? with_ties_ : plain_;
                std::copy_n(guest.inputs.begin(), wires.inputs().size(), wires.inputs().begin());
                asked.run(wires);
                victories[at] += votes(asked, wires) - size_;
                if (guests != number_) tally(asked, wires);
            }
        }
    }

    /// Adds what the tile's own units gain against all that it met.
    void settle(std::vector<std::int32_t>& victories) const {
        for (std::size_t at = tiles_.begin(number_); at < tiles_.end(number_); ++at) {
            victories[at] += met_ - lost_.of(at - tiles_.begin(number_));
        }
    }

private:
    /// What is left to be asked of two tiles: the columns in which none is wholly ahead, and the balance of the others.
    struct Question {
        std::vector<std::size_t> columns;
        std::int64_t balance = 0;
    };

    /// Of a unit by column of the question: those that it is ahead of, then those that it is not behind.
    struct Guest {
        std::vector<const Bits*> inputs;
        std::vector<Bits> not_behind;  ///< where some have no number
        bool has_ties = false;         ///< whether the two may differ
    };

    void meet_all_alike(std::size_t guests, std::int32_t votes, std::vector<std::int32_t>& victories) {
        const auto count = static_cast<std::int32_t>(tiles_.units_of(guests));
        for (std::size_t at = tiles_.begin(guests); at < tiles_.end(guests); ++at) victories[at] += votes - size_;
        met_ += count - votes / size_ * count;
    }

    Question question_of(std::size_t guests) const {
        Question question;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const Ordered& own = columns_[c];
            const Bounds& bounds = tiles_.bounds(guests, c);
            if (is_full(own) && own.places.before(bounds.behind) == own.numbers())
                question.balance += tiles_.weight(c);
            else if (is_full(own) && own.places.before(bounds.not_ahead) == 0)
                question.balance -= tiles_.weight(c);
            else
                question.columns.push_back(c);
        }
        return question;
    }

    bool is_full(const Ordered& column) const { return column.numbers() == static_cast<std::size_t>(size_); }

    /// Asks where a guest wins, and where it does not lose: where the weights of the columns in which it is ahead and,
    /// once more, of those in which it is not behind, exceed what makes that so.
    Circuit circuit(const Question& question, bool with_ties) const {
        std::vector<std::int64_t> weights;
        for (const std::size_t c : question.columns) weights.push_back(tiles_.weight(c));
        const std::int64_t half = std::accumulate(weights.begin(), weights.end(), std::int64_t{0}) - question.balance;
        const std::int64_t wins = half + even_, loses_not = half - even_ - 1;
        if (!with_ties)
            return Circuit(weights, {wins >> 1, loses_not >> 1});  // not behind where not ahead: half the weight
        weights.resize(2 * weights.size());
        std::copy_n(weights.begin(), question.columns.size(), weights.begin() + std::ssize(question.columns));
        return Circuit(weights, {wins, loses_not});
    }

    /// Looks up in one column whom the units of a batch are ahead of.
    IIINDEX_WIDE void look_up(const Question& question, std::size_t i, std::size_t first, std::size_t last) {
        const std::size_t c = question.columns[i];
        const Ordered& column = columns_[c];
        const bool has_gaps = !is_full(column);
        for (std::size_t at = first; at < last; ++at) {
            Guest& guest = batch_[at - first];
            const Standing& own = tiles_.standing(at, c);
            const Bits &ahead_of = column.first[column.places.before(own.behind)],
                       &not_behind = column.first[column.places.before(own.not_ahead)];
            for (const Bits::Words& words : ahead_of.words) fetch(&words);
            guest.inputs[i] = &ahead_of;
            guest.inputs[question.columns.size() + i] = &not_behind;
            guest.has_ties = guest.has_ties || has_gaps || &ahead_of != &not_behind;
            if (!has_gaps) continue;
            Bits& or_without = guest.not_behind[c];
            for (std::size_t w = 0; w < or_without.words.size(); ++w) {
                or_without.words[w] = not_behind.words[w] | column.without.words[w];
            }
            guest.inputs[question.columns.size() + i] = &or_without;
        }
    }

    /// How many a guest beats, and how many it does not lose to.
    std::int32_t votes(const Circuit& circuit, const Wires& wires) const {
        const auto of = [&](std::uint32_t wire) {
            if (wire <= Circuit::always) return wire == Circuit::always ? size_ : 0;
            return static_cast<std::int32_t>(count_set(*wires.at[wire], all_));
        };
        const auto [wins, loses_not] = circuit.answers();
        return wins == loses_not ? 2 * of(wins) : of(wins) + of(loses_not);
    }

    /// Counts the same for each of the tile's own.
    void tally(const Circuit& circuit, const Wires& wires) {
        ++met_;
        const auto [wins, loses_not] = circuit.answers();
        if (wins == loses_not && wins > Circuit::always) return lost_.add(*wires.at[wins], 1);
        for (const std::uint32_t wire : {wins, loses_not}) {
            if (wire == Circuit::always)
                --met_;
            else if (wire != Circuit::never)
                lost_.add(*wires.at[wire]);
        }
    }

    const Tiles& tiles_;
    std::int64_t even_;
    std::size_t number_;
    std::int32_t size_;
    std::vector<Ordered> columns_;
    Bits all_;
    std::array<Guest, 8> batch_;  ///< as many as are fetched before the first is asked
    Wires plain_, with_ties_;
    Tally lost_;
    std::int32_t met_ = 0;  ///< guests, less what is lost to all the tile
};

}  // namespace

void count_victories_one_by_one(const Voters& voters, std::span<double> victories) {
    const double even = even_of(voters.weights);
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
    if (victories.size() <= few_units) return count_victories_one_by_one(voters, victories);
    const WholeWeights whole = whole_weights(voters.weights, even_of(voters.weights));
    const Tiles tiles(voters, whole.weights, victories.size());
    std::vector<std::int32_t> sum(victories.size());
    std::mutex adding;
    for_each_number(tiles.count(), [&](std::size_t number) {
        std::vector<std::int32_t> gained(sum.size());
        Host host(tiles, whole.even, number);
        for (std::size_t guests = number; guests < tiles.count(); ++guests) host.meet(guests, gained);
        host.settle(gained);
        const std::scoped_lock lock(adding);
        for (std::size_t at = 0; at < sum.size(); ++at) sum[at] += gained[at];
    });
    for (std::size_t at = 0; at < sum.size(); ++at) victories[tiles.unit(at)] = sum[at];
}

}  // namespace iiindex::detail
