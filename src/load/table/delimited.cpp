#include "load/table/delimited.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "fast/cell_ends.hpp"
#include "fast/short_number.hpp"
#include "ground/meter.hpp"
#include "ground/parallel.hpp"
#include "ground/wide.hpp"
#include "load/periods.hpp"
#include "load/table/duplicates.hpp"
#include "load/table/encoding.hpp"
#include "load/table/header.hpp"
#include "load/table/labels.hpp"
#include "load/table/number.hpp"
#include "load/table/rows.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

using Kind = ColumnRole::Kind;

/// A text parted into rows, and what is known of its columns.
struct Table {
    std::string_view text;
    const Bytes& bytes;  ///< what the text is of
    char separator;
    const Index& index;
    const Layout& layout;
    const Rows& rows;
};

/// What is read row by row into places of its own, so that runs of rows do not meet.
struct Cells {
    Cells(const Table& table)
        : values(Columns::unwritten(table.rows.size(), table.index.indicators.size())),
          denominators(Columns::unwritten(table.rows.size(), table.index.denominators.size())),
          group_of(table.layout.groups.size()) {
        codes = TextColumn::unwritten(table.rows.size());
        if (table.layout.has(Kind::name)) names = TextColumn::unwritten(table.rows.size());
        if (table.layout.has(Kind::name_english)) names_english = TextColumn::unwritten(table.rows.size());
        if (table.layout.has(Kind::period)) period_of.resize(table.rows.size());
        if (table.layout.has(Kind::origin)) origins.resize(table.rows.size(), Origin::unstated);
        for (auto& group : group_of) group.resize(table.rows.size(), Grouping::ungrouped);
    }

    Columns values;
    Columns denominators;
    TextColumn codes;
    TextColumn names;
    TextColumn names_english;
    std::vector<std::uint32_t> period_of;  ///< numbers of the run's own labels
    std::vector<Origin> origins;
    std::vector<std::vector<std::uint32_t>> group_of;  ///< by grouping; likewise
};

/// What is read of a run of rows beside its cells.
struct Block {
    TextArena texts;
    Labels periods;
    std::vector<Labels> groups;
    Faults faults;
};

/// Reads the rows of one run.
class RunReader {
public:
    RunReader(const Table& table, Cells& cells)
        : table_(table), cells_(cells), has_code_(table.layout.has(Kind::code)), ends_(table.text, table.separator) {
        for (const ColumnRole role : table.layout.columns) numbers_.push_back(numbers_of(role));
        block_.groups.resize(table.layout.groups.size());
    }

    Block read(const RowRun& run) {
        std::size_t at = run.begin;
        for (row_ = run.first; row_ < run.first + run.count; ++row_) {
            empty_texts();
            at = next_row(table_.text, read_row(at));
        }
        table_.bytes.release(table_.text.substr(run.begin, run.part_end - run.begin));
        return std::move(block_);
    }

private:
    /// Where the numbers of a column are put; null for any other column.
    double* numbers_of(ColumnRole role) {
        if (role.kind == Kind::indicator) return cells_.values.column(role.number).data();
        if (role.kind == Kind::denominator) return cells_.denominators.column(role.number).data();
        return nullptr;
    }

    /// Reads a row; returns where it ends.
    std::size_t read_row(std::size_t begin) {
        const std::size_t faults_before = block_.faults.size();
        const std::size_t expected = table_.layout.columns.size();
        std::size_t count = 0;
        Field field{.next = begin};
        while (!field.ends_row) {
            count = read_plain_cells(count, field);
            if (field.ends_row) break;
            go_on(field);
            if (field.flaw != Field::Flaw::none) {
                block_.faults.add(flaw_fault(field));
            } else if (count < expected) {
                read_field(field, table_.layout.columns[count]);
            }
            ++count;
        }
        if (count != expected && field.flaw != Field::Flaw::no_closing_quote) {
            block_.faults.shrink(faults_before);  // a row that is shifted has nothing but faults
            block_.faults.add({begin,
                               field.end - begin,
                               fmt::format("a row of {} cells, expected {} as in the header", count, expected),
                               {}});
        }
        return field.next;
    }

