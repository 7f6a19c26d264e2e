#include "catch.hpp"

#include <fstream>
#include <sstream>
#include <string>

#include <fmt/format.h>

#include <iiindex/chart.hpp>
#include <iiindex/compute.hpp>
#include <iiindex/named.hpp>
#include <iiindex/recover.hpp>

#include "chart/heads.hpp"
#include "chart/sheet.hpp"
#include "chart/svg.hpp"
#include "computed.hpp"
#include "paths.hpp"
#include "text/escape.hpp"
#include "unit/two_years.hpp"
#include "words/scores.hpp"
#include "words/units.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

Result report_2020() {
    Input input = load_dataset(read_source(IIINDEX_SOURCE "/data/2020.json")).value;
    return compute(std::move(input.index), std::move(input.data));
}

/// A kind drawn from the 2020 data, with what the kind needs beside scores.
std::string drawn(const ChartKind& kind, const ChartOptions& options) {
    const Result result = report_2020();
    const Input before =
        year_of("2020", "[" + unit_of("a", 10, 9, 8) + "," + unit_of("b", 0, 1, 2) + "," + unit_of("c", 5, 5, 5) + "]");
    const Input after =
        year_of("2021", "[" + unit_of("a", 8, 9, 8) + "," + unit_of("b", 9, 1, 2) + "," + unit_of("d", 5, 5, 5) + "]");
    const Changes changes = change(before, after, 0);
    std::vector<RankInterval> intervals;
    for (std::size_t row = 0; row < 36; ++row) {
        const auto nominal = static_cast<double>(row + 1);
        intervals.push_back({row, nominal, std::max(1.0, nominal - 2), std::min(36.0, nominal + 3)});
    }
    const bool of_changes = kind.needs == ChartKind::Needs::changes;
    return kind.draw({.result = of_changes ? &changes.after : &result, .changes = &changes, .intervals = intervals},
                     options);
}

ChartOptions options_of(Language language, double width) {
    return {.language = language, .top = {}, .rows = {}, .width = width, .title = {}};
}

}  // namespace

TEST_CASE("every kind of chart is the same bytes every time, and no number in it is missing") {
    for (const ChartKind& kind : chart_kinds()) {
        for (const double width : {300.0, 760.0}) {
            const std::string svg = drawn(kind, options_of(Language::zh, width));
            INFO(kind.name << " at " << width);
            CHECK(svg.starts_with("<svg "));
            CHECK(svg.ends_with("</svg>\n"));
            CHECK(svg.find("nan") == std::string::npos);
            CHECK(svg.find("inf") == std::string::npos);
            CHECK(svg == drawn(kind, options_of(Language::zh, width)));
        }
    }
}

TEST_CASE("every kind is found by its name") {
    for (const ChartKind& kind : chart_kinds()) CHECK(find_named(chart_kinds(), kind.name) == &kind);
    CHECK(find_named(chart_kinds(), "pie") == nullptr);
}

TEST_CASE("the bars of 2020 show the report's first city and score") {
    const std::string svg = drawn(*find_named(chart_kinds(), "bars"), options_of(Language::zh, 760));
    CHECK(svg.find(">北京</text>") != std::string::npos);
    CHECK(svg.find(">90.6</text>") != std::string::npos);
    CHECK(svg.find("TOP20") != std::string::npos);
}

TEST_CASE("only the units asked for are drawn") {
    const Result result = report_2020();
    ChartOptions options = options_of(Language::zh, 760);
    options.rows = {3, 5};
    const std::string svg = find_named(chart_kinds(), "radar")->draw({.result = &result}, options);
    CHECK(svg.find(">" + std::string(result.data.units.name(3, Language::zh)) + "</text>") != std::string::npos);
    CHECK(svg.find(">" + std::string(result.data.units.name(0, Language::zh)) + "</text>") == std::string::npos);
}

TEST_CASE("hostile names are text") {
    const std::string hostile = R"(</text><script>alert('1')</script>" onload="x)";
    CHECK(escape_xml(hostile) == "&lt;/text&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onload=&quot;x");
    CHECK(escape_xml(std::string_view("a\0b", 3)).find('\0') == std::string::npos);
    Svg svg(10, 10, hostile);
    svg.text(0, 0, hostile, {{"class", hostile}});
    const std::string text = std::move(svg).finish();
    CHECK(text.find("<script") == std::string::npos);
    CHECK(text.find("\" onload") == std::string::npos);
}

