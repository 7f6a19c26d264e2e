#include <iiindex/plausibility.hpp>

#include <iiindex/present.hpp>

#include "ground/catalogue.hpp"
#include "present/table_of.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// The two years that rows are of, and the language that they are shown in.
struct Years {
    const Input& before;
    const Input& after;
    Language language;

    const Node& node(std::size_t i) const { return after.index.nodes[i]; }
    std::string_view old_name(std::size_t row) const { return before.data.units.name(row, language); }
    std::string_view new_name(std::size_t row) const { return after.data.units.name(row, language); }
};

template <class Row, class NodeOf>
void add_node(TableOf<Row>& table, const Years& years, std::string_view code, std::string_view title,
              const NodeOf& node_of) {
    table
        .text(code, title, [years, node_of](const Row& row) { return std::string_view(years.node(node_of(row)).code); })
        .only_for(Audience::programs);
    table
        .text(std::string(code) + "_name", title,
              [years, node_of](const Row& row) {
                  return std::string_view(years.node(node_of(row)).name.in(years.language));
              })
        .only_for(Audience::people);
}

template <class Row, class RowOf>
void add_unit(TableOf<Row>& table, const Years& years, const RowOf& row_of) {
    const std::string_view title = label(Label::name, years.language);
    table.text("unit", title, [years, row_of](const Row& row) { return years.after.data.units.codes[row_of(row)]; })
        .only_for(Audience::programs);
    table.text("name", title, [years, row_of](const Row& row) { return years.new_name(row_of(row)); })
        .only_for(Audience::people);
}

std::string indicator_title(Language language) { return worded(language, "Indicator"); }

Table indicator_table(const Plausibility& found, const Years& years) {
    TableOf<MovedIndicator> table(
        "moved_indicators", worded(years.language, "Indicators whose median moved by a factor"), found.indicators);
    add_node(table, years, "node", indicator_title(years.language), [](const MovedIndicator& one) { return one.node; });
    table.number("before", worded(years.language, "Median before"), &MovedIndicator::before, 3);
    table.number("after", worded(years.language, "Median now"), &MovedIndicator::after, 3);
    table.number("factor", worded(years.language, "Factor"), &MovedIndicator::factor, 4);
    return table.take();
}

Table value_table(const Plausibility& found, const Years& years) {
    TableOf<MovedValue> table("moved_values", worded(years.language, "Values that moved more than tenfold"),
                              found.values);
    add_unit(table, years, [](const MovedValue& one) { return one.new_row; });
    add_node(table, years, "node", indicator_title(years.language), [](const MovedValue& one) { return one.node; });
    table.number("before", worded(years.language, "Before"), &MovedValue::before, 3);
    table.number("after", worded(years.language, "Now"), &MovedValue::after, 3);
    return table.take();
}

Table column_table(const Plausibility& found, const Years& years) {
    TableOf<StrangeColumn> table(
        "strange_columns", worded(years.language, "Columns that resemble another of the year before"), found.columns);
    add_node(table, years, "node", indicator_title(years.language), [](const StrangeColumn& one) { return one.node; });
    add_node(table, years, "like", worded(years.language, "Resembles"),
             [](const StrangeColumn& one) { return one.like; });
    table.number("own", worded(years.language, "Rank correlation with its own"), &StrangeColumn::own, 3);
    table.number("other", worded(years.language, "with that one"), &StrangeColumn::other, 3);
    table.flag("swapped", "swapped", &StrangeColumn::is_swapped);
    return table.take();
}

Table unit_table(const Plausibility& found, const Years& years) {
    TableOf<MovedUnit> table("moved_units", worded(years.language, "Units that came or went"), found.units);
    const auto text = [&](std::string_view code, std::string_view title, Audience audience, auto came, auto of) {
        table
            .text(code, title,
                  [came, of](const MovedUnit& one) {
                      const auto row = one.*came;
                      return row ? of(*row) : std::string_view();
                  })
            .only_for(audience);
    };
    const std::string came = worded(years.language, "Came"), went = worded(years.language, "Went");
    text("came", came, Audience::programs, &MovedUnit::new_row,
         [years](std::size_t row) { return years.after.data.units.codes[row]; });
    text("came_name", came, Audience::people, &MovedUnit::new_row,
         [years](std::size_t row) { return years.new_name(row); });
    text("went", went, Audience::programs, &MovedUnit::old_row,
         [years](std::size_t row) { return years.before.data.units.codes[row]; });
    text("went_name", went, Audience::people, &MovedUnit::old_row,
         [years](std::size_t row) { return years.old_name(row); });
    return table.take();
}

Table outside_table(const Plausibility& found, const Years& years) {
    TableOf<OutsideValue> table("outside", worded(years.language, "Values beyond their goalposts"), found.outside);
    add_unit(table, years, [](const OutsideValue& one) { return one.row; });
    add_node(table, years, "node", indicator_title(years.language), [](const OutsideValue& one) { return one.node; });
    table.number("value", worded(years.language, "Value"), &OutsideValue::value, 3);
    table.number("goalpost", worded(years.language, "Goalpost"), &OutsideValue::end, 3);
    return table.take();
}

}  // namespace

void add_plausibility(Document& document, const Input& before, const Input& after, const Plausibility& found,
                      Language language) {
    const Years years{before, after, language};
    for (Table table : {indicator_table(found, years), value_table(found, years), column_table(found, years),
                        unit_table(found, years), outside_table(found, years)}) {
        if (table.rows == 0) table.audience = Audience::programs;
        document.tables.push_back(std::move(table));
    }
    if (found.is_empty()) {
        document.notes.push_back(worded(language, "Nothing stands out against {}.", before.data.file));
    }
    if (!found.columns_compared) {
        document.notes.push_back(
            worded(language, "There are too many columns to compare each with each of the year before."));
    }
}

}  // namespace iiindex
