#include <iiindex/sql.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <iiindex/version.hpp>

#include "sql/draft.hpp"

namespace iiindex {

namespace sql = detail::sql;

namespace {

std::string remarks(const Index& index, const SqlOptions& options) {
    std::string name = sql::called(index.root());
    if (!index.root().name.english.empty()) name = index.root().name.english + ", " + name;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return fmt::format(
        "-- {}: the index as one query for {}, written by iiindex {}.\n"
        "-- A step is called as what it computes. In it r_ is a unit's row, t_ what is known of its period.\n",
        name, options.dialect->called, version);
}

std::string created(const sql::Draft& draft) {
    const SqlOptions& options = draft.options;
    const std::string name =
        options.name.empty() ? draft.quoted(draft.index.root().code) : draft.quoted_path(options.name);
    switch (options.as) {
        case SqlOptions::As::query: return {};
        case SqlOptions::As::view: return fmt::format("CREATE VIEW {} AS\n", name);
        case SqlOptions::As::table: break;
    }
    return fmt::format("CREATE TABLE {}{} AS\n", name, draft.dialect.table_is);
}

}  // namespace

std::string sql_query(const Index& index, const SqlOptions& options) {
    sql::refuse_unstated(index, options);
    sql::Draft draft(index, options);
    sql::read_table(draft);
    sql::derive(draft);
    sql::prepare(draft);
    sql::transform(draft);
    if (options.scales)
        sql::take_scales(draft, *options.scales);
    else
        sql::find_scales(draft);
    sql::normalise(draft);
    sql::aggregate(draft, 0);
    const std::string query = sql::ranked(draft);
    sql::refuse_wide(draft);
    return remarks(index, options) + created(draft) + query + std::string(options.dialect->settings) + ";\n";
}

}  // namespace iiindex
