#include "catch.hpp"

#include <cmath>
#include <sstream>

#include <tbb/global_control.h>

#include <iiindex/format.hpp>
#include <iiindex/named.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/present.hpp>

#include "draws.hpp"
#include "random_index.hpp"

using namespace iiindex;

namespace {

std::string written(const Result& result, std::string_view format) {
    std::ostringstream out;
    const Document document = ranking_document(result, {.depth = result.index.depth()});
    find_named(formatters(), format)->write(out, document, {.header = Header::code});
    return out.str();
}

/// An index of one level whose indicators are the nodes of another, to load that one's scores as values.
Index flat(const Index& index) {
    Json tree = {{"format", "iiindex/index/1"}, {"code", "all"}, {"name", "all"}};
    for (const Node& node : index.nodes) tree["children"].push_back({{"code", node.code}, {"name", node.name.own}});
    return index_of(tree);
}

/// Numbers that arithmetic is glad to trip over.
const std::vector<double> hostile = {1e308,  -1e308, 5e-324, -5e-324, 0, 1, 2, 100, 1e-300, -1, 1.7976931348623157e308,
                                     missing};

Json hostile_tree(Random& random) {
    const Json far = {{"worst", random.of(hostile)}, {"best", 3}};
    Json tree = random.tree(random.one_in(2) ? far : Json());
    if (!random.one_in(3) && far["worst"].is_number()) tree = random.tree({{"worst", 0}, {"best", 100}});
    for_each_node(tree, [&](Json& node) {
        if (!node.contains("children")) {
            if (random.one_in(4)) node["cap"] = "both";
            return;
        }
        node["aggregation"] = random.of<Json>({"arithmetic",
                                               "geometric",
                                               "harmonic",
                                               "minimum",
                                               "copeland",
                                               {{"method", "power"}, {"exponent", random.of<int>({-3, 0, 2, 50})}},
                                               {{"method", "geometric"}, {"inverted", true}, {"on", {1, 10}}}});
        node["missing"] = random.of<Json>({"reweight", "none", {{"impute", "mean"}}});
        if (random.one_in(4)) node["rescale"] = {{"best", 100}};
        if (random.one_in(4)) node["round"] = {{"digits", random.of<int>({-10, 0, 15})}};
    });
    return tree;
}

std::vector<PrepareStep> hostile_steps(Random& random) {
    std::vector<PrepareStep> steps;
    const auto impute = [&](const char* method) {
        steps.push_back(Imputation{find_named(imputation_methods(), method), {}});
    };
    if (random.one_in(3)) impute(random.of<const char*>({"mean", "median", "row-mean"}));
    if (random.one_in(3)) steps.push_back(Screening{0.5});
    if (random.one_in(2)) {
        const auto* then = random.of<const char*>({"none", "log", "log-both", "box-cox"});
        steps.push_back(Treatment{.skewness = 0.1,
                                  .kurtosis = -3,
                                  .winsorise = random.below(3),
                                  .then = find_named(reshaping_methods(), then)});
    }
    return steps;
}

bool all_finite(const Columns& columns) {
    for (std::size_t i = 0; i < columns.columns(); ++i) {
        for (const double number : columns.column(i)) {
            if (std::isinf(number)) return false;
        }
    }
    return true;
}

void check_all_numbers(const Result& result) {
    CHECK(all_finite(result.scores));
    CHECK(all_finite(result.data.values));
    for (const Change& change : result.changes) CHECK(std::isfinite(change.after));
    for (const TreatmentReport& report : result.treatments) CHECK(std::isfinite(report.skewness + report.kurtosis));
}

/// A score that is missing although the values below are there has a reason, its own or one further down.
void check_all_reasons(const Result& result) {
    for (std::size_t row = 0; row < result.data.units.size(); ++row) {
        bool measured = false;
        for (std::size_t i = 0; i < result.index.indicators.size(); ++i) {
            measured = measured || result.data.values.at(row, i).has_value();
        }
        if (!measured || result.score(row, 0)) continue;
        const bool told = std::any_of(result.absences.begin(), result.absences.end(),
                                      [&](const Absence& absence) { return absence.row == row; });
        if (!told) FAIL_CHECK("no reason for row " << row);
    }
}

bool names_no_number(const std::string& text) {
    return text.find("nan") == text.npos && text.find("inf") == text.npos && text.find("NaN") == text.npos;
}

}  // namespace

