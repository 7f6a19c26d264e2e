#pragma once

#include <iiindex/index.hpp>

#include "ground/catalogue.hpp"

namespace iiindex::detail {

/// A text of the catalogue in Chinese and in English, its places filled: of what is told later, in a language that is
/// not known yet.
template <class... Args>
Name in_both_languages(fmt::format_string<Args...> english, Args&&... args) {
    const fmt::string_view text = english;
    const std::string_view chinese = translated({text.data(), text.size()}, Language::zh);
    const auto all = fmt::make_format_args(args...);
    return {.own = fmt::vformat({chinese.data(), chinese.size()}, all), .english = fmt::vformat(text, all)};
}

}  // namespace iiindex::detail
