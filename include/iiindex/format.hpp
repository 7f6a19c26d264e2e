#pragma once

#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/document.hpp>
#include <iiindex/index.hpp>
#include <iiindex/number.hpp>
#include <iiindex/progress.hpp>

namespace [[gnu::visibility("default")]] iiindex {

enum class Header { name, code };

/// How a document is shown.
struct Presentation {
    Header header = Header::name;
    std::optional<int> digits;   ///< else a column's own in tables, the shortest exact text in csv, tsv, json
    Halves halves = Halves::up;  ///< of numbers that are shown with so many digits
    bool colour = false;
    bool byte_order_mark = false;
    std::size_t width = 0;  ///< of the terminal, in columns; 0: unlimited
    Language language = Language::en;
    Progress progress = {};  ///< of writing the rows of a table
};

/// A format. `write` streams; it throws nothing of its own, a failed stream is the caller's to notice.
struct Formatter {
    std::string_view name;
    std::string_view summary;
    std::string_view extension;  ///< of -o's path: ".csv"; empty: none chooses it
    bool holds_notes;            ///< false: a document's notes must be said elsewhere
    void (*write)(std::ostream&, const Document&, const Presentation&);
    bool is_binary = false;     ///< no text: nothing for a terminal
    bool holds_levels = false;  ///< has room for what `add_levels` adds to a ranking
    /// What it has no room for of a document, a sentence each. Null: it has room for all.
    std::vector<std::string> (*losses)(const Document&, Language) = nullptr;
};

/// Every format, by the name that --format takes: the help, the checks and the tests read this list.
std::span<const Formatter> formatters();
/// The format that a path's extension asks for, if one does.
const Formatter* formatter_of_path(std::string_view path);

}  // namespace iiindex
