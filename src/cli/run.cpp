#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <iiindex/problem.hpp>
#include <iiindex/text.hpp>
#include <iiindex/version.hpp>

#include "cli/command.hpp"
#include "cli/file.hpp"

namespace iiindex::cli {
namespace {

/// The exit statuses, two a line.
std::string footer() {
    std::string text = "Exit status: ";
    const auto statuses = exit_statuses();
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        if (i > 0) text += i % 2 == 0 ? ";\n" : "; ";
        text += fmt::format("{} {}", static_cast<int>(statuses[i].code), statuses[i].meaning);
    }
    return text + ".";
}

/// What stands below the help of a command.
std::string footer_of(const Command& command) {
    return fmt::format("Examples:\n  iiindex {}\n  iiindex {}\n\n{}", command.examples[0], command.examples[1],
                       footer());
}

/// A word in the place of a subcommand that is none, or empty.
std::string unknown_command(const Syntax& program, int argc, const char* const* argv) {
    const Syntax* above = &program;
    for (int i = 1; i < argc && argv[i][0] != '-'; ++i) {
        const auto& words = above->all_nested();
        if (words.empty() || !above->needs_nested()) return {};
        const auto found =
            std::find_if(words.begin(), words.end(), [&](const auto& one) { return one->name() == argv[i]; });
        if (found == words.end()) {
            std::vector<std::string_view> names;
            for (const auto& one : words) names.push_back(one->name());
            std::string message = fmt::format("'{}' is not a command", argv[i]);
            if (const auto near = did_you_mean(argv[i], names); !near.empty()) message += "; " + near;
            return message;
        }
        above = found->get();
    }
    return {};
}

ExitCode usage_error(Environment& environment, std::string_view message, const std::string& command) {
    environment.err << "iiindex: " << printable(message) << "\nSee 'iiindex " << command << (command.empty() ? "" : " ")
                    << "--help'.\n";
    return ExitCode::misused;
}

void report(Environment& environment, const InputError& error) {
    for (const Problem& problem : gathered(error.problems())) environment.err << to_string(problem);
    if (error.unlisted() > 0) environment.err << fmt::format("… and {} more problems\n", error.unlisted());
}

ExitCode run_guarded(const Run& command, Environment& environment, const std::string& name) {
    try {
        return command(environment);
    } catch (const InputError& error) {
        report(environment, error);
        return ExitCode::refused;
    } catch (const UsageError& error) {
        return usage_error(environment, error.what(), name);
    } catch (const OutputError& error) {
        environment.err << "iiindex: " << printable(error.what()) << '\n';
        return ExitCode::unwritten;
    } catch (const std::bad_alloc&) {
        environment.err << "iiindex: out of memory; ask for less with --depth, or split the input by period\n";
        return ExitCode::refused;
    } catch (const std::exception& error) {
        environment.err << "iiindex: " << printable(error.what()) << '\n';
        return ExitCode::refused;
    }
}

}  // namespace

std::span<const ExitStatus> exit_statuses() {
    static constexpr std::array statuses = {
        ExitStatus{ExitCode::done, "done"},
        ExitStatus{ExitCode::refused, "the input was refused or a check did not hold"},
        ExitStatus{ExitCode::misused, "the command line was wrong"},
        ExitStatus{ExitCode::unwritten, "the output could not be written"},
        ExitStatus{ExitCode::interrupted, "interrupted"},
    };
    return statuses;
}

CommandLine declare(Environment& environment) {
    CommandLine line{
        .syntax = std::make_unique<Syntax>(
            "iiindex", "iiindex computes composite indices: scores, ranks and tiers from an index and its values."),
        .commands = {}};
    line.syntax->version(fmt::format("iiindex {}", version));
    line.syntax->require_nested();
    line.syntax->footer(footer());
    for (const Command& command : commands()) {
        Syntax& syntax = line.syntax->nested(std::string(command.name), std::string(command.summary));
        syntax.footer(footer_of(command));
        const auto add_quiet = [&](Syntax& one) { one.flag("-q,--quiet", environment.quiet, "No warnings or notes"); };
        add_quiet(syntax);
        line.commands.emplace_back(&syntax, command.add(syntax));
        for (const auto& word : syntax.all_nested()) add_quiet(*word);
    }
    return line;
}

ExitCode run(int argc, const char* const* argv, Environment& environment) {
    const CommandLine line = declare(environment);
    if (const std::string message = unknown_command(*line.syntax, argc, argv); !message.empty()) {
        return usage_error(environment, message, "");
    }
    const auto chosen = [&] {
        return std::find_if(line.commands.begin(), line.commands.end(),
                            [](const auto& command) { return command.first->given(); });
    };
    CLI::App& app = line.syntax->app();
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help_or_version) {
        const Run tell = [&](Environment&) {
            app.exit(help_or_version, environment.out, environment.err);
            flush(environment);
            return ExitCode::done;
        };
        return run_guarded(tell, environment, "");
    } catch (const CLI::ParseError& error) {
        const auto command = chosen();
        return usage_error(environment, error.what(), command == line.commands.end() ? "" : command->first->name());
    }
    const auto command = chosen();
    const Run all = [&](Environment&) {
        command->first->check();
        environment.outputs = command->first->outputs();
        return command->second(environment);
    };
    return run_guarded(all, environment, command->first->name());
}

}  // namespace iiindex::cli
