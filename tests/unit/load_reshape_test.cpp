#include "catch.hpp"

#include <iiindex/load.hpp>

#include "problems_of.hpp"

using namespace iiindex;

namespace {

const Index& index() {
    static const Index two =
        load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "总", "children": [
        {"code": "gdp", "name": "人均GDP", "name_en": "GDP per head"},
        {"code": "life", "name": "预期寿命", "name_en": "Life expectancy"}]})"})
            .value;
    return two;
}

Loaded<Input> load(const std::string& text, const LoadOptions& options = {}) {
    return load_dataset({"x.csv", text}, index(), options);
}

std::string refused(const std::string& text, const LoadOptions& options = {}) {
    return problems_of([&] { load(text, options); });
}

std::string warned(const std::string& text) { return text_of(load(text).warnings, Severity::warning); }

/// "2019: A 1 80, B 2 81; 2020: ..." with a dash for a missing value.
std::string values(const Loaded<Input>& loaded) {
    const Dataset& data = loaded.value.data;
    std::string all;
    for (const Period& period : data.periods) {
        all += (all.empty() ? "" : "; ") + period.label + ":";
        for (std::size_t row = period.first; row < period.end(); ++row) {
            all += (row == period.first ? " " : ", ") + std::string(data.units.codes[row]);
            for (std::size_t i = 0; i < 2; ++i) {
                const auto value = data.values.at(row, i);
                all += value ? " " + std::to_string(static_cast<int>(*value)) : " -";
            }
        }
    }
    return all;
}

std::string read(const std::string& text, const LoadOptions& options = {}) { return values(load(text, options)); }

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("a table with a row a value is read as one with a column an indicator") {
    const std::string all = "2019: A 1 80, B 2 81; 2020: A 3 82, B - 83";
    CHECK(read("unit,period,indicator,value\nA,2019,gdp,1\nA,2019,life,80\nB,2019,gdp,2\nB,2019,life,81\n"
               "A,2020,gdp,3\nA,2020,life,82\nB,2020,gdp,\nB,2020,life,83\n") == all);
    SECTION("in any order, by names and codes, with titles of the field and rows above them") {
        CHECK(read("统计数据,,,\n指标,数值,地区,年份\nLife expectancy,80,A,2019\nlife,81,B,2019年\n人均GDP,1,A,2019\n"
                   "人均GDP,2,B,2019\ngdp,3,A,2020\n预期寿命,82,A,2020\n预期寿命,83,B,2020\n") == all);
        CHECK(read("geo;TIME_PERIOD;indicator;OBS_VALUE\nA;2019;gdp;1,0\nA;2019;life;80,5\nB;2019;gdp;2,5\n"
                   "B;2019;life;81\nA;2020;gdp;3\nA;2020;life;82\nB;2020;gdp;:\nB;2020;life;83\n") == all);
    }
    SECTION("by codes where the names are others") {
        CHECK(read("iso3,Indicator Name,Indicator Code,value\nA,Income,gdp,1\nA,Years,life,80\nB,Income,gdp,2\n"
                   "B,Years,life,81\n") == ": A 1 80, B 2 81");
    }
    SECTION("what is left out is said") {
        const std::string text =
            "name,indicator,value,remark\nA,gdp,1,x\nA,life,80,\nA,people,7,\nB,gdp,2,\nB,life,81,\nSource: made "
            "up,,,\n";
        CHECK(read(text) == ": A 1 80, B 2 81");
        const std::string said = warned(text);
        CHECK(has(said, "columns that are passed over: 'remark'"));
        CHECK(has(said, "indicators that the index does not have: 'people'"));
        CHECK(has(said, "'Source: made up' is left out"));
    }
    SECTION("faults stand where the value stands") {
        CHECK(has(refused("name,indicator,value\nA,gdp,1\nA,life,80\nA,gdp,2\n"),
                  "x.csv:4:7: error: a second value of 'gdp' for 'A'"));
        CHECK(has(refused("name,indicator,value\nA,gdp,1\nA,life,80x\n"),
                  "x.csv:3:8: error: expected a number for 'life'"));
        CHECK(has(refused("name,indicator,value\nA,gdp,1\nA,life,80x\n"), "in row 3 (A), column C \"life\""));
        const std::string absent = refused("name,indicator,value\nA,gdp,1\nA,lief,80\n");
        CHECK(has(absent, "no row of 'life' (预期寿命)"));
        CHECK(has(absent, "is 'lief' meant for it?"));
        CHECK(has(refused("name,indicator,value\nA,gdp,1,9\n"), "more cells than the 3 titles"));
        CHECK(has(refused("name,indicator,value\nA,gdp,\"1\n"), "quote"));
    }
}

