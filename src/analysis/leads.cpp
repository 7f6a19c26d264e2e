#include "analysis/leads.hpp"

#include <algorithm>
#include <cmath>

#include <iiindex/aggregate.hpp>

#include "ground/catalogue.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// The extreme lead at a node: a mean of its children's extreme leads, by the weights that make it so.
class Extremes {
public:
    Extremes(const Index& index, const std::vector<double>& leads, const WeightBounds& bounds, bool greatest)
        : index_(index), leads_(leads), bounds_(bounds), sign_(greatest ? 1 : -1) {}

    double at(std::size_t node) const { return sign_ * greatest(node); }

private:
    struct Child {
        double lead, low, high;
    };

    /// The greatest of lead times sign.
    double greatest(std::size_t node) const {
        const Node& settings = index_.nodes[node];
        if (settings.is_indicator()) return sign_ * leads_[node];
        std::vector<Child> children;
        for (const std::size_t child : settings.children) {
            if (bounds_.high[child] > 0) children.push_back({greatest(child), bounds_.low[child], bounds_.high[child]});
        }
        std::sort(children.begin(), children.end(), [](const Child& a, const Child& b) { return a.lead > b.lead; });
        return bounds_.of_shares ? by_shares(children) : by_weights(children);
    }

    /// What the least shares leave over goes to the best, as far as they may.
    static double by_shares(const std::vector<Child>& children) {
        double left = 1, sum = 0;
        for (const Child& child : children) left -= child.low;
        for (const Child& child : children) {
            const double more = std::clamp(left, 0.0, child.high - child.low);
            sum += (child.low + more) * child.lead;
            left -= more;
        }
        return sum;
    }

    /// The best have the greatest weights and the others the least: as many of them as make the mean the greatest.
    static double by_weights(const std::vector<Child>& children) {
        double sum = 0, whole = 0;
        for (const Child& child : children) {
            sum += child.low * child.lead;
            whole += child.low;
        }
        double most = whole > 0 ? sum / whole : children.front().lead;
        for (const Child& child : children) {
            sum += (child.high - child.low) * child.lead;
            whole += child.high - child.low;
            most = std::max(most, sum / whole);
        }
        return most;
    }

    const Index& index_;
    const std::vector<double>& leads_;
    const WeightBounds& bounds_;
    double sign_;
};

LeadRange range_of(const Index& index, std::size_t node, const std::vector<double>& leads, const WeightBounds& bounds) {
    return {Extremes(index, leads, bounds, false).at(node), Extremes(index, leads, bounds, true).at(node)};
}

/// Whether a unit lacks no score that counts at a node; takes its leads from those at the node's indicators.
bool collect(const Result& result, std::size_t node, std::size_t a, std::size_t b, double sign, std::size_t period,
             std::vector<double>& leads) {
    const Node& settings = result.index.nodes[node];
    if (settings.is_indicator()) {
        const auto ours = result.score(a, node), theirs = result.score(b, node);
        if (!ours || !theirs) return false;
        const double lead = *ours - *theirs;
        leads[node] = std::abs(lead) <= result.precisions[period][node].tolerance ? 0 : sign * lead;
        return true;
    }
    return std::all_of(settings.children.begin(), settings.children.end(), [&](std::size_t child) {
        if (result.weights[period][child] == 0) return true;
        const Node& below = result.index.nodes[child];
        const bool turns = !below.is_indicator() && below.direction == Direction::negative;
        return collect(result, child, a, b, turns ? -sign : sign, period, leads);
    });
}

}  // namespace

namespace detail {

std::vector<double> leads_at_indicators(const Result& result, std::size_t node, std::size_t a, std::size_t b) {
    std::vector<double> leads(result.index.nodes.size(), 0);
    const bool has_all = collect(result, node, a, b, 1, result.data.period_number(a), leads);
    return has_all ? leads : std::vector<double>();
}

double level_within(const Result& result, std::size_t node, std::size_t row) {
    return result.tolerance(node, result.data.period_of(row));
}

}  // namespace detail

WeightBounds weights_within(const Result& result, std::size_t period, double change) {
    WeightBounds bounds;
    for (const double weight : result.weights[period]) {
        bounds.low.push_back(weight * (1 - change));
        bounds.high.push_back(weight * (1 + change));
    }
    return bounds;
}

std::string not_additive(const Index& index, std::size_t node) {
    const Node& settings = index.nodes[node];
    if (settings.is_indicator()) return {};
    if (exponent_of(settings.aggregation) != 1.0 || !settings.aggregation.is_plain())
        return said("'{}' is not the arithmetic mean of its children's scores", settings.code);
    if (settings.round || settings.rescale_best) return said("'{}' rounds or rescales its scores", settings.code);
    for (const std::size_t child : settings.children) {
        if (std::string why = not_additive(index, child); !why.empty()) return why;
    }
    return {};
}

std::optional<LeadRange> lead_range(const Result& result, std::size_t node, std::size_t a, std::size_t b,
                                    const WeightBounds& bounds) {
    const std::vector<double> leads = leads_at_indicators(result, node, a, b);
    if (leads.empty()) return std::nullopt;
    return range_of(result.index, node, leads, bounds);
}

std::optional<Turning> turning(const Result& result, std::size_t node, std::size_t a, std::size_t b) {
    const std::vector<double> leads = leads_at_indicators(result, node, a, b);
    if (leads.empty()) return std::nullopt;
    const std::size_t period = result.data.period_number(a);
    const double level = level_within(result, node, a);
    const double lead = *result.score(a, node) - *result.score(b, node);
    const auto turns = [&](double change) {
        const LeadRange range = range_of(result.index, node, leads, weights_within(result, period, change));
        return lead > 0 ? range.least <= level : range.most >= -level;
    };
    if (!turns(1)) return Turning{};
    double from = 0, to = 1;
    while (to - from > 1e-12) {
        const double middle = (from + to) / 2;
        (turns(middle) ? to : from) = middle;
    }
    return Turning{std::abs(lead) <= level ? 0 : to};
}

}  // namespace iiindex
