#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/index.hpp>

namespace iiindex::detail::live {

/// What the formulas of a node's score see of one unit: cells and ranges of cells of the sheet.
struct GroupCells {
    const Aggregation& settings;
    std::string shares;                    ///< of all children: "D$4:F$4"
    std::string scores;                    ///< as they enter: "D9:F9"
    std::vector<std::string> share_cells;  ///< a child each
    std::vector<std::string> score_cells;
    std::vector<std::string> columns;  ///< a child each: the scores of all units of the period
    std::string tolerance;             ///< how far from zero what is zero may lie
    std::vector<std::string> steps;    ///< a step each that has been taken: its cells

    /// How much the children weigh together that `cells` has numbers of.
    std::string weight_of(const std::string& cells) const;
};

/// The same as numbers.
struct GroupNumbers {
    const Aggregation& settings;
    std::span<const double> shares;
    std::span<const double> scores;  ///< as they enter, missing where there is none
    std::span<const std::vector<double>> columns;
    double tolerance;
    std::vector<std::vector<double>> steps;
};

/// Numbers that stand between the children's scores and the node's, so that its formula is short: one for each child,
/// or one for all.
struct Step {
    std::string_view title;
    bool by_child = true;
    std::string (*formula)(const GroupCells&, std::size_t child);
    double (*value)(const GroupNumbers&, std::size_t child);
};

/// How a spreadsheet states a way to combine children's scores. Children without a score, or of no weight, take no
/// part.
struct LiveAggregation {
    std::string_view name;
    std::vector<Step> (*steps)(const Aggregation&) = nullptr;
    std::string (*score)(const GroupCells&);
};

/// Null: none states it.
const LiveAggregation* live_aggregation(const Aggregation& aggregation);

}  // namespace iiindex::detail::live
