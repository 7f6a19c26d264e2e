#include "recover/assumptions.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>

namespace iiindex::detail {
namespace {

std::string listed(const std::vector<std::string>& words, std::string_view between, std::string_view last) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? last : between;
        text += words[i];
    }
    return text;
}

std::string listed(const std::vector<std::string>& words, Language language) {
    return language == Language::zh ? listed(words, "、", "、") : listed(words, ", ", " and ");
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

Name about_known(const Index& index, const Dataset& data, const std::vector<KnownScore>& known) {
    const auto units = [&](Language language) {
        return listed_once(known, language, [&](const KnownScore& s) { return data.units.name(s.row, language); });
    };
    const auto node_of = [&](const KnownScore& s) -> const Node& { return index.nodes[index.indicators[s.indicator]]; };
    const std::string lowest = shortest(scale_of(index, 0).low);
    const auto codes = [&](const KnownScore& s) { return node_of(s).code; };
    const auto names = [&](const KnownScore& s) { return node_of(s).name.own; };
    return {.own = fmt::format("{}在{}上的数值，是印出的数字占其中最大者的比例，放到以 {} 为没有的标尺上；"
                               "最大者为最好、没有为最差，是假定。",
                               units(Language::zh), listed_once(known, Language::zh, names), lowest),
            .english = fmt::format("The values of {} at {} are the printed figures as shares of the largest, put on "
                                   "the scale with {} for none; that the largest is the best and that none is the "
                                   "worst is assumed.",
                                   units(Language::en), listed_once(known, Language::en, codes), lowest)};
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
        sentences.push_back(
            {.own = fmt::format("另有 {} 个单位列于 {}，没有印出“{}”的得分，其排名取列出的先后。", without, fact.source,
                                node.name.own),
             .english = fmt::format("The {} units that {} lists without a score at {} rank in the order in which it "
                                    "lists them.",
                                    without, fact.source, node.code)});
    }
}

Name about_entry(const Index& index, const Dataset& data, const Published& published) {
    std::vector<std::string> figures, in_chinese;
    const auto add = [&](std::string_view english, std::string_view chinese, const auto& figure) {
        if (!figure) return;
        figures.push_back(fmt::format("{} {}", english, *figure));
        in_chinese.push_back(fmt::format("{} {}", chinese, *figure));
    };
    add("score", "得分", published.score ? std::optional(shortest(*published.score)) : std::nullopt);
    add("rank", "排名", published.rank);
    add("tier", "梯队", published.tier);
    const Node& node = index.nodes[published.node];
    std::string english = fmt::format("{} of {} at {} is assumed: {}.", listed(figures, Language::en),
                                      data.units.name(published.row, Language::en), node.code, published.source);
    english.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(english.front())));
    return {.own = fmt::format("{}在“{}”的{}是假定：{}。", data.units.name(published.row, Language::zh), node.name.own,
                               listed(in_chinese, Language::zh), published.source),
            .english = std::move(english)};
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
        sentences.push_back({.own = fmt::format("假定：{}（{}）。", requirement.what, requirement.source),
                             .english = fmt::format("Assumed: {} ({}).", requirement.what, requirement.source)});
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
    sentences.push_back(
        {.own = fmt::format("每个指标上谁最好、谁最差（{} 与 {}）是选定的，没有印出。", best, worst),
         .english = fmt::format("Which unit is best and which worst ({} and {}) at an indicator is chosen, not "
                                "printed.",
                                best, worst)});
    return sentences;
}

}  // namespace iiindex::detail
