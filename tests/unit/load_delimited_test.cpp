#include "catch.hpp"

#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include <iiindex/load.hpp>

#include "problems_of.hpp"

using namespace iiindex;

namespace {

Index small_index() {
    return load_index({"i.json", R"({"format": "iiindex/index/1", "code": "total", "name": "总", "children": [
        {"code": "p", "name": "部分", "children": [
            {"code": "policies", "name": "政策数量", "name_en": "Policies"},
            {"code": "growth", "name": "增速", "name_en": "Growth rate", "measure": "percent"}]}]})"})
        .value;
}

Index index_with_denominator() {
    return load_index({"i.json", R"({"format": "iiindex/index/1", "code": "total", "name": "总", "children": [
        {"code": "policies", "name": "政策数量", "denominator": "population"}]})"})
        .value;
}

Loaded<Input> load(const std::string& text) { return load_dataset({"x.csv", text}, small_index()); }

Dataset loaded(const std::string& text) { return load(text).value.data; }

std::string refused(const std::string& text) {
    return problems_of([&] { loaded(text); });
}

std::string warned(const std::string& text) { return text_of(load(text).warnings, Severity::warning); }

/// The value that a cell of the count 'policies' is read as.
std::optional<double> value(const std::string& cell) {
    return loaded("code,policies,growth\nx," + cell + ",1\n").values.at(0, 0);
}

std::optional<double> percent(const std::string& cell) {
    return loaded("code,policies,growth\nx,1," + cell + "\n").values.at(0, 1);
}

/// What is said about a cell, without the line that it stands on.
std::string value_refused(const std::string& cell) {
    const auto text = refused("code,policies,growth\nx," + cell + ",1\n");
    const auto hint = text.find("  hint: ");
    return text.substr(0, text.find('\n')) + (hint == text.npos ? "" : "\n" + text.substr(hint));
}

bool begins(const std::string& text, const std::string& with) { return text.compare(0, with.size(), with) == 0; }

std::vector<std::string> texts(const TextColumn& column) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < column.size(); ++i) all.emplace_back(column[i]);
    return all;
}

}  // namespace

TEST_CASE("a table is read") {
    const auto data = loaded(
        "code,name,name_en,period,origin,group:region,policies,growth\n"
        "x,北京,Beijing,2020,recovered,north,100,56.947\n"
        "y,上海,Shanghai,2020,,,82.4,\n");
    CHECK(data.file == "x.csv");
    CHECK(texts(data.units.codes) == std::vector<std::string>{"x", "y"});
    CHECK(texts(data.units.names) == std::vector<std::string>{"北京", "上海"});
    CHECK(texts(data.units.names_english) == std::vector<std::string>{"Beijing", "Shanghai"});
    REQUIRE(data.periods.size() == 1);
    CHECK(data.periods[0].label == "2020");
    CHECK(data.periods[0].count == 2);
    CHECK(data.values.at(0, 1) == 56.947);
    CHECK(data.values.at(1, 0) == 82.4);
    CHECK(!data.values.at(1, 1));
    CHECK(data.origin_of(0, 0) == Origin::recovered);
    CHECK(data.origin_of(1, 0) == Origin::unstated);
    REQUIRE(data.units.groupings.size() == 1);
    CHECK(data.units.groupings[0].name == "region");
    CHECK(data.units.groupings[0].groups == std::vector<std::string>{"north"});
    CHECK(data.units.groupings[0].group_of == std::vector<std::uint32_t>{0, Grouping::ungrouped});
    CHECK(data.indicator_locations == std::vector<Location>{{"x.csv", 1, 46}, {"x.csv", 1, 55}});
}

TEST_CASE("columns go by code, by either name and by other titles") {
    for (const std::string header :
         {"代码,政策数量,增速", "unit, Policies ,GROWTH RATE", "Code,\"policies\",增速\u3000"}) {
        INFO(header);
        CHECK(loaded(header + "\nx,1,2\n").values.at(0, 1) == 2);
    }
    CHECK(loaded("城市,年份,来源,policies,growth\n北京,2020,measured,1,2\n").periods[0].label == "2020");
}

TEST_CASE("of two columns of names in Chinese and English the second holds the English names") {
    const auto data = loaded("Region,地区,policies,growth\nBeijing,北京,1,2\nTianjin,天津,2,3\n");
    CHECK(data.units.names[0] == "北京");
    CHECK(data.units.names_english[1] == "Tianjin");
    CHECK(refused("city,Stadt,policies,growth\nA,B,1,2\n").find("columns 'city' and 'Stadt' are the same") !=
          std::string::npos);
    CHECK(refused("城市,City,name_en,policies,growth\n北京,A,B,1,2\n").find("are the same") != std::string::npos);
}

TEST_CASE("a group of countries without a code is left out where others have one") {
    const std::string table = "Entity,Code,policies,growth\nAlbania,ALB,1,2\nAfrica,,3,4\nKenya,KEN,5,6\n";
    CHECK(loaded(table).units.size() == 2);
    CHECK(warned(table).find("'Africa' is left out: it has no code, and is no unit but has others in it") !=
          std::string::npos);
    CHECK(refused(table + "Somewhere,,7,8\n").find("x.csv:5:11: error: a row without a code") != std::string::npos);
}

