#include "catch.hpp"

#include <iiindex/formula.hpp>

#include <cmath>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/contributions.hpp>
#include <iiindex/explain.hpp>
#include <iiindex/present.hpp>
#include <iiindex/robustness.hpp>

#include "computed.hpp"
#include "problems_of.hpp"
#include "words/formula.hpp"

using namespace iiindex;
using Catch::Contains;

namespace {

const FormulaNames names{.places = {{"a", 0}, {"b", 1}, {"c", 2}, {"a-b", 3}, {"总量", 4}}};

std::string printed(const std::string& text) {
    const ParsedFormula parsed = parse_formula(text, names);
    INFO(text);
    REQUIRE(parsed.faults.empty());
    return to_string(parsed.tree);
}

/// The first fault, with the run of bytes that it is about.
std::string fault(const std::string& text) {
    const ParsedFormula parsed = parse_formula(text, names);
    REQUIRE(!parsed.faults.empty());
    const FormulaFault& first = parsed.faults.front();
    return fmt::format("[{}] {}", text.substr(first.begin, first.length), first.what);
}

/// An index of inputs a, b and c, and an indicator of a formula between goalposts.
Index by(const std::string& formula, const std::string& more = {}) {
    return index_of(
        R"({"code": "x", "name": "X", "goalposts": {"worst": 0, "best": 1}, "formula": ")" + formula + "\"}" + more,
        R"("inputs": [{"code": "a", "name": "A"}, {"code": "b", "name": "B"}, {"code": "c", "name": "C"}],)");
}

constexpr const char* abc = "code,a,b,c\nu,8,2,3\nv,,2,5\nw,1,0,\n";

Scores of(const std::string& formula, const std::string& csv = abc) { return values(computed(by(formula), csv), "x"); }

std::string refused(const std::string& formula, const std::string& more = {}) {
    return problems_of([&] { by(formula, more); });
}

/// A total by a formula of two indicators whose scores are their values.
Index node_by(const std::string& formula, const std::string& keys = {}) {
    return index_of(R"({"code": "f", "name": "Female", "goalposts": {"worst": 0, "best": 1}},
                       {"code": "m", "name": "Male", "goalposts": {"worst": 0, "best": 1}})",
                    R"("normalisation": {"method": "min-max", "range": [0, 1]}, "aggregation": {"formula": ")" +
                        formula + "\"}, " + keys);
}

constexpr const char* fm = "code,f,m\nu,0.6,0.8\nv,0.9,\nw,0.5,0\n";

}  // namespace

TEST_CASE("a formula is printed as it reads back") {
    CHECK(printed("a+b*c") == "a + b * c");
    CHECK(printed("(a+b)*c") == "(a + b) * c");
    CHECK(printed("a-(b-c)-1") == "a - (b - c) - 1");
    CHECK(printed("a/(b/c)") == "a / (b / c)");
    CHECK(printed("-a^2") == "-a^2");
    CHECK(printed("(-2)^a^-b") == "(-2)^a^-b");
    CHECK(printed("(a^b)^c") == "(a^b)^c");
    CHECK(printed("2*-3 - -a") == "2 * -3 - -a");
    CHECK(printed("(a<b)+(b==c)") == "(a < b) + (b = c)");
    CHECK(printed("if(a<>b, min(a , b), lag(c,3))") == "if(a != b, min(a, b), lag(c, 3))");
    CHECK(printed("a-b") == "'a-b'");
    CHECK(printed("a - b") == "a - b");
    CHECK(printed("（总量＋1）×`a`≥b") == "(总量 + 1) * a >= b");
    CHECK(printed("总量／a＾2＊b") == "总量 / a^2 * b");
    CHECK(printed("'总量' / .5") == "总量 / 0.5");
}

TEST_CASE("what is wrong in a formula is told where it stands") {
    CHECK(fault("") == "[] the formula is empty");
    CHECK(fault("a + d") == "[d] unknown name 'd' in a formula");
    CHECK(fault("a + lagg(b)") == "[lagg] unknown function 'lagg'");
    CHECK(fault("a(b)") == "[a] 'a' is no function");
    CHECK(fault("lag + 1") == "[lag] 'lag' is a function and has its arguments in brackets");
    CHECK(fault("(a + b") == "[(] this bracket is not closed");
    CHECK(fault("a b") == "[b] expected an operator, got 'b'");
    CHECK(fault("a + ") == "[] expected a number, a name or a bracket at the end of the formula");
    CHECK(fault("a < b < c") == "[<] comparisons do not follow one another");
    CHECK(fault("if(a, b)") == "[if] 'if' got 2 arguments, expected if(c, a, b)");
    CHECK(fault("lag(a, 0.5)") == "[lag] 'lag' looks back a whole number of periods, from 1 to 1000");
    CHECK(fault("2a") == "[2a] '2a' is no number");
    CHECK(fault("1e999") == "[1e999] 1e999 is out of range");
    CHECK(fault("a $ b") == "[$] '$' is no sign of a formula");
    CHECK(fault("'a") == "['] this quote is not closed");
    CHECK(parse_formula("d + e", names).faults.size() == 2);
}

