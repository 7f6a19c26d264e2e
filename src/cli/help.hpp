#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/described.hpp"

namespace iiindex::cli {

/// What `iiindex COMMAND --help` prints: usage, arguments, options under their headings, the program's exit statuses
/// and examples, in lines of at most `width` columns; 0: of a usual terminal's.
std::string help(const CommandDescription& command, std::size_t width);

/// The command that words lead to, as far as they are commands: all of them, or up to an argument. Throws UsageError
/// where a command is needed and a word is none, with the nearest.
const CommandDescription& command_at(const CommandDescription& program, std::span<const std::string_view> words);

}  // namespace iiindex::cli