TEST_CASE("without a code the name is the code") {
    const auto data = loaded("名称,policies,growth\n北京,1,2\n");
    CHECK(data.units.codes[0] == "北京");
    CHECK(data.units.names[0] == "北京");
}

TEST_CASE("our own output can be read back: ranks, tiers and inner nodes are passed over") {
    CHECK(warned("rank,tier,code,total,部分,policies,growth\n1,1,x,90,90,1,2\n").empty());
}

TEST_CASE("an unknown column is passed over with a warning") {
    CHECK(warned("code,polices,policies,growth\nx,1,2,3\n") ==
          "x.csv:1:6: warning: unknown column 'polices' is ignored\n"
          "code,polices,policies,growth\n"
          "     ^~~~~~~\n"
          "  hint: did you mean 'policies'?\n");
    CHECK(warned("code,policies,growth,\nx,1,2,\n") ==
          "x.csv:1:22: warning: a column without a title is ignored\ncode,policies,growth,\n                 "
          "    ^\n");
}

TEST_CASE("an absent column is an error") {
    CHECK(refused("code,polices,growth\nx,1,2\n") ==
          "x.csv:1:1: error: no column for indicator 'policies' (政策数量)\n"
          "code,polices,growth\n^\n  hint: is column 'polices' meant for it?\n");
    CHECK(begins(refused("code,a\nx,1\n"), "x.csv:1:1: error: no column for any of the 2 indicators of 'total'\n"));
    CHECK(refused("policies,growth\n1,2\n") ==
          "x.csv:1:1: error: no column 'code' or 'name'\npolicies,growth\n^\n"
          "  hint: the first row holds the titles of the columns; units are named in one titled code, name, city, "
          "province, country, 城市, 地区 or the like, or by --columns name=TITLE\n");
    CHECK(problems_of([] {
              load_dataset({"x.csv", "code,policies\nx,1\n"}, index_with_denominator());
          }) == "x.csv:1:1: error: no column for the denominator 'population'\ncode,policies\n^\n");
    CHECK(load_dataset({"x.csv", "code,policies,population\nx,1,\"1,000\"\n"}, index_with_denominator())
              .value.data.inputs.at(0, 0) == 1000);
}

TEST_CASE("a column that stands twice is an error") {
    CHECK(refused("code,policies,growth,政策数量\nx,1,2,3\n") ==
          "x.csv:1:22: error: columns 'policies' and '政策数量' are the same\n"
          "code,policies,growth,政策数量\n                     ^~~~~~~~\n  in column D\n");
    CHECK(
        begins(refused("code,code,policies,growth\nx,x,1,2\n"), "x.csv:1:6: error: column 'code' stands here twice\n"));
    CHECK(refused("code,code,period,policies,growth\nx,y,1,1,2\n") ==  // read into one place, they once
                                                                       // shifted all codes
          "x.csv:1:6: error: column 'code' stands here twice\ncode,code,period,policies,growth\n     ^~~~\n"
          "  in column B\n");
    CHECK(begins(refused("code,group:a,group:a,policies,growth\nx,1,1,1,2\n"),
                 "x.csv:1:14: error: column 'group:a' stands here twice\n"));
    CHECK(begins(refused("code,group:,policies,growth\nx,1,1,2\n"),
                 "x.csv:1:6: error: expected a name after 'group:'\n"));
}

TEST_CASE("quotes, line ends and empty lines") {
    const auto data = loaded(
        "\"code\",name,policies,growth\r\n"
        "\r\n"
        "x,\"a \"\"b\"\", c\nd\",\"1\",2\r\n"
        "\n"
        "y,,3,4");
    CHECK(data.units.names[0] == "a \"b\", c\nd");
    CHECK(data.values.at(0, 0) == 1);
    CHECK(data.values.at(1, 1) == 4);
    CHECK(begins(refused("code,policies,growth\r\n\r\n\nx,?,2\r\n"), "x.csv:4:3: error: expected a number"));
    CHECK(
        begins(refused("code,name,policies,growth\nx,\"a\nb\",1,2\ny,b,?,2\n"), "x.csv:4:5: error: expected a number"));
}

TEST_CASE("a quote in the middle of a cell is a character") {
    CHECK(loaded("code,name,policies,growth\nx,5\" pipe,1,2\ny,a,3,4\n").units.names[0] == "5\" pipe");
}

TEST_CASE("blanks may stand around quotes") {
    const auto data = loaded("\"code\" , \"name\",policies\t,growth\n \"x\" ,  \"a, \"\"b\"\" \"\t, \"1\" ,\"2\" \r\n");
    CHECK(data.units.codes[0] == "x");
    CHECK(data.units.names[0] == "a, \"b\"");
    CHECK(data.values.at(0, 0) == 1);
    CHECK(data.values.at(0, 1) == 2);
    CHECK(begins(refused("code,name,policies,growth\nx, \"a\" b,1,2\n"),
                 "x.csv:2:8: error: text after the closing quote\n"));
    CHECK(begins(refused("code,name,policies,growth\nx, \"a,1,2\n"),
                 "x.csv:2:4: error: the quote that opens here is not"));
}

