#include "catch.hpp"

#include <iiindex/normalise.hpp>

#include "computed.hpp"

using namespace iiindex;

namespace {

Index tree() {
    return index_of(
        R"({"code": "p", "name": "P", "children": [{"code": "a", "name": "A"}, {"code": "b", "name": "B"}]},
                       {"code": "c", "name": "C", "normalisation": {"method": "z-score", "mean": 50, "sd": 10}})",
        R"("normalisation": {"method": "min-max", "range": [1, 7]},)");
}

}  // namespace

TEST_CASE("a node is found by its code") {
    const Index index = tree();
    CHECK(index.find("total") == 0u);
    CHECK(index.find("b") == 3u);
    CHECK(!index.find("B"));
}

TEST_CASE("the indicators below a node are its own, in tree order") {
    const Index index = tree();
    CHECK(index.indicators_below(0) == std::vector<std::size_t>{2, 3, 4});
    CHECK(index.indicators_below(*index.find("p")) == std::vector<std::size_t>{2, 3});
    CHECK(index.indicators_below(*index.find("c")) == std::vector<std::size_t>{4});
}

TEST_CASE("the depth is that of the deepest level") {
    CHECK(tree().depth() == 2);
    CHECK(index_of(R"({"code": "a", "name": "A"})").depth() == 1);
}

TEST_CASE("a node's scale is that of its first indicator") {
    const Index index = tree();
    CHECK(scale_of(index, 0).low == 1);
    CHECK(scale_of(index, 0).high == 7);
    CHECK(scale_of(index, *index.find("c")).low == 40);
    CHECK(scale_of(index, *index.find("c")).high == 60);
}

TEST_CASE("an index speaks the language of its total's name") {
    CHECK(tree().language() == Language::en);
    CHECK(built_in_index().language() == Language::zh);
}

TEST_CASE("a name falls back to the index's own language") {
    CHECK(Name{"北京", "Beijing"}.in(Language::en) == "Beijing");
    CHECK(Name{"北京", "Beijing"}.in(Language::zh) == "北京");
    CHECK(Name{"北京", ""}.in(Language::en) == "北京");
}

TEST_CASE("every origin reads back from its name") {
    for (const auto name : origin_names()) CHECK(to_string(*parse_origin(name)) == name);
    CHECK(!parse_origin("unstated"));
    CHECK(!parse_origin("guessed"));
}
