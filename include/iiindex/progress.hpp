#pragma once

#include <cstddef>
#include <functional>

namespace [[gnu::visibility("default")]] iiindex {

/// Told now and then how much of some work is done. Calls come from any thread, but one at a time.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

}  // namespace iiindex
