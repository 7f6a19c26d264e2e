#pragma once

#include <string>

#include <iiindex/report.hpp>

namespace iiindex::detail {

/// Whether the page's script can compute a node anew from its children's scores with other weights.
bool can_reckon(const Index& index, std::size_t node);

/// The nodes whose children's weights a reader may change: those from the total down, each below one that can be
/// computed anew. Empty where the total itself cannot.
std::vector<std::size_t> nodes_to_weigh(const Index& index);

/// What the page's scripts read, as JSON that may stand inside an element.
std::string page_data(const ReportInput& input, const ReportOptions& options);

}  // namespace iiindex::detail
