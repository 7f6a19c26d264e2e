#include "catch.hpp"

#include <string>

#include "load/table/dated.hpp"

using namespace iiindex::detail;

namespace {

/// "name | date" of a title.
std::string parts_of(const std::string& title) {
    const Dated parts = dated(title);
    return parts.name + " | " + parts.date;
}

}  // namespace

TEST_CASE("a title may be a year or a part of one") {
    CHECK(date_of("2019") == "2019");
    CHECK(date_of("2019年") == "2019");
    CHECK(date_of("X2019") == "2019");
    CHECK(date_of("2019 [YR2019]") == "2019");
    CHECK(date_of("2019Q1 ") == "2019Q1");
    CHECK(date_of("2020M01") == "2020M01");
    CHECK(date_of("Mar 2020") == "Mar 2020");
    CHECK(date_of("2019年第一季度") == "2019年第一季度");
    CHECK(date_of("2018-19") == "2018-19");
    for (const char* const title : {"", "GDP", "PM2.5", "12", "GDP 2019", "Q1", "ISO 9001 sites", "20190", "\"2019Q1"})
        CHECK(date_of(title).empty());
}

TEST_CASE("a title may be a name with a year, or a part of one") {
    CHECK(parts_of("GDP 2019") == "GDP | 2019");
    CHECK(parts_of("gdp_2019") == "gdp | 2019");
    CHECK(parts_of("GDP（2019年）") == "GDP | 2019");
    CHECK(parts_of("占比（%）2019") == "占比（%） | 2019");
    CHECK(parts_of("Urban (%)2019") == "Urban (%) | 2019");
    CHECK(parts_of("CPI (2015=100) 2019") == "CPI (2015=100) | 2019");
    CHECK(parts_of("2019年GDP") == "GDP | 2019");
    CHECK(parts_of("PM2.5 2019") == "PM2.5 | 2019");
    CHECK(parts_of("Index 2 2019") == "Index 2 | 2019");
    CHECK(parts_of("GDP 2019Q1") == "GDP | 2019Q1");
    CHECK(parts_of("gdp_2019Q1") == "gdp | 2019Q1");
    CHECK(parts_of("GDP per head Q1 2019") == "GDP per head | Q1 2019");
    CHECK(parts_of("GDP (Q1 2019)") == "GDP | Q1 2019");
    CHECK(parts_of("GDP （2020年3月）") == "GDP | 2020年3月");
    CHECK(parts_of("工业增加值（2020年第一季度）") == "工业增加值 | 2020年第一季度");
    CHECK(parts_of("GDP 31/12/2019") == "GDP | 31/12/2019");
    CHECK(parts_of("GDP (2019-12)") == "GDP | 2019-12");
    CHECK(parts_of("GDP 31 Dec 2019") == "GDP | 31 Dec 2019");
    for (const char* const title : {"", "GDP", "PM2.5", "Top 500", "Life (years)", "GDP (PPP)"})
        CHECK(parts_of(title) == " | ");
}
