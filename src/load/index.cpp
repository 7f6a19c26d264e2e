#include <iiindex/load.hpp>

#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

#include "ground/catalogue.hpp"
#include "load/book.hpp"
#include "load/formats.hpp"
#include "load/framework/framework.hpp"
#include "load/json/index_reader.hpp"
#include "load/json/settings.hpp"
#include "load/table/encoding.hpp"
#include "load/table_text.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Follows a JSON text up to the "format" of its outermost object.
class FormatMember : public nlohmann::json_sax<nlohmann::json> {
public:
    const std::string& value() const { return value_; }

    bool key(std::string& name) override {
        is_next_ = depth_ == 1 && name == "format";
        return true;
    }
    bool string(std::string& text) override {
        if (is_next_) value_ = text;
        return go_on();
    }
    bool null() override { return go_on(); }
    bool boolean(bool) override { return go_on(); }
    bool number_integer(std::int64_t) override { return go_on(); }
    bool number_unsigned(std::uint64_t) override { return go_on(); }
    bool number_float(double, const std::string&) override { return go_on(); }
    bool binary(nlohmann::json::binary_t&) override { return go_on(); }
    bool start_object(std::size_t) override { return open(); }
    bool start_array(std::size_t) override { return depth_ > 0 && open(); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

private:
    bool go_on() const { return !is_next_; }
    bool open() {
        ++depth_;
        return go_on();
    }
    bool close() {
        --depth_;
        return true;
    }

    std::size_t depth_ = 0;
    bool is_next_ = false;
    std::string value_;
};

/// Whether a table in text is an index, by its first lines: a table of values may be long.
bool starts_framework(const Source& source, InputFormat format) {
    constexpr std::size_t enough = 1U << 16;
    const std::string_view bytes = source.bytes;
    const std::string_view start = bytes.substr(0, enough);
    const std::size_t end = bytes.size() > enough ? start.rfind('\n') : start.size();
    if (end == start.npos) return false;
    try {
        std::vector<Problem> warnings;
        const Source lines{source.name, std::string(start.substr(0, end))};
        return is_framework(TableText(lines, {}, separator_of(format), warnings));
    } catch (const InputError&) {
        return false;
    }
}

bool holds_index_alone(const Source& source) {
    try {
        return is_index_alone(Workbook(source));
    } catch (const InputError&) {
        return false;
    }
}

}  // namespace

std::string detail::stated_format(const Source& source) {
    FormatMember format;
    try {
        std::vector<Problem> warnings;
        const Decoded decoded = decode(source, {}, Fallback::none, warnings);
        const std::string_view text = decoded.characters();
        nlohmann::json::sax_parse(text.begin(), text.end(), &format);
    } catch (const InputError&) {
        return {};
    }
    return format.value();
}

bool is_index(const Source& source) {
    const InputFormat written = format_of(source, {});
    if (written == InputFormat::xlsx) return holds_index_alone(source);
    if (written != InputFormat::json) return starts_framework(source, written);
    return stated_format(source).starts_with("iiindex/index/");
}

namespace {

/// An index from a table in text, or from a workbook.
Loaded<Index> load_framework(const Source& source, InputFormat format, const LoadOptions& options) {
    Loaded<Index> loaded;
    if (format == InputFormat::xlsx) {
        loaded.value = read_index_of(Workbook(source), options.sheet, options.overrides, loaded.warnings);
    } else {
        const TableText table(source, options, separator_of(format), loaded.warnings);
        loaded.value = read_framework(table, options.overrides, loaded.warnings);
    }
    return loaded;
}

}  // namespace

Loaded<Index> load_index(const Source& source, const LoadOptions& options) {
    const InputFormat format = format_of(source, {});
    if (format != InputFormat::json) return load_framework(source, format, options);
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
    if (reader.expect(root, JsonNode::Kind::object, said("the settings"))) {
        Keys keys;
        for_inherited([&](std::string_view key, auto...) { keys.push_back(key); });
        keys.push_back("prepare");
        reader.allow(root, keys, said("the settings"));
        for_inherited([&](std::string_view key, auto setting, auto, auto read) {
            if (const auto* value = root.find(key)) overrides.*setting = read(reader, *value);
        });
        if (overrides.aggregation && overrides.aggregation->formula) {
            reader.fault(*root.find("aggregation"),
                         said("a formula is of one node's children and stands in the index"));
        }
        if (const auto* steps = root.find("prepare")) overrides.prepare = read_prepare(reader, *steps);
    }
    faults.raise_if_any(text);
    return overrides;
}

const Index& built_in_index() {
    static const Index index = load_index({"built-in index", std::string(built_in_index_text())}).value;
    return index;
}

}  // namespace iiindex
