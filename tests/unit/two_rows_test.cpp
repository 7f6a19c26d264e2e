#include <string>
#include <vector>

#include "catch.hpp"
#include "load/table/two_rows.hpp"

using namespace iiindex::detail;

namespace {

using Row = std::vector<std::string_view>;

/// The titles, parted by bars; empty where the rows are not two of titles.
std::string joined(const Row& upper, const Row& lower) {
    std::string text;
    const auto titles = joined_titles(upper, lower);
    if (titles) {
        for (const JoinedTitle& title : *titles) text += (text.empty() ? "" : "|") + title.text;
    }
    return text;
}

}  // namespace

TEST_CASE("titles in two rows are those of the lower row, and of the upper where nothing stands below") {
    CHECK(joined({"地区", "经济", "", "创新", "", "备注"}, {"", "GDP（亿元）", "占比（%）", "R&D经费", "专利"}) ==
          "地区|GDP（亿元）|占比（%）|R&D经费|专利|备注");
    CHECK(joined({"code", "Roads", ""}, {"code", "length", "5G sites"}) == "code|length|5G sites");
    CHECK(joined_titles({"a", "b", ""}, {"", "c", "d"})->at(2).is_lower);
    CHECK_FALSE(joined_titles({"a", "b", "", "e"}, {"", "c", "d"})->at(3).is_lower);
    CHECK(joined({"a", "b", "b"}, {"", "c", "d"}) == "a|c|d");
}

TEST_CASE("a lower title that stands there twice, or is a year, has its group before it") {
    CHECK(joined({"地区", "GDP", "", "人口", ""}, {"", "2019", "2020年", "2019", "2020年"}) ==
          "地区|GDP 2019|GDP 2020年|人口 2019|人口 2020年");
    CHECK(joined({"unit", "Roads", "", "Rails", ""}, {"", "total", "new", "total", "old"}) ==
          "unit|Roads total|new|Rails total|old");
    CHECK(joined({"Towns", "", ""}, {"", "2019", "2020"}) == "Towns|2019|2020");
}

TEST_CASE("a title in two rows knows which stands above it") {
    const auto groups = [](const Row& upper, const Row& lower) {
        std::string text;
        const auto titles = joined_titles(upper, lower);
        REQUIRE(titles);
        for (const JoinedTitle& title : *titles) {
            text += title.group ? std::to_string(*title.group) : "-";
        }
        return text;
    };
    CHECK(groups({"a", "b", "", "e", "f", "f"}, {"", "c", "d", "", "g", "h"}) == "-11-45");
    CHECK(groups({"a", "Health", ""}, {"", "Health", "Beds"}) == "-11");
    CHECK(groups({"a", "b", "", "e"}, {"a", "c", "d", "e"}) == "-11-");
}

TEST_CASE("a row that titles a unit, holds a number or adds no column is no second row of titles") {
    CHECK(joined({"code", "a", ""}, {"x", "b", "c"}).empty());
    CHECK(joined({"code", "a", ""}, {"", "1", "good"}).empty());
    CHECK(joined({"code", "a", ""}, {"", "NA", "good"}).empty());
    CHECK(joined({"地区", "GDP", "人口"}, {"", "亿元", "万人"}).empty());
    CHECK(joined({"", "a", ""}, {"", "b", "c"}).empty());
    CHECK(joined({"code", "a", ""}, {}).empty());
}

TEST_CASE("a row of translations below Chinese titles stands with them") {
    CHECK(joined({"地区", "生产总值(亿元)", "人口"}, {"Region", "Gross Product", "Population"}) ==
          "地区\nRegion|生产总值(亿元)\nGross Product|人口\nPopulation");
    CHECK(joined({"地区", "Region", "城镇化率", "人口", "产值"}, {"", "", "Urban Share", "Population", "GDP"}) ==
          "地区|Region|城镇化率\nUrban Share|人口\nPopulation|产值\nGDP");
    CHECK(joined({"地区", "产业", "", ""}, {"Region", "Industry"}) == "地区\nRegion|产业\nIndustry||");
    // a unit in letters, measures, a measure for a few, units as titles
    CHECK(joined({"地区", "备注", "级别"}, {"Beijing", "Capital", "Province"}).empty());
    CHECK(joined({"地区", "备注", "级别"}, {"", "missing", "missing"}).empty());
    CHECK(joined({"地区", "产值", "人口"}, {"", "100 million yuan", "10 000 persons"}).empty());
    CHECK(joined({"地区", "产值", "人口", "面积"}, {"", "", "", "Hectares"}).empty());
    CHECK(joined({"指标", "北京", "上海"}, {"", "Beijing", "Shanghai"}).empty());
}
