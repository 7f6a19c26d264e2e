#include "catch.hpp"

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/load.hpp>
#include <iiindex/named.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/weigh.hpp>

#include "problems_of.hpp"

using namespace iiindex;

namespace {

Index loaded(const std::string& text) { return load_index({"i.json", text}).value; }

std::string refused(const std::string& text) {
    return problems_of([&] { loaded(text); });
}

/// An index of one indicator: `root` and `leaf` stand among the keys of the two, on lines 2 and 3.
std::string small(const std::string& root, const std::string& leaf = "") {
    return "{\"format\": \"iiindex/index/1\", \"code\": \"total\", \"name\": \"总\",\n" + root +
           (root.empty() ? "" : ",") + " \"children\": [{\"code\": \"a\", \"name\": \"A\"\n" +
           (leaf.empty() ? "" : ",") + leaf + "}]}";
}

std::string root_refused(const std::string& root) { return refused(small(root)); }
std::string leaf_refused(const std::string& leaf, const std::string& root = "") { return refused(small(root, leaf)); }

/// One problem: where it stands in a text made by `small`, what is said and hinted.
std::string problem(std::size_t line, std::size_t column, const std::string& what) {
    return fmt::format("i.json:{}:{}: error: {}\n", line, column, what);
}

bool begins(const std::string& text, const std::string& with) { return text.compare(0, with.size(), with) == 0; }

bool hints(const std::string& text, const std::string& hint) {
    return text.find("  hint: " + hint + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("the built-in index has the report's tree") {
    const Index& index = built_in_index();
    CHECK(index.nodes.size() == 38);
    CHECK(index.indicators.size() == 20);
    CHECK(index.depth() == 3);
    CHECK(index.root().children.size() == 5);
    CHECK(index.root().normalisation.range.low == 50);
    const Node& environment = index.nodes[*index.find("environment")];
    CHECK(environment.weight == 0.15);
    CHECK(environment.weight_origin == Origin::recovered);
    CHECK(environment.tiers->cuts == std::vector<double>{80, 75, 70});
    const Node& leaf = index.nodes[index.indicators[0]];
    CHECK(leaf.code == "policies");
    CHECK(leaf.normalisation.range.low == 50);
    CHECK(leaf.level == 3);
    CHECK(index.nodes[leaf.parent].code == "policy");
    CHECK(!leaf.tiers);
}

TEST_CASE("an index that says little has the defaults") {
    const Index index = loaded(small(""));
    const Node& root = index.root();
    CHECK(root.aggregation.method->name == "arithmetic");
    CHECK(root.missing.kind == MissingRule::Kind::reweight);
    CHECK(root.weighting.method == nullptr);
    const Node& leaf = index.nodes[1];
    CHECK(leaf.normalisation.method->name == "min-max");
    CHECK(leaf.normalisation.range.low == 0);
    CHECK(leaf.normalisation.range.high == 100);
    CHECK(leaf.weight == 1);
    CHECK(leaf.direction == Direction::positive);
    CHECK(leaf.indicator == 0u);
    CHECK(leaf.name.english.empty());
}

TEST_CASE("settings hold below a node until another says otherwise, as a whole") {
    const Index index = loaded(R"({"format": "iiindex/index/1", "code": "t", "name": "T",
        "normalisation": {"method": "min-max", "range": [1, 10]}, "aggregation": "geometric", "missing": "none",
        "children": [
            {"code": "p", "name": "P", "normalisation": "min-max", "aggregation": {"method": "power", "exponent": 2},
             "missing": {"impute": "group-mean", "group": "region"},
             "children": [{"code": "a", "name": "A"}]},
            {"code": "q", "name": "Q", "children": [{"code": "b", "name": "B"}]}]})");
    const auto node = [&](std::string_view code) { return index.nodes[*index.find(code)]; };
    CHECK(node("a").normalisation.range.high == 100);  // the method's default again, not 10
    CHECK(node("b").normalisation.range.high == 10);
    CHECK(node("p").aggregation.method->name == "power");
    CHECK(node("p").aggregation.exponent == 2);
    CHECK(node("q").aggregation.method->name == "geometric");
    CHECK(node("p").missing.impute.method->name == "group-mean");
    CHECK(node("p").missing.impute.group == "region");
    CHECK(node("q").missing.kind == MissingRule::Kind::none);
}

TEST_CASE("every key of an inner node and of an indicator is read") {
    const Index index = loaded(small(
        R"("note": "N", "coverage": {"of": "indicators", "at_least": 0.9}, "round": {"digits": 1},
           "rescale": {"best": 100}, "weighting": "given",
           "aggregation": {"method": "geometric", "inverted": true, "on": [1, 10]})",
        R"("weight": 2, "weight_origin": "assumed", "measure": "years", "transform": "log", "cap": "both",
           "goalposts": {"worst": 20, "best": 85}, "denominator": "population")"));
    const Node& root = index.root();
    CHECK(index.note.own == "N");
    CHECK(root.coverage->of == Coverage::Of::indicators);
    CHECK(root.coverage->at_least == 0.9);
    CHECK(root.round == 1);
    CHECK(root.rescale_best == 100);
    CHECK(root.aggregation.inverted);
    CHECK(root.aggregation.on->high == 10);
    const Node& leaf = index.nodes[1];
    CHECK(leaf.weight == 2);
    CHECK(leaf.weight_origin == Origin::assumed);
    CHECK(leaf.measure == "years");
    CHECK(leaf.transform == find_named(transform_methods(), "log"));
    CHECK(leaf.cap == Cap::both);
    CHECK(leaf.goalposts->best == 85);
    CHECK(leaf.denominator == "population");
    REQUIRE(index.inputs.size() == 1);
    CHECK(index.inputs[0].code == "population");
}

TEST_CASE("goalposts decide the direction") {
    CHECK(loaded(small("", R"("goalposts": {"worst": 9, "best": 1})")).nodes[1].direction == Direction::negative);
    CHECK(loaded(small("", R"("goalposts": {"worst": 9, "best": 1}, "direction": "negative")")).nodes[1].direction ==
          Direction::negative);
    const auto text = leaf_refused(R"("goalposts": {"worst": 9, "best": 1}, "direction": "positive")");
    CHECK(begins(text, problem(3, 53, "direction of 'a' is positive, but by its goalposts lower is better")));
    CHECK(hints(text, "goalposts need no direction"));
}

TEST_CASE("tiers have names by default") {
    const auto tiers = *loaded(small(R"("tiers": {"cuts": [70, 60, 55]})")).root().tiers;
    REQUIRE(tiers.names.size() == 4);
    CHECK(tiers.names[0].own == "第一梯队");
    CHECK(tiers.names[3].own == "第四梯队");
    CHECK(tiers.names[3].english == "Tier 4");
    const auto many = *loaded(small(R"("tiers": {"cuts": [9,8,7,6,5,4,3,2,1,0,-1]})")).root().tiers;
    CHECK(many.names[9].own == "第十梯队");
    CHECK(many.names[10].own == "第十一梯队");
    const auto named = *loaded(small(R"("tiers": {"cuts": [5], "names": ["上", "下"]})")).root().tiers;
    CHECK(named.names[0].own == "上");
    CHECK(named.names[0].english.empty());
}

TEST_CASE("tiers are refused") {
    CHECK(begins(root_refused(R"("tiers": {"cuts": [70, 70]})"),
                 problem(2, 24, "cut 70 after 70, expected the cuts to fall")));
    CHECK(begins(root_refused(R"("tiers": {"cuts": []})"), problem(2, 19, "0 cuts, expected 1 to 98")));
    CHECK(begins(root_refused(R"("tiers": {"cuts": [1], "names": ["x"]})"),
                 problem(2, 33, "1 tier names for 1 cuts, expected 2")));
    CHECK(begins(root_refused(R"("tiers": {})"), problem(2, 10, "'tiers' has no 'cuts'")));
    const auto text = root_refused(R"("tiers": {"cuts": [1], "name": ["x"]})");
    CHECK(begins(text, problem(2, 24, "unknown key in 'tiers': 'name'")));
    CHECK(hints(text, "did you mean 'names'?"));
}

TEST_CASE("the format is asked for") {
    CHECK(refused(R"({"format": "iiindex/index/2"})") ==
          "i.json:1:12: error: expected format 'iiindex/index/1', got 'iiindex/index/2'\n"
          "{\"format\": \"iiindex/index/2\"}\n"
          "           ^~~~~~~~~~~~~~~~~\n");
    CHECK(begins(refused("{}"), "i.json:1:1: error: no 'format'\n"));
    CHECK(hints(refused("{}"), "write \"format\": \"iiindex/index/1\""));
    CHECK(begins(refused("[]"), "i.json:1:1: error: expected an object, got an array\n"));
}

TEST_CASE("a weight is at least 0, and not all siblings have 0") {
    CHECK(leaf_refused(R"("weight": -2)") ==
          "i.json:3:12: error: weight of 'a' is -2, expected a number of at least 0\n"
          ",\"weight\": -2}]}\n"
          "           ^~\n"
          "  hint: weights are relative to the siblings; give 1 for an equal share\n");
    CHECK(leaf_refused(R"("weight": 0)").find("all children of 'total' have weight 0, expected one above 0") !=
          std::string::npos);
    CHECK(begins(leaf_refused(R"("weight": "1")"), problem(3, 12, "expected a number for 'weight', got a string")));
    CHECK(begins(leaf_refused(R"("weight": true)"), problem(3, 12, "expected a number for 'weight', got true")));
}

TEST_CASE("codes are ASCII, unique and no column's") {
    const auto with_code = [](const std::string& code) {
        return refused(
            "{\"format\": \"iiindex/index/1\", \"name\": \"T\", \"children\": [{\"code\": \"a\", \"name\": "
            "\"A\"}],\n\"code\": " +
            code + "}");
    };
    CHECK(begins(with_code("\"é\""), problem(2, 9, "'é' is no code")));
    CHECK(hints(with_code("\"é\""), "a code begins with a letter and has ASCII letters, digits, '_', '.', '-'"));
    CHECK(begins(with_code("\"1a\""), problem(2, 9, "'1a' is no code")));
    CHECK(begins(with_code("\"\""), problem(2, 9, "'' is no code")));
    CHECK(begins(with_code("5"), problem(2, 9, "expected a string for 'code', got a number")));
    for (const std::string code : {"code", "name", "name_en", "period", "origin", "rank", "tier"}) {
        CHECK(begins(with_code("\"" + code + "\""),
                     problem(2, 9, fmt::format("code '{}' is taken by a column of every table", code))));
    }
    const auto twice = refused(R"({"format": "iiindex/index/1", "code": "t", "name": "T", "children": [
{"code": "a", "name": "A"},
{"code": "a", "name": "B"}]})");
    CHECK(begins(twice, problem(3, 10, "code 'a' stands here again, first at line 2")));
}

