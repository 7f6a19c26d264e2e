#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/problem.hpp>

namespace iiindex::detail {

/// Something wrong with a decoded text, before anyone asks on which line: a run of bytes, what, what to do.
struct Fault {
    std::size_t begin = 0;
    std::size_t length = 1;
    std::string what;
    std::string remedy;
    bool has_place = true;  ///< whether it stands there: what is absent does not

    static constexpr std::size_t whole_file = static_cast<std::size_t>(-1);  ///< a `begin` that is no place
};

/// A run of characters that was made of a run of another text.
struct Piece {
    std::size_t begin = 0;   ///< in the text that was made
    std::size_t from = 0;    ///< in the other
    std::size_t length = 0;  ///< in the other
};

/// A decoded input: its name and its characters, which someone else keeps. Knows lines and columns.
class Text {
public:
    Text(std::string file, std::string_view characters) : file_(std::move(file)), characters_(characters) {}
    /// A sheet of a workbook, as xlsx/workbook.hpp gives it: places are cells.
    Text(std::string file, std::string sheet, std::string_view characters)
        : file_(std::move(file)), sheet_(std::move(sheet)), characters_(characters) {}
    /// Made of another text, which must outlive it: places are that one's.
    ///
    /// pieces   by `begin`; the first begins at 0
    Text(const Text& original, std::string_view characters, std::vector<Piece> pieces)
        : file_(original.file_), original_(&original), pieces_(std::move(pieces)), characters_(characters) {}

    /// Records of a JSON text as a table, a line each below that of their keys: places are the JSON's.
    static Text of_records(const Text& json, std::string_view characters, std::vector<Piece> pieces) {
        Text text(json, characters, std::move(pieces));
        text.are_records_ = true;
        return text;
    }

    const std::string& file() const noexcept { return file_; }
    std::string_view characters() const noexcept { return characters_; }
    bool is_sheet() const noexcept { return original_ ? original_->is_sheet() : sheet_.has_value(); }
    /// The table that this one is made of; null: none.
    const Text* original() const noexcept { return are_records_ ? nullptr : original_; }
    /// Whether rows are records, in a table of them or one made of it.
    bool has_records() const noexcept { return are_records_ || (original_ && original_->has_records()); }
    /// A fault where it stands in the original.
    Fault in_original(Fault fault) const;

    Location locate(std::size_t offset) const;
    Problem problem(const Fault& fault) const;
    /// What messages about another place call this one: "line 3", of a sheet "B3".
    std::string place(std::size_t offset) const;

private:
    /// The last place asked for: most questions come in the order of the text.
    struct Mark {
        std::size_t line = 1;
        std::size_t line_begin = 0;
    };
    const Mark& line_with(std::size_t offset) const;
    /// What stands before a place in its line.
    std::string_view before(std::size_t offset) const;

    std::string file_;
    std::optional<std::string> sheet_;
    const Text* original_ = nullptr;
    std::vector<Piece> pieces_;
    bool are_records_ = false;
    std::string_view characters_;
    mutable Mark mark_;
};

/// Throws InputError for a file as a whole.
[[noreturn]] void refuse(const std::string& file, std::string what, std::string remedy = {});

/// Says where a fault stands as a person finds it: "row 4 (Alder), column C"; empty for what has no such place.
using PlaceOf = std::function<std::string(const Fault&)>;

/// The faults of one text. Those that differ in nothing but what they quote are of one kind: the first few of a kind
/// are kept, the others counted; so are those of more than a hundred kinds.
class Faults {
public:
    void add(Fault fault);
    void append(Faults&& later);
    /// Counts one more of a kind that is known to be full.
    bool count_if_full(std::string_view what, std::string_view remedy = {});

    std::size_t size() const noexcept { return size_; }
    bool full() const noexcept { return kinds_.size() >= most_kinds; }

    /// In the order of the text, three or more of a kind as one.
    std::vector<Problem> problems(const Text& text, const PlaceOf& place_of = {}) const;
    /// Throws InputError if there is any.
    void raise_if_any(const Text& text, const PlaceOf& place_of = {}) const;

private:
    static constexpr std::size_t most_kinds = 100;

    struct Kind {
        std::vector<Fault> kept;
        std::size_t count = 0;
    };
    void add(const std::string& kind, Fault fault, std::size_t count);

    std::map<std::string, Kind, std::less<>> kinds_;
    std::size_t size_ = 0;
    std::size_t unlisted_ = 0;
};

}  // namespace iiindex::detail
