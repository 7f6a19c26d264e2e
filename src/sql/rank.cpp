#include <fmt/format.h>

#include "sql/draft.hpp"

namespace iiindex::detail::sql {
namespace {

std::string tier(const Draft& draft, const std::string& score, const std::string& tolerance) {
    const auto& tiers = draft.index.root().tiers;
    if (!tiers) return fmt::format("CAST(NULL AS {})", draft.dialect.whole);
    std::string cases;
    for (std::size_t i = 0; i < tiers->cuts.size(); ++i)
        cases += fmt::format("WHEN {} >= {} - {} THEN {} ", score, literal(tiers->cuts[i]), tolerance, i + 1);
    return fmt::format("CASE {}WHEN {} IS NOT NULL THEN {} END", cases, score, tiers->cuts.size() + 1);
}

/// Period, code, name, rank, tier, and the scores level by level.
std::string columns_of(const Draft& draft, const std::string& rank, const std::string& tolerance) {
    const std::string score = draft.r(draft.scores[0]);
    std::string list =
        fmt::format("{}, {}, {}, CASE WHEN {} IS NOT NULL THEN {} END AS {},\n  {} AS {}", draft.named("r_", "period"),
                    draft.named("r_", "code"), draft.named("r_", "name"), score, draft.r(rank), draft.quoted("rank"),
                    tier(draft, score, draft.r(tolerance)), draft.quoted("tier"));
    for (std::size_t level = 0; level <= draft.options.depth; ++level) {
        for (std::size_t node = 0; node < draft.index.nodes.size(); ++node) {
            if (draft.index.nodes[node].level != level) continue;
            const std::string& column = draft.scores[node];
            list += fmt::format(",\n  {} + 0e0 AS {}", draft.r(column), draft.quoted(column));  // -0 is 0
        }
    }
    return list;
}

}  // namespace

std::string ranked(Draft& draft) {
    const std::string score = draft.r(draft.scores[0]), within = "PARTITION BY " + draft.r("period");
    const Known known = after_rounding(draft.index.root(), know(draft, 0));
    const std::string tolerance = draft.columns.take("tolerance"), place = draft.columns.take("place");
    const std::string before = draft.columns.take("score_before"), rank = draft.columns.take("shared_rank");
    const std::string order = fmt::format("{0} ORDER BY CASE WHEN {1} IS NULL THEN 1 ELSE 0 END, {1} DESC, {2}", within,
                                          score, draft.r("code"));
    const std::string is_bad =
        fmt::format("{} > 1 OR COALESCE({}, '') = ''", draft.r(draft.times_there), draft.r("code"));
    draft.extend_rows_by_periods(
        "ordered", "the best first; scores no further apart than the tolerance are the same",
        {{tolerance, draft.stopped(known.tolerance.text(), is_bad,
                                   "a unit without a code, or twice in a period: ", draft.r("code"))},
         {place, fmt::format("ROW_NUMBER() OVER ({})", order)},
         {before, fmt::format("LAG({}) OVER ({})", score, order)}});
    draft.extend_rows("ranked", "who is the same as the one before shares its rank",
                      {{rank, fmt::format("MAX(CASE WHEN {0} IS NULL OR {0} - {1} > {2} THEN {3} END) OVER ({4} ORDER "
                                          "BY {3} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
                                          draft.r(before), score, draft.r(tolerance), draft.r(place), within)}});
    const std::string last = fmt::format("SELECT {}\nFROM {} r_", columns_of(draft, rank, tolerance), draft.rows);
    std::string query = draft.steps(last) + "\n" + last;
    if (draft.options.as == SqlOptions::As::query)
        query += fmt::format("\nORDER BY {}, {}", draft.r("period"), draft.r(place));
    return query;
}

}  // namespace iiindex::detail::sql
