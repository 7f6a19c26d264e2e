#include <iiindex/load.hpp>

#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

#include "load/json/index_reader.hpp"
#include "load/json/settings.hpp"
#include "load/table/encoding.hpp"

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

}  // namespace

bool is_index(const Source& source) {
    FormatMember format;
    try {
        std::vector<Problem> warnings;
        const Decoded decoded = decode(source, {}, Fallback::none, warnings);
        const std::string_view text = decoded.characters();
        nlohmann::json::sax_parse(text.begin(), text.end(), &format);
    } catch (const InputError&) {
        return false;
    }
    return format.value().starts_with("iiindex/index/");
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
        Keys keys;
        for_inherited([&](std::string_view key, auto...) { keys.push_back(key); });
        keys.push_back("prepare");
        reader.allow(root, keys, "the settings");
        for_inherited([&](std::string_view key, auto setting, auto, auto read) {
            if (const auto* value = root.find(key)) overrides.*setting = read(reader, *value);
        });
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
