#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/described.hpp"

namespace iiindex::cli {

/// A shell for which completion is written: `script` makes it, and `path` is where the shell looks for it
/// below the folder of shared data.
struct Shell {
    std::string_view name;
    std::string_view path;
    std::string (*script)(const CommandDescription& program);
};

std::span<const Shell> shells();

}  // namespace iiindex::cli
