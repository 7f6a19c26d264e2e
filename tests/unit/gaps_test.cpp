#include "catch.hpp"

#include <string>

#include <iiindex/format.hpp>
#include <iiindex/gaps.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/present.hpp>
#include <iiindex/report.hpp>

#include "computed.hpp"

using namespace iiindex;

namespace {

using Outcome = Gap::Outcome;

const std::string two_pillars = R"(
    {"code": "reach", "name": "Reach", "weight": 3, "children": [
        {"code": "a", "name": "A"}, {"code": "b", "name": "B"}]},
    {"code": "people", "name": "People", "children": [{"code": "c", "name": "C"}]})";

const std::string rows = "code,a,b,c\nx,1,9,2\ny,3,4,1\nz,,6,\nw,2,,7\nv,,,3\n";

const Gap& gap(const Result& result, std::size_t row, std::string_view node) {
    for (const Gap& one : gaps_in(result, row)) {
        if (one.node == *result.index.find(node)) return one;
    }
    FAIL("no gap at " << node);
    return result.gaps.front();
}

std::string at(const Result& result, std::size_t row, std::string_view node) {
    return result.index.nodes[gap(result, row, node).at].code;
}

}  // namespace

TEST_CASE("a table without empty cells has no gaps") {
    CHECK(computed(index_of(two_pillars), "code,a,b,c\nx,1,9,2\ny,3,4,1\n").gaps.empty());
}

TEST_CASE("a gap says where other weights count for it") {
    const Result result = computed(index_of(two_pillars), rows);
    REQUIRE(result.gaps.size() == 5);
    CHECK(gap(result, 2, "a").outcome == Outcome::reweighted);
    CHECK(at(result, 2, "a") == "reach");
    CHECK(at(result, 2, "c") == "total");  // an only child: its parent's siblings count
    CHECK(at(result, 4, "a") == "total");
    CHECK_FALSE(gap(result, 2, "a").reason.has_value());
}

TEST_CASE("gaps do not depend on the scores that are kept") {
    const Result all = computed(index_of(two_pillars), rows),
                 few = computed(index_of(two_pillars), rows, {.scale = {}, .depth = 0});
    REQUIRE(few.gaps.size() == all.gaps.size());
    for (std::size_t i = 0; i < all.gaps.size(); ++i) {
        CHECK(few.gaps[i].at == all.gaps[i].at);
        CHECK(few.gaps[i].outcome == all.gaps[i].outcome);
    }
}

TEST_CASE("a gap says which method filled it") {
    const Result values = computed(index_of(two_pillars, R"("prepare": [{"impute": "median"}],)"), rows);
    CHECK(gap(values, 2, "a").outcome == Outcome::imputed);
    CHECK(gap(values, 2, "a").method->name == "median");
    CHECK(at(values, 2, "a") == "a");
    const Result scores = computed(index_of(two_pillars, R"("missing": {"impute": "mean"},)"), rows);
    CHECK(gap(scores, 2, "c").method->name == "mean");
    CHECK(at(scores, 2, "c") == "c");
}

TEST_CASE("a gap says which node has no score for it") {
    const Result result = computed(index_of(two_pillars, R"("missing": "none",)"), rows);
    CHECK(gap(result, 2, "a").outcome == Outcome::no_score);
    CHECK(at(result, 2, "a") == "reach");
    CHECK(at(result, 2, "c") == "total");
}

TEST_CASE("a unit without any value is left out, and so is one that is screened out") {
    CHECK(gap(computed(index_of(two_pillars), rows + "u,,,\n"), 5, "b").outcome == Outcome::left_out);
    const Result result = computed(index_of(two_pillars, R"("prepare": [{"screen": {"at_least": 0.5}}],)"), rows);
    REQUIRE(gaps_in(result, 4).size() == 2);  // what it does have is no gap
    CHECK(gap(result, 4, "a").outcome == Outcome::left_out);
}

TEST_CASE("a value that gives no score is a gap with a reason") {
    const Result result =
        computed(index_of(R"({"code": "a", "name": "A", "transform": "log"}, {"code": "b", "name": "B"})"),
                 "code,a,b\nx,0,1\ny,2,2\nz,4,3\n");
    CHECK(gap(result, 0, "a").reason == Reason::not_transformable);
    CHECK(gap(result, 0, "a").outcome == Outcome::reweighted);
}

TEST_CASE("units of which less than half of the weight was measured are named") {
    const Result result = computed(index_of(two_pillars), rows);
    CHECK(measured_share(result, 0) == 1);
    CHECK(measured_share(result, 4) == Approx(0.25));
    const auto warning = thinly_measured(result);
    REQUIRE(warning);
    CHECK(warning->what == "less than half of the weight was measured: z (37 %), v (25 %)");
    const std::string half = "code,a,b\nx,1,\ny,2,3\nz,3,5\n";
    CHECK_FALSE(thinly_measured(computed(index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})"), half)));
}

TEST_CASE("a ranking notes the first gaps by name and counts the others") {
    std::string many = "code,a,b,c\nx,1,9,2\ny,3,4,1\n";
    for (int i = 0; i < 13; ++i) many += "u" + std::to_string(i) + ",,5,3\n";
    const Result result = computed(index_of(two_pillars), many);
    const Document document = ranking_document(result, {.top = {}, .tier = {}});
    REQUIRE(document.notes.size() == 1);
    CHECK(document.notes.front() ==
          "No value, re-weighted (the other weights count for it): u0 (A), u1 (A), u2 (A), u3 (A), u4 (A), u5 (A), u6 "
          "(A), "
          "u7 (A), u8 (A), u9 (A) and 3 more.");
}

TEST_CASE("the page marks the cells of gaps and lists them") {
    const Result result = computed(index_of(two_pillars), rows);
    const std::string page = report({.result = &result}, {.language = Language::en, .period = 0});
    CHECK(page.find("<td class=\"d2 n gap\" title=\"no value, re-weighted\">–</td>") != page.npos);
    CHECK(page.find("5 values missing.") != page.npos);
    CHECK(page.find("<table class=\"missing\">") != page.npos);
    const Result whole = computed(index_of(two_pillars), "code,a,b,c\nx,1,9,2\ny,3,4,1\n");
    CHECK(report({.result = &whole}, {.language = Language::en, .period = 0}).find("gap\"") == page.npos);
}
