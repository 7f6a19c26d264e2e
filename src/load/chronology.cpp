#include "load/chronology.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include <iiindex/dataset.hpp>

#include "text/ascii.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// What stands for 1 to 12 in the calendar.
constexpr std::array<std::string_view, 12> words_of_numbers = {
    " jan january januar janv janvier ene enero first spring 一 春 上 ",
    " feb february februar févr février febrero second summer 二 夏 下 ",
    " mar march märz mrz mars marzo third autumn fall 三 秋 ",
    " apr april avr avril abr abril fourth winter 四 冬 ",
    " may mai mayo 五 ",
    " jun june juni juin junio 六 ",
    " jul july juli juil juillet julio 七 ",
    " aug august août ago agosto 八 ",
    " sep sept september septembre set septiembre 九 ",
    " oct october okt oktober octobre octubre 十 ",
    " nov november novembre noviembre ",
    " dec december dez dezember déc décembre dic diciembre ",
};
constexpr long long ten = 10;  // of 十一, 十二

/// Words beside numbers that do not tell one period from another.
constexpr std::string_view calendar_words =
    " q h s t w m z fy ay cy year quarter half semester trimester quartal halbjahr trimestre semestre week month day "
    "of de "
    "st nd rd th 年 月 日 号 號 第 季 度 半 学 财 ";

bool stands_in(std::string_view words, const std::string& word) { return words.find(" " + word + " ") != words.npos; }

std::optional<long long> number_of_word(const std::string& word) {
    const auto found = std::find_if(words_of_numbers.begin(), words_of_numbers.end(),
                                    [&](std::string_view words) { return stands_in(words, word); });
    if (found == words_of_numbers.end()) return std::nullopt;
    return found - words_of_numbers.begin() + 1;
}

/// A number, or a word behind all numbers.
struct Token {
    long long number = std::numeric_limits<long long>::max();
    std::string word;
    bool is_named = false;  ///< a number that stood there as a word
    std::size_t digits = 0;

    bool is_number() const { return word.empty(); }
    bool operator<(const Token& other) const { return std::tie(number, word) < std::tie(other.number, other.word); }
};

enum class Kind { between, digit, letter, chinese };

Kind kind_of(std::string_view character) {
    if (character.size() == 1 && is_digit(character[0])) return Kind::digit;
    if (character.size() == 1) return is_letter(character[0]) ? Kind::letter : Kind::between;
    return has_chinese(character) ? Kind::chinese : Kind::letter;
}

Token token_of(std::string_view text, Kind kind) {
    Token token;
    const std::string form = kind == Kind::digit ? std::string() : title_form(text);
    if (const auto number = kind == Kind::digit ? period_number(text) : number_of_word(form)) {
        token.number = *number;
        token.is_named = kind != Kind::digit;
        token.digits = kind == Kind::digit ? text.size() : 0;
    } else {
        token.word = form.empty() ? std::string(text) : form;
    }
    return token;
}

/// Runs of digits, words, and Chinese characters one by one but for 十一 and 十二.
std::vector<Token> tokens_of(std::string_view label) {
    const std::string text = normal_form(label);
    std::vector<Token> tokens;
    Kind last = Kind::between;
    std::size_t begin = 0;
    const auto end_at = [&](std::size_t end) {
        if (last != Kind::between) tokens.push_back(token_of(std::string_view(text).substr(begin, end - begin), last));
        const std::size_t size = tokens.size();
        if (last == Kind::chinese && size > 1 && tokens[size - 2].is_named && tokens[size - 2].number == ten &&
            tokens[size - 1].is_number()) {
            tokens[size - 2].number += tokens[size - 1].number;
            tokens.pop_back();
        }
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = std::max<std::size_t>(utf8_length(text, at), 1);
        const Kind kind = kind_of(std::string_view(text).substr(at, bytes));
        if (at > 0 && (kind != last || kind == Kind::chinese)) {
            end_at(at);
            begin = at;
        }
        last = kind;
        at += bytes;
    }
    end_at(text.size());
    return tokens;
}

