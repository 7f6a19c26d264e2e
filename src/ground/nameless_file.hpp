#pragma once

#include <filesystem>
#include <string>

namespace iiindex::detail {

/// Opens, to be read and written, a file of a folder that has no name and is gone once it is closed, however the
/// program ends; it is reached by what the system calls it among this program's open files. -1 where the system cannot
/// do that.
int open_nameless(const std::filesystem::path& folder);

/// By what path an open file is reached.
std::string reached_by(int descriptor);

}  // namespace iiindex::detail
