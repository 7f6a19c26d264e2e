#include <algorithm>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/number.hpp>
#include <iiindex/weigh.hpp>

#include "ground/catalogue.hpp"
#include "report/data.hpp"
#include "report/sections.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t most_units = 20'000;  ///< that a page computes anew at every move of a slider

/// Why the page does not compute a node anew; empty where it does.
std::string why_fixed(const Index& index, std::size_t number, Language language) {
    const Node& node = index.nodes[number];
    if (node.is_indicator() || can_reckon(index, number)) return {};
    const std::string& name = node.name.in(language);
    return worded(language,
                  "{} is combined by '{}', which is no weighted mean of the scores below it that a page can compute.",
                  name, node.aggregation.method->name);
}

/// Why there are no sliders further down than a node's children; empty where there are, or nothing is there.
std::string why_no_deeper(const Index& index, std::size_t number, Language language) {
    const Node& node = index.nodes[number];
    const auto is_leaf = [&index](std::size_t child) { return index.nodes[child].is_indicator(); };
    if (!finds_weights(node) || std::all_of(node.children.begin(), node.children.end(), is_leaf)) return {};
    return worded(language,
                  "The weights below {} are found from the scores there by '{}': with other weights further down they "
                  "would be others, which a page does not find.",
                  node.name.in(language), node.weighting.method->name);
}

void put_row(Html& html, const Result& result, const ReportOptions& options, std::size_t number) {
    const Node& node = result.index.nodes[number];
    const std::string place = std::to_string(number);
    html.open("tr", {{"class",
                      fmt::format("level-{}{}", std::min<std::size_t>(node.level, 3), node.level > 1 ? " deeper" : "")},
                     {"data-node", place}});
    html.put("th", node.name.in(options.language), {{"scope", "row"}});
    html.put("td", fixed(100 * result.weights[options.period][number], 1) + " %", {{"class", "n"}});
    html.close("tr");
}

void put_weights(Html& html, const Result& result, const ReportOptions& options, const std::vector<std::size_t>& open) {
    html.open("table", {{"class", "weights"}});
    html.open("thead");
    html.open("tr");
    html.put("th", worded_in(options.language, "of any level", "Node"), {{"scope", "col"}});
    html.put("th", worded(options.language, "Published weight"), {{"scope", "col"}, {"class", "n"}});
    html.close("tr");
    html.close("thead");
    html.open("tbody");
    for (std::size_t node = 1; node < result.index.nodes.size(); ++node) {
        if (std::binary_search(open.begin(), open.end(), result.index.nodes[node].parent)) {
            put_row(html, result, options, node);
        }
    }
    html.close("tbody");
    html.close("table");
}

/// The titles of the ranking that the script fills.
void put_ranking(Html& html, Language language, bool has_tiers) {
    html.open("div", {{"class", "scroll"}});
    html.open("table", {{"class", "own"}});
    html.open("thead");
    html.open("tr");
    const auto title = [&](const std::string& text, std::string_view css_class = "") {
        html.put("th", text, {{"scope", "col"}, {"class", css_class}});
    };
    title(worded(language, "Rank"), "n");
    title(worded_in(language, "in rank", "Moved"));
    title(worded(language, "Name"));
    title("", "bars");
    title(worded(language, "Score"), "n");
    if (has_tiers) title(worded(language, "Tier"), "tier");
    title(worded(language, "Published"), "n was");
    html.close("tr");
    html.close("thead");
    html.put("tbody", "");
    html.close("table");
    html.close("div");
}

void put_tools(Html& html, const Index& index, Language language, bool has_deeper) {
    const auto button = [&](std::string_view id, const std::string& text) {
        html.put("button", text, {{"id", id}, {"type", "button"}});
    };
    html.open("div", {{"id", "own-tools"}, {"hidden", ""}});
    html.put("p", "", {{"id", "own-summary"}});
    html.put("p", "", {{"id", "own-heard"}, {"class", "heard"}, {"role", "status"}, {"aria-live", "polite"}});
    html.open("div", {{"class", "controls"}});
    if (has_deeper) {
        html.put("button", worded(language, "Weights further down"),
                 {{"id", "own-deeper"}, {"type", "button"}, {"aria-expanded", "false"}});
    }
    button("own-reset", worded(language, "Back to the published weights"));
    html.put("a", worded(language, "Link to these weights"), {{"id", "own-link"}, {"href", "#own"}});
    button("own-save", worded(language, "Download as CSV"));
    html.close("div");
    put_ranking(html, language, index.root().tiers.has_value());
    html.close("div");
}

/// What of a tree can be opened no further, and why: a sentence each.
std::vector<std::string> limits(const Index& index, const std::vector<std::size_t>& open, Language language) {
    std::vector<std::string> sentences;
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        const bool is_reached = node == 0 || std::binary_search(open.begin(), open.end(), index.nodes[node].parent);
        if (!is_reached) continue;
        const bool is_open = std::binary_search(open.begin(), open.end(), node);
        if (std::string why = is_open ? why_no_deeper(index, node, language) : std::string(); !why.empty())
            sentences.push_back(std::move(why));
        if (std::string why = why_fixed(index, node, language); !why.empty()) sentences.push_back(std::move(why));
    }
    return sentences;
}

}  // namespace

void write_own_weights(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Result& result = *input.result;
    const Language language = options.language;
    const auto open = nodes_to_weigh(result.index);
    if (result.data.periods[options.period].count > most_units) {
        return put_paragraph(html, worded(language, "There are too many units to compute anew on a page."));
    }
    if (!open.empty()) {
        html.put("p",
                 worded(language,
                        "How much should each part count? Move a slider: scores, ranks and tiers are computed anew "
                        "and set against the published ranking. Weights are relative to each other."));
        html.open("div", {{"class", "own-weights"}});
        html.open("div", {{"class", "sliders"}});
        put_weights(html, result, options, open);
        html.close("div");
        put_tools(html, result.index, language, open.size() > 1);
        html.close("div");
    }
    for (const std::string& sentence : limits(result.index, open, language))
        html.put("p", sentence, {{"class", "note"}});
}

}  // namespace iiindex::detail