TEST_CASE("a table whose columns are years is read as one with a column an indicator") {
    const std::string all = "2019: A 1 80, B 2 81; 2020: A 3 82, B - 83";
    CHECK(read("Country Name,Country Code,Series Name,2019 [YR2019],2020 [YR2020],2021 [YR2021]\n"
               "Aland,A,GDP per head,1,3,..\nAland,A,Life expectancy,80,82,..\n"
               "Bland,B,GDP per head,2,..,..\nBland,B,Life expectancy,81,83,..\n") == all);
    CHECK(read("地区,指标,2019年,2020年\nA,人均GDP,1,3\nA,预期寿命,80,82\nB,人均GDP,2,\nB,预期寿命,81,83\n") == all);
    CHECK(has(warned("name,indicator,2019,2020\nA,gdp,1,\nA,life,80,-\n"),
              "periods that are left out, as they have no value: '2020'"));
    SECTION("and indicators too") {
        CHECK(read("iso3,gdp_2019,gdp_2020,life_2019,life_2020\nA,1,3,80,82\nB,2,,81,83\n") == all);
        CHECK(read("地区,2019年人均GDP,2020年人均GDP,预期寿命（2019）,预期寿命（2020）\nA,1,3,80,82\nB,2,,81,83\n") ==
              all);
        CHECK(has(refused("iso3,gdp_2019,live_2019\nA,1,80\n"), "no column of 'life'"));
        CHECK(has(refused("iso3,gdp_2019,life_2019\nA,1,x\n"),
                  "x.csv:2:5: error: expected a number for 'life', got 'x'"));
    }
    SECTION("of the only indicator where none is named") {
        const Index one = load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "t",
            "children": [{"code": "co2", "name": "Emissions"}]})"})
                              .value;
        const Dataset data = load_dataset({"x.csv", "country,2019,2020\nA,1,2\nB,3,4\n"}, one).value.data;
        CHECK(data.periods.size() == 2);
        CHECK(data.values.at(3, 0) == 4);
        CHECK(load_dataset({"x.csv", "Entity,Code,Year,Value\nA,AA,2019,1\n"}, one).value.data.values.at(0, 0) == 1);
    }
}

TEST_CASE("titles that come again below are left out, other years are refused") {
    const std::string table = "unit,indicator,2019,2020\nA,gdp,1,2\n";
    CHECK(read(table + "unit,indicator,2019,2020\nA,life,80,81\n") == "2019: A 1 80; 2020: A 2 81");
    CHECK(has(refused(table + "A,life,80,81\nunit,indicator,2021,2022\nA,gdp,3,4\n"),
              "x.csv:4:1: error: the row titles the columns anew, by other years"));
}

TEST_CASE("what stands behind a name may say that its values are other ones") {
    for (const std::string behind : {"(rank)", "(% change)", "（增速）", "(se)", "(lower CI)", "(male)"}) {
        INFO(behind);
        CHECK(has(refused("unit,GDP per head" + behind + ",life\nA,1,80\n"), "no column for indicator 'gdp'"));
    }
    CHECK(read("unit,GDP per head (USD),life\nA,1,80\n") == ": A 1 80");
    CHECK(has(refused("unit,indicator,value\nA,gdp (%),1\nB,gdp (‰),2\nA,life,80\nB,life,81\n"),
              "x.csv:3:3: error: 'gdp' is counted in '‰', and in '%' at line 2"));
}

TEST_CASE("columns titled by the years of an era are periods") {
    const std::string table = "unit,indicator,平成30年,令和元年,令和2年\nA,gdp,1,2,3\nA,life,80,81,82\n";
    CHECK(read(table) == "平成30年: A 1 80; 令和元年: A 2 81; 令和2年: A 3 82");
}

