#include "cli/described.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace iiindex::cli {
namespace {

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t end = 0; !text.empty(); text.remove_prefix(std::min(end + 1, text.size()))) {
        end = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, end));
    }
    return parts;
}

/// What stands between two marks, or empty.
std::string_view between(std::string_view text, std::string_view before, char after) {
    const std::size_t begin = text.find(before);
    if (begin == std::string_view::npos) return {};
    text.remove_prefix(begin + before.size());
    return text.substr(0, text.find(after));
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

std::vector<std::string> names_of(const CLI::Option& option) {
    if (option.get_positional()) return {option.get_name(true)};
    std::vector<std::string> names;
    for (const std::string& name : option.get_snames()) names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
    return names;
}

/// What a type's name says: "TEXT:{zh,en}" is one of these, "METHOD:{given,equal}" these among others;
/// "INT:INT in [0 - 15]" and "UINT:POSITIVE" have a range.
void read_type(std::string_view type, Argument& argument) {
    const std::string_view kind = type.substr(0, type.find(':'));
    argument.choices = split(between(type, ":{", '}'), ',');
    argument.takes_others = kind != "TEXT";
    argument.takes_file = kind.find("FILE") != kind.npos || kind.find("PATH") != kind.npos;
    if (const std::string_view range = between(type, "[", ']'); !range.empty()) {
        const std::size_t dash = range.find(" - ");
        argument.range = fmt::format("{} to {}", range.substr(0, dash), range.substr(dash + 3));
    } else if (type.ends_with(":POSITIVE")) {
        argument.range = "above 0";
    }
    const bool is_number = kind == "INT" || kind == "UINT" || kind == "FLOAT";
    if (is_number)
        argument.value = "N";
    else if (kind == "TEXT")
        argument.value = upper(argument.names.back().substr(argument.names.back().find_first_not_of('-')));
    else
        argument.value = kind;
}

Argument describe(const CLI::Option& option) {
    Argument argument{.names = names_of(option)};
    const bool has_value = option.get_items_expected_max() > 0;
    if (has_value) read_type(option.get_type_name(), argument);
    argument.is_list = option.get_delimiter() == ',';
    argument.is_repeatable = has_value && (option.get_items_expected_max() > 1 ||
                                           option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll);
    argument.is_required = option.get_required();
    argument.summary = option.get_description();
    argument.default_value = option.get_default_str();
    for (const CLI::Option* excluded : option.get_excludes()) argument.excluded.push_back(excluded->get_name());
    argument.group = option.get_group();
    return argument;
}

CommandDescription describe(const CLI::App& app, std::vector<std::string> words, const std::vector<Argument>& above) {
    words.push_back(app.get_name());
    CommandDescription command{.words = words, .summary = app.get_description()};
    command.needs_command = app.get_require_subcommand_min() > 0;
    if (app.get_fallthrough()) command.inherited = above;
    for (const CLI::Option* option : app.get_options()) {
        (option->get_positional() ? command.positionals : command.options).push_back(describe(*option));
    }
    for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
        command.commands.push_back(describe(*sub, words, command.options));
    }
    return command;
}

}  // namespace

std::vector<Argument> CommandDescription::all_options() const {
    std::vector<Argument> all = options;
    for (const Argument& other : inherited) {
        const bool is_own = std::any_of(options.begin(), options.end(), [&](const Argument& own) {
            return std::find(own.names.begin(), own.names.end(), other.names.back()) != own.names.end();
        });
        if (!is_own) all.push_back(other);
    }
    return all;
}

bool CommandDescription::takes_files() const {
    return std::any_of(positionals.begin(), positionals.end(), [](const Argument& one) { return one.takes_file; });
}

CommandDescription describe(const CLI::App& app) { return describe(app, {}, {}); }

CLI::Validator suggest(const std::vector<std::string_view>& words) {
    return CLI::Validator([](std::string&) { return std::string(); }, fmt::format("{{{}}}", fmt::join(words, ",")));
}

}  // namespace iiindex::cli
