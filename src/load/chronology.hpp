#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iiindex::detail {

/// Whether a label is a year or a part of one and nothing else: 2019, 2019/20, Q1 2019, 31 Dec 2019, 2019年3月.
bool is_date(std::string_view label);

/// Whether a label is a date, or a month or quarter of an unsaid year: 3月, March, Q1, 第一季度.
bool is_period_label(std::string_view label);

/// Sorts the places of labels by the time that the labels say: whole numbers as such; else by the year, then the half,
/// quarter or month, then the day, whichever way round they stand; what has no year by its numbers and words, Wave 2
/// before Wave 10. Days are taken to stand before months in 3/4/2019, unless a label or all together say otherwise.
void sort_by_time(std::vector<std::size_t>& places, const std::vector<std::string>& labels);

/// The year that a label says, whatever else it says; nothing where it says none.
std::optional<long long> year_in(std::string_view label);

}  // namespace iiindex::detail
