#include "sql/draft.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail::sql {
namespace {

/// As many whole characters as so many bytes hold.
std::string_view first_bytes(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    return text.substr(0, most);
}

bool is_plain(char c) { return is_digit(c) || is_letter(c); }

/// A remark on one line.
std::string on_one_line(std::string_view text) {
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return line;
}

/// Whether an expression reads one of the columns.
bool reads_any(const std::string& is, const std::vector<Added>& columns, const Draft& draft) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const Added& one) { return is.find(draft.in("", one.column)) != is.npos; });
}

/// What may be the name of a table in what stands after FROM.
std::vector<std::string> words_of(const std::string& table) {
    std::vector<std::string> words(1);
    for (const char c : table) {
        if (std::string_view(" \t\r\n()[]'\"`,;.*=").find(c) == std::string_view::npos)
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    return words;
}

/// How often a query reads a step.
std::size_t times_read(const std::string& query, const std::string& step) {
    std::size_t times = 0;
    for (const std::string_view before : {"FROM ", "JOIN "}) {
        const std::string read = std::string(before) + step + " ";
        for (std::size_t at = query.find(read); at != query.npos; at = query.find(read, at + 1)) ++times;
    }
    return times;
}

}  // namespace

std::string Names::take(std::string_view wanted) {
    std::string name(wanted);
    if (dialect_.plain_names) {
        std::replace_if(
            name.begin(), name.end(), [](char c) { return !is_plain(c); }, '_');
    }
    const std::string whole = name;
    name = first_bytes(whole, dialect_.longest_name);
    for (int next = 2; !taken_.insert(ascii_lower(name)).second; ++next) {
        const std::string number = fmt::format("_{}", next);
        name = std::string(first_bytes(whole, dialect_.longest_name - number.size())) + number;
    }
    return name;
}

Draft::Draft(const Index& of, const SqlOptions& asked)
    : index(of),
      options(asked),
      dialect(*asked.dialect),
      columns(dialect),
      inputs(of.inputs.size()),
      values(of.indicators.size()),
      lost(of.indicators.size(), Term(0)),
      joined_for_lost(of.indicators.size()),
      lines(of.indicators.size()),
      spreads(of.indicators.size()),
      scores(of.nodes.size()),
      known(of.nodes.size()),
      step_names_(dialect) {
    // A step that is called as the table would hide it.
    for (const std::string& word : words_of(options.table)) step_names_.take(word);
    for (const std::string_view name : {"period", "code", "name", "rank", "tier"}) columns.take(name);
    // ClickHouse takes `r_.x` for a part of a column that is called r_.
    for (const std::string_view alias : {"a_", "c_", "f_", "g_", "k_", "m_", "r_", "t_"}) columns.take(alias);
    for (std::size_t node = 0; node < index.nodes.size(); ++node) scores[node] = columns.take(index.nodes[node].code);
}

std::string Draft::quoted(std::string_view name) const {
    std::string text(1, dialect.quote);
    for (const char c : name) {
        if (c == dialect.quote) text += dialect.backslash_in_names ? '\\' : c;
        if (c == '\\' && dialect.backslash_in_names) text += c;
        text += c;
    }
    return text + dialect.quote;
}

std::string Draft::quoted_path(std::string_view name) const {
    std::string path;
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t dot = std::min(name.find('.', at), name.size());
        if (!path.empty()) path += '.';
        path += quoted(name.substr(at, dot - at));
        at = dot + 1;
    }
    return path;
}

std::string Draft::stopped(const std::string& x, const std::string& when, const std::string& why,
                           const std::string& of) const {
    return filled(dialect.fail, fmt::arg("x", x), fmt::arg("when", when), fmt::arg("text", text(why)),
                  fmt::arg("message", fmt::format("{} || COALESCE({}, '')", text(why), of)));
}

std::string Draft::add(std::string_view wanted, std::string_view remark, const std::string& body) {
    steps_.push_back({quoted(step_names_.take(wanted)), on_one_line(remark), body});
    return steps_.back().name;
}

std::string Draft::body_of(const Step& step) const {
    if (step.from.empty()) return step.body;
    std::string list = fmt::format("{}.*", step.alias);
    for (const Added& one : step.added) {
        list += one.remark.empty() ? ",\n" : fmt::format(",\n    -- {}\n", one.remark);
        list += fmt::format("    {} AS {}", one.is, quoted(one.column));
    }
    return fmt::format("SELECT {}\n  FROM {} {}{}", list, step.from, step.alias, step.joined);
}

Draft::Step* Draft::place_for(const Added& column, const std::string& last, std::string_view joined) {
    // A constant is where it is asked for.
    const bool reads = column.is.find(std::string(".") + dialect.quote) != column.is.npos;
    if (!reads) return nullptr;
    Step* place = nullptr;
    std::string name = last;
    for (std::size_t number = steps_.size(); number-- > 0;) {
        Step& step = steps_[number];
        if (step.name != name) continue;
        if (step.from.empty() || reads_any(column.is, step.added, *this)) break;
        if (joined.empty() || step.joined == joined) place = &step;
        if (!joined.empty()) break;
        name = step.from;
    }
    return place;
}

std::string Draft::extend(const std::string& from, std::string_view alias, std::string_view wanted,
                          std::string_view remark, std::vector<Added> added, std::string_view joined) {
    std::vector<Added> behind;
    for (Added& column : added) {
        Step* const place = dialect.few_steps ? place_for(column, from, joined) : nullptr;
        if (place != nullptr) column.remark = on_one_line(remark);
        (place != nullptr ? place->added : behind).push_back(std::move(column));
    }
    if (behind.empty()) return from;
    steps_.push_back({.name = quoted(step_names_.take(wanted)),
                      .remark = on_one_line(remark),
                      .body = {},
                      .from = from,
                      .joined = std::string(joined),
                      .alias = alias,
                      .added = std::move(behind)});
    return steps_.back().name;
}

