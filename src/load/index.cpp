#include <iiindex/load.hpp>

#include <utility>

#include "load/json/index_reader.hpp"
#include "load/json/settings.hpp"
#include "load/table/encoding.hpp"

namespace iiindex {

using namespace detail;

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
    Index index = IndexReader(reader, options.overrides).read(root);
    faults.raise_if_any(text);
    return {std::move(index), std::move(warnings)};
}

SettingOverrides load_overrides(const Source& source) {
    const Text text(source.name, source.bytes);
    Faults faults;
    const JsonNode root = parse_json(text, faults);
    JsonReader reader(text, faults);
    SettingOverrides overrides;
    if (reader.expect(root, JsonNode::Kind::object, "the settings")) {
        reader.allow(root, {"normalisation", "aggregation", "missing", "weighting", "prepare"}, "the settings");
        const auto read = [&](std::string_view key, auto& setting, auto&& reading) {
            if (const auto* value = root.find(key)) setting = reading(reader, *value);
        };
        read("normalisation", overrides.normalisation, read_normalisation);
        read("aggregation", overrides.aggregation, read_aggregation);
        read("missing", overrides.missing, read_missing_rule);
        read("weighting", overrides.weighting, read_weighting);
        read("prepare", overrides.prepare, read_prepare);
    }
    faults.raise_if_any(text);
    return overrides;
}

const Index& built_in_index() {
    static const Index index = load_index({"built-in index", std::string(built_in_index_text())}).value;
    return index;
}

}  // namespace iiindex
