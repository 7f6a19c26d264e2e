#include <iiindex/prepare.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "engine/precision.hpp"
#include "sql/centre.hpp"
#include "sql/draft.hpp"

namespace iiindex::detail::sql {
namespace {

void divide_by_denominators(Draft& draft) {
    std::vector<Added> added;
    for (std::size_t i = 0; i < draft.values.size(); ++i) {
        const Node& node = draft.index.nodes[draft.index.indicators[i]];
        if (node.denominator.empty()) continue;
        const std::string& by = draft.inputs[*draft.index.find_input(node.denominator)];
        added.push_back({draft.columns.take("divided_" + node.code),
                         fmt::format("{} / NULLIF({}, 0)", draft.r(draft.values[i]), draft.r(by))});
        draft.values[i] = added.back().column;
    }
    draft.extend_rows("divided", "by denominators", added);
}

void take(Draft& draft, const Imputation& imputation) {
    std::vector<Filled> gaps;
    for (std::size_t i = 0; i < draft.values.size(); ++i) {
        const std::string& code = draft.index.nodes[draft.index.indicators[i]].code;
        gaps.push_back({code, draft.r(draft.values[i]), {}});
    }
    fill_gaps(draft, imputation, "values", gaps);
    for (std::size_t i = 0; i < draft.values.size(); ++i) draft.values[i] = gaps[i].column;
}

std::string count_of(const Draft& draft) {
    std::string there;
    for (const std::string& value : draft.values)
        there += fmt::format("{}CASE WHEN {} IS NULL THEN 0 ELSE 1 END", there.empty() ? "" : " + ", draft.r(value));
    return there;
}

void take(Draft& draft, const Screening& screening) {
    const double least = (screening.at_least - 1e-12) * static_cast<double>(draft.values.size());
    const std::string flag = draft.columns.take("screened");
    std::string is = fmt::format("CASE WHEN {} < {} THEN 1 ELSE 0 END", count_of(draft), literal(least));
    if (!draft.screened.empty()) is = fmt::format("CASE WHEN {} = 1 THEN 1 ELSE {} END", draft.r(draft.screened), is);
    draft.extend_rows("screened", "of whom too little was measured", {{flag, is}});
    draft.screened = flag;
    std::vector<Added> kept;
    for (std::size_t i = 0; i < draft.values.size(); ++i) {
        const std::string& code = draft.index.nodes[draft.index.indicators[i]].code;
        kept.push_back({draft.columns.take("kept_" + code),
                        fmt::format("CASE WHEN {} = 0 THEN {} END", draft.r(flag), draft.r(draft.values[i]))});
        draft.values[i] = kept.back().column;
    }
    draft.extend_rows("kept", "without them", kept);
}

void take(Draft&, const Treatment&) {}  // refused before

bool imputes_values(const Index& index) {
    return std::any_of(index.prepare.begin(), index.prepare.end(),
                       [](const PrepareStep& step) { return std::holds_alternative<Imputation>(step); });
}

bool imputes_scores(const Index& index) {
    return std::any_of(index.nodes.begin(), index.nodes.end(),
                       [](const Node& node) { return node.missing.kind == MissingRule::Kind::impute; });
}

/// Keeps units of which nothing at all was measured out of the imputation of values and scores.
void leave_out_unmeasured(Draft& draft) {
    if (!imputes_values(draft.index) && !imputes_scores(draft.index)) return;
    draft.screened = draft.columns.take("unmeasured");
    draft.extend_rows("unmeasured", "of whom nothing was measured",
                      {{draft.screened, fmt::format("CASE WHEN {} = 0 THEN 1 ELSE 0 END", count_of(draft))}});
}

}  // namespace

void prepare(Draft& draft) {
    divide_by_denominators(draft);
    leave_out_unmeasured(draft);
    for (const PrepareStep& step : draft.index.prepare) {
        std::visit([&](const auto& what) { take(draft, what); }, step);
    }
    for (std::size_t i = 0; i < draft.lost.size(); ++i) {
        const Node& node = draft.index.nodes[draft.index.indicators[i]];
        const bool is_reckoned = !node.denominator.empty() || imputes_values(draft.index);
        const Lost own = is_reckoned ? Lost::by_reckoning : Lost::by_reading;
        draft.lost[i] = greatest(draft.dialect, {own.last_places, draft.lost[i]});
    }
}

}  // namespace iiindex::detail::sql
