#include "catch.hpp"

#include <cmath>
#include <fstream>

#include <fmt/format.h>

#include <iiindex/load.hpp>

#include "problems_of.hpp"

using namespace iiindex;

namespace {

/// An index of two indicators and a denominator, in two parts.
constexpr std::string_view index_text =
    R"({"format": "iiindex/index/1", "code": "total", "name": "总", "children": [
    {"code": "p", "name": "P", "tiers": {"cuts": [50]}, "children": [
        {"code": "policies", "name": "政策", "name_en": "Policies"}]},
    {"code": "q", "name": "Q", "children": [
        {"code": "patents", "name": "专利", "name_en": "Patents", "denominator": "population"}]}]})";

Index small_index() { return load_index({"i.json", std::string(index_text)}).value; }

Input loaded_input(const std::string& body) {
    return load_dataset({"d.json", "{\"format\": \"iiindex/dataset/1\",\n" + body + "}"}, small_index()).value;
}

Dataset loaded(const std::string& body) { return loaded_input(body).data; }

std::string refused(const std::string& body) {
    return problems_of([&] { loaded(body); });
}

/// A dataset of one unit, whose further keys stand on line 3.
std::string unit_refused(const std::string& keys) { return refused("\"units\": [{\"code\": \"x\",\n" + keys + "}]"); }

std::string problem(std::size_t line, std::size_t column, const std::string& what) {
    return fmt::format("d.json:{}:{}: error: {}\n", line, column, what);
}

bool begins(const std::string& text, const std::string& with) { return text.compare(0, with.size(), with) == 0; }

bool hints(const std::string& text, const std::string& hint) {
    return text.find("  hint: " + hint + "\n") != std::string::npos;
}

std::vector<std::string> codes_of(const Dataset& data) {
    std::vector<std::string> codes;
    for (std::size_t row = 0; row < data.units.size(); ++row) codes.emplace_back(data.units.codes[row]);
    return codes;
}

Input input(const std::string& name, const std::string& body) {
    return load_dataset({name, "{\"format\": \"iiindex/dataset/1\", " + body + "}"}, small_index()).value;
}

}  // namespace

TEST_CASE("a dataset is read") {
    const auto [index, data, published] =
        loaded_input(R"("period": 2020, "origin": "recovered", "note": "N", "published_digits": 1,
        "units": [
            {"code": "x", "name": "北京", "name_en": "Beijing", "groups": {"region": "north"},
             "values": {"policies": 5, "patents": null, "population": 100},
             "published": {"total": 90.6, "p": {"score": 80, "rank": 2, "tier": 1, "origin": "derived", "source": "s"}}},
            {"code": "110000", "groups": {"region": "south", "cluster": "c"},
             "values": {"patents": {"value": 7, "origin": "published", "source": "table 1"}}}])");
    CHECK(data.file == "d.json");
    CHECK(data.note.own == "N");
    CHECK(data.origin == Origin::recovered);
    CHECK(published.digits == 1);
    REQUIRE(data.periods.size() == 1);
    CHECK(data.periods[0].label == "2020");
    CHECK(data.periods[0].count == 2);
    CHECK(codes_of(data) == std::vector<std::string>{"x", "110000"});
    CHECK(data.units.name(0, Language::en) == "Beijing");
    CHECK(data.units.name(1, Language::zh) == "110000");
    CHECK(data.values.at(0, 0) == 5);
    CHECK(!data.values.at(0, 1));
    CHECK(!data.values.at(1, 0));
    CHECK(data.values.at(1, 1) == 7);
    CHECK(data.inputs.at(0, 0) == 100);
    CHECK(!data.inputs.at(1, 0));
    CHECK(data.origin_of(0, 0) == Origin::recovered);
    CHECK(data.origin_of(1, 1) == Origin::published);
    CHECK(data.value_origins.at({1, 1}).source == "table 1");
    CHECK(data.row_origins.empty());

    REQUIRE(published.figures.size() == 2);
    CHECK(published.figures[0].score == 90.6);
    CHECK(published.figures[0].origin == Origin::published);
    CHECK(published.figures[1].node == 1);
    CHECK(published.figures[1].rank == 2u);
    CHECK(published.figures[1].tier == 1u);
    CHECK(published.figures[1].origin == Origin::derived);

    REQUIRE(data.units.groupings.size() == 2);
    CHECK(data.units.groupings[0].name == "region");
    CHECK(data.units.groupings[0].group_of == std::vector<std::uint32_t>{0, 1});
    CHECK(data.units.groupings[1].group_of == std::vector<std::uint32_t>{Grouping::ungrouped, 0});
    CHECK(data.indicator_locations[1] == Location{"d.json", 3, 18});
}

