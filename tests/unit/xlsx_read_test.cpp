#include "catch.hpp"

#include <sstream>

#include <fmt/format.h>

#include <iiindex/compute.hpp>
#include <iiindex/format.hpp>
#include <iiindex/load.hpp>
#include <iiindex/named.hpp>
#include <iiindex/present.hpp>

#include "load/xlsx/package.hpp"
#include "load/xlsx/styles.hpp"
#include "paths.hpp"
#include "problems_of.hpp"
#include "zipped.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

using Parts = std::map<std::string, std::string>;

constexpr std::string_view relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string related(const std::string& id, const std::string& type, const std::string& target) {
    return fmt::format(R"(<Relationship Id="{}" Type="{}{}" Target="{}"/>)", id, relation, type, target);
}

std::string relations(const std::string& all) {
    return R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)" + all +
           "</Relationships>";
}

std::string sheet_of(const std::string& rows, const std::string& behind = "", const std::string& before = "") {
    return fmt::format("<worksheet>{}<sheetData>{}</sheetData>{}</worksheet>", before, rows, behind);
}

/// A cell with a text of its own.
std::string text(const std::string& place, const std::string& characters) {
    return fmt::format(R"(<c r="{}" t="inlineStr"><is><t>{}</t></is></c>)", place, characters);
}
std::string number(const std::string& place, const std::string& value, int style = 0) {
    return fmt::format(R"(<c r="{}" s="{}"><v>{}</v></c>)", place, style, value);
}
std::string row(int number, const std::string& cells) { return fmt::format(R"(<row r="{}">{}</row>)", number, cells); }

const std::string header = row(1, text("A1", "code") + text("B1", "speed") + text("C1", "share"));

/// The parts of a workbook of one sheet, whose rows are given.
Parts parts_of(const std::string& sheet) {
    return {
        {"_rels/.rels", relations(related("r1", "officeDocument", "xl/workbook.xml"))},
        {"xl/workbook.xml", R"(<workbook><sheets><sheet name="数据" sheetId="1" r:id="r1"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         relations(related("r1", "worksheet", "worksheets/sheet1.xml") +
                   related("r2", "sharedStrings", "/xl/sharedStrings.xml") + related("r3", "styles", "styles.xml"))},
        {"xl/worksheets/sheet1.xml", sheet},
        {"xl/sharedStrings.xml",
         "<sst><si><t>x</t></si><si><r><t>y</t></r><r><t xml:space=\"preserve\"> "
         "z</t></r><rPh><t>no</t></rPh></si></sst>"},
        {"xl/styles.xml",
         R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd"/></numFmts>)"
         R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs></styleSheet>)"}};
}

Index small_index() {
    return load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T", "children": [
        {"code": "speed", "name": "Speed"}, {"code": "share", "name": "Share", "measure": "percent"}]})"})
        .value;
}

Loaded<Input> loaded(const Parts& parts, const LoadOptions& options = {}) {
    return load_dataset({"d.xlsx", zipped(parts)}, small_index(), options);
}
Dataset data_in(const std::string& rows) { return loaded(parts_of(sheet_of(header + rows))).value.data; }
std::string refused(const Parts& parts, const LoadOptions& options = {}) {
    return problems_of([&] { loaded(parts, options); });
}
std::string refused_rows(const std::string& rows) { return refused(parts_of(sheet_of(header + rows))); }
std::string refused_bytes(const std::string& bytes) {
    return problems_of([&] { load_dataset({"d.xlsx", bytes}, small_index()); });
}
bool has(const std::string& text, const std::string& piece) { return text.find(piece) != text.npos; }

Parts without(Parts parts, const std::string& part) {
    parts.erase(part);
    return parts;
}
Parts with(Parts parts, const std::string& part, const std::string& text) {
    parts[part] = text;
    return parts;
}

const std::string two_rows = row(2, text("A2", "a") + number("B2", "0.10000000000000001") + number("C2", "12")) +
                             row(3, text("A3", "b") + number("B3", "1e3") + number("C3", "13.5"));

}  // namespace

