#include "sql/centre.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <iiindex/prepare.hpp>

namespace iiindex::detail::sql {
namespace {

/// Missing numbers come last in every engine.
std::string ordered_by(const std::string& x) {
    return fmt::format("ORDER BY CASE WHEN {0} IS NULL THEN 1 ELSE 0 END, {0}", x);
}

/// The column of a grouping that a method looks at; empty where it knows no groups.
std::string group_of(const Draft& draft, const Imputation& imputation) {
    if (imputation.method->looks != ImputationMethod::Looks::at_groups) return {};
    return std::find_if(draft.groupings.begin(), draft.groupings.end(),
                        [&](const auto& one) { return one.first == imputation.group; })
        ->second;
}

/// The rows that give: of a method by place, with the places of each number.
std::string givers(Draft& draft, const std::string& name, const std::string& group, const std::vector<Filled>& gaps,
                   bool by_place) {
    std::string list = draft.r("period") + (group.empty() ? "" : ", " + draft.r(group));
    const std::string within = list;
    for (const Filled& one : gaps) {
        list += fmt::format(",\n    {} AS {}", one.is, draft.quoted(one.column));
        if (!by_place) continue;
        list += fmt::format(",\n    ROW_NUMBER() OVER (PARTITION BY {} {}) AS {}", within, ordered_by(one.is),
                            draft.quoted("place_" + one.column));
        list += fmt::format(",\n    COUNT({}) OVER (PARTITION BY {}) AS {}", one.is, within,
                            draft.quoted("count_" + one.column));
    }
    std::string who = group.empty() ? "" : draft.r(group) + " IS NOT NULL";
    if (!draft.screened.empty()) who += fmt::format("{}{} = 0", who.empty() ? "" : " AND ", draft.r(draft.screened));
    return draft.add(name, "what there is",
                     fmt::format("SELECT {}\n  FROM {} r{}{}", list, draft.rows, who.empty() ? "" : "\n  WHERE ", who));
}

}  // namespace

void fill_gaps(Draft& draft, const Imputation& imputation, std::string_view of, std::vector<Filled>& gaps) {
    const ImputationMethod& method = *imputation.method;
    const bool by_place = method.sql.find("{place}") != method.sql.npos;
    const std::string group = group_of(draft, imputation);
    for (Filled& one : gaps) one.column = draft.columns.take("filled_" + one.code);
    const std::string from = givers(draft, fmt::format("givers_of_{}", of), group, gaps, by_place);
    std::string keys = draft.in("g", "period") + (group.empty() ? "" : ", " + draft.in("g", group));
    std::string list = keys;
    std::vector<Added> added;
    for (const Filled& one : gaps) {
        list += fmt::format(",\n    {} AS {}",
                            filled(method.sql, fmt::arg("x", draft.in("g", one.column)),
                                   fmt::arg("place", draft.in("g", "place_" + one.column)),
                                   fmt::arg("count", draft.in("g", "count_" + one.column))),
                            draft.quoted(one.column));
        added.push_back({one.column, fmt::format("COALESCE({}, {})", one.is, draft.in("g", one.column))});
    }
    const std::string centres = draft.add(fmt::format("centres_of_{}", of), method.name,
                                          fmt::format("SELECT {}\n  FROM {} g\n  GROUP BY {}", list, from, keys));
    std::string on = fmt::format("{} = {}", draft.in("g", "period"), draft.r("period"));
    if (!group.empty()) on += fmt::format(" AND {} = {}", draft.in("g", group), draft.r(group));
    if (!draft.screened.empty()) on += fmt::format(" AND {} = 0", draft.r(draft.screened));
    draft.extend_rows(fmt::format("filled_{}", of), "put in where it is missing", added,
                      fmt::format("\n  LEFT JOIN {} g ON {}", centres, on));
}

}  // namespace iiindex::detail::sql