/// When a period is, as far as its label says.
struct Moment {
    std::optional<long long> year;
    std::vector<Token> rest;     ///< what tells it from others of the year; the larger part first
    bool has_day_month = false;  ///< the rest are two numbers that stood before the year
};

bool is_year(const Token& token) {
    constexpr long long first = 1000, last = 2999;
    constexpr std::size_t digits = 4;
    return token.digits == digits && token.number >= first && token.number <= last;
}

/// The year of two digits behind a month with a mark between (Mar-20, as spreadsheets write it) or a quarter or half
/// (4Q20, Q4'20).
std::optional<long long> short_year(const std::vector<Token>& tokens, std::string_view label) {
    constexpr long long century = 100, this_century = 2000, last = 70;
    if (tokens.empty() || tokens.back().digits != 2) return std::nullopt;
    const auto is_part = [](const Token& token) { return token.word == "q" || token.word == "h"; };
    const auto is_number_of_part = [](const Token& token) { return token.digits == 1; };
    const bool is_month = tokens.size() == 2 && tokens[0].is_named && label.find_first_of("-'") != label.npos;
    const bool is_quarter = tokens.size() == 3 && ((is_part(tokens[0]) && is_number_of_part(tokens[1])) ||
                                                   (is_part(tokens[1]) && is_number_of_part(tokens[0])));
    if (!is_month && !is_quarter) return std::nullopt;
    return tokens.back().number + (tokens.back().number < last ? this_century : this_century - century);
}

/// A label in whose year of an era (平成30年, 令和元年, 民国109年) stands that of the common one.
std::string in_common_era(std::string_view label) {
    struct Era {
        std::string_view name;
        long long before_first;
    };
    constexpr Era eras[] = {{"明治", 1867}, {"大正", 1911}, {"昭和", 1925}, {"平成", 1988},
                            {"令和", 2018}, {"民国", 1911}, {"民國", 1911}};
    constexpr std::string_view first_year = "元";
    constexpr long long longest_era = 200;
    std::string form = normal_form(label);
    for (const Era& era : eras) {
        const std::size_t begin = form.find(era.name);
        if (begin == form.npos) continue;
        const std::size_t number = begin + era.name.size();
        std::size_t end = number;
        while (end < form.size() && is_digit(form[end])) ++end;
        const bool is_first = std::string_view(form).substr(number).starts_with(first_year);
        const auto year = is_first ? 1 : period_number(std::string_view(form).substr(number, end - number));
        if (is_first) end = number + first_year.size();
        if (year && *year < longest_era) form.replace(begin, end - begin, std::to_string(era.before_first + *year));
        return form;
    }
    return form;
}

Moment moment_of(std::string_view label) {
    std::vector<Token> tokens = tokens_of(in_common_era(label));
    Moment moment;
    if (const auto year = short_year(tokens, label)) {
        tokens.pop_back();
        std::erase_if(tokens, [](const Token& token) { return !token.is_number(); });
        return {year, std::move(tokens), false};
    }
    const auto year = std::find_if(tokens.begin(), tokens.end(), is_year);
    if (year == tokens.end()) {
        moment.rest = std::move(tokens);
        return moment;
    }
    moment.year = year->number;
    const auto before = std::count_if(tokens.begin(), year, [](const Token& token) { return token.is_number(); });
    tokens.erase(year);
    std::erase_if(tokens, [](const Token& token) { return stands_in(calendar_words, token.word); });
    const auto words = std::stable_partition(tokens.begin(), tokens.end(), [](const auto& t) { return t.is_number(); });
    const auto plain = std::stable_partition(tokens.begin(), words, [](const Token& token) { return token.is_named; });
    moment.has_day_month = before == 2 && plain == tokens.begin() && words == tokens.end() && tokens.size() == 2;
    if (moment.has_day_month) std::swap(tokens[0], tokens[1]);
    moment.rest = std::move(tokens);
    return moment;
}

