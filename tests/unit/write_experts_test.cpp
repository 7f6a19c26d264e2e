#include "catch.hpp"

#include <iiindex/experts.hpp>
#include <iiindex/weigh.hpp>
#include <iiindex/write.hpp>

using namespace iiindex;

namespace {

const std::string found_weights =
    R"({"format": "iiindex/index/1", "code": "total", "name": "Total", "weighting": "entropy",
  "children": [
    {"code": "x", "name": "X"},
    {"code": "y", "name": "Y", "weight": 3, "children": [{"code": "y1", "name": "Y1"}, {"code": "y2", "name": "Y2"}]}]})";

Index written(const std::string& judgements) {
    const Source source{"i.json", found_weights};
    const Index index = load_index(source).value;
    const Panel panel = load_judgements({{"j.csv", judgements}}, index).value;
    return load_index({"new.json", with_weights(source, index, panel_weights(index, panel), {})}).value;
}

}  // namespace

TEST_CASE("an index with a panel's weights says whose they are, and counts with them") {
    const Index index = written("expert,x,y\nLi,75,25\n");
    CHECK(index.nodes[*index.find("x")].weight == 0.75);
    CHECK(index.nodes[*index.find("y")].weight_origin == Origin::experts);
    CHECK(index.note.own == "Weights of the children of Total: 1 expert, points shared out, mean of their weights.");
    CHECK(index.nodes[0].weighting.method == nullptr);
}

TEST_CASE("below a node that takes a panel's weights, others are found from the data as before") {
    const Index index = written("expert,x,y\nLi,75,25\n");
    REQUIRE(index.nodes[*index.find("y")].weighting.method != nullptr);
    CHECK(index.nodes[*index.find("y")].weighting.method->name == "entropy");
    const Index both = written("expert,x,y,y1,y2\nLi,75,25,60,40\n");
    CHECK(both.nodes[*both.find("y")].weighting.method == nullptr);
    CHECK(both.nodes[*both.find("y2")].weight == 0.4);
}

TEST_CASE("a child that the experts give nothing has the weight 0, and is not counted") {
    const Index index = written("expert,x,y\nLi,100,0\n");
    CHECK(index.nodes[*index.find("y")].weight == 0);
    CHECK(index.nodes[*index.find("y")].weight_origin == Origin::experts);
}

TEST_CASE("an index in a table is written in JSON once it has a panel's weights") {
    const Source source{"i.csv", "code,name,parent,weight,direction\nt,T,,,\nx,X,t,2,-1\ny,Y,t,1,\n"};
    const Index index = load_index(source).value;
    const Panel panel = load_judgements({{"j.csv", "expert,x,y\nLi,75,25\n"}}, index).value;
    const Index read = load_index({"new.json", with_weights(source, index, panel_weights(index, panel), {})}).value;
    CHECK(read.nodes[1].weight == 0.75);
    CHECK(read.nodes[1].direction == Direction::negative);
    CHECK(read.nodes[1].weight_origin == Origin::experts);
}