TEST_CASE("broken quotes are refused") {
    CHECK(refused("code,name,policies,growth\nx,\"a,1,2\ny,b,3,4\n") ==
          "x.csv:2:3: error: the quote that opens here is not closed\nx,\"a,1,2\n  ^\n"
          "  in row 2 (x), column B \"name\"\n");
    CHECK(refused("code,name,policies,growth\nx,\"a\"b,1,2\ny,b,3,4\n") ==
          "x.csv:2:6: error: text after the closing quote\nx,\"a\"b,1,2\n     ^\n"
          "  in row 2 (x), column B \"name\"\n"
          "  hint: a quote inside quotes is doubled\n");
    CHECK(refused("code,\"policies,growth\nx,1,2\n") ==
          "x.csv:1:6: error: the quote that opens here is not closed\ncode,\"policies,growth\n     ^\n");
}

TEST_CASE("a row of the wrong length is refused, and nothing else of it") {
    CHECK(refused("code,policies,growth\nx,1\ny,?,2,3\nz,4,5\n") ==
          "x.csv:2:1: error: a row of 2 cells, expected 3 as in the header\nx,1\n^~~\n  in row 2 (x)\n"
          "x.csv:3:1: error: a row of 4 cells, expected 3 as in the header\ny,?,2,3\n^~~~~~~\n"
          "  in row 3 (y)\n");
    CHECK(refused("code,policies,growth\nx,1,2,,\ny,2,3\n") ==
          "x.csv:2:1: error: a row of 5 cells, expected 3 as in the header\nx,1,2,,\n^~~~~~~\n"
          "  in row 2 (x)\n"
          "  hint: take away the separators at its end\n");
}

TEST_CASE("a row of which not everything was read is nobody's again") {
    const std::string header = "code,period,policies,growth\n";
    CHECK(refused(header + "y,2020,1,2\nx\nx\n").find("again") == std::string::npos);
    CHECK(refused(header + "x,\"2020\"?,1,2\nx,\"2020\"?,1,2\n").find("again") == std::string::npos);
    CHECK(refused(header + "x,2020,?,2\nx,2020,1,2\n").find("unit 'x' stands here again in 2020") != std::string::npos);
}

TEST_CASE("units must be named once in a period") {
    CHECK(refused("code,policies,growth\nx,1,2\n\ny,1,2\nx,3,4\n") ==
          "x.csv:5:1: error: unit 'x' stands here again, first at line 2\nx,3,4\n^\n"
          "  in row 5 (x), column A \"code\"\n"
          "  hint: leave one of its rows; if a column tells them apart, say --columns period=TITLE (by time) or --drop "
          "TEXT\n");
    CHECK(begins(refused("period,code,policies,growth\n1,x,1,2\n2,x,1,2\n2,x,1,2\n"),
                 "x.csv:4:3: error: unit 'x' stands here again in 2, first at line 3\n"));
    CHECK(
        refused("code,policies,growth\n,1,2\n") ==
        "x.csv:2:1: error: a row without a code\n,1,2\n^\n  in row 2, column A \"code\"\n"
        "  hint: give it one, or leave it out with --drop and its name; without the column the names are the codes\n");
    CHECK(begins(refused("name,policies,growth\n ,1,2\n"), "x.csv:2:1: error: a row without a name\n"));
    CHECK(begins(refused("code,period,policies,growth\nx,,1,2\ny,2020,1,2\n"),
                 "x.csv:2:3: error: a row without a period\n"));
    const auto merged = refused("code,period,policies,growth\nx,2019,1,2\ny,,1,2\nx,2020,1,2\ny,,1,2\n");
    CHECK(merged.find("x.csv:5:3: error: a row without a period") != std::string::npos);
    CHECK(merged.find("write the period in every row") != std::string::npos);
    CHECK(merged.find("stands here again") == std::string::npos);
    CHECK(loaded("code,period,policies,growth\nx,,1,2\n").periods[0].label.empty());
    CHECK(begins(refused("code,origin,policies,growth\nx,recoverd,1,2\n"),
                 "x.csv:2:3: error: unknown origin 'recoverd'\n"));
}

TEST_CASE("numbers are read as people write them") {
    CHECK(value("1234.5") == 1234.5);
    CHECK(value("-3e2") == -300);
    CHECK(value("+5") == 5);
    CHECK(value(".5") == 0.5);
    CHECK(value(" 7 ") == 7);
    CHECK(value("\u30007\u00A0") == 7);
    CHECK(value("\"1,234.5\"") == 1234.5);
    CHECK(value("\"-1,234,567\"") == -1234567);
    CHECK(value("１２．５") == 12.5);
    CHECK(value("－１，２３４") == -1234);
    CHECK(value("\u22125") == -5);
    for (const std::string mark : {"\u00A0", "\u2007", "\u2009", "\u202F", "'", "\u2019"}) {
        CHECK(value("1" + mark + "234" + mark + "567.5") == 1234567.5);
    }
    CHECK(value("1.7976931348623157e308") == 1.7976931348623157e308);
    CHECK(!std::signbit(*value("-0")));
}

