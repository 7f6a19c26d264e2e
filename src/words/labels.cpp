#include "words/labels.hpp"

#include <array>

#include <fmt/format.h>

namespace iiindex::detail {
namespace {

/// The words of tables, in the catalogue.
std::string_view words(Label label) {
    switch (label) {
        case Label::rank: return marked("Rank");
        case Label::tier: return marked("Tier");
        case Label::code: return marked("Code");
        case Label::name: return marked("Name");
        case Label::english_name: return marked("English name");
        case Label::period: return marked("Period");
        case Label::origin: return marked("Origin");
        case Label::scores: return marked("Scores");
        case Label::unit_count: return marked("Units");
        case Label::units: return marked("In order of rank");
        case Label::tier_ranking: return marked("Tiers");
        case Label::ranking: return marked("Ranking");
        case Label::node: return marked("Node");
        case Label::what: return marked("Figure");
        case Label::printed: return marked("Printed");
        case Label::computed: return marked("Computed");
        case Label::source: return marked("Source");
        case Label::finding: return marked("Found instead");
        case Label::agree: return marked("Agree");
        case Label::compared: return marked("Compared");
        case Label::score_word: return marked("score");
        case Label::rank_word: return marked("rank");
        case Label::tier_word: return marked("tier");
        case Label::fact_word: return marked("fact");
        case Label::total_row: return marked("All");
        case Label::verification: return marked("Compared with print");
        case Label::differences: return marked("Differences");
        case Label::facts_not_held: return marked("Facts that do not hold");
        case Label::file: return marked("File");
        case Label::periods: return marked("Periods");
        case Label::indicators: return marked("Indicators");
        case Label::values: return marked("Values");
        case Label::missing_values: return marked("Missing");
        case Label::checked: return marked("Checked");
        case Label::setting: return marked("Setting");
        case Label::method: return marked("Method");
        case Label::keys: return marked("Keys");
        case Label::summary: return marked("Summary");
        case Label::empty_table: return marked("Empty table");
    }
    return {};
}

std::string_view words(Origin origin) {
    switch (origin) {
        case Origin::unstated: return marked("of unstated origin");
        case Origin::published: return marked("published");
        case Origin::derived: return marked("derived from what is published");
        case Origin::recovered: return marked("recovered from published results");
        case Origin::assumed: return marked("assumed");
        case Origin::imputed: return marked("imputed");
        case Origin::treated: return marked("treated");
        case Origin::measured: return marked("measured");
        case Origin::experts: return marked("set by experts");
    }
    return {};
}

}  // namespace

MarkedWord direction_words(Direction direction) {
    return {direction == Direction::negative ? marked("negative") : marked("positive")};
}

std::string_view label(Label which, Language language) { return translated(words(which), language); }

std::string_view origin_words(Origin origin, Language language) { return translated(words(origin), language); }

std::string_view reason_words(Reason reason, Language language) { return translated(to_string(reason), language); }

std::string level_words(const Index& index, std::size_t node, Language language) {
    const Node& settings = index.nodes[node];
    return settings.is_indicator() ? std::string(indicator_word(language)) : level_words(settings.level, language);
}

std::string level_words(std::size_t level, Language language) {
    constexpr std::array levels = {marked("total"), marked("primary"), marked("secondary")};
    if (level < levels.size()) return std::string(translated(levels[level], language));
    return worded(language, "level {}", level);
}

std::string_view indicator_word(Language language) { return translated("indicator", language); }

std::string versus(const std::vector<std::string_view>& units, Language language) {
    return fmt::format("{}", fmt::join(units, translated(" vs ", language)));
}

std::string with_period(std::string_view name, std::string_view period, Language language) {
    return period.empty() ? std::string(name) : worded(language, "{} ({})", name, period);
}

std::string period_words(const Dataset& data) {
    const std::string &first = data.periods.front().label, &last = data.periods.back().label;
    return data.periods.size() > 1 ? fmt::format("{}–{}", first, last) : first;
}

std::string tier_name(const Node& node, std::optional<std::size_t> tier, Language language) {
    return tier && node.tiers ? node.tiers->names[*tier - 1].in(language) : std::string();
}

}  // namespace iiindex::detail
