#include "load/table/cells.hpp"

#include <algorithm>
#include <utility>

#include "fast/cell_ends.hpp"
#include "fast/long_number.hpp"
#include "fast/short_number.hpp"
#include "ground/catalogue.hpp"
#include "ground/wide.hpp"
#include "load/table/odd_row.hpp"
#include "load/wording.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

using Kind = ColumnRole::Kind;

/// Reads the rows of one run.
class RunReader {
public:
    RunReader(const LaidOutTable& table, Cells& cells)
        : table_(table),
          cells_(cells),
          has_code_(table.layout.has(Kind::code)),
          has_points_(table.dialect.decimal == '.'),
          ends_(table.text, table.dialect.separator) {
        for (const ColumnRole role : table.layout.columns) numbers_.push_back(has_points_ ? numbers_of(role) : nullptr);
        block_.groups.resize(table.layout.groups.size());
        block_.marks.resize(table.layout.columns.size());
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
    /// Where the numbers of a column are put; null for any other column, and where no cell is plain.
    double* numbers_of(ColumnRole role) {
        if (role.kind == Kind::indicator) return cells_.values.column(role.number).data();
        if (role.kind == Kind::input) return cells_.inputs.column(role.number).data();
        return nullptr;
    }

    /// Reads a row; returns where it ends.
    std::size_t read_row(std::size_t begin) {
        row_faults_.clear();
        const std::size_t expected = table_.layout.columns.size();
        std::size_t count = 0;
        bool is_whole = true, surplus_is_empty = true;
        Field field{.next = begin};
        while (!field.ends_row) {
            count = read_plain_cells(count, field);
            if (field.ends_row) break;
            go_on(field);
            if (field.flaw != Field::Flaw::none) {
                row_faults_.push_back(flaw_fault(field));
                is_whole = false;
            } else if (count < expected) {
                read_field(field, count);
            } else if (field.end > field.begin) {
                surplus_is_empty = false;
            }
            ++count;
        }
        if (count != expected && field.flaw != Field::Flaw::no_closing_quote) {
            row_faults_.clear();  // a row that is shifted has nothing but faults
            const bool is_padded = count > expected && surplus_is_empty;
            row_faults_.push_back({begin, field.end - begin, unlike_header(count, expected),
                                   is_padded ? said("take away the separators at its end") : ""});
            is_whole = false;
        }
        if (!row_faults_.empty()) end_faulty_row(begin, field.end, is_whole);
        return field.next;
    }

    /// Keeps the faults of a row, unless it is none of a unit's.
    void end_faulty_row(std::size_t begin, std::size_t end, bool is_whole) {
        const OddRow odd(table_.text.substr(0, end), begin, table_.dialect.separator, table_.layout, table_.index);
        const bool is_dropped = table_.dropped.has(odd.first_text());
        std::string what = is_dropped ? std::string() : odd.what();
        if (auto other = is_dropped ? std::nullopt : odd.other_measure()) {
            block_.faults.add({begin, end - begin, std::move(other->what), std::move(other->remedy)});
        } else if (what.empty() && !is_dropped) {
            for (Fault& fault : row_faults_) block_.faults.add(std::move(fault));
            if (is_whole) return;
        } else {
            const Fault where{begin, end - begin, std::move(what), {}};
            block_.asides.push_back({row_, where, is_dropped ? std::string(odd.first_text()) : std::string()});
        }
        empty_texts();  // it is nobody's row
        empty_numbers();
        for (auto& group : cells_.group_of) group[row_] = Grouping::ungrouped;
        if (!cells_.period_of.empty()) cells_.period_of[row_] = 0;
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
        return read_short_cell(text, begin, end, number) || read_long_cell(text, begin, end, number) ||
               read_plain_cell({begin, end}, number);
    }

    /// Goes to the next field of a row, as scan_field finds it. Member by member, where a copy of all would
    /// have to wait for them.
    void go_on(Field& field) {
        const char* const text = table_.text.data();
        const char* const cell = text + field.next;
        ends_.seek(cell);
        const bool is_quoted = is_quoted_at(table_.text, field.next, table_.dialect.separator);
        const char* const end = is_quoted ? nullptr : ends_.next();
        if (end == nullptr) {
            field = scan_field(table_.text, field.next, table_.dialect.separator);
            return;
        }
        field.begin = field.next;
        end_field(table_.text, field, static_cast<std::size_t>(end - text), table_.dialect.separator);
        field.quoted = false;
        field.flaw = Field::Flaw::none;
    }

    void read_field(const Field& field, std::size_t column) {
        const ColumnRole role = table_.layout.columns[column];
        if (role.kind == Kind::indicator) return read_value(field, column, cells_.values.column(role.number)[row_]);
        if (role.kind == Kind::input) return read_value(field, column, cells_.inputs.column(role.number)[row_]);
        if (role.kind != Kind::ignored) read_text(field, role);
    }

    void read_value(const Field& field, std::size_t column, double& value) {
        const char* const text = table_.text.data();
        if (has_points_ && read_plain(text, text + field.begin, text + field.end, value)) return;
        value = missing;
        const NumberColumn subject = number_column(table_, table_.layout.columns[column]);
        auto cell = read_number(content(table_.text, field, scratch_), subject.style, subject.name);
        block_.marks[column].note(cell, field);
        if (cell.kind == NumberCell::Kind::number) value = cell.number;
        if (cell.kind == NumberCell::Kind::fault) fault(field, std::move(cell.what), std::move(cell.remedy));
    }

    void read_text(const Field& field, ColumnRole role) {
        const auto text = unguarded(trimmed(content(table_.text, field, scratch_)));
        switch (role.kind) {
            case Kind::code: return read_code(field, text);
            case Kind::name: return read_name(field, text);
            case Kind::name_english: return cells_.names_english.put(row_, text, block_.texts);
            case Kind::period: return read_period(text);
            case Kind::origin: return read_origin(field, text);
            case Kind::group: return read_group(text, role.number);
            default: break;
        }
    }

    void read_code(const Field& field, std::string_view text) {
        if (text.empty()) {
            fault(field, said("a row without a code"),
                  said("give it one, or leave it out with --drop and its name; without the column the names are the "
                       "codes"));
        }
        cells_.codes.put(row_, text, block_.texts);
    }

    void read_name(const Field& field, std::string_view text) {
        cells_.names.put(row_, text, block_.texts);
        if (has_code_) return;
        if (text.empty()) fault(field, said("a row without a name"), said("give it one, or take it out"));
        cells_.codes.put(row_, text, block_.texts);
    }

    void read_period(std::string_view text) { cells_.period_of[row_] = block_.periods.number_of(text); }

    void read_origin(const Field& field, std::string_view text) {
        if (text.empty()) return;
        const auto origin = parse_origin(text);
        const auto names = origin_names();
        if (!origin) {
            fault(field, said("unknown origin '{}'", text), did_you_mean(text, {names.begin(), names.end()}));
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

    /// Of a row that may have ended before all its numbers were read.
    void empty_numbers() {
        for (const ColumnRole role : table_.layout.columns) {
            if (double* const numbers = numbers_of(role)) numbers[row_] = missing;
        }
    }

    void fault(const Field& field, std::string what, std::string remedy = {}) {
        row_faults_.push_back({field.begin, field.end - field.begin, std::move(what), std::move(remedy)});
    }

    const LaidOutTable& table_;
    Cells& cells_;
    const bool has_code_;
    const bool has_points_;  ///< as decimal marks
    CellEnds ends_;
    std::vector<double*> numbers_;  ///< by column of the table
    Block block_;
    std::vector<Fault> row_faults_;
    std::size_t row_ = 0;
    std::string scratch_;
};

/// What no column of the table is read into has no numbers.
void fill_unread(Columns& numbers, const Layout& layout, Kind kind) {
    std::vector<bool> is_read(numbers.columns());
    for (const ColumnRole role : layout.columns) {
        if (role.kind == kind) is_read[role.number] = true;
    }
    for (std::size_t i = 0; i < numbers.columns(); ++i) {
        const auto column = numbers.column(i);
        if (!is_read[i]) std::fill(column.begin(), column.end(), missing);
    }
}

}  // namespace

NumberColumn number_column(const LaidOutTable& table, ColumnRole role) {
    NumberColumn subject;
    subject.style = {.decimal = table.dialect.decimal,
                     .missing = &table.missing_codes.words,
                     .pass_over_flags = table.pass_over_flags};
    if (role.kind == Kind::input) {
        const InputColumn& input = table.index.inputs[role.number];
        subject.name = in_quotes(input.code);
        subject.style.percent = input.measure == "percent" ? Percent::allowed : Percent::refused;
        return subject;
    }
    const Node& node = table.index.nodes[table.index.indicators[role.number]];
    subject.name = in_quotes(node.code);
    const bool is_percent = !node.measure.empty() && measures_agree(node.measure, "percent");
    subject.style.percent = is_percent ? Percent::allowed : Percent::refused;
    return subject;
}

bool holds_numbers(ColumnRole role) { return role.kind == Kind::indicator || role.kind == Kind::input; }

Cells::Cells(const LaidOutTable& table)
    : values(Columns::unwritten(table.rows.size(), table.index.indicators.size())),
      inputs(Columns::unwritten(table.rows.size(), table.index.inputs.size())),
      group_of(table.layout.groups.size()) {
    fill_unread(values, table.layout, Kind::indicator);
    fill_unread(inputs, table.layout, Kind::input);
    codes = TextColumn::unwritten(table.rows.size());
    if (table.layout.has(Kind::name)) names = TextColumn::unwritten(table.rows.size());
    if (table.layout.has(Kind::name_english)) names_english = TextColumn::unwritten(table.rows.size());
    if (table.layout.has(Kind::period)) period_of.resize(table.rows.size());
    if (table.layout.has(Kind::origin)) origins.resize(table.rows.size(), Origin::unstated);
    for (auto& group : group_of) group.resize(table.rows.size(), Grouping::ungrouped);
}

Block read_run(const LaidOutTable& table, Cells& cells, const RowRun& run) { return RunReader(table, cells).read(run); }

}  // namespace iiindex::detail