TEST_CASE("code and name must be there") {
    const auto text = refused(R"({"format": "iiindex/index/1", "children": [
{"code": "a", "name": ""}]})");
    CHECK(begins(text, problem(1, 1, "this node has no 'code'")));
    CHECK(text.find(problem(1, 1, "this node has no 'name'")) != text.npos);
    CHECK(text.find(problem(2, 23, "the name of 'a' is empty")) != text.npos);
}

TEST_CASE("unknown and misplaced keys are told apart") {
    const auto unknown = root_refused(R"("agregation": "arithmetic")");
    CHECK(begins(unknown, problem(2, 1, "unknown key 'agregation'")));
    CHECK(hints(unknown, "did you mean 'aggregation'?"));
    CHECK(begins(root_refused(R"("measure": "count")"),
                 problem(2, 1, "'measure' is for indicators, and 'total' has children")));
    CHECK(begins(root_refused(R"("weight": 1)"), problem(2, 1, "'weight' is for nodes below the root")));
    CHECK(begins(leaf_refused(R"("missing": "none")"),
                 problem(3, 2, "'missing' is for nodes with children, and 'a' has none")));
    CHECK(begins(leaf_refused(R"("note": "x")"), problem(3, 2, "'note' is for the root")));
}

TEST_CASE("a node with children has some") {
    CHECK(begins(refused(R"({"format": "iiindex/index/1", "code": "t", "name": "T"})"),
                 problem(1, 1, "'t' has no 'children'")));
    CHECK(begins(refused(R"({"format": "iiindex/index/1", "code": "t", "name": "T", "children": []})"),
                 problem(1, 69, "'t' has no children, expected at least one")));
    const auto inner = leaf_refused(R"("children": [])");
    CHECK(begins(inner, problem(3, 14, "'a' has no children, expected at least one")));
    CHECK(hints(inner, "an indicator has no 'children' at all"));
    CHECK(begins(leaf_refused(R"("children": {})"), problem(3, 14, "expected an array for 'children', got an object")));
    CHECK(
        begins(leaf_refused(R"("children": [5])"), problem(3, 15, "expected an object for 'children', got a number")));
}

