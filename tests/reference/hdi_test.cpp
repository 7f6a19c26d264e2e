#include "catch.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include <iiindex/compute.hpp>
#include <iiindex/number.hpp>
#include <iiindex/rank.hpp>

#include "cli/command.hpp"
#include "reference.hpp"

using namespace iiindex;
using reference::Table;

namespace {

Index hdi() { return load_index({"hdi.json", reference::text_of(reference::own_file("hdi/hdi.json"))}).value; }

Table values(const std::filesystem::path& folder) {
    Table table = reference::read_table(folder / "raw.csv");
    table.rename("iso3", "code");
    table.rename("country", "name");
    table.rename("kind", "group:kind");
    table.rename("year", "period");
    return table;
}

Result computed(const std::filesystem::path& folder) {
    Input input = load_dataset(values(folder).as_source("raw.csv"), hdi()).value;
    return compute(std::move(input.index), std::move(input.data));
}

const Period& period(const Result& result, std::string_view label) {
    return *std::find_if(result.data.periods.begin(), result.data.periods.end(),
                         [&](const Period& p) { return p.label == label; });
}

std::size_t row_of(const Result& result, std::string_view year, std::string_view unit) {
    return *result.data.find(period(result, year), unit);
}

/// The countries' ranks in a year, by code; regions and the world are left out.
std::map<std::string, Rank, std::less<>> country_ranks(const Result& result, const Period& year) {
    const Grouping& kinds = result.data.units.groupings.front();
    std::vector<std::string> codes;
    std::vector<double> scores;
    for (std::size_t row = year.first; row < year.end(); ++row) {
        if (kinds.groups[kinds.group_of[row]] != "country") continue;
        codes.emplace_back(result.data.units.codes[row]);
        scores.push_back(result.scores_of(0)[row]);
    }
    const std::vector<Rank> rank_of = ranks_of(scores, result.tolerance(0, year));
    std::map<std::string, Rank, std::less<>> ranks;
    for (std::size_t i = 0; i < codes.size(); ++i) ranks[codes[i]] = rank_of[i];
    return ranks;
}

}  // namespace

TEST_CASE("the Human Development Index comes out as published, to the third decimal") {
    const auto folder = reference::folder("hdi");
    if (!folder) return;
    const Result result = computed(*folder);
    const Table official = reference::read_table(*folder / "official.csv");
    std::size_t compared = 0;
    for (const Table::Row& row : official.rows) {
        const auto expected = official.number(row, "hdi");
        if (!expected) continue;
        const std::string& unit = official.at(row, "iso3");
        const std::string& year = official.at(row, "year");
        INFO(unit << " in " << year);
        const auto score = result.score(row_of(result, year, unit), 0);
        REQUIRE(score.has_value());
        CHECK(*score == round_half_up(*expected, 3));
        ++compared;
    }
    CHECK(compared == 6171);
}

TEST_CASE("the Human Development Index stated by formulas has the same scores") {
    const auto folder = reference::folder("hdi");
    if (!folder) return;
    const Result stated = computed(*folder);
    const std::string text = reference::text_of(reference::own_file("hdi/by-formulas.json"));
    Input input =
        load_dataset(values(*folder).as_source("raw.csv"), load_index({"by-formulas.json", text}).value).value;
    const Result by_formulas = compute(std::move(input.index), std::move(input.data));
    REQUIRE(by_formulas.data.units.size() == stated.data.units.size());
    std::size_t scores = 0;
    for (std::size_t row = 0; row < stated.data.units.size(); ++row) {
        CHECK(by_formulas.score(row, 0) == stated.score(row, 0));
        scores += stated.score(row, 0) ? 1U : 0U;
    }
    CHECK(scores >= 6171);  // those that are published, and a few of regions
}

TEST_CASE("the Human Development Index has no score where a value is missing") {
    const auto folder = reference::folder("hdi");
    if (!folder) return;
    const Result result = computed(*folder);
    for (std::size_t row = 0; row < result.data.units.size(); ++row) {
        bool complete = true;
        for (std::size_t i = 0; i < 4; ++i) complete = complete && result.data.values.at(row, i).has_value();
        const bool is_rwanda_in_1994 = row == row_of(result, "1994", "RWA");
        if (result.score(row, 0).has_value() != (complete && !is_rwanda_in_1994)) {
            FAIL_CHECK(result.data.units.codes[row] << " in " << result.data.period_of(row).label);
        }
    }
}

TEST_CASE("the ranks and groups of 2022 are those of the Human Development Report") {
    const auto folder = reference::folder("hdi");
    if (!folder) return;
    const Result result = computed(*folder);
    const Table official = reference::read_table(*folder / "official_2022_rank_group.csv");
    const auto ranks = country_ranks(result, period(result, "2022"));
    const Tiers& tiers = *result.index.root().tiers;
    std::size_t ranked = 0, grouped = 0;
    for (const Table::Row& row : official.rows) {
        const std::string& unit = official.at(row, "iso3");
        INFO(unit);
        if (const auto expected = official.number(row, "hdi_rank_2022")) {
            CHECK(ranks.at(unit) == *expected);
            ++ranked;
        }
        if (const std::string& expected = official.at(row, "group"); !expected.empty()) {
            const auto tier = tier_of(result, 0, row_of(result, "2022", unit));
            CHECK(tiers.names[*tier - 1].own == expected);
            ++grouped;
        }
    }
    CHECK(ranked == 193);
    CHECK(grouped == 192);
}

TEST_CASE("Rwanda in 1994 has no Human Development Index, and it is said why") {
    const auto folder = reference::folder("hdi");
    if (!folder) return;
    const Result result = computed(*folder);
    const std::size_t rwanda = row_of(result, "1994", "RWA");
    CHECK(!result.score(rwanda, 0));
    CHECK(*result.score(rwanda, *result.index.find("health")) < 0);
    const auto absence = std::find_if(result.absences.begin(), result.absences.end(),
                                      [&](const Absence& a) { return a.row == rwanda && a.node == 0; });
    REQUIRE(absence != result.absences.end());
    CHECK(absence->reason == Reason::not_positive);
}

TEST_CASE("the program says why Rwanda in 1994 has no Human Development Index") {
    const auto folder = reference::folder("hdi");
    if (!folder) return;
    Table table = values(*folder);
    std::erase_if(table.rows, [&](const Table::Row& row) {
        return table.at(row, "period") != "1994" || !table.at(row, "code").starts_with('R');
    });
    std::istringstream in(std::string(table.as_source("").bytes.view()));
    std::ostringstream out, err;
    cli::Environment environment{in, out, err};
    const std::string index = reference::own_file("hdi/hdi.json").string();
    const char* const arguments[] = {"iiindex", "compute", "-", "--input-format", "csv", "-i", index.c_str()};
    CHECK(cli::run(std::size(arguments), arguments, environment) == cli::ExitCode::done);
    INFO(out.str() << err.str());
    CHECK((out.str() + err.str()).find("Rwanda (1994) has no score") != std::string::npos);
}
