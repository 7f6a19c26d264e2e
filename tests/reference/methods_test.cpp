#include "catch.hpp"

#include <map>

#include <nlohmann/json.hpp>

#include <iiindex/compute.hpp>
#include <iiindex/coupling.hpp>

#include "reference.hpp"

// What methods give that were computed elsewhere, with other programs, from their definitions.

using namespace iiindex;
using nlohmann::json;
using reference::Table;

namespace {

constexpr double exact = 1e-9;
constexpr double by_program = 1e-7;  ///< linear programs

struct Folder {
    std::filesystem::path path;
    Table values = reference::read_table(path / "values.csv");
    std::map<std::string, std::map<std::string, double>> weights;  ///< by method, by indicator

    explicit Folder(std::filesystem::path folder) : path(std::move(folder)) {
        const Table table = reference::read_table(path / "weights.csv");
        for (const auto& row : table.rows) {
            for (const std::string& code : indicators()) {
                weights[table.at(row, "method")][code] = *table.number(row, code);
            }
        }
    }

    std::vector<std::string> indicators() const { return {values.titles.begin() + 1, values.titles.end()}; }

    json children(const std::vector<std::string>& codes) const {
        json all = json::array();
        for (const std::string& code : codes) {
            json child = {{"code", code}, {"name", code}, {"weight", weights.at("given").at(code)}};
            if (code == "Tariff" || code == "CO2") child["direction"] = "negative";
            all.push_back(child);
        }
        return all;
    }

    /// All indicators below one node, with these settings.
    Result computed(const json& settings) const {
        json index = {{"format", "iiindex/index/1"},
                      {"code", "total"},
                      {"name", "Total"},
                      {"normalisation", {{"method", "min-max"}, {"range", {0, 1}}}}};
        index.update(settings);
        if (!index.contains("children")) index["children"] = children(indicators());
        const Index read = load_index({"i.json", index.dump()}).value;
        return compute(read, load_dataset(values.as_source("values.csv"), read).value.data);
    }

    void check_weights(const json& weighting, const std::string& method) const {
        INFO(method);
        const Result result = computed({{"weighting", weighting}});
        for (const std::string& code : indicators()) {
            CHECK(result.weights[0][*result.index.find(code)] ==
                  Approx(weights.at(method).at(code)).epsilon(0).margin(exact));
        }
    }

    void check_scores(const Result& result, const std::string& column, double times = 1, double margin = exact) const {
        INFO(column);
        const Table table = reference::read_table(path / "scores.csv");
        REQUIRE(table.rows.size() == result.data.units.size());
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            REQUIRE(table.at(table.rows[row], "code") == result.data.units.codes[row]);
            CHECK(*result.score(row, 0) ==
                  Approx(times * *table.number(table.rows[row], column)).epsilon(0).margin(margin));
        }
    }
};

std::optional<Folder> methods() {
    const auto folder = reference::folder("methods");
    return folder ? std::optional(Folder(*folder)) : std::nullopt;
}

const json mpi_scores = {{"method", "z-score"}, {"mean", 100}, {"sd", 10}, {"divisor", "n"}};

}  // namespace

TEST_CASE("weights from data are those of the reference") {
    const auto folder = methods();
    if (!folder) return;
    folder->check_weights("entropy", "entropy");
    folder->check_weights({{"method", "entropy"}, {"shift", 0.001}}, "entropy_shift_0.001");
    folder->check_weights("standard-deviation", "standard_deviation");
    folder->check_weights({{"method", "coefficient-of-variation"}, {"of", "values"}},
                          "coefficient_of_variation_of_values");
    folder->check_weights("coefficient-of-variation", "coefficient_of_variation_of_scores");
    folder->check_weights("given", "given");
    folder->check_weights({{"method", "combined"}, {"of", {"given", "entropy"}}, {"by", "product"}},
                          "combined_product_given_entropy");
    folder->check_weights({{"method", "combined"}, {"of", {"given", "entropy"}}, {"by", "mean"}},
                          "combined_mean_given_entropy");
}