TEST_CASE("a percent sign has a meaning where the measure is percent") {
    CHECK(percent("12.3%") == 12.3);
    CHECK(percent("１２．３％") == 12.3);
    CHECK(percent("-1 %") == -1);
    CHECK(value_refused("12%") ==
          "x.csv:2:3: error: a percent sign in '12%' for 'policies', which is not measured in percent\n"
          "  hint: write the number alone, or give the indicator the measure \"percent\"\n");
}

TEST_CASE("a percent sign stands in every cell of a column or in none") {
    CHECK(
        refused("code,policies,growth\nx,1,45%\ny,1,\nz,1,0.60\n") ==
        "x.csv:4:5: error: 'growth' has a percent sign in some cells and none in others: '0.60' here, '45%' at line 2\n"
        "z,1,0.60\n    ^~~~\n  in row 4 (z), column C \"growth\"\n  hint: write the sign in every cell of the column "
        "or in none\n");
    CHECK(begins(refused("code,policies,growth\nx,1,0\ny,1,45％\n"), "x.csv:2:5: error: 'growth' has a percent sign"));
    CHECK(loaded("code,policies,growth\nx,1,45%\ny,1,\nz,1,60 %\n").values.at(2, 1) == 60);
}

TEST_CASE("words for a missing value") {
    for (const std::string word :
         {"",  "-",  "--",   "—",    "——",   "–",  "/",    "NA", "N/A",    "n/a", "#N/A", "..",
          ":", "：", "null", "NULL", "暂无", "无", "缺失", " ",  "\u3000", "－",  "\"\"", "\" - \""}) {
        INFO(word);
        CHECK(!value(word));
    }
}

TEST_CASE("what is no number is refused, with what may be meant") {
    const auto check = [](const std::string& cell, const std::string& hint = {}) {
        CHECK(value_refused(cell) == fmt::format("x.csv:2:3: error: expected a number for 'policies', got '{}'{}", cell,
                                                 hint.empty() ? "" : "\n  hint: " + hint + "\n"));
    };
    check("%");
    for (const std::string text : {"abc", "()", "N.A."}) {
        check(text, "if it stands for a missing value, leave the cell empty or name it by --missing-codes");
    }
    for (const std::string text : {"0x10", "+-5", "5e", "1'23", "0'123", "12 months"}) {
        check(text, "write the number alone, without words or signs");
    }
    for (const std::string word :
         {"nan", "NaN", "inf", "-Infinity", "-nan(ind)", "nan(x)", "NAN()", "nan%", "inf%", "-infinity%"}) {
        check(word, "leave the cell empty for a missing value");
    }
    check("#DIV/0!", "mend what the spreadsheet could not calculate, or leave the cell empty");
    check("1 234", "write 1234 without blanks");
    check("(5)", "write -5 for a number below zero");
    check("–5.5", "write -5.5 for a number below zero");
    check("¥100", "write 100: a currency is part of the indicator's measure");
    check("1234.5 €", "write 1234.5: a currency is part of the indicator's measure");
    check("3.2万", "write the number in the indicator's own measure, without '万'");
    check("1000 e", "leave out 'e', or say --flags if letters behind numbers are remarks");
    check("5.5-", "write -5.5 for a number below zero");
    check("12.3 b", "leave out 'b', or say --flags if letters behind numbers are remarks");
    check("12.3b", "leave out 'b', or say --flags if letters behind numbers are remarks");
    check("1.2M", "write the number in the indicator's own measure, without 'M'");
    check("5bn", "write the number in the indicator's own measure, without 'bn'");
    check(": c", "leave out 'c', or say --flags if letters behind numbers are remarks");
    for (const std::string cell : {"1e999", "1e-400", "-1e999"}) {
        CHECK(value_refused(cell) == "x.csv:2:3: error: " + cell + " for 'policies' is out of range");
        CHECK(begins(refused("code,policies,growth\nx,1," + cell + "%\n"),
                     "x.csv:2:5: error: " + cell + "% for 'growth' is out of range"));
    }
    CHECK(value_refused(std::string(500, '9')) ==
          "x.csv:2:3: error: expected a number for 'policies', got a text of 500 bytes");
}

TEST_CASE("commas part thousands and nothing else") {
    const auto check = [](const std::string& text, const std::string& hint) {
        CHECK(value_refused("\"" + text + "\"") ==
              fmt::format("x.csv:2:3: error: expected a number for 'policies', got '{}'\n  hint: {}\n", text, hint));
    };
    check("1234,5", "say --decimal , if that is the decimal mark, or write 1234.5");
    check("1234,567", "say --decimal , if that is the decimal mark, or write 1234.567");
    check("0,123", "say --decimal , if that is the decimal mark, or write 0.123");
    check("-00,123", "say --decimal , if that is the decimal mark, or write -00.123");
    check("1.299,99", "say --decimal , if that is the decimal mark, or write 1299.99");
    check("1.299.999", "say --decimal , if that is the decimal mark, or write 1299999");
    for (const std::string text : {"12,34,567", "1,2345.0", "1.5,000", "1,234,"}) {
        check(text, "commas part the digits by threes: 1,234,567.8");
    }
}

