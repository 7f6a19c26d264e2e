#include "catch.hpp"

#include <cmath>

#include <iiindex/coupling.hpp>

#include "computed.hpp"
#include "problems_of.hpp"

using namespace iiindex;

namespace {

const std::string children = R"({"code": "a", "name": "A", "goalposts": {"worst": 0, "best": 10}},
                                {"code": "b", "name": "B", "goalposts": {"worst": 0, "best": 10}})";

}  // namespace

TEST_CASE("levels that are the same couple in full, and coordination rises with them") {
    const Result result = computed(index_of(children, R"("normalisation": {"method": "min-max", "range": [50, 100]},)"),
                                   "code,a,b\nx,4,4\ny,9,1\nz,0,5\nw,0,0\nv,3,\n");
    const Couplings all = couplings(result, 0, {1, 2});
    REQUIRE(all.units.size() == 3);
    CHECK(all.units[0].row == 0);
    CHECK(all.units[0].coupling == 1);
    CHECK(all.units[0].coordination == Approx(std::sqrt(0.4)));
    CHECK(all.units[0].stage == 7);
    CHECK(all.units[1].coupling == Approx(0.6));
    CHECK(all.units[1].coordination == Approx(std::sqrt(0.3)));
    CHECK(all.units[2].coordination == 0);
    CHECK(all.units[2].stage == 1);
    CHECK(all.left_out == std::vector<std::size_t>{3, 4});
    CHECK(couplings(result, 0, {1, 2}, std::vector<double>{3, 1}).units[0].level == Approx(0.7));
}

TEST_CASE("levels need scores between two ends") {
    const std::string open = R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})";
    const Result by_sd = computed(index_of(open, R"("normalisation": "z-score",)"), "code,a,b\nx,1,2\ny,3,1\n");
    CHECK(problems_of([&] {
              couplings(by_sd, 0, {1, 2});
          }).find("scores of 'a' have no two ends") != std::string::npos);
    const Result beyond = computed(index_of(children), "code,a,b\nx,11,2\ny,3,1\n");
    CHECK(problems_of([&] { couplings(beyond, 0, {1, 2}); }).find("lies beyond the scale") != std::string::npos);
}