TEST_CASE("scores by relative closeness are those of the reference") {
    const auto folder = methods();
    if (!folder) return;
    for (const std::string weighting : {"equal", "entropy", "given"}) {
        folder->check_scores(folder->computed({{"aggregation", "topsis"}, {"weighting", weighting}}),
                             "topsis_" + weighting);
    }
}

TEST_CASE("Mazziotta-Pareto scores are those of the reference") {
    const auto folder = methods();
    if (!folder) return;
    const auto scored = [&](json aggregation, const json& normalisation) {
        aggregation["method"] = "mazziotta-pareto";
        return folder->computed(
            {{"aggregation", aggregation}, {"weighting", "equal"}, {"normalisation", normalisation}});
    };
    folder->check_scores(scored({}, mpi_scores), "mpi_minus");
    folder->check_scores(scored({{"penalty", "plus"}}, mpi_scores), "mpi_plus");
    folder->check_scores(scored({{"divisor", "n-1"}}, mpi_scores), "mpi_minus_sample_sd_across_indicators");
    folder->check_scores(scored({}, "around-reference"), "ampi_minus_reference_mean");
    folder->check_scores(scored({{"penalty", "plus"}}, "around-reference"), "ampi_plus_reference_mean");
}

TEST_CASE("grey relational degrees are those of the reference") {
    const auto folder = methods();
    if (!folder) return;
    for (const std::string weighting : {"equal", "given"}) {
        folder->check_scores(folder->computed({{"aggregation", "grey-relational"}, {"weighting", weighting}}),
                             "grey_relational_0.5_" + weighting);
    }
}

TEST_CASE("scores by benefit of the doubt are those of the reference") {
    const auto folder = methods();
    if (!folder) return;
    folder->check_scores(folder->computed({{"aggregation", "benefit-of-the-doubt"}}), "benefit_of_the_doubt", 1,
                         by_program);
    folder->check_scores(
        folder->computed({{"aggregation", {{"method", "benefit-of-the-doubt"}, {"shares", {0.05, 0.3}}}},
                          {"normalisation", {{"method", "min-max"}, {"range", {0.02, 1}}}}}),
        "benefit_of_the_doubt_shares_5_to_30_percent_scores_0.02_to_1", 1, by_program);
}

TEST_CASE("exponential efficacy and the plain mean are those of the reference") {
    const auto folder = methods();
    if (!folder) return;
    folder->check_scores(folder->computed({{"normalisation", "exponential"}, {"weighting", "equal"}}),
                         "efficacy_exponential_60_100_equal");
    folder->check_scores(folder->computed({{"normalisation", {{"method", "min-max"}, {"range", {0, 100}}}}}),
                         "mean_of_arithmetic_minmax_0_100_given");
}

TEST_CASE("coupling and its coordination degree are those of the reference") {
    const auto folder = methods();
    if (!folder) return;
    const auto codes = folder->indicators();
    const auto half = [&](const std::string& code, std::size_t first) {
        const std::vector<std::string> four(codes.begin() + static_cast<std::ptrdiff_t>(first),
                                            codes.begin() + static_cast<std::ptrdiff_t>(first) + 4);
        return json{{"code", code}, {"name", code}, {"children", folder->children(four)}};
    };
    const Result result =
        folder->computed({{"weighting", "equal"}, {"children", json::array({half("p", 0), half("q", 4)})}});
    const Couplings all = couplings(result, 0, {*result.index.find("p"), *result.index.find("q")});
    const Table table = reference::read_table(folder->path / "scores.csv");
    REQUIRE(all.units.size() == table.rows.size());
    for (const UnitCoupling& unit : all.units) {
        const auto& row = table.rows[unit.row];
        CHECK(unit.coupling == Approx(*table.number(row, "coupling_degree_of_two_halves")).epsilon(0).margin(exact));
        CHECK(unit.coordination ==
              Approx(*table.number(row, "coupling_coordination_degree_of_two_halves")).epsilon(0).margin(exact));
    }
}
