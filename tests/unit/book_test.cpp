#include "catch.hpp"

#include <iiindex/load.hpp>
#include <iiindex/write.hpp>

#include "books.hpp"
#include "problems_of.hpp"

using namespace iiindex;

namespace {

bool has(const std::string& text, const std::string& piece) { return text.find(piece) != text.npos; }

const std::string levels =
    "创新指数,,,,\n一级指标,权重,二级指标,单位,方向\n投入,40%,经费,元,正向\n,,人员,人,逆向\n产出,60%,专利,件,正向\n";
const std::string node_rows = "code,name,parent,weight\nt,Total,,\nspeed,Speed,t,2\nshare,Share,t,1\n";
const std::string values = "code,speed,share\na,1,2\nb,3,4\n";

Loaded<Index> index_in(const std::vector<SheetParts>& sheets, const LoadOptions& options = {}) {
    return load_index({"i.xlsx", book(sheets)}, options);
}
Loaded<Input> values_in(const std::vector<SheetParts>& sheets, const LoadOptions& options = {}) {
    return load_dataset({"d.xlsx", book(sheets)}, {}, options);
}
std::string refused_index(const std::vector<SheetParts>& sheets) {
    return problems_of([&] { index_in(sheets); });
}
std::string refused_values(const std::vector<SheetParts>& sheets) {
    return problems_of([&] { values_in(sheets); });
}

}  // namespace

TEST_CASE("an index in a sheet is the one that the same table in text is") {
    for (const std::string& table : {levels, node_rows}) {
        const Index sheet = index_in({{"指标体系", table}}).value, text = load_index({"i.csv", table}).value;
        REQUIRE(sheet.nodes.size() == text.nodes.size());
        for (std::size_t i = 0; i < text.nodes.size(); ++i) {
            CHECK(sheet.nodes[i].code == text.nodes[i].code);
            CHECK(sheet.nodes[i].weight == text.nodes[i].weight);
            CHECK(sheet.nodes[i].parent == text.nodes[i].parent);
            CHECK(sheet.nodes[i].direction == text.nodes[i].direction);
        }
    }
}

TEST_CASE("cells that are merged over the rows of an index mean as above, and nothing is said of them") {
    const std::string merged = "创新指数,,\n一级指标,权重,二级指标\n投入,0.4,经费\n,,人员\n产出,0.6,专利\n";
    const auto read = index_in({{"指标体系", merged, {"A3:A4", "B3:B4", "A1:C1"}}});
    CHECK(read.value.nodes.size() == 6);
    CHECK(read.value.nodes[1].weight == 0.4);
    CHECK(!has(text_of(read.warnings, Severity::warning), "merged"));
}

TEST_CASE("the sheet of an index is the one of a usual name, else the first that reads as one") {
    CHECK(index_in({{"notes", "read me\n"}, {"Sheet2", node_rows}}).value.root().code == "t");
    CHECK(index_in({{"Sheet1", levels}, {"index", node_rows}}).value.root().code == "t");
    LoadOptions options;
    options.sheet = "Sheet1";
    CHECK(index_in({{"Sheet1", levels}, {"index", node_rows}}, options).value.root().name.own == "创新指数");
    CHECK(has(text_of(index_in({{"Sheet1", values}, {"指标体系", node_rows, {}, true}}).warnings, Severity::warning),
              "sheet 指标体系: warning: the sheet is hidden, and read all the same"));
    CHECK(refused_index({{"a", values}, {"b", values}}) ==
          "i.xlsx: error: no sheet of the workbook is an index\n"
          "  hint: call the one that is '指标体系'; its sheets: a, b\n");
    CHECK(has(refused_index({{"index", values}, {"b", values}}), "this table has no titles of an index"));
}

TEST_CASE("faults of an index in a sheet are told by cell") {
    const std::string faults =
        refused_index({{"index", "code,name,parent,weight\nt,Total,,\nspeed,Speed,t,heavy\nshare,Share,x,-1\n"}});
    CHECK(has(faults, "i.xlsx: sheet index, D3: error: expected a number for 'weight', got 'heavy'"));
    CHECK(has(faults, "i.xlsx: sheet index, C4: error: parent 'x' is no node of this table"));
}

