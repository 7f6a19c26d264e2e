#include "load/table/made_table.hpp"

#include "load/table/rows.hpp"

namespace iiindex::detail {

void TableWriter::cell(std::string_view characters, std::size_t begin, std::size_t length) {
    begin_cell();
    pieces_.push_back({made_.size(), begin, length});
    made_ += characters;
}

void TableWriter::text(std::string_view characters, std::size_t begin, std::size_t length) {
    begin_cell();
    pieces_.push_back({made_.size(), begin, length});
    append_cell(made_, characters, separator_);
}

void TableWriter::end_row() {
    made_ += '\n';
    is_in_row_ = false;
}

void TableWriter::copy_rows(std::size_t begin, std::size_t end) {
    pieces_.push_back({made_.size(), begin, end - begin});
    made_ += from_.substr(begin, end - begin);
}

}  // namespace iiindex::detail
