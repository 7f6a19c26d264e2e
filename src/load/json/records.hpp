#pragma once

#include <optional>
#include <string>
#include <vector>

#include "load/json/json.hpp"
#include "load/table/reshape.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// Whether these keys lead to an array that can only be of records: the outermost, which is then read one by one.
bool is_list_of_records(const std::vector<std::string>& keys);

/// The array of records that a JSON text is: itself, or the only one in its outermost array (beside what says how many
/// there are) or in an object that states no format. Nothing: it is none.
///
/// root   as parse_json gives it, with is_list_of_records
std::optional<JsonNode> records_in(const Text& text, const JsonNode& root);

/// Warns where what stands beside the records says that there are more, on other pages.
void say_other_pages(const Text& text, const JsonNode& root, const JsonNode& records, std::vector<Problem>& warnings);

/// A table with a row a record and a column a key, parted by `cell_end`. What stands in an object goes by its own key
/// where no other has it, else by the path to it (country.id); lists are passed over with a warning, null is empty.
/// Throws InputError: what is no record, keys so different that nearly all cells would be empty.
MadeTable table_of_records(const Text& text, const JsonNode& records, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
