#include "catch.hpp"

#include <iiindex/plausibility.hpp>

#include "computed.hpp"
#include "problems_of.hpp"

using namespace iiindex;

namespace {

Index index_of_three() {
    return index_of(R"(
    {"code": "gdp", "name": "GDP"}, {"code": "firms", "name": "Firms"}, {"code": "growth", "name": "Growth"})");
}

const std::string old_year =
    "code,name,gdp,firms,growth\n"
    "a,Alder,100,9,1.5\nb,Birch,250,3,-0.5\nc,Cedar,180,7,0.2\nd,Dogwood,90,5,2.5\ne,Elm,300,1,-1.5\nf,Fir,220,8,0.8\n";

Input input_of(const Index& index, const std::string& csv, const std::string& file = "new.csv") {
    return load_dataset({file, csv}, index).value;
}

Plausibility found(const std::string& now, const Index& index = index_of_three()) {
    return plausibility(input_of(index, old_year, "old.csv"), input_of(index, now));
}

std::string warnings(const std::string& now, const Index& index = index_of_three()) {
    const Input before = input_of(index, old_year, "old.csv"), after = input_of(index, now);
    return text_of(plausibility_warnings(before, after, plausibility(before, after)), Severity::warning);
}

const std::string plain_year =
    "code,name,gdp,firms,growth\n"
    "a,Alder,110,10,0.9\nb,Birch,255,3,0.3\nc,Cedar,190,8,-0.4\nd,Dogwood,92,5,3.1\ne,Elm,330,2,-0.1\nf,Fir,225,9,0."
    "6\n";

}  // namespace

TEST_CASE("a year like the one before has nothing strange") {
    CHECK(found(plain_year).is_empty());
    CHECK(found(old_year).is_empty());
}

TEST_CASE("an indicator that is counted in another measure has moved as a whole, its values have not") {
    const Plausibility one = found(
        "code,name,gdp,firms,growth\n"
        "a,Alder,0.0110,10,0.9\nb,Birch,0.0255,3,0.3\nc,Cedar,0.0190,8,-0.4\nd,Dogwood,0.0092,5,3.1\n"
        "e,Elm,0.0330,2,-0.1\nf,Fir,0.0225,9,0.6\n");
    REQUIRE(one.indicators.size() == 1);
    CHECK(one.indicators[0].node == 1);
    CHECK(one.indicators[0].before == 200);
    CHECK(one.indicators[0].factor == Approx(0.02075 / 200));
    CHECK(one.values.empty());
    CHECK(one.columns.empty());
}

TEST_CASE("a value that moves more than tenfold is told with its unit and indicator") {
    const std::string now =
        "code,name,gdp,firms,growth\n"
        "a,Alder,110,10,0.9\nb,Birch,255,3,0.3\nc,Cedar,1900000,8,-0.4\nd,Dogwood,92,5,3.1\ne,Elm,330,2,-0.1\n"
        "f,Fir,225,9,45\n";
    const Plausibility one = found(now);
    CHECK(one.indicators.empty());
    REQUIRE(one.values.size() == 2);
    CHECK(one.values[0].new_row == 2);
    CHECK(one.values[0].after == 1900000);
    CHECK(one.values[1].node == 3);
    CHECK(warnings(now).find("new.csv:1:11: warning: 'gdp' (GDP) of unit 'c' (Cedar) was 180 and is 1900000\n") !=
          std::string::npos);
}

TEST_CASE("a value that became 0 where hardly any is 0 has moved") {
    const std::string now =
        "code,name,gdp,firms,growth\n"
        "a,Alder,110,10,0.9\nb,Birch,0,3,0.3\nc,Cedar,190,8,-0.4\nd,Dogwood,92,5,3.1\ne,Elm,330,0,0\nf,Fir,225,9,0.6\n";
    const Plausibility one = found(now);
    REQUIRE(one.values.size() == 1);
    CHECK(one.values[0].new_row == 1);
}

TEST_CASE("columns whose titles were swapped resemble each other's of the year before") {
    const std::string now =
        "code,name,firms,gdp,growth\n"
        "a,Alder,100,9,0.9\nb,Birch,250,3,0.3\nc,Cedar,180,7,-0.4\nd,Dogwood,90,5,3.1\ne,Elm,300,1,-0.1\nf,Fir,220,8,0."
        "6\n";
    const Plausibility one = found(now);
    REQUIRE(one.columns.size() == 2);
    CHECK(one.columns[0].like == 2);
    CHECK(one.columns[0].is_swapped);
    CHECK(one.columns[0].other == Approx(1));
    CHECK(
        warnings(now).find("the columns of 'gdp' (GDP) and 'firms' (Firms) each go with the other's of the year before "
                           "more closely than with their own: rank correlation 1.00") != std::string::npos);
}

TEST_CASE("a unit that came is set beside one that went with nearly its name") {
    const std::string now =
        "code,name,gdp,firms,growth\n"
        "a,Alder,110,10,0.9\nb,Birch,255,3,0.3\nc,Cedar,190,8,-0.4\nx,Dogwod,92,5,3.1\ne,Elm,330,2,-0.1\nq,Quince,225,"
        "9,0.6\n";
    const Plausibility one = found(now);
    REQUIRE(one.units.size() == 3);
    CHECK((one.units[0].new_row == 3u && one.units[0].old_row == 3u));
    CHECK((one.units[1].new_row == 5u && !one.units[1].old_row));
    CHECK((one.units[2].old_row == 5u && !one.units[2].new_row));
    CHECK(warnings(now) ==
          "new.csv: warning: unit 'x' (Dogwod) is new and 'd' (Dogwood) is gone, and their names are nearly the same\n"
          "  hint: give them one code if they are the same\n");
}

TEST_CASE("values beyond goalposts are told, as divided where there is a denominator") {
    const Index index =
        index_of(R"({"code": "gdp", "name": "GDP", "denominator": "people", "goalposts": {"worst": 0, "best": 100}})");
    const std::string year = "code,gdp,people\na,100,2\nb,300,2\nc,-1,1\nd,5,\n";
    const Input one = input_of(index, year);
    const Plausibility seen = plausibility(one, one);
    REQUIRE(seen.outside.size() == 2);
    CHECK(seen.outside[0].value == 150);
    CHECK(seen.outside[0].end == 100);
    CHECK(seen.outside[1].end == 0);
}