TEST_CASE("a sheet is read as the table that it is") {
    const Dataset data = data_in(two_rows);
    CHECK(data.file == "d.xlsx");
    CHECK(data.units.codes[1] == "b");
    CHECK(data.values.at(0, 0) == 0.1);
    CHECK(data.values.at(1, 0) == 1000);
    CHECK(data.values.at(1, 1) == 13.5);
}

TEST_CASE("shared and rich strings, strings of formulas, booleans and absent references are read") {
    const Dataset data = data_in(R"(<row><c t="s"><v>0</v></c><c><f>A1+1</f><v>2</v></c><c><v>3</v></c></row>)"
                                 R"(<row><c t="s"><v>1</v></c><c t="str"><f>"4"</f><v>4</v></c><c><v>5</v></c></row>)");
    CHECK(data.units.codes[0] == "x");
    CHECK(data.units.codes[1] == "y z");
    CHECK(data.values.at(0, 0) == 2);
    CHECK(data.values.at(1, 0) == 4);
    CHECK(has(refused_rows(row(2, text("A2", "a") + R"(<c r="B2" t="b"><v>1</v></c>)")),
              "d.xlsx: sheet 数据, B2: error: expected a number for 'speed', got 'TRUE'\n"));
}

TEST_CASE("a raised digit is no digit of a number, but a remark behind it") {
    const auto raised = [](const std::string& before, const std::string& mark) {
        return "<c t=\"inlineStr\"><is><r><t>" + before + "</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>" +
               mark + "</t></r></is></c>";
    };
    const std::string rows = "<row>" + raised("a", "1") + raised("9550", "2") + "<c><v>1</v></c></row>";
    CHECK(has(refused_rows(rows), "expected a number for 'speed', got '9550²'"));
    const Dataset data = loaded(parts_of(sheet_of(header + rows)), {.pass_over_flags = true}).value.data;
    CHECK(data.values.at(0, 0) == 9550);
    CHECK(data.units.codes[0] == "a¹");
}

TEST_CASE("a number that its format shows as percent or not by its size is refused") {
    const Parts parts =
        parts_of(sheet_of(header + row(2, text("A2", "a") + number("B2", "1") + number("C2", "87", 1))));
    const std::string styles =
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[&lt;=1]0.0%;0.0\"/></numFmts>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
    CHECK(has(refused(with(parts, "xl/styles.xml", styles)), "C2: error: shown as percent or not by how large it is"));
}

TEST_CASE("numbers shown in another power of ten are said, and struck digits are none of the number behind them") {
    const Parts parts =
        parts_of(sheet_of(header + row(2, text("A2", "a") + number("B2", "12300000", 1) + number("C2", "8"))));
    const std::string styles =
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0,,\"/></numFmts>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
    const auto read = loaded(with(parts, "xl/styles.xml", styles));
    CHECK(read.value.data.values.at(0, 0) == 12300000);
    CHECK(has(text_of(read.warnings), "B2: shown in another power of ten or with words, and read as the number"));
    const std::string struck = "<c t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>12</t></r><r><t>15</t></r></is></c>";
    CHECK(has(refused_rows("<row><c t=\"inlineStr\"><is><t>a</t></is></c>" + struck + "<c><v>1</v></c></row>"),
              "expected a number for 'speed', got '1\u03362\u033615'"));
}

TEST_CASE("elements may have a prefix, and lie between comments") {
    const Parts parts = parts_of(
        "<x:worksheet><!-- <row> --><x:sheetData>"
        "<x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>code</x:t></x:is></x:c>"
        "<x:c r=\"B1\" t=\"inlineStr\"><x:is><x:t>speed</x:t></x:is></x:c>"
        "<x:c r=\"C1\" t=\"inlineStr\"><x:is><x:t><![CDATA[share]]></x:t></x:is></x:c></x:row>"
        "<x:row r=\"2\"><x:c r=\"A2\"><x:v>7</x:v></x:c><x:c r=\"B2\"><x:v>1</x:v></x:c>"
        "<x:c r=\"C2\"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>");
    const Dataset data = loaded(parts).value.data;
    CHECK(data.units.codes[0] == "7");
    CHECK(data.values.at(0, 1) == 2);
}

