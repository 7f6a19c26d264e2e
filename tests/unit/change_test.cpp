#include "catch.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include <iiindex/change.hpp>
#include <iiindex/present.hpp>

#include "unit/two_years.hpp"

using namespace iiindex;

namespace {

const UnitChange& unit_in(const Changes& changes, const std::string& code) {
    return *std::find_if(changes.units.begin(), changes.units.end(), [&](const UnitChange& unit) {
        const auto& data = unit.new_row ? changes.after.data : changes.before.data;
        return data.units.codes[unit.new_row ? *unit.new_row : *unit.old_row] == code;
    });
}

double sum(const Causes& causes) { return causes.own + causes.others + causes.method + causes.units; }

const std::string old_units =
    "[" + unit_of("a", 10, 9, 8) + "," + unit_of("b", 5, 5, 5) + "," + unit_of("c", 0, 1, 2) + "]";

}  // namespace

TEST_CASE("nothing moved, nothing changes") {
    const Changes changes = change(year_of("2020", old_units), year_of("2021", old_units), 0);
    for (const UnitChange& unit : changes.units) {
        REQUIRE(unit.score);
        CHECK(sum(*unit.score) == Approx(0).margin(1e-12));
        CHECK(unit.score->own == Approx(0).margin(1e-12));
    }
}

TEST_CASE("a unit that stands still falls when the best one runs ahead") {
    const std::string units =
        "[" + unit_of("a", 20, 9, 8) + "," + unit_of("b", 5, 5, 5) + "," + unit_of("c", 0, 1, 2) + "]";
    const Changes changes = change(year_of("2020", old_units), year_of("2021", units), 0);
    const UnitChange& b = unit_in(changes, "b");
    REQUIRE(b.score);
    CHECK(b.score->others == Approx(-6.25));  // p falls from 50 to 25, and counts for a quarter
    CHECK(b.score->own == Approx(0).margin(1e-12));
    CHECK(b.score->method == Approx(0).margin(1e-12));
    CHECK(changes.own_scales);
    REQUIRE(changes.has_common_scale);
    CHECK(*b.new_common - *b.old_common == Approx(0).margin(1e-12));
    const UnitChange& a = unit_in(changes, "a");
    CHECK(*a.new_common - *a.old_common == Approx(12.5));
}

TEST_CASE("new weights are the method's doing") {
    const Changes changes = change(year_of("2020", old_units), year_of("2021", old_units, "3"), 0);
    const UnitChange& b = unit_in(changes, "b");
    REQUIRE(b.score);
    CHECK(b.score->method == Approx(*b.new_score - *b.old_score));
    CHECK(b.score->own == Approx(0).margin(1e-12));
}

TEST_CASE("years that do not differ in method or in units have the causes that all mixtures give") {
    const std::string moved = unit_of("a", 20, 9, 8) + "," + unit_of("b", 5, 7, 5) + "," + unit_of("c", 3, 1, 2);
    const Input before = year_of("2020", old_units), after = year_of("2021", "[" + moved + "]");
    // Neither a measure nor a unit without values changes a score.
    const Input measured = year_of("2021", "[" + moved + "]", "1", R"(, "measure": "kg")");
    const Input joined = year_of("2021", "[" + moved + R"(, {"code": "e", "values": {}}])");
    const Changes few = change(before, after, 0);
    for (const Input& other : {measured, joined}) {
        const Changes all = change(before, other, 0);
        for (const char* const code : {"a", "b", "c"}) {
            for (const auto part : {&UnitChange::score, &UnitChange::rank}) {
                const Causes &a = *(unit_in(few, code).*part), &b = *(unit_in(all, code).*part);
                CHECK(std::tie(a.own, a.others, a.method, a.units) == std::tie(b.own, b.others, b.method, b.units));
            }
        }
    }
}

