#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace [[gnu::visibility("default")]] iiindex {

/// The one of a list that goes by a name: a method, a format, a kind of chart. Null if none does.
template <class T>
const T* find_named(std::span<const T> all, std::string_view name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

/// Whether a method takes a key beside "method" in a file.
template <class Method>
bool takes(const Method& method, std::string_view key) {
    return std::find(method.keys.begin(), method.keys.end(), key) != method.keys.end();
}

}  // namespace iiindex