TEST_CASE("percent is what a cell shows, and said") {
    const auto read =
        loaded(parts_of(sheet_of(header + row(2, text("A2", "a") + number("B2", "1") + number("C2", "0.123", 1)) +
                                 row(3, text("A3", "b") + number("B3", "2") + number("C3", "0.3", 1)))));
    CHECK(read.value.data.values.at(0, 1) == 12.3);
    CHECK(read.value.data.values.at(1, 1) == 30);
    CHECK(has(text_of(read.warnings), "C2 and 1 more: shown as percent, and read so"));
    CHECK(has(refused_rows(row(2, text("A2", "a") + number("B2", "0.5", 1) + number("C2", "1"))),
              "sheet 数据, B2: error: a percent sign in '50%' for 'speed', which is not measured in percent"));
    CHECK(percent_text(0.07) == "7");
    CHECK(percent_text(-0.5) == "-50");
    CHECK(percent_text(1.2345) == "123.45");
    CHECK(percent_text(0) == "0");
    CHECK(percent_text(0.00012) == "0.012");
}

TEST_CASE("a date where a number is expected is shown as the date that it is") {
    CHECK(has(refused_rows(row(2, text("A2", "a") + number("B2", "44197", 2) + number("C2", "1"))),
              "d.xlsx: sheet 数据, B2: error: expected a number for 'speed', got '2021-01-01'\n"));
    CHECK(date_text(44197.75, false) == "2021-01-01 18:00:00");
    CHECK(date_text(42735, true) == "2021-01-01");
    CHECK(date_text(1, false) == "1900-01-01");
    CHECK(date_text(60, false) == "1900-02-29");
    CHECK(date_text(61, false) == "1900-03-01");
    CHECK(date_text(-1, false).empty());
    CHECK(date_text(1e300, false).empty());
    CHECK(shown_by("0.00%") == Shown::percent);
    CHECK(shown_by("[Red]#,##0.0\" % of\";@") == Shown::number);
    CHECK(shown_by("[hh]:mm") == Shown::date);
    CHECK(shown_by("General") == Shown::number);
    CHECK(shown_by("0\\%") == Shown::number);
    CHECK(shown_by("[<=1]0.0%;0.0") == Shown::either);
    CHECK(shown_by("[<1]0.00%;[>=1]0.0%") == Shown::percent);
    CHECK(shown_by("[Red][<0]0.0;0.0") == Shown::number);
    CHECK(shown_by("yyyy\"年\"m\"月\"") == Shown::date);
    for (const std::string scaled : {"0.0,,", "0!.0,\"万\"", "0.0\"万亿元\"", "#,##0,", "0\" thousand\"", "\"<\"0",
                                     "[>=1000000]0.0,,\"M\";[>=1000]0.0,\"K\";0"}) {
        INFO(scaled);
        CHECK(shown_by(scaled) == Shown::scaled);
    }
    for (const std::string plain :
         {"#,##0.00", "#,##0_);(#,##0)", "0.0\"元\"", "0\" km\"", "0,0", "[$¥-804]#,##0.00"}) {
        INFO(plain);
        CHECK(shown_by(plain) == Shown::number);
    }
}

TEST_CASE("what a spreadsheet could not calculate is refused where it stands") {
    CHECK(has(refused_rows(row(2, text("A2", "a") + R"(<c r="B2" t="e"><v>#DIV/0!</v></c>)" + number("C2", "1"))),
              "d.xlsx: sheet 数据, B2: error: expected a number for 'speed', got '#DIV/0!'\n"));
    CHECK(has(refused_rows(row(2, text("A2", "a") + R"(<c r="B2"><f>C2*2</f></c>)" + number("C2", "1"))),
              "d.xlsx: sheet 数据, B2: error: a formula without a saved value: '=C2*2'\n"));
    CHECK(has(refused_rows(row(2, text("A2", "a") + number("B2", "1e999"))),
              "sheet 数据, B2: error: '1e999' is no number"));
    CHECK(has(refused_rows(row(2, text("A2", "a") + number("B2", "x"))), "sheet 数据, B2: error: 'x' is no number"));
    CHECK(has(refused_rows(row(2, R"(<c r="A2" t="s"><v>9</v></c>)")), "A2: error: there is no text number '9'"));
}