TEST_CASE("what weights may be is drawn with names as text") {
    Index index;
    for (const char* name : {"<total>", "a\x01\uFFFF", "b & c"}) {
        index.nodes.push_back({.code = "n", .name = {name, ""}});
    }
    index.nodes[0].children = {1, 2};
    RecoveredWeights found{.fits = true, .intervals = {{1, 0.4, 0.5}, {2, 0.5, 0.6}}};
    found.simple = {{.denominator = 2, .parts = {1, 1}}};
    const std::string svg = weights_chart(index, {found}, Language::en);
    CHECK(svg.starts_with("<svg "));
    CHECK(svg.find("&lt;total&gt;: what the weights can be") != std::string::npos);
    CHECK(svg.find(">a\uFFFD\uFFFD</text>") != std::string::npos);
    CHECK(svg.find(">b &amp; c</text>") != std::string::npos);
    CHECK(svg.find(">0.400–0.500</text>") != std::string::npos);
    CHECK(svg.find("<circle") != std::string::npos);
    found.fits = false;
    CHECK(weights_chart(index, {found}, Language::en).find("<circle") == std::string::npos);
}

TEST_CASE("a kind of chart shows as many units as it says, unless told otherwise") {
    const Result result = report_2020();
    ChartOptions options = options_of(Language::zh, 760);
    const auto units_drawn = [&](const char* kind) {
        const std::string svg = find_named(chart_kinds(), kind)->draw({.result = &result}, options);
        return std::string(svg.find("TOP20") != svg.npos ? "20" : svg.find("TOP3") != svg.npos ? "3" : "all");
    };
    CHECK(units_drawn("bars") == "20");
    CHECK(units_drawn("tiers") == "all");
    options.top = 3;
    CHECK(units_drawn("bars") == "3");
}

TEST_CASE("an axis has round numbers on it") {
    const Axis axis(0, 90.6, 0, 600);
    CHECK(axis.ticks() == std::vector<double>{0, 20, 40, 60, 80, 100});
    CHECK(axis.at(50) == Approx(300));
    CHECK(Axis(5, 5, 0, 100).high() > 5);
}

TEST_CASE("a text that is too wide is cut") {
    CHECK(shortened("北京", 200) == "北京");
    CHECK(shortened("呼和浩特市", 50).ends_with("…"));
}

TEST_CASE("texts that look alike once cut at the end are cut in the middle") {
    const std::vector<std::string> texts = {"Development Zone 1", "Development Zone 2", "A name as long as those are"};
    const std::vector<std::string> cut = shortened_apart(texts, 100);
    CHECK(cut[0].ends_with("e 1"));
    CHECK(cut[1].ends_with("e 2"));
    CHECK(cut[2].ends_with("…"));
    for (const std::string& text : cut) CHECK(text_width(text) <= 100);
    CHECK(shortened_apart(texts, 1000) == texts);
}

TEST_CASE("a word above a narrow column is turned rather than broken") {
    CHECK(Heads({"Health", "Education"}, 80, Heads::First::bold).height() < 40);
    CHECK(Heads({"Health", "Education"}, 48, Heads::First::bold).height() > 50);
    CHECK(Heads({"发展环境"}, 40, Heads::First::bold).height() ==
          Heads({"发展环境", "资金"}, 40, Heads::First::bold).height());
}

TEST_CASE("lines are made as even as they can be without cutting a word") {
    CHECK(balanced("Infrastructure support", 110, 12) == std::vector<std::string>{"Infrastructure", "support"});
    CHECK(balanced("Development results", 112, 12) == std::vector<std::string>{"Development", "results"});
    CHECK(balanced("发展环境与成效", 60, 12) == std::vector<std::string>{"发展环境", "与成效"});
}

TEST_CASE("an axis of counts has whole numbers on it") {
    CHECK(Axis(0, 1, 0, 500, Axis::Ends::rounded, 1).ticks() == std::vector<double>{0, 1});
    CHECK(Axis(1, 3, 0, 500, Axis::Ends::kept, 1).ticks() == std::vector<double>{1, 2, 3});
}

