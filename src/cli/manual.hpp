#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/described.hpp"

namespace iiindex::cli {

/// What the guide to the command line, a Markdown text, says under a command's heading.
struct Guide {
    std::vector<std::string> paragraphs;  ///< before any table, example or smaller heading
    std::vector<std::string> examples;    ///< command lines
};

Guide guide_to(std::string_view markdown, std::string_view command);

/// A page's name: "iiindex-recover-weights".
std::string page_name(const CommandDescription& command);

/// A manual page of section 1, in the man macros of roff. `above` is the command that it belongs to, if any.
std::string manual_page(const CommandDescription& command, const CommandDescription* above, const Guide& guide);

}  // namespace iiindex::cli
