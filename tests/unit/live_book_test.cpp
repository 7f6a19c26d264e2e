#include "catch.hpp"

#include <sstream>
#include <string>
#include <vector>

#include <iiindex/compute.hpp>
#include <iiindex/live_book.hpp>

#include "computed.hpp"
#include "load/xlsx/workbook.hpp"
#include "problems_of.hpp"
#include "write/live/expression.hpp"

using namespace iiindex;

namespace {

std::string formula_of(const std::string& text, bool has_earlier = true) {
    const FormulaNames names{.places = {{"a", 0}, {"b", 1}, {"gone", 2}}};
    const ParsedFormula parsed = parse_formula(text, names);
    REQUIRE(parsed.faults.empty());
    const auto cells_of = [](const std::string& row) {
        return detail::live::NamedCells{
            .cell = [row](std::size_t place) { return place == 2 ? "" : std::string(1, "AB"[place]) + row; },
            .column = [](std::size_t place) { return place == 0 ? "A$2:A$9" : ""; },
            .earlier = {}};
    };
    detail::live::NamedCells cells = cells_of("5");
    if (has_earlier)
        cells.earlier = [=](std::size_t back) {
            return back < 5 ? cells_of(std::to_string(5 - back)) : detail::live::NamedCells{};
        };
    return detail::live::spreadsheet_formula(parsed.tree, cells).value_or("none");
}

std::string live_book(const Result& result, const Dataset& read) {
    std::ostringstream out;
    write_live_book(out, result, read, {}, Language::en);
    return out.str();
}

}  // namespace

TEST_CASE("a formula of an index is one of a spreadsheet, empty where a number that it needs is missing") {
    CHECK(formula_of("a / b") == "IF(COUNT(A5,B5)<2,\"\",IFERROR(A5/B5,\"\"))");
    CHECK(formula_of("a / lag(a) - 1") == "IF(COUNT(A5,A4)<2,\"\",IFERROR(A5/A4-1,\"\"))");
    CHECK(formula_of("(a + b) * a") == "IF(COUNT(A5,B5)<2,\"\",IFERROR((A5+B5)*A5,\"\"))");
    CHECK(formula_of("lag(a + b) * a") == "IF(COUNT(A4,B4,A5)<3,\"\",IFERROR((A4+B4)*A5,\"\"))");
    CHECK(formula_of("coalesce(a + 1) * 2") == "IFERROR((IF(ISNUMBER(A5),A5,NA())+1)*2,\"\")");
    CHECK(formula_of("a - (b - a)") == "IF(COUNT(A5,B5)<2,\"\",IFERROR(A5-(B5-A5),\"\"))");
    CHECK(formula_of("a / unit_sum(a)") ==
          "IF(COUNT(A5)<1,\"\",IFERROR(A5/IF(COUNT(A$2:A$9)=0,NA(),SUM(A$2:A$9)),\"\"))");
}

TEST_CASE("a sign binds less than a power in an index's formula, and more in a spreadsheet's") {
    CHECK(formula_of("-a ^ 2") == "IF(COUNT(A5)<1,\"\",IFERROR(-(A5^2),\"\"))");
    CHECK(formula_of("2 ^ a ^ b") == "IF(COUNT(A5,B5)<2,\"\",IFERROR(2^(A5^B5),\"\"))");
}

TEST_CASE("what does without a number in an index's formula does so in a spreadsheet's") {
    CHECK(formula_of("coalesce(a, 0)") == "IFERROR(IFERROR(IF(ISNUMBER(A5),A5,NA()),0),\"\")");
    CHECK(formula_of("coalesce(gone, 1)") == "IFERROR(IFERROR(NA(),1),\"\")");
    CHECK(formula_of("lag(2, 4)") == "IFERROR((2),\"\")");
    CHECK(formula_of("lag(2, 5)") == "IFERROR(NA(),\"\")");
}

TEST_CASE("a formula that a spreadsheet cannot state is none") {
    CHECK(formula_of("lag(a)", false) == "none");
    CHECK(formula_of("unit_sum(a + b)") == "none");
    CHECK(formula_of("unit_mean(b)") == "none");
}

TEST_CASE("every function of formulas has a spreadsheet's") {
    for (const FormulaFunction& function : formula_functions()) {
        if (function.sees != FormulaFunction::Sees::unit) continue;
        Expression part{.function = &function};
        part.arguments.assign(function.least, Expression{.number = 1});
        CHECK(detail::live::spreadsheet_formula(part, {}));
    }
}

TEST_CASE("names that look like formulas are texts in a workbook that computes, and it is the same bytes every time") {
    const Index index = index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "=B"})");
    const Dataset read = data_of(index, "code,name,a,b\nx,=1+1,1,2\ny,@two <&>,2,1\n");
    const Result result = compute(index, read);
    const std::string bytes = live_book(result, read);
    CHECK(bytes == live_book(result, read));
    const Source source{"live.xlsx", bytes};
    const detail::Workbook workbook(source);
    std::vector<Problem> warnings;
    const std::string ranking = workbook.read(workbook.sheets().front(), warnings).characters;
    CHECK(ranking.find("=1+1") != std::string::npos);
    CHECK(ranking.find("@two <&>") != std::string::npos);
    CHECK(ranking.find("agrees with what the program computed") != std::string::npos);
    std::vector<std::string> sheets;
    for (const auto& sheet : workbook.sheets()) sheets.push_back(sheet.name);
    CHECK(sheets == std::vector<std::string>{"Ranking", "Weights", "Nodes", "Normalised", "Scales", "Values",
                                             "Computed", "Control", "Notes"});
}

TEST_CASE("what no formula states is a number, and its reason stands in the notes") {
    const Index index =
        index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})", R"("aggregation": "copeland", )");
    const Dataset read = data_of(index, "code,a,b\nx,1,2\ny,2,1\nz,3,3\n");
    const Result result = compute(index, read);
    const Source source{"live.xlsx", live_book(result, read)};
    const detail::Workbook workbook(source);
    std::vector<Problem> warnings;
    const std::string notes = workbook.read(workbook.sheets().back(), warnings).characters;
    CHECK(notes.find("No formula: Total: This workbook states no formula of the method 'copeland'") !=
          std::string::npos);
}

TEST_CASE("more units than a workbook can compare are refused") {
    const Index index = index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})");
    std::string text = "code,a,b\n";
    for (int i = 0; i < 15'000; ++i) text += "u" + std::to_string(i) + "," + std::to_string(i) + ",1\n";
    const Dataset read = data_of(index, text + "v,1,2\n");
    const Result result = compute(index, read);
    CHECK(problems_of([&] { live_book(result, read); }).find("15001 rows and 3 nodes are more than") !=
          std::string::npos);
}
