#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include <iiindex/format.hpp>

namespace iiindex {

/// What makes a run of cells from what makes one.
template <class CellOf>
MakeCells each_cell(CellOf cell_of) {
    return [cell_of = std::move(cell_of)](std::size_t first, std::span<Cell> cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = cell_of(first + i);
    };
}

}  // namespace iiindex