TEST_CASE("facts are read") {
    const Publication published = loaded_input(R"("units": [{"code": "x"}, {"code": "y"}], "facts": [
        {"kind": "order", "node": "total", "units": ["y", "x"], "source": "s", "note": "n"},
        {"kind": "top", "node": "p", "scores": [9, 8, 7]},
        {"kind": "tier", "node": "p", "tier": 2, "units": ["x"], "complete": true, "count": 1},
        {"kind": "statement", "unit": "y", "indicator": "patents", "at_least": 20, "as_of": "2020-11"}])")
                                      .published;
    REQUIRE(published.facts.size() == 4);
    CHECK(published.facts[0].kind == Fact::Kind::order);
    CHECK(published.facts[0].units == std::vector<std::size_t>{1, 0});
    CHECK(published.facts[0].source == "s");
    CHECK(published.facts[1].scores == std::vector<double>{9, 8, 7});
    CHECK(published.facts[1].units.empty());
    CHECK(published.facts[2].tier == 2u);
    CHECK(published.facts[2].count == 1u);
    CHECK(published.facts[2].complete);
    CHECK(published.facts[3].node == 4);
    CHECK(published.facts[3].at_least == 20);
    CHECK(!published.facts[3].value);
    CHECK(published.facts[3].as_of == "2020-11");
}

TEST_CASE("facts are refused") {
    const auto fact_refused = [](const std::string& fact) {
        return refused("\"units\": [{\"code\": \"x\"}], \"facts\": [\n" + fact + "]");
    };
    CHECK(begins(fact_refused(R"({"kind": "tops", "node": "p"})"), problem(3, 10, "unknown kind 'tops'")));
    CHECK(begins(fact_refused("{}"), problem(3, 1, "this fact has no 'kind'")));
    CHECK(begins(fact_refused(R"({"kind": "order", "node": "p"})"), problem(3, 1, "this fact has no 'units'")));
    CHECK(begins(fact_refused(R"({"kind": "top", "node": "p"})"),
                 problem(3, 1, "this fact has no 'units' and no 'scores'")));
    CHECK(
        begins(fact_refused(R"({"kind": "order", "node": "z", "units": ["x"]})"), problem(3, 27, "unknown node 'z'")));
    CHECK(
        begins(fact_refused(R"({"kind": "order", "node": "p", "units": ["z"]})"), problem(3, 42, "unknown unit 'z'")));
    CHECK(begins(fact_refused(R"({"kind": "order", "node": "p", "units": ["x"], "tier": 1})"),
                 problem(3, 48, "unknown key in a fact of kind 'order': 'tier'")));
    CHECK(begins(fact_refused(R"({"kind": "top", "node": "p", "units": ["x"], "scores": [1, 2]})"),
                 problem(3, 56, "2 scores for 1 units")));
    CHECK(begins(fact_refused(R"({"kind": "tier", "node": "p", "tier": 3, "units": ["x"]})"),
                 problem(3, 39, "'tier' is 3, expected a whole number from 1 to 2")));
    CHECK(begins(fact_refused(R"({"kind": "statement", "unit": "x", "indicator": "p", "value": 1})"),
                 problem(3, 49, "unknown indicator 'p'")));
    CHECK(begins(fact_refused(R"({"kind": "statement", "unit": "x", "indicator": "patents"})"),
                 problem(3, 1, "this fact has neither 'value' nor 'at_least'")));
}

TEST_CASE("values stand where they belong, in whatever form they are stated") {
    const auto units = [](int first) {
        std::string text;
        for (int i = first; i < first + 3000; ++i) {
            const std::string number = std::to_string(i);
            const std::string own = i % 3 == 0 ? number : R"({"value": )" + number + R"(, "origin": "recovered"})";
            text += fmt::format(R"({}{{"code": "u{}", "values": {{"patents": {}, "population": {}, "policies": {}}}}})",
                                i == first ? "" : ",", i, own, i + 1, i % 2 == 0 ? "-0" : "null");
        }
        return "{\"units\": [" + text + "]}";
    };
    const Dataset data = loaded(R"("periods": {"2020": )" + units(0) + R"(, "2021": )" + units(3000) + "}");
    REQUIRE(data.units.size() == 6000);
    for (std::size_t row = 0; row < data.units.size(); ++row) {
        INFO(row);
        REQUIRE(data.values.at(row, 1) == static_cast<double>(row));
        REQUIRE(data.inputs.at(row, 0) == static_cast<double>(row + 1));
        REQUIRE(data.values.at(row, 0).has_value() == (row % 2 == 0));
        if (row % 2 == 0) REQUIRE(!std::signbit(*data.values.at(row, 0)));
        REQUIRE(data.origin_of(row, 1) == (row % 3 == 0 ? Origin::unstated : Origin::recovered));
    }
}

