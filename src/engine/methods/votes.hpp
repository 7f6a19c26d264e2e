#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace iiindex::detail {

/// Whole numbers in place of weights.
struct WholeWeights {
    std::vector<std::int64_t> weights;
    std::int64_t even;  ///< votes are even whose sums for and against differ by no more
};

/// The least numbers found with which every vote turns out as it does with the weights, where what is for and against
/// differs by no more than `even`. Of 48 bits, with such a difference, where none are found.
WholeWeights whole_weights(std::span<const double> weights, double even);

/// A bit for each of 1,024 units, in words that a processor takes four at a time.
struct alignas(64) Bits {
    static constexpr std::size_t size = 1024;
    using Words = std::uint64_t __attribute__((vector_size(32)));

    std::array<Words, size / 256> words{};

    void set(std::size_t bit) { words[bit / 256][bit / 64 % 4] |= std::uint64_t{1} << (bit % 64); }
    bool has(std::size_t bit) const { return words[bit / 256][bit / 64 % 4] >> (bit % 64) & 1; }
};

/// How many units are set.
std::size_t count_set(const Bits& bits);

/// Adds up by unit how often it is set, less than 2^31 times: of three sets of the same weight one stays and one goes
/// on with twice the weight.
class Tally {
public:
    /// level   1: they count twice
    void add(std::span<const Bits* const> sets, std::size_t level);
    std::int32_t of(std::size_t unit) const;

private:
    void add(const Bits& bits, std::size_t level);

    struct Level {
        std::array<Bits, 2> held;
        std::size_t count = 0;
    };
    std::array<Level, 32> levels_;
};

/// What leads to and from the gates of a circuit, of some that are asked together: none, all, its inputs, which the
/// caller sets, and what gates write.
struct Wires {
    static constexpr std::size_t lanes = 4;
    template <class T>
    using ByLane = std::array<T, lanes>;

    std::vector<ByLane<const Bits*>> at;
    std::vector<ByLane<Bits>> room;  ///< of none, all, and what gates write

    ByLane<const Bits*>& input(std::size_t number) { return at[2 + number]; }
};

/// Says of 1,024 units at once whether the weights of those inputs that are set exceed a limit: adds them up bit by bit
/// as adders of a processor do, and compares the sum with the limit from its lowest bit on. Where no input is set no
/// gate is: of a tile that is not full, nothing beyond its units.
class Circuit {
public:
    static constexpr std::uint32_t never = 0, always = 1;

    /// weights   of the inputs, above zero
    /// limits    of two questions
    Circuit(std::span<const std::int64_t> weights, std::array<std::int64_t, 2> limits);

    /// The wires that the answers are on, `never` and `always` among them; one where both questions are the same.
    const std::array<std::uint32_t, 2>& answers() const { return answers_; }

    void lay(Wires& wires) const;
    /// count   of lanes
    void run(Wires& wires, std::size_t count) const;

private:
    enum class Kind : std::uint8_t { three, two, both, either };
    struct Gate {
        Kind kind;  ///< adds up three inputs or two, or says whether both are set, or either
        std::uint32_t a, b, c;
        std::uint32_t out;  ///< the wire of the sum, which that of the carry follows
    };

    std::uint32_t put(Kind kind, std::uint32_t a, std::uint32_t b, std::uint32_t c = never);
    std::vector<std::uint32_t> add_up(std::span<const std::int64_t> weights);
    std::uint32_t compare(std::span<const std::uint32_t> sum, std::int64_t limit);

    std::uint32_t inputs_;
    std::uint32_t wires_;
    std::vector<Gate> gates_;
    std::array<std::uint32_t, 2> answers_;
};

}  // namespace iiindex::detail