TEST_CASE("a text that is merged over rows stands in each, a number in the first alone") {
    const std::string rows = row(2, text("A2", "a") + number("B2", "1") + number("C2", "2") + text("D2", "north")) +
                             row(3, text("A3", "b") + number("B3", "3") + number("C3", "4"));
    const std::string titles =
        row(1, text("A1", "code") + text("B1", "speed") + text("C1", "share") + text("D1", "group:g"));
    const auto read = loaded(parts_of(
        sheet_of(titles + rows, R"(<mergeCells><mergeCell ref="D2:D3"/><mergeCell ref="B2:B3"/></mergeCells>)")));
    CHECK(read.value.data.units.groupings[0].group_of == std::vector<std::uint32_t>{0, 0});
    CHECK(read.value.data.values.at(1, 0) == 3);
    CHECK(has(text_of(read.warnings), "D2: merged over several rows"));
    CHECK(has(text_of(read.warnings), "B2: a number merged over several cells, and read in the first alone"));
    CHECK(has(text_of(read.warnings), "B3: covered by merged cells, and read all the same"));
    const auto across = loaded(parts_of(
        sheet_of(titles + rows, R"(<mergeCells><mergeCell ref="B2:C2"/><mergeCell ref="A1:A1"/></mergeCells>)")));
    CHECK(has(text_of(across.warnings), "B2: a number merged over several cells"));
    CHECK(has(text_of(across.warnings), "C2: covered by merged cells"));
    for (const auto& [first, second] : {std::pair("A1:B2", "B2:C3"), std::pair("C1:D1", "A1:C1"),
                                        std::pair("A1:A9", "A5:A6"), std::pair("B2:B3", "A1:D9")}) {
        const std::string merges = fmt::format(
            R"(<mergeCells><mergeCell ref="{}"/><mergeCell ref="A20:B20"/><mergeCell ref="{}"/></mergeCells>)", first,
            second);
        CHECK(has(refused(parts_of(sheet_of(titles + rows, merges))), "overlap"));
    }
}

TEST_CASE("what is hidden is read and said") {
    const auto read = loaded(parts_of(sheet_of(header + R"(<row r="2" hidden="1">)" + text("A2", "a") +
                                                   number("B2", "1") + number("C2", "2") + "</row>" +
                                                   row(3, text("A3", "b") + number("B3", "3") + number("C3", "4")),
                                               "", R"(<cols><col min="2" max="2" hidden="1"/></cols>)")));
    CHECK(has(text_of(read.warnings), "row 2: hidden, and read all the same"));
    CHECK(has(text_of(read.warnings), "column B: hidden, and read all the same"));
}

TEST_CASE("the sheet that is meant is found, or all are named") {
    Parts parts = parts_of(sheet_of(header + two_rows));
    const auto sheets = [&](const std::string& first, const std::string& second, const std::string& state = "") {
        parts["xl/workbook.xml"] = fmt::format(
            R"(<workbook><sheets><sheet name="{}" sheetId="1" r:id="r9"/><sheet name="{}" sheetId="2" r:id="r1"{}/></sheets></workbook>)",
            first, second, state);
        parts["xl/_rels/workbook.xml.rels"] = relations(related("r1", "worksheet", "worksheets/sheet1.xml") +
                                                        related("r9", "worksheet", "worksheets/sheet2.xml"));
        return parts;
    };
    parts["xl/worksheets/sheet2.xml"] = sheet_of(row(1, text("A1", "notes")));
    CHECK(loaded(sheets("notes", "data")).value.data.units.size() == 2);
    CHECK(loaded(sheets("notes", "2020")).value.data.units.size() == 2);
    LoadOptions options;
    options.sheet = "2020";
    CHECK(loaded(sheets("notes", "2020", R"( state="hidden")"), options).value.data.units.size() == 2);
    options.sheet = "2021";
    CHECK(refused(sheets("notes", "2020"), options) ==
          "d.xlsx: error: there is no sheet '2021'\n  hint: its sheets: notes, 2020\n");
    parts["xl/worksheets/sheet2.xml"] = sheet_of(header + two_rows);
    CHECK(has(text_of(loaded(sheets("first", "second")).warnings),
              "sheet 'first' is read; 1 other holds the same values"));
    parts["xl/worksheets/sheet2.xml"] = sheet_of(header + row(2, text("A2", "a") + number("B2", "9")));
    CHECK(refused(sheets("first", "second")) ==
          "d.xlsx: error: several sheets of the workbook could be a table of values: first, second\n"
          "  hint: call the one that is meant 'data', or say it with --sheet\n");
    CHECK(refused(parts_of(sheet_of(""))) != "");
}

