#include "catch.hpp"

#include <iiindex/experts.hpp>

#include "computed.hpp"

using namespace iiindex;

namespace {

const std::string children = R"({"code": "x", "name": "X"}, {"code": "y", "name": "Y", "children": [
    {"code": "y1", "name": "Y1"}, {"code": "y2", "name": "Y2"}]})";

struct Drawn {
    Index index = index_of(children);
    DrawnWeights weights;

    Drawn(const std::string& csv, PanelDraw how)
        : weights(panel_draws(index, load_judgements({{"j.csv", csv}}, index).value, {}, how)) {}

    std::vector<double> at(std::vector<double> numbers) const {
        std::vector<double> found(index.nodes.size(), -1);
        weights.draw(numbers, found);
        return found;
    }
};

const std::string panel = "expert,expert_weight,x,y,y1,y2\nA,1,80,20,10,90\nB,3,40,60,,\n";

}  // namespace

TEST_CASE("one expert is drawn as often as the weight says, with the panel's weights where silent") {
    const Drawn drawn(panel, PanelDraw::one);
    CHECK(drawn.weights.numbers == 1);
    CHECK(drawn.weights.choices == std::vector<std::string>{"one", "A", "B"});
    CHECK(drawn.at({0.24}) == std::vector<double>{-1, 0.8, 0.2, 0.1, 0.9});
    CHECK(drawn.at({0.26}) == std::vector<double>{-1, 0.4, 0.6, 0.1, 0.9});
}

TEST_CASE("as many experts as there are, one of them twice, are put together as the panel is") {
    const Drawn drawn(panel, PanelDraw::resampled);
    CHECK(drawn.weights.numbers == 2);
    CHECK(drawn.at({0.1, 0.2})[1] == Approx(0.8));
    CHECK(drawn.at({0.1, 0.9})[1] == Approx((0.8 + 3 * 0.4) / 4));
    CHECK(drawn.at({0.9, 0.8})[3] == Approx(0.1));
}

TEST_CASE("judgements that are drawn are put together before weights are found") {
    const Drawn drawn("expert,a,b,preference\nA,x,y,4\nB,x,y,1\n", PanelDraw::resampled);
    CHECK(drawn.at({0.1, 0.9})[1] == Approx(2.0 / 3));  // the geometric mean of 4 and 1 is 2
    CHECK(drawn.at({0.1, 0.1})[1] == Approx(0.8));
}
