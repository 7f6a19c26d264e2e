#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <iiindex/problem.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// An indicator without a value for a unit.
struct EmptyCell {
    std::uint32_t row = 0;
    std::uint16_t node = 0;
};

/// Those of consecutive blocks of rows.
using EmptyCells = std::vector<std::vector<EmptyCell>>;

/// Every indicator and unit without a value, by row, then in tree order.
EmptyCells empty_cells(const Index& index, const Dataset& data);

/// What was done about every score that an indicator lacks: of those that had no value, and of those whose value gives
/// none.
///
/// empty   the cells that were empty before the data were prepared
std::vector<Gap> find_gaps(const Result& result, const EmptyCells& empty);

/// A unit's gaps, in tree order.
std::span<const Gap> gaps_in(const Result& result, std::size_t row);

/// The share of the whole weight of a unit that its indicators' own values stand for. Weights are those that were used.
double measured_share(const Result& result, std::size_t row);

/// A warning that names the units of which something, but less than half of the weight was measured.
std::optional<Problem> thinly_measured(const Result& result);

}  // namespace iiindex
