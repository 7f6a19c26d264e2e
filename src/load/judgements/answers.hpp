#pragma once

#include <optional>
#include <string_view>

#include "load/table/number.hpp"

namespace iiindex::detail {

/// An answer to one question, also with its label behind it as forms give it ("5 - very important", "4分") and a place
/// of a ranking ("2nd", "第2名"). For messages `subject` is what is asked.
NumberCell read_answer(std::string_view cell, char decimal, std::string_view subject);

/// How much more the first of two counts: a finite number above 0 or a fraction (1/3, ⅓, 1:3). A fault says what to do.
NumberCell read_preference(std::string_view cell, char decimal, std::string_view subject);

/// The same in the words of Saaty's scale: 5 of "strong importance" and 明显重要; nothing for other texts.
std::optional<double> preference_in_words(std::string_view cell);

}  // namespace iiindex::detail