    /// Reads what most cells are, empty ones and plain numbers, from the `count`-th of the row on, which
    /// begins where `field` says that the next one does. Stops before a cell that is something else, or at the end of
    /// the row. Returns how many of the row are read; `field` says where the next one begins, or that the row ends.
    IIINDEX_WIDE std::size_t read_plain_cells(std::size_t count, Field& field) {
        const char* const text = table_.text.data();
        const char* cell = text + field.next;
        double* const* const numbers = numbers_.data();
        const std::size_t columns = numbers_.size(), row = row_;
        CellEnds ends = ends_;  // in registers
        ends.seek(cell);
        while (count < columns && numbers[count] != nullptr) {
            CellEnds next = ends;
            const char* const end = next.next();
            if (end == nullptr) break;
            const bool ends_row = *end == '\n';
            const char* const cell_end = ends_row ? before_row_end(cell, end) : end;
            if (!read_plain(text, cell, cell_end, numbers[count][row])) break;
            ends = next;
            cell = end + 1;
            ++count;
            if (ends_row) [[unlikely]] {
                field.end = static_cast<std::size_t>(cell_end - text);
                field.ends_row = true;
                break;
            }
        }
        ends_ = ends;
        field.next = static_cast<std::size_t>(cell - text);
        return count;
    }

    /// A cell of the text that is empty or a plain number.
    static bool read_plain(const char* text, const char* begin, const char* end, double& number) {
        return read_short_cell(text, begin, end, number) || read_plain_cell({begin, end}, number);
    }

    /// Goes to the next field of a row, as scan_field finds it. Member by member, where a copy of all would
    /// have to wait for them.
    void go_on(Field& field) {
        const char* const text = table_.text.data();
        const char* const cell = text + field.next;
        ends_.seek(cell);
        const bool is_quoted = field.next < table_.text.size() && *cell == '"';
        const char* const end = is_quoted ? nullptr : ends_.next();
        if (end == nullptr) {
            field = scan_field(table_.text, field.next, table_.separator);
            return;
        }
        field.begin = field.next;
        end_field(table_.text, field, static_cast<std::size_t>(end - text), table_.separator);
        field.quoted = false;
        field.flaw = Field::Flaw::none;
    }

    void read_field(const Field& field, ColumnRole role) {
        switch (role.kind) {
            case Kind::ignored: break;
            case Kind::indicator:
                return read_value(field, cells_.values.column(role.number)[row_], [&] { return indicator(role); });
            case Kind::denominator:
                return read_value(field, cells_.denominators.column(role.number)[row_],
                                  [&] { return denominator(role); });
            default: read_text(field, role);
        }
    }

    /// What messages say of a column, and whether a percent sign has a meaning there.
    struct Subject {
        std::string name;
        Percent percent;
    };

    Subject indicator(ColumnRole role) const {
        const Node& node = table_.index.nodes[table_.index.indicators[role.number]];
        return {fmt::format("'{}'", node.code), node.measure == "percent" ? Percent::allowed : Percent::refused};
    }

    Subject denominator(ColumnRole role) const {
        return {fmt::format("'{}'", table_.index.denominators[role.number]), Percent::refused};
    }

    template <class SubjectOf>
    void read_value(const Field& field, double& value, const SubjectOf& subject_of) {
        const char* const text = table_.text.data();
        if (read_plain(text, text + field.begin, text + field.end, value)) return;
        value = missing;
        const Subject subject = subject_of();
        auto cell = read_number(content(table_.text, field, scratch_), subject.percent, subject.name);
        if (cell.kind == NumberCell::Kind::number) value = cell.number;
        if (cell.kind == NumberCell::Kind::fault) fault(field, std::move(cell.what), std::move(cell.remedy));
    }

