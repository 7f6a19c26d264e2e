#include <algorithm>

#include <iiindex/chart.hpp>
#include <iiindex/experts.hpp>
#include <iiindex/number.hpp>
#include <iiindex/text.hpp>

#include "chart/panels.hpp"
#include "chart/sheet.hpp"
#include "ground/catalogue.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr PanelSize expert_panel{.plot = 380, .right = 76, .row = 38};

double name_width(const Index& index, const std::vector<NodeWeights>& weights, Language language) {
    std::size_t longest = 0;
    for (const NodeWeights& node : weights) {
        for (const std::size_t child : index.nodes[node.node].children)
            longest = std::max(longest, display_width(index.nodes[child].name.in(language)));
    }
    return names_width(longest);
}

/// One node's children on an axis from 0.
class NodePanel {
public:
    NodePanel(const Index& index, const NodeWeights& weights, double left, double top, Language language)
        : index_(index),
          weights_(weights),
          top_(top),
          language_(language),
          axis_(0, most(), left, left + expert_panel.plot) {}

    double bottom() const {
        return top_ + expert_panel.head + expert_panel.row * static_cast<double>(weights_.weights.size()) +
               expert_panel.foot;
    }

    void draw(Svg& svg) const {
        svg.text(16, top_ + 26,
                 worded(language_, "{}: the weights of {} experts", index_.nodes[weights_.node].name.in(language_),
                        weights_.counted()),
                 {{"font-size", 15.0}, {"font-weight", "bold"}});
        const double end = bottom() - expert_panel.foot;
        for (const double tick : axis_.ticks()) {
            svg.line(axis_.at(tick), top_ + expert_panel.head, axis_.at(tick), end, {{"stroke", faint}});
            svg.text(axis_.at(tick), end + 18, tick_words(tick), {{"text-anchor", "middle"}, {"fill", muted}});
        }
        for (std::size_t child = 0; child < weights_.weights.size(); ++child) draw_row(svg, child);
    }

private:
    double most() const {
        double most = 0;
        for (const Spread& spread : weights_.spread) most = std::max(most, spread.most);
        for (const double weight : weights_.weights) most = std::max(most, weight);
        return most;
    }

    void draw_row(Svg& svg, std::size_t child) const {
        const Spread& spread = weights_.spread[child];
        const double middle = top_ + expert_panel.head + expert_panel.row * (static_cast<double>(child) + 0.5);
        svg.text(axis_.at(0) - 12, middle + 5,
                 index_.nodes[index_.nodes[weights_.node].children[child]].name.in(language_),
                 {{"text-anchor", "end"}});
        const double low = axis_.at(spread.lower), high = axis_.at(spread.upper);
        svg.rectangle(low, middle - 8, high - low, 16, {{"fill", blue}, {"fill-opacity", 0.18}, {"stroke", blue}});
        draw_points(svg, child, middle);
        svg.line(axis_.at(spread.median), middle - 11, axis_.at(spread.median), middle + 11,
                 {{"stroke", ink}, {"stroke-width", 2.0}});
        svg.circle(axis_.at(weights_.weights[child]), middle, 5,
                   {{"fill", paper}, {"stroke", ink}, {"stroke-width", 2.0}});
        svg.text(axis_.at(axis_.high()) + 14, middle + 5, fixed(weights_.weights[child], 3));
    }

    /// Points one above the other by turns, so that equal ones show.
    void draw_points(Svg& svg, std::size_t child, double middle) const {
        constexpr int lanes = 5, middle_lane = lanes / 2;
        int lane = 0;
        for (const ExpertWeights& expert : weights_.experts) {
            if (expert.left_out) continue;
            const double y = middle + 3.0 * (lane++ % lanes - middle_lane);
            svg.circle(axis_.at(expert.weights[child]), y, 2.5, {{"fill", blue}, {"fill-opacity", 0.55}});
        }
    }

    const Index& index_;
    const NodeWeights& weights_;
    double top_;
    Language language_;
    Axis axis_;
};

}  // namespace

std::string experts_chart(const Index& index, const std::vector<NodeWeights>& weights, Language language) {
    const double left = name_width(index, weights, language);
    std::vector<NodePanel> panels;
    for (const NodeWeights& node : weights) {
        const double top = panels.empty() ? 0 : panels.back().bottom();
        panels.emplace_back(index, node, left, top, language);
    }
    const std::string key = worded(language, "Dot: an expert. Box: quartiles. Line: median. Ring: the group's weight");
    return drawn(panels, left + expert_panel.plot + expert_panel.right, key);
}

}  // namespace iiindex
