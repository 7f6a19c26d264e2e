#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <vector>

#include <fmt/format.h>

#include <iiindex/format.hpp>
#include <iiindex/problem.hpp>
#include <iiindex/text.hpp>
#include <iiindex/version.hpp>

#include "cli/command.hpp"

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

/// A word in the place of a subcommand that is none, or empty.
std::string unknown_command(const CLI::App& app, int argc, const char* const* argv) {
    const CLI::App* above = &app;
    for (int i = 1; i < argc && argv[i][0] != '-'; ++i) {
        std::vector<const CLI::App*> subcommands = above->get_subcommands([](const CLI::App*) { return true; });
        const bool may_be_a_file = above != &app && above->get_require_subcommand_min() == 0;
        if (subcommands.empty() || may_be_a_file) return {};
        const std::string word = argv[i];
        const auto found = std::find_if(subcommands.begin(), subcommands.end(),
                                        [&](const CLI::App* sub) { return sub->get_name() == word; });
        if (found == subcommands.end()) {
            std::vector<std::string_view> names;
            for (const CLI::App* sub : subcommands) names.push_back(sub->get_name());
            std::string message = fmt::format("'{}' is not a command", printable(word));
            if (const auto near = did_you_mean(word, names); !near.empty()) message += "; " + near;
            return message;
        }
        above = *found;
    }
    return {};
}

ExitCode usage_error(Environment& environment, std::string_view message, const std::string& command) {
    environment.err << "iiindex: " << message << "\nSee 'iiindex " << command << (command.empty() ? "" : " ")
                    << "--help'.\n";
    return ExitCode::misused;
}

void report(Environment& environment, const InputError& error) {
    for (const Problem& problem : error.problems()) environment.err << to_string(problem);
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
        environment.err << "iiindex: " << error.what() << '\n';
        return ExitCode::unwritten;
    } catch (const std::bad_alloc&) {
        environment.err << "iiindex: out of memory; ask for less with --depth, or split the input by period\n";
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
        .app = std::make_unique<CLI::App>(
            "iiindex computes composite indices: scores, ranks and tiers from an index and its values.", "iiindex"),
        .commands = {}};
    CLI::App& app = *line.app;
    app.set_version_flag("--version", fmt::format("iiindex {}", version));
    app.require_subcommand(1);
    app.footer(footer());
    for (const Command& command : commands()) {
        CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
        sub->footer(footer());
        sub->add_flag("-q,--quiet", environment.quiet, "No warnings or notes");
        line.commands.emplace_back(sub, command.add(*sub));
        // An option of the command may stand behind a word that chooses among what it does.
        for (CLI::App* nested : sub->get_subcommands([](const CLI::App*) { return true; })) nested->fallthrough();
    }
    return line;
}

ExitCode run(int argc, const char* const* argv, Environment& environment) {
    const CommandLine line = declare(environment);
    CLI::App& app = *line.app;
    if (const std::string message = unknown_command(app, argc, argv); !message.empty()) {
        return usage_error(environment, message, "");
    }
    const auto chosen = [&] {
        return std::find_if(line.commands.begin(), line.commands.end(),
                            [](const auto& command) { return command.first->parsed(); });
    };
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help_or_version) {
        app.exit(help_or_version, environment.out, environment.err);
        return ExitCode::done;
    } catch (const CLI::ParseError& error) {
        const auto command = chosen();
        return usage_error(environment, error.what(), command == line.commands.end() ? "" : command->first->get_name());
    }
    const auto command = chosen();
    return run_guarded(command->second, environment, command->first->get_name());
}

}  // namespace iiindex::cli
