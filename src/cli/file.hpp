#pragma once

#include <functional>
#include <iosfwd>
#include <string>

namespace iiindex::cli {

/// Puts new content into a file: written to a temporary beside it, synced, renamed over it. If anything fails the
/// old content stays and no temporary is left. A device or pipe is written to as it is. Throws OutputError.
void replace_file(const std::string& path, const std::function<void(std::ostream&)>& write);

}  // namespace iiindex::cli
