#pragma once

#include <cstddef>
#include <string>

namespace iiindex::detail {

/// How many bytes are left to a program, as far as the system says: of its memory, and of what each group of processes
/// (cgroup, version 1 or 2) that this one is in may use. The largest number where nothing is said.
///
/// root    the folder in which /proc and /sys are looked for
std::size_t memory_left(const std::string& root = "");

}  // namespace iiindex::detail
