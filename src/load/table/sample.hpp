#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace iiindex::detail {

inline constexpr std::size_t usual_sample = 200, large_sample = 20'000;  // rows

/// What stands in the first rows below a header, by column, as far as it helps to tell what the column is.
class Sample {
public:
    Sample(std::string_view text, std::size_t begin, char separator, std::size_t most_rows = usual_sample);

    /// A text of a column that stands beside two different ones of another; empty if there is none.
    std::string shared(std::size_t column, std::size_t by) const;

    bool is_empty(std::size_t column) const;

    /// How many different texts a column has; 0 where one of its cells is a number or all are missing.
    std::size_t different_texts(std::size_t column) const;

    /// Whether no two rows have the same in a column, but for those that differ in one of the keys.
    bool tells_apart(std::size_t column, const std::vector<std::size_t>& keys) const;

    /// Whether a column has no text but dates, and one.
    bool has_only_dates(std::size_t column) const;

    /// Whether most of the units have most of the periods, and each of several periods has rows of several units.
    bool is_panel(std::size_t unit, std::size_t period) const;

    /// Whether one column has codes in capitals and the other a name for each of them, some not in capitals.
    bool has_names_of(std::size_t codes, std::size_t names) const;

    std::size_t size() const noexcept { return rows_.size(); }

private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace iiindex::detail
