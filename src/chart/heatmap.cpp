#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <iiindex/normalise.hpp>

#include "chart/heads.hpp"
#include "chart/kinds.hpp"
#include "chart/sheet.hpp"
#include "ground/catalogue.hpp"
#include "words/labels.hpp"
#include "words/scores.hpp"

namespace iiindex::detail {
namespace {

/// A shade from white at 0 to the deep colour at 1, and the colour that reads on it.
struct Shade {
    std::string fill;
    std::string_view text;
};

Shade shade_of(double share) {
    const double t = std::clamp(share, 0.0, 1.0);
    const auto mix = [t](int white, int dark) { return static_cast<int>(std::lround(white + t * (dark - white))); };
    return {fmt::format("#{:02x}{:02x}{:02x}", mix(0xf7, 0x1f), mix(0xfa, 0x3b), mix(0xfc, 0x57)),
            t > 0.5 ? paper : ink};
}

void draw_cell(Svg& svg, double x, double y, double width, double height, const std::optional<double>& score,
               const Range& scale, int digits) {
    const Shade shade =
        score ? shade_of((*score - scale.low) / (scale.high - scale.low)) : Shade{std::string(paper), muted};
    svg.rectangle(x, y, width, height, {{"fill", shade.fill}, {"stroke", paper}});
    svg.text(x + width / 2, y + height / 2 + 4, score ? shown_number(*score, digits) : "–",
             {{"font-size", width < 36 ? 10.0 : 12.0}, {"fill", shade.text}, {"text-anchor", "middle"}});
}

}  // namespace

std::string draw_heatmap(const ChartInput& input, const ChartOptions& options) {
    const Result& result = *input.result;
    const std::vector<DrawnUnit> units = drawn_units(input, options);
    std::vector<std::size_t> nodes{options.node};
    const auto& children = result.index.nodes[options.node].children;
    nodes.insert(nodes.end(), children.begin(), children.end());
    const double names = name_column(units, options.width);
    const std::vector<std::string> cut_names = shortened_names(units, names);
    const double left = margin + 28 + names + 4;
    const double width = (options.width - margin - left) / static_cast<double>(nodes.size());
    std::vector<std::string> head_names;
    for (const std::size_t node : nodes) {
        head_names.push_back(node == 0 ? worded(options.language, "Total")
                                       : result.index.nodes[node].name.in(options.language));
    }
    const Heads heads(head_names, width, Heads::First::bold);
    const std::string title = title_of(input, options, units.size());
    const double row = row_height(input, options, title, units.size(), heads.height() + 4, natural_row);
    Sheet sheet(input, options, title, heads.height() + row * static_cast<double>(units.size()) + 4);
    Svg& svg = sheet.svg();
    heads.draw(svg, left, sheet.top());
    std::vector<int> digits;
    for (const std::size_t node : nodes) digits.push_back(digits_of(result.index, node));
    for (std::size_t i = 0; i < units.size(); ++i) {
        const double y = sheet.top() + heads.height() + row * static_cast<double>(i);
        svg.text(margin + 20, y + row / 2 + 4.5, std::to_string(units[i].rank),
                 {{"text-anchor", "end"}, {"fill", muted}, {"font-size", small_size}});
        svg.text(margin + 28, y + row / 2 + 4.5, cut_names[i]);
        for (std::size_t column = 0; column < nodes.size(); ++column) {
            draw_cell(svg, left + width * static_cast<double>(column), y, width, row,
                      result.score(units[i].row, nodes[column]), scale_of(result.index, nodes[column]), digits[column]);
        }
    }
    return std::move(sheet).finish();
}

}  // namespace iiindex::detail