TEST_CASE("normalisation is refused") {
    const auto refused_by = [](const std::string& value) { return root_refused("\"normalisation\": " + value); };
    CHECK(begins(refused_by("\"min_max\""), problem(2, 18, "unknown normalisation method 'min_max'")));
    CHECK(hints(refused_by("\"min_max\""), "did you mean 'min-max'?"));
    CHECK(begins(refused_by("5"),
                 problem(2, 18, "expected a method's name or an object for 'normalisation', got a number")));
    CHECK(begins(refused_by("{}"), problem(2, 18, "'normalisation' has no 'method'")));
    CHECK(begins(refused_by(R"({"method": "z-score", "range": [0, 1]})"),
                 problem(2, 40, "unknown key in 'normalisation' by z-score: 'range'")));
    CHECK(
        hints(refused_by(R"({"method": "z-score", "range": [0, 1]})"), "expected 'method', 'mean', 'sd' or 'divisor'"));
    CHECK(begins(refused_by(R"({"method": "min-max", "range": [1, 1]})"),
                 problem(2, 49, "'range' is [1, 1], expected two numbers, the lower one first")));
    CHECK(begins(refused_by(R"({"method": "min-max", "range": [1]})"),
                 problem(2, 49, "'range' is [1], expected two numbers, the lower one first")));
    CHECK(begins(refused_by(R"({"method": "z-score", "sd": 0})"),
                 problem(2, 46, "'sd' is 0, expected a number above 0")));
    CHECK(begins(refused_by(R"({"method": "rank", "ties": "first"})"), problem(2, 45, "unknown ties 'first'")));
    CHECK(begins(refused_by("\"distance-to-reference\""),
                 problem(2, 18, "'distance-to-reference' needs a 'reference_unit'")));
}

