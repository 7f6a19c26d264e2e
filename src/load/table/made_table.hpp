#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <iiindex/bytes.hpp>

#include "load/text.hpp"

namespace iiindex::detail {

/// A table made of another text, and where its cells stood there.
struct MadeTable {
    Bytes characters;
    std::vector<Piece> pieces;
};

/// Writes a table of cells of another text, row by row.
class TableWriter {
public:
    /// from        the text that cells are copied of
    /// separator   of the table that is made; that of the cells that are copied
    TableWriter(std::string_view from, char separator) : from_(from), separator_(separator) {}

    /// A cell as it stands, quotes included.
    void copy(std::size_t begin, std::size_t length) { cell(from_.substr(begin, length), begin, length); }
    /// Other characters, as they are to stand, in the place of a run.
    void cell(std::string_view characters, std::size_t begin, std::size_t length);
    /// A text in the place of a run, in quotes where it needs them.
    void text(std::string_view characters, std::size_t begin, std::size_t length);
    void empty_cell() { begin_cell(); }
    void end_row();
    /// Whole rows, their ends included.
    void copy_rows(std::size_t begin, std::size_t end);

    MadeTable finish() && { return {Bytes(std::move(made_)), std::move(pieces_)}; }

private:
    void begin_cell() {
        if (std::exchange(is_in_row_, true)) made_ += separator_;
    }

    std::string_view from_;
    char separator_;
    bool is_in_row_ = false;
    std::string made_;
    std::vector<Piece> pieces_;
};

}  // namespace iiindex::detail