void Draft::extend_rows(std::string_view wanted, std::string_view remark, const std::vector<Added>& added,
                        std::string_view joined) {
    if (added.empty()) return;
    rows = extend(rows, "r_", wanted, remark, added, joined);
    width += added.size();
}

bool Draft::reads_periods(const std::vector<Added>& added) const {
    const std::string read = std::string("t_.") + dialect.quote;
    return std::any_of(added.begin(), added.end(), [&](const Added& one) { return one.is.find(read) != one.is.npos; });
}

void Draft::extend_rows_by_periods(std::string_view wanted, std::string_view remark, const std::vector<Added>& added) {
    extend_rows(wanted, remark, added, reads_periods(added) ? with_periods() : std::string());
}

void Draft::extend_periods(std::string_view wanted, std::string_view remark, const std::vector<Added>& added,
                           std::string_view joined) {
    if (carried) return extend_rows(wanted, remark, added, joined);
    for (const Added& one : added) of_periods_.push_back(one.column);
    if (!added.empty()) periods = extend(periods, "t_", wanted, remark, added, joined);
}

void Draft::begin_periods(std::string_view wanted, std::string_view remark, const std::string& body,
                          std::vector<std::string> added) {
    periods = add(wanted, remark, body);
    of_periods_ = std::move(added);
}

void Draft::carry_periods() {
    if (!dialect.few_steps) return;
    std::vector<Added> added;
    for (const std::string& column : of_periods_) added.push_back({column, in("t_", column)});
    extend_rows("with_periods", "what is known of each period, by its units", added, with_periods());
    periods.clear();
    carried = true;
}

void Draft::find_greatest(std::string_view wanted, std::string_view remark, const std::vector<Added>& added) {
    std::vector<Added> found;
    if (carried) {
        for (const Added& one : added)
            found.push_back({one.column, fmt::format("MAX({}) OVER (PARTITION BY {})", one.is, r("period"))});
        return extend_rows(wanted, remark, found);
    }
    have_periods();
    std::string list = named("r_", "period");
    for (const Added& one : added) {
        list += fmt::format(", MAX({}) AS {}", one.is, quoted(one.column));
        found.push_back({one.column, in("f_", one.column)});
    }
    const std::string step = add(wanted, remark,
                                 fmt::format("SELECT {}\n  FROM {} r_{}\n  GROUP BY {}", list, rows,
                                             reads_periods(added) ? with_periods() : std::string(), r("period")));
    extend_periods(fmt::format("with_{}", wanted), "", found,
                   fmt::format("\n  LEFT JOIN {} f_ ON {} = {}", step, in("f_", "period"), in("t_", "period")));
}

std::string Draft::with_periods() const {
    if (periods.empty()) return {};
    return fmt::format("\n  LEFT JOIN {} t_ ON {} = {}", periods, in("t_", "period"), r("period"));
}

void Draft::have_periods() {
    if (carried || !periods.empty()) return;
    periods = add("periods", "", fmt::format("SELECT DISTINCT {}\n  FROM {} r_", named("r_", "period"), rows));
}

void Draft::join_to_periods(const std::string& column, const std::string& step, bool of_each) {
    const std::string on = fmt::format("\n  LEFT JOIN {} f_ ON {} = {}", step, in("f_", "period"), in("t_", "period"));
    extend_periods("with_" + column, "", {{column, in("f_", column)}},
                   of_each ? on : fmt::format("\n  CROSS JOIN {} f_", step));
}

std::vector<bool> Draft::kept(const std::string& last) const {
    // Reading the table once more is less work than writing all rows down.
    constexpr std::size_t most_scans = 1;
    std::vector<bool> are_kept(steps_.size(), false);
    if (dialect.keep.empty()) return are_kept;
    std::vector<std::string> bodies;
    for (const Step& step : steps_) bodies.push_back(body_of(step));
    bodies.push_back(last);
    // How often the table is read for a step, if what is not kept is put in wherever it is read.
    std::vector<std::size_t> scans(steps_.size(), 0);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        for (std::size_t before = 0; before < i; ++before)
            scans[i] += times_read(bodies[i], steps_[before].name) * (are_kept[before] ? 1 : scans[before]);
        scans[i] = std::max<std::size_t>(scans[i], 1);
        std::size_t read = 0;
        for (std::size_t after = i + 1; after < bodies.size(); ++after)
            read += times_read(bodies[after], steps_[i].name);
        are_kept[i] = read > 1 && scans[i] > most_scans;
    }
    return are_kept;
}

std::string Draft::steps(const std::string& last) const {
    const std::vector<bool> are_kept = kept(last);
    std::string text;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const Step& step = steps_[i];
        text += text.empty() ? "WITH\n" : ",\n";
        if (!step.remark.empty()) text += "-- " + step.remark + "\n";
        const std::string body = body_of(step);
        text += fmt::format("{}{}(\n  {}\n)", step.name, dialect.as,
                            are_kept[i] ? filled(dialect.keep, fmt::arg("query", body)) : body);
    }
    return text;
}

std::string called(const Node& node) {
    return node.name.own.empty() || node.name.own == node.code ? node.code
                                                               : fmt::format("{} ({})", node.name.own, node.code);
}

}  // namespace iiindex::detail::sql
