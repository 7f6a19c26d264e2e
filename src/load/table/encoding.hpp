#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/load.hpp>

#include "fast/first_look.hpp"

namespace iiindex::detail {

/// An input as UTF-8 without a byte order mark. Borrows the source's bytes where they are that already.
struct Decoded {
    std::string_view borrowed;
    std::optional<std::string> converted;
    std::vector<PartLook> looks = {};  ///< at the characters

    std::string_view characters() const noexcept { return converted ? *converted : borrowed; }
};

/// What is tried when a text without a byte order mark is no UTF-8.
enum class Fallback { gb18030, none };

/// Decodes an input; a warning says so where it is anything but UTF-8.
///
/// encoding   a name that is_encoding() knows; empty: found out as docs/formats.md tells
///
/// Throws InputError for bytes that mean nothing in the encoding, for those of which it cannot be told, and for what is
/// no text at all.
Decoded decode(const Source& source, const std::string& encoding, Fallback fallback, std::vector<Problem>& warnings);

/// Where the first byte stands that is no part of well-formed UTF-8, if there is one.
std::optional<std::size_t> find_bad_utf8(std::string_view bytes);

}  // namespace iiindex::detail