    void read_text(const Field& field, ColumnRole role) {
        const auto text = trimmed(content(table_.text, field, scratch_));
        switch (role.kind) {
            case Kind::code: return read_code(field, text);
            case Kind::name: return read_name(field, text);
            case Kind::name_english: return cells_.names_english.put(row_, text, block_.texts);
            case Kind::period: return read_period(field, text);
            case Kind::origin: return read_origin(field, text);
            case Kind::group: return read_group(text, role.number);
            default: break;
        }
    }

    void read_code(const Field& field, std::string_view text) {
        if (text.empty()) fault(field, "a row without a code", "remove the row if it is empty");
        cells_.codes.put(row_, text, block_.texts);
    }

    void read_name(const Field& field, std::string_view text) {
        cells_.names.put(row_, text, block_.texts);
        if (has_code_) return;
        if (text.empty()) fault(field, "a row without a name", "remove the row if it is empty");
        cells_.codes.put(row_, text, block_.texts);
    }

    void read_period(const Field& field, std::string_view text) {
        if (text.empty()) fault(field, "a row without a period");
        cells_.period_of[row_] = block_.periods.number_of(text);
    }

    void read_origin(const Field& field, std::string_view text) {
        if (text.empty()) return;
        const auto origin = parse_origin(text);
        const auto names = origin_names();
        if (!origin) {
            fault(field, fmt::format("unknown origin '{}'", text), did_you_mean(text, {names.begin(), names.end()}));
        }
        cells_.origins[row_] = origin.value_or(Origin::unstated);
    }

    void read_group(std::string_view text, std::size_t grouping) {
        if (!text.empty()) cells_.group_of[grouping][row_] = block_.groups[grouping].number_of(text);
    }

    /// Texts are empty where the row turns out to be too short.
    void empty_texts() {
        for (TextColumn* const texts : {&cells_.codes, &cells_.names, &cells_.names_english}) {
            if (!texts->empty()) texts->put_nothing(row_);
        }
    }

    void fault(const Field& field, std::string what, std::string remedy = {}) {
        block_.faults.add({field.begin, field.end - field.begin, std::move(what), std::move(remedy)});
    }

    const Table& table_;
    Cells& cells_;
    const bool has_code_;
    CellEnds ends_;
    std::vector<double*> numbers_;  ///< by column of the table
    Block block_;
    std::size_t row_ = 0;
    std::string scratch_;
};

/// Carries the numbers of a run's own labels over to those of the whole.
void renumber(std::vector<std::uint32_t>& numbers, const RowRun& run, const Labels& own, Labels& whole) {
    std::vector<std::uint32_t> number_of;
    for (const auto& text : own.texts()) number_of.push_back(whole.number_of(text));
    for (std::size_t row = run.first; row < run.first + run.count; ++row) {
        if (numbers[row] < number_of.size()) numbers[row] = number_of[numbers[row]];
    }
}

/// The texts, which stand in memory of the blocks.
TextColumn kept(TextColumn texts, const std::vector<Block>& blocks) {
    if (texts.empty()) return texts;
    for (const Block& block : blocks) texts.keep(block.texts);
    return texts;
}

Units join_units(const Table& table, std::vector<Block>& blocks, Cells& cells) {
    Units units;
    units.codes = kept(std::move(cells.codes), blocks);
    units.names = kept(std::move(cells.names), blocks);
    units.names_english = kept(std::move(cells.names_english), blocks);
    for (std::size_t i = 0; i < table.layout.groups.size(); ++i) {
        Labels groups;
        for (std::size_t run = 0; run < blocks.size(); ++run) {
            renumber(cells.group_of[i], table.rows.runs()[run], blocks[run].groups[i], groups);
        }
        units.groupings.push_back({table.layout.groups[i], groups.texts(), std::move(cells.group_of[i])});
    }
    return units;
}

