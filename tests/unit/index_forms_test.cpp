#include "catch.hpp"

#include <string>

#include <iiindex/compute.hpp>
#include <iiindex/load.hpp>
#include <iiindex/write.hpp>

#include "load/xlsx/package.hpp"
#include "paths.hpp"
#include "problems_of.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

Loaded<std::string> written(const std::string& name, std::string_view text, InputFormat format) {
    return index_in_form({name, std::string(text)}, {.format = format});
}
std::string as_json(const std::string& name, const std::string& text) {
    return written(name, text, InputFormat::json).value;
}
Index made_from(const std::string& table, const std::string& name = "cities.csv") {
    return load_index({"made.json", as_json(name, table)}).value;
}
/// Code, measure and direction of the indicators.
std::string indicators_of(const Index& index) {
    std::string text;
    for (const std::size_t i : index.indicators) text += index.nodes[i].name.own + "|" + index.nodes[i].measure + " ";
    return text;
}
bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

const std::string cities =
    "城市,人均GDP（万元）,研发强度(%),优良天数,备注\n甲,12.5,3.1,300,\n乙,9.1,2.0,280,无\n丙,7.2,1.1,331,\n";

constexpr std::string_view full = R"({"format": "iiindex/index/1", "code": "t", "name": "T, \"x\"", "name_en": "=E",
 "note": "a; b", "normalisation": {"method": "min-max", "range": [1, 7]}, "missing_codes": [-9999, "n.k."],
 "missing": {"impute": "mean"}, "tiers": {"cuts": [6.5, 0.30000000000000004], "names": ["a", "b c", "d"]},
 "children": [
  {"code": "p", "name": "P", "weight": 0.3333333333333333, "weight_origin": "recovered", "direction": "negative",
   "aggregation": {"method": "geometric", "inverted": true, "on": [1, 10]},
   "coverage": {"of": "children", "at_least": 0.5}, "round": {"digits": 1}, "rescale": {"best": 100},
   "children": [{"code": "x", "name": "X", "measure": "+%", "goalposts": {"worst": 9, "best": -1e-7}, "cap": "both"}]},
  {"code": "y", "name": "Y", "weight": 2, "transform": "log", "denominator": "heads",
   "normalisation": {"method": "z-score", "mean": 5, "sd": 2}}]})";

}  // namespace

TEST_CASE("a table of values makes an index of its columns of numbers, which computes") {
    const Index index = made_from(cities);
    CHECK(indicators_of(index) == "人均GDP|万元 研发强度|% 优良天数| ");
    CHECK(index.root().name.own == "cities");
    CHECK(index.nodes[1].code == "gdp_08c56877");
    CHECK(index.nodes[1].weight_origin == Origin::assumed);
    CHECK(has(index.note.own, "假定"));
    CHECK(has(index.note.english, "assumed"));
    Input input = load_dataset({"cities.csv", cities}, index).value;
    CHECK(compute(std::move(input.index), std::move(input.data)).score(0, 0).has_value());
    CHECK(has(text_of(written("cities.csv", cities, InputFormat::csv).warnings),
              "assumed of 3 indicators: every direction is positive, and all weights are equal"));
}

TEST_CASE("an index is made of a table below lines of text that have other marks in them") {
    const std::string table =
        "Table 1, by year\nTowns: size, jobs\nname;People;Jobs\nAlder, town;1.500;8,3\nBirch;900;7,7\nCedar;700;8,1\n"
        "________\n© Office, 2020\n";
    const Index index = made_from(table);
    CHECK(indicators_of(index) == "People| Jobs| ");
    const auto loaded = load_dataset({"cities.csv", table}, index);
    CHECK(loaded.value.data.units.size() == 3);
    CHECK(loaded.value.data.values.at(0, 1) == 8.3);
    CHECK(has(text_of(loaded.warnings), "the columns are parted by semicolons"));
    CHECK(has(text_of(loaded.warnings), "'________' is left out: it is a note"));
}

TEST_CASE("measures stand in brackets, in a row below the titles, or are percent where all cells are") {
    CHECK(indicators_of(made_from("name,GDP (bn),Share\n,unit,\na,1,10%\nb,2,20%\n")) == "GDP|bn Share|% ");
    CHECK(indicators_of(made_from("名称,产值,人数\n单位,亿元,万人\n甲,1,10\n乙,2,20\n")) == "产值|亿元 人数|万人 ");
    CHECK(indicators_of(made_from("name,GDP (real),GDP (nominal)\na,1,3\nb,2,4\n")) == "GDP (real)| GDP (nominal)| ");
}

