#include "catch.hpp"

#include <cmath>

#include <iiindex/named.hpp>
#include <iiindex/prepare.hpp>

#include "computed.hpp"
#include "problems_of.hpp"

using namespace iiindex;

namespace {

/// Two siblings 'a' and 'b' (lower is better) and an indicator 'c' of another part.
Index three(std::vector<PrepareStep> steps) {
    Index index = index_of(R"(
        {"code": "p", "name": "P", "children": [
            {"code": "a", "name": "A", "goalposts": {"worst": 0, "best": 100}},
            {"code": "b", "name": "B", "goalposts": {"worst": 100, "best": 0}}]},
        {"code": "q", "name": "Q", "children": [{"code": "c", "name": "C", "goalposts": {"worst": 0, "best": 9}}]})");
    index.prepare = std::move(steps);
    return index;
}

PrepareStep impute(std::string_view method, std::string group = {}) {
    return Imputation{find_named(imputation_methods(), method), std::move(group)};
}

constexpr const char* with_gaps =
    "code,group:g,a,b,c\n"
    "u,n,1,10,5\n"
    "v,n,,20,7\n"
    "w,s,4,,9\n"
    "x,s,10,50,\n"
    "y,,,30,1\n";

Result prepared(std::vector<PrepareStep> steps, const std::string& csv = with_gaps) {
    return computed(three(std::move(steps)), csv);
}

std::string refused(std::vector<PrepareStep> steps, const std::string& csv = with_gaps) {
    return problems_of([&] { prepared(std::move(steps), csv); });
}

bool says(const std::string& text, const std::string& what) { return text.find(what) != text.npos; }

constexpr const char* four_years =
    "code,period,a,b,c\n"
    "x,9,2,1,1\ny,9,1,2,2\n"
    "x,10,,2,2\ny,10,,3,1\n"
    "x,12,,3,1\ny,12,4,4,2\n"
    "x,13,8,4,2\ny,13,,5,1\n";

}  // namespace

TEST_CASE("a column's mean or median goes in for what is missing") {
    CHECK(values(prepared({impute("mean")}), "a") == Scores{1, 5, 4, 10, 5});
    CHECK(values(prepared({impute("median")}), "a") == Scores{1, 4, 4, 10, 4});
    CHECK(values(prepared({impute("median")}), "b") == Scores{10, 20, 25, 50, 30});
}

TEST_CASE("a group's mean goes in for its units, and nothing for a unit of no group") {
    const Result result = prepared({impute("group-mean", "g")});
    CHECK(values(result, "a") == Scores{1, 1, 4, 10, none});
    CHECK(values(result, "b") == Scores{10, 20, 50, 50, 30});
    CHECK(values(prepared({impute("group-median", "g")}), "c") == Scores{5, 7, 9, 9, 1});
}

TEST_CASE("a unit of which nothing was measured gets nothing of other units, by any method") {
    const std::string csv = std::string(with_gaps) + "z,n,,,\n";
    for (const PrepareStep& step : {impute("mean"), impute("median"), impute("group-mean", "g"),
                                    impute("group-median", "g"), impute("row-mean")}) {
        CAPTURE(std::get<Imputation>(step).method->name);
        const Result with = prepared({step}, csv), without = prepared({step});
        CHECK(!scores(with)[5]);
        for (const char* const code : {"a", "b", "c"}) {
            Scores expected = values(without, code);
            expected.push_back(none);
            CHECK(values(with, code) == expected);
        }
    }
    const std::string years = "code,period,a,b,c\nx,1,2,1,1\ny,1,1,2,2\nx,2,,,\ny,2,3,3,3\nx,3,4,4,4\ny,3,1,1,1\n";
    CHECK(values(prepared({impute("linear")}, years), "a") == Scores{2, 1, 3, 3, 4, 1});  // its own
    CHECK(values(prepared({impute("mean"), impute("linear")}, years), "a") == Scores{2, 1, 3, 3, 4, 1});
}

TEST_CASE("a grouping that no unit states is refused") {
    CHECK(says(refused({impute("group-mean", "region")}),
               "'group-mean' goes by 'region', but no unit states that group"));
}

TEST_CASE("a row's mean over the scaled siblings goes in, turned round where lower is better") {
    const Result result = prepared({impute("row-mean")});
    // w has 4 of 1 to 10 in 'a', a third of the way up; so it is a third of the way from 50 down to 10 in
    // 'b'.
    CHECK(*values(result, "b")[2] == Approx(50 - 40 / 3.));
    CHECK(*values(result, "a")[1] == Approx(1 + 9 * 0.75));
    CHECK(!values(result, "c")[3]);
}