TEST_CASE("a column that has decimal commas has no thousands parted by commas") {
    CHECK(
        refused("code,policies,growth\nx,\"2,923\",1\ny,\"1,23\",2\nz,10.44,3\n") ==
        "x.csv:2:3: error: '2,923' for 'policies' parts thousands or decimals, which the column does not tell: it has "
        "'1,23' at line 3 too\nx,\"2,923\",1\n  ^~~~~~~\n  in row 2 (x), column B \"policies\"\n"
        "  hint: say --decimal , if that is the decimal mark, or write the number without it\n"
        "x.csv:3:3: error: expected a number for 'policies', got '1,23'\ny,\"1,23\",2\n  ^~~~~~\n"
        "  in row 3 (y), column B \"policies\"\n"
        "  hint: say --decimal , if that is the decimal mark, or write 1.23\n");
}

TEST_CASE("an ellipsis is not missing") {
    for (const std::string text : {"…", "...", "……"}) {
        CHECK(value_refused(text) ==
              fmt::format("x.csv:2:3: error: '{}' for 'policies' means below half a unit, not missing\n"
                          "  hint: write 0 or the number; leave the cell empty if there is none\n",
                          text));
    }
}

TEST_CASE("what plainly parts a table is found out, and said") {
    const auto is_read = [](const std::string& name, const std::string& text, const std::string& by) {
        const auto input = load_dataset({name, text}, small_index());
        const Dataset& data = input.value.data;
        CHECK(data.values.at(0, 0) == 1.5);
        CHECK(data.values.at(0, 1) == 2);
        CHECK(text_of(input.warnings, Severity::warning)
                  .find(name + ": warning: the columns are parted by " + by + ", and read so\n") != std::string::npos);
    };
    is_read("x.csv", "code|policies|growth\nx|1.5|2\n", "bars");
    is_read("x.csv", "code\tpolicies\tgrowth\nx\t1.5\t2\n", "tabs");
    is_read("x.csv", "\"code\"\t\"policies\"\t\"growth\"\n\"x\"\t\"1.5\"\t\"2\"\n", "tabs");
    is_read("x.csv", "code\tname\tpolicies\tgrowth\nx\tX, of Y\t1.5\t2\ny\tY\t2\t1\n", "tabs");
    is_read("x.tsv", "code,policies,growth\nx,1.5,2\n", "commas");
    // What stands above the titles has no mark, or others.
    is_read("x.csv", "Cities of 2020\ncode;policies;growth\nx;1.5;2\n", "semicolons");
    is_read("x.csv", "Cities, of 2020\n\ncode;policies;growth\nx;1,5;2\n", "semicolons");
    is_read("x.csv", "Cities\ncode;indicator;value\nx;policies;1.5\nx;growth;2\n", "semicolons");
    is_read("x.tsv", "Cities\ncode,policies,growth\nx,1.5,2\n", "commas");
}

TEST_CASE("a table that is parted by something else than the options say is refused") {
    LoadOptions options;
    options.delimiter = ',';
    CHECK(begins(problems_of([&] {
                     load_dataset({"x.csv", "code|policies|growth\nx|1|2\n"}, small_index(), options);
                 }),
                 "x.csv:1:1: error: the columns are parted by bars, expected commas\n"
                 "code|policies|growth\n^~~~~~~~~~~~~~~~~~~~\n  hint: say --delimiter '|'\n"));
    CHECK(begins(refused("code,policies,growth\rx,1,2\r"),
                 "x.csv:1:1: error: the rows end with a lone carriage return\n"));
}

TEST_CASE("a table without rows is refused") {
    CHECK(refused("") == "x.csv: error: the file is empty\n");
    CHECK(refused("\n\r\n") == "x.csv: error: the file is empty\n");
    CHECK(begins(refused("code,policies\n"), "x.csv:1:1: error: no column for indicator 'growth' (增速)\n"));
    CHECK(refused("code,policies,growth\n\n") ==
          "x.csv: error: no rows below the header, expected one for each unit\n");
}

TEST_CASE("a table may say what parts its columns") {
    const std::string rows = "code,policies,growth\nx,1,2\ny,3,4\n";
    for (const std::string line : {"sep=,\n", "sep=,\r\n", "\"sep=,\"\n", "SEP=,,,\n"}) {
        CHECK(loaded(line + rows).values.at(1, 1) == 4);
        CHECK(warned(line + rows).empty());
    }
    CHECK(loaded("sep=;\ncode;policies;growth\nx;1;2,5\n").values.at(0, 1) == 2.5);
    CHECK(loaded("sep=|\ncode|policies|growth\nx|1|2\n").values.at(0, 1) == 2);
    const auto tabs = load_dataset({"x.csv", "code\tpolicies\tgrowth\nx\t1\t2\n"}, small_index(), {.delimiter = '\t'});
    CHECK(tabs.value.data.values.at(0, 1) == 2);
}

