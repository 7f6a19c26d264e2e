#include "load/table/delimited.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "fast/cell_ends.hpp"
#include "fast/long_number.hpp"
#include "fast/short_number.hpp"
#include "ground/catalogue.hpp"
#include "ground/meter.hpp"
#include "ground/parallel.hpp"
#include "ground/wide.hpp"
#include "load/identity.hpp"
#include "load/periods.hpp"
#include "load/table/dialect.hpp"
#include "load/table/duplicates.hpp"
#include "load/table/encoding.hpp"
#include "load/table/header.hpp"
#include "load/table/joined.hpp"
#include "load/table/judge.hpp"
#include "load/table/labels.hpp"
#include "load/table/marks.hpp"
#include "load/table/number.hpp"
#include "load/table/places.hpp"
#include "load/table/reshape.hpp"
#include "load/table/rows.hpp"
#include "load/table/titles.hpp"
#include "load/wording.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

using Kind = ColumnRole::Kind;

/// A text parted into rows, and what is known of its columns.
struct Table {
    std::string_view text;
    const Bytes& bytes;  ///< what the text is of
    Dialect dialect;
    const MissingCodes& missing_codes;
    bool pass_over_flags = false;
    const Index& index;
    const Layout& layout;
    const Rows& rows;
    const NamedRows& dropped;
};

/// What messages say of a column of numbers, and how these are written.
struct Subject {
    std::string name;
    NumberStyle style;
};

