#include "load/directions.hpp"

#include <string>

#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

// As title_form makes them, in lower case and without blanks, with a blank around each.
constexpr std::string_view positive_words =
    " positive 正向 正 正指标 正向指标 效益型 higherisbetter thehigherthebetter higherbetter 越大越好 越高越好 ↑ ";
constexpr std::string_view negative_words =
    " negative 逆向 逆 负向 负 反向 逆指标 逆向指标 负指标 负向指标 成本型 lowerisbetter thelowerthebetter lowerbetter "
    "越小越好 "
    "越低越好 ↓ ";
constexpr std::string_view positive_signs = " 1 1.0 +1 + higher ";
constexpr std::string_view negative_signs = " -1 -1.0 −1 - − – ";

std::optional<Direction> found_in(std::string_view positive, std::string_view negative, std::string_view text) {
    const std::string word = ' ' + title_form(text) + ' ';
    if (word.size() == 2) return std::nullopt;
    if (positive.find(word) != positive.npos) return Direction::positive;
    return negative.find(word) != negative.npos ? std::optional(Direction::negative) : std::nullopt;
}

}  // namespace

std::optional<Direction> direction_in_words(std::string_view text) {
    return found_in(positive_words, negative_words, text);
}

std::optional<Direction> direction_said(std::string_view text) {
    const auto in_words = direction_in_words(text);
    return in_words ? in_words : found_in(positive_signs, negative_signs, text);
}

}  // namespace iiindex::detail
