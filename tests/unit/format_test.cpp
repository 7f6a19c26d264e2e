#include "catch.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <span>
#include <sstream>
#include <streambuf>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <iiindex/format.hpp>
#include <iiindex/named.hpp>
#include <iiindex/text.hpp>

#include "cells.hpp"

using namespace iiindex;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

std::string render(std::string_view format, const Document& document, const Presentation& how = {}) {
    std::ostringstream out;
    find_named(formatters(), format)->write(out, document, how);
    return out.str();
}

Column texts(std::string title, std::vector<std::string> values) {
    return {title, title,
            each_cell([values = std::move(values)](std::size_t row) { return Cell(std::string_view(values[row])); })};
}

Column numbers(std::string title, std::vector<double> values) {
    return {title, title, each_cell([values = std::move(values)](std::size_t row) { return Cell(values[row]); })};
}

Document document_of(std::vector<Column> columns, std::size_t rows) {
    Document document;
    document.code = "compute";
    document.tables.push_back({"units", "", rows, std::move(columns)});
    return document;
}

/// The text as the only cell of a table whose header is "x".
std::string cell(std::string_view format, const std::string& text) {
    const std::string all = render(format, document_of({texts("x", {text})}, 1));
    const std::string_view head = format == "markdown" ? "| x |\n| --- |\n" : "x\n";
    REQUIRE(all.substr(0, head.size()) == head);
    return all.substr(head.size(), all.size() - head.size() - 1);
}

/// Takes so many bytes and no more.
class FullDisk : public std::streambuf {
public:
    explicit FullDisk(std::streamsize room) : room_(room) {}

private:
    std::streamsize xsputn(const char*, std::streamsize count) override {
        const std::streamsize taken = std::min(count, room_);
        room_ -= taken;
        return taken;
    }

    std::streamsize room_;
};

Document cities() {
    const auto number_of = each_cell([](std::size_t row) { return Cell(static_cast<std::int64_t>(row + 1)); });
    Document document = document_of({{"rank", "排名", number_of},
                                     {"tier", "层级", number_of, 1, {}, {"第一梯队"}},
                                     texts("城市", {"北京", "乌鲁木齐"}),
                                     numbers("总分", {90.55, absent})},
                                    2);
    document.title = "城市排名";
    document.notes = {"数值是恢复的。"};
    return document;
}

}  // namespace

TEST_CASE("a format is found by its name and by a path") {
    for (const Formatter& formatter : formatters()) {
        CHECK(find_named(formatters(), formatter.name) == &formatter);
        if (!formatter.extension.empty())
            CHECK(formatter_of_path("a.b/x" + std::string(formatter.extension)) == &formatter);
        CHECK(formatter.holds_levels == (formatter.name == "xlsx"));
    }
    CHECK(formatter_of_path("RANKS.CSV") == find_named(formatters(), "csv"));
    CHECK(find_named(formatters(), "xml") == nullptr);
    CHECK(formatter_of_path("ranks") == nullptr);
    CHECK(formatter_of_path("dir.csv/ranks") == nullptr);
    CHECK(formatter_of_path("") == nullptr);
}

TEST_CASE("width is counted in terminal columns") {
    CHECK(display_width("乌鲁木齐") == 8);
    CHECK(display_width("Ürümqi") == 6);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("Ａ，") == 4);
    CHECK(display_width("\u200B") == 0);
    CHECK(display_width("😀") == 2);
    CHECK(display_width("…–·①") == 4);
    CHECK(display_width("") == 0);
    CHECK(display_width("\xFF") == 1);
}

TEST_CASE("what could drive a terminal is made visible") {
    CHECK(printable("北京 (a)") == "北京 (a)");
    CHECK(printable("\033[31m\n\x7F") == "␛[31m␊␡");
    CHECK(printable(std::string_view("\0", 1)) == "␀");
    CHECK(printable("\u009B\u202Ex\u2069") == "��x�");
    CHECK(printable("a\xE5\x8C") == "a��");
}

TEST_CASE("a table is aligned by display width, and no line ends in a blank") {
    CHECK(render("table", cities()) ==
          "城市排名\n"
          "\n"
          "排名  层级      城市      总分\n"
          "──────────────────────────────\n"
          "   1  第一梯队  北京      90.6\n"
          "   2  2         乌鲁木齐     –\n"
          "\n"
          "数值是恢复的。\n");
    CHECK(render("table", document_of({texts("name", {"a", "long name"}), texts("x", {"", "y  "})}, 2)) ==
          "name       x\n"
          "──────────────\n"
          "a\n"
          "long name  y\n");
}

