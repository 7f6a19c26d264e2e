#include "words/scores.hpp"

#include <algorithm>
#include <cmath>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>

#include "text/sign.hpp"
#include "words/bands.hpp"

namespace iiindex::detail {
namespace {

/// How wide the scale of a node's scores is.
double scale_width(const Index& index, std::size_t node) {
    const Node& settings = index.nodes[node];
    if (settings.rescale_best) return *settings.rescale_best;
    if (settings.is_indicator() || settings.aggregation.method->range) {
        const Range scale = scale_of(index, node);
        return scale.high - scale.low;
    }
    double widest = 0;
    for (const std::size_t child : settings.children) widest = std::max(widest, scale_width(index, child));
    return widest;
}

}  // namespace

int digits_of(const Index& index, std::size_t node) {
    if (index.nodes[node].round) return *index.nodes[node].round;
    const double width = scale_width(index, node);
    return width <= 1 ? 3 : width <= 10 ? 2 : 1;
}

std::string shown_number(double number, int digits) { return with_minus(fixed(number, digits)); }

std::string shown_difference(double difference, int digits) {
    const std::string size = fixed(std::abs(difference), digits);
    return size == fixed(0, digits) ? size : with_sign(difference, size);
}

std::string shown_score(const Result& result, std::size_t node, const std::optional<double>& score) {
    if (!score) return "–";
    return with_minus(fixed(*score, digits_of(result.index, node), cuts_to_reach(result, node)));
}

}  // namespace iiindex::detail
