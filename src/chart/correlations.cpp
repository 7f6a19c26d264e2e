#include <cmath>

#include <fmt/format.h>

#include <iiindex/number.hpp>

#include "chart/heads.hpp"
#include "chart/kinds.hpp"
#include "chart/sheet.hpp"
#include "ground/catalogue.hpp"
#include "ground/statistics.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

/// From brown at -1 over white to blue at 1, told apart in grey by the sign that stands in the cell.
std::string fill_of(double r) {
    const double t = std::min(std::abs(r), 1.0);
    const auto mix = [t](int dark) { return static_cast<int>(std::lround(0xf7 + t * (dark - 0xf7))); };
    return r < 0 ? fmt::format("#{:02x}{:02x}{:02x}", mix(0xb4), mix(0x56), mix(0x2a))
                 : fmt::format("#{:02x}{:02x}{:02x}", mix(0x1f), mix(0x3b), mix(0x57));
}

void draw_cell(Svg& svg, double x, double y, double width, double height, double r) {
    svg.rectangle(x, y, width, height, {{"fill", is_missing(r) ? std::string(paper) : fill_of(r)}, {"stroke", paper}});
    std::string text = is_missing(r) ? "–" : fixed(std::abs(r), 2);
    if (!is_missing(r) && r < 0 && text != "0.00") text = "−" + text;
    svg.text(x + width / 2, y + height / 2 + 4, text,
             {{"font-size", width < 40 ? 9.0 : 12.0},
              {"fill", std::abs(r) > 0.55 ? paper : ink},
              {"text-anchor", "middle"}});
}

}  // namespace

std::string draw_correlations(const ChartInput& input, const ChartOptions& options) {
    const Result& result = *input.result;
    const Period& period = result.data.periods[options.period];
    const auto& nodes = result.index.nodes[options.node].children;
    std::vector<std::string> names;
    double widest = 0;
    for (const std::size_t node : nodes) {
        names.push_back(result.index.nodes[node].name.in(options.language));
        widest = std::max(widest, text_width(names.back(), 12));
    }
    const double left = margin + std::min(widest + 8, 0.34 * options.width);
    const double width = (options.width - margin - left) / static_cast<double>(nodes.size());
    const std::string title =
        title_of(input, options, period.count) + worded(options.language, ": correlations of what is below");
    const Heads heads(names, width, Heads::First::as_others);
    const double row = row_height(input, options, title, nodes.size(), heads.height() + 4);
    Sheet sheet(input, options, title, heads.height() + row * static_cast<double>(nodes.size()) + 4);
    Svg& svg = sheet.svg();
    heads.draw(svg, left, sheet.top());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const double y = sheet.top() + heads.height() + row * static_cast<double>(i);
        svg.text(margin, y + row / 2 + 4, shortened(names[i], left - margin - 6, 12), {{"font-size", 12.0}});
        for (std::size_t k = 0; k < nodes.size(); ++k) {
            const double r =
                i == k ? 1 : correlation(result.scores_in(nodes[i], period), result.scores_in(nodes[k], period));
            draw_cell(svg, left + width * static_cast<double>(k), y, width, row, r);
        }
    }
    return std::move(sheet).finish();
}

}  // namespace iiindex::detail
