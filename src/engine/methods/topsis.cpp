#include <cmath>
#include <limits>
#include <vector>

#include <iiindex/columns.hpp>

#include "engine/methods/aggregation.hpp"
#include "ground/catalogue.hpp"
#include "ground/counts.hpp"
#include "ground/near_one.hpp"
#include "ground/parallel.hpp"

namespace iiindex::detail {

void topsis(const Children& children, const Aggregation&, std::span<double> scores) {
    std::vector<Ends> ends;
    double widest = 0;
    for (std::size_t child = 0; child < children.scores.size(); ++child) {
        ends.push_back(ends_of(children.scores[child]));
        widest = std::max(widest, children.weights[child] * (ends.back().most - ends.back().least));
    }
    const double times = near_one(widest);
    const auto closeness = [&](std::size_t unit) {
        double to_best = 0, to_worst = 0;
        for (std::size_t child = 0; child < children.scores.size(); ++child) {
            const double score = children.scores[child][unit];
            if (is_missing(score)) continue;
            const auto distance = [&](double end) {
                return std::abs(score - end) <= children.tolerance(child)
                           ? 0
                           : children.weights[child] * (score - end) * times;
            };
            to_best += distance(ends[child].most) * distance(ends[child].most);
            to_worst += distance(ends[child].least) * distance(ends[child].least);
        }
        const double whole = std::sqrt(to_best) + std::sqrt(to_worst);
        return whole > 0 ? std::sqrt(to_worst) / whole : missing;
    };
    for_blocks(scores.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t unit = first; unit < last; ++unit) scores[unit] = closeness(unit);
    });
}

double tolerance_of_topsis(const Children& children, const Aggregation&, double width, double tolerance) {
    double narrowest = width;
    for (std::size_t child = 0; child < children.scores.size(); ++child) {
        const Ends ends = ends_of(children.scores[child]);
        const double own = ends.most - ends.least;
        if (children.weights[child] > 0 && own > children.tolerance(child) && own < narrowest) narrowest = own;
    }
    // Both distances are wrong by no more than their children, and together no less than the narrowest is wide.
    constexpr double last_place = std::numeric_limits<double>::epsilon();
    return 4 * tolerance / narrowest + last_place * (static_cast<double>(children.weights.size()) + 8);
}

Formula formula_of_topsis(const Aggregation&) {
    return {.whole = marked("distance from the worst / (distance to the best + distance from the worst)"),
            .note = marked("A relative closeness (TOPSIS) is not split among the children: no such parts are in use.")};
}

}  // namespace iiindex::detail
