#pragma once

#include <string_view>

#include "load/json/json.hpp"
#include "load/table/grid.hpp"

namespace iiindex::detail {

/// Whether a cell says nothing: it is empty, or a word for something missing.
bool says_nothing(std::string_view key, std::string_view text);

/// Puts what a cell says under a node's key, as the same index in JSON would say it; what cannot be said so becomes a
/// fault. The cell says something.
void put_setting(JsonNode& node, std::string_view key, const Cell& cell, Faults& faults);

/// Whether what stands under a key is a number.
bool is_number_key(std::string_view key);

/// Puts a text under a key.
void put_text(JsonNode& node, std::string_view key, std::string text, const Cell& at);

}  // namespace iiindex::detail
