#include "catch.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "load/chronology.hpp"

using namespace iiindex::detail;

namespace {

using Labels = std::vector<std::string>;

Labels sorted(const Labels& labels) {
    std::vector<std::size_t> places(labels.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    sort_by_time(places, labels);
    Labels in_order;
    for (const std::size_t place : places) in_order.push_back(labels[place]);
    return in_order;
}

/// Whether labels come out so, whichever way they went in.
void check_order(const Labels& labels) {
    Labels mixed = labels;
    std::sort(mixed.begin(), mixed.end());
    CHECK(sorted(mixed) == labels);
    std::reverse(mixed.begin(), mixed.end());
    CHECK(sorted(mixed) == labels);
}

}  // namespace

TEST_CASE("periods come in the order of time that their labels say") {
    check_order({"-5", "9", "10"});
    check_order({"2019", "2020", "2021E"});
    check_order({"2018/19", "2019/20", "2020/21"});
    check_order({"2020年1月", "2020年2月", "2020年10月", "2021年1月"});
    check_order({"一月", "二月", "十月", "十一月", "十二月"});
    check_order({"2020年第一季度", "2020年第二季度", "2020年第三季度", "2020年第四季度"});
    check_order({"2019年下半年", "2020年上半年", "2020年下半年"});
    check_order({"Q4 2019", "Q1 2020", "Q2 2020"});
    check_order({"2019Q4", "2020Q1"});
    check_order({"Jan 2020", "Feb 2020", "Mar 2020", "Apr 2020", "December 2020"});
    check_order({"März 2020", "Mai 2020", "Oktober 2020"});
    check_order({"Nov-99", "Mar-19", "Jan-20", "Jul-20"});
    check_order({"31 Dec 2019", "15 Jan 2020", "2 Feb 2020"});
    check_order({"Dec 31, 2019", "Jan 15, 2020"});
    check_order({"2019-9-30", "2019-10-01", "2019-10-02 08:00:00"});
    check_order({"Wave 2", "Wave 10", "Wave 10b"});
    check_order({"Spring 2019", "Autumn 2019", "Spring 2020"});
    check_order({"昭和64年", "平成9年", "平成30年度", "令和元年", "令和2年", "2021年"});
    check_order({"民國99年", "2011", "民國109年"});
}

TEST_CASE("whether the day or the month of a date comes first is told by all together") {
    check_order({"31/12/2019", "2/1/2020", "1/2/2020"});
    check_order({"12/31/2019", "1/2/2020", "2/1/2020"});
    check_order({"01/01/2020", "01/02/2020", "01/10/2020"});
    check_order({"1/1/2020", "4/1/2020", "10/1/2020"});
}

TEST_CASE("years of two digits stand behind months and quarters") {
    check_order({"3Q19", "4Q20", "1Q21"});
    check_order({"Q4'20", "Q1'21", "Q2'21"});
    check_order({"2H99", "1H00"});
    check_order({"Dic-20", "Ene-21", "Feb-21"});
    check_order({"déc-20", "janv-21", "févr-21"});
}

TEST_CASE("a date is a year or a part of one, and nothing else") {
    for (const char* const label :
         {"2019", "2019/20", "2019年", "2019年3月", "Q1 2019", "FY2019", "31/12/2019", "2019-12-31",
          "2019-12-31T00:00:00Z", "4Q20", "Q1'21", "Mar-20", "March 2019", "2019年第一季度", "２０１９年"})
        CHECK(is_date(label));
    for (const char* const label : {"", "France", "Census 2019", "3.5", "12", "20193", "2020E", "May", "12/31/19",
                                    "%) 2021", "%）2021", "=100) 2021", "2015=100) 2021", "-）2021", "$2021"})
        CHECK_FALSE(is_date(label));
}

TEST_CASE("a period may be a month, a season or a quarter of an unsaid year") {
    for (const char* const label : {"2019", "2019Q1", "3月", "十二月", "March", "Q1", "第一季度", "Spring"})
        CHECK(is_period_label(label));
    for (const char* const label : {"", "first", "second", "一", "T1", "Sheet1", "1", "Data", "Quarter"})
        CHECK_FALSE(is_period_label(label));
}
