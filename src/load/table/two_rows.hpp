#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iiindex::detail {

/// In which titles stand at most: groups and titles, both in two languages.
inline constexpr std::size_t most_rows_of_titles = 4;

struct JoinedTitle {
    std::string text;
    bool is_lower = false;             ///< it stands in the lower row
    std::optional<std::size_t> group;  ///< the column of the title that stands above it and others
};

/// The titles of a table that has them in two rows, names of groups of columns above (one cell, often merged, over
/// several, or the same in each): what the lower row says, behind its group where it says the same twice or a year;
/// what the upper one says where nothing stands below. Where the lower row says the same as a Chinese one in another
/// language, both, in lines of their own. None where the lower row is no row of titles: it then titles a unit, holds a
/// number, or adds no column.
std::optional<std::vector<JoinedTitle>> joined_titles(const std::vector<std::string_view>& upper,
                                                      const std::vector<std::string_view>& lower);

/// Puts the titles of a lower row among those above it; nothing where it has none. A title has a `text` beside the
/// place where it stands.
template <class Title>
std::optional<std::vector<JoinedTitle>> join_titles(std::vector<Title>& upper, const std::vector<Title>& lower) {
    const auto texts_of = [](const std::vector<Title>& titles) {
        std::vector<std::string_view> texts;
        for (const Title& title : titles) texts.push_back(title.text);
        return texts;
    };
    auto joined = joined_titles(texts_of(upper), texts_of(lower));
    if (!joined) return joined;
    upper.resize(joined->size());
    for (std::size_t column = 0; column < upper.size(); ++column) {
        if ((*joined)[column].is_lower) upper[column] = lower[column];
        upper[column].text = (*joined)[column].text;
    }
    return joined;
}

}  // namespace iiindex::detail