/// Whether dates are written with the month before the day: a day is no month, and what is the same in all is the day.
bool months_come_first(std::span<const Moment> moments) {
    constexpr long long months = 12;
    bool some_second = false, some_first = false, same_first = true, same_second = true;
    const Moment* one = nullptr;
    for (const Moment& moment : moments) {
        if (!moment.has_day_month) continue;
        if (one == nullptr) one = &moment;
        const long long first = moment.rest[1].number, second = moment.rest[0].number;
        some_first = some_first || first > months;
        some_second = some_second || second > months;
        same_first = same_first && first == one->rest[1].number;
        same_second = same_second && second == one->rest[0].number;
    }
    return one != nullptr && (some_second || (!some_first && same_second && !same_first));
}

/// A month, a season, or a quarter by its number.
bool is_part_of_year(std::string_view label) {
    constexpr std::string_view mere_numbers = " first second third fourth 一 二 三 四 五 六 七 八 九 十 上 下 ";
    constexpr std::string_view words = " q quarter quartal trimestre month 月 季 度 第 ";
    const std::vector<Token> tokens = tokens_of(label);
    const auto is_word = [&](const Token& token) { return !token.is_number() && stands_in(words, token.word); };
    const auto numbers = std::count_if(tokens.begin(), tokens.end(), [](const Token& t) { return t.is_number(); });
    const bool is_month = tokens.size() == 1 && tokens[0].is_named && !stands_in(mere_numbers, title_form(label));
    return is_month || (numbers == 1 && tokens.size() > 1 &&
                        std::count_if(tokens.begin(), tokens.end(), is_word) + 1 == std::ssize(tokens));
}

/// Whether a label begins with a letter or a digit and has no marks of measures and no bracket that closes before one
/// opens: "%) 2021" is what stands behind a name's bracket.
bool is_worded_as_date(std::string_view label) {
    const std::string form = normal_form(label);
    const auto opened = form.find('('), closed = form.find(')');
    return !form.empty() && (is_digit(form.front()) || has_letter(form.substr(0, 1))) &&
           form.find_first_of("%$=<>+*#&@") == form.npos && (closed == form.npos || opened < closed);
}

}  // namespace

bool is_period_label(std::string_view label) { return is_date(label) || is_part_of_year(label); }

bool is_date(std::string_view label) {
    if (!is_worded_as_date(label)) return false;
    const Moment moment = moment_of(label);
    // "2020/2019" is what one year has by the other.
    const auto may_be_part = [&](const Token& token) {
        return token.is_number() && !(is_year(token) && token.number < *moment.year);
    };
    return moment.year && std::all_of(moment.rest.begin(), moment.rest.end(), may_be_part);
}

std::optional<long long> year_in(std::string_view label) { return moment_of(label).year; }

void sort_by_time(std::vector<std::size_t>& places, const std::vector<std::string>& labels) {
    std::vector<Moment> moments(labels.size());
    const bool all_numbers =
        std::all_of(places.begin(), places.end(), [&](std::size_t i) { return period_number(labels[i]).has_value(); });
    for (const std::size_t i : places) {
        if (all_numbers)
            moments[i].year = period_number(labels[i]);
        else
            moments[i] = moment_of(labels[i]);
    }
    if (months_come_first(moments)) {
        for (Moment& moment : moments) {
            if (moment.has_day_month) std::swap(moment.rest[0], moment.rest[1]);
        }
    }
    std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
        if (moments[a].year.has_value() != moments[b].year.has_value()) return moments[a].year.has_value();
        return std::tie(moments[a].year, moments[a].rest, labels[a]) <
               std::tie(moments[b].year, moments[b].rest, labels[b]);
    });
}

}  // namespace iiindex::detail
