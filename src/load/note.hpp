#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

#include <iiindex/index.hpp>

namespace iiindex::detail {

/// Puts another note behind one, in each language, under a heading where one is given.
inline void append_note(Name& note, const Name& more, std::string_view heading = {}) {
    const auto joined = [&](const std::string& text, const std::string& next) {
        if (next.empty()) return text;
        return fmt::format("{}{}{}{}{}", text, text.empty() ? "" : " ", heading, heading.empty() ? "" : ": ", next);
    };
    const bool has_english = !note.english.empty() || !more.english.empty();
    note = {.own = joined(note.own, more.own),
            .english = has_english ? joined(note.in(Language::en), more.in(Language::en)) : ""};
}

}  // namespace iiindex::detail
