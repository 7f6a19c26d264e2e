#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <iiindex/coherence.hpp>
#include <iiindex/document.hpp>
#include <iiindex/result.hpp>

#include "ground/catalogue.hpp"
#include "present/statistic.hpp"
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

/// A table of statistics, titled in the reader's language: nodes and units by code for programs and by name for people,
/// and numbers that say why they have no value.
template <class Row>
class StatisticTable {
    template <class Value>
    using Read = typename TableOf<Row>::template Read<Value>;

public:
    StatisticTable(const Subject& source, std::string_view code, std::string title, std::vector<Row> rows)
        : source_(source), table_(code, std::move(title), std::move(rows)) {}

    StatisticTable& node(std::string_view code, std::string title, const Read<std::size_t>& number_of) {
        table_.text(code, code, [source = source_, number_of](const Row& row) -> const std::string& {
            return source.node(number_of(row)).code;
        });
        table_.only_for(Audience::programs);
        table_.text(std::string(code) + "_name", std::move(title),
                    [source = source_, number_of](const Row& row) -> const std::string& {
                        return source.name(number_of(row));
                    });
        table_.wrapped();
        return *this;
    }
    StatisticTable& unit(const Read<std::size_t>& row_of) {
        text("code", worded(source_.language, "Code"), [source = source_, row_of](const Row& row) {
            return source.code_of(row_of(row));
        }).only(Audience::programs);
        return text("name", worded(source_.language, "Name"),
                    [source = source_, row_of](const Row& row) { return source.name_of(row_of(row)); });
    }
    template <class Of>
    StatisticTable& text(std::string_view code, std::string title, Of of) {
        table_.text(code, std::move(title), of);
        return *this;
    }
    StatisticTable& count(std::string_view code, std::string title, Read<std::int64_t> of) {
        table_.count(code, title, std::move(of));
        return *this;
    }
    StatisticTable& flag(std::string_view code, std::string title, Read<bool> of) {
        table_.flag(code, title, std::move(of));
        return *this;
    }
    StatisticTable& number(std::string_view code, std::string title, int digits, Read<Statistic> of) {
        const auto number_of = [of = std::move(of)](const Row& row) {
            const Statistic statistic = of(row);
            return statistic.has_value() ? statistic.number : missing;
        };
        table_.number(code, title, number_of, digits);
        return *this;
    }
    /// A word that is the same in every language for programs, and one of the reader's for people.
    template <class Of, class Words>
    StatisticTable& word(std::string_view code, std::string title, Of of, Words words) {
        text(code, title, of).only(Audience::programs);
        return text(std::string(code) + "_words", std::move(title), words).only(Audience::people);
    }
    /// Why the statistics that were asked for have no value, the first such.
    StatisticTable& why(const Read<NoValue>& of) {
        const auto words = [of, language = source_.language](const Row& row) {
            return no_value_words(of(row), language);
        };
        return word(
            "no_value", worded(source_.language, "No value because"),
            [of](const Row& row) { return to_string(of(row)); }, words);
    }
    /// The same for programs alone.
    StatisticTable& why_for_programs(const Read<NoValue>& of) {
        return text("no_value", worded(source_.language, "No value because"),
                    [of](const Row& row) { return to_string(of(row)); })
            .only(Audience::programs);
    }
    StatisticTable& wraps() {
        table_.wrapped();
        return *this;
    }
    StatisticTable& only(Audience audience) {
        table_.only_for(audience);
        return *this;
    }
    Table take(Audience audience = Audience::all) { return table_.take(audience); }

private:
    const Subject source_;
    TableOf<Row> table_;
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