TEST_CASE("broken workbooks are refused, each for its own reason") {
    const Parts whole = parts_of(sheet_of(header + two_rows));
    const std::string sheet = "xl/worksheets/sheet1.xml";
    CHECK(has(refused(without(whole, "_rels/.rels")), "a zip archive, but no workbook"));
    CHECK(has(refused(without(whole, "xl/workbook.xml")), "a zip archive, but no workbook"));
    CHECK(has(refused(without(whole, sheet)), "its part 'xl/worksheets/sheet1.xml' is not there"));
    CHECK(has(refused(without(whole, "xl/_rels/workbook.xml.rels")), "a workbook without a sheet of cells"));
    CHECK(has(refused(with(whole, "xl/workbook.bin", "")), "a binary workbook (.xlsb)"));
    CHECK(has(refused({{"mimetype", "x"}, {"content.xml", "<x/>"}}), "a document of OpenOffice (.ods)"));
    CHECK(has(refused(with(whole, "xl/workbook.xml", "<document/>")), "a document of another program"));
    CHECK(has(refused(with(whole, "xl/workbook.xml", "<workbook>")), "its part 'xl/workbook.xml' is no XML"));
    CHECK(has(refused(with(whole, "xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><workbook/>")),
              "declares entities"));
    CHECK(has(refused(with(whole, sheet, "<worksheet><sheetData>")), "ends before its tags are closed"));
    CHECK(has(refused(with(whole, sheet, "<worksheet><sheetData><row")), "ends before its tags are closed"));
    CHECK(has(refused(with(whole, sheet, "</worksheet>")), "a tag is closed that was not opened"));
    CHECK(has(refused(with(whole, sheet, sheet_of("<row r=\"1\"><c r=\"A1\"></row>"))), "is no XML"));
    CHECK(has(refused(with(whole, sheet, "<!DOCTYPE x><worksheet/>")), "declares entities"));
    CHECK(has(refused(with(whole, sheet, sheet_of("<row r=\"1\"><c t=\"inlineStr\"><is><t>\xFF</t></is></c></row>"))),
              "is no UTF-8"));
    CHECK(has(refused_rows(row(2000000, "")), "there is no row '2000000'"));
    CHECK(has(refused_rows("<row r=\"x\"/>"), "there is no row 'x'"));
    CHECK(has(refused_rows(row(1, "")), "row 1 comes again or after a later one"));
    CHECK(has(refused_rows(row(2, number("A3", "1"))), "row 2 has no cell 'A3'"));
    CHECK(has(refused_rows(row(2, number("XFE2", "1"))), "row 2 has no cell 'XFE2'"));
    CHECK(has(refused_rows(row(2, number("AAAAA2", "1"))), "row 2 has no cell 'AAAAA2'"));
    CHECK(has(refused_rows(row(2, number("B2", "1") + number("A2", "1"))), "cell A2 comes again or after a later one"));
    CHECK(has(refused_rows(row(2, number("A2", "1") + number("A2", "1"))), "cell A2 comes again or after a later one"));
    CHECK(has(refused(parts_of(sheet_of(header, "<mergeCells><mergeCell ref=\"A9:A1\"/></mergeCells>"))),
              "there are no cells 'A9:A1' to merge"));
    CHECK(has(refused_rows(row(2, number("XFD2", "1")) + row(1048576, number("XFD1048576", "1"))), "is too large"));
    CHECK(has(refused_rows(""), "no rows below the header"));
    CHECK(has(refused_bytes("PK\x03\x04 and then nothing"), "a damaged workbook"));
    CHECK(has(refused_bytes(zipped(whole).substr(0, 300)), "a damaged workbook"));
    const auto ole_with = [](std::string_view stream) {
        std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
        for (const char c : stream) bytes += {c, '\0'};
        return bytes;
    };
    CHECK(has(refused_bytes(ole_with("Workbook")), "a workbook of the older kind (.xls)"));
    CHECK(has(refused_bytes(ole_with("EncryptedPackage")), "a workbook with a password"));
    CHECK(has(refused_bytes(ole_with("WordDocument")), "a document of Word (.doc), expected a table"));
    CHECK(has(refused_bytes(ole_with("PowerPoint Document")), "slides of PowerPoint (.ppt)"));
    CHECK(has(refused_bytes(ole_with("Contents")), "an older office document that is no workbook"));
    CHECK(
        has(refused(with(whole, sheet, sheet_of(header + std::string(std::size_t{1} << 25, ' ')))), "bytes unpacked"));
    std::string lying = zipped(whole);
    ++lying[lying.rfind(sheet) - 46 + 24];  // the size that the directory says
    CHECK(has(refused_bytes(lying), "a damaged workbook"));
}