TEST_CASE("keys that the first column joins are parted, as Eurostat's tables have them") {
    const std::string titles = "freq,unit,na_item,geo\\TIME_PERIOD\t2019 \t2020 \n";
    const std::string rows =
        "A,PC,gdp,AT\t1.0 b\t3 \nA,YR,life,AT\t80 \t82 \nA,PC,gdp,BE\t2 \t: \nA,YR,life,BE\t81 \t83 ep\n";
    const std::string all = "2019: AT 1 80, BE 2 81; 2020: AT 3 82, BE - 83";
    const auto load_tsv = [](const std::string& text, const LoadOptions& options = {}) {
        return load_dataset({"x.tsv", text}, index(), options);
    };
    const auto refused_tsv = [&](const std::string& text, const LoadOptions& options = {}) {
        return problems_of([&] { load_tsv(text, options); });
    };
    const auto loaded = load_tsv(titles + rows);
    CHECK(values(loaded) == all);
    const std::string said = text_of(loaded.warnings, Severity::warning);
    CHECK(has(said, "the indicators are those of key 'na_item'"));
    CHECK(has(said, "keys that are passed over: freq (A), unit (PC, YR)"));
    CHECK(has(said, "letters behind 2 cells are passed over"));
    CHECK(values(load("\"freq,unit,na_item,geo\\TIME_PERIOD\",2019,2020\n\"A,PC,gdp,AT\",1,3\n\"A,YR,life,AT\",80,82\n"
                      "\"A,PC,gdp,BE\",2,:\n\"A,YR,life,BE\",81,83\n")) == all);
    SECTION("a key that tells values of one indicator apart is refused, until its rows are left out") {
        const std::string more = rows + "A,EUR,gdp,AT\t500\t600\n";
        CHECK(has(refused_tsv(titles + more), "x.tsv:1:1: error: key 'unit' has several values (EUR, PC, YR)"));
        CHECK(has(refused_tsv(titles + more), "--drop"));
        CHECK(values(load_tsv(titles + more, {.drop = {"EUR"}})) == all);
        CHECK(values(load_tsv(titles + more, {.drop = {"EUR,BE"}})) == "2019: AT 1 80; 2020: AT 3 82");
    }
    SECTION("the key of the indicators can be said, and has to be where none of its values names one") {
        const std::string other = "freq,unit,geo\\TIME_PERIOD\t2019\nA,PC,AT\t1\n";
        CHECK(has(refused_tsv(other), "no key has values that are codes or names of indicators"));
        CHECK(has(refused_tsv(other, {.columns = {{"indicator", "unit"}}}), "no row of 'gdp'"));
        CHECK(values(load_tsv(titles + rows, {.columns = {{"indicator", "na_item"}}})) == all);
    }
    CHECK(has(refused_tsv(titles + "A,PC,gdp\t1\t2\n"), "x.tsv:2:1: error: 3 keys, and the titles have 4"));
    CHECK(has(refused_tsv(titles + "A,PC,gdp,AT\tx\t2\nA,YR,life,AT\t1\t2\n"),
              "x.tsv:2:13: error: expected a number for 'gdp', got 'x'"));
}

TEST_CASE("what values are counted in is no unit, even if each unit's first row has another") {
    const auto data = load_dataset({"x.csv",
                                    "country,unit,indicator,value\nA,EUR,gdp,1\nA,years,life,2\nB,years,life,3\n"
                                    "B,EUR,gdp,4\n"},
                                   load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T",
                                       "children": [{"code": "gdp", "name": "G"}, {"code": "life", "name": "L"}]})"})
                                       .value)
                          .value.data;
    CHECK(data.units.codes[0] == "A");
    CHECK(data.units.codes[1] == "B");
}

TEST_CASE("the shape of a table can be said") {
    const std::string text = "name,indicator,value,2019,2020\nA,gdp,1,2,3\nA,life,80,81,82\n";
    CHECK(read(text) == ": A 1 80");
    CHECK(read(text, {.shape = Shape::periods_as_columns}) == "2019: A 2 81; 2020: A 3 82");
    CHECK(has(refused(text, {.shape = Shape::wide}), "no column for any of the 2 indicators"));
    CHECK(has(refused("name,gdp,life\nA,1,2\n", {.shape = Shape::long_rows}), "in the shape that --layout says"));
    CHECK(table_shapes().size() == 4);
}

