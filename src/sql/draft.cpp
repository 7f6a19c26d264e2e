#include "sql/draft.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace iiindex::detail::sql {
namespace {

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

bool is_plain(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// A remark on one line.
std::string on_one_line(std::string_view text) {
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return line;
}

}  // namespace

std::string Names::take(std::string_view wanted) {
    std::string name(wanted);
    if (plain_) {
        std::replace_if(
            name.begin(), name.end(), [](char c) { return !is_plain(c); }, '_');
    }
    const std::string base = name;
    for (int next = 2; !taken_.insert(lowered(name)).second; ++next) name = fmt::format("{}_{}", base, next);
    return name;
}

Draft::Draft(const Index& of, const SqlOptions& asked)
    : index(of),
      options(asked),
      dialect(*asked.dialect),
      columns(dialect.plain_names),
      inputs(of.inputs.size()),
      values(of.indicators.size()),
      lost(of.indicators.size(), Term(0)),
      lines(of.indicators.size()),
      spreads(of.indicators.size()),
      scores(of.nodes.size()),
      known(of.nodes.size()),
      step_names_(dialect.plain_names) {
    // A step that is called as the table would hide it.
    step_names_.take(options.table.substr(options.table.rfind('.') + 1));
    for (const std::string_view name : {"period", "code", "name", "rank", "tier"}) columns.take(name);
    for (std::size_t node = 0; node < index.nodes.size(); ++node) scores[node] = columns.take(index.nodes[node].code);
}

std::string Draft::quoted(std::string_view name) const {
    std::string text(1, dialect.quote);
    for (const char c : name) text.append(c == dialect.quote ? 2 : 1, c);
    return text + dialect.quote;
}

std::string Draft::add(std::string_view wanted, std::string_view remark, const std::string& body) {
    steps_.push_back({quoted(step_names_.take(wanted)), on_one_line(remark), body});
    return steps_.back().name;
}

std::string Draft::select(std::string_view from, std::string_view alias, const std::vector<Added>& added,
                          std::string_view joined) const {
    std::string list = fmt::format("{}.*", alias);
    for (const Added& one : added) list += fmt::format(",\n    {} AS {}", one.is, quoted(one.column));
    return fmt::format("SELECT {}\n  FROM {} {}{}", list, from, alias, joined);
}

void Draft::extend_rows(std::string_view wanted, std::string_view remark, const std::vector<Added>& added,
                        std::string_view joined) {
    if (!added.empty()) rows = add(wanted, remark, select(rows, "r", added, joined));
}

void Draft::extend_rows_by_periods(std::string_view wanted, std::string_view remark, const std::vector<Added>& added) {
    const std::string read = std::string("t.") + dialect.quote;
    const bool reads_them =
        std::any_of(added.begin(), added.end(), [&](const Added& one) { return one.is.find(read) != one.is.npos; });
    extend_rows(wanted, remark, added, reads_them ? with_periods() : std::string());
}

void Draft::extend_periods(std::string_view wanted, std::string_view remark, const std::vector<Added>& added,
                           std::string_view joined) {
    if (!added.empty()) periods = add(wanted, remark, select(periods, "t", added, joined));
}

std::string Draft::with_periods() const {
    if (periods.empty()) return {};
    return fmt::format("\n  LEFT JOIN {} t ON {} = {}", periods, in("t", "period"), r("period"));
}

void Draft::have_periods() {
    if (!periods.empty()) return;
    periods = add("periods", "", fmt::format("SELECT DISTINCT {}\n  FROM {} r", r("period"), rows));
}

void Draft::join_to_periods(const std::string& column, const std::string& step, bool of_each) {
    const std::string on = fmt::format("\n  LEFT JOIN {} f ON {} = {}", step, in("f", "period"), in("t", "period"));
    extend_periods("with_" + column, "", {{column, in("f", column)}},
                   of_each ? on : fmt::format("\n  CROSS JOIN {} f", step));
}

std::string Draft::steps() const {
    std::string text;
    for (const Step& step : steps_) {
        text += text.empty() ? "WITH\n" : ",\n";
        if (!step.remark.empty()) text += "-- " + step.remark + "\n";
        text += fmt::format("{}{}(\n  {}\n)", step.name, dialect.as, step.body);
    }
    return text;
}

std::string called(const Node& node) {
    return node.name.own.empty() || node.name.own == node.code ? node.code
                                                               : fmt::format("{} ({})", node.name.own, node.code);
}

}  // namespace iiindex::detail::sql