TEST_CASE("semicolons are found out, and their decimal marks where no cell can be meant otherwise") {
    const std::string header = "code;policies;growth\n";
    CHECK(warned(header + "x;1;2\n") == "x.csv: warning: the columns are parted by semicolons, and read so\n");
    CHECK(loaded(header + "x;1.234;2,5\ny;1.234,5;0,123\n").values.at(0, 0) == 1234);
    CHECK(loaded(header + "x;1.234;2,5\ny;1.234,5;0,123\n").values.at(1, 1) == 0.123);
    CHECK(warned(header + "x;1;2,5\n") ==
          "x.csv: warning: the columns are parted by semicolons, and read so\n"
          "x.csv: warning: commas are read as decimal marks\n");
    CHECK(loaded(header + "x;1.5;2\ny;1,234;3\n").values.at(1, 0) == 1234);
    CHECK(refused(header + "x;1,234;2\n") ==
          "x.csv:2:3: error: '1,234' parts thousands or decimals, and no cell tells which\nx;1,234;2\n  ^~~~~\n"
          "  hint: say which mark decimals have: --decimal , or --decimal .\n");
    CHECK(begins(refused(header + "x;1,5;2\ny;1.55;3\n"),
                 "x.csv:3:3: error: expected a number for 'policies', got '1.55'\n"));
    CHECK(loaded("\"code\";\"policies\";\"growth\"\n\"x, y\";1,5;2\n").units.codes[0] == "x, y");
    CHECK(loaded("code;policies;growth;a, b\nx;1,5;2,5;\n").values.at(0, 1) == 2.5);
}

TEST_CASE("decimal commas are found out where tabs part the columns") {
    const auto load = [](const std::string& rows) {
        return load_dataset({"x.tsv", "code\tpolicies\tgrowth\n" + rows}, small_index());
    };
    const auto commas = load("x\t1.234\t2,5\ny\t1.234,5\t0,123\n");
    CHECK(commas.value.data.values.at(0, 0) == 1234);
    CHECK(commas.value.data.values.at(1, 1) == 0.123);
    CHECK(text_of(commas.warnings, Severity::warning) == "x.tsv: warning: commas are read as decimal marks\n");
    CHECK(load("x\t1.5\t2\ny\t1,234\t3\n").value.data.values.at(1, 0) == 1234);
    CHECK(load("x\t1,234\t2\n").value.data.values.at(0, 0) == 1234);
    CHECK(begins(problems_of([&] { load("x\t1,5\t2\ny\t1.55\t3\n"); }),
                 "x.tsv:3:3: error: expected a number for 'policies', got '1.55'\n"));
    CHECK(begins(refused("code,policies,growth\nx,\"1,5\",2\n"),
                 "x.csv:2:3: error: expected a number for 'policies', got '1,5'\n"));
}

TEST_CASE("the decimal mark can be said") {
    const auto read = [](const std::string& cell, char decimal) {
        return load_dataset({"x.tsv", "code\tpolicies\tgrowth\nx\t" + cell + "\t1\n"}, small_index(),
                            {.decimal = decimal})
            .value.data.values.at(0, 0);
    };
    CHECK(read("1,234", ',') == 1.234);
    CHECK(read("1,234", '.') == 1234);
    CHECK(read("1.234.567,5", ',') == 1234567.5);
    CHECK(read("1'234,5", ',') == 1234.5);
    CHECK(read("-1,5e3", ',') == -1500);
    CHECK(begins(problems_of([&] { read("1.5", ','); }),
                 "x.tsv:2:3: error: expected a number for 'policies', got '1.5'\n"));
}

TEST_CASE("codes and words for a missing value are left out") {
    const std::string text = "code,policies,growth\nx,-9999,45%\ny,2,n.d.\nz,-9999,-9999\n";
    const LoadOptions options{.missing_codes = {{-9999}, {"N.D."}}};
    const auto input = load_dataset({"x.csv", text}, small_index(), options);
    CHECK(!input.value.data.values.at(0, 0));
    CHECK(input.value.data.values.at(1, 0) == 2);
    CHECK(!input.value.data.values.at(1, 1));
    CHECK(!input.value.data.values.at(2, 1));
    CHECK(input.warnings.empty());
    const std::string json = R"({"format": "iiindex/dataset/1", "units": [{"code": "x", "values": {"policies":
        {"value": -9999, "origin": "measured"}, "growth": 1}}]})";
    const Dataset data = load_dataset({"x.json", json}, small_index(), options).value.data;
    CHECK(!data.values.at(0, 0));
    CHECK(data.value_origins.empty());
}

TEST_CASE("what stands far from all others, and is a usual code for a missing value, is warned of") {
    const auto warned_of = [](const std::vector<std::string>& column) {
        std::string text = "code,policies,growth\n";
        for (std::size_t i = 0; i < column.size(); ++i) text += fmt::format("u{},{},{}\n", i, column[i], i + 1);
        return warned(text);
    };
    CHECK(warned_of({"-9999", "2", "3"}) ==
          "x.csv:1:6: warning: -9999 for 'policies' (unit 'u0') stands far from its other values, 2 to 3: a code for a "
          "missing value?\n  hint: say --missing-codes -9999 if it is one\n");
    CHECK(warned_of({"-99", "1000", "9000", "-99"}).find("(2 units)") != std::string::npos);
    CHECK(warned_of({"999", "-888", "1", "2"}).find("-888 for") != std::string::npos);
    for (const std::string fill : {"999.9", "-99.99", "-32768", "2147483647", "1e20", "9.969209968386869e36"}) {
        INFO(fill);
        CHECK(warned_of({fill, "2", "3"}).find("a code for a missing value?") != std::string::npos);
    }
    CHECK(warned_of({"0", "50", "70", "80"}).find("0 for 'policies'") != std::string::npos);
    for (const std::vector<std::string>& fair : std::vector<std::vector<std::string>>{{"999", "800", "500"},
                                                                                      {"99", "100", "100"},
                                                                                      {"-99", "-50", "20"},
                                                                                      {"0", "1", "5", "9"},
                                                                                      {"0", "5", "6"},
                                                                                      {"99", "9"},
                                                                                      {"-9", "1", "2"},
                                                                                      {"9998", "1", "2"}}) {
        INFO(fair.front());
        CHECK(warned_of(fair).empty());
    }
}

