#include <iiindex/problem.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include <iiindex/text.hpp>

#include "ground/catalogue.hpp"
#include "model/problem_kind.hpp"
#include "text/utf8.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::size_t widest_excerpt = 100;
constexpr std::size_t before_fault = 60;

/// A character of an input as it is shown.
struct ShownCharacter {
    std::string shown;
    std::size_t width = 0;
};

ShownCharacter shown_tab(std::size_t column) {
    const std::size_t width = 8 - column % 8;
    return {std::string(width, ' '), width};
}

ShownCharacter shown_character(std::string_view bytes) {
    std::string shown = printable(bytes);
    const std::size_t width = display_width(shown);
    return {std::move(shown), width};
}

std::vector<ShownCharacter> characters_of(std::string_view line) {
    std::vector<ShownCharacter> characters;
    std::size_t column = 0;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t bytes = first_character(line.substr(at)).bytes;
        characters.push_back(line[at] == '\t' ? shown_tab(column) : shown_character(line.substr(at, bytes)));
        column += characters.back().width;
        at += bytes;
    }
    return characters;
}

std::size_t width_of(const std::vector<ShownCharacter>& characters, std::size_t first, std::size_t last) {
    std::size_t width = 0;
    for (std::size_t i = first; i < last; ++i) width += characters[i].width;
    return width;
}

/// Which characters of a line are shown: [first, last).
struct Excerpt {
    std::size_t first = 0;
    std::size_t last = 0;
};

Excerpt excerpt_around(const std::vector<ShownCharacter>& characters, std::size_t fault) {
    if (width_of(characters, 0, characters.size()) <= widest_excerpt) return {0, characters.size()};
    Excerpt excerpt{fault, fault};
    for (std::size_t width = 0; excerpt.first > 0; --excerpt.first) {
        width += characters[excerpt.first - 1].width;
        if (width > before_fault) break;
    }
    std::size_t width = width_of(characters, excerpt.first, fault);
    for (; excerpt.last < characters.size(); ++excerpt.last) {
        width += characters[excerpt.last].width;
        if (width > widest_excerpt) break;
    }
    return excerpt;
}

std::string underline(const std::vector<ShownCharacter>& characters, Excerpt excerpt, std::size_t fault,
                      std::size_t length) {
    const std::size_t end = std::min(excerpt.last, fault + std::min(length, characters.size() - fault));
    const std::size_t width = std::max<std::size_t>(1, width_of(characters, fault, std::max(fault, end)));
    return std::string(width_of(characters, excerpt.first, fault), ' ') + '^' + std::string(width - 1, '~');
}

void append_excerpt(std::string& out, const Problem& problem) {
    const auto characters = characters_of(problem.line_text);
    const std::size_t offset =
        problem.where.column > problem.line_text_column ? problem.where.column - problem.line_text_column : 0;
    const std::size_t fault = std::min(offset, characters.size());
    const Excerpt excerpt = excerpt_around(characters, fault);
    const bool cut_before = excerpt.first > 0 || problem.line_text_column > 1;
    if (cut_before) out += "…";
    for (std::size_t i = excerpt.first; i < excerpt.last; ++i) out += characters[i].shown;
    if (excerpt.last < characters.size()) out += "…";
    out += '\n';
    if (problem.where.column == 0) return;
    if (cut_before) out += ' ';
    out += underline(characters, excerpt, fault, problem.length) + '\n';
}

/// A text as it is shown: of one that quotes a whole file its two ends.
std::string told(std::string_view text) {
    constexpr std::size_t longest = 2000, end = 200;
    if (text.size() <= longest) return printable(text);
    std::size_t head = 0;
    while (head < longest - end) head += first_character(text.substr(head)).bytes;
    std::size_t tail = text.size() - end;
    while (tail < text.size() && (static_cast<unsigned char>(text[tail]) & 0xC0) == 0x80) ++tail;
    return printable(text.substr(0, head)) + " … " + printable(text.substr(tail));
}

std::string place(const Location& where) {
    std::string text = printable(where.file);
    if (where.line > 0) text += fmt::format(":{}", where.line);
    if (where.line > 0 && where.column > 0) text += fmt::format(":{}", where.column);
    return text;
}

