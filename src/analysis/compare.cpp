#include <iiindex/compare.hpp>

#include <iiindex/rank.hpp>

namespace iiindex {
namespace {

/// Who leads at a node and by how much.
void find_leader(ComparedNode& compared, double tolerance) {
    std::vector<double> scores;
    for (const auto& score : compared.scores) scores.push_back(score.value_or(missing));
    const Ranking ranking = rank(scores, tolerance);
    if (is_missing(scores[ranking.order[1]])) return;
    const bool is_led = ranking.ranks_in_order[1] > 1;
    compared.lead = is_led ? scores[ranking.order[0]] - scores[ranking.order[1]] : 0;
    if (is_led) compared.leader = ranking.order[0];
}

}  // namespace

SideBySide compare(const Result& result, std::vector<std::size_t> rows, std::size_t node) {
    SideBySide comparison{.rows = std::move(rows), .node = node, .nodes = {}, .turnings = {}};
    const Period& period = result.data.period_of(comparison.rows.front());
    std::vector<Contributions> gaps;
    for (std::size_t i = 1; i < comparison.rows.size(); ++i) {
        gaps.push_back(gap_contributions({&result, comparison.rows.front()}, {&result, comparison.rows[i]}, node));
    }
    const bool is_additive = not_additive(result.index, node).empty() && !result.index.nodes[node].is_indicator();
    for (std::size_t i = 1; is_additive && i < comparison.rows.size(); ++i) {
        comparison.turnings.push_back(turning(result, node, comparison.rows.front(), comparison.rows[i]));
    }
    const auto& nodes = result.index.nodes;
    for (std::size_t at = node; at < nodes.size() && (at == node || nodes[at].level > nodes[node].level); ++at) {
        const auto ranks = ranks_of(result, at, period);
        ComparedNode compared{.node = at, .scores = {}, .ranks = {}, .leader = {}, .lead = {}, .parts = {}};
        for (const std::size_t row : comparison.rows) {
            compared.scores.push_back(result.score(row, at));
            compared.ranks.push_back(ranks[row - period.first]);
        }
        for (const Contributions& gap : gaps) compared.parts.push_back(gap.of[at]);
        find_leader(compared, result.tolerance(at, period));
        comparison.nodes.push_back(std::move(compared));
    }
    return comparison;
}

}  // namespace iiindex