TEST_CASE("hostile formulas are refused") {
    CHECK_THAT(fault(std::string(500, '(') + "a"), Contains("brackets in brackets"));
    CHECK_THAT(fault(std::string(500, '-') + "a"), Contains("brackets in brackets"));
    CHECK_THAT(fault(std::string(20'000, ' ') + "a"), Contains("bytes"));
    std::string sum = "a";
    for (int i = 0; i < 2000; ++i) sum += "+a";
    CHECK_THAT(fault(sum), Contains("operations in a row"));
}

TEST_CASE("operators and functions compute what they say") {
    CHECK(of("a / b - 1 + 2 * c ^ 2") == Scores{21, none, none});
    CHECK(of("-b ^ 2") == Scores{-4, -4, 0});
    CHECK(of("2 ^ 3 ^ b / 512") == Scores{1, 1, 2. / 512});
    CHECK(of("(b < 1) + 10 * (b >= 2) + 100 * (b = 0) + 1000 * (b != 0)") == Scores{1010, 1010, 101});
    CHECK(of("if(b > 1, c, 7)") == Scores{3, 5, 7});
    CHECK(of("min(a, b) + max(b, 4)") == Scores{6, none, 4});
    CHECK(of("clamp(b, 1, 1.5)") == Scores{1.5, 1.5, 1});
    CHECK(of("abs(b - 3) + sqrt(4 * b) + exp(0)") == Scores{1 + std::sqrt(8) + 1, 1 + std::sqrt(8) + 1, 4});
    CHECK(of("log10(10 ^ b) + ln(1)") == Scores{2, 2, 0});
    CHECK(of("coalesce(a, c)") == Scores{8, 5, 1});
    CHECK(of("mean(a, c)") == Scores{5.5, 5, 1});
    CHECK(of("unit_sum(a) + unit_mean(c)") == Scores{13, 13, 13});
    CHECK(of("a / unit_sum(a * 2)") == Scores{8. / 18, none, 1. / 18});
}

TEST_CASE("a value that a formula does not have says why") {
    const auto why = [](const std::string& formula, std::size_t row) {
        return reason(computed(by(formula), abc), row, "x");
    };
    CHECK(why("a / b", 0) == std::nullopt);
    CHECK(why("a / b", 1) == Reason::no_input);
    CHECK(why("a / b", 2) == Reason::divided_by_zero);
    CHECK(why("ln(b)", 2) == Reason::outside_domain);
    CHECK(why("(b - 1) ^ 0.5", 2) == Reason::outside_domain);
    CHECK(why("exp(1000 * (a + 1))", 0) == Reason::out_of_range);
    CHECK(why("1 + ln(b) / c", 2) == Reason::outside_domain);
}

TEST_CASE("a formula looks back by the periods' own numbers, unit by unit") {
    const Index index = by("a - lag(a)");
    const std::string years =
        "code,period,a,b,c\nu,2017,1,1,1\nv,2017,2,1,1\nv,2018,5,1,1\nu,2018,4,1,1\nw,2018,9,1,1\nu,2020,7,1,1\n";
    const Result result = computed(index, years);
    CHECK(values(result, "x") == Scores{none, none, 3, 3, none, none});
    CHECK(reason(result, 0, "x") == Reason::no_period);
    CHECK(reason(result, 4, "x") == Reason::no_input);
    CHECK(reason(result, 5, "x") == Reason::no_period);
    CHECK(values(computed(by("lag(a, 3) + lag(lag(a), 2)"), years), "x") == Scores{none, none, none, none, none, 2});
    CHECK(values(computed(by("lag(unit_sum(a))"), years), "x") == Scores{none, none, 3, 3, 3, none});
    CHECK_THAT(problems_of([&] { computed(index, "code,period,a,b,c\nu,2019Q1,1,1,1\n"); }),
               Contains("period '2019Q1' is no whole number, and the formula of 'x' looks back to earlier ones"));
    CHECK_THAT(problems_of([&] { computed(index, abc); }), Contains("states no period"));
}

TEST_CASE("a year that looks back to none there is says which is lacking") {
    const Index index = index_of(R"j({"code": "x", "name": "X", "formula": "a / lag(a)"})j",
                                 R"("inputs": [{"code": "a", "name": "A"}],)");
    CHECK_THAT(problems_of([&] { computed(index, "code,period,a\nu,2019,1\nv,2019,2\nu,2020,3\nv,2020,4\n"); }),
               Contains("indicator 'x' has no value in 2019") && Contains("its formula looks back to 2018"));
}

TEST_CASE("years in files side by side feed formulas, and one of them is ranked alone") {
    const Index index = by("a / lag(a) - 1");
    std::vector<Input> inputs = {
        load_dataset({"2019.csv", "code,period,a,b,c\nu,2019,4,1,1\nv,2019,5,1,1\n"}, index).value,
        load_dataset({"2020.csv", "code,period,a,b,c\nv,2020,6,1,1\nu,2020,6,1,1\n"}, index).value};
    Input input = in_period(merge(std::move(inputs)), 1);
    const Result result = compute(std::move(input.index), std::move(input.data));
    CHECK(*values(result, "x")[0] == Approx(0.2));
    CHECK(*values(result, "x")[1] == Approx(0.5));
    CHECK_THAT(detail::formula({&result, 1}, 1, Language::en), Contains("6 / 4 - 1 = 0.5"));
}

TEST_CASE("indicators are computed in the order in which they read each other") {
    const Index index =
        by("y / 2", R"(, {"code": "y", "name": "Y", "formula": "z + a", "goalposts": {"worst": 0, "best": 1}},
        {"code": "z", "name": "Z", "goalposts": {"worst": 0, "best": 1}})");
    const Result result = computed(index, "code,a,b,c,z\nu,8,2,3,10\n");
    CHECK(values(result, "x") == Scores{9});
    CHECK(values(result, "y") == Scores{18});
}

TEST_CASE("a circle of formulas is named whole") {
    CHECK_THAT(
        refused(
            "y",
            R"j(, {"code": "y", "name": "Y", "formula": "1 + w"}, {"code": "w", "name": "W", "formula": "lag(x)"})j"),
        Contains("formulas go in a circle: 'x' reads 'y' reads 'w' reads 'x'"));
    CHECK_THAT(refused("x + a"), Contains("formulas go in a circle: 'x' reads 'x'"));
}

TEST_CASE("a fault of a formula stands at its place in the file") {
    const std::string text =
        "{\"format\": \"iiindex/index/1\", \"code\": \"t\", \"name\": \"T\", \"inputs\": [{\"code\": \"gdp\"}],\n"
        "\"children\": [{\"code\": \"x\", \"name\": \"X\", \"formula\": \"\\u0067dp / lag(gpd)\"}]}";
    CHECK(problems_of([&] {
              load_index({"i.json", text});
          }) ==
          "i.json:2:68: error: unknown name 'gpd' in a formula\n"
          "\"children\": [{\"code\": \"x\", \"name\": \"X\", \"formula\": \"\\u0067dp / lag(gpd)\"}]}\n"
          "                                                                   ^~~\n"
          "  hint: did you mean 'gdp'?\n");
}

TEST_CASE("inputs are columns of a table or values in JSON; what is computed is not read") {
    const Index index = by("a + b");
    const auto loaded = load_dataset({"d.csv", "code,A,b（亿元）,C,x\nu,1,2,3,9\n"}, index);
    CHECK(values(compute(index, loaded.value.data), "x") == Scores{3});
    CHECK_THAT(text_of(loaded.warnings, Severity::warning),
               Contains("'x' is computed by its formula: column 'x' is not read"));
    CHECK_THAT(problems_of([&] {
                   load_dataset({"d.csv", "code,a,b\nu,1,2\n"}, index);
               }),
               Contains("no column for input 'c' (C)"));
    const auto json = load_dataset({"d.json", R"({"format": "iiindex/dataset/1", "units": [{"code": "u",
        "values": {"a": {"value": 1, "origin": "measured"}, "b": {"value": 2, "origin": "assumed"}, "x": 5}}]})"},
                                   index);
    const Result result = compute(index, json.value.data);
    CHECK(values(result, "x") == Scores{3});
    CHECK(result.data.origin_of(0, 0) == Origin::derived);
    CHECK(result.data.derived_from(0, 0) == std::vector<Origin>{Origin::assumed, Origin::measured});
    CHECK_THAT(text_of(json.warnings, Severity::warning), Contains("'x' is computed by its formula"));
}