TEST_CASE("several periods come in order of their labels") {
    const auto [index, data, published] = loaded_input(R"("origin": "measured", "periods": {
        "2020": {"units": [{"code": "x", "values": {"policies": 2}}, {"code": "y"}], "note": "late"},
        "999": {"origin": "recovered", "units": [{"code": "x", "values": {"policies": 1},
            "published": {"p": 1}, "groups": {"g": "a"}}], "facts": [{"kind": "order", "node": "p", "units": ["x"]}]}})");
    REQUIRE(data.periods.size() == 2);
    CHECK(data.periods[0].label == "999");
    CHECK(data.periods[1].label == "2020");
    CHECK(data.periods[1].first == 1);
    CHECK(data.values.at(0, 0) == 1);
    CHECK(data.values.at(1, 0) == 2);
    CHECK(data.origin_of(0, 0) == Origin::recovered);
    CHECK(data.origin_of(1, 0) == Origin::measured);
    CHECK(published.figures[0].row == 0);
    CHECK(published.facts[0].units[0] == 0);
    CHECK(data.units.groupings[0].group_of == std::vector<std::uint32_t>{0, Grouping::ungrouped, Grouping::ungrouped});
    CHECK(data.note.own == "2020: late");
}

TEST_CASE("periods are refused") {
    CHECK(begins(refused(R"("periods": {})"), problem(2, 12, "no periods, expected at least one")));
    CHECK(begins(refused(R"("periods": {"1": {"units": [{"code": "x"}]}}, "period": 1)"),
                 problem(2, 57, "'period' beside 'periods', expected it inside a period")));
    CHECK(begins(refused(R"("periods": {"1": {"unit": []}})"), problem(2, 18, "the dataset has no 'units'")));
    CHECK(begins(refused(R"("period": true, "units": [{"code": "x"}])"),
                 problem(2, 11, "expected a year or a string for 'period', got true or false")));
}

TEST_CASE("the root of a dataset is refused") {
    CHECK(begins(problems_of([] {
                     load_dataset({"d.json", R"({"format": "iiindex/index/1"})"});
                 }),
                 problem(1, 12, "expected format 'iiindex/dataset/1', got 'iiindex/index/1'")));
    CHECK(begins(refused("\"unit\": []"), problem(1, 1, "the dataset has no 'units'")));
    CHECK(refused("\"unit\": []").find(problem(2, 1, "unknown key in the dataset: 'unit'")) != std::string::npos);
    CHECK(hints(refused("\"unit\": []"), "did you mean 'units'?"));
    CHECK(begins(refused("\"units\": []"), problem(2, 10, "no units, expected at least one")));
    CHECK(begins(refused("\"units\": [1]"), problem(2, 11, "expected an object for 'units', got a number")));
    CHECK(begins(refused(R"("units": [{"code": "x"}], "origin": "recoverd")"),
                 problem(2, 37, "unknown origin 'recoverd'")));
    CHECK(begins(refused(R"("units": [{"code": "x"}], "published_digits": 1.5)"),
                 problem(2, 47, "'published_digits' is 1.5, expected a whole number from 0 to 15")));
}

TEST_CASE("units are refused") {
    CHECK(begins(refused(R"("units": [{"name": "x"}])"), problem(2, 11, "this unit has no 'code'")));
    CHECK(begins(refused(R"("units": [{"code": "北京"}])"), problem(2, 20, "'北京' is no code")));
    CHECK(begins(refused("\"units\": [{\"code\": \"x\"},\n{\"code\": \"x\"}]"),
                 problem(3, 10, "unit 'x' stands here again, first at line 2")));
    const auto text = unit_refused(R"("valus": {})");
    CHECK(begins(text, problem(3, 1, "unknown key in unit 'x': 'valus'")));
    CHECK(hints(text, "did you mean 'values'?"));
}

