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
#include "cli/help.hpp"
#include "cli/language.hpp"
#include "cli/names.hpp"
#include "cli/parser_words.hpp"

namespace iiindex::cli {
namespace {

/// The words of a command line before its first option.
std::vector<std::string_view> leading_words(int argc, const char* const* argv) {
    std::vector<std::string_view> words;
    for (int i = 1; i < argc && argv[i][0] != '-'; ++i) words.emplace_back(argv[i]);
    return words;
}

/// What is said of the first argument that no command takes.
std::string unexpected(const CLI::App& app, const CommandDescription& program, const CommandDescription& command) {
    const std::vector<std::string> left = app.remaining(true);
    const std::string first = left.empty() ? std::string() : left.front();
    if (!first.starts_with('-')) return said("'{}' is one argument too many", first);
    std::vector<std::string_view> known;
    for (const CommandDescription* one : {&program, &command}) {
        for (const Argument& option : one->options) known.insert(known.end(), option.names.begin(), option.names.end());
    }
    const std::string name = first.substr(0, first.find('='));
    return with_nearest(said("{} is no option of '{}'", name, fmt::join(command.words, " ")), name, known);
}

ExitCode usage_error(Environment& environment, std::string_view message, const std::string& command) {
    const std::string help = fmt::format("iiindex {}{}--help", command, command.empty() ? "" : " ");
    environment.err << "iiindex: " << printable(message) << '\n' << said("See '{}'.", help) << '\n';
    return ExitCode::misused;
}

void report(Environment& environment, const InputError& error) {
    for (const Problem& problem : gathered(error.problems())) environment.err << to_string(problem);
    if (error.unlisted() > 0) environment.err << said("… and {} more problems\n", error.unlisted());
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
        environment.err << said("iiindex: out of memory; ask for less with --depth, or split the input by period\n");
        return ExitCode::refused;
    } catch (const std::exception& error) {
        environment.err << "iiindex: " << printable(error.what()) << '\n';
        return ExitCode::refused;
    }
}

}  // namespace

std::span<const ExitStatus> exit_statuses() {
    static constexpr std::array statuses = {
        ExitStatus{ExitCode::done, marked("done")},
        ExitStatus{ExitCode::refused, marked("the input was refused or a check did not hold")},
        ExitStatus{ExitCode::misused, marked("the command line was wrong")},
        ExitStatus{ExitCode::unwritten, marked("the output could not be written")},
        ExitStatus{ExitCode::interrupted, marked("interrupted")},
    };
    return statuses;
}

CommandLine declare(Environment& environment) {
    CommandLine line{
        .syntax = std::make_unique<Syntax>(
            "iiindex",
            said("iiindex computes composite indices: scores, ranks and tiers from an index and its values.")),
        .commands = {}};
    line.syntax->version(fmt::format("iiindex {}", version));
    line.syntax->require_nested();
    for (const Command& command : commands()) {
        Syntax& syntax =
            line.syntax->nested(std::string(command.name), std::string(translated(command.summary, spoken())));
        const auto add_quiet = [&](Syntax& one) {
            one.heading(program_options);
            one.flag("-q,--quiet", environment.quiet, said("No warnings or notes"));
            one.heading({});
        };
        add_quiet(syntax);
        line.commands.emplace_back(&syntax, command.add(syntax));
        for (const auto& word : syntax.all_nested()) add_quiet(*word);
        syntax.examples(command.examples);
    }
    line.syntax->examples({"compute data/2020.json", "help compute"});
    return line;
}  // NOLINT(clang-analyzer-cplusplus.NewDeleteLeaks): what is returned owns it

ExitCode run(int argc, const char* const* argv, Environment& environment) {
    speak(language_said(argc, argv, environment.language));
    const CommandLine line = declare(environment);
    const CommandDescription program = line.syntax->description();
    const CommandDescription* asked = &program;
    const auto tell = [&](const std::string& text) {
        return run_guarded(
            [&](Environment&) {
                environment.out << text;
                flush(environment);
                return ExitCode::done;
            },
            environment, "");
    };
    CLI::App& app = line.syntax->app();
    try {
        asked = &command_at(program, leading_words(argc, argv));
        if (argc <= 1) return tell(help(program, environment.width));
        app.parse(argc, argv);
    } catch (const UsageError& error) {
        return usage_error(environment, error.what(), "");
    } catch (const CLI::CallForVersion& version_text) {
        return tell(version_text.what() + std::string("\n"));
    } catch (const CLI::Success&) {
        return tell(help(*asked, environment.width));
    } catch (const CLI::ExtrasError&) {
        return usage_error(environment, unexpected(app, program, *asked), asked->place());
    } catch (const CLI::ParseError& error) {
        return usage_error(environment, parser_words(error.what()), asked->place());
    }
    const auto command =
        std::find_if(line.commands.begin(), line.commands.end(), [](const auto& one) { return one.first->given(); });
    const Run all = [&](Environment&) {
        command->first->check();
        environment.outputs = command->first->outputs();
        return command->second(environment);
    };
    return run_guarded(all, environment, asked->place());
}

}  // namespace iiindex::cli
