#include "catch.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include <unistd.h>

#include <iiindex/compute.hpp>
#include <iiindex/format.hpp>
#include <iiindex/load.hpp>
#include <iiindex/named.hpp>
#include <iiindex/present.hpp>

#include "cells.hpp"
#include "paths.hpp"

using namespace iiindex;

namespace {

std::string workbook(const Document& document, Language language = Language::zh) {
    std::ostringstream out;
    find_named(formatters(), "xlsx")->write(out, document, {.language = language});
    return out.str();
}

/// A part of a workbook, unpacked by the program unzip; empty where that is not installed.
std::string part_of(const std::string& bytes, const std::string& part) {
    std::string name = "/tmp/iiindex-xlsx-test-XXXXXX";
    const int descriptor = mkstemp(name.data());
    REQUIRE(descriptor >= 0);
    close(descriptor);
    std::ofstream(name, std::ios::binary) << bytes;
    std::string text;
    if (std::FILE* pipe = popen(("unzip -p " + name + " " + part + " 2>/dev/null").c_str(), "r")) {
        std::array<char, 4096> block;
        while (const std::size_t count = std::fread(block.data(), 1, block.size(), pipe))
            text.append(block.data(), count);
        pclose(pipe);
    }
    unlink(name.c_str());
    return text;
}

bool can_unzip() { return std::system("unzip -v >/dev/null 2>&1") == 0; }

Document ranking_2020(const Result& result) {
    return ranking_document(result, {.language = Language::zh, .top = {}, .tier = {}});
}

Result report_2020() {
    Input input = load_dataset(read_source(IIINDEX_SOURCE "/data/2020.json")).value;
    return compute(std::move(input.index), std::move(input.data));
}

Document one_column(std::vector<std::string> texts) {
    Document document{.code = "test", .title = "T"};
    Table table{.code = "t", .title = "a/b:c", .rows = texts.size(), .columns = {}};
    table.columns.push_back(
        {.code = "x", .title = "x", .cells = each_cell([texts = std::move(texts)](std::size_t row) -> Cell {
                                        return std::string_view(texts[row]);
                                    })});
    document.tables.push_back(std::move(table));
    return document;
}

}  // namespace

TEST_CASE("a workbook is a zip, the same bytes every time") {
    const Result result = report_2020();
    const std::string bytes = workbook(ranking_2020(result));
    CHECK(bytes.starts_with("PK"));
    CHECK(bytes == workbook(ranking_2020(result)));
}

TEST_CASE("a workbook has typed numbers, a frozen header, widths and the printed scores") {
    if (!can_unzip()) return;
    const Result result = report_2020();
    const std::string bytes = workbook(ranking_2020(result));
    const std::string sheet = part_of(bytes, "xl/worksheets/sheet2.xml");
    CHECK(sheet.find("state=\"frozen\"") != std::string::npos);
    CHECK(sheet.find("<cols>") != std::string::npos);
    CHECK(sheet.find("<autoFilter") != std::string::npos);
    CHECK(sheet.find("<v>90.6") != std::string::npos);
    const std::string styles = part_of(bytes, "xl/styles.xml");
    CHECK(styles.find("formatCode=\"0.0\"") != std::string::npos);
    CHECK(styles.find("1F3B57") != std::string::npos);
    CHECK(part_of(bytes, "xl/charts/chart1.xml").find("barChart") != std::string::npos);
    CHECK(part_of(bytes, "xl/charts/chart1.xml").find(R"(tickLblPos val="low")") != std::string::npos);
    CHECK(part_of(bytes, "xl/charts/chart2.xml").find("radarChart") != std::string::npos);
    CHECK(part_of(bytes, "xl/sharedStrings.xml").find("并非实测") != std::string::npos);
}

TEST_CASE("text stays text in a workbook") {
    if (!can_unzip()) return;
    const std::string bytes = workbook(one_column({"=1+1", "http://example.org", "12", "@x", "<b>", "\x01"}));
    const std::string sheet = part_of(bytes, "xl/worksheets/sheet1.xml");
    CHECK(sheet.find("<f>") == std::string::npos);
    CHECK(sheet.find("hyperlink") == std::string::npos);
    const std::string strings = part_of(bytes, "xl/sharedStrings.xml");
    CHECK(strings.find("<t>=1+1</t>") != std::string::npos);
    CHECK(strings.find("<t>12</t>") != std::string::npos);
    CHECK(strings.find("&lt;b&gt;") != std::string::npos);
}

TEST_CASE("no part of a workbook has a character that XML has no place for") {
    if (!can_unzip()) return;
    Document document = one_column({"a\uFFFEb", "c\uFFFFd", "e\x01f"});
    document.code = "compute";  // with charts
    Table& table = document.tables[0];
    table.columns[0].code = "name";
    table.columns.push_back({.code = "score\uFFFF", .title = "S\uFFFF", .cells = each_cell([](std::size_t row) -> Cell {
                                                                            return static_cast<double>(row);
                                                                        })});
    document.title = table.title = "t\uFFFE\x02";
    document.facts = {{"note", std::string_view("n\uFFFF")}};
    document.notes = {"o\uFFFE"};
    const std::string bytes = workbook(document);
    for (const char* part : {"xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml",
                             "xl/charts/chart1.xml", "docProps/app.xml"}) {
        const std::string text = part_of(bytes, part);
        INFO(part);
        CHECK(!text.empty());
        CHECK(text.find("\uFFFE") == text.npos);
        CHECK(text.find("\uFFFF") == text.npos);
        CHECK(text.find_first_of("\x01\x02") == text.npos);
    }
    CHECK(part_of(bytes, "xl/sharedStrings.xml").find("<t>a\uFFFDb</t>") != std::string::npos);
    CHECK(part_of(bytes, "xl/workbook.xml").find("t\uFFFD\uFFFD") != std::string::npos);
}

