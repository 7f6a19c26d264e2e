#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

#include "ground/catalogue.hpp"
#include "load/json/settings.hpp"
#include "load/wording.hpp"

namespace iiindex::detail {
namespace {

/// 1 to 99 in Chinese: 一, 十, 十一, 二十, 二十一.
std::string chinese_numeral(std::size_t number) {
    constexpr std::array<std::string_view, 10> digits = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    std::string text;
    if (number >= 20) text += digits[number / 10];
    if (number >= 10) text += "十";
    return text.append(digits[number % 10]);
}

Name default_name(std::size_t tier) {
    return {fmt::format("第{}梯队", chinese_numeral(tier)), fmt::format("Tier {}", tier)};
}

std::optional<std::vector<double>> read_cuts(JsonReader& reader, const JsonNode& node) {
    auto cuts = reader.numbers(node, "cuts");
    if (!cuts) return std::nullopt;
    constexpr std::size_t most = 98;
    if (cuts->empty() || cuts->size() > most) {
        reader.fault(node, said("{} cuts, expected 1 to {}", cuts->size(), most));
        return std::nullopt;
    }
    const auto rise = std::adjacent_find(cuts->begin(), cuts->end(), std::less_equal<>());
    if (rise == cuts->end()) return cuts;
    const auto& second = node.members[static_cast<std::size_t>(rise - cuts->begin()) + 1].value;
    const auto& first = node.members[static_cast<std::size_t>(rise - cuts->begin())].value;
    reader.fault(second,
                 said("cut {} after {}, expected the cuts to fall", reader.written(second), reader.written(first)));
    return std::nullopt;
}

/// The names of the bands in one language; empty where none are given.
std::vector<std::string> read_names(JsonReader& reader, const JsonNode& node, std::string_view key, std::size_t bands) {
    const auto* value = node.find(key);
    if (value == nullptr) return {};
    auto names = reader.strings(*value, key);
    if (!names) return {};
    if (names->size() == bands) return std::move(*names);
    reader.fault(*value, said("{} tier names for {} cuts, expected {}", names->size(), bands - 1, bands));
    return {};
}

}  // namespace

std::optional<Tiers> read_tiers(JsonReader& reader, const JsonNode& node) {
    if (!reader.expect(node, JsonNode::Kind::object, "tiers")) return std::nullopt;
    reader.allow(node, {"cuts", "names", "names_en"}, in_quotes("tiers"));
    const auto* cuts_node = reader.require(node, "cuts", in_quotes("tiers"));
    if (cuts_node == nullptr) return std::nullopt;
    auto cuts = read_cuts(reader, *cuts_node);
    if (!cuts) return std::nullopt;

    const std::size_t bands = cuts->size() + 1;
    const auto own = read_names(reader, node, "names", bands);
    const auto english = read_names(reader, node, "names_en", bands);
    Tiers tiers{std::move(*cuts), {}};
    for (std::size_t band = 0; band < bands; ++band) {
        Name name = own.empty() ? default_name(band + 1) : Name{own[band], {}};
        if (!english.empty()) name.english = english[band];
        tiers.names.push_back(std::move(name));
    }
    return tiers;
}

}  // namespace iiindex::detail
