#pragma once

#include <iiindex/document.hpp>
#include <iiindex/result.hpp>

namespace iiindex::detail {

// What a ranking holds beside the ranks, for programs. The result must outlive the tables.

/// Which scores are missing, and why.
Table absence_table(const Result& result);
/// Which values and scores were put in or changed, and by which rule.
Table change_table(const Result& result);
/// What treating did to each indicator.
Table treatment_table(const Result& result);
/// The weights as used, a row a period and node.
Table weight_table(const Result& result);
/// By how much found weights miss what was asked of them, a row a period and node.
Table weight_miss_table(const Result& result);

}  // namespace iiindex::detail