TEST_CASE("values are refused") {
    const auto text = unit_refused(R"("values": {"polices": 1})");
    CHECK(begins(text, problem(3, 12, "unknown indicator 'polices'")));
    CHECK(hints(text, "did you mean 'policies'?"));
    CHECK(begins(unit_refused(R"("values": {"p": 1})"), problem(3, 12, "'p' is no indicator: it has children")));
    CHECK(begins(unit_refused(R"("values": {"policies": "1"})"),
                 problem(3, 24, "expected a number for 'policies', got a string")));
    CHECK(begins(unit_refused(R"("values": {"policies": {"origin": "measured"}})"),
                 problem(3, 24, "the value of 'policies' has no 'value'")));
    CHECK(begins(unit_refused(R"("values": {"policies": {"value": 1, "from": "x"}})"),
                 problem(3, 37, "unknown key in the value of 'policies': 'from'")));
    CHECK(begins(unit_refused(R"("values": {"policies": 1e999})"), problem(3, 24, "1e999 is out of range")));
    CHECK(begins(unit_refused(R"("values": {"policies": NaN})"), problem(3, 24, "expected a JSON value, got 'NaN'")));
    CHECK(begins(unit_refused(R"("values": {"population": "x"})"),
                 problem(3, 26, "expected a number for 'population', got a string")));
}

TEST_CASE("what is published is refused") {
    const auto text = unit_refused(R"("published": {"totl": 1})");
    CHECK(begins(text, problem(3, 15, "unknown node 'totl'")));
    CHECK(hints(text, "did you mean 'total'?"));
    CHECK(begins(unit_refused(R"("published": {"p": {"tier": 3}})"),
                 problem(3, 29, "'tier' is 3, expected a whole number from 1 to 2")));
    CHECK(begins(unit_refused(R"("published": {"p": {"rank": 0}})"),
                 problem(3, 29, "'rank' is 0, expected a whole number from 1 on")));
    CHECK(
        begins(unit_refused(R"("published": {"p": "90"})"), problem(3, 20, "expected a number for 'p', got a string")));
    CHECK(begins(unit_refused(R"("published": {"p": {"scor": 1}})"),
                 problem(3, 21, "unknown key in what is published for 'p': 'scor'")));
}

TEST_CASE("the index of a dataset is inline, a file beside it, the given or the built-in one") {
    const std::string units = R"("units": [{"code": "x"}]})";
    const std::string head = R"({"format": "iiindex/dataset/1", )";
    CHECK(load_dataset({"d.json", head + units}).value.index.root().code == "iii");
    CHECK(load_dataset({"d.json", head + "\"index\": " + std::string(index_text) + "," + units})
              .value.index.root()
              .code == "total");
    CHECK(load_dataset({"d.json", head + "\"index\": \"nowhere.json\"," + units}, small_index())
              .value.index.root()
              .code == "total");

    CHECK(problems_of([&] {
              load_dataset({"/no/d.json", head + "\"index\": \"i.json\"," + units});
          }) == "/no/d.json:1:42: error: index '/no/i.json': no such file\n" + head + "\"index\": \"i.json\"," + units +
                    "\n" + std::string(41, ' ') + "^~~~~~~~\n" +
                    "  hint: \"index\" is a path from the folder that this file is in\n");
    CHECK(begins(problems_of([&] {
                     load_dataset({"d.json", head + "\"index\": 5," + units});
                 }),
                 problem(1, 42, "expected a path or an object for 'index', got a number")));
}

TEST_CASE("problems of an inline index are told where they stand") {
    const auto text = problems_of([] {
        load_dataset({"d.json", "{\"format\": \"iiindex/dataset/1\", \"index\":\n{\"code\": \"t\", \"name\": \"T\"}}"});
    });
    CHECK(text == "d.json:2:1: error: 't' has no 'children'\n{\"code\": \"t\", \"name\": \"T\"}}\n^\n");
}

TEST_CASE("a source that cannot be read is refused") {
    CHECK(problems_of([] { read_source("/no/such/file.csv"); }) == "/no/such/file.csv: error: no such file\n");
    CHECK(problems_of([] { read_source("/tmp"); }) == "/tmp: error: is a directory, expected a file\n");
}

TEST_CASE("a source is read whole") {
    const std::string path = "/proc/self/cmdline";  // a file that does not know its size
    CHECK(!read_source(path).bytes.empty());
}

TEST_CASE("the format is found by extension, else by content") {
    const Index index = small_index();
    const std::string json = R"( {"format": "iiindex/dataset/1", "units": [{"code": "x"}]})";
    CHECK(load_dataset({"<stdin>", json}, index).value.data.units.size() == 1);
    CHECK(load_dataset({"<stdin>", "code,policies,patents,population\nx,1,2,3\n"}, index).value.data.units.size() == 1);
    CHECK(load_dataset({"<stdin>", "code\tpolicies\tpatents\tpopulation\nx\t1\t2\t3\n"}, index)
              .value.data.values.at(0, 1) == 2);
    CHECK(load_dataset({"x.JSON", json}, index).value.data.units.size() == 1);
    LoadOptions options;
    options.format = InputFormat::tsv;
    CHECK(load_dataset({"x.csv", "code\tpolicies\tpatents\tpopulation\nx\t1\t2\t3\n"}, index, options)
              .value.data.values.at(0, 1) == 2);
}

