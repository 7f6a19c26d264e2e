#include "catch.hpp"

#include "computed.hpp"

using namespace iiindex;

namespace {

Dataset two_years() {
    const Index index = index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})");
    return data_of(index,
                   "code,name,name_en,period,origin,a,b\n"
                   "bj,北京,Beijing,2019,measured,1,2\n"
                   "sh,上海,,2019,,3,4\n"
                   "bj,北京,Beijing,2020,assumed,5,6\n");
}

}  // namespace

TEST_CASE("a unit is found in a period by its code or either name") {
    const Dataset data = two_years();
    CHECK(data.find(data.periods[0], "sh") == 1u);
    CHECK(data.find(data.periods[1], "北京") == 2u);
    CHECK(data.find(data.periods[1], "Beijing") == 2u);
    CHECK(!data.find(data.periods[1], "sh"));
    CHECK(!data.find(data.periods[0], ""));
}

TEST_CASE("a row belongs to its period") {
    const Dataset data = two_years();
    CHECK(data.period_of(0).label == "2019");
    CHECK(data.period_of(1).label == "2019");
    CHECK(data.period_of(2).label == "2020");
}

TEST_CASE("a unit's name falls back to the other language, then to the code") {
    const Dataset data = two_years();
    CHECK(data.units.name(0, Language::en) == "Beijing");
    CHECK(data.units.name(1, Language::en) == "上海");
    const Index index = index_of(R"({"code": "a", "name": "A"})");
    CHECK(data_of(index, "code,a\nx,1\n").units.name(0, Language::zh) == "x");
}

TEST_CASE("a value's origin is its own, else its row's, else the dataset's") {
    Dataset data = two_years();
    data.origin = Origin::recovered;
    data.value_origins[{0, 1}] = {Origin::imputed, ""};
    CHECK(data.origin_of(0, 0) == Origin::measured);
    CHECK(data.origin_of(0, 1) == Origin::imputed);
    CHECK(data.origin_of(1, 0) == Origin::recovered);
    CHECK(origins_of(data) ==
          std::vector<Origin>{Origin::recovered, Origin::measured, Origin::assumed, Origin::imputed});
}

TEST_CASE("a period by itself keeps where each of its values is from") {
    const Index index = index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})");
    Dataset data = two_years();
    data.origin = Origin::recovered;
    data.value_origins[{2, 1}] = {Origin::imputed, ""};
    const Dataset first = in_period(Input{index, data, {}}, 0).data, second = in_period(Input{index, data, {}}, 1).data;
    CHECK(first.origin_of(0, 0) == Origin::measured);
    CHECK(first.origin_of(1, 0) == Origin::recovered);
    CHECK(second.origin_of(0, 0) == Origin::assumed);
    CHECK(second.origin_of(0, 1) == Origin::imputed);
}
