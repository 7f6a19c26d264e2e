#include <algorithm>
#include <limits>

#include "chart/kinds.hpp"
#include "chart/plot.hpp"
#include "chart/rows.hpp"
#include "ground/catalogue.hpp"
#include "ground/statistics.hpp"
#include "words/labels.hpp"
#include "words/scores.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t names_drawn = 40;  ///< beside points; of more units only the first have theirs

struct Point {
    const DrawnUnit* unit;
    double x, y;
};

/// Names beside points, left out where another name or point stands already or the drawing ends.
class Names {
public:
    void keep_clear(double x, double y) { drawn_.push_back({x - 5, y - 5, x + 5, y + 5}); }

    void draw(Svg& svg, const std::string& name, double x, double y, double first, double right) {
        const double width = text_width(name, small_size);
        const double left = x + 7 + width > right ? x - 7 - width : x + 7;
        if (left < first) return;
        const Box box{left, y - 6, left + width, y + 6};
        if (std::any_of(drawn_.begin(), drawn_.end(), [&](const Box& other) { return box.meets(other); })) return;
        drawn_.push_back(box);
        svg.text(left, y + 4, name, {{"font-size", small_size}});
    }

private:
    struct Box {
        double left, top, right, bottom;
        bool meets(const Box& other) const {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    };
    std::vector<Box> drawn_;
};

}  // namespace

std::string draw_scatter(const ChartInput& input, const ChartOptions& options) {
    const Result& result = *input.result;
    const std::vector<DrawnUnit> units = drawn_units(input, options);
    const std::size_t other = options.other.value_or(options.node);
    std::vector<Point> points;
    std::vector<double> xs, ys;
    for (const DrawnUnit& unit : units) {
        const auto x = result.score(unit.row, other);
        if (!x) continue;
        points.push_back({&unit, *x, unit.score});
        xs.push_back(*x);
        ys.push_back(unit.score);
    }
    const std::string& across = result.index.nodes[other].name.in(options.language);
    const std::string& up = result.index.nodes[options.node].name.in(options.language);
    std::string title = worded(options.language, "{} and {}", up, across);
    if (const double r = correlation(xs, ys); !is_missing(r))
        title += worded(options.language, " (correlation {})", shown_number(r, 2));
    const Node& node = result.index.nodes[options.node];
    const auto tiers = tiers_of(units);
    const Legend legend(node.tiers ? tier_names(tiers, node, options.language) : std::vector<std::string>{},
                        options.width - 2 * margin);
    Plot plot(input, options, title, legend.height(), range_of(xs), range_of(ys));
    Svg& svg = plot.svg();
    const auto dot = [&](double x, double y, std::size_t tier) {
        svg.circle(x, y, 4.5, {{"fill", tier_fill(tier)}, {"stroke", deep}});
    };
    legend.draw(svg, plot.sheet().left(), plot.sheet().top(),
                [&](std::size_t i, double x, double y) { dot(x + 7, y + 7, tiers[i] - 1); });
    plot.draw_axes(across, up);
    Names names;
    for (const Point& point : points) {
        dot(plot.x(point.x), plot.y(point.y), point.unit->tier.value_or(1) - 1);
        names.keep_clear(plot.x(point.x), plot.y(point.y));
    }
    const std::vector<std::string> cut_names = shortened_names(units, 0.35 * options.width, small_size);
    for (std::size_t i = 0; i < std::min(points.size(), names_drawn); ++i)
        names.draw(svg, cut_names[static_cast<std::size_t>(points[i].unit - units.data())], plot.x(points[i].x),
                   plot.y(points[i].y), plot.sheet().left(), plot.sheet().right());
    return std::move(plot).finish();
}

}  // namespace iiindex::detail
