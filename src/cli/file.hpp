#pragma once

#include <functional>
#include <iosfwd>
#include <string>

#include "cli/command.hpp"

namespace iiindex::cli {

/// Puts new content into a file: written to a temporary beside it, synced, renamed over it. If anything fails the
/// old content stays and no temporary is left. A device or pipe is written to as it is. Throws OutputError.
void replace_file(const std::string& path, const std::function<void(std::ostream&)>& write);

/// Writes to a path as above, or to the environment's standard output where the path is empty or "-".
/// Throws OutputError.
void write_out(const std::string& path, Environment& environment, const std::function<void(std::ostream&)>& write);

}  // namespace iiindex::cli
