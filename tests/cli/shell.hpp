#pragma once

#include <array>
#include <cstdio>
#include <string>

#include <sys/wait.h>

#include <fmt/format.h>

#include "catch.hpp"
#include "paths.hpp"

struct Finished {
    std::string output;
    int status;
};

/// Runs a shell command in the project's folder, in which $iiindex is the program.
inline Finished shell(const std::string& command) {
    const std::string line = fmt::format("cd '{}' && iiindex='{}' && {}", IIINDEX_SOURCE, IIINDEX_PROGRAM, command);
    FILE* const pipe = popen(line.c_str(), "r");
    REQUIRE(pipe != nullptr);
    Finished finished{};
    std::array<char, 4096> buffer;
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
        finished.output.append(buffer.data(), count);
    }
    finished.status = WEXITSTATUS(pclose(pipe));
    return finished;
}

/// Whether a program is installed; where it is not, the case that asks is skipped and says so.
inline bool is_installed(const std::string& program) {
    const bool found = shell("command -v " + program + " > /dev/null").status == 0;
    if (!found) skip(program + " is not installed");
    return found;
}
