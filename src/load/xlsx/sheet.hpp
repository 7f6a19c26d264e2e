#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include <iiindex/problem.hpp>

#include "load/xlsx/package.hpp"
#include "load/xlsx/styles.hpp"
#include "load/xlsx/workbook.hpp"

namespace iiindex::detail {

/// What cells refer to.
struct SheetContext {
    const std::vector<std::string>& strings;
    const std::vector<Shown>& styles;
    bool from_1904 = false;
    Reading reading = {};
};

/// Reads the cells of one sheet, row by row, and writes them as the text that Workbook::read gives.
class SheetReader {
public:
    SheetReader(const Package& package, std::string sheet, SheetContext context)
        : package_(package), sheet_(std::move(sheet)), context_(context) {}

    std::string read(const std::string& part, std::vector<Problem>& warnings);
    /// The first rows alone, and of those what can be read.
    std::string read_start(const std::string& part);

private:
    /// A cell that holds something.
    struct Cell {
        std::uint32_t row = 0;  ///< from 0
        std::uint32_t column = 0;
        std::string text;
        bool is_number = false;  ///< whatever it shows it as
    };
    /// Places of a kind, of which the first is named and the others are counted.
    struct Places {
        std::string first;
        std::size_t count = 0;

        void add(const std::string& place) {
            if (count++ == 0) first = place;
        }
    };
    struct MergedRange {
        std::uint32_t row, column, last_row, last_column;
    };

    void read_element(const pugi::xml_node& element);
    void read_row(const pugi::xml_node& row);
    void read_cell(const pugi::xml_node& cell, std::uint32_t row, std::uint32_t& next_column);
    void put_text(const pugi::xml_node& cell, const std::string& place, Cell& read);
    std::string number_text(const pugi::xml_node& cell, std::string_view written, const std::string& place);
    void read_merged(const pugi::xml_node& merged);
    void read_column(const pugi::xml_node& column);
    void refuse_overlaps();
    void fill_merged();
    static bool stands_before(const Cell& a, const Cell& b) {
        return std::pair(a.row, a.column) < std::pair(b.row, b.column);
    }
    void fill(const MergedRange& merged, std::uint32_t last_row, std::vector<Cell>& filled);
    void note_covered(const MergedRange& merged, std::uint32_t row);
    std::string written() const;
    void say(std::vector<Problem>& warnings) const;
    void fault(const std::string& place, std::string what, std::string remedy);
    [[noreturn]] void refuse_sheet(std::string what) const;
    std::string at(const std::string& place) const;

    const Package& package_;
    std::string sheet_;
    SheetContext context_;
    std::vector<Cell> cells_;  ///< by row, then column
    std::uint32_t next_row_ = 0;
    std::uint32_t width_ = 0;
    std::size_t characters_ = 0;  ///< of all cells
    std::vector<MergedRange> merged_;
    std::size_t rows_merged_ = 0;
    Places percents_, scaled_, hidden_rows_, hidden_columns_, filled_, merged_numbers_, covered_, unsaved_;
    std::vector<Problem> problems_;
    std::size_t unlisted_ = 0;
};

}  // namespace iiindex::detail
