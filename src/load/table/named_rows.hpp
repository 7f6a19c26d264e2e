#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <iiindex/dataset.hpp>

namespace iiindex::detail {

/// Rows that are named on the command line.
class NamedRows {
public:
    /// Every name that lists with commas may hold, as long as nobody knows which there are.
    explicit NamedRows(const std::vector<std::string>& lists);
    /// Those that there are, the longest first; a name with commas in it hides the pieces of it.
    ///
    /// others   names of rows beside the units'
    NamedRows(const std::vector<std::string>& lists, const Units& units, const std::vector<std::string>& others);

    bool empty() const { return names_.empty(); }
    bool has(std::string_view name) const;
    /// The code or the name of a row.
    bool has(const Units& units, std::size_t row) const;
    /// What was asked for and is not there.
    const std::vector<std::string>& absent() const { return absent_; }

private:
    std::unordered_set<std::string> names_;  ///< in their normal form
    std::vector<std::string> absent_;
};

}  // namespace iiindex::detail
