#include "load/table/encoding.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>

#include <fmt/format.h>
#include <iconv.h>

#include "ground/catalogue.hpp"
#include "ground/parallel.hpp"
#include "load/table/chinese.hpp"
#include "load/text.hpp"
#include "load/wording.hpp"
#include "load/xlsx/package.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::string_view utf8 = "UTF-8";
constexpr std::string_view gb18030 = "GB18030";

struct ByteOrderMark {
    std::string_view bytes;
    std::string_view encoding;
};

constexpr ByteOrderMark byte_order_marks[] = {
    {"\xEF\xBB\xBF", utf8},
    {{"\xFF\xFE\0\0", 4}, "UTF-32LE"},  // before the one that it begins with
    {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
    {"\xFF\xFE", "UTF-16LE"},
    {"\xFE\xFF", "UTF-16BE"},
    {"\x84\x31\x95\x33", gb18030},
};

const ByteOrderMark* find_byte_order_mark(std::string_view bytes) {
    for (const auto& mark : byte_order_marks) {
        if (bytes.starts_with(mark.bytes)) return &mark;
    }
    return nullptr;
}

/// An encoding by the name that is worked with: what GB18030 contains is read as GB18030.
std::string working_name(std::string_view encoding) {
    constexpr std::string_view chinese[] = {"gb18030", "gbk", "gb2312", "cp936", "euc-cn"};
    const auto is_named = [&](std::string_view name) { return equal_ignoring_case(encoding, name); };
    if (is_named("utf-8") || is_named("utf8")) return std::string(utf8);
    return std::string(std::any_of(std::begin(chinese), std::end(chinese), is_named) ? gb18030 : encoding);
}

struct CloseConverter {
    void operator()(void* converter) const { iconv_close(converter); }
};

/// Converts to UTF-8; null where the system has no such converter.
std::unique_ptr<void, CloseConverter> open_converter(const std::string& from) {
    void* const converter = iconv_open("UTF-8", from.c_str());
    return std::unique_ptr<void, CloseConverter>(converter == reinterpret_cast<void*>(-1) ? nullptr : converter);
}

struct Conversion {
    std::string text;                     ///< UTF-8, as far as it went, without a byte order mark
    std::optional<std::size_t> bad_byte;  ///< where it ended early
};

/// Nothing where the system has no such converter.
std::optional<Conversion> convert(std::string_view bytes, const std::string& from) {
    const auto converter = open_converter(from);
    if (!converter) return std::nullopt;
    Conversion result;
    char* in = const_cast<char*>(bytes.data());  // iconv's interface; it writes nothing there
    std::size_t in_left = bytes.size();
    std::size_t written = 0;
    for (bool ended = false; !ended;) {
        ended = in_left == 0;  // a last call writes what the converter keeps to itself
        result.text.resize(written + in_left + in_left / 2 + 16);
        char* out = result.text.data() + written;
        std::size_t out_left = result.text.size() - written;
        const std::size_t status = iconv(converter.get(), ended ? nullptr : &in, &in_left, &out, &out_left);
        written = result.text.size() - out_left;
        if (status != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
        result.bad_byte = bytes.size() - in_left;
        break;
    }
    result.text.resize(written);
    if (result.text.starts_with("\uFEFF")) result.text.erase(0, 3);
    return result;
}

Conversion convert_or_refuse(const Source& source, std::string_view bytes, const std::string& from) {
    auto conversion = convert(bytes, from);
    if (!conversion) {
        refuse(source.name, said("this system has no converter from {}, which the file seems to be in", from),
               said("save the file as UTF-8"));
    }
    return *std::move(conversion);
}

std::string in_hex(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) text += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    return text;
}

[[noreturn]] void refuse_byte(const Source& source, std::string_view bytes, std::size_t at, std::string_view why,
                              std::string remedy) {
    const Text text(source.name, bytes);
    throw InputError(text.problem({at, 1, said("'{}' {}", in_hex(bytes.substr(at, 1)), why), remedy}));
}

[[noreturn]] void refuse_conversion(const Source& source, const Conversion& conversion, std::string_view bytes,
                                    const std::string& from) {
    const Text text(source.name, conversion.text);
    const auto bad =
        bytes.substr(*conversion.bad_byte, equal_ignoring_case(std::string_view(from).substr(0, 6), "utf-16") ? 2 : 1);
    throw InputError(text.problem({conversion.text.size(), 1, said("'{}' is no {}", in_hex(bad), from),
                                   said("--encoding says which encoding a file is in")}));
}

/// Where a character begins, at or shortly after `at`.
std::size_t next_character(std::string_view bytes, std::size_t at) {
    for (std::size_t end = std::min(at + 3, bytes.size()); at < end; ++at) {
        if ((static_cast<unsigned char>(bytes[at]) & 0xC0) != 0x80) break;
    }
    return std::min(at, bytes.size());
}

/// The first place that `find` finds, looking through parts of the bytes side by side.
template <class Find>
std::optional<std::size_t> first_in_parts(std::string_view bytes, const Find& find) {
    constexpr std::size_t bytes_per_part = std::size_t{1} << 20;
    std::vector<std::optional<std::size_t>> found(bytes.size() / bytes_per_part + 1);
    for_each_number(found.size(), [&](std::size_t part) {
        const std::size_t begin = part == 0 ? 0 : next_character(bytes, part * bytes_per_part);
        const std::size_t end = next_character(bytes, (part + 1) * bytes_per_part);
        if (const auto at = find(bytes.substr(begin, end - begin))) found[part] = begin + *at;
    });
    const auto first = std::find_if(found.begin(), found.end(), [](const auto& place) { return place.has_value(); });
    return first == found.end() ? std::nullopt : *first;
}

/// How many bytes at the beginning are ASCII: by words, since in a text of many scripts they come in short runs.
std::size_t count_ascii(std::string_view text) {
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        const std::uint64_t others = word & 0x8080808080808080;
        if (others != 0) return at + static_cast<std::size_t>(std::countr_zero(others)) / 8;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    return at;
}

/// Whether a text is plain ASCII, so that nothing about its encoding has to be found out.
bool are_plain(const std::vector<PartLook>& looks) {
    return std::all_of(looks.begin(), looks.end(), [](const PartLook& look) { return look.is_plain; });
}

void refuse_what_is_no_text(const Source& source, std::string_view characters) {
    const auto at = first_in_parts(characters, [](std::string_view part) -> std::optional<std::size_t> {
        const std::size_t zero = part.find('\0');
        return zero == part.npos ? std::nullopt : std::optional(zero);
    });
    if (!at) return;
    const Text text(source.name, characters);
    throw InputError(text.problem({*at, 1, said("a zero byte, expected text"),
                                   said("for UTF-16 without a byte order mark, say --encoding utf-16le")}));
}

void refuse_workbooks(const Source& source) {
    if (is_archive(source.bytes) || is_ole(source.bytes)) {
        refuse(source.name, said("a workbook, expected text"), said("save the sheet as CSV in UTF-8"));
    }
}

Decoded decode_as(const Source& source, std::string_view bytes, const std::string& encoding) {
    if (encoding == utf8) {
        if (bytes.starts_with("\uFEFF")) bytes.remove_prefix(3);
        if (const auto bad = find_bad_utf8(bytes)) {
            refuse_byte(source, bytes, *bad, said("is no UTF-8"), said("save the file as UTF-8"));
        }
        return {bytes, {}};
    }
    auto conversion = convert_or_refuse(source, bytes, encoding);
    if (conversion.bad_byte) refuse_conversion(source, conversion, bytes, encoding);
    return {{}, std::move(conversion.text)};
}

/// UTF-16 without a byte order mark, as far as it is beyond doubt: enough ASCII among its units, and of one byte order.
std::string find_utf16(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 4096);
    if (bytes.size() % 2 != 0 || head.find('\0') == head.npos) return {};
    const auto is_ascii = [](char c) {
        return is_printing_ascii(c) || c == ' ' || c == '\t' || c == '\n' || c == '\r';
    };
    std::size_t little = 0, big = 0;
    for (std::size_t at = 0; at + 1 < head.size(); at += 2) {
        if (is_ascii(head[at]) && head[at + 1] == '\0') ++little;
        if (is_ascii(head[at + 1]) && head[at] == '\0') ++big;
    }
    if (16 * std::max(little, big) < head.size() || std::max(little, big) < 4 * std::min(little, big)) return {};
    const std::string encoding = little > big ? "UTF-16LE" : "UTF-16BE";
    const auto conversion = convert(bytes, encoding);
    const bool is_text = conversion && !conversion->bad_byte && conversion->text.find('\0') == std::string::npos;
    return is_text ? encoding : "";
}

