#include <memory>
#include <ostream>

#include <fmt/format.h>

#include <iiindex/compute.hpp>
#include <iiindex/named.hpp>
#include <iiindex/sql.hpp>

#include "cli/command.hpp"
#include "cli/file.hpp"
#include "cli/names.hpp"
#include "cli/options.hpp"

namespace iiindex::cli {
namespace {

struct SqlArguments {
    InputOptions input;
    std::string dialect;
    std::string table;
    std::vector<std::string> columns;
    std::string as = "query";
    std::string name;
    std::string scales;
    bool pooled = false;
    std::size_t depth = 1;
    std::string path;
};

std::vector<std::string_view> dialect_names() {
    std::vector<std::string_view> names;
    for (const SqlDialect& dialect : sql_dialects()) names.push_back(dialect.name);
    return names;
}

/// The index and, where the file is a table, which of the columns that a query reads it has.
struct Asked {
    Index index;
    bool has_periods = true;
    bool has_names = true;
};

Asked load(const SqlArguments& options, Environment& environment) {
    if (options.input.files.empty()) {
        auto index = load_given_index(options.input, environment);
        if (index) return {.index = std::move(*index)};
        return {.index = built_in_index()};
    }
    Input input = load_inputs(options.input, environment);
    return {.index = std::move(input.index),
            .has_periods = !input.data.periods.front().label.empty(),
            .has_names = !input.data.units.names.empty()};
}

SqlOptions settings_of(const SqlArguments& options, const Asked& asked) {
    SqlOptions settings{.dialect = find_named(sql_dialects(), options.dialect),
                        .table = options.table,
                        .columns = columns_of(options.columns),
                        .name = options.name,
                        .depth = options.depth,
                        .pooled = options.pooled};
    // What is asked for stands before.
    if (!asked.has_periods) settings.columns.emplace_back("period", "-");
    if (!asked.has_names) settings.columns.emplace_back("name", "-");
    if (options.as == "view") settings.as = SqlOptions::As::view;
    if (options.as == "table") settings.as = SqlOptions::As::table;
    return settings;
}

ExitCode write_query(const SqlArguments& options, Environment& environment) {
    const Asked asked = load(options, environment);
    if (options.depth > asked.index.depth()) {
        throw UsageError(said("--depth {} is deeper than the index, whose indicators are at {}", options.depth,
                              asked.index.depth()));
    }
    SqlOptions settings = settings_of(options, asked);
    std::optional<Result> scales;
    if (!options.scales.empty()) {
        const Source source = read_input(options.scales, environment);
        Input input = accepted(load_dataset(source, asked.index, load_options(options.input)), environment);
        scales =
            compute(std::move(input.index), std::move(input.data), {.scale = {.pooled = options.pooled}, .depth = 0});
        settings.scales = &*scales;
    }
    const std::string query = sql_query(asked.index, settings);
    write_out(options.path, environment, [&](std::ostream& out) { out << query; });
    return ExitCode::done;
}

}  // namespace

Run add_sql(Syntax& syntax) {
    const auto options = std::make_shared<SqlArguments>();
    syntax.arguments("file", options->input.files,
                     said("Values that name the index, in a table as the query is to read: JSON, CSV, TSV or XLSX"),
                     "FILE", {0, 1});
    syntax.input("-i,--index", options->input.index,
                 said("Index: JSON, CSV, TSV or XLSX; else the one that FILE names, or the built-in one"));
    syntax.choice("--dialect", options->dialect, dialect_names(), said("The engine that the query is for; needed"));
    syntax.text("--table", options->table,
                said("What the query reads: a table's name, or what else stands after FROM; needed"),
                {.value = "NAME"});
    syntax.repeated("--columns", options->columns,
                    said("What the table calls a column, as policies=n_policies; period=- or name=- where it has none"),
                    {.value = "ROLE=TITLE,..."});
    syntax.choice("--as", options->as, {"query", "view", "table"},
                  said("The query alone, or what makes a view or table of it"));
    syntax.text("--name", options->name, said("Of the view or table, or SCHEMA.NAME; else the index's code"),
                {.value = "NAME"});
    syntax.input("--scales", options->scales,
                 said("Have the scales, and weights found from data, of this dataset in the query"));
    syntax.flag("--pooled", options->pooled, said("Take every scale from all periods together"));
    syntax.whole("--depth", options->depth, {},
                 said("Deepest level given: 0 the total, 1 primary, 2 secondary, 3 indicators"));
    syntax.output("-o,--output", options->path, said("Write to a file, replaced only once complete"));
    add_table_options(syntax, options->input);
    syntax.rule([&syntax, given = options.get()] {
        if (given->dialect.empty()) throw UsageError(said("--dialect is needed: {}", enumerated(dialect_names())));
        if (given->table.empty()) throw UsageError(said("--table is needed: what the query reads"));
        if (given->as == "query")
            syntax.refuse({"--name"}, said("a query alone has no name; --as view or --as table has"));
        if (given->input.files.empty() && given->scales.empty())
            syntax.refuse({"--input-format", "--encoding", "--sheet", "--delimiter", "--decimal"},
                          said("no values are read"));
    });
    return [options](Environment& environment) { return write_query(*options, environment); };
}

}  // namespace iiindex::cli
