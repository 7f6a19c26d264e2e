#include "format/writers.hpp"

#include <algorithm>
#include <numeric>
#include <ostream>

#include <iiindex/text.hpp>

#include "format/cell.hpp"
#include "format/rows.hpp"
#include "text/wrap.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 8;  // to which a column is narrowed by breaking its text

constexpr std::string_view bold = "\033[1m";
constexpr std::string_view dim = "\033[2m";
constexpr std::string_view reset = "\033[0m";

/// A cell's text and the escape sequence that colours it.
struct StyledText {
    std::string text;
    std::string_view style;
};

struct Layout {
    std::vector<std::size_t> widths;
    std::vector<bool> numeric;
};

std::size_t total(const std::vector<std::size_t>& widths) {
    return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
}

/// The style of a labelled number: the best ones stand out.
std::string_view style_of(const Column& column, const Cell& cell) {
    if (!label_of(column, cell)) return {};
    switch (std::get<std::int64_t>(cell)) {
        case 1: return "\033[32m";
        case 2: return "\033[36m";
        case 3: return "\033[33m";
        default: return {};
    }
}

/// One line of output. Blanks are written only once something follows them, so that no line ends in one.
class Line {
public:
    explicit Line(fmt::memory_buffer& out) : out_(out) {}

    void skip(std::size_t columns) { blanks_ += columns; }

    void add(std::string_view text, std::string_view style) {
        const std::size_t end = text.find_last_not_of(' ') + 1;
        if (end > 0) {
            fmt::format_to(fmt::appender(out_), "{:{}}{}{}", "", blanks_, style, text.substr(0, end));
            blanks_ = 0;
            if (!style.empty()) out_.append(reset);
        }
        blanks_ += text.size() - end;
    }

    void end() { out_.push_back('\n'); }

private:
    fmt::memory_buffer& out_;
    std::size_t blanks_ = 0;
};

/// Where a cell stands in a row that others make several lines high.
enum class Anchor { top, bottom };

/// A cell broken over lines.
struct CellLines {
    std::vector<std::string_view> lines;
    std::size_t begin = 0;  ///< the row's line on which it begins

    std::string_view operator[](std::size_t y) const {
        return y >= begin && y - begin < lines.size() ? lines[y - begin] : std::string_view();
    }
};

void append_line(fmt::memory_buffer& out, const std::vector<StyledText>& row, const std::vector<CellLines>& cells,
                 std::size_t y, const Layout& layout) {
    Line line(out);
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string_view text = cells[i][y];
        const std::size_t padding = layout.widths[i] - std::min(layout.widths[i], display_width(text));
        if (i > 0) line.skip(gap);
        if (layout.numeric[i]) line.skip(padding);
        line.add(text, row[i].style);
        if (!layout.numeric[i]) line.skip(padding);
    }
    line.end();
}

void append_row(fmt::memory_buffer& out, const std::vector<StyledText>& row, const Layout& layout, Anchor anchor) {
    std::vector<CellLines> cells;
    std::size_t height = 1;
    for (std::size_t i = 0; i < row.size(); ++i) {
        cells.push_back({wrap(row[i].text, layout.widths[i])});
        height = std::max(height, cells.back().lines.size());
    }
    if (anchor == Anchor::bottom)
        for (CellLines& cell : cells) cell.begin = height - cell.lines.size();
    for (std::size_t y = 0; y < height; ++y) append_line(out, row, cells, y, layout);
}

/// A column's natural width, and the least that it can do with by breaking its title (and its text, if it
/// wraps) over lines.
struct Extent {
    std::size_t natural = 0;
    std::size_t least = 0;
};

Extent extent(const Table& table, const Column& column, const Presentation& presentation) {
    const std::string title = printable(column.title);
    std::size_t cells = 0;
    for (std::size_t row = 0; row < table.rows; ++row)
        cells = std::max(cells, display_width(shown(column, column.cell(row), presentation)));
    const std::size_t natural = std::max(cells, display_width(title));
    const std::size_t least = std::max({narrowest, widest_part(title), column.wraps ? 0 : cells});
    return {natural, std::min(natural, least)};
}

/// Narrows the columns to a common limit, each as far as it goes, until the table fits or can do no less.
void fit(std::vector<std::size_t>& widths, const std::vector<Extent>& extents, std::size_t width) {
    std::size_t limit = *std::max_element(widths.begin(), widths.end());
    while (total(widths) > width && limit > narrowest) {
        --limit;
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(extents[i].least, std::min(extents[i].natural, limit));
    }
}

Layout lay_out(const Table& table, const Presentation& presentation) {
    Layout layout;
    std::vector<Extent> extents;
    for (const Column& column : table.columns) {
        extents.push_back(extent(table, column, presentation));
        layout.widths.push_back(extents.back().natural);
        layout.numeric.push_back(is_numeric(table, column));
    }
    if (presentation.width > 0) fit(layout.widths, extents, presentation.width);
    return layout;
}

void append_paragraph(fmt::memory_buffer& out, std::string_view text, std::string_view style,
                      const Presentation& presentation) {
    const std::string safe = printable(text);
    for (const std::string_view part : wrap(safe, presentation.width)) {
        Line line(out);
        line.add(part, style);
        line.end();
    }
}

void append_title(fmt::memory_buffer& out, std::string_view title, const Presentation& presentation) {
    append_paragraph(out, title, presentation.colour ? bold : std::string_view(), presentation);
}

void append_header(fmt::memory_buffer& out, const Table& table, const Layout& layout, bool colour) {
    std::vector<StyledText> titles;
    for (const Column& column : table.columns)
        titles.push_back({printable(column.title), colour ? dim : std::string_view()});
    append_row(out, titles, layout, Anchor::bottom);
    for (std::size_t i = total(layout.widths); i > 0; --i) out.append(std::string_view("─"));
    out.push_back('\n');
}

void append_rows(fmt::memory_buffer& out, const Table& table, const Layout& layout, const Presentation& presentation,
                 std::size_t first, std::size_t last) {
    std::vector<StyledText> cells(table.columns.size());
    for (std::size_t row = first; row < last; ++row) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const Column& column = table.columns[i];
            const Cell cell = column.cell(row);
            cells[i] = {shown(column, cell, presentation),
                        presentation.colour ? style_of(column, cell) : std::string_view()};
        }
        append_row(out, cells, layout, Anchor::top);
    }
}

void write_one(std::ostream& out, const Table& table, const Presentation& presentation) {
    const Layout layout = lay_out(table, presentation);
    fmt::memory_buffer head;
    if (!table.title.empty()) append_title(head, table.title, presentation);
    append_header(head, table, layout, presentation.colour);
    out << view(head);
    write_rows(out, table.rows, presentation.progress,
               [&](fmt::memory_buffer& text, std::size_t first, std::size_t last) {
                   append_rows(text, table, layout, presentation, first, last);
               });
}

}  // namespace

void write_table(std::ostream& out, const Document& document, const Presentation& presentation) {
    std::string_view separator;
    if (!document.title.empty()) {
        fmt::memory_buffer title;
        append_title(title, document.title, presentation);
        out << view(title);
        separator = "\n";
    }
    for (const Table& table : document.tables) {
        if (table.audience == Audience::programs || table.columns.empty()) continue;
        out << separator;
        write_one(out, part_for(Audience::people, table), presentation);
        separator = "\n";
    }
    for (const std::string& note : document.notes) {
        fmt::memory_buffer text;
        text.append(separator);
        append_paragraph(text, note, {}, presentation);
        out << view(text);
        separator = "\n";
    }
}

}  // namespace iiindex::detail
