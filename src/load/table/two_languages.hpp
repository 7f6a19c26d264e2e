#pragma once

#include <optional>
#include <string_view>

namespace iiindex::detail {

/// A title in Chinese with its translation, as yearbooks print them.
struct TwoLanguages {
    std::string_view chinese, translation;
};

/// The two of "地区生产总值 Gross Regional Product" or of one title a line, in either order; nothing where a title is
/// in one language alone, but perhaps for an acronym (人均GDP) or what it is counted in (USD million).
std::optional<TwoLanguages> in_two_languages(std::string_view title);

/// What `find` says of a title or, where that is nothing, of one in two languages by its Chinese, then its translation.
template <class Find>
auto found_in_either(std::string_view title, const Find& find) -> decltype(find(title)) {
    auto found = find(title);
    if (found) return found;
    const auto languages = in_two_languages(title);
    if (!languages) return found;
    found = find(languages->chinese);
    return found ? found : find(languages->translation);
}

/// Whether a text is worded in ASCII and no measure: begins with a capital (or as 5G) and has a word beyond those of
/// amounts.
bool can_be_translation(std::string_view text);

}  // namespace iiindex::detail