TEST_CASE("what was put in is told, with its rule") {
    const Result result = prepared({impute("mean")});
    REQUIRE(result.changes.size() == 4);
    const Change& first = result.changes[0];
    CHECK(first.of == Change::Of::value);
    CHECK(first.origin == Origin::imputed);
    CHECK(first.row == 1);
    CHECK(result.index.nodes[first.node].code == "a");
    CHECK(!first.before);
    CHECK(first.after == 5);
    CHECK(first.rule == "mean");
}

TEST_CASE("a unit's last earlier value is carried forward, to no other unit") {
    const Scores found = values(prepared({impute("carry-forward")}, four_years), "a");
    CHECK(found == Scores{2, 1, 2, 1, 2, 4, 8, 4});
}

TEST_CASE("between two periods a value lies on the line, by their distance in time") {
    const Scores found = values(prepared({impute("linear")}, four_years), "a");
    CHECK(found == Scores{2, 1, 3.5, 2, 6.5, 4, 8, none});
}

TEST_CASE("periods that are no numbers have no time between them") {
    const std::string text = refused({impute("linear")}, "code,period,a,b,c\nx,spring,1,2,3\nx,autumn,,2,3\n");
    CHECK(says(text, "period 'spring' is no whole number, so nothing can be put in between periods"));
}

TEST_CASE("a unit of which too little was measured is left out of everything that follows") {
    const Result result = prepared({Screening{0.7}, impute("mean")});
    CHECK(scores(result)[0].has_value());
    CHECK(!scores(result)[1]);
    CHECK(reason(result, 1) == Reason::screened_out);
    CHECK(values(result, "a") == Scores{1, none, none, none, none});
    CHECK(result.data.is_screened(2));
    CHECK(!result.data.is_screened(0));
}

TEST_CASE("the share that screening asks for is enough, also where it was written rounded up") {
    CHECK(!reason(prepared({Screening{2. / 3}}), 1));
    CHECK(!reason(prepared({Screening{0.66666666666667}}), 1));
    CHECK(reason(prepared({Screening{0.67}}), 1) == Reason::screened_out);
}

TEST_CASE("steps are taken in their order") {
    const Result imputed_first = prepared({impute("mean"), Screening{0.7}});
    for (std::size_t row = 0; row < 5; ++row) CHECK(imputed_first.score(row, 0).has_value());
}

TEST_CASE("values are divided by their denominators before anything else") {
    Index index = index_of(R"({"code": "a", "name": "A", "denominator": "people"}, {"code": "b", "name": "B"})");
    index.prepare = {impute("mean")};
    const Result result = computed(index, "code,a,b,people\nx,10,1,5\ny,30,2,10\nz,30,3,0\nw,30,4,\n");
    CHECK(values(result, "a") == Scores{2, 3, 2.5, 2.5});
    CHECK(reason(result, 2, "a") == Reason::no_denominator);
    CHECK(reason(result, 3, "a") == Reason::no_denominator);
}

TEST_CASE("a treated value is told with what it was before, period by period") {
    std::string csv = "code,period,a,b,c\n";
    for (int i = 1; i <= 10; ++i) {
        const std::string unit = "u" + std::to_string(i), flat = std::to_string(i);
        csv += unit + ",2019," + flat + "," + flat + "," + flat + "\n";
        csv += unit + ",2020," + (i == 10 ? "100" : flat) + "," + flat + "," + flat + "\n";
    }
    const Result result = prepared({Treatment{.then = find_named(reshaping_methods(), "log")}}, csv);
    REQUIRE(result.changes.size() == 1);
    CHECK(result.changes[0].origin == Origin::treated);
    CHECK(result.changes[0].before == 100.0);
    CHECK(result.changes[0].after == 9);
    CHECK(result.changes[0].rule == "winsorised");
    CHECK(result.data.period_of(result.changes[0].row).label == "2020");
    CHECK(result.treatments.size() == 6);
}

TEST_CASE("what is put in between values of any size is a number") {
    const std::string huge = "code,a,b,c\nu,1.7e308,1.7e308,1\nv,1.6e308,-1.7e308,2\nw,1.7e308,1,3\nx,,,4\n";
    for (const char* method : {"mean", "median", "row-mean"}) {
        Index index = three({impute(method)});
        Dataset data = data_of(index, huge);
        const PreparationNotes notes = prepare(index, data);
        for (const Change& change : notes.changes) CHECK(std::isfinite(change.after));
        for (std::size_t i = 0; i < 2; ++i) {
            for (const double value : data.values.column(i)) CHECK(!std::isinf(value));
        }
    }
    Index index = three({impute("linear")});
    Dataset data = data_of(index, "code,period,a,b,c\nx,1,-1.7e308,1,1\nx,2,,1,1\nx,3,1.7e308,1,1\n");
    prepare(index, data);
    CHECK(data.values.at(1, 0) == 0.0);
}
