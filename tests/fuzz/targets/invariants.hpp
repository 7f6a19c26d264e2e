#pragma once

#include <string_view>

#include <iiindex/columns.hpp>
#include <iiindex/load.hpp>
#include <iiindex/problem.hpp>

namespace iiindex::fuzz {

/// Ends the program, with a word on what did not hold, unless it does.
void require(bool holds, std::string_view what);

/// Does a piece of work that loads something, or refuses to with a problem that can be shown. Returns whether it was
/// done.
template <class Work>
bool loaded_or_refused(const Work& work);

void require_shown(const InputError& error);
void require_finite(const Columns& columns);
void require_sound(const Input& input);
void require_json(std::string_view text);
/// Of a drawing's attributes, none holds a number that is none.
void require_xml(std::string_view text);
/// Tags that close in the order in which they opened; drawings, and data in JSON, as they are required alone.
void require_html(std::string_view text);

template <class Work>
bool loaded_or_refused(const Work& work) {
    try {
        work();
        return true;
    } catch (const InputError& error) {
        require_shown(error);
        return false;
    }
}

}  // namespace iiindex::fuzz
