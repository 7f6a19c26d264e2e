#include <algorithm>
#include <array>

#include <iiindex/present.hpp>

#include "ground/catalogue.hpp"
#include "present/method.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Whether a column says whose line it is.
bool is_lead(const Column& column) {
    constexpr std::array<std::string_view, 5> codes = {"period", "rank", "tier", "code", "name"};
    return std::find(codes.begin(), codes.end(), column.code) != codes.end();
}

std::string level_title(const Index& index, std::size_t level, Language language) {
    const auto first =
        std::find_if(index.nodes.begin(), index.nodes.end(), [&](const Node& node) { return node.level == level; });
    const std::string words = level_words(index, static_cast<std::size_t>(first - index.nodes.begin()), language);
    return first->is_indicator() ? worded_in(language, "of indicators", "Scores: {}", words)
                                 : worded(language, "Scores: {}", words);
}

/// Of a table of all levels the lines with the scores of one.
Table level_table(const Table& all, const Index& index, std::size_t level, Language language) {
    Table table{
        .code = "level_" + std::to_string(level), .title = level_title(index, level, language), .rows = all.rows};
    for (const Column& column : all.columns) {
        const auto node = index.find(column.code);
        if (is_lead(column) || (node && index.nodes[*node].level == level)) table.columns.push_back(column);
    }
    return table;
}

}  // namespace

void add_levels(Document& document, const Result& result, const View& view) {
    View whole = view;
    whole.depth = result.index.depth();
    const Document all = ranking_document(result, whole);
    for (std::size_t level = 2; level <= whole.depth; ++level) {
        document.tables.push_back(level_table(all.tables[all.main], result.index, level, view.language));
    }
    document.tables.push_back(method_table(result, result.data.periods.size() - 1, view.language));
}

}  // namespace iiindex