TEST_CASE("every normalisation method can be asked for") {
    for (const auto& method : normalisation_methods()) {
        std::string keys = fmt::format("\"method\": \"{}\"", method.name);
        for (const auto key : method.keys) {
            if (key == "range") keys += ", \"range\": [1, 2]";
            if (key == "mean") keys += ", \"mean\": 50";
            if (key == "sd") keys += ", \"sd\": 10";
            if (key == "ties") keys += ", \"ties\": \"average\"";
            if (key == "reference_unit") keys += ", \"reference_unit\": \"x\"";
        }
        INFO(keys);
        const auto index = loaded(small("\"normalisation\": {" + keys + "}", method.target ? "\"target\": 5" : ""));
        CHECK(index.nodes[1].normalisation.method == &method);
    }
}

TEST_CASE("aggregation, missing, weighting are refused") {
    CHECK(begins(root_refused(R"("aggregation": "geometrical")"),
                 problem(2, 16, "unknown aggregation method 'geometrical'")));
    CHECK(begins(root_refused(R"("aggregation": "power")"), problem(2, 16, "'power' needs an 'exponent'")));
    CHECK(begins(root_refused(R"("aggregation": {"method": "geometric", "exponent": 2})"),
                 problem(2, 40, "unknown key in 'aggregation' by geometric: 'exponent'")));
    CHECK(begins(root_refused(R"("aggregation": {"method": "copeland", "inverted": true})"),
                 problem(2, 39, "unknown key in 'aggregation' by copeland: 'inverted'")));
    CHECK(begins(root_refused(R"("missing": "ignore")"), problem(2, 12, "unknown missing 'ignore'")));
    CHECK(hints(root_refused(R"("missing": "ignore")"), "expected 'reweight' or 'none'"));
    CHECK(
        begins(root_refused(R"("missing": {"impute": "group-mean"})"), problem(2, 12, "'group-mean' needs a 'group'")));
    CHECK(begins(root_refused(R"("missing": {"impute": "mean", "group": "g"})"),
                 problem(2, 40, "'mean' takes no 'group'")));
    CHECK(begins(root_refused(R"("missing": {"impute": "linear"})"), problem(2, 23, "unknown way to impute 'linear'")));
    CHECK(begins(root_refused(R"("weighting": "givn")"), problem(2, 14, "unknown weighting method 'givn'")));
    CHECK(hints(root_refused(R"("weighting": "givn")"), "did you mean 'given'?"));
    for (const auto& method : weighting_methods()) {
        const std::string_view sets = takes(method, "by") ? R"(, "of": ["given"])" : "";
        const auto index = loaded(small(fmt::format(R"("weighting": {{"method": "{}"{}}})", method.name, sets)));
        CHECK(index.root().weighting.method == &method);
    }
}

