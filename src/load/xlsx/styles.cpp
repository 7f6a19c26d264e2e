#include "load/xlsx/styles.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include <iiindex/number.hpp>

#include "load/xlsx/xml.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// What the formats show that have numbers and no code (ECMA-376, part 1, 18.8.30; from 27 on of East Asia).
Shown shown_by_number(unsigned number) {
    if (number == 9 || number == 10) return Shown::percent;
    const bool is_date = (number >= 14 && number <= 22) || (number >= 27 && number <= 36) ||
                         (number >= 45 && number <= 47) || (number >= 50 && number <= 58);
    return is_date ? Shown::date : Shown::number;
}

/// The formats of a part that have codes, by their numbers.
std::map<unsigned, Shown> coded_formats(const pugi::xml_node& sheet) {
    std::map<unsigned, Shown> formats;
    for (const auto& format : child_named(sheet, "numFmts").children()) {
        const pugi::xml_attribute number = format.attribute("numFmtId");
        formats[number.as_uint()] = shown_by(attribute_named(format, "formatCode"));
    }
    return formats;
}

/// Whether words in a format say how much a number stands for, or that it is less or more.
bool says_amount(std::string_view words) {
    constexpr std::string_view parts[] = {"百", "千", "万", "萬", "亿", "億", "<", ">", "≤", "≥", "~"};
    constexpr std::string_view wholes[] = {"k", "bn", "mn",      "tn",        "mio",      "mrd",     "thousand",
                                           "m", "b",  "million", "thousands", "millions", "billion", "billions"};
    const std::string bare = ascii_lower(std::string(trimmed(words)));
    return std::any_of(std::begin(parts), std::end(parts), [&](auto part) { return bare.find(part) != bare.npos; }) ||
           std::find(std::begin(wholes), std::end(wholes), bare) != std::end(wholes);
}

/// Whether commas that end the digits of a format's first section divide by thousands: 0.0,, but not #,##0.
bool divides_by_thousands(std::string_view format, std::size_t comma) {
    const std::size_t behind = std::min(format.find_first_not_of(',', comma), format.size());
    const bool is_in_front = comma > 0 && std::string_view("0#?").find(format[comma - 1]) != std::string_view::npos;
    return is_in_front &&
           (behind == format.size() || std::string_view("0#?").find(format[behind]) == std::string_view::npos);
}

/// What the first section of a format shows.
Shown shown_by_section(std::string_view format) {
    bool is_date = false, is_scaled = false;
    for (std::size_t at = 0; at < format.size(); ++at) {
        const char c = ascii_lower(format[at]);
        if (c == ';') break;  // what follows is for negative numbers and texts
        if (c == '"' || c == '[') {
            const std::size_t close = format.find(c == '"' ? '"' : ']', at + 1);
            const std::string_view inside = format.substr(at + 1, close == format.npos ? close : close - at - 1);
            const bool is_elapsed =
                c == '[' && !inside.empty() && inside.find_first_not_of("hHmMsS") == inside.npos;  // [hh]:mm
            is_date = is_date || is_elapsed;
            is_scaled = is_scaled || (c == '"' && says_amount(inside));
            if (close == format.npos) break;
            at = close;
        } else if (c == '\\' || c == '_' || c == '*') {
            ++at;
        } else if (c == ',' && divides_by_thousands(format, at)) {
            is_scaled = true;
        } else if (c == '%') {
            return Shown::percent;
        } else if (format.substr(at, 7) == "General") {
            at += 6;
        } else {
            is_date = is_date || c == 'y' || c == 'm' || c == 'd' || c == 'h' || c == 's';
        }
    }
    if (is_date) return Shown::date;
    return is_scaled ? Shown::scaled : Shown::number;
}

/// Where the section ends that a format begins with.
std::size_t end_of_section(std::string_view format) {
    bool is_quoted = false;
    for (std::size_t at = 0; at < format.size(); ++at) {
        if (format[at] == '\\')
            ++at;
        else if (format[at] == '"')
            is_quoted = !is_quoted;
        else if (format[at] == ';' && !is_quoted)
            return at;
    }
    return format.npos;
}

/// Whether a section is for numbers of some sizes alone: [<=1]0.0%.
bool has_condition(std::string_view section) {
    const std::size_t open = section.find('[');
    return open + 1 < section.size() && open != section.npos &&
           std::string_view("<>=").find(section[open + 1]) != std::string_view::npos;
}

}  // namespace

Shown shown_by(std::string_view format) {
    const Shown first = shown_by_section(format);
    const std::size_t end = end_of_section(format);
    if (end == format.npos || !has_condition(format.substr(0, end))) return first;
    const Shown rest = shown_by(format.substr(end + 1));
    const auto is_plain = [](Shown shown) { return shown == Shown::number || shown == Shown::scaled; };
    if (rest == first) return first;
    return is_plain(first) && is_plain(rest) ? Shown::scaled : Shown::either;
}

std::vector<Shown> read_styles(const Package& package, const std::string& part) {
    const pugi::xml_document document = parse_part(package, part);
    const pugi::xml_node sheet = document.document_element();
    const std::map<unsigned, Shown> coded = coded_formats(sheet);
    std::vector<Shown> styles;
    for (const auto& style : child_named(sheet, "cellXfs").children()) {
        const unsigned number = style.attribute("numFmtId").as_uint();
        const auto format = coded.find(number);
        styles.push_back(format == coded.end() ? shown_by_number(number) : format->second);
    }
    return styles;
}

std::string date_text(double days, bool from_1904) {
    constexpr double last = 2958465;  // the end of the year 9999
    if (!(days >= 0 && days <= last)) return {};
    const auto whole = static_cast<int>(std::floor(days));
    const auto seconds = static_cast<int>(std::lround((days - whole) * 86400));
    using namespace std::chrono;
    // Day 60 is a 29 February that 1900 did not have.
    const sys_days first = from_1904    ? sys_days(year(1904) / 1 / 1)
                           : whole > 60 ? sys_days(year(1899) / 12 / 30)
                                        : sys_days(year(1899) / 12 / 31);
    const year_month_day day(first + std::chrono::days(whole));
    std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                                   static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    if (!from_1904 && whole == 60) text = "1900-02-29";
    if (seconds > 0) text += fmt::format(" {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return text;
}

std::string percent_text(double number) {
    std::string digits = shortest(std::abs(number));
    if (digits.find('e') != digits.npos) return shortest(number * 100);
    std::size_t point = digits.find('.');
    if (point == digits.npos)
        point = digits.size();
    else
        digits.erase(point, 1);
    while (digits.size() < point + 2) digits += '0';
    digits.insert(point + 2, ".");
    while (digits.ends_with('0')) digits.pop_back();
    if (digits.ends_with('.')) digits.pop_back();
    const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size());
    digits.erase(0, first);
    if (digits.empty() || digits.front() == '.') digits.insert(0, "0");
    return (number < 0 && digits != "0" ? "-" : "") + digits;
}

}  // namespace iiindex::detail
