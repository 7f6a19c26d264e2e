#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace [[gnu::visibility("default")]] iiindex {

/// One place of a table: nothing, a text, a whole number, or a number.
using Cell = std::variant<std::monostate, std::string_view, std::int64_t, double>;

/// Whom a part of a document is for: people read tables and markdown, programs csv, tsv and json.
enum class Audience { all, people, programs };

/// Makes the cells of consecutive rows, from `first` on.
using MakeCells = std::function<void(std::size_t first, std::span<Cell> cells)>;

/// Makes those of a column that holds numbers alone; a missing one is an absent cell.
using MakeNumbers = std::function<void(std::size_t first, std::span<double> numbers)>;

/// What people are to fill in in the cells of a column, for a format in which they do.
struct Entry {
    std::string about = {};               ///< said of the title
    std::vector<std::string> words = {};  ///< if any, a cell is one of these
    std::optional<double> least = {};     ///< if given, a cell is a number of at least this
};

/// A column of a table. Its cells are made when they are asked for, so that a table of ten million rows
/// costs nothing before it is written; several threads may ask at once, and more than once for a cell. A text
/// lives as long as the column.
struct Column {
    std::string code;   ///< ASCII, stable: JSON's key, CSV's header with --header code
    std::string title;  ///< in the reader's language
    std::variant<MakeCells, MakeNumbers> cells;
    int digits = 1;                        ///< decimals in a table
    std::vector<double> cuts = {};         ///< no number is shown as if it stood on the other side of one
    std::vector<std::string> labels = {};  ///< if any: a whole number k is shown to people as labels[k - 1]
    bool wraps = false;                    ///< a long text that may be broken over lines
    bool spare = false;                    ///< the first to be left out where a terminal is too narrow
    Audience audience = Audience::all;
    std::function<std::string(std::size_t row)> remark = {};  ///< on a cell, where a format can show one; may be empty
    std::optional<Entry> entry = {};

    Cell cell(std::size_t row) const {
        if (const auto* make = std::get_if<MakeNumbers>(&cells)) {
            double number = 0;
            (*make)(row, {&number, 1});
            return number;
        }
        Cell one;
        std::get<MakeCells>(cells)(row, {&one, 1});
        return one;
    }
};

struct Table {
    std::string code;  ///< JSON's key
    std::string title;
    std::size_t rows = 0;
    std::vector<Column> columns;
    Audience audience = Audience::all;
};

/// What a command has to say. CSV and TSV hold the main table, JSON all tables that are not for people alone.
struct Document {
    std::string code;  ///< the command: JSON's "format" is "iiindex/<code>/1"
    std::string title;
    std::vector<std::pair<std::string, Cell>> facts;  ///< about the whole, for JSON
    std::vector<std::string> lead;                    ///< sentences that people read before the tables
    std::vector<Table> tables;                        ///< in the order in which people read them
    std::size_t main = 0;
    std::vector<std::string> notes;  ///< below the tables
};

}  // namespace iiindex
