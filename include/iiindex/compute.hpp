#pragma once

#include <cstddef>
#include <optional>

#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

struct ComputeOptions {
    ScaleBasis scale;
    std::optional<std::size_t> depth;  ///< the deepest level whose scores are kept; else all
    bool keep_values = true;  ///< else the result has none: their memory is for scores and for what comes after
};

/// The whole method: prepares the values, normalises the indicators, aggregates up the tree.
/// Throws InputError with every indicator that has no scale.
Result compute(Index index, Dataset data, const ComputeOptions& options = {});

/// One period of a result by itself, as it was computed among all.
Result in_period(Result result, std::size_t number);

}  // namespace iiindex
