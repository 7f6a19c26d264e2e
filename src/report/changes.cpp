#include <algorithm>
#include <cmath>

#include <iiindex/number.hpp>
#include <iiindex/present.hpp>

#include "ground/catalogue.hpp"
#include "report/sections.hpp"
#include "words/change.hpp"
#include "words/labels.hpp"
#include "words/scores.hpp"

namespace iiindex::detail {
namespace {

HtmlTable table_of(const Changes& changes, Language language) {
    const auto title = [&](std::string text) { return HtmlTable::Column{std::move(text), true}; };
    HtmlTable table{.columns = {title(worded(language, "Rank")),
                                title(worded(language, "Old rank")),
                                {worded(language, "Name"), false, "unit"},
                                title(worded(language, "Score")),
                                title(worded(language, "Old score")),
                                title(worded(language, "Change")),
                                title(worded(language, "Own values")),
                                title(worded(language, "Others")),
                                title(worded(language, "Method")),
                                title(worded(language, "Set of units")),
                                title(worded(language, "Change on one scale"))},
                    .rows = {}};
    const int digits = digits_of(changes.after.index, changes.new_node);
    for (const UnitChange& unit : changes.units) {
        const auto difference = [](const std::optional<double>& now, const std::optional<double>& then) {
            return now && then ? std::optional(*now - *then) : std::nullopt;
        };
        const auto cause = [&](double Causes::*which) {
            return signed_decimal(unit.score ? std::optional((*unit.score).*which) : std::nullopt, digits + 1);
        };
        const auto place = [](Rank rank) { return rank == 0 ? std::string("–") : std::to_string(rank); };
        const auto score = [&](const std::optional<double>& one) {
            return one ? shown_number(*one, digits) : std::string("–");
        };
        const Result& known = unit.new_row ? changes.after : changes.before;
        table.rows.push_back(
            {place(unit.new_rank), place(unit.old_rank),
             std::string(known.data.units.name(unit.new_row ? *unit.new_row : *unit.old_row, language)),
             score(unit.new_score), score(unit.old_score),
             signed_decimal(difference(unit.new_score, unit.old_score), digits + 1), cause(&Causes::own),
             cause(&Causes::others), cause(&Causes::method), cause(&Causes::units),
             signed_decimal(difference(unit.new_common, unit.old_common), digits + 1)});
    }
    return table;
}

}  // namespace

void write_changes(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Changes& changes = *input.changes;
    html.open("ul", {{"class", "sentences"}});
    for (const std::string& sentence : change_sentences(changes, options.language)) html.put("li", sentence);
    html.close("ul");
    if (const std::string warning = own_scales_warning(changes, options.language); !warning.empty()) {
        html.put("p", warning, {{"class", "callout"}});
    }
    put_chart(html, "change", input, options, {.top = {}, .rows = {}, .title = {}});
    put_table(html, table_of(changes, options.language), "changes");
}

}  // namespace iiindex::detail
