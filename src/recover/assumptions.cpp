#include "recover/assumptions.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>

namespace iiindex::detail {
namespace {

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

std::string about_known(const Index& index, const Dataset& data, const std::vector<KnownScore>& known) {
    std::vector<std::string> indicators, units;
    const auto note = [](std::vector<std::string>& words, std::string_view word) {
        if (std::find(words.begin(), words.end(), word) == words.end()) words.emplace_back(word);
    };
    for (const KnownScore& score : known) {
        note(indicators, index.nodes[index.indicators[score.indicator]].code);
        note(units, data.units.name(score.row, Language::en));
    }
    return fmt::format(
        "The values of {} at {} are the printed figures as shares of the largest, put on the scale "
        "with {} for none; that the largest is the best and that none is the worst is assumed.",
        listed(units), listed(indicators), shortest(scale_of(index, 0).low));
}

void add_listed_without_scores(const Index& index, const Publication& published, std::vector<std::string>& sentences) {
    const PrintedScores printed = printed_scores(published);
    for (const Fact& fact : published.facts) {
        if (fact.kind != Fact::Kind::order) continue;
        const auto without = std::count_if(fact.units.begin(), fact.units.end(), [&](std::size_t row) {
            return !printed.contains({row, fact.node});
        });
        if (without == 0) continue;
        sentences.push_back(
            fmt::format("The {} units that {} lists without a score at {} rank in the order in "
                        "which it lists them.",
                        without, fact.source, index.nodes[fact.node].code));
    }
}

std::string about_entry(const Index& index, const Dataset& data, const Published& published) {
    std::vector<std::string> figures;
    if (published.score) figures.push_back(fmt::format("score {}", shortest(*published.score)));
    if (published.rank) figures.push_back(fmt::format("rank {}", *published.rank));
    if (published.tier) figures.push_back(fmt::format("tier {}", *published.tier));
    return fmt::format("{} of {} at {} is assumed: {}.", listed(figures), data.units.name(published.row, Language::en),
                       index.nodes[published.node].code, published.source);
}

/// What the dataset itself calls assumed, then who was put where print names nobody.
void add_assumed(const Input& input, const std::vector<Requirement>& requirements,
                 std::vector<std::string>& sentences) {
    const auto& [index, data, printed] = input;
    std::set<std::size_t> stated;
    for (const Published& published : printed.figures) {
        if (published.origin != Origin::assumed) continue;
        stated.insert(published.row);
        sentences.push_back(about_entry(index, data, published));
        char& first = sentences.back().front();
        first = static_cast<char>(std::toupper(static_cast<unsigned char>(first)));
    }
    for (const Requirement& requirement : requirements) {
        if (!requirement.assumed || requirement.margins != 1) continue;  // the bounds of one unit's score
        const std::size_t row = requirement.constraint.terms.front().variable / index.indicators.size();
        if (stated.contains(row)) continue;
        sentences.push_back(fmt::format("Assumed: {} ({}).", requirement.what, requirement.source));
    }
}

}  // namespace

std::vector<std::string> assumptions_of(const Input& input, const std::vector<Requirement>& requirements,
                                        const std::vector<KnownScore>& known) {
    const auto& [index, data, published] = input;
    const Range range = scale_of(index, 0);
    std::vector<std::string> sentences;
    if (!known.empty()) sentences.push_back(about_known(index, data, known));
    add_listed_without_scores(index, published, sentences);
    add_assumed(input, requirements, sentences);
    sentences.push_back(
        fmt::format("Which unit is best and which worst ({} and {}) at an indicator is chosen, not "
                    "printed.",
                    shortest(range.high), shortest(range.low)));
    return sentences;
}

}  // namespace iiindex::detail
