#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

#include <iiindex/language.hpp>

namespace iiindex::detail {

/// Marks a text for the catalogue where it is stated, for `translated` where it is shown.
constexpr std::string_view marked(std::string_view english) { return english; }

/// A text that people read: itself in English, what the catalogue (po/) has for it in another language, itself where
/// the catalogue has nothing. Lives as long as `english` does.
std::string_view translated(std::string_view english, Language language);

/// One that means several things, by the one that is meant here.
std::string_view translated_in(std::string_view context, std::string_view english, Language language);

/// A text in the language of what is written (a table, a page, a workbook), its places filled.
template <class... Args>
std::string worded(Language language, fmt::format_string<Args...> english, Args&&... args) {
    const fmt::string_view text = english;
    const std::string_view chosen = translated({text.data(), text.size()}, language);
    return fmt::vformat({chosen.data(), chosen.size()}, fmt::make_format_args(args...));
}

template <class... Args>
std::string worded_in(Language language, std::string_view context, fmt::format_string<Args...> english,
                      Args&&... args) {
    const fmt::string_view text = english;
    const std::string_view chosen = translated_in(context, {text.data(), text.size()}, language);
    return fmt::vformat({chosen.data(), chosen.size()}, fmt::make_format_args(args...));
}

/// A text in the language of what is said to the caller, its places filled.
template <class... Args>
std::string said(fmt::format_string<Args...> english, Args&&... args) {
    return worded(spoken(), english, std::forward<Args>(args)...);
}

}  // namespace iiindex::detail
