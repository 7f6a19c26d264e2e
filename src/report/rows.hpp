#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <iiindex/rank.hpp>
#include <iiindex/result.hpp>

#include "report/html.hpp"

namespace iiindex::detail {

/// A node's score as it is shown, "–" where there is none.
std::string score_text(const Result& result, std::size_t row, std::size_t node);
/// A number with a sign, "–" where there is none.
std::string signed_decimal(const std::optional<double>& number, int digits);

/// The rows of a period in order of rank at a node, with their ranks; those without a score last.
struct Ranked {
    std::vector<std::size_t> rows;
    std::vector<Rank> ranks;  ///< by place in `rows`
};
Ranked ranked(const Result& result, std::size_t period, std::size_t node);

/// What a column is called: the whole index's name would be too long for one.
std::string column_title(const Index& index, std::size_t node, Language language);

void put_paragraph(Html& html, const std::string& text);

}  // namespace iiindex::detail
