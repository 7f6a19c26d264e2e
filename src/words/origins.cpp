#include "words/origins.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

/// "Weights: recovered from published results (primary), assumed (secondary, indicator)."
std::string weight_origins(const Index& index, Language language) {
    std::vector<std::pair<Origin, std::vector<std::string>>> levels_of;
    for (std::size_t node = 1; node < index.nodes.size(); ++node) {
        const Origin origin = index.nodes[node].weight_origin;
        if (origin == Origin::unstated) continue;
        auto found = std::find_if(levels_of.begin(), levels_of.end(), [&](const auto& o) { return o.first == origin; });
        if (found == levels_of.end()) found = levels_of.insert(found, {origin, {}});
        const std::string level = level_words(index, node, language);
        if (std::find(found->second.begin(), found->second.end(), level) == found->second.end()) {
            found->second.push_back(level);
        }
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
std::string value_origins(const Dataset& data, Language language) {
    std::vector<std::string_view> words;
    bool all_measured = true;
    for (const Origin origin : origins_of(data)) {
        words.push_back(origin_words(origin, language));
        all_measured = all_measured && origin == Origin::measured;
    }
    if (words.empty()) return {};
    if (all_measured) return phrase(language, "指标值：{}。", "Values: {}.", words.front());
    return phrase(language, "指标值：{}，并非实测。", "Values: {}, not measured.",
                  fmt::join(words, language == Language::zh ? "、" : ", "));
}

}  // namespace

std::string origins_note(const Result& result, Language language) {
    const std::string values = value_origins(result.data, language);
    const std::string weights = weight_origins(result.index, language);
    const bool apart = language == Language::en && !values.empty() && !weights.empty();
    return values + (apart ? " " : "") + weights;
}

}  // namespace iiindex::detail
