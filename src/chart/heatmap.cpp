#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>

#include "chart/kinds.hpp"
#include "chart/sheet.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

constexpr double row_height = 22;

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

/// What stands above the columns: in lines, or upright where the columns are too narrow for that.
class Heads {
public:
    Heads(std::vector<std::string> names, double width) : width_(width) {
        for (std::string& name : names) {
            auto lines = broken(name, width - 4, small_size);
            tallest_ = std::max(tallest_, lines.size());
            longest_ = std::max(longest_, std::min(text_width(name, small_size), upright_room));
            names_.push_back(shortened(name, upright_room, small_size));
            lines_.push_back(std::move(lines));
        }
    }

    double height() const { return upright() ? longest_ + 8 : 14 * static_cast<double>(tallest_) + 8; }

    void draw(Svg& svg, double left, double top) const {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const double x = left + width_ * (static_cast<double>(i) + 0.5);
            const std::string_view weight = i == 0 ? "bold" : "normal";
            if (upright()) {
                const double bottom = top + height() - 5;
                const std::string turn = "rotate(-90 " + coordinate(x + 4) + " " + coordinate(bottom) + ")";
                svg.text(x + 4, bottom, names_[i],
                         {{"font-size", small_size}, {"font-weight", weight}, {"transform", turn}});
                continue;
            }
            const double first = top + 14 * static_cast<double>(tallest_ - lines_[i].size()) + 10;
            for (std::size_t line = 0; line < lines_[i].size(); ++line) {
                svg.text(x, first + 14 * static_cast<double>(line), lines_[i][line],
                         {{"font-size", small_size}, {"font-weight", weight}, {"text-anchor", "middle"}});
            }
        }
    }

private:
    static constexpr double upright_room = 150;

    bool upright() const { return tallest_ > 3; }

    double width_;
    std::size_t tallest_ = 1;
    double longest_ = 0;
    std::vector<std::string> names_;
    std::vector<std::vector<std::string>> lines_;
};

void draw_cell(Svg& svg, double x, double y, double width, const std::optional<double>& score, const Range& scale) {
    const Shade shade =
        score ? shade_of((*score - scale.low) / (scale.high - scale.low)) : Shade{std::string(paper), muted};
    svg.rectangle(x, y, width, row_height, {{"fill", shade.fill}, {"stroke", paper}});
    svg.text(x + width / 2, y + row_height / 2 + 4, score ? fixed(*score, 1) : "–",
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
    const double left = margin + 28 + names + 4;
    const double width = (options.width - margin - left) / static_cast<double>(nodes.size());
    std::vector<std::string> head_names;
    for (const std::size_t node : nodes) {
        head_names.push_back(node == 0 ? phrase(options.language, "总指数", "Total")
                                       : result.index.nodes[node].name.in(options.language));
    }
    const Heads heads(std::move(head_names), width);
    Sheet sheet(input, options, title_of(input, options, units.size()),
                heads.height() + row_height * static_cast<double>(units.size()) + 4);
    Svg& svg = sheet.svg();
    heads.draw(svg, left, sheet.top());
    for (std::size_t i = 0; i < units.size(); ++i) {
        const double y = sheet.top() + heads.height() + row_height * static_cast<double>(i);
        svg.text(margin + 20, y + row_height / 2 + 4.5, std::to_string(units[i].rank),
                 {{"text-anchor", "end"}, {"fill", muted}, {"font-size", small_size}});
        svg.text(margin + 28, y + row_height / 2 + 4.5, shortened(units[i].name, names));
        for (std::size_t column = 0; column < nodes.size(); ++column) {
            draw_cell(svg, left + width * static_cast<double>(column), y, width,
                      result.score(units[i].row, nodes[column]), scale_of(result.index, nodes[column]));
        }
    }
    return std::move(sheet).finish();
}

}  // namespace iiindex::detail
