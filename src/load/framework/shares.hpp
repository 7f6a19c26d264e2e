#pragma once

#include <optional>
#include <span>
#include <string>

#include "load/table/title_parts.hpp"

namespace iiindex::detail {

/// A number above 0 in brackets behind a name that may be a weight.
struct Share {
    enum class Mark { none, percent, points };

    double number = 0;
    Mark mark = Mark::none;
    std::string text;     ///< as a cell of weights would say it
    std::string measure;  ///< what stands before it
};

/// What is called a weight; else the measure, or what stands behind its last comma, if that is a number.
std::optional<Share> share_in(const TitleParts& parts);

/// Whether shares of one mark sum to 1 or 100, percentages to 100, or any to what their parent has, but for what
/// rounding them lost.
bool make_a_whole(std::span<const Share> shares, const std::optional<Share>& parent);

}  // namespace iiindex::detail
