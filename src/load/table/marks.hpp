#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "load/table/number.hpp"
#include "load/table/rows.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// What the cells of a column of numbers have alike, or should have: a percent sign, a decimal mark. One cell cannot
/// tell. Where plain numbers are not noted it is known whether cells may differ, not whether they do.
class ColumnMarks {
public:
    void note(const NumberCell& cell, const Field& field);
    /// Of rows further down.
    void join(const ColumnMarks& later);

    std::size_t flags() const noexcept { return flags_; }
    bool may_differ() const noexcept { return first_percent_ || (first_doubtful_ && first_other_); }

    /// Refuses what the column has in some cells and not in others.
    void check(std::string_view subject, const Text& text, Faults& faults) const;

private:
    std::size_t flags_ = 0;
    std::optional<Field> first_percent_, first_without_, first_doubtful_, first_other_;
};

}  // namespace iiindex::detail
