#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "ground/catalogue.hpp"
#include "text/commas.hpp"

namespace iiindex::detail {

/// A text in quotes, as messages quote what an input says.
inline std::string in_quotes(std::string_view text) { return said("'{}'", text); }

/// Texts for a message, the first five of many.
inline std::string first_few(const std::vector<std::string>& texts) {
    return first_few(texts, 5, texts.size(), spoken());
}

/// Of a row that has not as many cells as its header.
inline std::string unlike_header(std::size_t cells, std::size_t expected) {
    return cells == 1 ? said("a row of {} cell, expected {} as in the header", cells, expected)
                      : said("a row of {} cells, expected {} as in the header", cells, expected);
}

/// Whether a word is one of those of a list.
template <class Words>
bool is_among(const Words& words, std::string_view word) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

}  // namespace iiindex::detail
