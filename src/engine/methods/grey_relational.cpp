#include <algorithm>
#include <limits>
#include <vector>

#include <iiindex/columns.hpp>

#include "engine/methods/aggregation.hpp"
#include "ground/catalogue.hpp"
#include "ground/counts.hpp"
#include "ground/parallel.hpp"

namespace iiindex::detail {
namespace {

/// How near scores come to the best of each child: as far as the furthest of all is from its best.
class Nearness {
public:
    Nearness(const Children& children, const Aggregation& settings) : children_(children) {
        double furthest = 0;
        for (const auto column : children.scores) {
            const Ends ends = ends_of(column);
            best_.push_back(ends.most);
            if (ends.count > 0) furthest = std::max(furthest, ends.most - ends.least);
        }
        soft_ = settings.distinguishing * furthest;
    }

    /// From 1, the best, down.
    double at(std::size_t child, double score) const {
        const double short_of = best_[child] - score;
        return short_of <= children_.tolerance(child) ? soft_ / soft_ : soft_ / (short_of + soft_);
    }
    double slope(std::size_t child, double score) const { return at(child, score) / (best_[child] - score + soft_); }

private:
    const Children& children_;
    std::vector<double> best_;
    double soft_ = 0;
};

}  // namespace

void grey_relational(const Children& children, const Aggregation& settings, std::span<double> scores) {
    const Nearness nearness(children, settings);
    for_blocks(scores.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t unit = first; unit < last; ++unit) {
            double sum = 0, whole = 0;
            for (std::size_t child = 0; child < children.scores.size(); ++child) {
                const double score = children.scores[child][unit];
                if (is_missing(score)) continue;
                sum += children.weights[child] * nearness.at(child, score);
                whole += children.weights[child];
            }
            scores[unit] = sum / whole;
        }
    });
}

double tolerance_of_grey_relational(const Children& children, const Aggregation& settings, double width,
                                    double tolerance) {
    double furthest = 0;
    for (const auto column : children.scores) {
        const Ends ends = ends_of(column);
        if (ends.count > 0) furthest = std::max(furthest, ends.most - ends.least);
    }
    if (furthest == 0) furthest = width;
    constexpr double last_place = std::numeric_limits<double>::epsilon();
    return 3 * tolerance / (settings.distinguishing * furthest) +
           last_place * (static_cast<double>(children.weights.size()) + 8);
}

Parts parts_of_grey_relational(const UnitChildren& unit, const Aggregation& settings) {
    const Nearness nearness(unit.peers, settings);
    Parts parts(unit.scores.size());
    for (std::size_t child = 0; child < unit.scores.size(); ++child) {
        if (!unit.took_part(child)) continue;
        const double part = unit.weights[child] * nearness.at(child, unit.mapped(child));
        parts.per_point[child] = unit.weights[child] * nearness.slope(child, unit.mapped(child));
        parts.of[child] = unit.unmapped(part, unit.weights[child]);
    }
    return parts;
}

Formula formula_of_grey_relational(const Aggregation&) {
    return {.whole = "{children}",
            .child = "{weight} × ξ({score})",
            .between = " + ",
            .note = marked("ξ is the grey relational coefficient: 1 at the best there is, the less the further away.")};
}

}  // namespace iiindex::detail
