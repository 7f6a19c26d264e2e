#include "cli/help.hpp"

#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include <iiindex/problem.hpp>
#include <iiindex/text.hpp>

#include "cli/command.hpp"
#include "cli/file.hpp"
#include "cli/names.hpp"
#include "text/wrap.hpp"

namespace iiindex::cli {
namespace {

constexpr std::size_t usual_width = 80;
constexpr std::size_t indent = 2;
constexpr std::size_t summaries_at = 26;  // the column in which what is said of an option begins

std::string blanks(std::size_t count) { return std::string(count, ' '); }

/// A text folded into lines that all begin in the same column, after what stands before it in the first.
std::string folded(std::string before, std::string_view text, std::size_t at, std::size_t width) {
    std::string lines;
    if (!before.empty() && display_width(before) + indent > at) {
        lines = before + "\n";
        before.clear();
    }
    before += blanks(at - display_width(before));
    for (const std::string_view part : detail::wrap(text, width > at + 20 ? width - at : 20)) {
        lines += fmt::format("{}{}\n", before, part);
        before = blanks(at);
    }
    return lines;
}

std::string value_of(const Argument& argument) {
    if (argument.choices.empty() || argument.takes_others) return argument.value;
    return fmt::format("{}", fmt::join(argument.choices, "|"));
}

/// "-f, --format table|csv".
std::string written(const Argument& option) {
    std::string text = fmt::format("{}", fmt::join(option.names, ", "));
    return option.value.empty() ? text : text + " " + value_of(option);
}

std::string usage_of(const Argument& argument) {
    const std::string text = upper(argument.names.front()) + (argument.is_repeatable ? "..." : "");
    return argument.is_required ? text : "[" + text + "]";
}

std::string usage(const CommandDescription& command) {
    const std::string words = fmt::format("{}", fmt::join(command.words, " "));
    const std::string before = said("Usage: ");
    std::string text;
    if (!command.needs_command) {
        text = before + words + " " + said("[OPTIONS]");
        for (const Argument& argument : command.positionals) text += " " + usage_of(argument);
        text += "\n";
    }
    if (!command.commands.empty()) {
        text += text.empty() ? before : blanks(display_width(before));
        text += words + " " + said("COMMAND [OPTIONS] ...") + "\n";
    }
    return text;
}

/// What is said of an argument; in further lines what each of its choices does.
std::string entry(const std::string& names, const Argument& argument, std::size_t width) {
    std::vector<std::string> remarks;
    if (!argument.range.empty()) remarks.push_back(argument.range);
    if (!argument.default_value.empty()) remarks.push_back(said("default {}", argument.default_value));
    for (const std::string& name : argument.excluded) remarks.push_back(said("not with {}", name));
    const std::string& summary = argument.summary;
    std::size_t end = std::min(summary.find('\n'), summary.size());
    std::string first = summary.substr(0, end);
    if (!remarks.empty()) first = said("{} ({})", first, fmt::join(remarks, translated("; ", spoken())));
    std::string text = folded(blanks(indent) + names, first, summaries_at, width);
    while (end < summary.size()) {
        const std::size_t begin = end + 1;
        end = std::min(summary.find('\n', begin), summary.size());
        text += folded(blanks(summaries_at), std::string_view(summary).substr(begin, end - begin),
                       summaries_at + indent, width);
    }
    return text;
}

std::string arguments_of(const CommandDescription& command, std::size_t width) {
    if (command.positionals.empty()) return {};
    std::string text = "\n" + said("Arguments:") + "\n";
    for (const Argument& argument : command.positionals) text += entry(upper(argument.names.front()), argument, width);
    return text;
}

std::string commands_of(const CommandDescription& command, std::size_t width) {
    if (command.commands.empty()) return {};
    std::string text = "\n" + said("Commands:") + "\n";
    for (const CommandDescription& sub : command.commands)
        text += folded(blanks(indent) + sub.name(), sub.summary, 14, width);
    return text;
}

std::string options_of(const CommandDescription& command, std::size_t width) {
    std::string text;
    for (const std::string& group : groups_of(command)) {
        text += "\n" + said("{}:", translated(group, spoken())) + "\n";
        for (const Argument& option : command.options) {
            if (option.group == group) text += entry(written(option), option, width);
        }
    }
    return text;
}

std::string exit_status(std::size_t width) {
    std::vector<std::string> statuses;
    for (const ExitStatus& status : exit_statuses())
        statuses.push_back(fmt::format("{} {}", static_cast<int>(status.code), translated(status.meaning, spoken())));
    return folded("\n" + said("Exit status:"), said("{}.", fmt::join(statuses, translated("; ", spoken()))), 14, width);
}

std::string examples_of(const CommandDescription& command) {
    if (command.examples.empty()) return {};
    std::string text = "\n" + said("Examples:") + "\n";
    for (const std::string& example : command.examples) text += blanks(indent) + example + "\n";
    return text;
}

[[noreturn]] void refuse_word(std::string_view word, const CommandDescription& above) {
    std::vector<std::string_view> names;
    for (const CommandDescription& one : above.commands) names.push_back(one.name());
    throw UsageError(with_nearest(said("'{}' is not a command", printable(word)), word, names));
}

}  // namespace

std::string help(const CommandDescription& command, std::size_t width) {
    if (width == 0) width = usual_width;
    return folded("", sentence(command.summary), 0, width) + "\n" + usage(command) + commands_of(command, width) +
           arguments_of(command, width) + options_of(command, width) + exit_status(width) + examples_of(command);
}

const CommandDescription& command_at(const CommandDescription& program, std::span<const std::string_view> words) {
    const CommandDescription* above = &program;
    for (const std::string_view word : words) {
        if (above->commands.empty()) break;
        const auto found = std::find_if(above->commands.begin(), above->commands.end(),
                                        [&](const CommandDescription& one) { return one.name() == word; });
        if (found != above->commands.end())
            above = &*found;
        else if (above->needs_command)
            refuse_word(word, *above);
        else
            break;
    }
    return *above;
}

Run add_help(Syntax& syntax) {
    const auto words = std::make_shared<std::vector<std::string>>();
    std::vector<std::string_view> names;
    for (const Command& command : commands()) names.push_back(command.name);
    syntax.arguments("command", *words, said("A command, with its second word if it has one; else the program"),
                     "COMMAND", {0, 2}, std::move(names));
    return [words](Environment& environment) {
        const CommandDescription program = declare(environment).syntax->description();
        const std::vector<std::string_view> asked(words->begin(), words->end());
        const CommandDescription& command = command_at(program, asked);
        if (command.words.size() <= asked.size()) refuse_word(asked[command.words.size() - 1], command);
        environment.out << help(command, environment.width);
        flush(environment);
        return ExitCode::done;
    };
}

}  // namespace iiindex::cli
