#include "chart/kinds.hpp"

#include <algorithm>
#include <array>

#include "ground/catalogue.hpp"

namespace iiindex::detail {
namespace {

using Needs = ChartKind::Needs;

constexpr std::array kinds = {
    ChartKind{"bars", marked("scores of the first units, shaded by tier"), Needs::scores, 20, draw_bars},
    ChartKind{
        "dots", marked("scores on an axis that begins near the least, for close ranks"), Needs::scores, {}, draw_dots},
    ChartKind{"radar", marked("two units or a few at the children of a node"), Needs::children, 2, draw_radar, 3, 6},
    ChartKind{"tiers", marked("the units of each tier"), Needs::scores, {}, draw_tiers},
    ChartKind{"ranks", marked("rank intervals for all that is uncertain"), Needs::intervals, {}, draw_ranks},
    ChartKind{"contributions", marked("what each child of a node adds to the score"), Needs::children, 20,
              draw_contributions},
    ChartKind{"differences", marked("what each child adds to the distance from the mean"), Needs::children, 20,
              draw_differences},
    ChartKind{"heatmap", marked("scores at a node and its children, a row a unit"), Needs::children, {}, draw_heatmap},
    ChartKind{"scatter", marked("a node against another (--against), a point a unit"), Needs::other, {}, draw_scatter},
    ChartKind{.name = "correlations",
              .summary = marked("correlations among the children of a node"),
              .needs = Needs::children,
              .draw_units = draw_correlations,
              .most_children = 100},
    ChartKind{"distribution",
              marked("how an indicator's values, or a node's scores, are spread"),
              Needs::scores,
              {},
              draw_distribution},
    ChartKind{"change", marked("scores of two years and places gained"), Needs::changes, {}, draw_change},
    ChartKind{"slope", marked("ranks over the years, a line a unit"), Needs::years, {}, draw_slope},
};

}  // namespace

}  // namespace iiindex::detail

namespace iiindex {

using namespace detail;

std::span<const ChartKind> chart_kinds() { return kinds; }

}  // namespace iiindex
