#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <iiindex/change.hpp>
#include <iiindex/chart.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// What a report is about. Scores of all nodes are there.
struct ReportInput {
    const Result* result = nullptr;
    const Changes* changes = nullptr;              ///< since the year before, if that is known
    std::span<const RankInterval> intervals = {};  ///< of the total's ranks, if they are known
};

struct ReportOptions {
    Language language = Language::en;
    std::size_t period = 0;  ///< its place among the periods
};

/// One page of HTML that holds all it needs: charts, tables, style and a short script. It asks the network for
/// nothing, allows nothing but its own style and script, and reads without the script too.
std::string report(const ReportInput& input, const ReportOptions& options);

}  // namespace iiindex
