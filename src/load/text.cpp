#include "load/text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "ground/catalogue.hpp"
#include "load/table/places.hpp"
#include "load/xlsx/workbook.hpp"
#include "model/problem_kind.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t most_of_a_line = 4096;  // bytes kept before and after a fault

std::size_t end_of_line(std::string_view text, std::size_t at) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at && text[end - 1] == '\r') --end;
    return end;
}

bool inside_character(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

/// What is told of each of some faults of one kind: its place or, where that is not known, what tells it apart from the
/// others or its line.
std::vector<std::string> told_apart(const std::vector<const Fault*>& alike, const Text& text, const PlaceOf& place_of) {
    std::vector<std::string_view> whats;
    for (const Fault* const fault : alike) whats.emplace_back(fault->what);
    std::vector<std::string> told = labels_of(whats);
    for (std::size_t i = 0; i < alike.size(); ++i) {
        const std::string place = place_of ? place_of(*alike[i]) : "";
        if (!place.empty()) told[i] = place;
        if (!told[i].empty()) continue;
        const Location where = text.locate(alike[i]->begin);
        told[i] = text.is_sheet() ? where.file : said("line {}", where.line);
    }
    return told;
}

}  // namespace

const Text::Mark& Text::line_with(std::size_t offset) const {
    if (offset < mark_.line_begin) mark_ = {};
    const std::string_view before = characters_.substr(0, offset);
    for (std::size_t at; (at = before.find('\n', mark_.line_begin)) != before.npos;) {
        mark_ = {mark_.line + 1, at + 1};
    }
    return mark_;
}

std::string_view Text::before(std::size_t offset) const {
    const std::size_t begin = line_with(offset).line_begin;
    return characters_.substr(begin, offset - begin);
}

Fault Text::in_original(Fault fault) const {
    if (fault.begin == Fault::whole_file) return fault;
    const auto behind = std::upper_bound(pieces_.begin(), pieces_.end(), fault.begin,
                                         [](std::size_t at, const Piece& piece) { return at < piece.begin; });
    const Piece& piece = behind == pieces_.begin() ? *behind : *std::prev(behind);
    const std::size_t inside = std::min(fault.begin - piece.begin, piece.length);
    fault.begin = piece.from + inside;
    fault.length = std::clamp<std::size_t>(piece.length - inside, 1, fault.length);
    return fault;
}

Location Text::locate(std::size_t offset) const {
    if (original_) return original_->locate(in_original({.begin = offset}).begin);
    offset = std::min(offset, characters_.size());
    if (sheet_) return {said("{}: sheet {}, {}", file_, *sheet_, place(offset)), 0, 0};
    return {file_, line_with(offset).line, count_characters(before(offset)) + 1};
}

std::string Text::place(std::size_t offset) const {
    if (original_) return original_->place(in_original({.begin = offset}).begin);
    offset = std::min(offset, characters_.size());
    const std::size_t line = line_with(offset).line;
    if (!sheet_) return said("line {}", line);
    const std::string_view left = before(offset);
    const auto column = static_cast<std::size_t>(std::count(left.begin(), left.end(), cell_end));
    return fmt::format("{}{}", column_letters(column), line);
}

Problem Text::problem(const Fault& fault) const {
    if (original_) return original_->problem(in_original(fault));
    if (fault.begin == Fault::whole_file) return {{file_}, fault.what, fault.remedy, {}};
    const std::size_t begin = std::min(fault.begin, characters_.size());
    if (sheet_) return {locate(begin), fault.what, fault.remedy, {}};
    const std::size_t line_begin = line_with(begin).line_begin;
    const std::size_t line_end = end_of_line(characters_, begin);
    std::size_t first = begin - std::min(begin - line_begin, most_of_a_line);
    while (first > line_begin && inside_character(characters_, first)) --first;
    std::size_t last = std::min(line_end, begin + most_of_a_line);
    while (last < line_end && inside_character(characters_, last)) ++last;

    Problem problem{locate(begin), fault.what, fault.remedy, {}};
    problem.line_text = characters_.substr(first, last - first);
    problem.line_text_column = locate(first).column;
    problem.length = std::max<std::size_t>(
        1, count_characters(characters_.substr(begin, std::min(fault.length, last - std::min(begin, last)))));
    return problem;
}

void refuse(const std::string& file, std::string what, std::string remedy) {
    throw InputError(Problem{{file}, std::move(what), std::move(remedy), {}});
}

void Faults::add(Fault fault) {
    const std::string kind = kind_of(fault.what, fault.remedy);
    add(kind, std::move(fault), 1);
}

void Faults::add(const std::string& kind, Fault fault, std::size_t count) {
    size_ += count;
    if (full() && !kinds_.contains(kind)) {
        unlisted_ += count;
        return;
    }
    Kind& alike = kinds_[kind];
    alike.count += count;
    if (alike.kept.size() <= most_further) alike.kept.push_back(std::move(fault));
}

void Faults::append(Faults&& later) {
    for (auto& [kind, alike] : later.kinds_) {
        const std::size_t uncounted = alike.count - alike.kept.size();
        for (std::size_t i = 0; i < alike.kept.size(); ++i) {
            add(kind, std::move(alike.kept[i]), i + 1 < alike.kept.size() ? 1 : 1 + uncounted);
        }
    }
    size_ += later.unlisted_;
    unlisted_ += later.unlisted_;
}

bool Faults::count_if_full(std::string_view what, std::string_view remedy) {
    const auto found = kinds_.find(kind_of(what, remedy));
    if (found == kinds_.end() || found->second.kept.size() <= most_further) return false;
    ++found->second.count;
    ++size_;
    return true;
}

std::vector<Problem> Faults::problems(const Text& text, const PlaceOf& place_of) const {
    struct Told {
        std::vector<const Fault*> alike;
        std::size_t more = 0;
    };
    const auto stands_before = [](const Fault* a, const Fault* b) { return a->begin < b->begin; };
    std::vector<Told> all;
    for (const auto& [kind, alike] : kinds_) {
        std::vector<const Fault*> kept;
        for (const Fault& fault : alike.kept) kept.push_back(&fault);
        std::stable_sort(kept.begin(), kept.end(), stands_before);
        if (alike.count >= fewest_gathered) {
            all.push_back({kept, alike.count - kept.size()});
        } else {
            for (const Fault* fault : kept) all.push_back({{fault}});
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [&](const Told& a, const Told& b) { return stands_before(a.alike.front(), b.alike.front()); });
    std::vector<Problem> problems;
    for (const Told& told : all) {
        Problem problem = text.problem(*told.alike.front());
        if (told.alike.size() > 1) {
            problem.also = told_apart(told.alike, text, place_of);
        } else if (const std::string place = place_of ? place_of(*told.alike.front()) : ""; !place.empty()) {
            problem.also = {place};
        }
        problem.more = told.more;
        problems.push_back(std::move(problem));
    }
    return problems;
}

void Faults::raise_if_any(const Text& text, const PlaceOf& place_of) const {
    if (size_ > 0) throw InputError(problems(text, place_of), unlisted_);
}

}  // namespace iiindex::detail
