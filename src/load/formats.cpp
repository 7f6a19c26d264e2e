#include "load/formats.hpp"

#include <array>
#include <utility>

#include "load/xlsx/package.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::array<std::pair<std::string_view, InputFormat>, 4> format_names = {{
    {"json", InputFormat::json},
    {"csv", InputFormat::csv},
    {"tsv", InputFormat::tsv},
    {"xlsx", InputFormat::xlsx},
}};

constexpr std::array<std::pair<std::string_view, Shape>, 4> shape_names = {{
    {"wide", Shape::wide},
    {"long", Shape::long_rows},
    {"years", Shape::periods_as_columns},
    {"transposed", Shape::transposed},
}};

std::string_view extension_of(std::string_view name) {
    const auto dot = name.rfind('.');
    return dot == name.npos || name.find('/', dot) != name.npos ? std::string_view() : name.substr(dot + 1);
}

/// Whether a text begins with an array of objects or arrays.
bool begins_records(std::string_view text) {
    const auto next = text.find_first_not_of(std::string_view("\0 \t\r\n", 5), 1);
    return text.front() == '[' && next != text.npos && (text[next] == '{' || text[next] == '[');
}

/// Skips what may stand before the first character in any encoding: marks, blanks, halves of UTF-16.
InputFormat format_by_content(std::string_view bytes) {
    constexpr std::string_view skipped("\xEF\xBB\xBF\xFE\xFF\0 \t\r\n", 10);
    const auto first = bytes.find_first_not_of(skipped);
    if (first != bytes.npos && (bytes[first] == '{' || begins_records(bytes.substr(first)))) return InputFormat::json;
    const auto header = bytes.substr(0, bytes.find('\n'));
    return header.find('\t') != header.npos ? InputFormat::tsv : InputFormat::csv;
}

}  // namespace

InputFormat format_of(const Source& source, const LoadOptions& options) {
    if (options.format) return *options.format;
    // Whatever the name says: no text begins so.
    if (is_archive(source.bytes) || is_ole(source.bytes)) return InputFormat::xlsx;
    const auto extension = extension_of(source.name);
    for (const auto& [name, format] : format_names) {
        if (equal_ignoring_case(extension, name)) return format;
    }
    return format_by_content(source.bytes);
}

char separator_of(InputFormat format) { return format == InputFormat::tsv ? '\t' : ','; }

}  // namespace iiindex::detail

namespace iiindex {

using namespace detail;

std::span<const std::pair<std::string_view, InputFormat>> input_formats() { return format_names; }

std::span<const std::pair<std::string_view, Shape>> table_shapes() { return shape_names; }

}  // namespace iiindex
