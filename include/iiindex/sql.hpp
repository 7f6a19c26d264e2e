#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// An engine that a query is written for. Whatever depends on the engine stands here; in templates {x} is an
/// expression.
struct SqlDialect {
    std::string_view name;
    std::string_view called;
    char quote;                                         ///< around identifiers
    bool plain_names = false;                           ///< a column's name has but letters, digits and _
    std::size_t longest_name = std::string_view::npos;  ///< bytes; what is behind them is cut off without an error
    std::size_t most_columns = std::string_view::npos;  ///< of a step
    bool backslash = false;                             ///< begins an escape in a string
    bool backslash_in_names = false;                    ///< likewise in an identifier
    std::string_view real;                              ///< the type of numbers
    std::string_view text;                              ///< the type of codes and names
    std::string_view whole;                             ///< the type of whole numbers
    std::string_view number;                            ///< what makes a number of a cell, and stops at what is none
    std::string_view as = " AS ";                       ///< between a step's name and its query
    std::string_view least = "LEAST";
    std::string_view greatest = "GREATEST";
    /// A number {x}; where {when} holds the query stops and says {message}, or, where that must be a constant, {text}.
    std::string_view fail;
    std::string_view table_is = "";  ///< between the name of a table that is made and AS
    std::string_view settings = "";  ///< behind the query
    bool few_steps = false;          ///< a step has all columns that may stand in it: planning many takes long
    /// What keeps a step {query} that is read more than once from being worked out as often, where it would be.
    std::string_view keep = "";
};

/// Every dialect, in the order of the documentation.
std::span<const SqlDialect> sql_dialects();

/// What a query is written for.
struct SqlOptions {
    enum class As { query, view, table };

    const SqlDialect* dialect = nullptr;
    std::string table;  ///< a name with dots between its parts, or an expression that stands after FROM
    std::vector<std::pair<std::string, std::string>> columns;  ///< a role and the table's name for it; "-": it has none
    As as = As::query;
    std::string name;                ///< of the view or table, with dots between its parts; empty: the index's code
    std::size_t depth = 1;           ///< the deepest level whose scores are given
    bool pooled = false;             ///< scales are those of all periods together
    const Result* scales = nullptr;  ///< whose scales and weights stand in the query; null: it finds them
};

/// An index as one query that gives period, code, name, rank, tier and scores, a row a unit and period, equal to
/// compute(): ranks and ties by the same bounds, which the query states.
///
/// Throws InputError with every node that the dialect cannot state, and why.
std::string sql_query(const Index& index, const SqlOptions& options);

}  // namespace iiindex