TEST_CASE("a unit that has nothing but zeros, where no other has any, is warned of") {
    const std::string rows = "code,policies,growth\nx,1.5,1.6\ny,9,8.8\nz,4.1,4\n";
    CHECK(warned(rows + "u,0.0,0\n") ==
          "x.csv: warning: unit 'u' is 0 in every indicator, and no other unit is in any: not measured?\n"
          "  hint: leave the cells empty, or say --missing-codes 0, if so\n");
    CHECK(warned(rows + "u,0.0,0\nv,0,0\n").find("2 units, the first of them 'u', are 0") != std::string::npos);
    CHECK(warned(rows + "u,0,0\nv,1,0\n").empty());
    CHECK(warned(rows + "u,0,\n").empty());
}

TEST_CASE("TSV is parted by tabs and keeps its commas") {
    const auto data =
        load_dataset({"x.tsv", "code\tname\tpolicies\tgrowth\nx\ta, b\t1,234\t2%\n"}, small_index()).value.data;
    CHECK(data.units.names[0] == "a, b");
    CHECK(data.values.at(0, 0) == 1234);
    CHECK(data.values.at(0, 1) == 2);
}

TEST_CASE("what may part thousands or decimals is refused where nothing speaks for thousands") {
    const auto problem = [](const std::string& name, const std::string& text) {
        return problems_of([&] { load_dataset({name, text}, small_index()); });
    };
    const std::string doubt = "x.tsv:2:3: error: '1,234' parts thousands or decimals, and no cell tells which\n";
    CHECK(begins(problem("x.tsv", "code\tpolicies\tgrowth\nx\t1,234\t16077969\n"), doubt));
    CHECK(begins(problem("x.tsv", "code\tpolicies\tgrowth\nx\t1,234\t1\ny\t12345\t2\n"), doubt));
    CHECK(begins(problem("x.csv", "code\tpolicies\tgrowth\nx\t1,234\t2\n"),
                 "x.csv:2:3: error: '1,234' parts thousands or decimals, and no cell tells which\n"));
    const auto data = load_dataset({"x.tsv", "code\tpolicies\tgrowth\nx\t1,234\t2020\n"}, small_index()).value.data;
    CHECK(data.values.at(0, 0) == 1234);
}

TEST_CASE("GB18030 is read, and it is said") {
    const auto input = load_dataset({"x.csv", "\xB4\xFA\xC2\xEB,policies,growth\nx,1,2\n"}, small_index());
    CHECK(input.value.data.units.codes[0] == "x");
    CHECK(text_of(input.warnings, Severity::warning) == "x.csv: warning: read as GB18030\n");
}

TEST_CASE("rows of a period are brought together, periods in order") {
    const auto data = loaded(
        "period,code,name,name_en,origin,group:g,policies,growth\n"
        "2021,x,X1,a,measured,u,1,\n"
        "999,x,X2,b,,v,2,\n"
        "2021,y,Y1,c,,,3,\n"
        "999,y,Y2,d,derived,u,4,\n");
    REQUIRE(data.periods.size() == 2);
    CHECK(data.periods[0].label == "999");
    CHECK(data.periods[0].count == 2);
    CHECK(data.periods[1].first == 2);
    CHECK(texts(data.units.names) == std::vector<std::string>{"X2", "Y2", "X1", "Y1"});
    CHECK(texts(data.units.names_english) == std::vector<std::string>{"b", "d", "a", "c"});
    CHECK(data.values.at(0, 0) == 2);
    CHECK(data.values.at(3, 0) == 3);
    CHECK(data.origin_of(1, 0) == Origin::derived);
    CHECK(data.origin_of(2, 0) == Origin::measured);
    CHECK(data.units.groupings[0].group_of == std::vector<std::uint32_t>{1, 0, 0, Grouping::ungrouped});
    const auto by_number = loaded("period,code,policies,growth\nQ2,x,1,\nQ10,x,2,\n");
    CHECK(by_number.periods[0].label == "Q2");
}

TEST_CASE("many rows are read in blocks as in one go") {
    std::string text = "period,code,group:g,policies,growth\n";
    const std::size_t rows = 40000;
    for (std::size_t i = 0; i < rows; ++i)
        text += fmt::format("{},u{},g{},{},\"{}\"\n", i / 30000, i, i / 17000, i, i % 7);
    const auto data = loaded(text);
    CHECK(data.units.size() == rows);
    REQUIRE(data.periods.size() == 2);
    CHECK(data.periods[1].first == 30000);
    const auto values = data.values.column(0);
    CHECK(std::accumulate(values.begin(), values.end(), 0.0) == 40000.0 * 39999 / 2);
    CHECK(data.units.codes[39999] == "u39999");
    CHECK(data.units.groupings[0].groups == std::vector<std::string>{"g0", "g1", "g2"});
    CHECK(data.units.groupings[0].group_of[39999] == 2);
}

