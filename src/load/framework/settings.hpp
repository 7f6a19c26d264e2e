#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "load/json/json.hpp"
#include "load/table/grid.hpp"

namespace iiindex::detail {

/// Whether a cell says nothing: it is empty, or a word for something missing.
bool says_nothing(std::string_view path, std::string_view text);

/// What a cell says as JSON would say it; empty for what cannot be said so, which becomes a fault.
std::optional<JsonNode> value_in(const GridCell& cell, std::string_view path, Faults& faults);

/// Puts what a cell says where the same index in JSON would say it (`TableKey::path`); what cannot be said so becomes a
/// fault. The cell says something.
void put_setting(JsonNode& node, std::string_view path, const GridCell& cell, Faults& faults);

/// Puts a text under a key.
void put_text(JsonNode& node, std::string_view key, std::string text, const GridCell& at);

}  // namespace iiindex::detail