TEST_CASE("a denominator may be a listed input") {
    const Index index =
        index_of(R"({"code": "x", "name": "X", "denominator": "a", "goalposts": {"worst": 0, "best": 1}})",
                 R"("inputs": [{"code": "a", "name": "Area"}],)");
    CHECK(values(computed(index, "code,x,Area\nu,6,3\n"), "x") == Scores{2});
    CHECK(index.inputs.size() == 1);
}

TEST_CASE("a node combines its children's scores by a formula") {
    const Result result = computed(node_by("f / m"), fm);
    CHECK(*scores(result)[0] == Approx(0.75));
    CHECK(scores(result)[1] == none);
    CHECK(scores(result)[2] == none);
    CHECK(reason(result, 1) == Reason::child_missing);
    CHECK(reason(result, 2) == Reason::divided_by_zero);
    CHECK(*scores(computed(node_by("mean(f, m)"), fm))[1] == Approx(0.9));
    CHECK(*scores(computed(node_by("f / unit_mean(f)"), fm))[0] == Approx(0.9));
    CHECK(scores(computed(node_by("f / m", R"("round": {"digits": 1}, )"), fm))[0] == 0.8);
    CHECK(scores(computed(node_by("coalesce(m, f)", R"("coverage": {"at_least": 0.9}, )"), fm))[1] == none);
    CHECK(scores(computed(node_by("coalesce(m, 0.3)"), fm))[1] == 0.3);
    CHECK(scores(computed(node_by("coalesce(m, 0.3)", R"("coverage": {"at_least": 0.5}, )"), fm))[1] == none);
    CHECK_THAT(detail::formula({&result, 0}, 0, Language::en), Contains("0.6 / 0.8 = 0.75"));
}

