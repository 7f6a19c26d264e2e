#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

#include <iiindex/prepare.hpp>

#include "ground/catalogue.hpp"
#include "model/derive.hpp"
#include "sql/draft.hpp"

namespace iiindex::detail::sql {
namespace {

using Looks = ImputationMethod::Looks;

constexpr std::string_view no_column = "-";

/// What the table calls a role's column.
std::string column_of(const Draft& draft, std::string_view role) {
    for (const auto& [asked, title] : draft.options.columns) {
        if (asked == role) return title;
    }
    return std::string(role);
}

std::string cell_of(const Draft& draft, std::string_view role) { return draft.in("c_", column_of(draft, role)); }

std::string text_of(const Draft& draft, std::string_view role) {
    return fmt::format("CAST({} AS {})", cell_of(draft, role), draft.dialect.text);
}

/// A table by its name; what is no name with dots in it stands as it is.
std::string table_of(const Draft& draft) {
    const std::string& name = draft.options.table;
    if (name.find_first_of("()'\"`/ ") != name.npos) return name;
    return draft.quoted_path(name);
}

std::set<std::string> groupings_of(const Index& index) {
    std::set<std::string> names;
    const auto note = [&](const Imputation& imputation) {
        if (imputation.method && imputation.method->looks == Looks::at_groups) names.insert(imputation.group);
    };
    for (const PrepareStep& step : index.prepare) {
        if (const auto* const imputation = std::get_if<Imputation>(&step)) note(*imputation);
    }
    for (const Node& node : index.nodes) {
        if (node.missing.kind == MissingRule::Kind::impute) note(node.missing.impute);
    }
    return names;
}

/// A number as it is, but none where it is no finite one or stands for a missing one.
std::string finite(const Draft& draft, const std::string& column) {
    std::string codes;
    for (const double code : draft.index.missing_codes.numbers) codes += (codes.empty() ? "" : ", ") + literal(code);
    if (!codes.empty()) codes = fmt::format(" AND {} NOT IN ({})", draft.r(column), codes);
    const std::string most = literal(std::numeric_limits<double>::max());
    return fmt::format("CASE WHEN {0} BETWEEN -{1} AND {1}{2} THEN {0} END", draft.r(column), most, codes);
}

/// Reads the columns of numbers and takes what they have as they have it.
class Reader {
public:
    explicit Reader(Draft& draft) : draft_(draft) {}

    void number(const std::string& code, std::string& column) {
        column = draft_.columns.take("value_" + code);
        cells_.push_back({column, filled(draft_.dialect.number, fmt::arg("x", cell_of(draft_, code)))});
        numbers_.push_back(column);
    }

    void add() {
        std::string list = texts();
        for (const Added& one : cells_) list += fmt::format(",\n    {} AS {}", one.is, draft_.quoted(one.column));
        draft_.rows = draft_.add("cells", "the table, every number with binary digits",
                                 fmt::format("SELECT {}\n  FROM {} c_", list, table_of(draft_)));
        std::string kept;
        for (const std::string& column : kept_) kept += (kept.empty() ? "" : ", ") + draft_.r(column);
        for (const std::string& column : numbers_)
            kept += fmt::format(",\n    {} AS {}", finite(draft_, column), draft_.quoted(column));
        draft_.rows = draft_.add("numbers", "what is no number is missing",
                                 fmt::format("SELECT {}\n  FROM {} r_", kept, draft_.rows));
        draft_.width = kept_.size() + numbers_.size();
    }

private:
    /// A text without the blanks around it; none where it has nothing else.
    std::string trimmed(const std::string& role) const {
        return fmt::format("NULLIF(TRIM({}), '')", text_of(draft_, role));
    }

    std::string texts() {
        const bool has_periods = column_of(draft_, "period") != no_column;
        const bool has_names = column_of(draft_, "name") != no_column;
        std::string list;
        const auto text = [&](const std::string& column, const std::string& is) {
            list += fmt::format("{}{} AS {}", list.empty() ? "" : ", ", is, draft_.quoted(column));
            kept_.push_back(column);
        };
        text("period", has_periods ? fmt::format("COALESCE({}, '')", text_of(draft_, "period")) : "''");
        text("code", text_of(draft_, "code"));
        text("name", has_names ? fmt::format("COALESCE({}, {})", trimmed("name"), text_of(draft_, "code"))
                               : text_of(draft_, "code"));
        for (const std::string& grouping : groupings_of(draft_.index)) {
            const std::string column = draft_.columns.take("group_" + grouping);
            draft_.groupings.emplace_back(grouping, column);
            text(column, trimmed("group:" + grouping));
        }
        if (looks_back(draft_.index)) {
            draft_.number_of_period = draft_.columns.take("period_number");
            text(draft_.number_of_period,
                 fmt::format("CAST({} AS {})", text_of(draft_, "period"), draft_.dialect.whole));
        }
        return list;
    }

    Draft& draft_;
    std::vector<Added> cells_;
    std::vector<std::string> numbers_, kept_;
};

/// Every role that a column of the table may have.
std::vector<std::string> roles_of(const Index& index) {
    std::vector<std::string> roles = {"period", "code", "name"};
    for (const std::string& grouping : groupings_of(index)) roles.push_back("group:" + grouping);
    for (std::size_t i = 0; i < index.indicators.size(); ++i) {
        if (index.is_read(i)) roles.push_back(index.nodes[index.indicators[i]].code);
    }
    for (const InputColumn& input : index.inputs) roles.push_back(input.code);
    return roles;
}

void require_roles(const Draft& draft) {
    const auto roles = roles_of(draft.index);
    std::vector<Problem> problems;
    for (const auto& [role, title] : draft.options.columns) {
        if (std::find(roles.begin(), roles.end(), role) == roles.end()) {
            problems.push_back({.where = {draft.index.file},
                                .what = said("the query reads no column '{}'", role),
                                .remedy = did_you_mean(role, {roles.begin(), roles.end()})});
        } else if (title == no_column && role != "period" && role != "name") {
            problems.push_back({.where = {draft.index.file},
                                .what = said("the query cannot do without the column '{}'", role),
                                .remedy = said("say what the table calls it")});
        }
    }
    if (looks_back(draft.index) && column_of(draft, "period") == no_column) {
        problems.push_back({.where = {draft.index.file},
                            .what = said("formulas look back to earlier periods, and the table has none"),
                            .remedy = said("say which column has them: --columns period=TITLE")});
    }
    if (!problems.empty()) throw InputError(std::move(problems));
}

}  // namespace

void read_table(Draft& draft) {
    require_roles(draft);
    Reader reader(draft);
    for (std::size_t i = 0; i < draft.index.indicators.size(); ++i) {
        if (draft.index.is_read(i)) reader.number(draft.index.nodes[draft.index.indicators[i]].code, draft.values[i]);
    }
    for (std::size_t i = 0; i < draft.index.inputs.size(); ++i) {
        reader.number(draft.index.inputs[i].code, draft.inputs[i]);
    }
    reader.add();
    draft.times_there = draft.columns.take("times_there");
    // As long as rows are short: an engine may put them in order for it.
    draft.extend_rows(
        "counted", "how often a unit stands in its period, which must be once",
        {{draft.times_there, fmt::format("COUNT(*) OVER (PARTITION BY {}, {})", draft.r("period"), draft.r("code"))}});
}

}  // namespace iiindex::detail::sql
