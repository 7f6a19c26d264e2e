#include "sql/centre.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <iiindex/prepare.hpp>

namespace iiindex::detail::sql {
namespace {

/// The column of a grouping that a method looks at; empty where it knows no groups.
std::string group_of(const Draft& draft, const Imputation& imputation) {
    if (imputation.method->looks != ImputationMethod::Looks::at_groups) return {};
    return std::find_if(draft.groupings.begin(), draft.groupings.end(),
                        [&](const auto& one) { return one.first == imputation.group; })
        ->second;
}

/// A number of the rows that give and take alone.
std::string of_them(const std::string& who, const std::string& x, const std::string& others = "NULL") {
    return who.empty() ? x : fmt::format("CASE WHEN {} THEN {} ELSE {} END", who, x, others);
}

}  // namespace

void fill_gaps(Draft& draft, const Imputation& imputation, std::string_view of, std::vector<Filled>& gaps) {
    const ImputationMethod& method = *imputation.method;
    const std::string_view sql = method.centre->sql;
    const std::string group = group_of(draft, imputation);
    const std::string within = "PARTITION BY " + draft.r("period") + (group.empty() ? "" : ", " + draft.r(group));
    std::string who = group.empty() ? "" : draft.r(group) + " IS NOT NULL";
    if (!draft.screened.empty()) who += fmt::format("{}{} = 0", who.empty() ? "" : " AND ", draft.r(draft.screened));
    std::vector<Added> places, added;
    for (Filled& one : gaps) {
        one.column = draft.columns.take("filled_" + one.code);
        const std::string given = of_them(who, one.is);
        std::string place, count;
        if (sql.find("{place}") != sql.npos) {
            place = draft.columns.take("place_" + one.code), count = draft.columns.take("count_of_" + one.code);
            // Missing numbers come last in every engine.
            places.push_back({place, fmt::format("ROW_NUMBER() OVER ({0} ORDER BY CASE WHEN {1} IS NULL THEN 1 ELSE 0 "
                                                 "END, {1})",
                                                 within, given)});
            places.push_back({count, fmt::format("COUNT({}) OVER ({})", given, within)});
        }
        const std::string centre =
            fmt::format("{} OVER ({})",
                        filled(sql, fmt::arg("x", given), fmt::arg("place", place.empty() ? place : draft.r(place)),
                               fmt::arg("count", count.empty() ? count : draft.r(count))),
                        within);
        added.push_back({one.column, of_them(who, fmt::format("COALESCE({}, {})", one.is, centre), one.is)});
    }
    draft.extend_rows(fmt::format("places_of_{}", of), "values in order", places);
    draft.extend_rows(fmt::format("filled_{}", of), fmt::format("{}, put in where it is missing", method.name), added);
}

}  // namespace iiindex::detail::sql
