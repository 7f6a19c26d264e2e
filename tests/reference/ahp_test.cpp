#include "catch.hpp"

#include <nlohmann/json.hpp>

#include <iiindex/experts.hpp>

#include "reference.hpp"

namespace iiindex {

namespace {

constexpr double exact = 1e-9;
const std::vector<std::string> criteria = {"cult", "fam", "house", "jobs", "trans"};

Index criteria_index() {
    nlohmann::json json = {{"format", "iiindex/index/1"}, {"code", "city"}, {"name", "City"}};
    for (const std::string& code : criteria) json["children"].push_back({{"code", code}, {"name", code}});
    return load_index({"i.json", json.dump()}).value;
}

/// The columns of one method, in the order of the criteria.
void check_weights(const std::vector<double>& weights, const reference::Table& table, const reference::Table::Row& row,
                   const std::string& prefix) {
    for (std::size_t i = 0; i < criteria.size(); ++i)
        CHECK(weights[i] == Approx(*table.number(row, prefix + criteria[i])).epsilon(0).margin(exact));
}

WeighingOptions options_of(const std::string& how) {
    WeighingOptions options;
    if (how.ends_with("then_geometric")) options.priorities = Priorities::geometric;
    if (how.starts_with("priorities_arithmetic")) options.combining = Combining::mean;
    if (how.starts_with("priorities_geometric")) options.combining = Combining::geometric;
    return options;
}

}  // namespace

TEST_CASE("two hundred experts' weights and consistency ratios are those of the reference") {
    const auto folder = reference::folder("ahp");
    if (!folder) return;
    const Index index = criteria_index();
    const auto table = reference::read_table(*folder / "individual.csv");
    const Panel panel = load_judgements({read_source((*folder / "pairs.csv").string())}, index).value;
    REQUIRE(panel.experts.size() == table.rows.size());
    const NodeWeights by_eigenvector = panel_weights(index, panel).at(0);
    const NodeWeights by_rows = panel_weights(index, panel, {.priorities = Priorities::geometric}).at(0);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        REQUIRE(panel.experts[i].name == table.at(table.rows[i], "expert"));
        const ExpertWeights& expert = by_eigenvector.experts[i];
        CHECK(*expert.consistency_ratio ==
              Approx(*table.number(table.rows[i], "consistency_ratio")).epsilon(0).margin(exact));
        check_weights(expert.weights, table, table.rows[i], "eigenvector_");
        check_weights(by_rows.experts[i].weights, table, table.rows[i], "geometric_");
    }
    CHECK(by_eigenvector.agreement->w == Approx(0.97678).margin(5e-6));  // the README
}

TEST_CASE("all eight group results are those of the reference") {
    const auto folder = reference::folder("ahp");
    if (!folder) return;
    const Index index = criteria_index();
    const auto table = reference::read_table(*folder / "aggregated.csv");
    const Panel panel = load_judgements({read_source((*folder / "pairs.csv").string())}, index).value;
    REQUIRE(table.rows.size() == 8);
    for (const auto& row : table.rows) {
        INFO(table.at(row, "experts") << ' ' << table.at(row, "how"));
        WeighingOptions options = options_of(table.at(row, "how"));
        if (table.at(row, "experts") != "all") options.max_consistency_ratio = 0.1;
        const NodeWeights weights = panel_weights(index, panel, options).at(0);
        CHECK(static_cast<double>(weights.counted()) == *table.number(row, "count"));
        check_weights(weights.weights, table, row, "");
        if (const auto ratio = table.number(row, "consistency_ratio"))
            CHECK(*weights.consistency_ratio == Approx(*ratio).epsilon(0).margin(exact));
    }
}

}  // namespace iiindex
