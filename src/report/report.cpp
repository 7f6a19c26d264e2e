#include <iiindex/report.hpp>

#include <array>

#include <fmt/format.h>

#include "ground/catalogue.hpp"
#include "report/assets.hpp"
#include "report/data.hpp"
#include "report/sections.hpp"
#include "words/labels.hpp"
#include "words/origins.hpp"

namespace iiindex {

using namespace detail;

namespace {

bool always(const ReportInput&) { return true; }
bool with_intervals(const ReportInput& input) { return !input.intervals.empty(); }
bool with_experts(const ReportInput& input) { return input.experts != nullptr; }
bool with_changes(const ReportInput& input) { return input.changes != nullptr; }
bool with_three_axes(const ReportInput& input) { return input.result->index.root().children.size() >= 3; }
bool with_tree(const ReportInput& input) { return !input.result->index.root().is_indicator(); }

bool with_comparison(const ReportInput& input) { return with_three_axes(input) || !input.pairs.empty(); }

constexpr std::array sections = {
    Section{"total", marked("The total"), always, write_total},
    Section{"own", marked("Your own weights"), with_tree, write_own_weights},
    Section{"primary", marked("Primary indices"), with_tree, write_primary},
    Section{"pairs", marked("Two by two"), with_comparison, write_pairs},
    Section{"profiles", marked("Profiles"), with_tree, write_profiles},
    Section{"structure", marked("How scores are made up"), with_tree, write_structure},
    Section{"intervals", marked("Rank intervals"), with_intervals, write_intervals},
    Section{"experts", marked("The experts' weights"), with_experts, write_experts},
    Section{"changes", marked("Since the year before"), with_changes, write_changes},
    Section{"all", marked("All scores"), always, write_all},
    Section{"appendix", marked("Appendix"), always, write_appendix},
    Section{"method", marked("Method and weights"), always, write_method},
    Section{"notes", marked("Notes on the data"), always, write_notes},
};

std::string title_of(const ReportInput& input, const ReportOptions& options) {
    const std::string& name = input.result->index.root().name.in(options.language);
    const std::string& label = input.result->data.periods[options.period].label;
    if (label.empty()) return name;
    return worded(options.language, "{0} {1}", name, label);
}

void write_head(Html& html, const std::string& title) {
    const std::string policy = "default-src 'none'; style-src " + policy_source(report_style_digest) + "; script-src " +
                               policy_source(report_script_digest) + "; base-uri 'none'; form-action 'none'";
    html.open("head");
    html.open("meta", {{"charset", "utf-8"}});
    html.open("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy}});
    html.open("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html.put("title", title);
    html.raw("<style>");
    html.raw(report_style);
    html.raw("</style>\n");
    html.close("head");
}

void write_contents(Html& html, const ReportInput& input, Language language) {
    html.open("nav", {{"aria-label", translated("Contents", language)}});
    html.open("ul");
    for (const Section& section : sections) {
        if (!section.has(input)) continue;
        html.open("li");
        html.put("a", section.title(language), {{"href", fmt::format("#{}", section.id)}});
        html.close("li");
    }
    html.close("ul");
    html.close("nav");
}

}  // namespace

std::span<const Section> detail::report_sections() { return sections; }

std::string report(const ReportInput& input, const ReportOptions& options) {
    const std::string title = title_of(input, options);
    Html html;
    html.raw("<!DOCTYPE html>\n");
    html.open("html", {{"lang", translated("en", options.language)}});
    write_head(html, title);
    html.open("body");
    html.open("header");
    html.put("h1", title);
    if (const std::string origins = origins_note(*input.result, options.language); !origins.empty()) {
        html.put("p", origins, {{"class", "callout"}});
    }
    write_contents(html, input, options.language);
    html.close("header");
    html.open("main");
    for (const Section& section : sections) {
        if (!section.has(input)) continue;
        html.open("section", {{"id", section.id}});
        html.put("h2", section.title(options.language));
        put_author(html, input, section.id, AuthorText::Where::before);
        section.write(html, input, options);
        put_author(html, input, section.id, AuthorText::Where::after);
        html.close("section");
    }
    html.close("main");
    html.open("script", {{"type", "application/json"}, {"id", "page-data"}});
    html.raw(page_data(input, options));
    html.close("script");
    html.raw("<script>");
    html.raw(report_script);
    html.raw("</script>\n");
    html.close("body");
    html.close("html");
    return std::move(html).finish();
}

}  // namespace iiindex
