#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

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
    std::string group;
};

/// A command with its options, and those of the one above it that may stand behind it too.
struct CommandDescription {
    std::vector<std::string> words;  ///< "iiindex", "recover", "weights"
    std::string summary;
    std::vector<Argument> positionals, options, inherited;
    std::vector<CommandDescription> commands;
    bool needs_command = false;

    const std::string& name() const { return words.back(); }

    /// The options and then the inherited ones that it has none of its own for.
    std::vector<Argument> all_options() const;

    /// Whether some positional is a file.
    bool takes_files() const;
};

/// What a parser declares, from itself down.
CommandDescription describe(const CLI::App& app);

/// The names of a list of methods, after others.
template <class Methods>
std::vector<std::string_view> names_of(const Methods& methods, std::vector<std::string_view> names = {}) {
    for (const auto& method : methods) names.push_back(method.name);
    return names;
}

/// Checks nothing, but lets help and completion offer these words for a value that may be something else as
/// well.
CLI::Validator suggest(const std::vector<std::string_view>& words);

}  // namespace iiindex::cli
