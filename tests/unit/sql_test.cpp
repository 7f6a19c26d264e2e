#include "catch.hpp"

#include <set>

#include <iiindex/aggregate.hpp>
#include <iiindex/formula.hpp>
#include <iiindex/load.hpp>
#include <iiindex/named.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/sql.hpp>

#include "sql/draft.hpp"
#include "sql/formula.hpp"

using namespace iiindex;
using namespace iiindex::detail::sql;
using Catch::Matchers::Contains;

namespace {

const SqlDialect& dialect(std::string_view name) { return *find_named(sql_dialects(), name); }

Index index_of(const std::string& settings, const std::string& of_a = "") {
    return load_index({"index.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T", )" + settings +
                                         R"("children": [{"code": "a", "name": "A")" + of_a +
                                         R"(}, {"code": "b", "name": "B"}]})"})
        .value;
}

std::string query(const Index& index, SqlOptions options = {}) {
    if (options.dialect == nullptr) options.dialect = &dialect("duckdb");
    if (options.table.empty()) options.table = "towns";
    return sql_query(index, options);
}

/// What a query is refused for, all of it.
std::string refusal(const Index& index, const SqlOptions& options = {}) {
    try {
        query(index, options);
    } catch (const InputError& error) {
        std::string all;
        for (const Problem& problem : error.problems()) all += problem.what + "\n";
        return all;
    }
    return {};
}

}  // namespace

TEST_CASE("constants of a query are worked out as it is written") {
    const SqlDialect& sqlite = dialect("sqlite");
    const Term x("r.x");
    CHECK((Term(2) * Term(3) + Term(1)).text() == "7e0");
    CHECK((x * Term(1) + Term(0)).text() == "r.x");
    CHECK(((x - Term(1)) / Term(4)).text() == "(r.x - 1e0) / 4e0");
    CHECK((x - (x - Term(1))).text() == "r.x - (r.x - 1e0)");
    CHECK((x + Term(-2)).text() == "r.x - 2e0");
    CHECK((Term(-2) * x).text() == "(-2e0) * r.x");
    CHECK(greatest(sqlite, {x, 1, x, 3}).text() == "MAX(r.x, 3e0)");
    CHECK(least(dialect("spark"), {2, 1}).text() == "1e0");
}

TEST_CASE("names of a query differ for engines to which large letters are small ones") {
    Names names(dialect("postgres"));
    CHECK(names.take("GDP") == "GDP");
    CHECK(names.take("gdp") == "gdp_2");
    CHECK(Names(dialect("bigquery")).take("a-b.c") == "a_b_c");
    // PostgreSQL cuts names at 63 bytes.
    const std::string all = std::string(62, 'x');
    CHECK(names.take(all + "ab") == all + "a");
    CHECK(names.take(all + "ac") == all.substr(1) + "_2");
    CHECK(names.take(all + "地") == all);
    CHECK(Names(dialect("duckdb")).take(all + "ab") == all + "ab");
}