TEST_CASE("coverage, round and rescale are refused") {
    CHECK(begins(root_refused(R"("rescale": {"best": 1e308})"),
                 problem(2, 21, "'best' is 1e308, expected no more than 1e300")));
    CHECK(begins(root_refused(R"("normalisation": {"method": "min-max", "range": [-8e307, 8e307]})"),
                 problem(2, 49,
                         "'range' is [-8e307, 8e307], expected two numbers, the lower one first, neither beyond "
                         "1e300")));
    CHECK(begins(root_refused(R"("coverage": {"at_least": 1.5})"),
                 problem(2, 26, "'at_least' is 1.5, expected a share from 0 to 1")));
    CHECK(begins(root_refused(R"("coverage": {"of": "wait", "at_least": 1})"),
                 problem(2, 20, "unknown kind of coverage 'wait'")));
    CHECK(begins(root_refused(R"("coverage": {})"), problem(2, 13, "'coverage' has no 'at_least'")));
    CHECK(begins(root_refused(R"("round": {"digits": 1.5})"),
                 problem(2, 21, "'digits' is 1.5, expected a whole number from -10 to 15")));
    CHECK(begins(root_refused(R"("round": {"digits": 16})"),
                 problem(2, 21, "'digits' is 16, expected a whole number from -10 to 15")));
    CHECK(begins(root_refused(R"("round": 1)"), problem(2, 10, "expected an object for 'round', got a number")));
    CHECK(begins(root_refused(R"("rescale": {"best": 0})"), problem(2, 21, "'best' is 0, expected a number above 0")));
}

TEST_CASE("goalposts, caps and targets are refused") {
    CHECK(begins(leaf_refused(R"("goalposts": {"worst": 1, "best": 1})"),
                 problem(3, 15, "worst and best are both 1, expected them to differ")));
    CHECK(begins(leaf_refused(R"("goalposts": {"worst": 1})"), problem(3, 15, "'goalposts' has no 'best'")));
    CHECK(begins(
        leaf_refused(R"("goalposts": {"worst": 1, "best": 2})", R"("normalisation": "z-score")"),
        problem(3, 15,
                "goalposts need normalisation 'min-max' or 'exponential' or 'logarithmic', and 'a' has 'z-score'")));
    CHECK(begins(leaf_refused(R"("transform": "log", "goalposts": {"worst": 0, "best": 2})"),
                 problem(3, 35, "'log' has no value at the goalposts of 'a'")));
    CHECK(begins(leaf_refused(R"("cap": "upper")", R"("normalisation": "z-score")"),
                 problem(3, 9, "'cap' needs the two ends of a scale, and 'a' has 'z-score'")));
    CHECK(begins(leaf_refused(R"("target": 1)"),
                 problem(3, 12, "'target' needs normalisation 'distance-to-target', and 'a' has 'min-max'")));
    CHECK(begins(leaf_refused("", R"("normalisation": "distance-to-target")"),
                 problem(2, 53, "indicator 'a' has no 'target', which 'distance-to-target' needs")));
    CHECK(begins(leaf_refused(R"("transform": "log", "target": 0)", R"("normalisation": "distance-to-target")"),
                 problem(3, 32, "'log' has no value at the target of 'a'")));
    CHECK(begins(leaf_refused(R"("transform": "ln")"), problem(3, 15, "unknown transformation 'ln'")));
    CHECK(begins(leaf_refused(R"("weight_origin": "recoverd")"), problem(3, 19, "unknown weight_origin 'recoverd'")));
}

