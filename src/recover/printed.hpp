#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include <iiindex/dataset.hpp>

namespace iiindex::detail {

/// A printed score: any number from `low` to `high` is printed so, but for `high` itself.
struct PrintedScore {
    double score = 0;
    double low = 0;
    double high = 0;
    std::string source;
};

/// By row and node.
using PrintedScores = std::map<std::pair<std::size_t, std::size_t>, PrintedScore>;

/// Every score in print, those of lists included. What is assumed is not.
PrintedScores printed_scores(const Publication& published);

/// The most decimals that a printed score has.
int most_printed_digits(const Publication& published);

}  // namespace iiindex::detail