TEST_CASE("a workbook with an index and values needs no other index") {
    for (const auto& [index, data] : {std::pair("指标体系", "数据"), std::pair("index", "data"),
                                      std::pair("Framework", "values"), std::pair("index", "2020")}) {
        const auto read = values_in({{data, values}, {index, node_rows}, {"notes", "read me\n"}});
        CHECK(read.value.index.root().code == "t");
        CHECK(read.value.data.values.at(1, 0) == 3);
        CHECK(read.warnings.empty());
    }
    const auto unnamed = values_in({{"Sheet1", node_rows}, {"Sheet2", values}});
    CHECK(unnamed.value.index.root().code == "t");
    CHECK(text_of(unnamed.warnings, Severity::warning) == "d.xlsx: warning: the index is that of sheet 'Sheet1'\n");
    const Index other = load_index({"i.csv", "code,name,parent\nu,U,\nspeed,Speed,u\nshare,Share,u\n"}).value;
    const Source both{"d.xlsx", book({{"index", node_rows}, {"data", values}})};
    CHECK(load_dataset(both, other).value.index.root().code == "u");
    CHECK(has(refused_values({{"index", node_rows}}), "no sheet of the workbook is a table of values"));
}

TEST_CASE("sheets that are called by years are periods, in order") {
    const Index index = load_index({"i.csv", node_rows}).value;
    const std::string later = "code,speed,share\na,7,10\nz,8,20\n";
    const auto read =
        load_dataset({"d.xlsx", book({{"2020年", later}, {"2019", values}, {"notes", "read me\n"}})}, index);
    const Dataset& data = read.value.data;
    REQUIRE(data.periods.size() == 2);
    CHECK(data.periods[0].label == "2019");
    CHECK(data.periods[1].label == "2020");
    CHECK(data.values.at(data.periods[1].first, 0) == 7);
    CHECK(has(text_of(read.warnings, Severity::warning),
              "d.xlsx: warning: sheets 2020年, 2019 are read, each as a period\n"));
    SECTION("or by months or quarters") {
        const auto months = load_dataset({"d.xlsx", book({{"10月", later}, {"2月", values}})}, index);
        REQUIRE(months.value.data.periods.size() == 2);
        CHECK(months.value.data.periods[0].label == "2月");
        CHECK(has(problems_of([&] {
                      load_dataset({"d.xlsx", book({{"T1", later}, {"T2", values}})}, index);
                  }),
                  "several sheets of the workbook could be a table of values"));
    }
    SECTION("an index is made of them as well") {
        const auto made = index_in_form({"d.xlsx", book({{"2020年", later}, {"2019", values}})}, {});
        CHECK(has(made.value, "\"speed\""));
        CHECK(has(problems_of([&] {
                      index_in_form({"d.xlsx", book({{"this", later}, {"that", values}})}, {});
                  }),
                  "several sheets of the workbook could be a table of values"));
    }
}

TEST_CASE("a year that sheets give twice, and sheets of which one is no year, are refused") {
    const Index index = load_index({"i.csv", node_rows}).value;
    const std::string later = "code,speed,share\na,7,10\nz,8,20\n";
    const auto refused = [&](const std::vector<SheetParts>& sheets) {
        return problems_of([&] { load_dataset({"d.xlsx", book(sheets)}, index); });
    };
    CHECK(has(refused({{"2019", values}, {"2019年", later}}), "2019"));
    CHECK(
        has(refused({{"2019", values}, {"old", later}}), "several sheets of the workbook could be a table of values"));
    CHECK(has(refused({{"2019", values}, {"2020", "code,speed,share\na,x,10\n"}}), "sheet 2020, B2"));
}

