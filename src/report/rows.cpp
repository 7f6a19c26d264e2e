#include "report/rows.hpp"

#include <cmath>

#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "text/sign.hpp"
#include "words/bands.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {

int digits_of(const Node& node) { return node.round.value_or(1); }

std::string score_text(const Result& result, std::size_t row, std::size_t node) {
    const auto score = result.score(row, node);
    return score ? fixed(*score, digits_of(result.index.nodes[node]), cuts_to_reach(result, node)) : "–";
}

std::string signed_decimal(const std::optional<double>& number, int digits) {
    if (!number) return "–";
    return with_sign(*number, fixed(std::abs(*number), digits));
}

Ranked ranked(const Result& result, std::size_t number, std::size_t node) {
    const Period& period = result.data.periods[number];
    const Ranking ranking = rank(result, node, period);
    Ranked all;
    for (const std::uint32_t unit : ranking.order) all.rows.push_back(period.first + unit);
    all.ranks.assign(ranking.ranks_in_order.begin(), ranking.ranks_in_order.end());
    return all;
}

std::string column_title(const Index& index, std::size_t node, Language language) {
    return node == 0 ? worded(language, "Total") : index.nodes[node].name.in(language);
}

void put_paragraph(Html& html, const std::string& text) {
    if (!text.empty()) html.put("p", text);
}

}  // namespace iiindex::detail
