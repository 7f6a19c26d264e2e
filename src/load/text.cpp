#include "load/text.hpp"

#include <algorithm>
#include <utility>

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

}  // namespace

const Text::Mark& Text::line_with(std::size_t offset) const {
    if (offset < mark_.line_begin) mark_ = {};
    const std::string_view before = characters_.substr(0, offset);
    for (std::size_t at; (at = before.find('\n', mark_.line_begin)) != before.npos;) {
        mark_ = {mark_.line + 1, at + 1};
    }
    return mark_;
}

Location Text::locate(std::size_t offset) const {
    offset = std::min(offset, characters_.size());
    const Mark& mark = line_with(offset);
    const auto before = characters_.substr(mark.line_begin, offset - mark.line_begin);
    return {file_, mark.line, count_characters(before) + 1};
}

Problem Text::problem(const Fault& fault) const {
    if (fault.begin == Fault::whole_file) return {{file_}, fault.what, fault.remedy, {}};
    const std::size_t begin = std::min(fault.begin, characters_.size());
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
    if (full()) {
        ++unlisted_;
    } else {
        kept_.push_back(std::move(fault));
    }
}

void Faults::append(Faults&& later) {
    for (auto& fault : later.kept_) add(std::move(fault));
    unlisted_ += later.unlisted_;
}

void Faults::shrink(std::size_t count) {
    unlisted_ = count > most ? count - most : 0;
    kept_.resize(std::min(count, kept_.size()));
}

void Faults::raise_if_any(const Text& text) const {
    if (kept_.empty()) return;
    std::vector<const Fault*> in_order;
    for (const auto& fault : kept_) in_order.push_back(&fault);
    std::stable_sort(in_order.begin(), in_order.end(),
                     [](const Fault* a, const Fault* b) { return a->begin < b->begin; });
    std::vector<Problem> problems;
    for (const auto* fault : in_order) problems.push_back(text.problem(*fault));
    throw InputError(std::move(problems), unlisted_);
}

}  // namespace iiindex::detail