TEST_CASE("weights below a formula are refused, and a child that it does not name counts for nothing") {
    CHECK_THAT(problems_of([] {
                   index_of(R"({"code": "f", "name": "F", "weight": 2})", R"("aggregation": {"formula": "f"}, )");
               }),
               Contains("'weight' of 'f' does not count: 'total' combines its children by a formula"));
    CHECK_THAT(problems_of([] { node_by("1"); }), Contains("reads none of its children"));
    CHECK_THAT(problems_of([] { node_by("f / lag(m)"); }), Contains("here are scores of one period"));
    const Index index = node_by("f");
    CHECK(index.nodes[1].weight == 1);
    CHECK(index.nodes[2].weight == 0);
    CHECK(scores(computed(index, fm))[2] == 0.5);
}

TEST_CASE("a formula is of its node alone") {
    const Index index = index_of(R"({"code": "g", "name": "G", "children": [{"code": "a", "name": "A"}]})",
                                 R"("aggregation": {"formula": "g * 2"}, )");
    CHECK(index.root().aggregation.formula);
    CHECK(index.nodes[1].aggregation.method->name == "arithmetic");
    CHECK_THAT(problems_of([] { index_of(R"({"code": "a", "name": "A"})", R"("aggregation": "formula", )"); }),
               Contains("a formula is stated by itself"));
}

TEST_CASE("contributions to a formula are Shapley values") {
    const Result result = computed(node_by("0.25 * f + 0.75 * m"), fm);
    const Contributions linear = contributions({&result, 0}, 0);
    CHECK(linear.of[1] == Approx(0.25 * 0.6));
    CHECK(linear.of[2] == Approx(0.75 * 0.8));
    const Result product = computed(node_by("f * m"), "code,f,m\nu,0.5,0.8\nv,0.25,0.4\n");
    const Contributions gap = gap_contributions({&product, 0}, {&product, 1}, 0);
    CHECK(gap.of[1] == Approx((0.25 * 0.8 + 0.25 * 0.4) / 2));
    CHECK(gap.of[2] == Approx((0.4 * 0.5 + 0.4 * 0.25) / 2));
    CHECK(gap.of[0] == Approx(0.3));
}

TEST_CASE("an index table has rows of inputs and a column of formulas") {
    const Index index = load_index({"i.csv",
                                    "code,name,parent,type,formula\nt,T,,,100 * p\np,P,t,,\nx,X,p,,gdp / lag(gdp) - 1\n"
                                    "gdp,GDP,,input,\n"})
                            .value;
    CHECK(index.inputs.size() == 1);
    CHECK(index.inputs[0].name.own == "GDP");
    CHECK(to_string(*index.root().aggregation.formula) == "100 * p");
    CHECK(to_string(*index.nodes[2].formula) == "gdp / lag(gdp) - 1");
    const Index levels = load_index({"l.csv",
                                     "一级指标,二级指标,类型,公式,单位\n甲,增速,,地区生产总值 / "
                                     "lag(地区生产总值),\n,地区生产总值,input,,亿元\n"})
                             .value;
    CHECK(levels.inputs.size() == 1);
    CHECK(levels.inputs[0].measure == "亿元");
    CHECK(levels.nodes[2].formula);
    CHECK_THAT(problems_of([] {
                   load_index({"i.csv", "code,name,parent,type,formula\nt,T,,,\nx,X,t,,gpd * 2\ngdp,GDP,,input,\n"});
               }),
               Contains("i.csv:3:8: error: unknown name 'gpd'"));
}
