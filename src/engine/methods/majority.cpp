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
        : tiles_(tiles),
          even_(even),
          number_(number),
          or_without_(tiles.columns()),
          size_(static_cast<std::int32_t>(tiles.units_of(number))) {
        for (std::size_t c = 0; c < tiles.columns(); ++c) columns_.push_back(tiles.in_order(number, c));
    }

    /// Adds to `victories` what the units of a tile gain against this one; of its own, that is all of it.
    void meet(std::size_t guests, std::vector<std::int32_t>& victories) {
        const Question question = question_of(guests);
        const Circuit plain = circuit(question, false);
        const auto [wins, loses_not] = plain.answers();
        if (std::max(wins, loses_not) <= Circuit::always) return meet_all_alike(guests, votes(plain, 0), victories);
        look_up(question, guests);
        ask(question, false, plain, guests, victories);
        if (groups_[1].count > 0) ask(question, true, circuit(question, true), guests, victories);
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

    /// How many of the tile's units a guest is ahead of in a column, and how many it is not behind.
    struct Among {
        std::uint16_t ahead_of, not_behind;
    };

    /// Guests that are asked alike.
    struct Group {
        std::array<std::uint16_t, Tiles::size> guests;
        std::size_t count;
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

    /// Finds where the guests stand among the tile's units: column by column, of which one lies close at hand.
    IIINDEX_WIDE void look_up(const Question& question, std::size_t guests) {
        among_.resize(question.columns.size());
        std::fill(ties_.begin(), ties_.end(), guests == number_);
        for (std::size_t i = 0; i < question.columns.size(); ++i) {
            const std::size_t c = question.columns[i];
            const Places& places = columns_[c].places;
            const bool has_gaps = !is_full(columns_[c]);
            for (std::size_t at = tiles_.begin(guests), guest = 0; at < tiles_.end(guests); ++at, ++guest) {
                const Standing& own = tiles_.standing(at, c);
                const std::size_t ahead_of = places.before(own.behind), not_behind = places.before(own.not_ahead);
                among_[i][guest] = {static_cast<std::uint16_t>(ahead_of), static_cast<std::uint16_t>(not_behind)};
                ties_[guest] = ties_[guest] | (has_gaps | (ahead_of != not_behind));
            }
        }
        for (Group& group : groups_) group.count = 0;
        for (std::size_t guest = 0; guest < tiles_.units_of(guests); ++guest) {
            Group& group = groups_[ties_[guest] ? 1 : 0];
            group.guests[group.count++] = static_cast<std::uint16_t>(guest);
        }
    }

    /// Asks a circuit of those guests that have ties, or of those that have none.
    void ask(const Question& question, bool with_ties, const Circuit& circuit, std::size_t guests,
             std::vector<std::int32_t>& victories) {
        circuit.lay(wires_);
        const Group& group = groups_[with_ties ? 1 : 0];
        for (std::size_t first = 0; first < group.count; first += Wires::lanes) {
            const std::size_t count = std::min(Wires::lanes, group.count - first);
            const auto together = std::span(group.guests).subspan(first, count);
            lead_in(question, with_ties, together);
            circuit.run(wires_, count);
            for (std::size_t lane = 0; lane < count; ++lane) {
                victories[tiles_.begin(guests) + together[lane]] += votes(circuit, lane) - size_;
            }
            if (guests != number_) tally(circuit, count);
        }
    }

    /// Leads into the circuit, a lane each, by column whom guests are ahead of and, with ties, then whom they are not
    /// behind.
    void lead_in(const Question& question, bool with_ties, std::span<const std::uint16_t> guests) {
        const std::size_t count = question.columns.size();
        for (std::size_t i = 0; i < count; ++i) {
            const Ordered& column = columns_[question.columns[i]];
            const auto& among = among_[i];
            for (std::size_t lane = 0; lane < guests.size(); ++lane) {
                wires_.input(i)[lane] = &column.first[among[guests[lane]].ahead_of];
            }
            if (!with_ties) continue;
            for (std::size_t lane = 0; lane < guests.size(); ++lane) {
                const Bits& not_behind = column.first[among[guests[lane]].not_behind];
                wires_.input(count + i)[lane] =
                    is_full(column) ? &not_behind : &put_together(i, lane, not_behind, column);
            }
        }
    }

    /// Whom a guest is not behind, and who has no number.
    const Bits& put_together(std::size_t i, std::size_t lane, const Bits& not_behind, const Ordered& column) {
        Bits& both = or_without_[i][lane];
        for (std::size_t w = 0; w < both.words.size(); ++w) {
            both.words[w] = not_behind.words[w] | column.without.words[w];
        }
        return both;
    }

    /// How many a guest beats, and how many it does not lose to.
    std::int32_t votes(const Circuit& circuit, std::size_t lane) const {
        const auto of = [&](std::uint32_t wire) {
            if (wire <= Circuit::always) return wire == Circuit::always ? size_ : 0;
            return static_cast<std::int32_t>(count_set(*wires_.at[wire][lane]));
        };
        const auto [wins, loses_not] = circuit.answers();
        return wins == loses_not ? 2 * of(wins) : of(wins) + of(loses_not);
    }

    /// Counts the same for each of the tile's own.
    void tally(const Circuit& circuit, std::size_t count) {
        met_ += static_cast<std::int32_t>(count);
        const auto [wins, loses_not] = circuit.answers();
        const auto add = [&](std::uint32_t wire, std::size_t level) {
            lost_.add(std::span(wires_.at[wire]).first(count), level);
        };
        if (wins == loses_not && wins > Circuit::always) return add(wins, 1);
        for (const std::uint32_t wire : {wins, loses_not}) {
            if (wire == Circuit::always)
                met_ -= static_cast<std::int32_t>(count);
            else if (wire != Circuit::never)
                add(wire, 0);
        }
    }

    Tally lost_;
    const Tiles& tiles_;
    std::int64_t even_;
    std::size_t number_;
    std::vector<Ordered> columns_;
    std::vector<std::array<Among, Tiles::size>> among_;  ///< by column of the question and guest
    std::vector<Wires::ByLane<Bits>> or_without_;        ///< by column of the question: see put_together
    Wires wires_;
    std::array<Group, 2> groups_;  ///< of guests without ties, and with some
    std::int32_t size_;
    std::int32_t met_ = 0;                ///< guests, less what is lost to all the tile
    std::array<bool, Tiles::size> ties_;  ///< by guest: the two may differ
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
