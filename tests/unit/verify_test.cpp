#include "catch.hpp"

#include <iiindex/verify.hpp>

#include "computed.hpp"

using namespace iiindex;

namespace {

/// Units x, y and z have 90.04, 70 and 50; the rest of the dataset is given.
Verification verified(const std::string& keys, const std::string& published_of_x = "{}") {
    const Index index = index_of(R"({"code": "a", "name": "A", "goalposts": {"worst": 0, "best": 100}})",
                                 R"("tiers": {"cuts": [70]},)");
    const std::string text = R"({"format": "iiindex/dataset/1", )" + keys + (keys.empty() ? "" : ", ") +
                             R"("units": [{"code": "x", "values": {"a": 90.04}, "published": )" + published_of_x +
                             R"(}, {"code": "y", "values": {"a": 70}}, {"code": "z", "values": {"a": 50}}]})";
    Input input = load_dataset({"d.json", text}, index).value;
    return verify(compute(std::move(input.index), std::move(input.data)), input.published);
}

Verification printed(const std::string& published) { return verified("", R"({"total": )" + published + "}"); }

std::string finding(const std::string& fact) {
    const Verification verification = verified(R"("facts": [{)" + fact + "}]");
    REQUIRE(verification.facts.size() == 1);
    CHECK(verification.facts[0].holds == verification.facts[0].finding.english.empty());
    CHECK(verification.holds() == verification.facts[0].holds);
    return verification.facts[0].finding.english;
}

}  // namespace

TEST_CASE("a score agrees if it rounds to the printed one") {
    CHECK(printed("90.0").holds());
    CHECK(printed("90.04").holds());
    CHECK(!printed("90.05").holds());
    CHECK(!printed("90.1").holds());
    const Verification verification = printed("90.1");
    REQUIRE(verification.comparisons.size() == 1);
    CHECK(verification.comparisons[0].published == 90.1);
    CHECK(*verification.comparisons[0].computed == Approx(90.04));
}

TEST_CASE("the digits that a dataset says it prints hold for a score that ends in zeros") {
    CHECK(verified(R"("published_digits": 1)", R"({"total": 90})").holds());
    CHECK(!verified(R"("published_digits": 2)", R"({"total": 90})").holds());
}

TEST_CASE("ranks and tiers are compared") {
    CHECK(printed(R"({"rank": 1, "tier": 1})").holds());
    const Verification wrong = printed(R"({"rank": 2, "tier": 2})");
    REQUIRE(wrong.comparisons.size() == 2);
    CHECK(wrong.comparisons[0].of == Comparison::Of::rank);
    CHECK(wrong.comparisons[0].computed == 1.0);
    CHECK(!wrong.comparisons[0].agrees);
    CHECK(!wrong.comparisons[1].agrees);
}

TEST_CASE("an order holds if none of its units comes before an earlier one") {
    CHECK(finding(R"("kind": "order", "node": "total", "units": ["x", "y", "z"])").empty());
    CHECK(finding(R"("kind": "order", "node": "total", "units": ["x", "z", "y"])") == "z does not come before y");
}

TEST_CASE("the first ones are compared by place and by printed score") {
    CHECK(finding(R"("kind": "top", "node": "total", "units": ["x", "y"], "scores": [90.0, 70])").empty());
    CHECK(finding(R"("kind": "top", "node": "total", "units": ["y"])") == "y has rank 2, not 1");
    CHECK(finding(R"("kind": "top", "node": "total", "scores": [90.0, 71])") == "place 2 has 70, not 71");
    CHECK(finding(R"("kind": "top", "node": "total", "scores": [90, 70, 50, 10])") == "there is no place 4");
}

TEST_CASE("a tier's members, all of them where it is complete, and their number are compared") {
    const std::string tier = R"("kind": "tier", "node": "total", "tier": 1, )";
    CHECK(finding(tier + R"("units": ["x"])").empty());
    CHECK(finding(tier + R"("units": ["x"], "complete": true)") == "y is in it too");
    CHECK(finding(tier + R"("units": ["z"])") == "z is not in it");
    CHECK(finding(tier + R"("units": ["x", "y"], "count": 3)") == "it has 2 units, not 3");
}

TEST_CASE("a statement of a quantity is no check") {
    CHECK(verified(R"("facts": [{"kind": "statement", "unit": "x", "indicator": "a", "value": 3}])").facts.empty());
}
