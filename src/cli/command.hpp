#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/declare.hpp"
#include "ground/catalogue.hpp"

namespace iiindex::cli {

using detail::marked, detail::said, detail::translated, detail::worded;

/// What the program tells its caller. There are no others.
enum class ExitCode : int {
    done = 0,
    refused = 1,        ///< an input was refused, or a check asked for did not hold
    misused = 2,        ///< the command line was wrong
    unwritten = 3,      ///< the output could not be written
    interrupted = 130,  ///< Ctrl-C, as a shell counts it
};

/// What an exit code says, as help and manual tell it.
struct ExitStatus {
    ExitCode code;
    std::string_view meaning;  ///< of the catalogue
};

std::span<const ExitStatus> exit_statuses();

/// The streams that a command works with, and what is known of them.
struct Environment {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    bool in_is_closed = false;  ///< as the caller left it
    bool out_is_terminal = false;
    bool err_is_terminal = false;
    bool colour_allowed = false;            ///< out takes colour, and neither NO_COLOR nor TERM=dumb says otherwise
    bool colour_forced = false;             ///< FORCE_COLOR
    std::size_t width = 0;                  ///< of the terminal; 0: unlimited
    bool quiet = false;                     ///< no warnings or notes on err
    Language language = Language::en;       ///< of what is said, where no option names another
    std::size_t warnings = 0;               ///< that were told, or would be if it were not for `quiet`
    std::vector<std::string> outputs = {};  ///< the files that are to be written, which none of those read may be
};

/// A command line that reads well but cannot be done as it stands.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// An output that could not be written.
class OutputError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A subcommand: `add` declares its options and returns what to do once they are parsed.
struct Command {
    std::string_view name;
    std::string_view summary;  ///< of the catalogue
    std::function<ExitCode(Environment&)> (*add)(Syntax& syntax);
    std::vector<std::string_view> examples;  ///< without the program's name; they work where data/ and docs/ lie
};

/// Every subcommand, in the order of the help. Help, completion and tests read this list.
std::span<const Command> commands();

using Run = std::function<ExitCode(Environment&)>;

Run add_compute(Syntax& syntax);
Run add_check(Syntax& syntax);
Run add_verify(Syntax& syntax);
Run add_methods(Syntax& syntax);
Run add_explain(Syntax& syntax);
Run add_compare(Syntax& syntax);
Run add_coupling(Syntax& syntax);
Run add_change(Syntax& syntax);
Run add_chart(Syntax& syntax);
Run add_report(Syntax& syntax);
Run add_template(Syntax& syntax);
Run add_init(Syntax& syntax);
Run add_recover(Syntax& syntax);
Run add_robustness(Syntax& syntax);
Run add_coherence(Syntax& syntax);
Run add_sql(Syntax& syntax);
Run add_weigh(Syntax& syntax);
Run add_completion(Syntax& syntax);
Run add_help(Syntax& syntax);

/// The command line as declared, not yet parsed, and what each of its subcommands does.
struct CommandLine {
    std::unique_ptr<Syntax> syntax;
    std::vector<std::pair<const Syntax*, Run>> commands;
};

/// What is parsed may set the environment.
CommandLine declare(Environment& environment);

/// Parses the arguments and runs what they ask for.
ExitCode run(int argc, const char* const* argv, Environment& environment);

}  // namespace iiindex::cli
