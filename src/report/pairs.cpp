#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <iiindex/compare.hpp>
#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "report/sections.hpp"
#include "text/commas.hpp"
#include "words/labels.hpp"
#include "words/scores.hpp"
#include "words/units.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t fewest_axes = 3;

/// A child of the total, and by how much the first of two units is ahead there.
struct Lead {
    std::string name;
    double by = 0;
    int digits = 1;

    std::string amount() const { return fixed(std::abs(by), digits); }
};

struct PairWords {
    std::string first, second;
    std::string scores;  ///< "90.2, 83.4"
    Lead total;
    std::vector<Lead> ahead;   ///< of the first, the greatest lead first
    std::vector<Lead> behind;  ///< of the second likewise
    std::vector<Lead> level;
    std::size_t children = 0;
};

PairWords words_of(const Result& result, const UnitPair& pair, Language language) {
    const SideBySide both = compare(result, {pair.first, pair.second}, 0);
    PairWords words{.first = std::string(result.data.units.name(pair.first, language)),
                    .second = std::string(result.data.units.name(pair.second, language)),
                    .children = result.index.root().children.size()};
    for (const ComparedNode& compared : both.nodes) {
        const Node& node = result.index.nodes[compared.node];
        if (node.level > 1 || !compared.scores[0] || !compared.scores[1]) continue;
        Lead lead{.name = node.name.in(language),
                  .by = *compared.scores[0] - *compared.scores[1],
                  .digits = digits_of(result.index, compared.node)};
        if (compared.node == 0) {
            words.total = lead;
            words.scores = fmt::format("{}{}{}", score_text(result, pair.first, 0), list_comma(language),
                                       score_text(result, pair.second, 0));
        } else {
            (!compared.leader ? words.level : *compared.leader == 0 ? words.ahead : words.behind).push_back(lead);
        }
    }
    const auto greatest_first = [](const Lead& a, const Lead& b) { return std::abs(a.by) > std::abs(b.by); };
    for (auto* leads : {&words.ahead, &words.behind}) std::stable_sort(leads->begin(), leads->end(), greatest_first);
    return words;
}

std::string leads_listed(const std::vector<Lead>& leads, Language language) {
    std::vector<std::string> texts;
    for (const Lead& lead : leads) {
        texts.push_back(worded(language, "{} (by {})", lead.name, lead.amount()));
    }
    return listed(texts, language);
}

/// "北京的总指数和五个一级指数均领先于上海，其中资金支持、研发能力领先优势最为明显": the leader's own leads cover all.
std::string all_ahead(const std::string& leader, const std::string& other, const std::vector<Lead>& leads,
                      const PairWords& words, Language language) {
    const std::vector<Lead> most(leads.begin(),
                                 leads.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(2, leads.size())));
    const Lead& least = leads.back();
    std::string text = worded(language, "{0} leads {1} in the total (by {2}) and in all {3} primary indices", leader,
                              other, words.total.amount(), leads.size());
    if (leads.size() < fewest_axes) return text + worded(language, ": {}.", leads_listed(leads, language));
    text += worded(language, ", most clearly in {}", leads_listed(most, language));
    return text + worded(language, "; the two are nearest in {} ({}).", least.name, least.amount());
}

std::string mixed(const PairWords& words, Language language) {
    const bool first_leads = words.total.by >= 0;
    const std::string& leader = first_leads ? words.first : words.second;
    const std::string& other = first_leads ? words.second : words.first;
    const bool is_level = words.total.amount() == fixed(0, words.total.digits);
    std::string text =
        is_level ? worded(language, "{} and {} are level in the total ({})", words.first, words.second, words.scores)
                 : worded(language, "{} leads {} in the total (by {})", leader, other, words.total.amount());
    const auto add = [&](const std::string& name, const std::vector<Lead>& leads) {
        if (leads.empty()) return;
        text += worded(language, "; {} is ahead in {}", name, leads_listed(leads, language));
    };
    add(leader, first_leads ? words.ahead : words.behind);
    add(other, first_leads ? words.behind : words.ahead);
    std::vector<std::string> level;
    for (const Lead& lead : words.level) level.push_back(lead.name);
    if (!level.empty()) text += worded(language, "; they are level in {}", listed(level, language));
    return text + worded(language, ".");
}

std::string pair_words(const Result& result, const UnitPair& pair, Language language) {
    const PairWords words = words_of(result, pair, language);
    const bool is_whole = words.children > 0;
    if (is_whole && words.ahead.size() == words.children && words.total.by > 0)
        return all_ahead(words.first, words.second, words.ahead, words, language);
    if (is_whole && words.behind.size() == words.children && words.total.by < 0)
        return all_ahead(words.second, words.first, words.behind, words, language);
    return mixed(words, language);
}

std::string title_of(const Result& result, const UnitPair& pair, Language language) {
    return versus({result.data.units.name(pair.first, language), result.data.units.name(pair.second, language)},
                  language);
}

void put_pair(Html& html, const ReportInput& input, const ReportOptions& options, const UnitPair& pair) {
    const Result& result = *input.result;
    html.put("p", pair_words(result, pair, options.language), {{"class", "words"}});
    if (result.index.root().children.size() < fewest_axes) return;
    // A short title, which the script can set for any two.
    put_chart(html, "radar", input, options,
              {.period = options.period,
               .top = {},
               .rows = {pair.first, pair.second},
               .title = title_of(result, pair, options.language)});
}

/// A list of all units to choose from, by their places in the period.
void put_choice(Html& html, const ReportInput& input, const ReportOptions& options, std::string_view id,
                const std::string& title, std::size_t chosen) {
    const std::size_t first = input.result->data.periods[options.period].first;
    html.open("label");
    html.put("span", title);
    html.open("select", {{"id", id}});
    for (const std::size_t row : ranked(*input.result, options.period, 0).rows) {
        const std::string value = std::to_string(row - first);
        const std::string_view name = input.result->data.units.name(row, options.language);
        if (row == chosen)
            html.put("option", name, {{"value", value}, {"selected", ""}});
        else
            html.put("option", name, {{"value", value}});
    }
    html.close("select");
    html.close("label");
}

/// Any two, by script; without one the two that it begins with, unless the page has pairs of its own.
void put_free_choice(Html& html, const ReportInput& input, const ReportOptions& options, const UnitPair& pair) {
    const Language language = options.language;
    if (input.pairs.empty())
        html.open("div", {{"id", "choose"}});
    else
        html.open("div", {{"id", "choose"}, {"class", "no-print"}, {"hidden", ""}});
    if (!input.pairs.empty()) html.put("h3", worded(language, "Any two"));
    html.open("div", {{"class", "controls"}, {"hidden", ""}});
    put_choice(html, input, options, "first", worded(language, "One"), pair.first);
    put_choice(html, input, options, "second", worded(language, "Other"), pair.second);
    html.close("div");
    put_pair(html, input, options, pair);
    html.close("div");
}

}  // namespace

void write_pairs(Html& html, const ReportInput& input, const ReportOptions& options) {
    for (const UnitPair& pair : input.pairs) {
        html.put("h3", title_of(*input.result, pair, options.language));
        put_pair(html, input, options, pair);
    }
    if (input.result->index.root().children.size() < fewest_axes) return;
    const Ranked units = ranked(*input.result, options.period, 0);
    if (units.rows.size() < 2 || units.ranks[1] == 0) return;
    put_free_choice(html, input, options, {units.rows[0], units.rows[1]});
}

}  // namespace iiindex::detail
