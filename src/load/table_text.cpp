#include "load/table_text.hpp"

#include <utility>

#include "ground/catalogue.hpp"
#include "load/table/header.hpp"
#include "load/table/rows.hpp"
#include "load/table/titles.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {

TableText::TableText(const Source& source, const LoadOptions& options, char separator_by_format,
                     std::vector<Problem>& warnings)
    : decoded_(decode(source, options.encoding, Fallback::gb18030, warnings)),
      text_(source.name, decoded_.characters()),
      says_decimal_(options.decimal.has_value()) {
    if (next_row(text_.characters(), 0) == text_.characters().size()) refuse(source.name, said("the file is empty"));
    refuse_markup(text_);
    dialect_ = find_dialect(text_, options, separator_by_format, warnings);
}

TableText::TableText(const std::string& file, SheetText sheet)
    : sheet_(std::move(sheet)), text_(file, sheet_.name, sheet_.characters), dialect_{.separator = cell_end} {
    if (next_row(text_.characters(), 0) == text_.characters().size()) {
        refuse(said("{}: sheet {}", file, sheet_.name), said("the sheet is empty"));
    }
}

TableText::TableText(const Text& json, MadeTable records)
    : records_(std::move(records.characters)),
      text_(Text::of_records(json, records_, std::move(records.pieces))),
      dialect_{.separator = cell_end} {}

std::vector<CellRow> TableText::rows(std::string (*shown)(std::string_view), Faults& faults, std::size_t most) const {
    auto rows = read_cells(text_.characters(), dialect_.separator, shown, faults, most);
    std::erase_if(rows, [&](const CellRow& row) { return row.cells.front().begin < dialect_.begin; });
    return rows;
}

void TableText::find_decimal(std::vector<Problem>& warnings) {
    if (says_decimal_ || !may_have_decimal_commas(dialect_.separator)) return;
    std::size_t widest = 0;
    for (std::size_t at = dialect_.begin; at < text_.characters().size();) {
        const auto fields = scan_row(text_.characters(), at, dialect_.separator);
        widest = std::max(widest, fields.size());
        at = fields.back().next;
    }
    const std::vector<bool> any(widest, true);
    dialect_.decimal = find_decimal_mark(text_, dialect_.begin, dialect_, any, warnings);
}

std::string text_of_cell(std::string_view content) { return cleaned(unguarded(trimmed(content))); }

}  // namespace iiindex::detail
