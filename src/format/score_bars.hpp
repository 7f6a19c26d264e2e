#pragma once

#include <string>

#include <xlsxwriter.h>

namespace iiindex::detail {

/// Where a sheet of a workbook holds a ranking: rows and columns from 0.
struct RankedCells {
    const std::string& sheet;
    lxw_row_t titles, first, last;
    lxw_col_t name, score;
    double least;  ///< of the scores in these rows
};

/// Bars of the scores, the first unit on top, put beside the ranking at a column. Bars are read by their length, so
/// they begin at zero, unless a score lies below it.
lxw_chart_series* add_score_bars(lxw_workbook* book, lxw_worksheet* sheet, const RankedCells& cells, lxw_col_t beside);

}  // namespace iiindex::detail
