#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <iiindex/load.hpp>

#include "load/table/dialect.hpp"
#include "load/table/named_rows.hpp"
#include "load/table/reshape.hpp"
#include "load/table/titles.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// The names on the command line of rows to be left out, by what stands in columns that tell no units.
class DroppedValues {
public:
    explicit DroppedValues(std::vector<std::string> lists) : lists_(std::move(lists)), named_(lists_) {}

    /// Whether a value is among them, which is kept in mind.
    bool take(std::string_view value);
    /// What is left of the names: those of units, perhaps.
    std::vector<std::string> left() const;

private:
    std::vector<std::string> lists_;
    NamedRows named_;
    std::unordered_set<std::string> taken_;  ///< in their normal form
};

/// A table made of another one, parted by the same character, and what is left of the options for it.
struct PartedTable {
    MadeTable table;
    LoadOptions options;
};

/// A table without the rows that the options name by what stands in a column of which nothing else is known, as one of
/// sexes; a warning says how many they are. Nothing where there are none.
std::optional<PartedTable> without_dropped_rows(const Text& text, const Dialect& dialect, const TitleWords& words,
                                                const LoadOptions& options, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
