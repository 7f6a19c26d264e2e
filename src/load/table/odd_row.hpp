#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/index.hpp>

#include "load/table/layout.hpp"
#include "load/table/titles.hpp"

namespace iiindex::detail {

/// A row that could not be read as a unit's, and what else it may be.
class OddRow {
public:
    OddRow(std::string_view text, std::size_t begin, char separator, const Layout& layout, const Index& index);

    /// The first text that stands in it.
    std::string_view first_text() const;
    /// What it is beyond doubt, for a message: a blank row, a note, a total, the titles again, measures. Empty if it is
    /// none of these.
    std::string what() const;
    /// Where it holds measures, the first that is not the index's; of another language than the index's none is.
    std::optional<Contradiction> other_measure() const;

private:
    bool lacks_code() const;
    bool repeats_titles() const;
    bool holds_measures() const;

    const Layout& layout_;
    const Index& index_;
    std::vector<std::string> cells_;
    std::size_t filled_ = 0;  ///< cells that are not blank
};

}  // namespace iiindex::detail