TEST_CASE("what columns hold can be said") {
    CHECK(read("Land,Jahr,BIP,life\nA,2019,1,80\n",
               {.columns = {{"name", "Land"}, {"period", "jahr"}, {"gdp", "BIP"}}}) == "2019: A 1 80");
    CHECK(read("Land,Merkmal,Wert\nA,gdp,1\nA,life,80\n",
               {.columns = {{"name", "Land"}, {"indicator", "Merkmal"}, {"value", "Wert"}}}) == ": A 1 80");
    SECTION("before what their titles say") {
        CHECK(read("name,code,gdp,life,人均GDP\nA,x,9,80,1\n", {.columns = {{"code", "name"}, {"gdp", "人均GDP"}}}) ==
              ": A 1 80");
        const auto groups = load("name,gdp,life,Erdteil\nA,1,2,Europe\n", {.columns = {{"group:continent", "Erdteil"}}})
                                .value.data.units;
        CHECK(groups.find_grouping("continent") != nullptr);
    }
    CHECK(has(refused("name,gdp,life\nA,1,2\n", {.columns = {{"period", "Jahr"}}}), "no column is titled 'Jahr'"));
    CHECK(has(refused("name,gdp,life\nA,1,2\n", {.columns = {{"periot", "gdp"}}}), "did you mean 'period'?"));
}

TEST_CASE("a row that names no indicator is left out, and said, but refused where it has a number") {
    const std::string table = "unit,indicator,value\nA,gdp,1\nA,life,2\nB,gdp,3\nB,life,4\n";
    CHECK(has(warned(table + "Note:,,two of them\nA,,n/a\n"), "rows that name no indicator and are left out: 2"));
    CHECK(has(refused(table + "B,,9\n"), "x.csv:6:4: error: a value in a row that names no indicator\nB,,9\n   ^\n"));
    for (const std::string value : {"\"1,5\"", "5%", "1.5 p", "-3"})
        CHECK(has(refused(table + "B,," + value + "\n"), "names no indicator"));
    CHECK(read(table + ",,\n\n") == read(table));
}

TEST_CASE("where some indicators have columns of years and others have not, the error says so") {
    const std::string table = "unit,gdp 2019,gdp 2020,life\nA,1,2,3\nB,2,3,4\n";
    CHECK(has(refused(table), "no column for indicator 'gdp'"));
    CHECK(has(refused(table), "columns such as 'gdp 2019' are read where every indicator has one for each year"));
}

TEST_CASE("values of one indicator that stand twice are told apart by their units") {
    const std::string said = refused("unit,GDP per head 2019,life 2019,gdp 2019\nA,1,2,3\nB,2,3,4\nC,3,3,5\n");
    CHECK(has(said, "a second value of 'gdp' for 'A' in 2019"));
    CHECK(has(said, "3 times: 'A'; 'B'; 'C'"));
}

TEST_CASE("beside years of which a column says the indicator, a column of an indicator and a year is passed over") {
    const std::string table = "code,indicator,2019,2020,gdp 2020\nA,gdp,1,2,7\nA,life,3,4,7\n";
    CHECK(read(table) == "2019: A 1 3; 2020: A 2 4");
    CHECK(has(warned(table), "columns that are passed over: 'gdp 2020'"));
}

TEST_CASE("letters behind numbers are passed over where they are said to be remarks") {
    const std::string text = "name,gdp,life\nA,12.3 p,80\nB,: c,81 be\n";
    CHECK(has(refused(text), "say --flags"));
    const auto loaded = load(text, {.pass_over_flags = true});
    CHECK(values(loaded) == ": A 12 80, B - 81");
    CHECK(has(text_of(loaded.warnings, Severity::warning), "letters behind 3 cells are passed over"));
    CHECK(has(problems_of([&] { load("name,gdp,life\nA,12.3 long,80\n", {.pass_over_flags = true}); }), "12.3 long"));
}

