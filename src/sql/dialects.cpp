#include <array>

#include <iiindex/sql.hpp>

namespace iiindex {
namespace {

constexpr std::array dialects = {
    SqlDialect{.name = "duckdb",
               .called = "DuckDB",
               .quote = '"',
               .real = "DOUBLE",
               .text = "VARCHAR",
               .whole = "BIGINT",
               .number = "CAST({x} AS DOUBLE)",
               .fail = "CASE WHEN {when} THEN CAST(error({message}) AS DOUBLE) ELSE {x} END"},
    // A text that is no number stops the query; the planner would work a constant one out beforehand, so that it must
    // have a column in it.
    SqlDialect{.name = "postgres",
               .called = "PostgreSQL",
               .quote = '"',
               .longest_name = 63,
               .most_columns = 1664,
               .real = "DOUBLE PRECISION",
               .text = "TEXT",
               .whole = "BIGINT",
               .number = "CAST({x} AS DOUBLE PRECISION)",
               .as = " AS MATERIALIZED ",
               .fail = "CASE WHEN {when} THEN CAST({message} AS DOUBLE PRECISION) ELSE {x} END"},
    // A cast makes 0 of a text that is no number. What JSON reads as none stops the query instead.
    SqlDialect{.name = "sqlite",
               .called = "SQLite",
               .quote = '"',
               .most_columns = 2000,
               .real = "REAL",
               .text = "TEXT",
               .whole = "INTEGER",
               .number = "CAST(CASE WHEN typeof({x}) <> 'text' THEN {x} WHEN TRIM({x}) <> '' THEN json_extract({x}, "
                         "'$') END AS REAL)",
               .as = " AS MATERIALIZED ",
               .least = "MIN",
               .greatest = "MAX",
               .fail = "CASE WHEN {when} THEN CAST(json_extract({message}, '$') AS REAL) ELSE {x} END"},
    // Each step takes the planner another round over all. One is put in wherever it is read, unless it is by chance.
    SqlDialect{.name = "spark",
               .called = "Spark",
               .quote = '`',
               .backslash = true,
               .real = "DOUBLE",
               .text = "STRING",
               .whole = "BIGINT",
               .number = "CAST({x} AS DOUBLE)",
               .fail = "CASE WHEN {when} THEN CAST(raise_error({message}) AS DOUBLE) ELSE {x} END",
               .few_steps = true,
               .keep = "SELECT k_.*\n  FROM (\n  {query}\n  ) k_\n  WHERE RAND() < 2e0"},
    // A step is put in wherever it is read, and soon makes a query too big, unless it is said to be worked out once;
    // that must be switched on. What a LEFT JOIN does not find would be a column's default, 0 or ''.
    SqlDialect{.name = "clickhouse",
               .called = "ClickHouse",
               .quote = '`',
               .backslash = true,
               .backslash_in_names = true,
               .real = "Nullable(Float64)",
               .text = "Nullable(String)",
               .whole = "Nullable(Int64)",
               .number = "CAST({x} AS Nullable(Float64))",
               .as = " AS MATERIALIZED ",
               .fail = "{x} + throwIf(COALESCE({when}, 0), {text})",
               .table_is = " ENGINE = MergeTree ORDER BY tuple()",
               .settings = "\nSETTINGS enable_materialized_cte = 1, join_use_nulls = 1",
               .few_steps = true},
    SqlDialect{.name = "trino",
               .called = "Trino",
               .quote = '"',
               .real = "DOUBLE",
               .text = "VARCHAR",
               .whole = "BIGINT",
               .number = "CAST({x} AS DOUBLE)",
               .fail = "CASE WHEN {when} THEN CAST(fail({message}) AS DOUBLE) ELSE {x} END"},
    SqlDialect{.name = "bigquery",
               .called = "BigQuery",
               .quote = '`',
               .plain_names = true,
               .backslash = true,
               .backslash_in_names = true,
               .real = "FLOAT64",
               .text = "STRING",
               .whole = "INT64",
               .number = "CAST({x} AS FLOAT64)",
               .fail = "CASE WHEN {when} THEN CAST(ERROR({message}) AS FLOAT64) ELSE {x} END"},
};

}  // namespace

std::span<const SqlDialect> sql_dialects() { return dialects; }

}  // namespace iiindex