Labels join_periods(const Table& table, const std::vector<Block>& blocks, Cells& cells) {
    Labels periods;
    if (cells.period_of.empty()) return periods;
    for (std::size_t run = 0; run < blocks.size(); ++run) {
        renumber(cells.period_of, table.rows.runs()[run], blocks[run].periods, periods);
    }
    return periods;
}

void check_duplicates(const Text& text, const Table& table, const Units& units, const Labels& periods,
                      const std::vector<std::uint32_t>& period_of, Faults& faults) {
    const auto kind = table.layout.has(Kind::code) ? Kind::code : Kind::name;
    const std::size_t column = table.layout.find(kind);
    for (const auto [row, first] : find_duplicates(units.codes, period_of)) {
        if (units.codes[row].empty()) continue;  // told already
        if (faults.full()) {
            faults.add({});
            continue;
        }
        const Field field = table.rows.field(row, column);
        const auto line = text.locate(table.rows.begin_of(first)).line;
        const auto period = period_of.empty() ? "" : fmt::format(" in {}", periods.texts()[period_of[row]]);
        faults.add({field.begin,
                    field.end - field.begin,
                    fmt::format("unit '{}' stands here again{}, first at line {}", units.codes[row], period, line),
                    {}});
    }
}

std::vector<Location> locate_indicators(const Text& text, const Layout& layout) {
    std::vector<Location> locations;
    for (const std::size_t column : layout.indicator_columns) {
        locations.push_back(text.locate(layout.titles[column].begin));
    }
    return locations;
}

void drop_unstated(std::vector<Origin>& origins) {
    const auto unstated = [](Origin origin) { return origin == Origin::unstated; };
    if (std::all_of(origins.begin(), origins.end(), unstated)) origins.clear();
}

Dataset read_rows(const Text& text, const Table& table, const Progress& progress, Faults& faults) {
    Cells cells(table);
    const std::vector<RowRun>& runs = table.rows.runs();
    std::vector<Block> blocks(runs.size());
    Meter meter(progress, table.text.size() - table.layout.rows_begin);
    for_each_number(runs.size(), [&](std::size_t i) {
        blocks[i] = RunReader(table, cells).read(runs[i]);
        meter.add(runs[i].part_end - (i == 0 ? table.layout.rows_begin : runs[i - 1].part_end));
    });
    for (auto& block : blocks) faults.append(std::move(block.faults));

    Dataset data;
    data.units = join_units(table, blocks, cells);
    const Labels periods = join_periods(table, blocks, cells);
    check_duplicates(text, table, data.units, periods, cells.period_of, faults);
    faults.raise_if_any(text);
    data.values = std::move(cells.values);
    data.denominators = std::move(cells.denominators);
    data.row_origins = std::move(cells.origins);
    drop_unstated(data.row_origins);
    lay_out_periods(data, periods.texts(), cells.period_of);
    return data;
}

}  // namespace

Dataset read_delimited(const Source& source, const LoadOptions& options, char separator, const Index& index,
                       std::vector<Problem>& warnings) {
    const Decoded decoded = decode(source, options.encoding, Fallback::gb18030, warnings);
    const Text text(source.name, decoded.characters());
    if (next_row(text.characters(), 0) == text.characters().size()) refuse(source.name, "the file is empty");
    Faults faults;
    const Layout layout = read_layout(text, separator, index, faults, warnings);
    const Rows rows(text.characters(), layout.rows_begin, separator, decoded.looks);
    if (rows.size() == 0) faults.raise_if_any(text);
    if (rows.size() == 0) refuse(source.name, "no rows below the header, expected one for each unit");
    Dataset data =
        read_rows(text, {text.characters(), source.bytes, separator, index, layout, rows}, options.progress, faults);
    data.file = source.name;
    data.indicator_locations = locate_indicators(text, layout);
    return data;
}

}  // namespace iiindex::detail
