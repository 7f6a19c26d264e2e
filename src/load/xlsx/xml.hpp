#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "load/xlsx/package.hpp"

namespace iiindex::detail {

/// A name without the prefix of its namespace, which every program chooses as it likes.
std::string_view local_name(const char* name);

/// The first child of a local name; empty if there is none.
pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name);
/// The value of an attribute by its local name; empty if there is none.
std::string_view attribute_named(const pugi::xml_node& node, std::string_view name);

/// A part as a tree. Refuses what is no well-formed XML and what brings entities of its own.
pugi::xml_document parse_part(const Package& package, const std::string& part);

/// Goes through the elements of a text in XML that have one of some local names, at whatever depth, each as a tree of
/// its own: a sheet of a million rows is never a tree as a whole. What lies in such an element is not looked for again.
/// Refuses what is no well-formed XML as far as that is seen.
///
/// part       what messages call the text
/// is_whole   false: the text ends somewhere behind an element that is wanted
void for_elements(const Package& package, const std::string& part, std::string_view text,
                  const std::function<bool(std::string_view name)>& is_wanted,
                  const std::function<void(const pugi::xml_node&)>& take, bool is_whole = true);

/// A text as cells have it: characters that XML has no place for are written as _x000D_.
std::string unescaped(std::string_view text);

}  // namespace iiindex::detail