TEST_CASE("names in Chinese and English stand in one title, or in two rows of them") {
    const auto names = [](const std::string& table) {
        std::string all;
        const Index index = made_from(table);
        for (std::size_t i = 1; i < index.nodes.size(); ++i) {
            const Node& node = index.nodes[i];
            all += (i > 1 ? ", " : "") + node.code + " " + node.name.own + " " + node.name.english + " " + node.measure;
        }
        const auto loaded = load_dataset({"cities.csv", table}, index);
        CHECK(loaded.value.data.units.size() == 3);
        CHECK(loaded.value.data.values.at(0, 1) == 10);
        return all;
    };
    const std::string expected = "gross_product 生产总值 Gross Product 亿元, population 总人口 Population 万人";
    const std::string values = "北京,1,10\n上海,2,20\n广州,3,5\n";
    CHECK(names("地区 Region,生产总值(亿元) Gross Product (100 million yuan),总人口(万人) Population\n" + values) ==
          expected);
    CHECK(names("地区,生产总值(亿元),总人口(万人)\nRegion,Gross Product (100 million yuan),Population\n" + values) ==
          expected);
    CHECK(
        names(
            "地区,生产总值,总人口\n,Gross Product,Population\n,(亿元),(万人)\n,(100 million yuan),(10 000 persons)\n" +
            values) == expected);
    CHECK(names("地区,经济,\nRegion,Economy,\n,生产总值（亿元）,总人口（万人）\n,Gross Product,Population\n" +
                values) == expected);
}

TEST_CASE("directions and weights may stand in brackets, of groups too") {
    const auto settings = [](const std::string& table) {
        std::string all;
        const Index index = made_from(table);
        for (std::size_t i = 1; i < index.nodes.size(); ++i) {
            const Node& node = index.nodes[i];
            all += (i > 1 ? " " : "") + node.name.own + (node.direction == Direction::negative ? "-" : "") +
                   (node.weight_origin == Origin::assumed ? "" : std::to_string(node.weight).substr(0, 4));
        }
        return all;
    };
    const std::string values = "\na,1,2\nb,2,3\nc,5,1\n", four = "\na,1,2,3,1\nb,2,3,1,4\nc,5,1,4,1\n";
    CHECK(settings("name,Income (USD),Waste (kg; negative)" + values) == "Income Waste-");
    CHECK(settings("name,Income (+),Waste (-)" + values) == "Income Waste-");
    CHECK(settings("name,Income,Gini (-)" + values) == "Income Gini");
    CHECK(settings("名称,收入（权重0.4）,污染（负向，权重0.6）" + values) == "收入0.40 污染-0.60");
    CHECK(settings("name,Income (40%),Health (60%)" + values) == "Income40.0 Health60.0");
    CHECK(settings("name,Poor (40%),Rich (10%)" + values) == "Poor Rich");  // no whole
    CHECK(settings("name,Income (0.4),Health (0.6)" + values) == "Income0.40 Health0.60");
    CHECK(settings("name,\"Income (USD, 40%)\",\"Health (years, 60%)\"" + values) == "Income Health");
    CHECK(settings("name,Income (40 points),Health (60 points)" + values) == "Income Health");  // what is counted
    CHECK(settings("name,Economy (40 %),,Health (60 %),\n,GDP,Jobs,Beds,Doctors" + four) ==
          "Economy40.0 GDP Jobs Health60.0 Beds Doctors");
    CHECK(settings("name,Economy (weight 2),,Health (weight 1),\n,GDP (w=1),Jobs (w=3),Beds (w=1),Doctors (w=1)" +
                   four) == "Economy2.00 GDP1.00 Jobs3.00 Health1.00 Beds1.00 Doctors1.00");
    CHECK(has(problems_of([&] { settings("name,Income (weight 1),Health" + values); }), "no weight for 'Health'"));
    CHECK(has(problems_of([&] { settings("name,Economy (w=2),,Health,\n,GDP,Jobs,Beds,Doctors" + four); }),
              "no weight for 'Health'"));
    SECTION("years under a title that does not say so are no indicator") {
        const std::string table = "Stadt,Jahrgang,GDP,Life\nA,2019,1,2\nB,2019,2,3\nA,2020,3,1\nB,2020,1,2\n";
        CHECK(settings(table + "Quelle: Amt,,,\n") == "GDP Life");
        CHECK(settings("Stadt,Founded,GDP\nA,1910,1\nB,1920,2\nC,1910,3\n") == "Founded GDP");
        CHECK(settings("Stadt,Jahr,Founded,GDP\nA,1,1910,1\nA,2,1920,2\nB,1,1930,3\nB,2,1940,3\n") == "Founded GDP");
    }
    SECTION("the table is read with the index all the same") {
        const std::string table = "name,Income (USD；权重 0.4) ↑,Waste (kg；weight 0.6)" + values;
        const Index index = made_from(table);
        CHECK(indicators_of(index) == "Income|USD Waste|kg ");
        CHECK(load_dataset({"cities.csv", table}, index).value.data.values.at(2, 0) == 5);
    }
}

