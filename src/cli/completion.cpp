#include "cli/completion.hpp"

#include <array>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include <iiindex/named.hpp>

#include "cli/command.hpp"
#include "cli/file.hpp"

namespace iiindex::cli {
namespace {

constexpr std::string_view made_from = "# Made from the declarations of the command line.\n";

std::string joined(const std::vector<std::string>& words, std::string_view separator = " ") {
    return fmt::format("{}", fmt::join(words, separator));
}

/// A program's commands, each before those below it.
void list(const CommandDescription& command, std::vector<const CommandDescription*>& found) {
    found.push_back(&command);
    for (const CommandDescription& sub : command.commands) list(sub, found);
}

std::vector<const CommandDescription*> every(const CommandDescription& program) {
    std::vector<const CommandDescription*> found;
    list(program, found);
    return found;
}

std::vector<std::string> names_below(const CommandDescription& command) {
    std::vector<std::string> names;
    for (const CommandDescription& sub : command.commands) names.push_back(sub.name());
    return names;
}

/// The first line of a summary, in single quotes; `escape` is what makes a character stand for itself.
std::string quoted(std::string_view summary, std::string_view special, std::string_view quote) {
    summary = first_line(summary);
    std::string text;
    for (const char c : summary) {
        if (c == '\'')
            text += quote;
        else if (special.find(c) != special.npos)
            text.append("\\").append(1, c);
        else
            text += c;
    }
    return text;
}

// --- bash ---

std::string bash_values(const CommandDescription& command) {
    std::string text;
    for (const Argument& option : command.options) {
        if (option.value.empty()) continue;
        text += fmt::format("                {}) values='{}'", joined(option.names, "|"), joined(option.choices));
        text += fmt::format(" kind={} ;;\n", option.takes_file ? "file" : option.is_list ? "list" : "value");
    }
    return text.empty() ? text : "            case $before in\n" + text + "            esac\n";
}

std::string bash_command(const CommandDescription& command) {
    std::string text = fmt::format("        '{}')\n", command.place());
    std::vector<std::string> options;
    for (const Argument& option : command.options)
        options.insert(options.end(), option.names.begin(), option.names.end());
    text += fmt::format("            options='{}'\n", joined(options));
    if (!command.commands.empty()) text += fmt::format("            commands='{}'\n", joined(names_below(command)));
    if (command.takes_files()) text += "            files=yes\n";
    return text + bash_values(command) + "            ;;\n";
}

// The script's function: which command is being typed, what there is to say of it, and the answer.
constexpr std::string_view bash_places = R"(_iiindex() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    local command= options= commands= files= values= kind= start i
    # bash takes --format=csv for three words.
    if [[ $word == = ]]; then word=
    elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for ((i = 1; i < COMP_CWORD; ++i)); do
        case $command:${COMP_WORDS[i]} in
)";
constexpr std::string_view bash_commands = R"(        esac
    done
    case $command in
)";
constexpr std::string_view bash_reply = R"(    esac
    COMPREPLY=()
    if [[ $kind == list && $word == *,* ]]; then
        start=${word%,*},
        COMPREPLY=($(compgen -P "$start" -W "$values" -- "${word##*,}"))
    elif [[ $kind ]]; then
        COMPREPLY=($(compgen -W "$values" -- "$word"))
        if [[ $kind == file ]]; then compopt -o default; fi
    elif [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$word"))
    else
        COMPREPLY=($(compgen -W "$commands" -- "$word"))
        if [[ $files ]]; then compopt -o default; fi
    fi
}
complete -F _iiindex iiindex
)";

std::string bash(const CommandDescription& program) {
    std::string places, commands;
    for (const CommandDescription* command : every(program)) {
        commands += bash_command(*command);
        for (const CommandDescription& sub : command->commands) {
            places += fmt::format("            '{}:{}') command='{}' ;;\n", command->place(), sub.name(), sub.place());
        }
    }
    return fmt::format("{}{}{}{}{}{}", made_from, bash_places, places, bash_commands, commands, bash_reply);
}

// --- zsh ---

std::string zsh_function(const CommandDescription& command) { return fmt::format("_{}", joined(command.words, "_")); }

/// What completes an option's value or a positional, from the message on.
std::string zsh_value(const Argument& argument) {
    const std::string message = quoted(argument.value, ":[]", "");
    const std::string words = joined(argument.choices);
    if (argument.takes_file && !words.empty()) {
        // A colon would end the action.
        return fmt::format(":{}:{{_alternative \"words\\:{}\\:({})\" \"files\\:{}\\:_files\"}}", message, said("word"),
                           words, said("file"));
    }
    if (argument.takes_file) return fmt::format(":{}:_files", message);
    if (words.empty()) return fmt::format(":{}: ", message);
    if (argument.is_list) return fmt::format(":{}:_sequence compadd - {}", message, words);
    return fmt::format(":{}:({})", message, words);
}