TEST_CASE("scores are reversed only where they have a range") {
    const auto text =
        root_refused(R"("normalisation": "z-score", "aggregation": {"method": "geometric", "inverted": true})");
    CHECK(begins(text,
                 problem(2, 44, "'inverted' needs scores with a range, and 'a' below has normalisation 'z-score'")));
}

TEST_CASE("a denominator is a column of its own") {
    CHECK(
        begins(leaf_refused(R"("denominator": "a")"), problem(3, 17, "denominator 'a' is the name of another column")));
    CHECK(begins(leaf_refused(R"("denominator": "")"),
                 problem(3, 17, "'denominator' is empty, expected a column of the dataset")));
}

TEST_CASE("all problems of an index are told at once, in the order of the text") {
    const auto text = refused(R"({"format": "iiindex/index/1", "code": "t", "name": "T",
 "round": {"digits": 99}, "children": [
 {"code": "a", "name": "A", "weight": -1},
 {"code": "a", "name": 5}]})");
    const auto at = [&](const std::string& what) { return text.find(what); };
    CHECK(at("i.json:2:22: error: 'digits' is 99") == 0);
    CHECK(at("i.json:3:39: error: weight of 'a' is -1") < at("i.json:4:11: error: code 'a' stands here again"));
    CHECK(at("i.json:4:24: error: expected a string for 'name', got a number") != text.npos);
}

TEST_CASE("problems of one kind are told as one that counts the others") {
    std::string children;
    for (int i = 0; i < 130; ++i)
        children += fmt::format("{}{{\"code\": \"c{}\", \"name\": 1}}", i == 0 ? "" : ",\n", i);
    try {
        loaded(R"({"format": "iiindex/index/1", "code": "t", "name": "T", "children": [)" + children + "]}");
        FAIL("was not refused");
    } catch (const InputError& error) {
        REQUIRE(error.problems().size() == 1);
        CHECK(error.problems()[0].also.size() == 6);
        CHECK(error.problems()[0].more == 124);
    }
}

TEST_CASE("weights are put into an index") {
    const Index index = loaded(R"({"format": "iiindex/index/1", "code": "t", "name": "T", "children": [
        {"code": "a", "name": "A", "weight_origin": "assumed"}, {"code": "b", "name": "B"}]})");
    const auto csv = load_weights({"w.csv", "code,weight\na,0.25\nb,\"1,000\"\n"}, index).value;
    CHECK(csv.nodes[1].weight == 0.25);
    CHECK(csv.nodes[1].weight_origin == Origin::unstated);
    CHECK(csv.nodes[2].weight == 1000);
    const auto named = load_weights({"w.csv", "Indicator,Weight (%)\nA,40\nB,60\nTotal,100\n"}, index);
    CHECK(named.value.nodes[2].weight == 60);
    CHECK(text_of(named.warnings, Severity::warning).find("'Total' is left out") != std::string::npos);
    CHECK(load_weights({"w.csv", ",权重\nA,40%\nB,60%\n"}, index).value.nodes[1].weight == 40);
    const auto json = load_weights({"w.json", R"({"b": 3})"}, index).value;
    CHECK(json.nodes[1].weight == 1);
    CHECK(json.nodes[2].weight == 3);

    const auto refused_weights = [&](const std::string& name, const std::string& text) {
        return problems_of([&] { load_weights({name, text}, index); });
    };
    CHECK(refused_weights("w.csv", "code,weight\nc,1\nt,1\na,-1\nb,x\nb,\nb,1\nb,2,3\n") ==
          "w.csv:2:1: error: unknown node 'c'\nc,1\n^\n  hint: expected 't', 'a' or 'b'\n"
          "w.csv:3:1: error: 't' is the root, which has no weight\nt,1\n^\n"
          "w.csv:4:3: error: weight of 'a' is -1, expected a number of at least 0\na,-1\n  ^~\n"
          "w.csv:5:3: error: expected a number for 'b', got 'x'\nb,x\n  ^\n"
          "w.csv:6:3: error: no weight for 'b'\nb,\n  ^\n"
          "w.csv:8:1: error: a row of 3 cells, expected 2 as in the header\nb,2,3\n^~~~~\n");
    CHECK(refused_weights("w.csv", "code,weight\nb,1\nb,2\n") ==
          "w.csv:3:1: error: 'b' stands here again, first at line 2\nb,2\n^\n");
    CHECK(refused_weights("w.csv", "code,w\nb,1\n") ==
          "w.csv:1:1: error: no column 'weight', expected 'code' and 'weight'\ncode,w\n^\n");
    CHECK(refused_weights("w.csv", "code,weight\na,0\nb,0\n") ==
          "w.csv:2:1: error: all children of 't' have weight 0, expected one above 0\na,0\n^\n");
    const auto some = load_weights({"w.csv", "code,weight\nb,0.5\n"}, index);
    CHECK(text_of(some.warnings, Severity::warning) == "w.csv: warning: 'a' is not named and keeps its weight 1\n");
    CHECK(refused_weights("w.csv", "") == "w.csv: error: the file is empty\n");
    CHECK(refused_weights("w.json", R"({"b": -1})") ==
          "w.json:1:7: error: weight of 'b' is -1, expected a number of at least 0\n{\"b\": -1}\n      ^~\n");
}