TEST_CASE("a table whose rows are indicators and whose columns are units is read the other way round") {
    const std::string all = ": A 1 80, B 2 81";
    CHECK(read("indicator,A,B\ngdp,1,2\nlife,80,81\n") == all);
    CHECK(read(",A,B\nLife expectancy,80,81\n人均GDP,1,2\n") == all);
    CHECK(read("指标;A;B\ngdp;1,0;2,5\nlife;80,5;81\n") == all);
    CHECK(read("No.,Series,Series code,A,B\n1,Income,gdp,1,2\n2,Years,life,80,81\n") == all);
    SECTION("with measures, headings, totals, notes, further indicators and rows above") {
        const std::string text =
            "统计数据,,,,\n指标,单位,A,B,合计\n经济,,,,\ngdp,万元,1,2,3\n人口,万人,7,8,15\n社会,,,,\nlife,岁,80,81,80."
            "5\n"
            "资料来源：统计局,,,,\n";
        CHECK(read(text) == all);
        const std::string said = warned(text);
        for (const char* const part : {"'统计数据' stands above the titles", "'合计' is left out", "'人口' is ignored",
                                       "counted in", "'资料来源：统计局' is left out"}) {
            CHECK(has(said, part));
        }
    }
    SECTION("units may be called by numbers, and have no values") {
        CHECK(read("indicator,110000,310000,420000\ngdp,1,2,\nlife,80,81,\n") ==
              ": 110000 1 80, 310000 2 81, 420000 - -");
        CHECK(read("x,A,B\nother,5,6\ngdp,1,2\nlife,80,81\n") == all);
        CHECK(read("x,110000,310000\nother,5,6\ngdp,1,2\nlife,80,81\n") == ": 110000 1 80, 310000 2 81");
    }
    SECTION("neither rows of missing values nor of attributes title the units") {
        CHECK(read("x,A,B\nother,n/a,..\ngdp,1,2\nlife,80,81\n") == all);
        CHECK(read("x,A,B\nregion,East,West\ngdp,1,2\nlife,80,81\n") == all);
    }
    SECTION("what is wrong in it is told where it stands") {
        CHECK(has(refused("indicator,A,B\ngdp,1,2x\nlife,80,81\n"), "x.csv:2:7: error: expected a number for 'gdp'"));
        CHECK(has(refused("indicator,A,B\ngdp,1,2,3\nlife,80,81\n"), "x.csv:2:9: error: more cells than the 3 titles"));
        CHECK(has(refused("indicator,A,A\ngdp,1,2\nlife,80,81\n"), "x.csv:1:13: error: unit 'A' stands here again"));
        CHECK(has(refused("indicator,A,B\ngdp,1,2\n", {.shape = Shape::transposed}), "no column for indicator 'life'"));
        CHECK(has(refused("indicator,A,B\ngdp,1,2\nlife,80,81\ngdp,3,4\n", {.shape = Shape::transposed}),
                  "--layout says"));
    }
    SECTION("an index with numbers is no such table, nor are years units") {
        CHECK(
            has(refused("code,name,parent,weight,least,most\nt,T,,,,\ngdp,G,t,1,0,9\nlife,L,t,1,0,99\n"), "no column"));
        CHECK(has(refused("indicator,2019,2020\ngdp,1,2\nlife,80,81\n"), "no column"));
        CHECK(has(refused("indicator,2019,2020,change\ngdp,1,2,1\nlife,80,81,1\n"), "no column"));
    }
}

TEST_CASE("a second value names the columns that tell its row from the first's") {
    const std::string table = "name,indicator,sex,low,year,value\nA,gdp,male,1,2019,1\nA,life,male,2,2019,80\n";
    const std::string said = refused(table + "A,gdp,female,3,2019,2\n");
    CHECK(has(said, "a second value of 'gdp' for 'A' in 2019"));
    CHECK(has(said, "the first is at line 2; the rows differ in 'sex': leave those of one kind, as by --drop 'male'"));
    CHECK(has(refused(table + "A,gdp,male,3,2019,2\n"), "the rows differ in 'low'"));
    CHECK(has(refused(table + "A,gdp,male,1,2019,2\n"), "hint: the first is at line 2\n"));
}

TEST_CASE("rows are dropped by what a column says that is passed over, in tables of every shape") {
    const LoadOptions drop{.drop = {"male,Total, all"}};
    const std::string plain = ": A 1 80, B 2 81";
    CHECK(read("name,sex,gdp,life\nA,female,1,80\nA,male,7,7\nB,\"Total, all\",7,7\nB,female,2,81\n", drop) == plain);
    CHECK(read("name,sex,indicator,value\nA,female,gdp,1\nA,male,gdp,7\nA,female,life,80\nB,female,gdp,2\n"
               "B,female,life,81\nB,male,life,7\n",
               drop) == plain);
    CHECK(read("name,sex,indicator,2019\nA,male,gdp,7\nA,female,gdp,1\nA,female,life,80\nB,female,gdp,2\n"
               "B,female,life,81\n",
               drop) == "2019: A 1 80, B 2 81");
    const auto loaded = load("name,sex,gdp,life\nA,f,1,80\nA,male,7,7\nmale,f,3,3\nB,male,7,7\nB,f,2,81\n", drop);
    CHECK(values(loaded) == ": A 1 80, male 3 3, B 2 81");
    CHECK(has(text_of(loaded.warnings), "rows that are left out by what 'sex' says: 2"));
    CHECK(has(text_of(loaded.warnings), "--drop 'Total': there is no such row"));
    CHECK(has(refused("name,sex,gdp,life\nA,f,1,80\nA,male,7,7\nB,f,2,x\n", drop),
              "x.csv:4:7: error: expected a number"));
}

