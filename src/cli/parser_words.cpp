#include "cli/parser_words.hpp"

#include <array>
#include <optional>
#include <vector>

#include <fmt/args.h>
#include <fmt/format.h>

#include "ground/catalogue.hpp"

namespace iiindex::cli {
namespace {

using detail::marked;

/// What CLI11 says, and what is said in its stead.
struct Wording {
    std::string_view parser;
    std::string_view own;
};

constexpr std::array wordings = {
    Wording{"A subcommand is required", marked("A subcommand is required")},
    Wording{"{}: 1 required  missing", marked("{} needs a value")},
    Wording{"{} is required", marked("{} is required")},
    Wording{"{}: At least {} required but received {}", marked("{}: expected {} or more, got {}")},
    Wording{"{}: At Most {} required but received {}", marked("{}: expected {} at most, got {}")},
    Wording{"{} excludes {}", marked("{} excludes {}")},
    Wording{"Could not convert: {} = {}", marked("Could not convert: {} = {}")},
    Wording{"The value {} is not an allowed value for {}", marked("The value {} is not an allowed value for {}")},
    Wording{"{}: Should be true/false or a number", marked("{}: Should be true/false or a number")},
    Wording{"{}: too many inputs for a flag", marked("{}: too many inputs for a flag")},
    Wording{"{} was given a disallowed flag override", marked("{} was given a disallowed flag override")},
};

/// What stands in the places of a text of this form.
std::optional<std::vector<std::string_view>> places(std::string_view form, std::string_view text) {
    constexpr std::string_view place = "{}";
    std::vector<std::string_view> found;
    while (true) {
        const std::size_t before = form.find(place);
        if (before == form.npos) return form == text ? std::optional(found) : std::nullopt;
        if (!text.starts_with(form.substr(0, before))) return std::nullopt;
        text.remove_prefix(before);
        form.remove_prefix(before + place.size());
        const std::string_view next = form.substr(0, form.find(place));
        const std::size_t end = next.empty() ? text.size() : text.find(next);
        if (end == text.npos) return std::nullopt;
        found.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

}  // namespace

std::string parser_words(std::string_view message) {
    for (const auto& [parser, own] : wordings) {
        const auto found = places(parser, message);
        if (!found) continue;
        fmt::dynamic_format_arg_store<fmt::format_context> values;
        for (const std::string_view value : *found) values.push_back(value);
        const std::string_view form = detail::translated(own, spoken());
        return fmt::vformat({form.data(), form.size()}, values);
    }
    return std::string(message);
}

}  // namespace iiindex::cli