TEST_CASE("what tells units apart, counts rows or has no two values is no indicator") {
    const std::string table =
        "Made-up cities\n序号,code,name,year,group:region,same,speed,remark\n1,a,A,2020,n,5,1,x\n2,b,B,2020,s,5,2,1\n"
        "3,c,C,2020,s,5,4,y\n";
    const auto loaded = written("t.csv", table, InputFormat::json);
    const Index index = load_index({"made.json", loaded.value}).value;
    CHECK(indicators_of(index) == "speed| ");
    CHECK(index.root().name.own == "Made-up cities");
    CHECK(has(text_of(loaded.warnings), "'same' has no two different values in a period and is left out"));
    CHECK(has(text_of(loaded.warnings), "column 'remark' has more texts than numbers"));
    CHECK(has(problems_of([] { made_from("name,remark\na,x\n"); }), "no column holds numbers"));
    CHECK(has(problems_of([] { made_from("name,speed\na,1\nb,about 2\nc,3\n"); }), "in row 3 (b), column B \"speed\""));
}

TEST_CASE("indicators may stand in a column whatever its title, which tells the rows of units apart") {
    const auto nodes = [](const std::string& table) {
        const Index index = made_from(table);
        std::string all;
        for (const std::size_t i : index.indicators) {
            const Node& node = index.nodes[i];
            all += node.code + "=" + node.name.own + "|" + node.measure + " ";
        }
        load_dataset({"cities.csv", table}, index);  // throws where it is not read
        return all;
    };
    const std::string years = ",2019,2020\n";
    CHECK(nodes("Hospital,Topic,Unit" + years + "A,Beds,n,1,2\nA,Staff,h,3,5\nB,Beds,n,2,3\nB,Staff,h,4,4\n") ==
          "beds=Beds|n staff=Staff|h ");
    CHECK(nodes("Topic,Hospital,Unit" + years + "Beds,A,n,1,2\nStaff,A,h,3,5\nBeds,B,n,2,3\nStaff,B,h,4,4\n") ==
          "beds=Beds|n staff=Staff|h ");
    SECTION("with a name for each code beside it") {
        CHECK(nodes("Scope,Topic code,Country,Topic,Units,Value\nall,BED_1,A,Beds,n,1\nall,STF,A,Staff,h,3\n"
                    "all,BED_1,B,Beds,n,2\nall,STF,B,Staff,h,4\n") == "BED_1=Beds|n STF=Staff|h ");
        CHECK(nodes("REF_AREA,MEASURE,Measure,OBS_VALUE\nA,BED,Beds,1\nA,STF,Staff,3\nB,BED,Beds,2\nB,STF,Staff,4\n") ==
              "BED=Beds| STF=Staff| ");
    }
    SECTION("counted in what all of its rows are") {
        CHECK(has(problems_of([&] {
                      made_from("Country,indicator,Unit,value\nA,Beds,n,1\nA,GDP,EUR,3\nB,Beds,n,2\nB,GDP,USD,4\n");
                  }),
                  "'gdp' is counted in 'USD', and in 'EUR' at line 3"));
        CHECK(nodes("Country,indicator,Unit,value\nA,Beds (n),,1\nA,GDP,EUR,3\nB,Beds (n),,2\nB,GDP,EUR,4\n") ==
              "beds=Beds|n gdp=GDP|EUR ");
    }
    SECTION("or as the options say") {
        const std::string table = "Country,Topic,Group,Value\nA,Beds,p,1\nA,Staff,q,3\nB,Beds,p,2\nB,Staff,q,4\n";
        const LoadOptions groups{.format = InputFormat::csv, .columns = {{"indicator", "Group"}}};
        CHECK(has(index_in_form({"cities.csv", table}, {.format = InputFormat::json, .reading = groups}).value,
                  "\"name\": \"q\""));
    }
    SECTION("but not where units stand once") {
        CHECK(has(nodes("Country,Mayor" + years + "A,X,1,2\nB,Y,2,3\nC,Z,3,1\n"), "=cities| "));
    }
}

