#include "recover/assumptions.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "model/both.hpp"
#include "model/counted.hpp"
#include "text/commas.hpp"

namespace iiindex::detail {
namespace {

template <class Make>
Name in_each(const Make& make) {
    return {.own = make(Language::zh), .english = make(Language::en)};
}

/// "甲、乙", "A and B".
std::string listed(const std::vector<std::string>& words, Language language) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            text += i + 1 < words.size() ? list_comma(language) : translated_in("what is assumed", " and ", language);
        text += words[i];
    }
    return text;
}

/// The words of some places, each once, in the order in which they come.
template <class Word>
std::string listed_once(const std::vector<KnownScore>& known, Language language, const Word& word_of) {
    std::vector<std::string> words;
    for (const KnownScore& score : known) {
        std::string word(word_of(score));
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
    }
    return listed(words, language);
}

/// What an assumption calls a node.
const std::string& called(const Node& node, Language language) {
    return language == Language::zh ? node.name.own : node.code;
}

Name about_known(const Index& index, const Dataset& data, const std::vector<KnownScore>& known) {
    const std::string lowest = shortest(scale_of(index, 0).low);
    return in_each([&](Language language) {
        const auto unit_of = [&](const KnownScore& s) { return data.units.name(s.row, language); };
        const auto node_of = [&](const KnownScore& s) {
            return called(index.nodes[index.indicators[s.indicator]], language);
        };
        return worded(language,
                      "The values of {} at {} are the printed figures as shares of the largest, put on the scale with "
                      "{} for none; that the largest is the best and that none is the worst is assumed.",
                      listed_once(known, language, unit_of), listed_once(known, language, node_of), lowest);
    });
}

void add_listed_without_scores(const Index& index, const Publication& published, std::vector<Name>& sentences) {
    const PrintedScores printed = printed_scores(published);
    for (const Fact& fact : published.facts) {
        if (fact.kind != Fact::Kind::order) continue;
        const auto without = std::count_if(fact.units.begin(), fact.units.end(), [&](std::size_t row) {
            return !printed.contains({row, fact.node});
        });
        if (without == 0) continue;
        const Node& node = index.nodes[fact.node];
        sentences.push_back(in_each([&](Language language) {
            return worded(
                language, "The {} that {} lists without a score at {} rank in the order in which it lists them.",
                counted_units(index, static_cast<std::size_t>(without), language), fact.source, called(node, language));
        }));
    }
}

Name about_entry(const Index& index, const Dataset& data, const Published& published) {
    return in_each([&](Language language) {
        std::vector<std::string> figures;
        if (published.score) figures.push_back(worded(language, "score {}", shortest(*published.score)));
        if (published.rank) figures.push_back(worded(language, "rank {}", *published.rank));
        if (published.tier) figures.push_back(worded(language, "tier {}", *published.tier));
        std::string text = worded(language, "{0} of {1} at {2} is assumed: {3}.", listed(figures, language),
                                  data.units.name(published.row, language),
                                  called(index.nodes[published.node], language), published.source);
        if (language == Language::en)
            text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
        return text;
    });
}

/// What the dataset itself calls assumed, then who was put where print names nobody.
void add_assumed(const Input& input, const std::vector<Requirement>& requirements, std::vector<Name>& sentences) {
    const auto& [index, data, printed] = input;
    std::set<std::size_t> stated;
    for (const Published& published : printed.figures) {
        if (published.origin != Origin::assumed) continue;
        stated.insert(published.row);
        sentences.push_back(about_entry(index, data, published));
    }
    for (const Requirement& requirement : requirements) {
        if (!requirement.assumed || requirement.margins != 1) continue;  // the bounds of one unit's score
        const std::size_t row = requirement.constraint.terms.front().variable / index.indicators.size();
        if (stated.contains(row)) continue;
        sentences.push_back(in_each([&](Language language) {
            return worded(language, "Assumed: {} ({}).", requirement.what.in(language), requirement.source);
        }));
    }
}

}  // namespace

std::vector<Name> assumptions_of(const Input& input, const std::vector<Requirement>& requirements,
                                 const std::vector<KnownScore>& known) {
    const auto& [index, data, published] = input;
    const Range range = scale_of(index, 0);
    std::vector<Name> sentences;
    if (!known.empty()) sentences.push_back(about_known(index, data, known));
    add_listed_without_scores(index, published, sentences);
    add_assumed(input, requirements, sentences);
    const std::string best = shortest(range.high), worst = shortest(range.low);
    sentences.push_back(in_both_languages(
        "Which unit is best and which worst ({} and {}) at an indicator is chosen, not printed.", best, worst));
    return sentences;
}

}  // namespace iiindex::detail
