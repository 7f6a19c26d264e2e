#include "load/xlsx/sheet.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "load/table/places.hpp"
#include "load/table/rows.hpp"
#include "load/xlsx/strings.hpp"
#include "load/xlsx/workbook.hpp"
#include "load/xlsx/xml.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::uint32_t most_rows = 1'048'576, most_columns = 16'384;  // of the format
constexpr std::size_t most_places = std::size_t{1} << 28;              // of the table that is made of them
constexpr std::size_t most_characters = std::size_t{1} << 30;  // of its cells: a few long texts may be everywhere
constexpr std::size_t most_filled = 1'000'000;
constexpr std::size_t enough_for_titles = std::size_t{1} << 20;  // bytes of a part
constexpr std::size_t most_problems = 100;

std::optional<std::uint32_t> whole(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// The row and column, from 0, of a reference like "D7".
std::optional<std::pair<std::uint32_t, std::uint32_t>> place_of(std::string_view reference) {
    std::size_t letters = 0;
    std::uint32_t column = 0;
    for (; letters < reference.size() && letters < 4; ++letters) {
        const char c = ascii_lower(reference[letters]);
        if (c < 'a' || c > 'z') break;
        column = column * 26 + static_cast<std::uint32_t>(c - 'a') + 1;
    }
    const auto row = whole(reference.substr(letters));
    if (letters == 0 || !row || *row < 1 || *row > most_rows || column > most_columns) return std::nullopt;
    return std::pair(*row - 1, column - 1);
}

std::string reference(std::uint32_t row, std::uint32_t column) {
    return column_letters(column) + std::to_string(row + 1);
}

bool is_number(std::string_view text) {
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && at == end;
}

bool is_wanted(std::string_view name) { return name == "row" || name == "mergeCell" || name == "col"; }

/// Where the last row ends of the start of a part.
std::size_t end_of_rows(std::string_view text) {
    constexpr std::string_view tag = "row>";
    for (std::size_t at = text.size(); (at = text.substr(0, at).rfind(tag)) != text.npos;) {
        const std::size_t open = text.substr(0, at).rfind('<');
        if (open != text.npos && text.substr(open, 2) == "</") return at + tag.size();
    }
    return 0;
}

}  // namespace

std::string SheetReader::at(const std::string& place) const {
    return said("{}: sheet {}, {}", package_.file(), sheet_, place);
}

void SheetReader::fault(const std::string& place, std::string what, std::string remedy) {
    if (problems_.size() >= most_problems) {
        ++unlisted_;
        return;
    }
    problems_.push_back({.where = {at(place)}, .what = std::move(what), .remedy = std::move(remedy)});
}

void SheetReader::refuse_sheet(std::string what) const {
    throw InputError(Problem{.where = {said("{}: sheet {}", package_.file(), sheet_)},
                             .what = std::move(what),
                             .remedy = said("open the workbook in a spreadsheet and save it again")});
}

std::string SheetReader::read(const std::string& part, std::vector<Problem>& warnings) {
    for_elements(package_, part, package_.read(part), is_wanted,
                 [&](const pugi::xml_node& element) { read_element(element); });
    if (!problems_.empty()) throw InputError(gathered(std::move(problems_)), unlisted_);
    fill_merged();
    say(warnings);
    return written();
}

std::string SheetReader::read_start(const std::string& part) {
    const std::string text = package_.read(part, enough_for_titles);
    const bool is_whole = text.size() < enough_for_titles;
    for_elements(
        package_, part, std::string_view(text).substr(0, is_whole ? text.npos : end_of_rows(text)), is_wanted,
        [&](const pugi::xml_node& element) { read_element(element); }, is_whole);
    return written();
}

void SheetReader::read_element(const pugi::xml_node& element) {
    const std::string_view name = local_name(element.name());
    if (name == "row") read_row(element);
    if (name == "mergeCell") read_merged(element);
    if (name == "col") read_column(element);
}

void SheetReader::read_row(const pugi::xml_node& row) {
    const std::string_view stated = row.attribute("r").value();
    const auto number = stated.empty() ? std::optional(next_row_ + 1) : whole(stated);
    if (!number || *number < 1 || *number > most_rows) refuse_sheet(said("there is no row '{}'", stated));
    if (*number <= next_row_) refuse_sheet(said("row {} comes again or after a later one", *number));
    next_row_ = *number;
    if (row.attribute("hidden").as_bool()) hidden_rows_.add(said("row {}", *number));
    std::uint32_t next_column = 0;
    for (const auto& cell : row.children()) {
        if (local_name(cell.name()) == "c") read_cell(cell, *number - 1, next_column);
    }
}