TEST_CASE("a sheet that is called index and is none is passed over") {
    const Index given = load_index({"i.csv", node_rows}).value;
    const Source contents{"d.xlsx", book({{"Index", "Contents\nTable 1\n"}, {"data", values}})};
    CHECK(load_dataset(contents, given).value.data.units.size() == 2);
}

TEST_CASE("whether a workbook is an index or a dataset is told by what it holds") {
    const auto holds_index = [](const std::vector<SheetParts>& sheets) { return is_index({"b.xlsx", book(sheets)}); };
    CHECK(holds_index({{"Sheet1", node_rows}}));
    CHECK(holds_index({{"notes", "read me\n"}, {"指标体系", levels}}));
    CHECK(!holds_index({{"index", node_rows}, {"data", values}}));
    CHECK(!holds_index({{"index", node_rows}, {"2020", values}}));
    CHECK(!holds_index({{"data", values}}));
    CHECK(!is_index({"b.xlsx", "PK\x03\x04"}));
}

TEST_CASE("what is hidden or cannot be read of several sheets is said") {
    const Index index = load_index({"i.csv", node_rows}).value;
    const auto read = load_dataset({"d.xlsx", book({{"a", "x\n"}, {"b", values}, {"c", values, {}, true}})}, index);
    CHECK(text_of(read.warnings, Severity::warning) ==
          "d.xlsx: warning: not looked at, as they are hidden: c (hidden)\n");
    const auto broken =
        load_dataset({"d.xlsx", book({{"a", "x\ny\n", {"A9:A1"}}, {"b", values}, {"z", "z\n"}})}, index);
    CHECK(has(text_of(broken.warnings, Severity::warning), "sheet 'a' is passed over, as it cannot be read: "));
}

TEST_CASE("weights in a sheet are those of the same table in text, and faults are told by cell") {
    const Index index = load_index({"i.csv", node_rows}).value;
    const auto weighted = [&](const std::vector<SheetParts>& sheets) {
        return load_weights({"w.xlsx", book(sheets)}, index).value;
    };
    CHECK(weighted({{"Sheet1", "code,weight\nspeed,0.25\nshare,0.75\n"}}).nodes[2].weight == 0.75);
    CHECK(
        weighted({{"a", "x\n"}, {"b", "名称,指标代码,权重\n快,speed,3\n慢,share,1\n"}, {"c", "y\n"}}).nodes[1].weight ==
        3);
    CHECK(weighted({{"other", "code,weight\nspeed,1\n"}, {"权重", "code,weight\nspeed,5\n"}}).nodes[1].weight == 5);
    CHECK(weighted({{"权重", "所属,指数,权重\nTotal,Speed,5\nTotal,Share,2\n"}}).nodes[1].weight == 5);
    const std::string faults = problems_of([&] { weighted({{"w", "code,weight\nspeed,-1\nspeed,2\nspeeed,1\n"}}); });
    CHECK(has(faults, "w.xlsx: sheet w, B2: error: weight of 'speed' is -1"));
    CHECK(has(faults, "w.xlsx: sheet w, A4: error: unknown node 'speeed'"));
    CHECK(has(problems_of([&] { weighted({{"w", "code,weight\nspeed,1\nspeed,2\n"}}); }), "first at A2"));
    const std::string several = problems_of([&] {
        weighted({{"a", "code,weight\nspeed,1\n"}, {"b", "code,weight\nspeed,2\n"}});
    });
    CHECK(has(several,
              "several sheets of the workbook could be a table of weights: a, b\n"
              "  hint: call the one that is meant 'weights'\n"));
    CHECK(has(problems_of([&] {
                  weighted({{"a", "x\n"}, {"b", "y\n"}});
              }),
              "no sheet of the workbook is a table of weights"));
}

TEST_CASE("a unit that comes again in a sheet is told with the cell where it stood first") {
    CHECK(has(refused_values({{"index", node_rows}, {"data", "code,speed,share\na,1,2\nb,2,3\na,3,4\n"}}),
              "sheet data, A4: error: unit 'a' stands here again, first at A2"));
}
