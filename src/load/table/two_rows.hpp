#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iiindex::detail {

struct JoinedTitle {
    std::string text;
    bool is_lower = false;  ///< it stands in the lower row
};

/// The titles of a table that has them in two rows, names of groups of columns above (one cell, often merged, over
/// several): what the lower row says, behind its group where it says the same twice or a year; what the upper one says
/// where nothing stands below. None where the lower row is no row of titles: it then titles a unit, holds a number, or
/// adds no column.
std::optional<std::vector<JoinedTitle>> joined_titles(const std::vector<std::string_view>& upper,
                                                      const std::vector<std::string_view>& lower);

/// Puts the titles of a lower row, if it has such, among those above it; says whether it has. A title has a `text`
/// beside the place where it stands.
template <class Title>
bool join_titles(std::vector<Title>& upper, const std::vector<Title>& lower) {
    const auto texts_of = [](const std::vector<Title>& titles) {
        std::vector<std::string_view> texts;
        for (const Title& title : titles) texts.push_back(title.text);
        return texts;
    };
    auto joined = joined_titles(texts_of(upper), texts_of(lower));
    if (!joined) return false;
    upper.resize(joined->size());
    for (std::size_t column = 0; column < upper.size(); ++column) {
        if ((*joined)[column].is_lower) upper[column] = lower[column];
        upper[column].text = std::move((*joined)[column].text);
    }
    return true;
}

}  // namespace iiindex::detail
