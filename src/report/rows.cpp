#include "report/rows.hpp"

#include "ground/catalogue.hpp"
#include "words/labels.hpp"
#include "words/scores.hpp"

namespace iiindex::detail {

std::string score_text(const Result& result, std::size_t row, std::size_t node) {
    return shown_score(result, node, result.score(row, node));
}

std::string signed_decimal(const std::optional<double>& number, int digits) {
    return number ? shown_difference(*number, digits) : "–";
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
