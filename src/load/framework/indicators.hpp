#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/problem.hpp>

#include "load/table/grid.hpp"
#include "load/table/titles.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// An indicator, or a group of some, that a table of values names.
struct NamedIndicator {
    std::string name;
    std::string name_en;                                  ///< empty where the title is in one language
    std::string code;                                     ///< empty where the table has none
    std::string measure;                                  ///< empty where the table does not say
    GridCell at;                                          ///< where it is named first
    std::optional<GridCell> group = {};                   ///< the title above that it shares with others
    std::optional<GridCell> weight = {}, direction = {};  ///< what rows of these or brackets say; empty: nothing does
};

/// A part of a title as a cell; nothing where it has no such part.
std::optional<GridCell> part_of(const GridCell& title, std::string_view part);

/// Those of a table with columns of numbers: one a column, with the measure that stands in brackets behind its name or
/// in a row below the titles, and the direction and the weight that stand there; or, where all such columns have years
/// in their titles (gdp_2019, gdp_2020), one for those that are the same but for the year.
///
/// rows     the first of the table, enough to tell what its columns hold
/// header   the place of the titles among them
/// groups   by column, the title above its own, if it has such
/// words    what titles mean where no index is known
std::vector<NamedIndicator> indicators_in_titles(const std::vector<CellRow>& rows, std::size_t header,
                                                 const std::vector<std::optional<GridCell>>& groups,
                                                 const TitleWords& words, const Text& text,
                                                 std::vector<Problem>& warnings);

/// A group by its title, with the weight that stands in brackets.
NamedIndicator group_titled(const GridCell& title);
/// Takes numbers or percentages in brackets for weights where those of all make a whole; points are what values count.
void take_shares(std::vector<NamedIndicator>& all);

}  // namespace iiindex::detail