TEST_CASE("scores are shown with as many decimals as their scale needs, and one minus sign") {
    const std::string children = R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})";
    const std::string csv = "code,name,a,b\nx,X,1,2\ny,Y,3,1\nz,Z,7,9\n";
    const auto digits = [&](const std::string& keys) { return digits_of(index_of(children, keys), 0); };
    CHECK(digits("") == 1);
    CHECK(digits(R"("normalisation": {"method": "min-max", "range": [0, 1]},)") == 3);
    CHECK(digits(R"("normalisation": {"method": "min-max", "range": [1, 7]},)") == 2);
    CHECK(digits(R"("normalisation": {"method": "z-score"},)") == 2);
    CHECK(digits(R"("round": {"digits": 0}, "normalisation": {"method": "z-score"},)") == 0);
    CHECK(digits(R"("rescale": {"best": 100}, "normalisation": {"method": "min-max", "range": [0, 1]},)") == 1);
    const Result result = computed(index_of(children, R"("normalisation": {"method": "z-score"},)"), csv);
    CHECK(shown_score(result, 0, -0.5) == "−0.50");
    CHECK(shown_score(result, 0, std::nullopt) == "–");
    for (const std::string_view kind : {"bars", "dots", "tiers", "heatmap", "contributions", "differences"}) {
        const std::string svg =
            find_named(chart_kinds(), kind)->draw({.result = &result}, options_of(Language::en, 760));
        INFO(kind);
        CHECK(svg.find(">-") == std::string::npos);
        CHECK(svg.find(">−") != std::string::npos);
    }
}

TEST_CASE("units that tie in the last year stand below each other") {
    const Result result = computed(index_of(R"({"code": "a", "name": "A"})"),
                                   "code,name,period,a\nx,Xi,1,1\ny,Yi,1,2\nz,Zi,1,3\nx,Xi,2,5\ny,Yi,2,5\nz,Zi,2,1\n");
    const std::string svg =
        find_named(chart_kinds(), "slope")->draw({.result = &result}, options_of(Language::en, 760));
    const auto height_of = [&](std::string_view text) {
        const std::size_t at = svg.rfind("y=\"", svg.find(text)) + 3;
        return svg.substr(at, svg.find('"', at) - at);
    };
    CHECK(height_of(">1 Xi<") != height_of(">1 Yi<"));
    CHECK(svg.find(">worse<") != std::string::npos);
}

TEST_CASE("names beside points end within the drawing") {
    const std::string name = "A name that is as wide as the drawing or nearly so";
    std::string csv = "code,name,a,b\n";
    for (int i = 0; i < 12; ++i) csv += fmt::format("u{0},{1} {0},{2},{3}\n", i, name, i * 5 % 12, i * 7 % 12);
    const Result result = computed(index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})"), csv);
    ChartOptions options = options_of(Language::en, 400);
    options.node = 1;
    options.other = 2;
    const std::string svg = find_named(chart_kinds(), "scatter")->draw({.result = &result}, options);
    CHECK(svg.find("x=\"-") == std::string::npos);
    CHECK(svg.find(name) == std::string::npos);
    CHECK(svg.find("A name") != std::string::npos);
}

TEST_CASE("all that have a score are no first few") {
    const Result result = computed(index_of(R"({"code": "a", "name": "A"})", R"("missing": "none",)"),
                                   "code,name,a\nx,X,1\ny,Y,\nz,Z,3\n");
    const ChartOptions options = options_of(Language::en, 760);
    CHECK(title_of({.result = &result}, options, 2) == "Total");
    CHECK(title_of({.result = &result}, options, 1) == "Total, top 1");
    const std::string svg = find_named(chart_kinds(), "bars")->draw({.result = &result}, options);
    CHECK(svg.find("Without a score: Y.") != std::string::npos);
}

TEST_CASE("what is counted is called what the index calls it") {
    Index index = index_of(R"({"code": "a", "name": "A"})");
    CHECK(units_title(index, Language::zh) == "个数");
    CHECK(units_title(index, Language::en) == "Units");
    CHECK(number_of_units(index, Language::en) == "number of units");
    index.unit_name = {.noun = "城市", .classifier = "座", .one = "city", .many = "cities"};
    CHECK(units_title(index, Language::zh) == "城市数");
    CHECK(units_title(index, Language::en) == "Cities");
    CHECK(number_of_units(index, Language::en) == "number of cities");
}

TEST_CASE("letters and figures behind 和 stand apart from it") {
    CHECK(listed({"政府投资", "VC/PE 投资"}, Language::zh) == "政府投资和 VC/PE 投资");
    CHECK(listed({"甲", "乙"}, Language::zh) == "甲和乙");
}
