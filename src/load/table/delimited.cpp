#include "load/table/delimited.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "ground/catalogue.hpp"
#include "ground/meter.hpp"
#include "ground/parallel.hpp"
#include "load/identity.hpp"
#include "load/periods.hpp"
#include "load/table/cells.hpp"
#include "load/table/checks.hpp"
#include "load/table/dialect.hpp"
#include "load/table/dropped_rows.hpp"
#include "load/table/encoding.hpp"
#include "load/table/header.hpp"
#include "load/table/join_runs.hpp"
#include "load/table/joined.hpp"
#include "load/table/layout.hpp"
#include "load/table/left_out.hpp"
#include "load/table/meanings.hpp"
#include "load/table/named_rows.hpp"
#include "load/table/parted_periods.hpp"
#include "load/table/places.hpp"
#include "load/table/reshape.hpp"
#include "load/table/rows.hpp"
#include "load/table/titles.hpp"
#include "load/table/transposed.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

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

void raise_if_any(const Faults& faults, const Text& text, const LaidOutTable& table) {
    SheetPlaces places(text, table.dialect.separator, table.layout);
    faults.raise_if_any(text, [&](const Fault& fault) { return places.of(fault); });
}

Dataset read_rows(const Text& text, const LaidOutTable& table, const LoadOptions& options, Faults& faults,
                  std::vector<Problem>& warnings) {
    Cells cells(table);
    const std::vector<RowRun>& runs = table.rows.runs();
    std::vector<Block> blocks(runs.size());
    Meter meter(options.progress, table.text.size() - table.layout.rows_begin);
    for_each_number(runs.size(), [&](std::size_t i) {
        blocks[i] = read_run(table, cells, runs[i]);
        meter.add(runs[i].part_end - (i == 0 ? table.layout.rows_begin : runs[i - 1].part_end));
    });
    std::vector<Aside> asides;
    for (auto& block : blocks) {
        faults.append(std::move(block.faults));
        asides.insert(asides.end(), block.asides.begin(), block.asides.end());
    }

    Dataset data;
    data.units = join_units(text, table, blocks, cells, warnings);
    const AlikeLabels periods = join_periods(text, table, blocks, cells, warnings);
    RowRemarks remarks(text, table, warnings);
    for (const Rewritten& unit : join_alike(data.units)) {
        remarks.row(unit.row,
                    said("'{}' is read as '{}'", with_invisible_shown(unit.from), data.units.codes[unit.row]));
    }
    const std::vector<std::size_t> left_out = rows_left_out(table, cells, data.units, asides, options, remarks, faults);
    check_columns(text, table, blocks, left_out, faults, warnings);
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

/// Refuses a table of which nearly all rows are far shorter than the titles, before there is room for what they lack.
void refuse_ragged(const std::string& file, const Text& text, std::size_t rows, std::size_t titles) {
    if (can_be_table(text.characters().size(), rows, titles)) return;
    refuse(file, said("nearly all of the {} rows are far shorter than the {} titles", rows, titles),
           said("a row has a cell for each title"));
}

/// A table in text, and how it is parted.
struct PartedText {
    Source source;
    Text text;
    std::vector<PartLook> looks;
    Dialect dialect;
};

/// A table that was made of another, which must outlive it, and is parted by the same mark.
PartedText made_of(const PartedText& table, MadeTable made) {
    Dialect dialect = table.dialect;
    dialect.begin = 0;
    return {{table.source.name, made.characters},
            Text(table.text, made.characters, std::move(made.pieces)),
            look_at_parts(made.characters),
            dialect};
}

/// A table with a column an indicator.
Dataset read_wide(const PartedText& parted, const LoadOptions& options, const TitleWords& words,
                  std::vector<Problem>& warnings) {
    const auto& [source, text, looks, dialect_of_text] = parted;
    Dialect dialect = dialect_of_text;
    Faults faults;
    const std::size_t skipped = text.original() ? 0 : options.skip_rows;
    const Layout layout = read_layout(text, dialect, words, skipped, faults, warnings);
    const Rows rows(text.characters(), layout.rows_begin, dialect.separator, looks);
    if (!options.decimal && may_have_decimal_commas(dialect.separator)) {
        std::vector<bool> is_number;
        for (const ColumnRole role : layout.columns) is_number.push_back(holds_numbers(role));
        dialect.decimal = find_decimal_mark(text, layout.rows_begin, dialect, is_number, warnings);
    }
    const NamedRows dropped(options.drop);
    const LaidOutTable table{text.characters(),
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
    refuse_ragged(source.name, text, rows.size(), layout.titles.size());
    Dataset data = read_rows(text, table, options, faults, warnings);
    data.file = source.name;
    data.indicator_locations = locate_indicators(text, layout);
    return data;
}

/// A table in any shape whose keys have columns of their own.
Dataset read_shaped(const PartedText& table, const LoadOptions& options, const TitleWords& words,
                    std::vector<Problem>& warnings) {
    std::optional<MadeTable> wide = made_wide(table.text, table.dialect, words, options, warnings);
    if (!wide) wide = made_upright(table.text, table.dialect, words, options, warnings);
    if (wide) return read_wide(made_of(table, *std::move(wide)), options, words, warnings);
    return read_wide(table, options, words, warnings);
}

/// Likewise, of a period perhaps in two columns.
Dataset read_parted(const PartedText& table, const LoadOptions& options, const TitleWords& words,
                    std::vector<Problem>& warnings) {
    if (auto joined = with_joined_periods(table.text, table.dialect, words, options, warnings))
        return read_shaped(made_of(table, *std::move(joined)), options, words, warnings);
    return read_shaped(table, options, words, warnings);
}

Dataset read_table(const PartedText& table, const LoadOptions& options, const TitleWords& words,
                   std::vector<Problem>& warnings) {
    if (auto parted = with_parted_keys(table.text, table.dialect, words, options, warnings))
        return read_shaped(made_of(table, std::move(parted->table)), parted->options, words, warnings);
    if (auto fewer = without_dropped_rows(table.text, table.dialect, words, options, warnings))
        return read_parted(made_of(table, std::move(fewer->table)), fewer->options, words, warnings);
    return read_parted(table, options, words, warnings);
}

bool has_header(const Text& text, const Dialect& dialect, const TitleWords& words, const LoadOptions& options) {
    return has_titles(text, dialect, words) || is_in_other_shape(text, dialect, words, options) ||
           is_transposed(text, dialect, words, options);
}

/// Parts the columns by the one mark with which there are titles, where the first rows do not tell: what stands above a
/// table may have no mark, or others.
void part_by_titles(Dialect& dialect, const Text& text, const TitleWords& words, const LoadOptions& options,
                    std::vector<Problem>& warnings) {
    if (options.delimiter || has_header(text, dialect, words, options)) return;
    std::string found;
    for (const char mark : usual_separators) {
        const Dialect other{.separator = mark, .begin = dialect.begin};
        if (mark != dialect.separator && has_header(text, other, words, options)) found += mark;
    }
    if (found.size() == 1) part_by(found.front(), dialect, text, warnings);
}

/// A table whose cells end with `cell_end`.
Dataset read_cells_of(const Source& source, const Text& text, const LoadOptions& options, const Index& index,
                      std::vector<Problem>& warnings) {
    const Dialect dialect{.separator = cell_end};
    const TitleWords words = words_of(text, dialect, options, index, warnings);
    return read_table({source, text, look_at_parts(source.bytes), dialect}, options, words, warnings);
}

}  // namespace

bool is_table_for(const Text& sheet, const LoadOptions& options, const Index& index) {
    const TitleWords words(index, options.columns);
    const Dialect dialect{.separator = cell_end};
    return has_titles(sheet, dialect, words) || is_in_other_shape(sheet, dialect, words, options) ||
           has_joined_keys(sheet, dialect);
}

bool may_be_table_for(const Text& sheet, const LoadOptions& options, const Index& index) {
    const Dialect dialect{.separator = cell_end};
    std::vector<Problem> unsaid;
    const TitleWords words = words_of(sheet, dialect, options, index, unsaid);
    return has_header(sheet, dialect, words, options);
}

Dataset read_delimited(const Source& source, const LoadOptions& options, char separator, const Index& index,
                       std::vector<Problem>& warnings) {
    const Decoded decoded = decode(source, options.encoding, Fallback::gb18030, warnings);
    const Text text(source.name, decoded.characters());
    if (next_row(text.characters(), 0) == text.characters().size()) refuse(source.name, said("the file is empty"));
    refuse_markup(text);
    Dialect dialect = find_dialect(text, options, separator, warnings);
    part_by_titles(dialect, text, TitleWords(index, options.columns), options, warnings);
    const TitleWords words = words_of(text, dialect, options, index, warnings);
    return read_table({source, text, decoded.looks, dialect}, options, words, warnings);
}

Dataset read_sheet(const std::string& file, const SheetText& sheet, const LoadOptions& options, const Index& index,
                   std::vector<Problem>& warnings) {
    const Source source{file, sheet.characters};
    const Text text(file, sheet.name, source.bytes);
    if (next_row(text.characters(), 0) == text.characters().size()) {
        refuse(said("{}: sheet {}", file, sheet.name), said("the sheet is empty"));
    }
    return read_cells_of(source, text, options, index, warnings);
}

Dataset read_records(const Text& json, const MadeTable& records, const LoadOptions& options, const Index& index,
                     std::vector<Problem>& warnings) {
    const Text text = Text::of_records(json, records.characters, records.pieces);
    return read_cells_of({json.file(), records.characters}, text, options, index, warnings);
}

}  // namespace iiindex::detail