TEST_CASE("names and texts are quoted as the dialect has them") {
    CHECK(quoted_text(dialect("postgres"), "it's \\n") == "'it''s \\n'");
    CHECK(quoted_text(dialect("spark"), "it's \\n") == "'it\\'s \\\\n'");
    const Index index = index_of("");
    CHECK_THAT(query(index, {.dialect = &dialect("spark"), .table = "db.towns"}), Contains("FROM `db`.`towns` c"));
    CHECK_THAT(query(index, {.table = "read_parquet('x.parquet')"}), Contains("FROM read_parquet('x.parquet') c"));
    CHECK_THAT(query(index, {.dialect = &dialect("clickhouse"), .columns = {{"a", "\\`"}}}), Contains(R"(c_.`\\\``)"));
    CHECK_THAT(query(index, {.columns = {{"a", "n of \"a\""}, {"period", "-"}}}),
               Contains(R"(c_."n of ""a""")") && !Contains(R"(c_."period")"));
}

TEST_CASE("every method is stated by a query or refused by name") {
    for (const TransformMethod& method : transform_methods()) CHECK_FALSE(method.sql.empty());
    for (const NormalisationMethod& method : normalisation_methods()) {
        INFO(method.name);
        CHECK_FALSE(method.sql.empty());
        CHECK(method.sql_span.empty() == (method.order != nullptr));
    }
    std::set<std::string> unstated;
    for (const AggregationMethod& method : aggregation_methods()) {
        if (method.sql.empty()) unstated.insert(std::string(method.name));
    }
    CHECK(unstated ==
          std::set<std::string>{"benefit-of-the-doubt", "copeland", "grey-relational", "mazziotta-pareto", "topsis"});
    for (const std::string& name : unstated) {
        CHECK(refusal(index_of(R"("aggregation": ")" + name + R"(", )")) ==
              "no query states 't': it is aggregated by '" + name + "'\n");
    }
}

TEST_CASE("every function of formulas is one of a query's") {
    const std::set<std::string_view> of_many = {"min", "max", "coalesce", "mean"};
    for (const FormulaFunction& function : formula_functions()) {
        INFO(function.name);
        const bool has_row = !sql_of(function).empty();
        CHECK(has_row == (function.sees == FormulaFunction::Sees::unit && !of_many.contains(function.name)));
    }
}

TEST_CASE("all that no query states is told at once") {
    const Index index = index_of(R"("aggregation": "copeland", "prepare": [{"treat": {}}, {"impute": "linear"}], )");
    CHECK(refusal(index) ==
          "no query states 't': it treats outliers, which takes as many passes as there are outliers\n"
          "no query states 't': it imputes by 'linear'\n"
          "no query states 't': it is aggregated by 'copeland'\n");
    CHECK(refusal(index_of(R"("weighting": "entropy", )")) ==
          "no query states 't': it finds its weights by 'entropy'\n");
}

TEST_CASE("a column that a query does not read is answered with the nearest") {
    CHECK(refusal(index_of(""), {.columns = {{"aa", "x"}, {"b", "-"}}}) ==
          "the query reads no column 'aa'\nthe query cannot do without the column 'b'\n");
}

TEST_CASE("scales between goalposts are in the query") {
    const Index index = index_of("", R"(, "goalposts": {"worst": 20, "best": 85}, "cap": "upper")");
    CHECK_THAT(query(index, {.depth = 1}),
               Contains(R"(LEAST((r_."value_a" - 20e0) / 65e0 * 100e0, 100e0) END AS "a")"));
}

TEST_CASE("a query is made a view or a table of its own name") {
    CHECK_THAT(query(index_of(""), {.as = SqlOptions::As::view, .name = "x"}),
               Contains("\nCREATE VIEW \"x\" AS\nWITH"));
    CHECK_THAT(query(index_of(""), {.dialect = &dialect("clickhouse"), .as = SqlOptions::As::table, .name = "x"}),
               Contains("CREATE TABLE `x` ENGINE = MergeTree ORDER BY tuple() AS\n"));
}

TEST_CASE("a view's or table's name has its schema before a dot, the index's code has none") {
    const auto made = [](const std::string& name) {
        return query(index_of(""), {.as = SqlOptions::As::view, .name = name});
    };
    CHECK_THAT(made("main.x"), Contains("\nCREATE VIEW \"main\".\"x\" AS\n"));
    CHECK_THAT(made(""), Contains("\nCREATE VIEW \"t\" AS\n"));
}

TEST_CASE("no step is called as a table that is read") {
    for (const char* const table : {"numbers", "db.numbers", "\"Numbers\"", "(SELECT * FROM numbers)"})
        CHECK_THAT(query(index_of(""), {.table = table}), Contains("\"numbers_2\" AS ("));
}

TEST_CASE("no more arguments than an engine takes stand in a call") {
    CHECK(call_of_many("MAX", {"a"}) == "a");
    CHECK(call_of_many("MAX", {"a", "b"}) == "MAX(a, b)");
    const std::string hundred = call_of_many("MAX", std::vector<std::string>(100, "x"));
    CHECK(call_of_many("MAX", std::vector<std::string>(102, "x")) == "MAX(x, x, " + hundred + ")");
}

TEST_CASE("ClickHouse works a step out once, and gives NULL where a join finds nothing") {
    const std::string text = query(index_of(""), {.dialect = &dialect("clickhouse")});
    CHECK_THAT(text, Contains("`numbers` AS MATERIALIZED (\n"));
    CHECK_THAT(text, Catch::Matchers::EndsWith("SETTINGS enable_materialized_cte = 1, join_use_nulls = 1;\n"));
}

TEST_CASE("Spark has few steps, each with the columns that can stand in it, and works out once what costs much") {
    const Index index =
        load_index({"index.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T", "rescale": {"best": 100},
                     "children": [{"code": "p", "name": "P", "children": [{"code": "a", "name": "A"}]},
                                  {"code": "q", "name": "Q", "children": [{"code": "b", "name": "B"}]}]})"})
            .value;
    const std::string few = query(index, {.dialect = &dialect("spark")}), many = query(index);
    CHECK_THAT(many, Contains("-- Q (q): arithmetic\n\"q\" AS ("));
    CHECK_THAT(few, Contains("AS `p`,\n    -- Q (q): arithmetic\n"));
    const auto steps_of = [](const std::string& text) {
        std::size_t steps = 0;
        for (std::size_t at = text.find(" AS (\n"); at != text.npos; at = text.find(" AS (\n", at + 1)) ++steps;
        return steps;
    };
    CHECK(steps_of(few) < steps_of(many));
    // What is known of a period stands in the rows, so that no step is joined, and planned, again.
    CHECK_THAT(few, Contains("MAX(r_.`mean_of_t`) OVER (PARTITION BY r_.`period`) AS `best_t`"));
    CHECK_THAT(few, !Contains("RAND()"));
}

Index index_by_formulas(const std::string& a, const std::string& b) {
    return load_index({"index.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T",
                     "inputs": [{"code": "x", "name": "X"}],
                     "children": [{"code": "a", "name": "A", "formula": ")" +
                                         a + R"("}, {"code": "b", "name": "B", "formula": ")" + b + "\"}]}"})
        .value;
}

TEST_CASE("what units had before is read from their own rows, once for all formulas") {
    const std::string text = query(index_by_formulas("x / lag(x) - 1", "lag(x, 1) - lag(lag(x), 2)"));
    const std::string once = R"(MAX(r_."value_x") OVER (PARTITION BY r_."code" ORDER BY r_."period_number" )"
                             R"(RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "value_x_1_before")";
    CHECK_THAT(text, Contains(once));
    CHECK(text.find(once) == text.rfind(once));
    // The lag of a lag is of units that were there on the way.
    CHECK_THAT(text, Contains("2 PRECEDING AND 2 PRECEDING) > 0 THEN MAX("));
    CHECK_THAT(text, Contains(R"(AS "value_x_2_3_before")"));
    CHECK_THAT(query(index_by_formulas("x - lag(x)", "x"), {.dialect = &dialect("spark")}), !Contains("RAND()"));
}

TEST_CASE("Spark keeps a step that costs much and is read more than once") {
    const Index index = index_by_formulas("x - lag(coalesce(x, 1))", "a - lag(coalesce(a, 1), 2)");
    CHECK_THAT(query(index, {.dialect = &dialect("spark")}), Contains("WHERE RAND() < 2e0"));
    CHECK_THAT(query(index), !Contains("RAND()"));
}

TEST_CASE("an index of more columns than an engine takes is refused with their number") {
    std::string children;
    for (int i = 0; i < 400; ++i)
        children += fmt::format(R"({}{{"code": "i{}", "name": "I{}"}})", i == 0 ? "" : ", ", i, i);
    const Index index =
        load_index({"index.json",
                    R"({"format": "iiindex/index/1", "code": "t", "name": "T", "children": [)" + children + "]}"})
            .value;
    CHECK_THAT(refusal(index, {.dialect = &dialect("postgres")}),
               Contains("columns, and PostgreSQL takes 1664 at most"));
    CHECK(refusal(index).empty());
}
