#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "load/table/number.hpp"
#include "load/table/rows.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// What the cells of a column of numbers have alike, or should have: a percent sign, a decimal mark. One cell cannot
/// tell.
class ColumnMarks {
public:
    void note(const NumberCell& cell, const Field& field);
    /// Of rows further down.
    void join(const ColumnMarks& later);

    std::size_t percents() const noexcept { return percents_; }
    std::size_t flags() const noexcept { return flags_; }

    /// Refuses what the column has in some cells and not in others.
    ///
    /// plain    the first number without a percent sign, where the column has such; asked for only if others have it
    void check(std::string_view subject, const std::optional<Field>& plain, const Text& text, Faults& faults) const;

private:
    std::size_t percents_ = 0, flags_ = 0;
    std::optional<Field> first_percent_, first_doubtful_, first_other_;
};

}  // namespace iiindex::detail
