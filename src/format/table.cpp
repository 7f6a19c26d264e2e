#include "format/writers.hpp"

#include <algorithm>
#include <ostream>

#include <iiindex/text.hpp>

#include "format/cell.hpp"
#include "format/layout.hpp"
#include "format/rows.hpp"
#include "ground/catalogue.hpp"
#include "text/commas.hpp"
#include "text/wrap.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t titles_named = 6;  // of columns that there was no room for

constexpr std::string_view bold = "\033[1m";
constexpr std::string_view dim = "\033[2m";
constexpr std::string_view reset = "\033[0m";

/// A cell's text and the escape sequence that colours it.
struct StyledText {
    std::string text;
    std::string_view style;
};

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

/// A cell broken over lines, all as far in as the first.
struct CellLines {
    std::size_t indent = 0;
    std::vector<std::string_view> lines;
    std::size_t begin = 0;  ///< the row's line on which it begins

    std::string_view operator[](std::size_t y) const {
        return y >= begin && y - begin < lines.size() ? lines[y - begin] : std::string_view();
    }
};

CellLines broken(std::string_view text, std::size_t width) {
    const std::size_t indent = std::min(indent_of(text), width - std::min<std::size_t>(width, 1));
    return {.indent = indent, .lines = wrap(text.substr(indent_of(text)), width - indent)};
}

void append_line(fmt::memory_buffer& out, const std::vector<StyledText>& row, const std::vector<CellLines>& cells,
                 std::size_t y, const TableLayout& layout) {
    Line line(out);
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string_view text = cells[i][y];
        const std::size_t used = cells[i].indent + display_width(text);
        const std::size_t padding = layout.widths[i] - std::min(layout.widths[i], used);
        line.skip((i > 0 ? layout.gap : 0) + cells[i].indent);
        if (layout.numeric[i]) line.skip(padding);
        line.add(text, row[i].style);
        if (!layout.numeric[i]) line.skip(padding);
    }
    line.end();
}

void append_row(fmt::memory_buffer& out, const std::vector<StyledText>& row, const TableLayout& layout, Anchor anchor) {
    std::vector<CellLines> cells;
    std::size_t height = 1;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const bool is_title = anchor == Anchor::bottom;
        cells.push_back(
            broken(row[i].text, is_title ? balanced_width(row[i].text, layout.widths[i]) : layout.widths[i]));
        height = std::max(height, cells.back().lines.size());
    }
    if (anchor == Anchor::bottom)
        for (CellLines& cell : cells) cell.begin = height - cell.lines.size();
    for (std::size_t y = 0; y < height; ++y) append_line(out, row, cells, y, layout);
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

void append_header(fmt::memory_buffer& out, const Table& table, const TableLayout& layout, bool colour) {
    std::vector<StyledText> titles;
    for (const std::size_t column : layout.columns)
        titles.push_back({printable(table.columns[column].title), colour ? dim : std::string_view()});
    append_row(out, titles, layout, Anchor::bottom);
    for (std::size_t i = layout.width(); i > 0; --i) out.append(std::string_view("─"));
    out.push_back('\n');
}

void append_rows(fmt::memory_buffer& out, const Table& table, const TableLayout& layout,
                 const Presentation& presentation, std::size_t first, std::size_t last) {
    std::vector<StyledText> cells(layout.columns.size());
    for (std::size_t row = first; row < last; ++row) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const Column& column = table.columns[layout.columns[i]];
            const Cell cell = column.cell(row);
            cells[i] = {shown(column, cell, presentation),
                        presentation.colour ? style_of(column, cell) : std::string_view()};
        }
        append_row(out, cells, layout, Anchor::top);
    }
}

/// Says which columns there was no room for, and how to see them.
void append_left_out(fmt::memory_buffer& out, const Table& table, const TableLayout& layout,
                     const Presentation& presentation) {
    std::vector<std::string> titles;
    for (const std::size_t column : layout.left_out) titles.push_back(table.columns[column].title);
    append_paragraph(out,
                     worded(presentation.language,
                            "(No room in {} columns for: {}. A wider terminal, -f markdown or -o FILE.xlsx shows all.)",
                            presentation.width, first_few(titles, titles_named, titles.size(), presentation.language)),
                     presentation.colour ? dim : std::string_view(), presentation);
}

void write_text_table(std::ostream& out, const Table& table, const Presentation& presentation) {
    const TableLayout layout = lay_out(table, presentation);
    fmt::memory_buffer head;
    if (!table.title.empty()) append_title(head, table.title, presentation);
    append_header(head, table, layout, presentation.colour);
    out << view(head);
    write_rows(out, table.rows, presentation.progress,
               [&](fmt::memory_buffer& text, std::size_t first, std::size_t last) {
                   append_rows(text, table, layout, presentation, first, last);
               });
    if (layout.left_out.empty()) return;
    fmt::memory_buffer foot;
    append_left_out(foot, table, layout, presentation);
    out << view(foot);
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
    if (!document.lead.empty()) {
        fmt::memory_buffer text;
        text.append(separator);
        for (const std::string& sentence : document.lead) append_paragraph(text, sentence, {}, presentation);
        out << view(text);
        separator = "\n";
    }
    for (const Table& table : document.tables) {
        if (table.audience == Audience::programs || table.columns.empty()) continue;
        out << separator;
        write_text_table(out, part_for(Audience::people, table), presentation);
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