TEST_CASE("scores read back from CSV and JSON are the same to the last bit") {
    Random random(11);
    for (int round = 0; round < 30; ++round) {
        const Index index = index_of(random.tree(nullptr));
        const auto draw = [&] { return random.one_in(9) ? missing : std::pow(10, random.between(-12, 12)); };
        const Result result = computed(index, table_of(index, 25, draw));

        const Dataset read = data_of(flat(index), written(result, "csv"));
        const Json json = Json::parse(written(result, "json"));
        REQUIRE(read.units.size() == 25);
        REQUIRE(json["ranking"].size() == 25);
        for (std::size_t row = 0; row < 25; ++row) {
            const std::size_t unit = *result.data.find(result.data.periods[0], read.units.codes[row]);
            for (std::size_t node = 0; node < index.nodes.size(); ++node) {
                const auto score = result.score(unit, node);
                CHECK(read.values.at(row, node) == score);
                const Json& cell = json["ranking"][row][index.nodes[node].code];
                CHECK((score ? cell.get<double>() == *score : cell.is_null()));
            }
        }
    }
}

TEST_CASE("units read back from CSV and TSV are called the same, whatever stands in their names") {
    Random random(14);
    const Index index = index_of(random.tree(nullptr));
    const std::vector<std::string> pieces = {"\"", "\t", ",", "\n", "\r\n", "\\", "\\t", "'", ";", "=", "a", " ", "北"};
    const std::vector<std::string> ends = {"\"", "\\", "'", ",", "a", "北"};  // no blanks, no formula
    for (int round = 0; round < 300; ++round) {
        Dataset data = data_of(index, table_of(index, 4, [&] { return random.between(1, 9); }));
        data.units.names = {};
        for (std::size_t unit = 0; unit < 4; ++unit) {
            std::string name = random.of(ends);
            for (int i = 0; i < 4; ++i) name += random.of(pieces);
            data.units.names.push_back(name + random.of(ends));
        }
        const Result result = compute(index, std::move(data));
        for (const char* format : {"csv", "tsv"}) {
            const Dataset read =
                load_dataset({std::string("t.") + format, written(result, format)}, flat(index)).value.data;
            for (std::size_t row = 0; row < 4; ++row) {
                const std::size_t unit = *result.data.find(result.data.periods[0], read.units.codes[row]);
                CHECK(read.units.name(row, Language::zh) == result.data.units.name(unit, Language::zh));
            }
        }
    }
}

TEST_CASE("a table of several blocks gives the same bits on one thread and on two") {
    Random random(12);
    Json tree = {{"format", "iiindex/index/1"}, {"code", "total"}, {"name", "total"}, {"aggregation", "geometric"}};
    for (const char* method : {"min-max", "z-score", "borda"}) {
        tree["children"].push_back({{"code", method}, {"name", method}, {"normalisation", method}});
    }
    tree["children"][1]["normalisation"] = {{"method", "z-score"}, {"mean", 50}, {"sd", 10}};
    tree["children"].push_back({{"code", "p"},
                                {"name", "p"},
                                {"aggregation", "arithmetic"},
                                {"round", {{"digits", 3}}},
                                {"children", {{{"code", "a"}, {"name", "a"}}, {{"code", "b"}, {"name", "b"}}}}});
    const Index index = index_of(tree);
    const Dataset data =
        data_of(index, table_of(index, 60000, [&] { return random.one_in(50) ? missing : random.between(1, 9); }));
    const auto scores_on = [&](std::size_t threads) {
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
        return compute(index, data).scores;
    };
    const Columns one = scores_on(1), two = scores_on(2);
    for (std::size_t i = 0; i < one.columns(); ++i) {
        std::size_t different = 0;
        for (std::size_t row = 0; row < one.rows(); ++row) different += one.at(row, i) == two.at(row, i) ? 0u : 1u;
        CHECK(different == 0);
    }
}

TEST_CASE("whatever the values, only numbers come out, and what is not there has its reason") {
    Random random(13);
    int computed_ones = 0;
    for (int round = 0; round < draws(2000); ++round) {
        try {
            Index index = index_of(hostile_tree(random));
            index.prepare = hostile_steps(random);
            const Result result = computed(index, table_of(index, 6, [&] { return random.of(hostile); }));
            INFO("round " << round);
            check_all_numbers(result);
            check_all_reasons(result);
            const std::string json = written(result, "json");
            CHECK(Json::accept(json));
            CHECK(names_no_number(json));
            CHECK(names_no_number(written(result, "csv")));
            ++computed_ones;
        } catch (const InputError& error) {
            for (const Problem& problem : error.problems()) CHECK(names_no_number(problem.what));
        }
    }
    CHECK(computed_ones > draws(200));
}