TEST_CASE("a table shows a column's decimals unless others are asked for") {
    Column share = numbers("share", {0.0625});
    share.digits = 3;
    Presentation how;
    CHECK(render("table", document_of({share}, 1)) == "share\n─────\n0.063\n");
    how.digits = 0;
    CHECK(render("table", document_of({share}, 1), how) == "share\n─────\n    0\n");
}

TEST_CASE("only text that wraps is broken to the terminal's width, never before a closing mark") {
    Column why = texts("why", {"研究能力强，基础设施好（见表）。 Research rose"});
    why.wraps = true;
    Presentation how;
    how.width = 20;
    CHECK(render("table", document_of({texts("city", {"北京"}), why}, 1), how) ==
          "city why\n"
          "────────────────────\n"
          "北京 研究能力强，基\n"
          "     础设施好（见\n"
          "     表）。 Research\n"
          "     rose\n");
}

TEST_CASE("a word is cut only where it is wider than its column by itself") {
    Column why = texts("why", {"a unbelievable b"});
    why.wraps = true;
    Presentation how;
    how.width = 8;
    CHECK(render("table", document_of({why}, 1), how) == "why\n────────\na\nunbeliev\nable b\n");
}

TEST_CASE("titles are folded into lines of like length before anything else gives way") {
    Presentation how;
    how.width = 15;
    CHECK(render("table", document_of({texts("城市", {"乌鲁木齐"}), numbers("发展环境", {61.5})}, 1), how) ==
          "           发展\n"
          "城市       环境\n"
          "───────────────\n"
          "乌鲁木齐   61.5\n");
}

TEST_CASE("a name that is folded keeps its place in the tree") {
    Presentation how;
    how.width = 24;
    CHECK(render("table",
                 document_of({texts("Node", {"Total", "  Industrial internet policies"}), numbers("x", {1, -2})}, 2),
                 how) ==
          "Node                   x\n"
          "────────────────────────\n"
          "Total                1.0\n"
          "  Industrial        −2.0\n"
          "  internet\n"
          "  policies\n");
}

TEST_CASE("columns that find no room are left out, spare ones first, and named below the table") {
    Column tier = texts("Tier", {"Tier 1"});
    tier.spare = true;
    const Document document = document_of({tier, texts("City", {"Beijing"}), numbers("Total", {90.6}),
                                           numbers("Environment", {85.5}), numbers("Results", {87})},
                                          1);
    Presentation how;
    how.width = 32;
    CHECK(render("table", document, how) ==
          "City     Total  Environment\n"
          "───────────────────────────\n"
          "Beijing   90.6         85.5\n"
          "(No room in 32 columns for:\n"
          "Tier, Results. A wider terminal,\n"
          "-f markdown or -o FILE.xlsx\n"
          "shows all.)\n");
    how.width = 0;
    CHECK(render("table", document, how).find("Tier 1") != std::string::npos);
}

TEST_CASE("a table is never wider than the terminal, however narrow that is") {
    const Document document = document_of(
        {texts("城市", {"乌鲁木齐"}), numbers("工业互联网指数", {-1234.5}), texts("a", {"unbelievable"})}, 1);
    for (std::size_t width = 10; width < 60; ++width) {
        Presentation how;
        how.width = width;
        std::istringstream lines(render("table", document, how));
        for (std::string line; std::getline(lines, line);) {
            INFO(width << ": " << line);
            CHECK(display_width(line) <= width);
        }
    }
}

TEST_CASE("notes are wrapped paragraphs") {
    Document document = document_of({texts("x", {})}, 0);
    document.notes = {"the values are recovered", "二"};
    Presentation how;
    how.width = 12;
    CHECK(render("table", document, how) == "x\n─\n\nthe values\nare\nrecovered\n\n二\n");
}

TEST_CASE("colour is reset after every text and stays out of the padding") {
    Presentation how;
    how.colour = true;
    CHECK(render("table", cities(), how) ==
          "\033[1m城市排名\033[0m\n"
          "\n"
          "\033[2m排名\033[0m  \033[2m层级\033[0m      \033[2m城市\033[0m      \033[2m总分\033[0m\n"
          "──────────────────────────────\n"
          "   1  \033[32m第一梯队\033[0m  北京      90.6\n"
          "   2  2         乌鲁木齐     –\n"
          "\n"
          "数值是恢复的。\n");
}

TEST_CASE("a table shows no control character of the data") {
    Document document = document_of({texts("x\033", {"\033[2J"})}, 1);
    document.title = "a\rb";
    document.notes = {"n\a"};
    CHECK(render("table", document) == "a␍b\n\nx␛\n────\n␛[2J\n\nn␇\n");
}

