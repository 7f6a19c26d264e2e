#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "load/json/json.hpp"

namespace iiindex::detail {

/// What a cell of an index in a table holds: lists have semicolons between their entries. `methods` is a word, or with
/// a semicolon a list of methods with their settings: "given; entropy shift=0.001".
enum class CellKind { text, direction, number, truth, numbers, number_or_more, texts, numbers_and_texts, methods };

/// Something that a table says of a node.
struct TableKey {
    std::string_view path;  ///< the key in JSON; of a member of an object "object.member"
    CellKind kind;
    std::vector<std::string_view> titles;  ///< of its column: the first in English is the one that is written, and in
                                           ///< Chinese likewise
    bool is_of_root = false;               ///< the total alone may have it

    std::string_view title_in_english() const { return titles.front(); }
    std::string_view title_in_chinese() const;
};

/// All of them, in the order in which they are written.
std::span<const TableKey> table_keys();
/// The one of a path, or null.
const TableKey* find_table_key(std::string_view path);

/// The path of a member that is in no list, as "weighting.share"; empty for a title that is none.
std::string other_path(std::string_view title_form);

/// A value as a cell says it; empty for what no cell can say so that it is read back.
std::string cell_of(const JsonNode& value, std::string_view path);

}  // namespace iiindex::detail