TEST_CASE("those that came and left are the set's doing, and are not split themselves") {
    const std::string units =
        "[" + unit_of("a", 10, 9, 8) + "," + unit_of("b", 5, 5, 5) + "," + unit_of("e", 1, 1, 2) + "]";
    const Changes changes = change(year_of("2020", old_units), year_of("2021", units), 0);
    const UnitChange& b = unit_in(changes, "b");
    REQUIRE(b.score);
    CHECK(b.score->units == Approx(*b.new_score - *b.old_score));
    CHECK(b.score->units != 0);
    CHECK_FALSE(unit_in(changes, "e").score);
    CHECK_FALSE(unit_in(changes, "e").old_row);
    CHECK_FALSE(unit_in(changes, "c").new_row);
    CHECK(&changes.units.back() == &unit_in(changes, "c"));
}

TEST_CASE("causes and parts add up to the change when everything moves at once") {
    const std::string units =
        "[" + unit_of("b", 7, 4, 9) + "," + unit_of("a", 9, 12, 3) + "," + unit_of("e", 1, 2, 1) + "]";
    const Changes changes = change(year_of("2020", old_units), year_of("2021", units, "2"), 0);
    for (const char* const code : {"a", "b"}) {
        const UnitChange& unit = unit_in(changes, code);
        REQUIRE(unit.score);
        REQUIRE(unit.rank);
        const double moved = *unit.new_score - *unit.old_score;
        CHECK(std::abs(sum(*unit.score) - moved) < 1e-9);
        CHECK(std::abs(sum(*unit.rank) - (static_cast<double>(unit.new_rank) - static_cast<double>(unit.old_rank))) <
              1e-9);
        CHECK(std::abs(unit.parts->of[1] + unit.parts->of[4] + unit.parts->own[0] - moved) < 1e-9);
    }
}

TEST_CASE("groups are the same in every mixture") {
    const auto year = [](const std::string& period, const std::string& units) {
        return load_dataset({period + ".json", R"({"format": "iiindex/dataset/1", "period": )" + period +
                                                   R"(, "index": {"format": "iiindex/index/1", "code": "x", "name": "X",
            "missing": {"impute": "group-mean", "group": "land"}, "normalisation": {"method": "min-max",
            "range": [0, 100]}, "tiers": {"cuts": [50]}, "children": [{"code": "p", "name": "P"},
            {"code": "q", "name": "Q"}]}, "units": [)" +
                                                   units + "]}"})
            .value;
    };
    const auto unit = [](const std::string& code, const std::string& p, const std::string& q, const std::string& land) {
        return R"({"code": ")" + code + R"(", "values": {"p": )" + p + R"(, "q": )" + q + R"(}, "groups": {"land": ")" +
               land + R"("}})";
    };
    const std::string fixed = unit("d", "0", "0", "w") + "," + unit("e", "10", "10", "w");
    const Changes changes =
        change(year("2020", unit("a", "null", "4", "n") + "," + unit("b", "2", "4", "n") + "," + fixed),
               year("2021", unit("c", "4", "8", "s") + "," + unit("b", "8", "4", "n") + "," +
                                unit("a", "null", "4", "n") + "," + fixed),
               0);
    const UnitChange& a = unit_in(changes, "a");  // has b's score of p
    REQUIRE(a.score);
    CHECK(a.score->own == Approx(0).margin(1e-12));
    CHECK(a.score->others == Approx(30));
    CHECK(*a.new_score - *a.old_score == Approx(30));
    CHECK(*a.new_common - *a.old_common == Approx(30));
}

TEST_CASE("goalposts make two years comparable") {
    const std::string posts = R"(, "goalposts": {"worst": 0, "best": 20})";
    const Changes changes = change(year_of("2020", old_units, "1", posts), year_of("2021", old_units, "1", posts), 0);
    CHECK_FALSE(changes.own_scales);
    CHECK(own_scales_warning(changes, Language::en).empty());
}

TEST_CASE("a period taken out of an input keeps its values and names") {
    Input input = merge([] {
        std::vector<Input> years;
        years.push_back(year_of("2020", old_units));
        years.push_back(year_of("2021", old_units));
        return years;
    }());
    const Input last = in_period(input, 1);
    CHECK(last.data.periods.size() == 1);
    CHECK(last.data.periods[0].label == "2021");
    CHECK(last.data.units.codes[0] == "a");
    CHECK(last.data.values.at(1, 0) == 5.0);
}
