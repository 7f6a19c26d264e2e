#include "load/table/title_parts.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "load/directions.hpp"
#include "load/table/number.hpp"
#include "load/table/two_languages.hpp"
#include "text/ascii.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::string_view opening[] = {"(", "（", "[", "［", "【", "〔"};
constexpr std::string_view closing[] = {")", "）", "]", "］", "】", "〕"};

/// A title and what stands behind it; both empty where nothing does.
struct Split {
    std::string_view name, behind;
};

Split split_brackets(std::string_view title) {
    for (const auto close : closing) {
        if (!title.ends_with(close)) continue;
        const std::string_view inner = title.substr(0, title.size() - close.size());
        std::size_t begin = inner.npos, after = 0;
        for (const auto open : opening) {
            const std::size_t at = inner.rfind(open);
            if (at != inner.npos && (begin == inner.npos || at > begin)) begin = at, after = at + open.size();
        }
        if (begin == inner.npos || begin == 0) return {};
        return {trimmed(inner.substr(0, begin)), trimmed(inner.substr(after))};
    }
    return {};
}

Split split_end(std::string_view title) {
    for (const std::string_view arrow : {"↑", "↓"}) {
        if (title.size() > arrow.size() && title.ends_with(arrow))
            return {trimmed(title.substr(0, title.size() - arrow.size())), title.substr(title.size() - arrow.size())};
    }
    return split_brackets(title);
}

/// "单位：万元" says "万元".
std::string_view without_label(std::string_view measure) {
    for (const std::string_view label : {"单位", "unit", "Unit", "in "}) {
        if (!measure.starts_with(label)) continue;
        std::string_view rest = trimmed(measure.substr(label.size()));
        for (const std::string_view colon : {":", "："}) {
            if (rest.starts_with(colon)) return trimmed(rest.substr(colon.size()));
        }
        if (label == "in ") return rest;
    }
    return measure;
}

/// The number behind a word for weights: "权重0.4", "weight: 40 %"; empty where there is none.
std::string_view weight_in(std::string_view text) {
    for (const std::string_view word : {"权重", "權重", "weight", "Weight", "w"}) {
        if (!text.starts_with(word)) continue;
        std::string_view number = trimmed(text.substr(word.size()));
        for (const std::string_view mark : {":", "：", "=", "＝"}) {
            if (number.starts_with(mark)) number = trimmed(number.substr(mark.size()));
        }
        if (read_number(number, {.percent = Percent::allowed}, "").kind == NumberCell::Kind::number) return number;
    }
    return {};
}

std::vector<std::string_view> parts_between_commas(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 0;
        for (const std::string_view mark : {",", "，", ";", "；", "、"}) {
            if (text.substr(at).starts_with(mark)) length = mark.size();
        }
        if (length > 0) {
            parts.push_back(trimmed(text.substr(begin, at - begin)));
            begin = at + length;
        }
        at += std::max<std::size_t>(length, 1);
    }
    parts.push_back(trimmed(text.substr(begin)));
    return parts;
}

/// What stands in one pair of brackets.
TitleParts read_inside(std::string_view inside) {
    TitleParts said;
    std::string rest;
    for (const std::string_view part : parts_between_commas(inside)) {
        if (const std::string_view weight = weight_in(part); !weight.empty())
            said.weight = weight;
        else if (part == "+" || direction_in_words(part))
            said.direction = part;
        else
            rest += (rest.empty() ? "" : ", ") + std::string(part);
    }
    const bool says_more = !said.weight.empty() || !said.direction.empty();
    said.measure = says_more ? std::string(without_label(rest)) : std::string(without_label(inside));
    return said;
}

TitleParts split_ends(std::string_view title) {
    TitleParts parts{.name = trimmed(title), .translation = {}, .measure = {}, .direction = {}, .weight = {}};
    for (Split split = split_end(parts.name); !split.name.empty(); split = split_end(parts.name)) {
        TitleParts said = read_inside(split.behind);
        const bool says_twice = (!said.measure.empty() && !parts.measure.empty()) ||
                                (!said.direction.empty() && !parts.direction.empty()) ||
                                (!said.weight.empty() && !parts.weight.empty());
        if (says_twice) break;
        parts.name = split.name;
        if (!said.measure.empty()) parts.measure = std::move(said.measure);
        if (!said.direction.empty()) parts.direction = said.direction;
        if (!said.weight.empty()) parts.weight = said.weight;
    }
    return parts;
}

}  // namespace

TitleParts split_title(std::string_view title) {
    const auto languages = in_two_languages(title);
    if (!languages) return split_ends(title);
    TitleParts parts = split_ends(languages->chinese), translated = split_ends(languages->translation);
    parts.translation = translated.name;
    if (parts.measure.empty()) parts.measure = std::move(translated.measure);
    if (parts.direction.empty()) parts.direction = translated.direction;
    if (parts.weight.empty()) parts.weight = translated.weight;
    return parts;
}

std::string_view measure_in(std::string_view cell) {
    for (std::size_t i = 0; i < std::size(opening); ++i) {
        const bool is_enclosed = cell.size() > opening[i].size() + closing[i].size() && cell.starts_with(opening[i]) &&
                                 cell.ends_with(closing[i]);
        if (!is_enclosed) continue;
        cell = trimmed(cell.substr(opening[i].size(), cell.size() - opening[i].size() - closing[i].size()));
        break;
    }
    return without_label(cell);
}

std::string_view undecorated(std::string_view title) {
    constexpr std::string_view footnotes[] = {"¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "*", "＊", "†",
                                              "‡", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "※"};
    constexpr std::string_view behind_numbers[] = {".", "．", "、", ")", "）"};
    std::string_view name = trimmed(title);
    for (bool has_more = true; has_more;) {
        const auto mark = std::find_if(std::begin(footnotes), std::end(footnotes), [&](std::string_view one) {
            return name.size() > one.size() && name.ends_with(one);
        });
        has_more = mark != std::end(footnotes);
        if (has_more) name = trimmed(name.substr(0, name.size() - mark->size()));
    }
    const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
    const std::string_view rest = name.substr(digits);
    for (const std::string_view mark : behind_numbers) {
        const bool is_numbered = digits > 0 && rest.size() > mark.size() && rest.starts_with(mark);
        if (is_numbered && !is_digit(rest[mark.size()])) return trimmed(rest.substr(mark.size()));
    }
    return name;
}

std::vector<TitleParts> with_measure_behind_mark(std::string_view title) {
    std::vector<TitleParts> readings;
    for (const std::string_view mark : {"/", "／", "：", ":", "，", ",", "_", " "}) {
        const std::size_t at = title.rfind(mark);
        if (at == title.npos || at == 0 || at + mark.size() == title.size()) continue;
        TitleParts parts{
            .name = trimmed(title.substr(0, at)), .translation = {}, .measure = {}, .direction = {}, .weight = {}};
        parts.measure = trimmed(title.substr(at + mark.size()));
        readings.push_back(std::move(parts));
    }
    return readings;
}

}  // namespace iiindex::detail
