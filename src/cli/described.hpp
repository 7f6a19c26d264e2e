#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/named.hpp>

#include "ground/catalogue.hpp"

namespace iiindex::cli {

/// An option or a positional argument as it was declared, in the words that manual and completions need.
struct Argument {
    std::vector<std::string> names;    ///< "-f", "--format"; of a positional its own
    std::string value;                 ///< what stands for the value, as FILE; empty: a flag
    std::vector<std::string> choices;  ///< the words that it takes, or some of them
    bool takes_others = false;         ///< and not only its choices
    bool takes_file = false;
    bool is_list = false;  ///< with commas between the values
    bool is_repeatable = false;
    bool is_required = false;
    std::string summary;  ///< of several lines where it tells what each choice does
    std::string range;    ///< "0 to 15"
    std::string default_value;
    std::vector<std::string> excluded;  ///< what it does not go with
    std::string group;                  ///< as it was declared; of the catalogue
};

/// A command with its options and the words that choose among what it does.
struct CommandDescription {
    std::vector<std::string> words;  ///< "iiindex", "recover", "weights"
    std::string summary;
    std::vector<Argument> positionals, options;
    std::vector<CommandDescription> commands;
    bool needs_command = false;
    std::vector<std::string> examples;  ///< whole command lines

    const std::string& name() const { return words.back(); }
    /// "recover weights"; of the program itself nothing.
    std::string place() const {
        std::string text;
        for (std::size_t i = 1; i < words.size(); ++i) text += (i > 1 ? " " : "") + words[i];
        return text;
    }

    /// Whether some positional is a file.
    bool takes_files() const {
        return std::any_of(positionals.begin(), positionals.end(), [](const Argument& one) { return one.takes_file; });
    }
};

/// The headings of the options in the order in which they are read: the command's own, what it adds to them, output and
/// input, which all commands have, and what is of the program.
std::vector<std::string> groups_of(const CommandDescription& command);

constexpr std::string_view own_options = detail::marked("Options"), output_options = detail::marked("Output"),
                           input_options = detail::marked("Input"), program_options = detail::marked("Program");

/// What stands for an argument or a value in help and manual: "file" gives "FILE".
std::string upper(std::string text);

/// The first line of a summary, without the colon that leads over to others.
std::string_view first_line(std::string_view summary);

/// A summary as a sentence, with its full stop.
std::string sentence(const std::string& summary);

/// The names of a list of methods that a name alone asks for, after others.
template <class Methods>
std::vector<std::string_view> names_of(const Methods& methods, std::vector<std::string_view> names = {}) {
    for (const auto& method : methods) {
        if constexpr (requires { method.combine; }) {
            if (takes(method, "formula")) continue;  // which a node states by itself
        }
        names.push_back(method.name);
    }
    return names;
}

}  // namespace iiindex::cli
