#include "catch.hpp"

#include <fmt/format.h>

#include <iiindex/load.hpp>

#include "problems_of.hpp"

using namespace iiindex;

namespace {

Index small_index() {
    return load_index({"i.json", R"({"format": "iiindex/index/1", "code": "total", "name": "总", "children": [
        {"code": "policies", "name": "政策数量", "name_en": "Policies"},
        {"code": "growth", "name": "增速", "name_en": "Growth rate"}]})"})
        .value;
}

Loaded<Input> load(const std::string& text) { return load_dataset({"x.csv", text}, small_index()); }

/// The codes of the units, a blank behind each.
std::string units(const std::string& rows) {
    std::string all;
    const Dataset data = load("name,policies,growth\n" + rows).value.data;
    for (std::size_t row = 0; row < data.units.size(); ++row) all += std::string(data.units.codes[row]) + " ";
    return all;
}

std::string refused(const std::string& rows) {
    return problems_of([&] { units(rows); });
}

std::string warned(const std::string& rows) {
    return text_of(load("name,policies,growth\n" + rows).warnings, Severity::warning);
}

}  // namespace

TEST_CASE("statistics below a mean are no units, and units elsewhere whatever they are called") {
    CHECK(units("A,1,2\nB,3,1\nMean,2,1.5\nSD,1.4,0.7\nn,2,2\n") == "A B ");
    CHECK(units("SD,1,2\nSE,3,1\nMean,2,1.5\n") == "SD SE ");
    CHECK(units("A,1,2\nB,3,1\nMean,2,1.5\nSD,1.4,0.7\nC,5,5\nSE,6,6\n") == "A B C SE ");
}

TEST_CASE("rows that are no units are left out, and it is said which") {
    const auto input = load(
        "name,policies,growth\n北京,10,1\n,,\n上海,20,2\n天津,33,4\n合 计,63,7\n# exported in May\n"
        "资料来源：国家统计局,,\n");
    CHECK(input.value.data.units.size() == 3);
    const std::string said = text_of(input.warnings, Severity::warning);
    CHECK(said.find("x.csv:3:1: warning: a blank row is left out\n") != said.npos);
    CHECK(said.find("'合 计' is left out: it is no unit but a total") != said.npos);
    CHECK(said.find("'# exported in May' is left out: it is a note") != said.npos);
    CHECK(said.find("'资料来源：国家统计局' is left out: it is a note") != said.npos);
    for (const std::string name :
         {"其中：江北新区", "#江北新区", "of which: Old Town", "Total Nacional", "計", "25%"}) {
        INFO(name);
        CHECK(units("A,10,1\nB,21,5\n" + name + ",7,7\n") == "A B ");
    }
    for (const std::string name : {"Total", "Average", "平均值", "World", "EU27", "全国", "小计", "OECD average"}) {
        INFO(name);
        CHECK(units("A,10,1\nB,21,5\n" + name + ",7,7\n") == "A B ");
    }
}

TEST_CASE("rows are known by their values, dropped and kept") {
    const std::string rows = "A,101,13\nB,202,25\nC,303,31\nD,606,69\n";
    CHECK(refused(rows).find("the values of 'D' are the sums of the others'") != std::string::npos);
    const auto left = [&](LoadOptions options) {
        return load_dataset({"x.csv", "name,policies,growth\n" + rows}, small_index(), options).value.data.units.size();
    };
    CHECK(left({.drop = {"D"}}) == 3);
    CHECK(left({.keep = {"D"}}) == 4);
    CHECK(left({.drop = {"A,D"}}) == 2);
    const auto unmeasured = warned("A,1,2\nB,,\nC,5,3\n");
    CHECK(unmeasured.find("x.csv:3:1: warning: 'B' has no value at all") == 0);
}

