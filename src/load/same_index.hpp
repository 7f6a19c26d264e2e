#pragma once

#include <iiindex/index.hpp>

namespace iiindex::detail {

/// Whether two indices have the same nodes with the same settings, whatever their nodes are called.
bool is_same_index(const Index& a, const Index& b);

}  // namespace iiindex::detail
