#include "load/table/checks.hpp"

#include <algorithm>
#include <optional>

#include "ground/catalogue.hpp"
#include "load/table/duplicates.hpp"
#include "load/table/number.hpp"
#include "load/table/rows.hpp"

namespace iiindex::detail {
namespace {

using Kind = ColumnRole::Kind;

/// The marks of a column of numbers, of the rows that are units' alone: a total may be written in another way.
ColumnMarks marks_of_units(const LaidOutTable& table, std::size_t column, const std::vector<std::size_t>& left_out) {
    ColumnMarks marks;
    const NumberColumn subject = number_column(table, table.layout.columns[column]);
    std::string scratch;
    std::size_t at = next_row(table.text, table.layout.rows_begin);
    for (std::size_t row = 0; at < table.text.size(); ++row) {
        Field field{.next = at};
        for (std::size_t i = 0; !field.ends_row; ++i) {
            field = scan_field(table.text, field.next, table.dialect.separator);
            if (i != column || std::binary_search(left_out.begin(), left_out.end(), row)) continue;
            const NumberCell cell = read_number(content(table.text, field, scratch), subject.style, subject.name);
            const bool is_code = cell.kind == NumberCell::Kind::number && table.missing_codes.has(cell.number);
            if (!is_code) marks.note(cell, field);
        }
        at = next_row(table.text, field.next);
    }
    return marks;
}

}  // namespace

void check_columns(const Text& text, const LaidOutTable& table, const std::vector<Block>& blocks,
                   const std::vector<std::size_t>& left_out, Faults& faults, std::vector<Problem>& warnings) {
    std::size_t flags = 0;
    for (std::size_t column = 0; column < table.layout.columns.size(); ++column) {
        const ColumnRole role = table.layout.columns[column];
        if (!holds_numbers(role)) continue;
        ColumnMarks marks;
        for (const Block& block : blocks) marks.join(block.marks[column]);
        flags += marks.flags();
        if (marks.may_differ()) {
            marks_of_units(table, column, left_out).check(number_column(table, role).name, text, faults);
        }
    }
    if (flags == 0) return;
    warnings.push_back({{text.file()},
                        flags == 1 ? said("letters behind {} cell are passed over", flags)
                                   : said("letters behind {} cells are passed over", flags),
                        {},
                        {}});
}

void check_duplicates(const Text& text, const LaidOutTable& table, const Units& units,
                      const std::vector<std::string>& periods, const std::vector<std::uint32_t>& all_period_of,
                      const std::vector<std::size_t>& kept, Faults& faults) {
    const TextColumn of_kept = kept.empty() ? TextColumn() : units.codes.at(kept);
    const TextColumn& codes = kept.empty() ? units.codes : of_kept;
    std::vector<std::uint32_t> period_of = all_period_of;
    for (std::size_t i = 0; i < kept.size() && !all_period_of.empty(); ++i) period_of[i] = all_period_of[kept[i]];
    if (!kept.empty() && !period_of.empty()) period_of.resize(kept.size());
    const auto row_of = [&](std::size_t i) { return kept.empty() ? i : kept[i]; };
    const auto kind = table.layout.has(Kind::code) ? Kind::code : Kind::name;
    const std::size_t column = table.layout.find(kind);
    const std::string remedy = period_of.empty()
                                   ? said(
                                         "leave one of its rows; if a column tells them apart, say --columns "
                                         "period=TITLE (by time) or --drop TEXT")
                                   : said("leave one of its rows; if a column tells them apart, say --drop TEXT");
    for (const auto [row, first] : find_duplicates(codes, period_of)) {
        const bool lacks_period =
            !period_of.empty() && period_of[row] < periods.size() && periods[period_of[row]].empty();
        if (codes[row].empty() || lacks_period) continue;  // told already
        const auto what = [&, row = row](const std::string& place) {
            const bool has_period = !period_of.empty() && period_of[row] < periods.size();
            return has_period ? said("unit '{}' stands here again in {}, first at {}", codes[row],
                                     periods[period_of[row]], place)
                              : said("unit '{}' stands here again, first at {}", codes[row], place);
        };
        if (faults.count_if_full(what(text.place(0)), remedy)) continue;  // to find the row takes its time
        const Field field = table.rows.field(row_of(row), column);
        const Field other = table.rows.field(row_of(first), column);
        faults.add({field.begin, field.end - field.begin, what(text.place(other.begin)), remedy});
    }
}

void check_periods(const LaidOutTable& table, const std::vector<std::string>& labels,
                   std::vector<std::uint32_t>& period_of, const std::vector<std::size_t>& kept, Faults& faults) {
    const auto blank = std::find(labels.begin(), labels.end(), "");
    if (period_of.empty() || blank == labels.end()) return;
    const auto number = static_cast<std::uint32_t>(blank - labels.begin());
    std::vector<std::size_t> without;
    const std::size_t count = kept.empty() ? period_of.size() : kept.size();
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t row = kept.empty() ? i : kept[i];
        if (period_of[row] == number) without.push_back(row);
    }
    if (without.size() == count) return period_of.clear();
    const std::string what = said("a row without a period"), remedy = said("write the period in every row");
    for (const std::size_t row : without) {
        if (faults.count_if_full(what, remedy)) continue;  // to find the row takes its time
        const Field field = table.rows.field(row, table.layout.find(Kind::period));
        faults.add({field.begin, field.end - field.begin, what, remedy});
    }
}

void say_latest_years(const Text& text, const LaidOutTable& table, const Dataset& data,
                      std::vector<Problem>& warnings) {
    constexpr std::size_t looked_at = 16, fewest_units = 3;
    const TextColumn& codes = data.units.codes;
    if (data.periods.size() < 2 || codes.size() < fewest_units) return;
    for (std::size_t first = 0; first < std::min(looked_at, codes.size()); ++first) {  // mostly the first comes again
        for (std::size_t row = first + 1; row < codes.size(); ++row) {
            if (codes[row] == codes[first]) return;
        }
    }
    if (!find_duplicates(codes, {}).empty()) return;
    const Title& title = table.layout.titles[table.layout.find(Kind::period)];
    warnings.push_back(text.problem(
        {title.begin, title.length,
         said("no unit is in two of the {} periods of '{}': each period is scaled and ranked by itself",
              data.periods.size(), title.text),
         said("if it says when a unit was measured last, take the column out, or title it 'measured in'")}));
}

}  // namespace iiindex::detail