TEST_CASE("an empty table that the program writes is read back with what is filled in") {
    const Index& index = built_in_index();
    const Dataset units = load_dataset(read_source(IIINDEX_SOURCE "/data/2020.json")).value.data;
    std::ostringstream out;
    find_named(formatters(), "xlsx")->write(out, template_document(index, &units, "2021", Language::zh), {});
    const Dataset read = load_dataset({"t.xlsx", out.str()}).value.data;
    CHECK(read.units.size() == units.units.size());
    CHECK(read.periods.front().label == "2021");
}

TEST_CASE("the scores that the program writes are read back from its workbook as they were, whatever the depth") {
    const Input input = load_dataset(read_source(IIINDEX_SOURCE "/data/2020.json")).value;
    const Result result = compute(input.index, input.data);
    for (const std::size_t depth : {std::size_t{1}, std::size_t{3}}) {
        const View view{.language = Language::zh, .depth = depth};
        Document document = ranking_document(result, view);
        add_levels(document, result, view);
        std::ostringstream out;
        find_named(formatters(), "xlsx")->write(out, document, {.language = Language::zh});
        const auto read = load_dataset({"scores.xlsx", out.str()});
        CHECK(has(text_of(read.warnings), "hold the same values") == false);
        CHECK(has(text_of(read.warnings), "1 other holds the same values") == (depth == 3));
        const Dataset& data = read.value.data;
        REQUIRE(data.units.size() == input.data.units.size());
        for (std::size_t row = 0; row < data.units.size(); ++row) {
            const auto unit = result.data.find(result.data.periods[0], data.units.codes[row]);
            REQUIRE(unit);
            for (std::size_t i = 0; i < data.values.columns(); ++i)
                CHECK(data.values.at(row, i) == result.score(*unit, input.index.indicators[i]));
        }
    }
}

TEST_CASE("parts of a workbook that are small for themselves are refused where together they are beyond any table") {
    const std::string small(std::size_t{1} << 24, ' ');
    const std::vector<std::string> names = {"xl/a.xml", "xl/b.xml", "xl/c.xml"};
    Parts parts = {{"_rels/.rels", "<Relationships/>"}};
    for (const std::string& name : names) parts[name] = small;
    const Source bomb{"bomb.xlsx", zipped(parts)};
    const Package package(bomb);
    std::size_t read = 0;
    const std::string refused = problems_of([&] {
        for (; read < 200; ++read) (void)package.read(names[read % names.size()]);
    });
    CHECK(read == 96);  // times 16 MiB are 1.5 GiB
    CHECK(refused.find("whose parts are more than 1610612736 bytes together") != refused.npos);
}

TEST_CASE("a year that is a text in its cell is the period that a number would be") {
    const auto periods_of = [](const std::string& year) {
        const std::string titles =
            row(1, text("A1", "code") + text("B1", "period") + text("C1", "speed") + text("D1", "share"));
        const std::string unit = row(2, text("A2", "a") + year + number("C2", "1") + number("D2", "2"));
        const auto read = loaded(parts_of(sheet_of(titles + unit)));
        CHECK(read.warnings.empty());
        return read.value.data.periods.front().label;
    };
    CHECK(periods_of(text("B2", "2021")) == "2021");
    CHECK(periods_of(number("B2", "2021")) == "2021");
}
