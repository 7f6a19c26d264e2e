#include "format/layout.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>

#include <iiindex/text.hpp>

#include "format/cell.hpp"
#include "text/wrap.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t usual_gap = 2;
constexpr std::size_t narrow_gap = 1;
constexpr std::size_t readable = 16;       // to which a text is folded, and not below while a column can be left out
constexpr std::size_t readable_long = 24;  // likewise a text that is a sentence or a sum

/// The widths that a column can have.
struct Extent {
    std::size_t natural = 0;
    std::size_t readable = 0;  ///< with its title folded at words, and its texts to a width that still reads well
    std::size_t least = 0;     ///< with words broken
    bool numeric = false;
    bool is_text = false;  ///< its cells may be folded
};

/// The widest of the column's texts, and the widest word in them.
struct CellWidths {
    std::size_t text = 0;
    std::size_t word = 0;
};

CellWidths cell_widths(const Table& table, const Column& column, bool numeric, const Presentation& presentation) {
    CellWidths widest;
    for (std::size_t row = 0; row < table.rows; ++row) {
        const std::string text = shown(column, column.cell(row), presentation);
        const std::size_t width = display_width(text);
        widest.text = std::max(widest.text, width);
        if (numeric || presentation.width == 0 || width <= widest.word) continue;
        widest.word = std::max(widest.word, indent_of(text) + widest_part(text));
    }
    return widest;
}

Extent extent_of(const Table& table, const Column& column, const Presentation& presentation) {
    Extent extent;
    extent.numeric = is_numeric(table, column);
    extent.is_text = !extent.numeric && column.labels.empty();
    const std::string title = printable(column.title);
    const CellWidths cells = cell_widths(table, column, extent.numeric, presentation);
    extent.natural = std::max(cells.text, display_width(title));
    const std::size_t title_word = widest_part(title);
    const std::size_t folded = extent.is_text
                                   ? std::max(cells.word, std::min(cells.text, column.wraps ? readable_long : readable))
                                   : cells.text;
    extent.readable = std::max(folded, title_word);
    extent.least = extent.is_text ? std::min(cells.text, readable) : cells.text;
    return extent;
}

/// The columns that always stay: all up to the first text, which says whose row it is, and one more.
std::size_t kept(const std::vector<Extent>& extents) {
    const auto name = std::find_if(extents.begin(), extents.end(), [](const Extent& one) { return one.is_text; });
    if (name == extents.end()) return std::min<std::size_t>(2, extents.size());
    return std::min(static_cast<std::size_t>(name - extents.begin()) + 2, extents.size());
}

/// The column to leave out next, by its place among those shown.
std::optional<std::size_t> to_leave_out(const Table& table, const std::vector<std::size_t>& shown, std::size_t keep) {
    for (std::size_t i = shown.size(); i-- > 0;) {
        if (table.columns[shown[i]].spare) return i;
    }
    return shown.back() >= keep ? std::optional(shown.size() - 1) : std::nullopt;
}

/// Narrows the columns to a common limit, each as far as it goes, until they fit or can do no less.
void fold(TableLayout& layout, const std::vector<Extent>& extents, std::size_t Extent::*least, std::size_t width) {
    std::size_t limit = 0;
    layout.widths.clear();
    for (const std::size_t column : layout.columns) {
        layout.widths.push_back(extents[column].natural);
        limit = std::max(limit, extents[column].natural);
    }
    for (; layout.width() > width && limit > 1; --limit) {
        for (std::size_t i = 0; i < layout.columns.size(); ++i) {
            const Extent& extent = extents[layout.columns[i]];
            layout.widths[i] = std::min(extent.natural, std::max(extent.*least, limit - 1));
        }
    }
}

/// Whether what is shown fits with words whole, with the usual gap or a narrower one.
bool fits(TableLayout& layout, const std::vector<Extent>& extents, std::size_t width) {
    for (const std::size_t gap : {usual_gap, narrow_gap}) {
        layout.gap = gap;
        fold(layout, extents, &Extent::readable, width);
        if (layout.width() <= width) return true;
    }
    return false;
}

/// Of columns that are too wide even with their words broken: what the texts have to make do with.
void squeeze(TableLayout& layout, const std::vector<Extent>& extents, std::size_t width) {
    fold(layout, extents, &Extent::least, width);
    while (layout.width() > width) {
        const auto widest = std::max_element(layout.widths.begin(), layout.widths.end());
        if (*widest <= 1) return;
        --*widest;
    }
}

}  // namespace

std::size_t indent_of(std::string_view text) { return std::min(text.find_first_not_of(' '), text.size()); }

std::size_t TableLayout::width() const {
    return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
}

TableLayout lay_out(const Table& table, const Presentation& presentation) {
    std::vector<Extent> extents;
    for (const Column& column : table.columns) extents.push_back(extent_of(table, column, presentation));
    TableLayout layout;
    layout.columns.resize(table.columns.size());
    std::iota(layout.columns.begin(), layout.columns.end(), std::size_t{0});
    for (const Extent& extent : extents) layout.widths.push_back(extent.natural);
    if (const std::size_t width = presentation.width; width > 0) {
        while (!fits(layout, extents, width)) {
            const auto next = to_leave_out(table, layout.columns, kept(extents));
            if (!next) {
                squeeze(layout, extents, width);
                break;
            }
            layout.left_out.push_back(layout.columns[*next]);
            layout.columns.erase(layout.columns.begin() + static_cast<std::ptrdiff_t>(*next));
        }
        std::sort(layout.left_out.begin(), layout.left_out.end());
    }
    for (const std::size_t column : layout.columns) layout.numeric.push_back(extents[column].numeric);
    return layout;
}

}  // namespace iiindex::detail