TEST_CASE("sheets have names that Excel takes, each its own") {
    if (!can_unzip()) return;
    Document document = one_column({"x"});
    document.tables.push_back(document.tables.front());
    document.tables.push_back(document.tables.front());
    document.tables.back().title = std::string(40, 'y');
    const std::string book = part_of(workbook(document, Language::en), "xl/workbook.xml");
    CHECK(book.find("name=\"a b c\"") != std::string::npos);
    CHECK(book.find("name=\"a b c 2\"") != std::string::npos);
    CHECK(book.find("name=\"" + std::string(31, 'y') + "\"") != std::string::npos);
    CHECK(book.find("name=\"Notes\"") != std::string::npos);
}

TEST_CASE("a cell with a remark has it as a comment, and a colour even where it is empty") {
    if (!can_unzip()) return;
    Document document = one_column({"x", "y"});
    document.tables[0].columns.push_back({.code = "n",
                                          .title = "n",
                                          .cells = each_cell([](std::size_t) -> Cell { return missing; }),
                                          .remark = [](std::size_t row) { return row == 1 ? "no value" : ""; }});
    const std::string bytes = workbook(document);
    const std::string comments = part_of(bytes, "xl/comments1.xml");
    CHECK(comments.find("ref=\"B3\"") != std::string::npos);
    CHECK(comments.find("ref=\"B2\"") == std::string::npos);
    CHECK(comments.find("no value") != std::string::npos);
    CHECK(part_of(bytes, "xl/worksheets/sheet1.xml").find("<c r=\"B3\" s=") != std::string::npos);
}

TEST_CASE("a row is as high as its longest text, broken over lines, takes") {
    if (!can_unzip()) return;
    Document document = one_column({"short", std::string(200, 'x')});
    document.tables[0].columns[0].wraps = true;
    document.notes = {std::string(400, 'n')};
    const std::string bytes = workbook(document);
    const std::string sheet = part_of(bytes, "xl/worksheets/sheet1.xml");
    CHECK(sheet.find("<row r=\"2\" spans=\"1:1\">") != std::string::npos);
    CHECK(sheet.find("<row r=\"3\" spans=\"1:1\" ht=\"61\"") != std::string::npos);
    CHECK(part_of(bytes, "xl/worksheets/sheet2.xml").find("ht=\"76\"") != std::string::npos);
}

TEST_CASE("titles stand above their numbers, and sheets are printed on A4") {
    if (!can_unzip()) return;
    Document document = one_column({"x"});
    document.tables[0].columns.push_back(
        {.code = "n", .title = "n", .cells = each_cell([](std::size_t) -> Cell { return 1.0; })});
    const std::string bytes = workbook(document);
    const std::string sheet = part_of(bytes, "xl/worksheets/sheet1.xml");
    CHECK(sheet.find("paperSize=\"9\"") != std::string::npos);
    CHECK(sheet.find("fitToHeight=\"0\"") != std::string::npos);
    CHECK(part_of(bytes, "xl/worksheets/sheet2.xml").find("paperSize=\"9\"") != std::string::npos);
    CHECK(part_of(bytes, "xl/styles.xml").find("horizontal=\"right\"") != std::string::npos);
}

TEST_CASE("what is known of a result is called by words in a workbook, in its language") {
    if (!can_unzip()) return;
    const Result result = report_2020();
    const std::string zh = part_of(workbook(ranking_2020(result)), "xl/sharedStrings.xml");
    CHECK(zh.find("<t>数据说明</t>") != std::string::npos);
    CHECK(zh.find("<t>note</t>") == std::string::npos);
    CHECK(zh.find("<t>several</t>") == std::string::npos);
}

TEST_CASE("absent cells are empty and no number is NaN") {
    Document document = one_column({"x"});
    document.tables[0].columns.push_back(
        {.code = "n", .title = "n", .cells = each_cell([](std::size_t) -> Cell { return missing; })});
    const std::string bytes = workbook(document);
    if (!can_unzip()) return;
    const std::string sheet = part_of(bytes, "xl/worksheets/sheet1.xml");
    CHECK(sheet.find("NaN") == std::string::npos);
    CHECK(sheet.find("nan") == std::string::npos);
    CHECK(sheet.find("r=\"B2\"") == std::string::npos);
}

TEST_CASE("what a workbook has no room for is said, and stands in it") {
    const auto losses = [](const Document& document) {
        return find_named(formatters(), "xlsx")->losses(document, Language::en);
    };
    CHECK(losses(one_column({"x"})).empty());
    CHECK(losses(one_column({std::string(32767, 'x')})).empty());

    const Document cut = one_column({std::string(32768, 'x'), "y", std::string(40000, 'z')});
    REQUIRE(losses(cut).size() == 1);
    CHECK(losses(cut).front().find("has 2 texts cut to the 32767 characters") != std::string::npos);
    if (can_unzip()) {
        const std::string texts = part_of(workbook(cut, Language::en), "xl/sharedStrings.xml");
        CHECK(texts.find(losses(cut).front().substr(20)) != std::string::npos);
    }

    Document wide = one_column({});
    wide.tables[0].columns.resize(16385, wide.tables[0].columns[0]);
    REQUIRE(losses(wide).size() == 1);
    CHECK(losses(wide).front().find("has 16385 columns, more than the 16384") != std::string::npos);

    Document long_one = one_column({});
    long_one.tables[0].rows = 1'048'576;
    long_one.tables[0].columns[0].cells = each_cell([](std::size_t) -> Cell { return std::int64_t{1}; });
    REQUIRE(losses(long_one).size() == 1);
    CHECK(losses(long_one).front().find("has 1048576 rows, more than the 1048575") != std::string::npos);
}
