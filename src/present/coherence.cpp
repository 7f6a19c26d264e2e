#include <algorithm>
#include <utility>

#include <iiindex/coherence.hpp>
#include <iiindex/present.hpp>

#include "ground/catalogue.hpp"
#include "present/coherence_tables.hpp"
#include "words/labels.hpp"
#include "words/origins.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Readers are not shown the heads of a table that has no row; programs find each table where they look for it.
void add_with_rows(Document& document, Table table) {
    if (table.rows == 0 && table.audience == Audience::people) return;
    if (table.rows == 0) table.audience = Audience::programs;
    document.tables.push_back(std::move(table));
}

}  // namespace

Document coherence_document(const Result& result, const Columns& values, const Coherence& found, Language language) {
    const Subject source{result, values, found, language};
    const Period& period = result.data.periods[found.period];
    Document document{.code = "coherence",
                      .title = with_period(result.index.root().name.in(language), period.label, language)};
    document.facts = {{"index", std::string_view(result.index.root().code)},
                      {"period", std::string_view(period.label)},
                      {"origin", overall_origin(origins_of(result.data))},
                      {"redundant", found.options.redundant},
                      {"opposed", found.options.opposed},
                      {"weak", found.options.weak}};
    for (const auto& table : {statistics_table, flags_table, importance_table, shared_importance_table, groups_table,
                              removals_table, felt_removals_table, correlations_table, components_table, loadings_table,
                              units_table, strengths_table, trends_table, prepared_table, scores_table,
                              child_groups_table, child_components_table, child_loadings_table, node_trends_table}) {
        add_with_rows(document, table(source));
    }
    if (found.flags.empty()) document.notes.push_back(worded(language, "Nothing stands out that should be looked at."));
    const auto unfelt = std::count_if(found.removals.begin(), found.removals.end(),
                                      [](const Removal& one) { return one.largest_change == 0; });
    if (unfelt > 0) {
        document.notes.push_back(worded(language, "Removing any of the other {} moves no rank.", unfelt));
    }
    if (period.count < 3) {
        document.notes.push_back(
            worded(language, "There are fewer than three units, so most statistics have no value."));
    }
    if (const std::size_t most = largest_level(result.index); most > most_together) {
        document.notes.push_back(
            worded(language,
                   "{} nodes on one level are more than {}: only siblings among them are correlated, "
                   "and larger groups are not taken as scales.",
                   most, most_together));
    }
    add_missing(document, {&result}, language, {.node = 0, .period = found.period});
    if (std::string origins = origins_note(result, language); !origins.empty()) {
        document.notes.push_back(std::move(origins));
    }
    return document;
}

}  // namespace iiindex
