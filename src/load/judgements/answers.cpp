#include "load/judgements/answers.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/ordinals.hpp"
#include "text/ascii.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

NumberCell fault(std::string what, std::string remedy) {
    return {.kind = NumberCell::Kind::fault, .what = std::move(what), .remedy = std::move(remedy)};
}

std::string fraction_hint() {
    return said("a number or a fraction such as 1/3; cells formatted as text stay what was typed");
}

/// The number that a text begins with, where a word for points or, behind a mark, a label follows.
std::string_view without_label(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
    if (end > 0 && text[end - 1] == '.') --end;
    const std::string_view rest = trimmed(text.substr(end));
    const bool is_word = rest == "分" || rest == "points" || rest == "point" || rest == "pts";
    bool is_label = false;
    for (const std::string_view mark : {"- ", "– ", "— ", "-", "–", "—", "=", ":", "：", "(", "（", ". ", "、"}) {
        const bool is_behind = rest.size() > mark.size() && rest.starts_with(mark);
        is_label = is_label || (is_behind && has_letter(rest.substr(mark.size())) &&
                                std::none_of(rest.begin(), rest.end(), is_digit));
    }
    return end > 0 && (is_word || is_label) ? text.substr(0, end) : text;
}

/// The two sides of a fraction; nothing where a text is none.
std::optional<std::pair<std::string_view, std::string_view>> sides_of(std::string_view text) {
    constexpr std::pair<std::string_view, std::string_view> signs[] = {{"½", "2"}, {"⅓", "3"}, {"¼", "4"}, {"⅕", "5"},
                                                                       {"⅙", "6"}, {"⅐", "7"}, {"⅛", "8"}, {"⅑", "9"}};
    for (const auto& [sign, under] : signs) {
        if (text == sign) return std::pair(std::string_view("1"), under);
    }
    for (const std::string_view mark : {"/", "／", ":", "：", "∶"}) {
        const std::size_t at = text.find(mark);
        if (at == text.npos || at == 0 || at + mark.size() == text.size()) continue;
        return std::pair(text.substr(0, at), text.substr(at + mark.size()));
    }
    return std::nullopt;
}

}  // namespace

NumberCell read_answer(std::string_view cell, char decimal, std::string_view subject) {
    NumberCell number = read_number(cell, {Percent::allowed, decimal}, subject);
    if (number.kind != NumberCell::Kind::fault) return number;
    NumberCell bare = read_number(without_label(place_in(trimmed(cell))), {Percent::allowed, decimal}, subject);
    return bare.kind == NumberCell::Kind::number ? bare : number;
}

NumberCell read_preference(std::string_view cell, char decimal, std::string_view subject) {
    NumberCell read;
    if (const auto sides = sides_of(trimmed(cell))) {
        const NumberCell over = read_number(sides->first, {.decimal = decimal}, subject);
        const NumberCell under = read_number(sides->second, {.decimal = decimal}, subject);
        if (over.kind != NumberCell::Kind::number || under.kind != NumberCell::Kind::number)
            return fault(said("expected a number for {}, got '{}'", subject, cell), fraction_hint());
        read = {.kind = NumberCell::Kind::number, .number = under.number == 0 ? 0 : over.number / under.number};
    } else {
        read = read_number(cell, {.decimal = decimal}, subject);
        if (read.kind == NumberCell::Kind::fault) read.remedy = fraction_hint();
    }
    if (read.kind != NumberCell::Kind::number) return read;
    if (read.number > 0 && std::isfinite(read.number) && std::isfinite(1 / read.number)) return read;
    return fault(said("preference of {}, expected a number above 0", cell),
                 said("1 says that both count the same, 1/9 that the second counts most"));
}

std::optional<double> preference_in_words(std::string_view cell) {
    // Saaty (1980), The Analytic Hierarchy Process.
    constexpr std::pair<std::string_view, double> scale[] = {{"equal", 1},
                                                             {"equalimportance", 1},
                                                             {"equallyimportant", 1},
                                                             {"同等重要", 1},
                                                             {"同样重要", 1},
                                                             {"moderate", 3},
                                                             {"moderateimportance", 3},
                                                             {"moderatelymoreimportant", 3},
                                                             {"稍微重要", 3},
                                                             {"strong", 5},
                                                             {"strongimportance", 5},
                                                             {"stronglymoreimportant", 5},
                                                             {"明显重要", 5},
                                                             {"verystrong", 7},
                                                             {"verystrongimportance", 7},
                                                             {"verystronglymoreimportant", 7},
                                                             {"强烈重要", 7},
                                                             {"extreme", 9},
                                                             {"extremeimportance", 9},
                                                             {"extremelymoreimportant", 9},
                                                             {"极端重要", 9},
                                                             {"绝对重要", 9},
                                                             {"稍微不重要", 1.0 / 3},
                                                             {"明显不重要", 1.0 / 5},
                                                             {"强烈不重要", 1.0 / 7},
                                                             {"极端不重要", 1.0 / 9},
                                                             {"绝对不重要", 1.0 / 9}};
    const std::string form = title_form(cell);
    const auto found =
        std::find_if(std::begin(scale), std::end(scale), [&](const auto& one) { return one.first == form; });
    return found == std::end(scale) ? std::nullopt : std::optional(found->second);
}

}  // namespace iiindex::detail