void append_places(std::string& out, const Problem& problem) {
    const std::size_t count = problem.also.size() + problem.more;
    if (count == 0) return;
    std::vector<std::string> places = problem.also;
    if (problem.more > 0) places.emplace_back("…");
    const std::string all = told(fmt::format("{}", fmt::join(places, translated("; ", spoken()))));
    out += count == 1 ? said("  in {}\n", all) : said("  {} times: {}\n", count, all);
}

std::string summary(const std::vector<Problem>& problems) {
    if (problems.empty()) return said("refused input");
    return place(problems.front().where) + ": " + problems.front().what;
}

/// The characters of a text in lower case (ASCII alone); a byte that is no UTF-8 stands for itself.
std::u32string folded_characters(std::string_view text) {
    std::u32string characters;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = first_character(text.substr(at));
        const int byte = static_cast<unsigned char>(ascii_lower(text[at]));
        characters += static_cast<char32_t>(character.bytes == 1 ? byte : character.code);
        at += character.bytes;
    }
    return characters;
}

/// Damerau-Levenshtein distance (optimal string alignment): insert, delete, replace, swap neighbours.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
    std::vector<std::size_t> before, above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before = std::exchange(above, row);
    }
    return above[b.size()];
}

}  // namespace

std::string to_string(const Problem& problem, Severity severity) {
    const std::string where = place(problem.where), what = told(problem.what);
    std::string text =
        severity == Severity::error ? said("{}: error: {}\n", where, what) : said("{}: warning: {}\n", where, what);
    if (!problem.line_text.empty()) append_excerpt(text, problem);
    append_places(text, problem);
    if (!problem.remedy.empty()) text += said("  hint: {}\n", told(problem.remedy));
    return text;
}

std::vector<Problem> gathered(std::vector<Problem> problems) {
    std::map<std::string, std::vector<std::size_t>> alike;
    for (std::size_t i = 0; i < problems.size(); ++i) {
        const Problem& problem = problems[i];
        if (problem.also.size() > 1) continue;  // is of several already
        alike[problem.where.file + '\n' + kind_of(problem.what, problem.remedy)].push_back(i);
    }
    std::vector<bool> is_told(problems.size());
    for (const auto& [kind, places] : alike) {
        if (places.size() < fewest_gathered) continue;
        Problem& first = problems[places.front()];
        std::vector<std::string_view> texts;
        for (const std::size_t place : places) texts.emplace_back(problems[place].what);
        const std::vector<std::string> labels = labels_of(texts);
        first.also.clear();
        for (std::size_t i = 0; i < places.size(); ++i) {
            is_told[places[i]] = i > 0;
            if (first.also.size() <= most_further && !labels[i].empty())
                first.also.push_back(labels[i]);
            else
                ++first.more;
        }
    }
    std::vector<Problem> told;
    for (std::size_t i = 0; i < problems.size(); ++i) {
        if (!is_told[i]) told.push_back(std::move(problems[i]));
    }
    return told;
}

InputError::InputError(std::vector<Problem> problems, std::size_t unlisted)
    : std::runtime_error(summary(problems)), problems_(std::move(problems)), unlisted_(unlisted) {}

InputError::InputError(Problem problem) : InputError(std::vector{std::move(problem)}) {}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
    const auto letters = folded_characters(word);
    std::size_t allowed = std::max<std::size_t>(1, letters.size() / 3);
    std::string_view found;
    for (const auto candidate : candidates) {
        if (candidate.size() > word.size() + 4 * allowed) continue;
        const auto others = folded_characters(candidate);
        const auto [shorter, longer] = std::minmax({letters.size(), others.size()});
        if (longer - shorter > allowed) continue;
        const std::size_t apart = distance(letters, others);
        if (apart > allowed || apart >= longer) continue;
        if (found.empty() || apart < allowed) found = candidate;
        allowed = apart;
    }
    return found;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
    const auto candidate = nearest(word, candidates);
    return candidate.empty() ? std::string() : said("did you mean '{}'?", candidate);
}

}  // namespace iiindex
