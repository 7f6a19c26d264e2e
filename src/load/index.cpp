#include <iiindex/load.hpp>

#include <utility>

#include "encoding.hpp"
#include "index_reader.hpp"

namespace iiindex {

bool is_index(const Source& source) {
    const std::string_view bytes = source.bytes;
    const auto format = bytes.find("iiindex/");
    return format != bytes.npos && bytes.substr(format).starts_with("iiindex/index/");
}

Loaded<Index> load_index(const Source& source, const LoadOptions& options) {
    std::vector<Problem> warnings;
    const Decoded decoded = decode(source, options.encoding, Fallback::none, warnings);
    const Text text(source.name, decoded.characters());
    Faults faults;
    const JsonNode root = parse_json(text, faults);
    JsonReader reader(text, faults);
    if (!reader.expect_format(root, index_format)) faults.raise_if_any(text);
    Index index = IndexReader(reader).read(root);
    faults.raise_if_any(text);
    return {std::move(index), std::move(warnings)};
}

const Index& built_in_index() {
    static const Index index = load_index({"built-in index", std::string(built_in_index_text())}).value;
    return index;
}

}  // namespace iiindex
