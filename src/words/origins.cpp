#include "words/origins.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

/// "Weights: recovered from published results (primary), assumed (secondary, indicator)."
std::string weight_origins(const std::vector<Origins::OfWeights>& weights, Language language) {
    std::vector<std::pair<Origin, std::vector<std::string>>> levels_of;
    for (const auto& [origin, level] : weights) {
        auto found = std::find_if(levels_of.begin(), levels_of.end(),
                                  [origin = origin](const auto& levels) { return levels.first == origin; });
        if (found == levels_of.end()) found = levels_of.insert(found, {origin, {}});
        found->second.push_back(level == 0 ? std::string(indicator_word(language)) : level_words(level, language));
    }
    std::vector<std::string> parts;
    for (const auto& [origin, levels] : levels_of) {
        parts.push_back(phrase(language, "{}（{}）", "{} ({})", origin_words(origin, language),
                               fmt::join(levels, language == Language::zh ? "、" : ", ")));
    }
    if (parts.empty()) return {};
    return phrase(language, "权重：{}。", "Weights: {}.", fmt::join(parts, language == Language::zh ? "，" : ", "));
}

/// "Values: recovered from published results, not measured."
std::string value_origins(std::vector<Origin> origins, Language language) {
    if (origins.empty()) return {};
    const bool any_measured = std::erase(origins, Origin::measured) > 0;
    if (origins.empty())
        return phrase(language, "指标值：{}。", "Values: {}.", origin_words(Origin::measured, language));
    std::vector<std::string_view> words;
    for (const Origin origin : origins) words.push_back(origin_words(origin, language));
    const auto listed = fmt::join(words, language == Language::zh ? "、" : ", ");
    if (any_measured)
        return phrase(language, "指标值：部分实测，其余为{}。", "Values: measured in part, the rest {}.", listed);
    return phrase(language, "指标值：{}，并非实测。", "Values: {}, not measured.", listed);
}

}  // namespace

std::string origins_note(const Origins& origins, Language language) {
    const std::string values = value_origins(origins.values, language);
    const std::string weights = weight_origins(origins.weights, language);
    const bool apart = language == Language::en && !values.empty() && !weights.empty();
    return values + (apart ? " " : "") + weights;
}

std::string origins_note(const Result& result, Language language) {
    return origins_note(origins_of(result.data, result.index), language);
}

std::string_view overall_origin(const std::vector<Origin>& values) {
    if (values.size() > 1) return "several";
    return to_string(values.empty() ? Origin::unstated : values.front());
}

}  // namespace iiindex::detail