TEST_CASE("problems of one kind are told as one, whatever block they stand in") {
    std::string text = "code,policies,growth\n";
    for (std::size_t i = 0; i < 40000; ++i) text += fmt::format("u{},{},1\n", i, i % 399 == 0 ? "?" : "1");
    try {
        loaded(text);
        FAIL("was not refused");
    } catch (const InputError& error) {
        REQUIRE(error.problems().size() == 1);
        CHECK(error.problems()[0].where == Location{"x.csv", 2, 4});
        CHECK(error.problems()[0].also[1] == "row 401 (u399), column B \"policies\"");
        CHECK(error.problems()[0].also.size() + error.problems()[0].more == 101);
    }
    text += "u5,1,1\n";
    try {
        loaded(text);
    } catch (const InputError& error) {
        CHECK(error.problems().size() == 2);
    }
}

TEST_CASE("rows far shorter than a long header are refused before there is room for what they lack") {
    std::string text = "name,policies,growth";
    for (int i = 0; i < 30000; ++i) text += ",x";
    text += "\n";
    for (int i = 0; i < 30000; ++i) text += "u\n";
    CHECK(refused(text).find("nearly all of the 30000 rows are far shorter than the 30003 titles") !=
          std::string::npos);
}

TEST_CASE("what stands around the titles is passed over") {
    const auto input = load("工业互联网,,\n,,\n地区,政策数量,增速\n,个,%\n北京,1,2\n");
    CHECK(texts(input.value.data.units.codes) == std::vector<std::string>{"北京"});
    const std::string said = text_of(input.warnings, Severity::warning);
    CHECK(said.find("'工业互联网' stands above the titles") != said.npos);
    CHECK(said.find("it says what the columns are counted in") != said.npos);
    CHECK(
        refused("Values of 2020,,\ncode,policies,other\nx,1,2\n").find("row 2 looks like the titles: --skip-rows 1") !=
        std::string::npos);
    CHECK(
        load_dataset({"x.csv", "code,policies,growth\ncode,policies,growth\nx,1,2\n"}, small_index(), {.skip_rows = 1})
            .value.data.units.size() == 1);
}

TEST_CASE("what a person cannot tell apart is the same") {
    const auto input = load(
        "name,年份,group:g,policies,growth\nC\u00F4te,2019,n,1,2\nTogo,２０１９,ｎ,2,1\n"
        "Co\u0302te,2020年,n,1,3\nTogo\u200B,2020.0,n,4,1\n");
    const Dataset& data = input.value.data;
    REQUIRE(data.periods.size() == 2);
    CHECK(data.periods[0].label == "2019");
    CHECK(data.units.codes[0] == data.units.codes[2]);
    CHECK(data.units.codes[3] == "Togo");
    CHECK(data.units.groupings[0].groups == std::vector<std::string>{"n"});
    const std::string said = text_of(input.warnings, Severity::warning);
    CHECK(said.find("'Togo\\u200B' is read as 'Togo'") != said.npos);
    CHECK(said.find("'２０１９' and '2019'") != said.npos);
}

TEST_CASE("titles are matched without what cannot be seen") {
    CHECK(loaded("\u200Bcode,pol\u00ADicies,Growth  rate\nx,1,2\n").values.at(0, 1) == 2);
    CHECK(loaded("ｃｏｄｅ,\"Growth\nrate\",policies\nx,1,2\n").values.at(0, 1) == 1);
    CHECK(loaded("code,政策数量（个）,增速（％）\nx,1,2\n").values.at(0, 0) == 1);
    CHECK(refused("code,policies,增速（万元）\nx,1,2\n")
              .find("is counted in '万元', and indicator 'growth' in 'percent'") != std::string::npos);
    CHECK(warned("code,policies,增速（%；负向）\nx,1,2\n")
              .find("'增速（%；负向）' says that less is better, and for indicator 'growth' more is") !=
          std::string::npos);
    CHECK(warned("code,policies,增速（%；正向）\nx,1,2\n").empty());
    CHECK(loaded("国家,Time,policies,growth\nKenya,2020,1,2\n").periods[0].label == "2020");
    CHECK(warned("name,unit,policies,growth\nA,USD,1,2\nB,USD,2,3\n")
              .find("column 'unit' is ignored: it holds what values are counted in") != std::string::npos);
}

TEST_CASE("a measure behind a mark is one where it is the index's own") {
    const std::string rows = ",政策数量\nx,3,1\n";
    for (const std::string title :
         {"增速/percent", "增速：%", "\"增速, %\"", "增速_%", "Growth rate %", "2.增速¹", "增速〔%〕"}) {
        INFO(title);
        CHECK(loaded("code," + title + rows).values.at(0, 1) == 3);
    }
    for (const std::string title : {"增速/人口", "增速_2", "增速："}) {
        INFO(title);
        CHECK(refused("code," + title + rows).find("no column for indicator 'growth'") != std::string::npos);
    }
}
