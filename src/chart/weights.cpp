#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <iiindex/chart.hpp>
#include <iiindex/number.hpp>
#include <iiindex/recover.hpp>
#include <iiindex/text.hpp>

#include "chart/panels.hpp"
#include "chart/sheet.hpp"
#include "ground/catalogue.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr PanelSize interval_panel{.plot = 340, .right = 130, .row = 34};

/// The width of the names' column.
double name_width(const Index& index, const std::vector<RecoveredWeights>& recovered, Language language) {
    std::size_t longest = 0;
    for (const RecoveredWeights& node : recovered) {
        for (const WeightInterval& interval : node.intervals) {
            longest = std::max(longest, display_width(index.nodes[interval.node].name.in(language)));
        }
    }
    return names_width(longest);
}

/// One node's weights: a row a child, on an axis from 0 to a multiple of 0.05.
class WeightPanel {
public:
    WeightPanel(const Index& index, const RecoveredWeights& recovered, double left, double top, Language language)
        : index_(index), recovered_(recovered), left_(left), top_(top), language_(language) {
        double most = 0;
        for (const WeightInterval& interval : recovered.intervals) most = std::max(most, interval.high);
        steps_ = std::max(1, static_cast<int>(std::ceil(most * 20 - 1e-9)));
    }

    double bottom() const {
        return top_ + interval_panel.head + interval_panel.row * static_cast<double>(recovered_.intervals.size()) +
               interval_panel.foot;
    }

    void draw(Svg& svg) const {
        svg.text(16, top_ + 26,
                 worded(language_, "{}: what the weights can be", index_.nodes[recovered_.node].name.in(language_)),
                 {{"font-size", 15.0}, {"font-weight", "bold"}});
        draw_axis(svg);
        for (std::size_t child = 0; child < recovered_.intervals.size(); ++child) draw_row(svg, child);
    }

private:
    double at(double weight) const { return left_ + interval_panel.plot * weight * 20 / steps_; }

    void draw_axis(Svg& svg) const {
        const double end = bottom() - interval_panel.foot;
        const int every = (steps_ + 9) / 10;
        for (int step = 0; step <= steps_; step += every) {
            const double weight = step / 20.0;
            svg.line(at(weight), top_ + interval_panel.head, at(weight), end, {{"stroke", faint}});
            svg.text(at(weight), end + 18, fixed(weight, 2), {{"text-anchor", "middle"}, {"fill", muted}});
        }
    }

    void draw_row(Svg& svg, std::size_t child) const {
        const WeightInterval& interval = recovered_.intervals[child];
        const double middle = top_ + interval_panel.head + interval_panel.row * (static_cast<double>(child) + 0.5);
        svg.text(left_ - 12, middle + 5, index_.nodes[interval.node].name.in(language_), {{"text-anchor", "end"}});
        svg.line(at(interval.low), middle, at(interval.high), middle, {{"stroke", blue}, {"stroke-width", 10.0}});
        svg.text(left_ + interval_panel.plot + 14, middle + 5,
                 fmt::format("{}–{}", fixed(interval.low, 3), fixed(interval.high, 3)));
        if (recovered_.simple.empty()) return;
        svg.circle(at(recovered_.simple.front().weight(child)), middle, 4,
                   {{"fill", paper}, {"stroke", ink}, {"stroke-width", 2.0}});
    }

    const Index& index_;
    const RecoveredWeights& recovered_;
    double left_;
    double top_;
    Language language_;
    int steps_ = 1;
};

}  // namespace

std::string weights_chart(const Index& index, const std::vector<RecoveredWeights>& recovered, Language language) {
    const double left = name_width(index, recovered, language);
    std::vector<WeightPanel> panels;
    for (const RecoveredWeights& node : recovered) {
        if (!node.fits) continue;
        const double top = panels.empty() ? 0 : panels.back().bottom();
        panels.emplace_back(index, node, left, top, language);
    }
    const std::string key =
        worded(language, "Bar: every weight that fits all printed scores. Dot: the simplest weights that do");
    return drawn(panels, left + interval_panel.plot + interval_panel.right, key);
}

}  // namespace iiindex