Subject subject_of(const Table& table, ColumnRole role) {
    Subject subject;
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

/// What is read row by row into places of its own, so that runs of rows do not meet.
struct Cells {
    Cells(const Table& table)
        : values(Columns::unwritten(table.rows.size(), table.index.indicators.size())),
          inputs(Columns::unwritten(table.rows.size(), table.index.inputs.size())),
          group_of(table.layout.groups.size()) {
        for (std::size_t i = 0; i < values.columns(); ++i) {
            if (table.index.is_read(i)) continue;
            const auto column = values.column(i);
            std::fill(column.begin(), column.end(), missing);
        }
        codes = TextColumn::unwritten(table.rows.size());
        if (table.layout.has(Kind::name)) names = TextColumn::unwritten(table.rows.size());
        if (table.layout.has(Kind::name_english)) names_english = TextColumn::unwritten(table.rows.size());
        if (table.layout.has(Kind::period)) period_of.resize(table.rows.size());
        if (table.layout.has(Kind::origin)) origins.resize(table.rows.size(), Origin::unstated);
        for (auto& group : group_of) group.resize(table.rows.size(), Grouping::ungrouped);
    }

    Columns values;
    Columns inputs;
    TextColumn codes;
    TextColumn names;
    TextColumn names_english;
    std::vector<std::uint32_t> period_of;  ///< numbers of the run's own labels
    std::vector<Origin> origins;
    std::vector<std::vector<std::uint32_t>> group_of;  ///< by grouping; likewise
};

/// A row that is no unit.
struct Aside {
    std::size_t row = 0;
    Fault where;          ///< and what it is; nothing is said of one that was asked for
    std::string dropped;  ///< by which name it was asked for
};

/// What is read of a run of rows beside its cells.
struct Block {
    TextArena texts;
    Labels periods;
    std::vector<Labels> groups;
    std::vector<ColumnMarks> marks;  ///< by column of the table
    Faults faults;
    std::vector<Aside> asides;
};

/// Reads the rows of one run.
class RunReader {
public:
    RunReader(const Table& table, Cells& cells)
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
            row_faults_.push_back({begin, field.end - begin,
                                   said("a row of {} cells, expected {} as in the header", count, expected),
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
        if (what.empty() && !is_dropped) {
            for (Fault& fault : row_faults_) block_.faults.add(std::move(fault));
            if (is_whole) return;
        } else {
            const Fault where{begin, end - begin, std::move(what), {}};
            block_.asides.push_back({row_, where, is_dropped ? std::string(odd.first_text()) : std::string()});
        }
        empty_texts();  // it is nobody's row
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
        const Subject subject = subject_of(table_, table_.layout.columns[column]);
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

    void fault(const Field& field, std::string what, std::string remedy = {}) {
        row_faults_.push_back({field.begin, field.end - field.begin, std::move(what), std::move(remedy)});
    }

    const Table& table_;
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

Units join_units(const Text& text, const Table& table, std::vector<Block>& blocks, Cells& cells,
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

AlikeLabels join_periods(const Text& text, const Table& table, const std::vector<Block>& blocks, Cells& cells,
                         std::vector<Problem>& warnings) {
    AlikeLabels periods(period_label, period_label);
    if (cells.period_of.empty()) return periods;
    for (std::size_t run = 0; run < blocks.size(); ++run) {
        renumber(cells.period_of, table.rows.runs()[run], blocks[run].periods, periods);
    }
    say_joined(text, table.layout, table.layout.find(Kind::period), periods, warnings);
    return periods;
}

/// kept   the rows that are units, in order; empty: all
void check_duplicates(const Text& text, const Table& table, const Units& units, const std::vector<std::string>& periods,
                      const std::vector<std::uint32_t>& all_period_of, const std::vector<std::size_t>& kept,
                      Faults& faults) {
    const TextColumn of_kept = kept.empty() ? TextColumn() : units.codes.at(kept);
    const TextColumn& codes = kept.empty() ? units.codes : of_kept;
    std::vector<std::uint32_t> period_of = all_period_of;
    for (std::size_t i = 0; i < kept.size() && !all_period_of.empty(); ++i) period_of[i] = all_period_of[kept[i]];
    if (!kept.empty() && !period_of.empty()) period_of.resize(kept.size());
    const auto row_of = [&](std::size_t i) { return kept.empty() ? i : kept[i]; };
    const auto kind = table.layout.has(Kind::code) ? Kind::code : Kind::name;
    const std::size_t column = table.layout.find(kind);
    for (const auto [row, first] : find_duplicates(codes, period_of)) {
        if (codes[row].empty()) continue;  // told already
        const auto what = [&, row = row](const std::string& place) {
            const bool has_period = !period_of.empty() && period_of[row] < periods.size();
            return has_period ? said("unit '{}' stands here again in {}, first at {}", codes[row],
                                     periods[period_of[row]], place)
                              : said("unit '{}' stands here again, first at {}", codes[row], place);
        };
        if (faults.count_if_full(what(text.place(0)))) continue;  // to find the row takes its time
        const Field field = table.rows.field(row_of(row), column);
        const Field other = table.rows.field(row_of(first), column);
        faults.add({field.begin, field.end - field.begin, what(text.place(other.begin)), {}});
    }
}

/// Says of every row that is left out which it is and why, and of every unit that is written in two ways.
class Said {
public:
    Said(const Text& text, const Table& table, std::vector<Problem>& warnings)
        : text_(text), table_(table), warnings_(warnings) {}

    void row(std::size_t row, std::string what, std::string remedy = {}) {
        if (faults_.count_if_full(what, remedy)) return;
        const std::size_t begin = table_.rows.begin_of(row);
        std::size_t end = end_of_row(table_.text, begin, table_.dialect.separator);
        while (end > begin + 1 && (table_.text[end - 1] == '\n' || table_.text[end - 1] == '\r')) --end;
        faults_.add({begin, end - begin, std::move(what), std::move(remedy)});
    }
    void add(Fault fault) { faults_.add(std::move(fault)); }
    void absent(std::string what) { faults_.add({Fault::whole_file, 0, std::move(what), {}, false}); }

    void tell() {
        SheetPlaces places(text_, table_.dialect.separator, table_.layout);
        const auto place_of = [&](const Fault& fault) {
            std::string place = places.of(fault);
            table_.bytes.release(table_.text);  // of which much was looked at to count the rows
            return place;
        };
        for (Problem& problem : faults_.problems(text_, place_of)) {
            warnings_.push_back(std::move(problem));
        }
    }

private:
    const Text& text_;
    const Table& table_;
    std::vector<Problem>& warnings_;
    Faults faults_;
};

/// The first number of a column that has no percent sign.
std::optional<Field> find_without_percent(const Table& table, std::size_t column) {
    const Subject subject = subject_of(table, table.layout.columns[column]);
    std::string scratch;
    for (std::size_t at = next_row(table.text, table.layout.rows_begin); at < table.text.size();) {
        Field field{.next = at};
        for (std::size_t i = 0; !field.ends_row; ++i) {
            field = scan_field(table.text, field.next, table.dialect.separator);
            if (i != column) continue;
            const NumberCell cell = read_number(content(table.text, field, scratch), subject.style, subject.name);
            const bool is_number = cell.kind == NumberCell::Kind::number && !table.missing_codes.has(cell.number);
            if (is_number && !cell.has_percent) return field;
        }
        at = next_row(table.text, field.next);
    }
    return std::nullopt;
}

void check_columns(const Text& text, const Table& table, const std::vector<Block>& blocks, Faults& faults,
                   std::vector<Problem>& warnings) {
    std::size_t flags = 0;
    for (std::size_t column = 0; column < table.layout.columns.size(); ++column) {
        const ColumnRole role = table.layout.columns[column];
        if (!holds_numbers(role)) continue;
        ColumnMarks marks;
        for (const Block& block : blocks) marks.join(block.marks[column]);
        const auto plain = marks.percents() > 0 ? find_without_percent(table, column) : std::nullopt;
        marks.check(subject_of(table, role).name, plain, text, faults);
        flags += marks.flags();
    }
    if (flags > 0) warnings.push_back({{text.file()}, said("letters behind {} cells are passed over", flags), {}, {}});
}

std::vector<Location> locate_indicators(const Text& text, const Layout& layout) {
    std::vector<Location> locations;
    for (const std::size_t column : layout.indicator_columns) {
        const bool is_read = column < layout.titles.size();  // a formula's indicator has no column
        locations.push_back(text.locate(layout.titles[is_read ? column : 0].begin));
    }
    return locations;
}

void drop_unstated(std::vector<Origin>& origins) {
    const auto unstated = [](Origin origin) { return origin == Origin::unstated; };
    if (std::all_of(origins.begin(), origins.end(), unstated)) origins.clear();
}

void raise_if_any(const Faults& faults, const Text& text, const Table& table) {
    SheetPlaces places(text, table.dialect.separator, table.layout);
    faults.raise_if_any(text, [&](const Fault& fault) { return places.of(fault); });
}

/// Every unit in one period alone, of several: then the periods may say when each was measured last.
void say_latest_years(const Text& text, const Table& table, const Dataset& data, std::vector<Problem>& warnings) {
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

/// The rows that are no units, in order. What is said of them goes to `remarks`, doubts to `faults`.
std::vector<std::size_t> rows_left_out(const Table& table, const Cells& cells, const Units& units,
                                       const std::vector<Aside>& asides, const LoadOptions& options, Said& remarks,
                                       Faults& faults) {
    std::vector<std::size_t> left_out;
    std::vector<std::string> dropped;
    for (const Aside& aside : asides) {
        left_out.push_back(aside.row);
        if (aside.dropped.empty())
            remarks.add(aside.where);
        else
            dropped.push_back(aside.dropped);
    }
    const NamedRows drop(options.drop, units, dropped), keep(options.keep, units, {});
    for (const std::string& name : drop.absent()) remarks.absent(said("--drop '{}': there is no such row", name));
    const Judged judged = judge_rows(units, cells.values, cells.inputs, cells.period_of, left_out, drop, keep);
    for (const Judgement& one : judged.left_out) {
        left_out.push_back(one.row);
        if (!one.what.empty()) remarks.row(one.row, one.what, one.remedy);
    }
    for (const Judgement& one : judged.remarks) remarks.row(one.row, one.what, one.remedy);
    const std::size_t column = table.layout.find(table.layout.has(Kind::name) ? Kind::name : Kind::code);
    for (const Judgement& one : judged.doubtful) {
        if (faults.count_if_full(one.what, one.remedy)) continue;
        const Field field = table.rows.field(one.row, column);
        faults.add({field.begin, field.end - field.begin, one.what, one.remedy});
    }
    std::sort(left_out.begin(), left_out.end());
    return left_out;
}

/// All rows but some; empty where there are none of these.
std::vector<std::size_t> rows_but(std::size_t rows, const std::vector<std::size_t>& left_out) {
    std::vector<std::size_t> kept;
    for (std::size_t row = 0; row < rows && !left_out.empty(); ++row) {
        if (!std::binary_search(left_out.begin(), left_out.end(), row)) kept.push_back(row);
    }
    return kept;
}

/// A column of periods that is empty in every row is none; where some have one, all must.
///
/// kept   the rows that are units, in order; empty: all
void check_periods(const Table& table, const std::vector<std::string>& labels, std::vector<std::uint32_t>& period_of,
                   const std::vector<std::size_t>& kept, Faults& faults) {
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
    const std::string what = said("a row without a period");
    for (const std::size_t row : without) {
        if (faults.count_if_full(what)) continue;  // to find the row takes its time
        const Field field = table.rows.field(row, table.layout.find(Kind::period));
        faults.add({field.begin, field.end - field.begin, what, {}});
    }
}

Dataset read_rows(const Text& text, const Table& table, const LoadOptions& options, Faults& faults,
                  std::vector<Problem>& warnings) {
    Cells cells(table);
    const std::vector<RowRun>& runs = table.rows.runs();
    std::vector<Block> blocks(runs.size());
    Meter meter(options.progress, table.text.size() - table.layout.rows_begin);
    for_each_number(runs.size(), [&](std::size_t i) {
        blocks[i] = RunReader(table, cells).read(runs[i]);
        meter.add(runs[i].part_end - (i == 0 ? table.layout.rows_begin : runs[i - 1].part_end));
    });
    std::vector<Aside> asides;
    for (auto& block : blocks) {
        faults.append(std::move(block.faults));
        asides.insert(asides.end(), block.asides.begin(), block.asides.end());
    }
    check_columns(text, table, blocks, faults, warnings);

    Dataset data;
    data.units = join_units(text, table, blocks, cells, warnings);
    const AlikeLabels periods = join_periods(text, table, blocks, cells, warnings);
    Said remarks(text, table, warnings);
    for (const Rewritten& unit : join_alike(data.units)) {
        remarks.row(unit.row,
                    said("'{}' is read as '{}'", with_invisible_shown(unit.from), data.units.codes[unit.row]));
    }
    const std::vector<std::size_t> left_out = rows_left_out(table, cells, data.units, asides, options, remarks, faults);
    const std::vector<std::size_t> kept = rows_but(data.units.size(), left_out);
    if (kept.empty() && !left_out.empty()) refuse(text.file(), said("no row below the header is a unit's"));
    check_periods(table, periods.texts(), cells.period_of, kept, faults);
    check_duplicates(text, table, data.units, periods.texts(), cells.period_of, kept, faults);
    raise_if_any(faults, text, table);
    remarks.tell();
    data.values = std::move(cells.values);
    data.inputs = std::move(cells.inputs);
    data.row_origins = std::move(cells.origins);
    drop_unstated(data.row_origins);
    const bool has_periods = !cells.period_of.empty();
    Publication none_printed;
    lay_out_periods(data, has_periods ? periods.texts() : std::vector<std::string>(), cells.period_of, left_out,
                    none_printed);
    say_latest_years(text, table, data, warnings);
    return data;
}

}  // namespace

namespace {

/// A table with a column an indicator.
Dataset read_wide(const Source& source, const Text& text, const std::vector<PartLook>& looks, Dialect dialect,
                  const LoadOptions& options, const TitleWords& words, std::vector<Problem>& warnings) {
    Faults faults;
    const std::size_t skipped = text.original() ? 0 : options.skip_rows;
    const Layout layout = read_layout(text, dialect, words, skipped, faults, warnings);
    const Rows rows(text.characters(), layout.rows_begin, dialect.separator, looks);
    if (!options.decimal && may_have_decimal_commas(dialect.separator)) {
        std::vector<bool> is_number;
        for (const ColumnRole role : layout.columns) is_number.push_back(holds_numbers(role));
        dialect.decimal = find_decimal_mark(text, layout.rows_begin, dialect.separator, is_number, warnings);
    }
    const NamedRows dropped(options.drop);
    const Table table{text.characters(),
                      source.bytes,
                      dialect,
                      options.missing_codes,
                      options.pass_over_flags,
                      words.index(),
                      layout,
                      rows,
                      dropped};
    if (rows.size() == 0) raise_if_any(faults, text, table);
    if (rows.size() == 0) refuse(source.name, said("no rows below the header, expected one for each unit"));
    Dataset data = read_rows(text, table, options, faults, warnings);
    data.file = source.name;
    data.indicator_locations = locate_indicators(text, layout);
    return data;
}

/// A table in any shape whose keys have columns of their own.
Dataset read_shaped(const Source& source, const Text& text, const std::vector<PartLook>& looks, Dialect dialect,
                    const LoadOptions& options, const TitleWords& words, std::vector<Problem>& warnings) {
    const std::optional<WideTable> wide = made_wide(text, dialect, words, options, warnings);
    if (!wide) return read_wide(source, text, looks, dialect, options, words, warnings);
    dialect.begin = 0;
    const Text made(text, wide->characters, wide->pieces);
    return read_wide({source.name, wide->characters}, made, look_at_parts(wide->characters), dialect, options, words,
                     warnings);
}

Dataset read_table(const Source& source, const Text& text, const std::vector<PartLook>& looks, Dialect dialect,
                   const LoadOptions& options, const Index& index, std::vector<Problem>& warnings) {
    const TitleWords words(index, options.columns);
    const std::optional<PartedTable> parted = with_parted_keys(text, dialect, words, options, warnings);
    if (!parted) return read_shaped(source, text, looks, dialect, options, words, warnings);
    dialect.begin = 0;
    const Text made(text, parted->characters, parted->pieces);
    return read_shaped({source.name, parted->characters}, made, look_at_parts(parted->characters), dialect,
                       parted->options, words, warnings);
}

}  // namespace

bool is_table_for(const Text& sheet, const LoadOptions& options, const Index& index) {
    const TitleWords words(index, options.columns);
    const Dialect dialect{.separator = cell_end};
    return has_titles(sheet, dialect, words) || is_in_other_shape(sheet, dialect, words, options) ||
           has_joined_keys(sheet, dialect);
}

Dataset read_delimited(const Source& source, const LoadOptions& options, char separator, const Index& index,
                       std::vector<Problem>& warnings) {
    const Decoded decoded = decode(source, options.encoding, Fallback::gb18030, warnings);
    const Text text(source.name, decoded.characters());
    if (next_row(text.characters(), 0) == text.characters().size()) refuse(source.name, said("the file is empty"));
    refuse_markup(text);
    const Dialect dialect = find_dialect(text, options, separator, warnings);
    return read_table(source, text, decoded.looks, dialect, options, index, warnings);
}

Dataset read_sheet(const std::string& file, const SheetText& sheet, const LoadOptions& options, const Index& index,
                   std::vector<Problem>& warnings) {
    const Source source{file, sheet.characters};
    const Text text(file, sheet.name, source.bytes);
    if (next_row(text.characters(), 0) == text.characters().size()) {
        refuse(said("{}: sheet {}", file, sheet.name), said("the sheet is empty"));
    }
    const Dialect dialect{.separator = cell_end};
    return read_table(source, text, look_at_parts(source.bytes), dialect, options, index, warnings);
}

}  // namespace iiindex::detail
