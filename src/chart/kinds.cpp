#include "chart/kinds.hpp"

#include <algorithm>
#include <array>

namespace iiindex::detail {
namespace {

using Needs = ChartKind::Needs;

constexpr std::array kinds = {
    ChartKind{"bars", "scores of the first units, shaded by tier", Needs::scores, 20, draw_bars},
    ChartKind{"radar", "two units or a few at the children of a node", Needs::children, 2, draw_radar},
    ChartKind{"tiers", "the units of each tier", Needs::scores, {}, draw_tiers},
    ChartKind{"ranks", "rank intervals for all that is uncertain", Needs::intervals, {}, draw_ranks},
    ChartKind{"contributions", "what each child of a node adds to the score", Needs::children, 20, draw_contributions},
    ChartKind{"heatmap", "scores at a node and its children, a row a unit", Needs::children, {}, draw_heatmap},
    ChartKind{"change", "scores of two years and places gained", Needs::changes, {}, draw_change},
};

}  // namespace

}  // namespace iiindex::detail

namespace iiindex {

using namespace detail;

std::span<const ChartKind> chart_kinds() { return kinds; }

}  // namespace iiindex
