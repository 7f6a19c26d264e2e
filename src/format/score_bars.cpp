#include "format/score_bars.hpp"

namespace iiindex::detail {

lxw_chart_series* add_score_bars(lxw_workbook* book, lxw_worksheet* sheet, const RankedCells& cells, lxw_col_t beside) {
    lxw_chart* const chart = workbook_add_chart(book, LXW_CHART_BAR);
    lxw_chart_series* const series = chart_add_series(chart, nullptr, nullptr);
    const char* const name = cells.sheet.c_str();
    chart_series_set_categories(series, name, cells.first, cells.name, cells.last, cells.name);
    chart_series_set_values(series, name, cells.first, cells.score, cells.last, cells.score);
    chart_series_set_name_range(series, name, cells.titles, cells.score);
    chart_series_set_labels(series);
    if (cells.least >= 0) chart_axis_set_min(chart->x_axis, 0);
    chart_axis_set_reverse(chart->y_axis);
    chart_axis_set_label_position(chart->y_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);  // not over bars below zero
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    lxw_chart_options tall{};
    tall.y_scale = 2;
    worksheet_insert_chart_opt(sheet, cells.first, beside, chart, &tall);  // below the titles, which print on each page
    return series;
}

}  // namespace iiindex::detail