TEST_CASE("datasets are merged, their periods in order") {
    std::vector<Input> inputs;
    inputs.push_back(
        input("b.json", R"("period": 2021, "origin": "measured", "note": "B", "published_digits": 2, "units": [
        {"code": "x", "name": "X", "groups": {"g": "b"}, "values": {"policies": 3, "population": 9}, "published": {"p": 5}}])"));
    inputs.push_back(
        input("a.json", R"("period": 2020, "origin": "recovered", "note": "A", "published_digits": 1, "units": [
        {"code": "x", "groups": {"g": "a"}, "values": {"policies": 1}},
        {"code": "y", "groups": {"g": "b"}, "values": {"policies": {"value": 2, "origin": "assumed"}}, "published": {"p": 4}}],
        "facts": [{"kind": "order", "node": "p", "units": ["y", "x"]}])"));
    const auto [index, data, published] = merge(std::move(inputs));
    REQUIRE(data.periods.size() == 2);
    CHECK(data.periods[0].label == "2020");
    CHECK(data.periods[0].count == 2);
    CHECK(codes_of(data) == std::vector<std::string>{"x", "y", "x"});
    CHECK(data.values.at(0, 0) == 1);
    CHECK(data.values.at(2, 0) == 3);
    CHECK(data.inputs.at(2, 0) == 9);
    CHECK(data.origin_of(0, 0) == Origin::recovered);
    CHECK(data.origin_of(1, 0) == Origin::assumed);
    CHECK(data.origin_of(2, 0) == Origin::measured);
    CHECK(published.facts[0].units == std::vector<std::size_t>{1, 0});
    CHECK(published.figures[0].row == 2);
    CHECK(published.figures[1].row == 1);
    CHECK(published.digits == 1);
    CHECK(data.file == "b.json, a.json");
    CHECK(data.note.own == "B A");
    const auto& grouping = data.units.groupings[0];
    CHECK(grouping.groups[grouping.group_of[0]] == "a");
    CHECK(grouping.groups[grouping.group_of[1]] == "b");
    CHECK(grouping.groups[grouping.group_of[2]] == "b");
}

TEST_CASE("what cannot be merged is refused") {
    const std::string units = R"("units": [{"code": "x"}])";
    const auto merged = [](std::vector<Input> inputs) { return problems_of([&] { merge(std::move(inputs)); }); };
    CHECK(merged({input("a.json", units)}).empty());
    CHECK(merged({input("a.json", "\"period\": 1, " + units), input("b.json", units)}) ==
          "b.json: error: states no period, and there are several files\n"
          "  hint: add a column 'period', or \"period\" in JSON\n");
    CHECK(merged({input("a.json", "\"period\": 1, " + units), input("b.json", "\"period\": \"1\", " + units)}) ==
          "b.json: error: period '1' comes twice, first in 'a.json'\n");
    auto other = input("b.json", "\"period\": 2, " + units);
    other.index.nodes[1].code = "z";
    CHECK(merged({input("a.json", "\"period\": 1, " + units), other}) ==
          "b.json: error: is for another index than 'a.json': they differ at 'z'\n"
          "  hint: files that are read together are of one index\n");
}

TEST_CASE("units with other names, and years in parts that share no unit, are said") {
    const Index index = load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T", "children": [
        {"code": "a", "name": "A"}]})"})
                            .value;
    const auto said = [&](const std::string& rows) {
        std::vector<Input> inputs;
        inputs.push_back(load_dataset({"x.csv", "code,name,year,a\n" + rows}, index).value);
        std::vector<Problem> warnings;
        merge(std::move(inputs), &warnings);
        return text_of(warnings, Severity::warning);
    };
    CHECK(said("1,A,2019,1\n2,B,2019,2\n1,B,2020,3\n2,A,2020,4\n").find("'1' is 'A' in 2019 and 'B' in 2020, ") !=
          std::string::npos);
    CHECK(said("1,A,2019,1\n2,B,2019,2\n1,a,2020,3\n2,B,2020,4\n").empty());
    CHECK(said("1,A,2020,1\n2,B,2020*,2\n").find("'2020', '2020*' are periods of one year") != std::string::npos);
    CHECK(said("1,A,2020Q1,1\n2,B,2020Q1,1\n1,A,2020Q2,2\n").empty());
}