/// Encodings that are tried for a text that says nothing of its own.
constexpr std::string_view guessed_encodings[] = {"windows-1252", "windows-1250", "windows-1251", "big5",
                                                  "shift_jis",    "euc-kr",       "gb18030"};

/// The cell, or part of one, that a byte stands in.
std::string_view cell_around(std::string_view bytes, std::size_t at) {
    constexpr std::string_view ends = ",;\t\"\r\n";
    constexpr std::size_t most = 30;
    const std::size_t before = at == 0 ? bytes.npos : bytes.find_last_of(ends, at - 1);
    const std::size_t begin = std::max(before == bytes.npos ? 0 : before + 1, at - std::min(at, most));
    return bytes.substr(begin, std::min({bytes.find_first_of(ends, at), at + most, bytes.size()}) - begin);
}

/// What each encoding in which the bytes are a text makes of the cell with the first strange byte.
std::vector<std::string> readings(std::string_view bytes, std::size_t at) {
    std::vector<std::string> readings;
    for (const std::string_view candidate : guessed_encodings) {
        const auto whole = convert(bytes, std::string(candidate));
        if (!whole || whole->bad_byte) continue;
        const auto cell = convert(cell_around(bytes, at), std::string(candidate));
        readings.push_back(said("{} '{}'", candidate, cell->text));
    }
    return readings;
}