TEST_CASE("what sums up the rows beside it is no unit, also where a column is a rate") {
    const std::string cities = "N,14817.9,6.1\nS,8000.3,5.2\nX,5482.3,4.4\n";
    const std::string others = "H,16106.1,6.3\nG,1196.7,5.9\n";
    const std::string sums = "the sums or rates of the 3 rows from 'N' to 'X'";
    const auto is_refused = [&](const std::string& rows) { return refused(rows).find(sums) != std::string::npos; };
    CHECK(is_refused("J,28300.5,5.5\n" + cities + others));
    CHECK(is_refused(others + cities + "J,28300.5,5.5\n"));
    CHECK(units("J,28309.6,5.5\n" + cities + others) == "J N S X H G ");         // another sum
    CHECK(units("J,28300.5,6.2\n" + cities + others) == "J N S X H G ");         // no city has so high a rate
    CHECK(units("J,28.3,5.5\nN,14.8,6.1\nS,8,5.2\nX,5.5,4.4\n") == "J N S X ");  // may be so by chance
}

TEST_CASE("what sums up the rows beside it to many digits is left out, and the whole above it") {
    const std::string rows =
        "C,45603.3,18.06\nJ,28300.5,11.04\nN,14817.9,6.01\nS,8000.3,3.01\nX,5482.3,2.02\nZ,17302.8,7.02\n"
        "H,10106.1,3.01\nG,7196.7,4.01\n";
    const std::string why = warned(rows);
    CHECK(why.find("3 times: row 2 (C); row 3 (J); row 7 (Z)") != why.npos);
    CHECK(why.find("'C' is left out: its values are the sums of the 5 rows from 'N' to 'G'") != why.npos);
    CHECK(units(rows) == "N S X H G ");
}

TEST_CASE("provinces among cities are said") {
    const std::string cities = "南京市,14817.9,6.1\n苏州市,8000.3,5.2\n徐州市,5482.3,4.4\n";
    CHECK(warned(cities + "江苏省,28309.6,5.5\n").find("'江苏省' looks like a group of the others") !=
          std::string::npos);
    CHECK(warned("江苏省,14817.9,6.1\n浙江省,8000.3,5.2\n北京市,5482.3,4.4\n").empty());
}

TEST_CASE("rows that title or number the columns again are no units") {
    const auto left = [](const std::string& name, const std::string& values) {
        const Index index =
            load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T", "children": [
            {"code": "a", "name": "A"}, {"code": "b", "name": "B"}, {"code": "c", "name": "C"}]})"})
                .value;
        return load_dataset({"x.csv", "name,a,b,c\nX,1,5,3\nY,9,2,8\n" + name + "," + values + "\n"}, index)
            .value.data.units.size();
    };
    CHECK(left("甲", "1,2,3") == 2);
    CHECK(left("Province", "2018,2019,2020") == 2);
    CHECK(left("年份", "2020,2020,2019") == 2);
    CHECK(left("Province", "2018,2019,7") == 3);
    CHECK(left("甲", "1,2,4") == 3);
    CHECK(left("目标值", "4,4,4") == 2);
    CHECK(left("指标类型", "1,1,1") == 2);
    CHECK(left("darunter: Nord", "1,1,1") == 2);
    CHECK(units("甲,1,2\n乙,3,4\n") == "甲 乙 ");
}

TEST_CASE("a total beside rates, or of rounded numbers, is no unit however short its numbers are") {
    const std::string parts = "A,10,21\nB,14,22\nC,11,33\nE,19,24\n";
    CHECK(refused("D,54,100\n" + parts).find("'D'") != std::string::npos);
    CHECK(refused(parts + "D,54,100\n").find("'D'") != std::string::npos);
    CHECK(refused("D,1234.6,5\nA,308.14,4\nB,511.26,6\nC,415.25,5.5\n").find("'D'") != std::string::npos);
    CHECK(units("D,55,30\n" + parts) == "D A B C E ");
}

TEST_CASE("units that lie close together or far apart are not taken for means or sums of each other") {
    const std::string close =
        "A,1000000003,1000000007\nB,1000000001,1000000002\nC,1000000005,1000000009\n"
        "D,1000000002,1000000004\nE,1000000009,1000000006\n";
    CHECK(units(close) == "A B C D E ");
    CHECK(units("A,90.2,3\nB,1000000000.1,2\nC,1000000000.2,1.5\nD,0,1\nE,7,2.2\n") == "A B C D E ");
    CHECK(units("A,-1.7e308,1e308\nB,1e308,1.7e308\nC,1.7e308,1.6e308\nD,-1e308,1.2e308\n") == "A B C D ");
}
