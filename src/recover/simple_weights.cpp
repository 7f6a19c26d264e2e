#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "recover/weight_rows.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t largest_denominator = 100;
constexpr std::size_t twentieths = 20;
/// Steps after which a denominator is given up: only children by the dozen come near it.
constexpr std::uint64_t most_steps = 2'000'000;

/// Goes through the multiples of 1/denominator in the intervals, child by child, and keeps the best that fit.
class Search {
public:
    Search(const std::vector<WeightRow>& rows, const std::vector<WeightInterval>& intervals, Mean mean,
           std::size_t denominator, std::int64_t least)
        : rows_(rows), mean_(mean), denominator_(denominator), parts_(intervals.size()), weights_(intervals.size()) {
        constexpr double rounding = 1e-6;  // more than an end of an interval is off
        const auto size = static_cast<double>(denominator);
        for (const WeightInterval& interval : intervals) {
            least_.push_back(std::max<std::int64_t>(least, std::llround(std::ceil(interval.low * size - rounding))));
            most_.push_back(std::llround(std::floor(interval.high * size + rounding)));
        }
    }

    std::optional<SimpleWeights> best() {
        place(0, static_cast<std::int64_t>(denominator_));
        if (steps_ > most_steps) return std::nullopt;
        return best_;
    }

private:
    /// Gives the children from `child` on what is left.
    void place(std::size_t child, std::int64_t left) {
        if (child == parts_.size()) return keep();
        if (++steps_ > most_steps || !can_fit(child, left)) return;
        std::int64_t others_least = 0, others_most = 0;
        for (std::size_t i = child + 1; i < parts_.size(); ++i) {
            others_least += least_[i];
            others_most += most_[i];
        }
        const std::int64_t from = std::max(least_[child], left - others_most);
        const std::int64_t to = std::min(most_[child], left - others_least);
        for (std::int64_t part = from; part <= to; ++part) {
            parts_[child] = static_cast<std::size_t>(part);
            weights_[child] = share(part);
            place(child + 1, left - part);
        }
    }

    double share(std::int64_t part) const { return static_cast<double>(part) / static_cast<double>(denominator_); }

    /// False if some row is missed whichever of the children from `child` on has what is left.
    bool can_fit(std::size_t child, std::int64_t left) const {
        return std::all_of(rows_.begin(), rows_.end(), [&](const WeightRow& row) {
            double low = 0, high = 0;
            for (std::size_t i = 0; i < child; ++i) {
                low += weights_[i] * row.low[i];
                high += weights_[i] * row.high[i];
            }
            const auto from = static_cast<std::ptrdiff_t>(child);
            low += share(left) * *std::min_element(row.low.begin() + from, row.low.end());
            high += share(left) * *std::max_element(row.high.begin() + from, row.high.end());
            return low <= row.above + slack && high >= -row.below - slack;
        });
    }

    void keep() {
        const auto fits_row = [&](const WeightRow& row) { return fits(row, weights_); };
        if (!std::all_of(rows_.begin(), rows_.end(), fits_row)) return;
        SimpleWeights found{.denominator = denominator_, .parts = parts_, .only = !best_};
        for (const WeightRow& row : rows_) {
            const double distance = residual(row, weights_, mean_);
            if (distance <= found.residual) continue;
            found.residual = distance;
            found.residual_row = row.row;
        }
        if (best_) best_->only = false;
        if (!best_ || found.residual < best_->residual) best_ = std::move(found);
    }

    static constexpr double slack = 1e-6;  ///< of a pruning test alone: more than sums lose

    const std::vector<WeightRow>& rows_;
    Mean mean_;
    std::size_t denominator_;
    std::vector<std::int64_t> least_, most_;
    std::vector<std::size_t> parts_;
    std::vector<double> weights_;
    std::optional<SimpleWeights> best_;
    std::uint64_t steps_ = 0;
};

}  // namespace

std::vector<SimpleWeights> simple_weights(const std::vector<WeightRow>& rows,
                                          const std::vector<WeightInterval>& intervals, Mean mean) {
    std::vector<SimpleWeights> found;
    const auto try_size = [&](std::size_t size, std::int64_t least) {
        if (auto weights = Search(rows, intervals, mean, size, least).best()) found.push_back(std::move(*weights));
    };
    // A child that counts for nothing is the last thing to think of.
    std::int64_t least = 1;
    for (std::size_t size = intervals.size(); size <= largest_denominator && found.empty(); ++size)
        try_size(size, least);
    if (found.empty()) least = 0;
    for (std::size_t size = 1; size <= largest_denominator && found.empty(); ++size) try_size(size, least);
    if (!found.empty() && found.front().denominator != twentieths) try_size(twentieths, least);
    return found;
}

}  // namespace iiindex::detail
