#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "cli/command.hpp"

namespace iiindex::cli {

/// Puts new content into a file: written to a temporary beside it, synced, renamed over it. If anything fails the
/// old content stays and no temporary is left. The new file has the owner and the mode of the old one; a link stays
/// one, and what it leads to is written. A device or pipe is written to as it is. Throws OutputError, also where the
/// old file may not be written.
void replace_file(const std::string& path, const std::function<void(std::ostream&)>& write);

/// Writes to a path as above, or to the environment's standard output where the path is empty or "-".
/// Throws OutputError.
void write_out(const std::string& path, Environment& environment, const std::function<void(std::ostream&)>& write);

/// Throws UsageError where an input (a path, or "-") is the same file as one of the outputs, by whatever name.
void refuse_overwriting(const std::string& input, const std::vector<std::string>& outputs);

/// Sees to it that all that went to the environment's standard output is there. Throws OutputError.
void flush(Environment& environment);

}  // namespace iiindex::cli
