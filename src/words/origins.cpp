#include "words/origins.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "ground/catalogue.hpp"
#include "text/commas.hpp"
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
        parts.push_back(
            worded(language, "{} ({})", origin_words(origin, language), fmt::join(levels, list_comma(language))));
    }
    if (parts.empty()) return {};
    std::string text = parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i) text = worded(language, "{}, {}", text, parts[i]);
    return worded(language, "Weights: {}.", text);
}

/// "recovered (2020: 717 of 1440)"; how many in all is said of the first alone.
std::string share_words(const Origins::OfValues& values, std::size_t all, Language language) {
    const std::string periods = fmt::format("{}", fmt::join(values.periods, list_comma(language)));
    const std::string share = all > 0 ? worded(language, "{} of {}", values.count, all) : std::to_string(values.count);
    const std::string_view origin = origin_words(values.origin, language);
    return periods.empty() ? worded(language, "{} ({})", origin, share)
                           : worded(language, "{} ({}: {})", origin, periods, share);
}

/// "Values: recovered from published results, not measured."
std::string value_origins(const std::vector<Origins::OfValues>& values, Language language) {
    if (values.empty()) return {};
    std::size_t all = 0;
    for (const auto& some : values) all += some.count;
    std::vector<std::string> words;
    for (const auto& some : values) {
        words.push_back(values.size() == 1 || all == 0 ? std::string(origin_words(some.origin, language))
                                                       : share_words(some, words.empty() ? all : 0, language));
    }
    const bool any_measured =
        std::any_of(values.begin(), values.end(), [](const auto& some) { return some.origin == Origin::measured; });
    const std::string listed = fmt::format("{}", fmt::join(words, list_comma(language)));
    if (any_measured) return worded(language, "Values: {}.", listed);
    return worded(language, "Values: {}, not measured.", listed);
}

}  // namespace

std::string origins_note(const Origins& origins, Language language) {
    const std::string values = value_origins(origins.values, language);
    const std::string weights = weight_origins(origins.weights, language);
    const bool apart = language == Language::en && !values.empty() && !weights.empty();
    return values + (apart ? " " : "") + weights;
}

namespace {

std::vector<Origin> origins_in(std::uint16_t bits) {
    std::vector<Origin> origins;
    for (unsigned bit = 1; bits >> bit != 0; ++bit) {
        if ((bits >> bit & 1U) != 0) origins.push_back(static_cast<Origin>(bit));
    }
    return origins;
}

/// "Computed by formulas from assumed values: GDP growth."
std::string formulas_note(const Result& result, Language language) {
    const std::string_view separator = list_comma(language);
    std::map<std::string, std::vector<std::string>> names_by_origins;
    for (const std::size_t node : result.index.indicators) {
        const std::size_t indicator = *result.index.nodes[node].indicator;
        if (!result.data.is_derived(indicator)) continue;
        std::vector<std::string_view> words;
        for (const Origin origin : origins_in(result.data.derivations[indicator].from))
            words.push_back(origin_words(origin, language));
        names_by_origins[fmt::format("{}", fmt::join(words, separator))].push_back(
            result.index.nodes[node].name.in(language));
    }
    std::string text;
    for (const auto& [origins, names] : names_by_origins) {
        const std::string from = origins.empty() ? "" : worded(language, " (from values: {})", origins);
        if (!text.empty() && language == Language::en) text += ' ';
        text += worded(language, "Computed by formulas{}: {}.", from, fmt::join(names, separator));
    }
    return text;
}

}  // namespace

std::string origins_note(const Result& result, Language language) {
    const std::string formulas = formulas_note(result, language);
    const std::string others = origins_note(origins_of(result.data, result.index), language);
    const bool apart = language == Language::en && !formulas.empty() && !others.empty();
    return others + (apart ? " " : "") + formulas;
}

std::string_view overall_origin(const std::vector<Origin>& values) {
    if (values.size() > 1) return "several";
    return to_string(values.empty() ? Origin::unstated : values.front());
}

std::string_view overall_origin(const Origins& origins) {
    std::vector<Origin> values;
    for (const auto& some : origins.values) values.push_back(some.origin);
    return overall_origin(values);
}

}  // namespace iiindex::detail
