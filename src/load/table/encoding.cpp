#include "load/table/encoding.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>

#include <fmt/format.h>
#include <iconv.h>

#include "ground/parallel.hpp"
#include "load/text.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

struct ByteOrderMark {
    std::string_view bytes;
    Encoding encoding;
};

constexpr ByteOrderMark byte_order_marks[] = {
    {"\xEF\xBB\xBF", Encoding::utf8},
    {"\xFF\xFE", Encoding::utf16le},
    {"\xFE\xFF", Encoding::utf16be},
    {"\x84\x31\x95\x33", Encoding::gb18030},
};

const ByteOrderMark* find_byte_order_mark(std::string_view bytes) {
    for (const auto& mark : byte_order_marks) {
        if (bytes.starts_with(mark.bytes)) return &mark;
    }
    return nullptr;
}

/// The name that both iconv and people know an encoding by.
const char* name_of(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf8: return "UTF-8";
        case Encoding::utf16le: return "UTF-16LE";
        case Encoding::utf16be: return "UTF-16BE";
        case Encoding::gb18030: return "GB18030";
    }
    return "";
}

struct CloseConverter {
    void operator()(void* converter) const { iconv_close(converter); }
};

struct Conversion {
    std::string text;                     ///< UTF-8, as far as it went
    std::optional<std::size_t> bad_byte;  ///< where it ended early
};

Conversion convert(std::string_view bytes, Encoding from) {
    Conversion result;
    const std::unique_ptr<void, CloseConverter> converter(iconv_open("UTF-8", name_of(from)));
    char* in = const_cast<char*>(bytes.data());  // iconv's interface; it writes nothing there
    std::size_t in_left = bytes.size();
    std::size_t written = 0;
    while (in_left > 0) {
        result.text.resize(written + in_left + in_left / 2 + 16);
        char* out = result.text.data() + written;
        std::size_t out_left = result.text.size() - written;
        const std::size_t status = iconv(converter.get(), &in, &in_left, &out, &out_left);
        written = result.text.size() - out_left;
        if (status != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
        result.bad_byte = bytes.size() - in_left;
        break;
    }
    result.text.resize(written);
    return result;
}

std::string in_hex(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) text += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    return text;
}

[[noreturn]] void refuse_byte(const Source& source, std::string_view bytes, std::size_t at, std::string_view why,
                              std::string remedy) {
    const Text text(source.name, bytes);
    throw InputError(text.problem({at, 1, fmt::format("'{}' {}", in_hex(bytes.substr(at, 1)), why), remedy}));
}

[[noreturn]] void refuse_conversion(const Source& source, const Conversion& conversion, std::string_view bytes,
                                    Encoding from) {
    const Text text(source.name, conversion.text);
    const auto bad = bytes.substr(*conversion.bad_byte, from == Encoding::gb18030 ? 1 : 2);
    throw InputError(text.problem({conversion.text.size(), 1, fmt::format("'{}' is no {}", in_hex(bad), name_of(from)),
                                   "--encoding says which encoding a file is in"}));
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
bool is_plain(const std::vector<PartLook>& looks) {
    return std::all_of(looks.begin(), looks.end(), [](const PartLook& look) { return look.is_plain; });
}

void refuse_what_is_no_text(const Source& source, std::string_view characters) {
    const auto at = first_in_parts(characters, [](std::string_view part) -> std::optional<std::size_t> {
        const std::size_t zero = part.find('\0');
        return zero == part.npos ? std::nullopt : std::optional(zero);
    });
    if (!at) return;
    const Text text(source.name, characters);
    throw InputError(text.problem(
        {*at, 1, "a zero byte, expected text", "for UTF-16 without a byte order mark, say --encoding utf-16le"}));
}

void refuse_workbooks(const Source& source) {
    const bool zip = source.bytes.view().starts_with("PK\x03\x04");
    const bool ole = source.bytes.view().starts_with("\xD0\xCF\x11\xE0");
    if (zip || ole) refuse(source.name, "a workbook, expected text", "save the sheet as CSV in UTF-8");
}

Decoded converted(const Source& source, std::string_view bytes, Encoding from) {
    auto conversion = convert(bytes, from);
    if (conversion.bad_byte) refuse_conversion(source, conversion, bytes, from);
    return {{}, std::move(conversion.text)};
}

Decoded decode_as(const Source& source, std::string_view bytes, Encoding encoding) {
    if (encoding != Encoding::utf8) return converted(source, bytes, encoding);
    if (const auto bad = find_bad_utf8(bytes)) {
        refuse_byte(source, bytes, *bad, "is no UTF-8", "save the file as UTF-8");
    }
    return {bytes, {}};
}

Decoded decode_unknown(const Source& source, Fallback fallback, Encoding& found) {
    const std::string_view bytes = source.bytes;
    const auto bad = find_bad_utf8(bytes);
    if (!bad) return {bytes, {}};
    if (fallback == Fallback::none) {
        refuse_byte(source, bytes, *bad, "is no UTF-8, and JSON must be", "save the file as UTF-8");
    }
    auto conversion = convert(bytes, Encoding::gb18030);
    if (conversion.bad_byte) {
        refuse_byte(source, bytes, *bad, "is no UTF-8, and the file is no GB18030 either",
                    "save the file as UTF-8, or say which encoding it is in with --encoding");
    }
    found = Encoding::gb18030;
    return {{}, std::move(conversion.text)};
}

Decoded decode_found(const Source& source, Fallback fallback, Encoding& found) {
    const auto* mark = find_byte_order_mark(source.bytes);
    if (mark == nullptr) return decode_unknown(source, fallback, found);
    found = mark->encoding;
    return decode_as(source, source.bytes.view().substr(mark->bytes.size()), mark->encoding);
}

Decoded decode_forced(const Source& source, Encoding encoding) {
    std::string_view bytes = source.bytes;
    const auto* mark = find_byte_order_mark(bytes);
    if (mark != nullptr && mark->encoding == encoding) bytes.remove_prefix(mark->bytes.size());
    return decode_as(source, bytes, encoding);
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

Decoded decode(const Source& source, std::optional<Encoding> forced, Fallback fallback,
               std::vector<Problem>& warnings) {
    refuse_workbooks(source);
    std::vector<PartLook> looks = look_at_parts(source.bytes);
    const bool as_it_is = !forced || *forced == Encoding::utf8 || *forced == Encoding::gb18030;
    if (as_it_is && is_plain(looks)) return {source.bytes, {}, std::move(looks)};
    Encoding found = Encoding::utf8;
    Decoded decoded = forced ? decode_forced(source, *forced) : decode_found(source, fallback, found);
    refuse_what_is_no_text(source, decoded.characters());
    const bool is_same = decoded.characters().data() == source.bytes.view().data();
    decoded.looks = is_same ? std::move(looks) : look_at_parts(decoded.characters());
    if (found != Encoding::utf8) {
        warnings.push_back({{source.name}, fmt::format("read as {}", name_of(found)), {}, {}});
    }
    return decoded;
}

}  // namespace iiindex::detail
