#include "catch.hpp"

#include <string>

#include "load/table/two_languages.hpp"

using namespace iiindex::detail;

namespace {

/// "Chinese|translation"; empty where a title is in one language.
std::string parted(std::string_view title) {
    const auto languages = in_two_languages(title);
    return languages ? std::string(languages->chinese) + "|" + std::string(languages->translation) : "";
}

}  // namespace

TEST_CASE("a title in two languages is in Chinese and in words of ASCII behind it, or in lines") {
    CHECK(parted("地区 Region") == "地区|Region");
    CHECK(parted("地区/Region") == "地区|Region");
    CHECK(parted("地区生产总值(亿元) Gross Regional Product (100 million yuan)") ==
          "地区生产总值(亿元)|Gross Regional Product (100 million yuan)");
    CHECK(parted("地区生产总值\nGross Regional\nProduct") == "地区生产总值|Gross Regional\nProduct");
    CHECK(parted("Total Population\r\n总人口") == "总人口|Total Population");
    CHECK(parted("人均GDP GDP per Capita") == "人均GDP|GDP per Capita");
    CHECK(parted("5G 基站 5G Base Stations") == "5G 基站|5G Base Stations");
    CHECK(parted("研发经费 R&D Expenditure") == "研发经费|R&D Expenditure");
}

TEST_CASE("a title with an acronym, a measure or a word of another language within is in one") {
    for (const std::string title : {"地区", "Region", "人均 GDP", "人均GDP", "网速 Mbps", "收入 (USD million)",
                                    "收入\nUSD million", "收入 Percent", "增加值 (Value)", "Internet 用户",
                                    "Internet/移动网络", "用户 internet", "Web 服务器 (台)", "", " ", "人口 2019"})
        CHECK(parted(title).empty());
}
