#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <iiindex/coherence.hpp>
#include <iiindex/document.hpp>
#include <iiindex/result.hpp>

#include "present/table_of.hpp"

namespace iiindex::detail {

/// What every table of the document is made from; all outlives the tables.
struct Subject {
    const Result& result;
    const Columns& values;  ///< as read
    const Coherence& found;
    Language language;

    const Node& node(std::size_t n) const { return result.index.nodes[n]; }
    const std::string& name(std::size_t n) const { return node(n).name.in(language); }
    std::string_view code_of(std::size_t row) const { return result.data.units.codes[row]; }
    std::string_view name_of(std::size_t row) const { return result.data.units.name(row, language); }
};

// Columns of tables of statistics: nodes and units by code for programs and by name for people, and numbers that say
// why they have no value.
TableBuilder& add_node(TableBuilder& table, const Subject& source, std::string_view code, std::string_view title,
                       const ReadRow<std::size_t>& number_of);
TableBuilder& add_unit(TableBuilder& table, const Subject& source, const ReadRow<std::size_t>& row_of);
TableBuilder& add_statistic(TableBuilder& table, std::string_view code, std::string_view title, int digits,
                            ReadRow<Statistic> of);
/// Why the statistics that were asked for have no value, the first such; for programs alone, or in words too.
TableBuilder& add_reason(TableBuilder& table, Language language, const ReadRow<NoValue>& of, Audience audience);

/// A table of statistics, titled in the reader's language.
template <class Row>
class StatisticTable : public TableOf<Row> {
public:
    StatisticTable(const Subject& source, std::string_view code, std::string_view title, std::vector<Row> rows)
        : TableOf<Row>(code, title, std::move(rows)), source_(source) {}

    template <class Of>
    TableBuilder& node(std::string_view code, std::string_view title, Of number_of) {
        return add_node(*this, source_, code, title, of_row<std::size_t, Row>(std::move(number_of)));
    }
    template <class Of>
    TableBuilder& unit(Of row_of) {
        return add_unit(*this, source_, of_row<std::size_t, Row>(std::move(row_of)));
    }
    template <class Of>
    TableBuilder& number(std::string_view code, std::string_view title, int digits, Of of) {
        return add_statistic(*this, code, title, digits, of_row<Statistic, Row>(std::move(of)));
    }
    /// A word that is the same in every language for programs, and one of the reader's for people.
    template <class Of, class Words>
    TableBuilder& word(std::string_view code, std::string_view title, Of of, Words words) {
        this->text(code, title, std::move(of)).only_for(Audience::programs);
        return this->text(std::string(code) + "_words", title, std::move(words)).only_for(Audience::people);
    }
    template <class Of>
    TableBuilder& why(Of of) {
        return add_reason(*this, source_.language, of_row<NoValue, Row>(std::move(of)), Audience::all);
    }
    template <class Of>
    TableBuilder& why_for_programs(Of of) {
        return add_reason(*this, source_.language, of_row<NoValue, Row>(std::move(of)), Audience::programs);
    }

private:
    const Subject& source_;
};

// Of the indicators and the nodes above them.
Table statistics_table(const Subject& source);
Table prepared_table(const Subject& source);  ///< the same of the values as prepared
Table scores_table(const Subject& source);    ///< and of the scores of all nodes
Table flags_table(const Subject& source);
Table importance_table(const Subject& source);         ///< of all nodes, for programs
Table shared_importance_table(const Subject& source);  ///< of nodes with siblings, for people
Table removals_table(const Subject& source);           ///< of all nodes, for programs
Table felt_removals_table(const Subject& source);      ///< of those that move ranks, for people

// Of what goes together.
Table groups_table(const Subject& source);
Table correlations_table(const Subject& source);
Table components_table(const Subject& source);
Table loadings_table(const Subject& source);
Table child_groups_table(
    const Subject& source);  ///< the same of nodes above inner nodes, their children taken together
Table child_components_table(const Subject& source);
Table child_loadings_table(const Subject& source);

// Of the units.
Table units_table(const Subject& source);
Table strengths_table(const Subject& source);
Table trends_table(const Subject& source);
Table node_trends_table(const Subject& source);

}  // namespace iiindex::detail