TEST_CASE("csv quotes what needs it and ends lines with LF") {
    CHECK(cell("csv", "北京 a") == "北京 a");
    CHECK(cell("csv", "a,b") == "\"a,b\"");
    CHECK(cell("csv", "say \"a\"") == "\"say \"\"a\"\"\"");
    CHECK(cell("csv", "a\r\nb") == "\"a\r\nb\"");
    CHECK(cell("csv", "a\033b") == "a␛b");
    CHECK(cell("csv", std::string("a\0b", 3)) == "a␀b");
}

TEST_CASE("text that a spreadsheet would calculate is guarded, numbers are not") {
    CHECK(cell("csv", "=1+1") == "'=1+1");
    CHECK(cell("csv", "+1") == "'+1");
    CHECK(cell("csv", "-1") == "'-1");
    CHECK(cell("csv", "@SUM(A1,B1)") == "\"'@SUM(A1,B1)\"");
    CHECK(cell("csv", "\t=1") == "'\t=1");
    CHECK(cell("csv", "\r=1") == "\"'\r=1\"");
    CHECK(cell("csv", "a=1") == "a=1");
    CHECK(cell("tsv", "=1") == "'=1");
    CHECK(render("csv", document_of({numbers("=x", {-1.5})}, 1)) == "'=x\n-1.5\n");
}

TEST_CASE("tsv is quoted as csv is, with tabs in the place of commas") {
    CHECK(cell("tsv", "a,b\\t") == "a,b\\t");
    CHECK(cell("tsv", "a\tb") == "\"a\tb\"");
    CHECK(cell("tsv", "\"a\" b") == "\"\"\"a\"\" b\"");
    CHECK(cell("tsv", "a\r\nb") == "\"a\r\nb\"");
    CHECK(cell("tsv", "\t=1") == "\"'\t=1\"");
    CHECK(render("tsv", cities()) == "排名\t层级\t城市\t总分\n1\t第一梯队\t北京\t90.55\n2\t2\t乌鲁木齐\t\n");
}

TEST_CASE("csv by code names columns and tiers for programs") {
    Presentation how;
    how.header = Header::code;
    how.byte_order_mark = true;
    how.digits = 1;
    CHECK(render("csv", cities(), how) == "\xEF\xBB\xBFrank,tier,城市,总分\n1,1,北京,90.6\n2,2,乌鲁木齐,\n");
}

TEST_CASE("csv heads columns of one name by their codes, so that no two are called the same") {
    Document document{.code = "test"};
    document.tables.push_back({.code = "t", .title = "", .rows = 1, .columns = {}});
    auto& columns = document.tables[0].columns;
    for (const char* code : {"total", "from_total", "first", "from_first"}) {
        columns.push_back(texts(std::string(code).starts_with("from") ? "From" : code, {"x"}));
        columns.back().code = code;
    }
    CHECK(render("csv", document) == "total,from_total,first,from_first\nx,x,x,x\n");
    columns.pop_back();
    CHECK(render("csv", document) == "total,From,first\nx,x,x\n");
}

TEST_CASE("csv holds the main table alone") {
    Document document = cities();
    document.tables.insert(document.tables.begin(), {"other", "", 1, {texts("x", {"y"})}});
    document.main = 1;
    CHECK(render("csv", document) == "排名,层级,城市,总分\n1,第一梯队,北京,90.55\n2,2,乌鲁木齐,\n");
}

TEST_CASE("json holds everything by code, a row a line") {
    Document document = cities();
    document.facts = {{"period", std::string_view("2020")}, {"tolerance", 1e-9}, {"seed", std::int64_t{7}}};
    document.tables.push_back({"more", "", 0, {texts("x", {})}, Audience::programs});
    const std::string text = render("json", document);
    CHECK(text ==
          "{\n"
          "  \"format\": \"iiindex/compute/1\",\n"
          "  \"period\": \"2020\",\n"
          "  \"tolerance\": 1e-9,\n"
          "  \"seed\": 7,\n"
          "  \"units\": [\n"
          "    {\"rank\": 1, \"tier\": 1, \"城市\": \"北京\", \"总分\": 90.55},\n"
          "    {\"rank\": 2, \"tier\": 2, \"城市\": \"乌鲁木齐\", \"总分\": null}\n"
          "  ],\n"
          "  \"more\": [],\n"
          "  \"notes\": [\n"
          "    \"数值是恢复的。\"\n"
          "  ]\n"
          "}\n");
    CHECK(nlohmann::json::parse(text)["units"][0]["总分"] == 90.55);
}

TEST_CASE("what is for people alone is not in csv or json, and the other way round") {
    Document document = document_of({texts("a", {"x"}), texts("b", {"y"})}, 1);
    document.tables[0].columns[0].audience = Audience::programs;
    document.tables[0].columns[1].audience = Audience::people;
    CHECK(render("csv", document) == "a\nx\n");
    CHECK(nlohmann::json::parse(render("json", document))["units"][0].size() == 1);
    CHECK(render("table", document).find('x') == std::string::npos);
    CHECK(render("markdown", document).find('y') != std::string::npos);
}

