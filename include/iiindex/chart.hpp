#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/change.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

struct NodeWeights;
struct RecoveredWeights;

/// A unit's rank by the index as it is, and the band in which it lies for all that is uncertain.
struct RankInterval {
    std::size_t row = 0;
    double nominal = 0;
    double low = 0;  ///< the better end
    double high = 0;
};

/// What charts are drawn from. Scores of all nodes are there.
struct ChartInput {
    const Result* result = nullptr;
    const Changes* changes = nullptr;              ///< of the kinds that need two years
    std::span<const RankInterval> intervals = {};  ///< of the kind that needs them
};

struct ChartOptions {
    Language language = Language::en;
    std::size_t node = 0;                   ///< whose scores are drawn
    std::optional<std::size_t> other = {};  ///< a second node, of the kinds that draw one against another
    std::size_t period = 0;                 ///< its place among the periods
    std::optional<std::size_t> top;         ///< only ranks up to this
    std::vector<std::size_t> rows;          ///< only these units, in this order; empty: by rank
    double width = 760;                     ///< of the drawing, in CSS pixels; from 280 on
    std::string title;                      ///< empty: the kind's own
    std::optional<double> height = {};      ///< of the drawing; empty: what it needs. No less than it can be read at
    std::string source = {};                ///< where the author says that the numbers come from, below the drawing
    std::optional<Range> axis = {};  ///< what bars' axis reaches over at least, so that charts side by side compare
    bool with_note = true;           ///< where the values come from, below the drawing
};

/// A kind of chart.
struct ChartKind {
    enum class Needs { scores, children, changes, intervals, other, years };
    std::string_view name;
    std::string_view summary;
    Needs needs;                     ///< children: the node is no indicator; years: two at least, or changes
    std::optional<std::size_t> top;  ///< how many units are drawn unless told otherwise; empty: all
    std::string (*draw_units)(const ChartInput&, const ChartOptions&);
    std::size_t fewest_children = 0;                ///< of the node
    std::optional<std::size_t> most_units = {};     ///< that can be told apart
    std::optional<std::size_t> most_children = {};  ///< of the node, where every two of them take a place

    /// An SVG, the same bytes for the same input.
    std::string draw(const ChartInput& input, ChartOptions options) const {
        if (!options.top) options.top = top;
        return draw_units(input, options);
    }
};

/// Every kind, by the name that --kind takes.
std::span<const ChartKind> chart_kinds();

/// What recovered weights may be, in SVG: a panel a node that has any, a bar a weight, the simplest weights marked.
std::string weights_chart(const Index& index, const std::vector<RecoveredWeights>& recovered, Language language);

/// Experts' weights in SVG: a panel a node, a row a child, a point an expert, with quartiles, median and the group's
/// weight. Those who do not count are left out.
std::string experts_chart(const Index& index, const std::vector<NodeWeights>& weights, Language language);

}  // namespace iiindex
