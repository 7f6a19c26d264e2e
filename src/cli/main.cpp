#include <cstdlib>
#include <iostream>
#include <string_view>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/command.hpp"
#include "cli/language.hpp"
#include "cli/signals.hpp"

namespace {

bool is_set(const char* variable) {
    const char* const value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

std::size_t terminal_width() {
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

}  // namespace

int main(int argc, char** argv) {
    const bool in_is_closed = fcntl(STDIN_FILENO, F_GETFD) < 0;  // before a file takes its number
    std::ios::sync_with_stdio(false);
    iiindex::cli::handle_signals();
    const bool is_terminal = isatty(STDOUT_FILENO) == 1;
    const char* const term = std::getenv("TERM");
    const bool is_dumb = term != nullptr && std::string_view(term) == "dumb";
    iiindex::cli::Environment environment{
        .in = std::cin,
        .out = std::cout,
        .err = std::cerr,
        .in_is_closed = in_is_closed,
        .out_is_terminal = is_terminal,
        .err_is_terminal = isatty(STDERR_FILENO) == 1,
        .colour_allowed = is_terminal && !is_dumb && !is_set("NO_COLOR"),
        .colour_forced = is_set("FORCE_COLOR"),
        .width = is_terminal ? terminal_width() : 0,
        .language = iiindex::cli::language_of_environment(std::getenv),
    };
    return static_cast<int>(iiindex::cli::run(argc, argv, environment));
}