TEST_CASE("json reads back any text and number") {
    const std::string hostile = "\"\\\n\x01\x7F</script>\u2028";
    const Document document = document_of({texts("a\"b", {hostile, "\xFF"}), numbers("n", {-0.0, 1e300})}, 2);
    const auto rows = nlohmann::json::parse(render("json", document))["units"];
    CHECK(rows[0]["a\"b"] == hostile);
    CHECK(rows[1]["a\"b"] == "�");
    CHECK(rows[1]["n"] == 1e300);
    CHECK(rows[0]["n"] == 0);
    Presentation how;
    how.digits = 1;
    CHECK(nlohmann::json::parse(render("json", document, how))["units"][1]["n"] == 1e300);
}

TEST_CASE("markdown is a table on GitHub") {
    Document document = cities();
    document.tables[0].title = "排名";
    CHECK(render("markdown", document) ==
          "# 城市排名\n"
          "\n"
          "## 排名\n"
          "\n"
          "| 排名 | 层级 | 城市 | 总分 |\n"
          "| ---: | --- | --- | ---: |\n"
          "| 1 | 第一梯队 | 北京 | 90.6 |\n"
          "| 2 | 2 | 乌鲁木齐 | – |\n"
          "\n"
          "数值是恢复的。\n");
}

TEST_CASE("a hostile name stays text in markdown") {
    CHECK(cell("markdown", "a|b") == "| a\\|b |");
    CHECK(cell("markdown", "\\|") == "| \\\\\\| |");
    CHECK(cell("markdown", "<img src=x>&amp;") == "| \\<img src=x\\>\\&amp; |");
    CHECK(cell("markdown", "[x](y) *b* _i_ `c`") == "| \\[x\\](y) \\*b\\* \\_i\\_ \\`c\\` |");
    CHECK(cell("markdown", "a\n\n# b") == "| a␊␊\\# b |");
}

TEST_CASE("a markdown note is a paragraph, whatever it begins with") {
    Document document = document_of({}, 0);
    document.notes = {"- a", "1. b", "    c  ", "2020", "# d", ""};
    CHECK(render("markdown", document) == "\\- a\n\n1\\. b\n\nc\n\n2020\n\n\\# d\n\n\n");
}

TEST_CASE("many rows come out in order and once") {
    constexpr std::size_t rows = 100001;
    Document many = document_of({numbers("n", {})}, rows);
    many.tables[0].columns[0].cells = each_cell([](std::size_t row) { return Cell(static_cast<std::int64_t>(row)); });
    std::string expected = "n\n";
    for (std::size_t row = 0; row < rows; ++row) expected += std::to_string(row) + '\n';
    CHECK(render("csv", many) == expected);
    CHECK(nlohmann::json::parse(render("json", many))["units"].size() == rows);
}

TEST_CASE("a stream that fails ends the work") {
    std::atomic<std::size_t> asked = 0;
    Document document = document_of({numbers("n", {})}, std::size_t{1} << 40);
    document.tables[0].columns[0].cells = each_cell([&](std::size_t row) {
        ++asked;
        return Cell(static_cast<std::int64_t>(row));
    });
    FullDisk disk(100000);
    std::ostream out(&disk);
    find_named(formatters(), "csv")->write(out, document, {});
    CHECK(out.fail());
    CHECK(asked < 1000000);
}

TEST_CASE("a column of numbers is written as one of cells that are numbers") {
    const auto number_of = [](std::size_t row) {
        const double kinds[] = {absent, 62.1, -0.05, 1e300, 0, 1.0 / 3, 100};
        return kinds[row % std::size(kinds)] * static_cast<double>(1 + row);
    };
    const Column as_cells = {"x", "x", each_cell([=](std::size_t row) { return Cell(number_of(row)); })};
    const Column as_numbers = {"x", "x", [=](std::size_t first, std::span<double> numbers) {
                                   for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = number_of(first + i);
                               }};
    for (const Formatter& formatter : formatters()) {
        if (formatter.is_binary) continue;
        for (const std::size_t rows : {1u, 63u, 64u, 65u, 3000u}) {
            for (const std::optional<int> digits : {std::optional<int>(), std::optional(2)}) {
                CAPTURE(formatter.name, rows, digits.has_value());
                const auto written = [&](const Column& column) {
                    Document document{.code = "x", .title = "x"};
                    document.tables.push_back({.code = "x", .title = "x", .rows = rows, .columns = {column, column}});
                    return render(formatter.name, document, {.digits = digits});
                };
                CHECK(written(as_numbers) == written(as_cells));
            }
        }
    }
}
