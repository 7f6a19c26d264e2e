#include <algorithm>
#include <new>
#include <vector>

#include <fmt/format.h>

#include <iiindex/format.hpp>
#include <iiindex/problem.hpp>
#include <iiindex/version.hpp>

#include "command.hpp"

namespace iiindex::cli {
namespace {

constexpr std::string_view footer =
    "Exit status: 0 done; 1 the input was refused or a check did not hold;\n"
    "2 the command line was wrong; 3 the output could not be written.";

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

ExitCode run(int argc, const char* const* argv, Environment& environment) {
    CLI::App app("iiindex computes composite indices: scores, ranks and tiers from an index and its values.",
                 "iiindex");
    app.set_version_flag("--version", fmt::format("iiindex {}", version));
    app.require_subcommand(1);
    app.footer(std::string(footer));
    std::vector<std::pair<CLI::App*, Run>> declared;
    for (const Command& command : commands()) {
        CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
        sub->footer(std::string(footer));
        sub->add_flag("-q,--quiet", environment.quiet, "No warnings or notes");
        declared.emplace_back(sub, command.add(*sub));
        // An option of the command may stand behind a word that chooses among what it does.
        for (CLI::App* nested : sub->get_subcommands([](const CLI::App*) { return true; })) nested->fallthrough();
    }
    if (const std::string message = unknown_command(app, argc, argv); !message.empty()) {
        return usage_error(environment, message, "");
    }
    const auto chosen = [&] {
        return std::find_if(declared.begin(), declared.end(), [](const auto& d) { return d.first->parsed(); });
    };
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help_or_version) {
        app.exit(help_or_version, environment.out, environment.err);
        return ExitCode::done;
    } catch (const CLI::ParseError& error) {
        const auto command = chosen();
        return usage_error(environment, error.what(), command == declared.end() ? "" : command->first->get_name());
    }
    const auto command = chosen();
    return run_guarded(command->second, environment, command->first->get_name());
}

}  // namespace iiindex::cli