TEST_CASE("weights of indicators alone that look like shares of the total are warned of") {
    const Index index = loaded(R"({"format": "iiindex/index/1", "code": "t", "name": "T", "children": [
        {"code": "g", "name": "G", "children": [{"code": "a", "name": "A"}, {"code": "b", "name": "B"}]},
        {"code": "h", "name": "H", "children": [{"code": "c", "name": "C"}, {"code": "d", "name": "D"}]}]})");
    const auto is_warned = [&](const std::string& rows) {
        const auto warnings = load_weights({"w.csv", "code,weight\n" + rows}, index).warnings;
        return text_of(warnings, Severity::warning).find("as shares of the total do") != std::string::npos;
    };
    CHECK(is_warned("a,40\nb,30\nc,20\nd,10\n"));
    CHECK(is_warned("a,0.4\nb,0.3\nc,0.2\nd,0.1\n"));
    CHECK_FALSE(is_warned("a,40\nb,30\nc,20\nd,10\ng,70\nh,30\n"));
    CHECK_FALSE(is_warned("a,60\nb,40\nc,30\nd,70\n"));
    CHECK_FALSE(is_warned("a,40\nb,60\n"));
    CHECK_FALSE(is_warned("a,4\nb,3\nc,2\nd,3\n"));
}

TEST_CASE("an index says what it compares, in each language") {
    const auto read = [](const std::string& keys) {
        return load_index({"x.json", R"({"format": "iiindex/index/1", "code": "x", "name": "X", )" + keys +
                                         R"("children": [{"code": "a", "name": "A"}]})"})
            .value.unit_name;
    };
    CHECK(
        read(
            R"("unit_name": {"noun": "城市", "classifier": "座"}, "unit_name_en": {"one": "city", "many": "cities"}, )") ==
        UnitName{"城市", "座", "city", "cities"});
    CHECK(
        read(
            R"("unit_name": {"one": "town", "many": "towns"}, "unit_name_zh": {"noun": "镇", "classifier": "个"}, )") ==
        UnitName{"镇", "个", "town", "towns"});
    CHECK(read("") == UnitName{});
    for (const char* const wrong : {R"("unit_name": "城市", )", R"("unit_name": {"noun": "城市"}, )",
                                    R"("unit_name": {"one": "city", "classifier": "座"}, )",
                                    R"("unit_name_en": {"noun": "城市", "classifier": "座"}, )",
                                    R"("unit_name": {"noun": "", "classifier": "座"}, )"}) {
        INFO(wrong);
        CHECK_THROWS_AS(read(wrong), InputError);
    }
}
