#pragma once

#include <iiindex/report.hpp>

#include "ground/catalogue.hpp"
#include "report/html.hpp"
#include "report/rows.hpp"

namespace iiindex::detail {

/// The parts of the report, in their order.
struct Section {
    std::string_view id;
    std::string_view english;
    bool (*has)(const ReportInput&);
    void (*write)(Html&, const ReportInput&, const ReportOptions&);

    std::string_view title(Language language) const { return translated(english, language); }
};

/// Every section that a page may have.
std::span<const Section> report_sections();

void write_total(Html& html, const ReportInput& input, const ReportOptions& options);
void write_own_weights(Html& html, const ReportInput& input, const ReportOptions& options);
void write_primary(Html& html, const ReportInput& input, const ReportOptions& options);
void write_pairs(Html& html, const ReportInput& input, const ReportOptions& options);
void write_profiles(Html& html, const ReportInput& input, const ReportOptions& options);
void write_structure(Html& html, const ReportInput& input, const ReportOptions& options);
void write_intervals(Html& html, const ReportInput& input, const ReportOptions& options);
void write_experts(Html& html, const ReportInput& input, const ReportOptions& options);
void write_changes(Html& html, const ReportInput& input, const ReportOptions& options);
void write_all(Html& html, const ReportInput& input, const ReportOptions& options);
void write_appendix(Html& html, const ReportInput& input, const ReportOptions& options);
void write_method(Html& html, const ReportInput& input, const ReportOptions& options);
void write_notes(Html& html, const ReportInput& input, const ReportOptions& options);

/// A chart in the width of a page and in that of a telephone.
void put_chart(Html& html, std::string_view kind, const ReportInput& input, const ReportOptions& options,
               ChartOptions drawing);

/// What the author says before or after a part of the page: of a section by its id, of a node by "node-" and its code.
void put_author(Html& html, const ReportInput& input, std::string_view part, AuthorText::Where where);

}  // namespace iiindex::detail
