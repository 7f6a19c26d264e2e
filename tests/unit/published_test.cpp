#include "catch.hpp"

#include <iiindex/load.hpp>

#include "books.hpp"
#include "problems_of.hpp"

using namespace iiindex;

namespace {

bool has(const std::string& text, const std::string& piece) { return text.find(piece) != text.npos; }

Index small_index() {
    return load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "总",
        "tiers": {"cuts": [60], "names": ["甲", "乙"]}, "children": [
        {"code": "p", "name": "投入", "children": [{"code": "a", "name": "A"}, {"code": "b", "name": "B"}]},
        {"code": "c", "name": "C"}]})"})
        .value;
}

Loaded<Input> printed(const std::string& text) { return load_published({"p.csv", text}, small_index()); }
std::string refused(const std::string& text) {
    return problems_of([&] { printed(text); });
}

/// What was printed for a unit at a node; null if nothing was.
const Published* figure(const Input& input, const std::string& unit, const std::string& node) {
    for (const Published& one : input.published.figures) {
        if (input.data.units.codes[one.row] == unit && input.index.nodes[one.node].code == node) return &one;
    }
    return nullptr;
}

}  // namespace

TEST_CASE("a table of printed figures has scores by node, and ranks and tiers") {
    const Input input =
        printed("表 1\n排名,梯队,城市,总,投入,投入排名,p_tier\n1,甲,北京,90.6,99.0,2,1\n2,乙,上海,59.5,-,1,\n").value;
    CHECK(input.data.units.names[1] == "上海");
    CHECK(figure(input, "北京", "t")->score == 90.6);
    CHECK(figure(input, "北京", "t")->rank == 1);
    CHECK(figure(input, "上海", "t")->tier == 2);
    CHECK(figure(input, "北京", "p")->rank == 2);
    CHECK(figure(input, "北京", "p")->tier == 1);
    CHECK(!figure(input, "上海", "p")->score);
    CHECK(input.published.digits == 1);
}

TEST_CASE("decimals of printed scores are each score's own where those of the nodes differ") {
    CHECK(!printed("code,t,p\nx,90.6,99\n").value.published.digits);
    CHECK(printed("code,t\nx,90\n").value.published.digits == 0);
}

TEST_CASE("printed figures may be of several periods") {
    const Input input = printed("code,year,得分\nx,2020年,1.5\nx,2019,2.5\n").value;
    REQUIRE(input.data.periods.size() == 2);
    CHECK(input.data.periods[0].label == "2019");
    CHECK(input.published.figures[0].row == 1);
}

TEST_CASE("printed ranks may be worded, and averages are no units") {
    const auto read = printed("code,t,rank\nx,3,第1名\ny,2,=2\nz,2,2nd\nAverage,2.3,\n");
    CHECK(figure(read.value, "x", "t")->rank == 1);
    CHECK(figure(read.value, "y", "t")->rank == 2);
    CHECK(figure(read.value, "z", "t")->rank == 2);
    CHECK(read.value.data.units.size() == 3);
    CHECK(has(text_of(read.warnings), "'Average' is left out"));
    CHECK(has(refused("code,t,rank\nx,3,first\n"), "expected a number for the rank of 't', got 'first'"));
}

TEST_CASE("what a table of printed figures does not say plainly is said or refused") {
    const auto read = printed("code,t,A,shoe size\nx,1,2,3\n资料来源：年鉴,,,\n");
    CHECK(has(text_of(read.warnings), "column 'A' is an indicator's, and not compared"));
    CHECK(has(text_of(read.warnings), "unknown column 'shoe size' is ignored"));
    CHECK(has(text_of(read.warnings), "row 3 is no unit's, and left out"));
    CHECK(has(refused("code,a,b,c\nx,1,2,3\n"), "no row titles what was printed"));
    CHECK(has(refused("code,t\n"), "no row below the titles is a unit's"));
    const std::string faults = refused("code,t,rank,tier,总\nx,high,1.5,丙,1\nx,1,1,1,1\n");
    CHECK(has(faults, "p.csv:1:18: error: column '总' says what another one says"));
    CHECK(has(faults, "p.csv:2:3: error: expected a number for 't', got 'high'"));
    CHECK(has(faults, "p.csv:2:8: error: rank of 't' is '1.5', expected a whole number from 1 on"));
    CHECK(has(faults, "expected a number for 't', got '丙'"));
    CHECK(has(faults, "unit 'x' stands here again"));
}

TEST_CASE("printed figures may stand in a workbook, in the sheet that has the total") {
    const std::vector<SheetParts> sheets = {
        {"parts", "code,p\nx,1\n"}, {"ranking", "code,总,rank\nx,90.5,1\n"}, {"notes", "read me\n"}};
    const Input input = load_published({"p.xlsx", book(sheets)}, small_index()).value;
    CHECK(figure(input, "x", "t")->score == 90.5);
    const auto first = load_published(
        {"p.xlsx", book({{"a", "x\n"}, {"b", "code,总\nx,1\n"}, {"c", "code,总\nx,2\n"}})}, small_index());
    CHECK(figure(first.value, "x", "t")->score == 1);
    CHECK(has(text_of(first.warnings), "read from sheet 'b', the first that has the total"));
    CHECK(has(problems_of([&] {
                  load_published({"p.xlsx", book({{"published", "code,t\nx,y\n"}})}, small_index());
              }),
              "p.xlsx: sheet published, B2: error: expected a number for 't', got 'y'"));
}
