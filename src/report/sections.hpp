#pragma once

#include <iiindex/report.hpp>

#include "report/html.hpp"

namespace iiindex::detail {

/// The parts of the report, in their order.
struct Section {
    std::string_view id;
    std::string_view title_zh, title_en;
    bool (*has)(const ReportInput&);
    void (*write)(Html&, const ReportInput&, const ReportOptions&);
};

void write_method(Html& html, const ReportInput& input, const ReportOptions& options);
void write_total(Html& html, const ReportInput& input, const ReportOptions& options);
void write_primary(Html& html, const ReportInput& input, const ReportOptions& options);
void write_radar(Html& html, const ReportInput& input, const ReportOptions& options);
void write_structure(Html& html, const ReportInput& input, const ReportOptions& options);
void write_intervals(Html& html, const ReportInput& input, const ReportOptions& options);
void write_changes(Html& html, const ReportInput& input, const ReportOptions& options);
void write_all(Html& html, const ReportInput& input, const ReportOptions& options);
void write_appendix(Html& html, const ReportInput& input, const ReportOptions& options);
void write_notes(Html& html, const ReportInput& input, const ReportOptions& options);

/// A chart in the width of a page and in that of a telephone.
void put_chart(Html& html, std::string_view kind, const ReportInput& input, const ReportOptions& options,
               ChartOptions drawing);

}  // namespace iiindex::detail
