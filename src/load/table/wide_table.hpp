#pragma once

#include <vector>

#include <iiindex/bytes.hpp>

#include "load/text.hpp"

namespace iiindex::detail {

/// A table with a column an indicator, made of one in another shape; parted by the same character.
struct WideTable {
    Bytes characters;
    std::vector<Piece> pieces;
};

}  // namespace iiindex::detail