void SheetReader::read_cell(const pugi::xml_node& cell, std::uint32_t row, std::uint32_t& next_column) {
    const std::string_view stated = cell.attribute("r").value();
    const auto place = stated.empty() ? std::optional(std::pair(row, next_column)) : place_of(stated);
    if (!place || place->first != row) refuse_sheet(said("row {} has no cell '{}'", row + 1, stated));
    if (place->second < next_column) refuse_sheet(said("cell {} comes again or after a later one", stated));
    if (place->second >= most_columns) refuse_sheet(said("row {} has more than {} cells", row + 1, most_columns));
    next_column = place->second + 1;
    Cell read{row, place->second, {}};
    put_text(cell, reference(row, place->second), read);
    if (read.text.empty()) return;
    width_ = std::max(width_, next_column);
    characters_ += read.text.size();
    if (characters_ > most_characters) refuse_sheet(said("its cells hold more text than any table does"));
    cells_.push_back(std::move(read));
}

void SheetReader::put_text(const pugi::xml_node& cell, const std::string& place, Cell& read) {
    const std::string_view type = cell.attribute("t").value();
    const std::string_view value = child_named(cell, "v").text().get();
    if (type == "inlineStr") {
        read.text = string_text(child_named(cell, "is"));
    } else if (value.empty()) {
        const pugi::xml_node formula = child_named(cell, "f");
        const bool is_unsaved = formula && type != "str";
        if (is_unsaved && context_.reading.takes_unsaved) {
            unsaved_.add(place);
        } else if (is_unsaved) {
            fault(place, said("a formula without a saved value: '={}'", formula.text().get()),
                  said("open the workbook in a spreadsheet and save it: it then holds the values too"));
        }
    } else if (type == "s") {
        const auto number = whole(value);
        if (number && *number < context_.strings.size())
            read.text = context_.strings[*number];
        else
            fault(place, said("there is no text number '{}' in the workbook", value), said("save the workbook again"));
    } else if (type == "b") {
        read.text = value == "1" || value == "true" ? "TRUE" : "FALSE";
    } else if (type == "str" || type == "e" || type == "d") {
        read.text = unescaped(value);
    } else {
        read.text = number_text(cell, value, place);
        read.is_number = true;
    }
}

std::string SheetReader::number_text(const pugi::xml_node& cell, std::string_view written, const std::string& place) {
    double number = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
    if (error != std::errc() || end != written.data() + written.size() || !std::isfinite(number)) {
        fault(place, said("'{}' is no number", written), said("mend the cell and save the workbook again"));
        return {};
    }
    const auto style = cell.attribute("s").as_uint();
    const Shown shown = style < context_.styles.size() ? context_.styles[style] : Shown::number;
    if (shown == Shown::either) {
        fault(place, said("shown as percent or not by how large it is"),
              said("give the column one format and save the workbook again"));
        return {};
    }
    if (shown == Shown::percent) {
        percents_.add(place);
        return percent_text(number) + "%";
    }
    if (shown == Shown::scaled) scaled_.add(place);
    const std::string date = shown == Shown::date ? date_text(number, context_.from_1904) : "";
    return date.empty() ? shortest(number) : date;
}

void SheetReader::read_merged(const pugi::xml_node& merged) {
    const std::string_view range = merged.attribute("ref").value();
    const std::size_t colon = range.find(':');
    const auto first = place_of(range.substr(0, colon));
    const auto last = colon == range.npos ? first : place_of(range.substr(colon + 1));
    if (!first || !last || last->first < first->first) refuse_sheet(said("there are no cells '{}' to merge", range));
    if (last->second < first->second) refuse_sheet(said("there are no cells '{}' to merge", range));
    if (*last != *first) merged_.push_back({first->first, first->second, last->first, last->second});
}

void SheetReader::read_column(const pugi::xml_node& column) {
    if (!column.attribute("hidden").as_bool()) return;
    const std::uint32_t first = std::min(column.attribute("min").as_uint(), most_columns);
    if (first > 0) hidden_columns_.add(said("column {}", column_letters(first - 1)));
}

/// No two of the merged ranges have a cell in common, or nobody knows what stands there.
void SheetReader::refuse_overlaps() {
    std::sort(merged_.begin(), merged_.end(), [](const MergedRange& a, const MergedRange& b) {
        return std::pair(a.row, a.column) < std::pair(b.row, b.column);
    });
    std::map<std::uint32_t, const MergedRange*>
        open;  // by first column; none of them has columns in common with another
    for (const MergedRange& merged : merged_) {
        auto at = open.upper_bound(merged.last_column);
        while (at != open.begin() && std::prev(at)->second->last_column >= merged.column) {
            const MergedRange& other = *std::prev(at)->second;
            if (other.last_row >= merged.row)
                refuse_sheet(said("the cells merged at {} and at {} overlap", reference(other.row, other.column),
                                  reference(merged.row, merged.column)));
            at = open.erase(std::prev(at));
        }
        open[merged.column] = &merged;
    }
}

