#include "report/words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/rank.hpp>

#include "ground/catalogue.hpp"
#include "words/bands.hpp"
#include "words/labels.hpp"
#include "words/scores.hpp"
#include "words/units.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t names_listed = 8;  ///< of a tier; the tables hold the others

std::string composition(const Index& index, std::size_t node, Language language) {
    std::vector<std::string> children;
    for (const std::size_t child : index.nodes[node].children) children.push_back(index.nodes[child].name.in(language));
    const std::string& name = index.nodes[node].name.in(language);
    const std::string all = listed(children, language);
    const std::size_t first = index.nodes[node].children.front();
    if (index.nodes[first].is_indicator())
        return worded_in(language, "of indicators", "{0} is made up of {1}", name, all, children.size());
    return worded(language, "{0} is made up of {1}", name, all, children.size(), level_words(index, first, language));
}

struct RankedNames {
    std::vector<std::string> names;
    std::vector<double> scores;
    std::vector<std::optional<std::size_t>> tiers;
};

RankedNames ranked_names(const Result& result, std::size_t period, std::size_t node, Language language) {
    const Period& all = result.data.periods[period];
    const auto scores = result.scores_in(node, all);
    RankedNames units;
    for (const std::uint32_t unit : rank(result, node, all).order) {
        if (is_missing(scores[unit])) break;
        units.names.emplace_back(result.data.units.name(all.first + unit, language));
        units.scores.push_back(scores[unit]);
        units.tiers.push_back(tier_of(result, node, all.first + unit));
    }
    return units;
}

std::string first_ones(const RankedNames& units, int digits, Language language) {
    std::vector<std::string> firsts;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, units.names.size()); ++i) {
        firsts.push_back(worded(language, "{} ({})", units.names[i], shown_number(units.scores[i], digits)));
    }
    return worded(language, "; the first {} are {}.", firsts.size(), listed(firsts, language));
}

std::string tier_sentence(const Index& index, const RankedNames& units, const Tiers& tiers, std::size_t tier,
                          Language language) {
    std::vector<std::string> members;
    for (std::size_t i = 0; i < units.names.size(); ++i) {
        if (units.tiers[i] == tier + 1) members.push_back(units.names[i]);
    }
    if (members.empty()) return {};
    const std::size_t count = members.size();
    const std::string names = named_units(index, std::move(members), names_listed, language);
    const std::string& name = tiers.names[tier].in(language);
    const std::string counted = counted_units(index, count, language);
    return tiers.cuts.empty()
               ? worded(language, "{0} ({1}): {2}", name, counted, names)
               : worded(language, "{0} ({1}, {3}): {2}", name, counted, names, band_of(tiers, tier, language));
}

}  // namespace

std::string describe(const Result& result, std::size_t period, std::size_t node, Language language) {
    const RankedNames units = ranked_names(result, period, node, language);
    const Node& settings = result.index.nodes[node];
    std::string text = settings.is_indicator() ? settings.name.in(language) : composition(result.index, node, language);
    text += first_ones(units, digits_of(result.index, node), language);
    if (!settings.tiers) return text;
    std::vector<std::string> tiers;
    for (std::size_t tier = 0; tier < settings.tiers->names.size(); ++tier) {
        std::string sentence = tier_sentence(result.index, units, *settings.tiers, tier, language);
        if (!sentence.empty()) tiers.push_back(std::move(sentence));
    }
    if (!tiers.empty()) text += worded(language, " {}.", fmt::join(tiers, translated_in("tiers", ". ", language)));
    return text;
}

}  // namespace iiindex::detail