[[noreturn]] void refuse_unknown(const Source& source, std::string_view bytes, std::size_t bad, std::string_view why) {
    const std::vector<std::string> found = readings(bytes, bad);
    if (found.empty()) {
        refuse_byte(source, bytes, bad, why,
                    said("save the file as UTF-8, or say which encoding it is in with --encoding"));
    }
    refuse_byte(source, bytes, bad, why,
                said("say --encoding NAME with the one that reads it rightly: {}", enumerated(found)));
}

Decoded decode_unknown(const Source& source, Fallback fallback, std::string& found) {
    const std::string_view bytes = source.bytes;
    if (found = find_utf16(bytes); !found.empty()) return decode_as(source, bytes, found);
    found = utf8;
    const auto bad = find_bad_utf8(bytes);
    if (!bad) return {bytes, {}};
    if (fallback == Fallback::none) {
        refuse_byte(source, bytes, *bad, said("is no UTF-8, and JSON must be"), said("save the file as UTF-8"));
    }
    found = gb18030;
    auto conversion = convert_or_refuse(source, bytes, found);
    if (conversion.bad_byte)
        refuse_unknown(source, bytes, *bad, said("is no UTF-8, and the file is no GB18030 either"));
    if (!is_plausible_chinese(conversion.text)) {
        refuse_unknown(source, bytes, *bad, said("is no UTF-8, and in GB18030 the file is no plausible Chinese text"));
    }
    return {{}, std::move(conversion.text)};
}

Decoded decode_found(const Source& source, Fallback fallback, std::string& found) {
    const auto* mark = find_byte_order_mark(source.bytes);
    if (mark == nullptr) return decode_unknown(source, fallback, found);
    found = mark->encoding;
    return decode_as(source, source.bytes.view().substr(mark->bytes.size()), found);
}

}  // namespace

std::optional<std::size_t> find_bad_utf8(std::string_view bytes) {
    return first_in_parts(bytes, [](std::string_view part) -> std::optional<std::size_t> {
        for (std::size_t at = 0; at < part.size();) {
            at += count_ascii(part.substr(at));
            if (at == part.size()) break;
            const std::size_t length = utf8_length(part, at);
            if (length == 0) return at;
            at += length;
        }
        return std::nullopt;
    });
}

Decoded decode(const Source& source, const std::string& encoding, Fallback fallback, std::vector<Problem>& warnings) {
    refuse_workbooks(source);
    std::vector<PartLook> looks = look_at_parts(source.bytes, part_bytes, &source.bytes);
    std::string name = working_name(encoding);
    if ((name.empty() || name == utf8 || name == gb18030) && are_plain(looks)) {
        return {source.bytes, {}, std::move(looks)};
    }
    Decoded decoded = name.empty() ? decode_found(source, fallback, name) : decode_as(source, source.bytes, name);
    refuse_what_is_no_text(source, decoded.characters());
    const bool is_same = decoded.characters().data() == source.bytes.view().data();
    decoded.looks = is_same ? std::move(looks) : look_at_parts(decoded.characters());
    if (name != utf8) warnings.push_back({{source.name}, said("read as {}", name), {}, {}});
    return decoded;
}

}  // namespace iiindex::detail

namespace iiindex {

using namespace detail;

bool is_encoding(const std::string& name) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:+()";
    // A slash would say what to do with characters that cannot be converted, as to leave them out.
    return !name.empty() && name.find_first_not_of(letters) == name.npos && open_converter(working_name(name));
}

std::span<const std::string_view> common_encodings() {
    static constexpr std::string_view names[] = {
        "utf-8",        "utf-16le",     "utf-16be",     "gb18030",      "gbk",          "big5",         "big5-hkscs",
        "shift_jis",    "euc-jp",       "euc-kr",       "windows-1250", "windows-1251", "windows-1252", "windows-1253",
        "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258", "windows-874",  "iso-8859-1",
        "iso-8859-2",   "iso-8859-5",   "iso-8859-15",  "koi8-r",       "koi8-u",       "macintosh"};
    return names;
}

}  // namespace iiindex