TEST_CASE("titles with years behind brackets give names and measures without them") {
    CHECK(indicators_of(made_from("地区,产值（亿元）,,占比（%）,\n,2021,2022,2021,2022\n甲,1,2,3,4\n乙,2,4,5,6\n")) ==
          "产值|亿元 占比|% ");
    CHECK(indicators_of(
              made_from("name,GDP (USD) 2021,GDP (USD) 2022,GDP (EUR) 2021,GDP (EUR) 2022\na,1,2,3,3\nb,2,4,5,4\n")) ==
          "GDP (USD)| GDP (EUR)| ");
}

TEST_CASE("an area of numbers beside named units is an indicator") {
    CHECK(indicators_of(made_from("name,Area,GDP\nA,10.5,1\nB,20.1,2\nC,5.2,3\n")) == "Area| GDP| ");
    CHECK(indicators_of(made_from("Area,GDP\nA,1\nB,2\nC,3\n")) == "GDP| ");
    CHECK(indicators_of(made_from("Area,GDP\n1,1\n2,2\n3,3\n")) == "GDP| ");
}

TEST_CASE("an index in JSON that goes through a table is the same index") {
    const std::string json = as_json("full.json", std::string(full));
    for (const auto& [format, name] :
         {std::pair{InputFormat::csv, "full.csv"}, {InputFormat::tsv, "full.tsv"}, {InputFormat::xlsx, "full.xlsx"}}) {
        const std::string table = written("full.json", std::string(full), format).value;
        INFO(name);
        CHECK(as_json("again.json", as_json(name, table)) == as_json(name, table));
        CHECK(written("again.json", as_json(name, table), InputFormat::csv).value ==
              written("full.json", std::string(full), InputFormat::csv).value);
        const Index index = load_index({name, table}).value;
        CHECK(index.root().name.own == "T, \"x\"");
        CHECK(index.root().name.english == "=E");
        CHECK(index.root().tiers->cuts[1] == 0.30000000000000004);
        CHECK(index.missing_codes.numbers == std::vector<double>{-9999});
        CHECK(index.missing_codes.words == std::vector<std::string>{"n.k."});
        CHECK(index.nodes[1].weight == 0.3333333333333333);
        CHECK(index.nodes[1].aggregation.inverted);
        CHECK(index.nodes[1].aggregation.on->high == 10);
        CHECK(index.nodes[1].coverage->of == Coverage::Of::children);
        CHECK(index.nodes[2].measure == "+%");
        CHECK(index.nodes[2].goalposts->best == -1e-7);
        CHECK(index.nodes[3].normalisation.mean == 5);
        CHECK(index.nodes[3].normalisation.sd == 2);
    }
}

TEST_CASE("weights put together go through a table, whatever their settings") {
    for (const std::string of : {R"(["given", "entropy"])", R"(["entropy"])",
                                 R"(["given", {"method": "entropy", "shift": 0.001}, "equal"])"}) {
        const std::string weighting = R"("weighting": {"method": "combined", "of": )" + of + R"(, "by": "mean"})";
        const std::string index = R"({"format": "iiindex/index/1", "code": "t", "name": "T", )" + weighting +
                                  R"(, "children": [{"code": "x", "name": "X"}, {"code": "y", "name": "Y"}]})";
        for (const auto& [format, name] : {std::pair{InputFormat::csv, "t.csv"}, {InputFormat::xlsx, "t.xlsx"}}) {
            INFO(of << name);
            CHECK(has(as_json(name, written("t.json", index, format).value), weighting));
        }
    }
    const std::string shares = R"({"format": "iiindex/index/1", "code": "t", "name": "T", "weighting": {"method":
        "combined", "of": ["given", "entropy"], "by": "product", "shares": [0.3, 0.7]}, "children": [{"code": "x",
        "name": "X"}, {"code": "y", "name": "Y"}]})";
    const Index index = load_index({"t.csv", written("t.json", shares, InputFormat::csv).value}).value;
    CHECK(index.root().weighting.shares == std::vector<double>{0.3, 0.7});
    CHECK(has(problems_of([] {
                  load_index({"t.csv",
                              "code,name,parent,weighting,weighting.of\nt,T,,combined,given; "
                              "entropy shifted\nx,X,t,,\ny,Y,t,,\n"});
              }),
              "'shifted' of 'weighting.of' is no setting"));
    const std::string one = "code,name,parent,weighting,weighting.of\nt,T,,optimised,rank\nx,X,t,,\ny,Y,t,,\n";
    CHECK_FALSE(has(problems_of([&] { load_index({"t.csv", one}); }), "array"));
}

