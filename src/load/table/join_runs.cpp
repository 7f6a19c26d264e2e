#include "load/table/join_runs.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/periods.hpp"
#include "load/table/number.hpp"
#include "load/table/rows.hpp"
#include "text/commas.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

using Kind = ColumnRole::Kind;

/// Carries the numbers of a run's own labels over to those of the whole.
void renumber(std::vector<std::uint32_t>& numbers, const RowRun& run, const Labels& own, AlikeLabels& whole) {
    std::vector<std::uint32_t> number_of;
    for (const auto& text : own.texts()) number_of.push_back(whole.number_of(text));
    for (std::size_t row = run.first; row < run.first + run.count; ++row) {
        if (numbers[row] < number_of.size()) numbers[row] = number_of[numbers[row]];
    }
}

/// Says which labels were taken for others.
void say_joined(const Text& text, const Layout& layout, std::size_t column, const AlikeLabels& labels,
                std::vector<Problem>& warnings) {
    if (labels.joined().empty()) return;
    std::vector<std::string> pairs;
    for (const auto& [from, to] : labels.joined()) {
        if (pairs.size() < 5)
            pairs.push_back(said("'{}' and '{}'", with_invisible_shown(from), with_invisible_shown(to)));
    }
    if (labels.joined().size() > pairs.size()) pairs.emplace_back("…");
    const Title& title = layout.titles[column];
    warnings.push_back(text.problem(
        {title.begin,
         title.length,
         said("what looks the same in column '{}' is taken for the same: {}", title.text, enumerated(pairs)),
         {}}));
}

/// Groups of which a missing value could be meant are groups, and said.
void say_missing_words(const Text& text, const Layout& layout, std::size_t column,
                       const std::vector<std::string>& groups, std::vector<Problem>& warnings) {
    for (const std::string& group : groups) {
        if (read_number(group, {}, "").kind != NumberCell::Kind::nothing) continue;
        const Title& title = layout.titles[column];
        warnings.push_back(text.problem(
            {title.begin, title.length, said("'{}' is a group of '{}' here, not a unit without one", group, title.text),
             said("leave the cell empty where a unit is in no group")}));
    }
}

/// The texts, which stand in memory of the blocks.
TextColumn kept(TextColumn texts, const std::vector<Block>& blocks) {
    if (texts.empty()) return texts;
    for (const Block& block : blocks) texts.keep(block.texts);
    return texts;
}

std::size_t group_column(const Layout& layout, std::size_t number) {
    const auto found = std::find_if(layout.columns.begin(), layout.columns.end(), [&](const ColumnRole& role) {
        return role.kind == Kind::group && role.number == number;
    });
    return static_cast<std::size_t>(found - layout.columns.begin());
}

}  // namespace

Units join_units(const Text& text, const LaidOutTable& table, std::vector<Block>& blocks, Cells& cells,
                 std::vector<Problem>& warnings) {
    Units units;
    units.codes = kept(std::move(cells.codes), blocks);
    units.names = kept(std::move(cells.names), blocks);
    units.names_english = kept(std::move(cells.names_english), blocks);
    for (std::size_t i = 0; i < table.layout.groups.size(); ++i) {
        AlikeLabels groups(normal_form, cleaned);
        for (std::size_t run = 0; run < blocks.size(); ++run) {
            renumber(cells.group_of[i], table.rows.runs()[run], blocks[run].groups[i], groups);
        }
        const std::size_t column = group_column(table.layout, i);
        say_joined(text, table.layout, column, groups, warnings);
        say_missing_words(text, table.layout, column, groups.texts(), warnings);
        units.groupings.push_back({table.layout.groups[i], groups.texts(), std::move(cells.group_of[i])});
    }
    return units;
}

AlikeLabels join_periods(const Text& text, const LaidOutTable& table, const std::vector<Block>& blocks, Cells& cells,
                         std::vector<Problem>& warnings) {
    AlikeLabels periods(period_label, period_label);
    if (cells.period_of.empty()) return periods;
    for (std::size_t run = 0; run < blocks.size(); ++run) {
        renumber(cells.period_of, table.rows.runs()[run], blocks[run].periods, periods);
    }
    say_joined(text, table.layout, table.layout.find(Kind::period), periods, warnings);
    return periods;
}

}  // namespace iiindex::detail