/// Cells of a row that a spreadsheet does not show, as others are merged over them.
void SheetReader::note_covered(const MergedRange& merged, std::uint32_t row) {
    auto cell = std::lower_bound(cells_.begin(), cells_.end(), Cell{row, merged.column, {}}, stands_before);
    for (; cell != cells_.end() && cell->row == row && cell->column <= merged.last_column; ++cell) {
        if (row != merged.row || cell->column != merged.column) covered_.add(reference(row, cell->column));
    }
}

/// A text that stands in one cell for several rows stands in each of them. A number does not: whose it is nobody said.
void SheetReader::fill(const MergedRange& merged, std::uint32_t last_row, std::vector<Cell>& filled) {
    const auto found =
        std::lower_bound(cells_.begin(), cells_.end(), Cell{merged.row, merged.column, {}}, stands_before);
    const bool is_filled = found != cells_.end() && found->row == merged.row && found->column == merged.column;
    const bool is_text = is_filled && !found->is_number && !is_number(found->text);
    if (is_filled && !is_text) merged_numbers_.add(reference(merged.row, merged.column));
    if (is_text && merged.last_row > merged.row) filled_.add(reference(merged.row, merged.column));
    note_covered(merged, merged.row);
    for (std::uint32_t row = merged.row + 1; row <= std::min(merged.last_row, last_row); ++row) {
        note_covered(merged, row);
        if (is_text) filled.push_back({row, merged.column, found->text});
        if (++rows_merged_ > most_filled) refuse_sheet(said("more cells are merged than any table has"));
        if (is_text) characters_ += found->text.size();
        if (characters_ > most_characters) refuse_sheet(said("its cells hold more text than any table does"));
    }
}

void SheetReader::fill_merged() {
    if (merged_.empty()) return;
    refuse_overlaps();
    std::vector<Cell> filled;
    const std::uint32_t last_row = cells_.empty() ? 0 : cells_.back().row;
    for (const MergedRange& merged : merged_) fill(merged, last_row, filled);
    cells_.insert(cells_.end(), std::make_move_iterator(filled.begin()), std::make_move_iterator(filled.end()));
    std::stable_sort(cells_.begin(), cells_.end(), stands_before);
    const auto is_same = [](const Cell& a, const Cell& b) { return a.row == b.row && a.column == b.column; };
    cells_.erase(std::unique(cells_.begin(), cells_.end(), is_same), cells_.end());
}

std::string SheetReader::written() const {
    const std::size_t rows = cells_.empty() ? 0 : cells_.back().row + std::size_t{1};
    if (rows * width_ > most_places) refuse_sheet(said("a table of {} rows and {} columns is too large", rows, width_));
    std::string text;
    std::size_t row = 0;
    for (auto cell = cells_.begin(); cell != cells_.end(); ++row) {
        if (cell->row == row) {
            for (std::uint32_t column = 0; column < width_; ++column) {
                if (column > 0) text += cell_end;
                if (cell != cells_.end() && cell->row == row && cell->column == column)
                    append_cell(text, (cell++)->text, cell_end);
            }
        }
        text += '\n';
    }
    return text;
}

void SheetReader::say(std::vector<Problem>& warnings) const {
    const auto add = [&](const Places& places, std::string_view what) {
        if (places.count == 0) return;
        const std::string all =
            places.count == 1 ? places.first : said("{} and {} more", places.first, places.count - 1);
        warnings.push_back(
            {.where = {said("{}: sheet {}", package_.file(), sheet_)}, .what = said("{}: {}", all, what)});
    };
    add(hidden_rows_, said("hidden, and read all the same"));
    add(hidden_columns_, said("hidden, and read all the same"));
    add(percents_, said("shown as percent, and read so"));
    add(scaled_, said("shown in another power of ten or with words, and read as the number that the cell holds"));
    if (context_.reading.says_merged) add(filled_, said("merged over several rows, and read as standing in each"));
    if (context_.reading.says_merged)
        add(merged_numbers_, said("a number merged over several cells, and read in the first alone"));
    add(unsaved_, said("a formula without a saved value, and read as an empty cell"));
    add(covered_, said("covered by merged cells, and read all the same"));
}

}  // namespace iiindex::detail