/// A line of _arguments: what it excludes, its names, its summary, its value.
std::string zsh_option(const Argument& option) {
    std::vector<std::string> excluded = option.is_repeatable ? std::vector<std::string>() : option.names;
    excluded.insert(excluded.end(), option.excluded.begin(), option.excluded.end());
    std::string text;
    const std::string rest =
        fmt::format("'[{}]{}'", quoted(option.summary, ":[]", "'\\''"), option.value.empty() ? "" : zsh_value(option));
    for (const std::string& name : option.names) {
        const std::string_view joint = option.value.empty() ? "" : name.starts_with("--") ? "=" : "+";
        text += "        ";
        if (!excluded.empty()) text += fmt::format("'({})'", joined(excluded));
        if (option.is_repeatable) text += "'*'";
        text += fmt::format("{}{}{} \\\n", name, joint, rest);
    }
    return text;
}

/// The words of commands with their summaries, as _describe takes them.
std::string zsh_commands(const CommandDescription& command) {
    std::string text;
    for (const CommandDescription& sub : command.commands) {
        text += fmt::format("        '{}:{}'\n", sub.name(), quoted(sub.summary, ":", "'\\''"));
    }
    return text;
}

std::string zsh_body(const CommandDescription& command, std::size_t depth) {
    std::string text = fmt::format("{}() {{\n", zsh_function(command));
    if (!command.commands.empty()) {
        text += "    local -a commands=(\n" + zsh_commands(command) + "    )\n";
        text += "    local word\n    for word in ${words[2,CURRENT-1]}; do\n        case $word in\n";
        for (const CommandDescription& sub : command.commands) {
            text += fmt::format("            {}) {}; return ;;\n", sub.name(), zsh_function(sub));
        }
        text += "        esac\n    done\n";
    }
    text += "    _arguments -s \\\n";
    for (const Argument& option : command.options) text += zsh_option(option);
    // The words up to the command's own are positionals too.
    for (std::size_t i = 1; i <= depth; ++i) text += fmt::format("        '{}: : ' \\\n", i);
    if (!command.commands.empty()) {
        const std::string alternative = command.takes_files() ? fmt::format(" \"files:{}:_files\"", said("file")) : "";
        text += fmt::format(
            "        '{}:{}:{{_alternative \"commands:{}:{{_describe command commands}}\"{}}}' "
            "\\\n",
            depth + 1, said("command"), said("command"), alternative);
    }
    if (command.takes_files()) text += fmt::format("        '*:{}:_files' \\\n", said("file"));
    return text + "        && return\n}\n";
}

std::string zsh(const CommandDescription& program) {
    std::string text = "#compdef iiindex\n" + std::string(made_from);
    for (const CommandDescription* command : every(program)) text += zsh_body(*command, command->words.size() - 1);
    return text + "_iiindex \"$@\"\n";
}

// --- fish ---

/// When a command is what is being typed: its words are there and none of those below it.
std::string fish_condition(const CommandDescription& command) {
    std::string text;
    for (std::size_t i = 1; i < command.words.size(); ++i) {
        text += (text.empty() ? "" : "; and ") + std::string("__fish_seen_subcommand_from ") + command.words[i];
    }
    if (!command.commands.empty()) {
        text += (text.empty() ? "" : "; and ") + std::string("not __fish_seen_subcommand_from ") +
                joined(names_below(command));
    }
    return text;
}

std::string fish_option(const Argument& option) {
    std::string text;
    for (const std::string& name : option.names) {
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    }
    if (!option.value.empty()) text += option.takes_file ? " -r -F" : " -x";
    if (!option.choices.empty()) text += fmt::format(" -a '{}'", joined(option.choices));
    return text + fmt::format(" -d '{}'", quoted(option.summary, "\\", "\\'"));
}

std::string fish(const CommandDescription& program) {
    std::string text = fmt::format("{}complete -c iiindex -f\n", made_from);
    for (const CommandDescription* command : every(program)) {
        const std::string start = fmt::format("complete -c iiindex -n '{}'", fish_condition(*command));
        for (const CommandDescription& sub : command->commands) {
            text += fmt::format("{} -a {} -d '{}'\n", start, sub.name(), quoted(sub.summary, "\\", "\\'"));
        }
        if (command->takes_files()) text += start + " -F\n";
        for (const Argument& option : command->options) text += start + fish_option(option) + "\n";
    }
    return text;
}

}  // namespace

std::span<const Shell> shells() {
    static constexpr std::array list = {
        Shell{"bash", "bash-completion/completions/iiindex", bash},
        Shell{"zsh", "zsh/site-functions/_iiindex", zsh},
        Shell{"fish", "fish/vendor_completions.d/iiindex.fish", fish},
    };
    return list;
}

Run add_completion(Syntax& syntax) {
    const auto name = std::make_shared<std::string>();
    std::vector<std::string_view> names;
    for (const Shell& shell : shells()) names.push_back(shell.name);
    syntax.choice("shell", *name, names,
                  said("The shell, which reads what is printed: source <(iiindex completion bash)"));
    return [name](Environment& environment) {
        const CommandDescription program = declare(environment).syntax->description();
        environment.out << find_named(shells(), *name)->script(program);
        flush(environment);
        return ExitCode::done;
    };
}

}  // namespace iiindex::cli