TEST_CASE(
    "a measure that is not the index's is refused, in titles with years, rows of indicators and rows of measures") {
    const Index counted = load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T", "children": [
        {"code": "gdp", "name": "GDP", "measure": "USD"}, {"code": "area", "name": "Area", "measure": "km2"}]})"})
                              .value;
    const auto said_of = [&](const std::string& text) {
        return problems_of([&] { load_dataset({"x.csv", text}, counted); });
    };
    const std::string in_euros = "'GDP (EUR)' is counted in 'EUR', and indicator 'gdp' in 'USD'";
    CHECK(has(said_of("name,GDP (USD) 2020,GDP (EUR) 2021,area 2020\nA,1,2,3\nB,2,3,4\n"),
              "x.csv:1:21: error: " + in_euros));
    CHECK(has(said_of("name,indicator,value\nA,GDP (EUR),1\nA,area,2\nB,gdp,2\nB,area,3\n"),
              "x.csv:2:3: error: " + in_euros));
    CHECK(has(said_of("name,gdp,area\nunit,EUR,km²\nA,1,2\nB,2,4\n"),
              "x.csv:2:1: error: 'gdp' is counted in 'EUR', and indicator 'gdp' in 'USD'"));
    CHECK(has(said_of("name,indicator,unit,value\nA,gdp,USD,1\nA,area,,2\nB,gdp,thousand USD,2\nB,area,km2,3\n"),
              "x.csv:4:7: error: 'gdp' is counted in 'thousand USD', and in 'USD' at line 2"));
    CHECK(said_of("name,gdp,area\n,USD,,,\nA,1,2\nB,2,4\n").empty());
    CHECK(said_of("name,gdp,Area (km²)\n,USD,\n,美元,平方公里\nA,1,2\nB,2,4\n").empty());
}

TEST_CASE("values of one indicator in other powers of ten are refused, and scales of cities are none") {
    const auto table = [](const std::string& title, const std::string& first, const std::string& second) {
        return "unit,indicator," + title + ",value\nA,gdp," + first + ",1\nB,gdp," + second + ",2\nA,life," + first +
               ",80\nB,life," + first + ",81\n";
    };
    CHECK(
        has(refused(table("UNIT_MULT", "6", "9")), "x.csv:3:7: error: 'UNIT_MULT' of 'gdp' is '9', and '6' at line 2"));
    CHECK(has(refused(table("Scale", "Millions", "Units")), "'Scale' of 'gdp' is 'Units', and 'Millions' at line 2"));
    CHECK(has(refused(table("Unit multiplier", "6", "9")), "'Unit multiplier' of 'gdp' is '9', and '6' at line 2"));
    CHECK(refused(table("Scale", "Millions", "Millions")).empty());
    CHECK(refused(table("Scale", "large", "small")).empty());
}

TEST_CASE("codes in other letters below a title of units do not turn a table round") {
    const std::string said = refused("name,Appels,Peers\nGDP,1,2\nLIFE,2,3\nC,3,9\n");
    CHECK(has(said, "no column for any of the 2 indicators"));
    CHECK(read("name,A,B\nGDP per head,1,2\nlife,80,81\n") == ": A 1 80, B 2 81");
    CHECK(read("x,A,B\nGDP,1,2\nLIFE,80,81\n") == ": A 1 80, B 2 81");
}

TEST_CASE("a unit's values are no titles, if one of them could be a year") {
    const Index one = load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T", "children": [
        {"code": "life", "name": "Life expectancy"}]})"})
                          .value;
    const std::string table = "Place,Pop,Rate\nBerlin,2021,9.7\nHamburg,2020,7.5\nBremen,2019,10.7\n";
    CHECK(has(problems_of([&] { load_dataset({"x.csv", table}, one); }), "no column for any of the 1 indicators"));
}