TEST_CASE("the index of 2020 gives the same scores as a table") {
    const std::string text(built_in_index_text());
    const Source values = read_source(IIINDEX_SOURCE "/data/2020.csv");
    Input plain = load_dataset(values).value;
    const Result a = compute(std::move(plain.index), std::move(plain.data));
    for (const auto& [format, name] : {std::pair{InputFormat::csv, "iii.csv"}, {InputFormat::xlsx, "iii.xlsx"}}) {
        const Source table{name, written("iii.json", text, format).value};
        Input again = load_dataset(values, load_index(table).value).value;
        const Result b = compute(std::move(again.index), std::move(again.data));
        for (std::size_t node = 0; node < a.index.nodes.size(); ++node) {
            for (std::size_t row = 0; row < a.data.units.size(); ++row) CHECK(a.score(row, node) == b.score(row, node));
        }
    }
}

TEST_CASE("what a table cannot hold is refused with its node") {
    const std::string json = R"({"format": "iiindex/index/1", "code": "t", "name": "T", "prepare": [{"impute": "mean"}],
 "children": [{"code": "x", "name": "two\nlines"}, {"code": "y", "name": "Y", "measure": "NA"}]})";
    const std::string problems = problems_of([&] { written("t.json", json, InputFormat::csv); });
    CHECK(has(problems, "t.json:1:57: error: a table cannot hold 'prepare of t'"));
    CHECK(has(problems, "'prepare of t'; 'name of x'; 'measure of y'"));
}

TEST_CASE("a workbook has choices, checks and remarks, and last year's values where they are given") {
    const Dataset previous = load_dataset({"old.csv", cities}, made_from(cities)).value.data;
    const Source book{
        "new.xlsx",
        index_in_form({"c.json", as_json("cities.csv", cities)},
                      {.format = InputFormat::xlsx, .data = &previous, .is_previous = true, .period = "2021"})
            .value};
    const Package package(book);
    const std::string index = package.read("xl/worksheets/sheet1.xml"), data = package.read("xl/worksheets/sheet2.xml");
    CHECK(has(index, "<formula1>\"正向,逆向\"</formula1>"));
    CHECK(has(index, "type=\"decimal\" operator=\"greaterThanOrEqual\""));
    CHECK(has(data, "type=\"decimal\""));
    CHECK(has(package.read("xl/workbook.xml"), "name=\"指标体系\""));
    CHECK(has(package.read("xl/comments2.xml"), "研发强度；单位：%；正向（越大越好）"));
    CHECK(has(package.read("xl/sharedStrings.xml"), "上期：研发强度"));
    CHECK(has(data, "<v>12.5</v>"));
    const std::vector<Problem> warnings = load_dataset(book, made_from(cities)).warnings;
    CHECK_FALSE(has(text_of(warnings), "ignored"));
}

TEST_CASE("the values that an index was made from stand in its workbook") {
    const Source book{"c.xlsx", written("cities.csv", cities, InputFormat::xlsx).value};
    const Dataset data = load_dataset(book, made_from(cities)).value.data;
    CHECK(data.units.codes[1] == "乙");
    CHECK(data.values.at(1, 0) == 9.1);
    Input input = load_dataset(book).value;  // with the index of its own
    CHECK(input.index.nodes[2].name.own == "研发强度");
    CHECK(compute(std::move(input.index), std::move(input.data)).score(0, 0).has_value());
    const Source joined{
        "both.xlsx",
        index_in_form({"c.json", as_json("cities.csv", cities)}, {.format = InputFormat::xlsx, .data = &data}).value};
    CHECK(load_dataset(joined).value.data.values.at(1, 0) == 9.1);
    const Source again{"again.xlsx", written("c.xlsx", book.bytes, InputFormat::xlsx).value};
    CHECK(load_dataset(again).value.data.values.at(1, 0) == 9.1);
}
