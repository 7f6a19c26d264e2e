#include <iiindex/coherence.hpp>

#include <algorithm>
#include <set>
#include <tuple>

#include <iiindex/named.hpp>
#include <iiindex/rank.hpp>

#include "reference/asem_tables.hpp"

using namespace iiindex;
using asem::near;
using asem::Table;

namespace {

/// A table's columns by code: units down, indicators across.
std::map<std::string, std::vector<double>> columns_of(const std::string& file) {
    const Table table(file);
    std::map<std::string, std::vector<double>> columns;
    for (const std::string& name : table.header()) {
        if (name == "unit" || name == "time" || name == "name" || name.ends_with("_group")) continue;
        for (std::size_t row = 0; row < table.size(); ++row) columns[name].push_back(table.number(row, name));
    }
    return columns;
}

void check_statistics(const std::string& table_file, const std::string& data_file) {
    const Table expected(table_file);
    const auto columns = columns_of(data_file);
    REQUIRE(expected.size() == 49);
    for (std::size_t row = 0; row < expected.size(); ++row) {
        INFO(table_file << " " << expected.text(row, "code"));
        const ColumnStatistics found = statistics_of(columns.at(expected.text(row, "code")));
        const auto agrees = [&](const Statistic& statistic, const char* column) {
            return near(statistic.number, expected.number(row, column));
        };
        const auto counts = [&](std::size_t count, const char* column) {
            return static_cast<double>(count) == expected.number(row, column);
        };
        const auto flags = [&](bool raised, const char* column) {
            return raised == (expected.text(row, column) != "ok");
        };
        CHECK(agrees(found.min, "min"));
        CHECK(agrees(found.max, "max"));
        CHECK(agrees(found.mean, "mean"));
        CHECK(agrees(found.median, "median"));
        CHECK(agrees(found.sd, "std"));
        CHECK(agrees(found.skewness, "skew"));
        CHECK(agrees(found.kurtosis, "kurt"));
        CHECK(counts(found.available, "n_avail"));
        CHECK(counts(found.nonzero, "n_nonzero"));
        CHECK(counts(found.distinct, "n_unique"));
        CHECK(counts(found.repeated, "n_same"));
        CHECK(flags(found.is_little_available(), "flag_avail"));
        CHECK(flags(found.is_mostly_zero(), "flag_nonzero"));
        CHECK(flags(found.is_little_distinct(), "flag_unique"));
        CHECK(flags(found.is_outlying(), "flag_skewkurt"));
    }
}

template <class Of>
void check_matrix(const std::string& file, const Of& of) {
    const Table expected(file);
    const auto columns = columns_of("indicators.csv");
    REQUIRE(expected.size() == 49);
    for (std::size_t row = 0; row < expected.size(); ++row) {
        const std::string& a = expected.text(row, "code");
        for (const auto& [b, column] : columns) {
            INFO(file << " " << a << " " << b);
            CHECK(near(of(columns.at(a), column), expected.number(row, b)));
        }
    }
}

}  // namespace

TEST_CASE("statistics of indicators agree with the reference") {
    NEEDS_REFERENCE();
    check_statistics("stats-raw.csv", "indicators.csv");
    check_statistics("stats-treated-default.csv", "treated-default.csv");
}

TEST_CASE("correlations and their probabilities agree with the reference") {
    NEEDS_REFERENCE();
    check_matrix("corr-pearson-raw.csv", [](auto& a, auto& b) { return pearson(a, b).r.number; });
    check_matrix("corr-pearson-raw-pvalues.csv", [](auto& a, auto& b) { return pearson(a, b).p.number; });
    check_matrix("corr-spearman-raw.csv", [](auto& a, auto& b) { return spearman(a, b).r.number; });
}

TEST_CASE("small probabilities keep their digits") {
    NEEDS_REFERENCE();
    const Table expected("corr-pearson-raw-pvalues.csv");
    const auto columns = columns_of("indicators.csv");
    for (std::size_t row = 0; row < expected.size(); ++row) {
        const std::string& a = expected.text(row, "code");
        for (const auto& [b, column] : columns) {
            if (a == b) continue;
            INFO(a << " " << b);
            CHECK(pearson(columns.at(a), column).p.number == Approx(expected.number(row, b)).epsilon(1e-9));
        }
    }
}

TEST_CASE("correlations with ancestors agree with the reference") {
    NEEDS_REFERENCE();
    const Result result = asem::computed(asem::min_max(0, 100));
    const Table expected("corr-with-ancestors-minmax-arith.csv");
    const Coherence found = coherence(result, result.data.values, {});
    std::map<std::pair<std::string, std::string>, double> correlations;
    for (const NodePair& pair : found.pairs) {
        if (!pair.vertical) continue;
        correlations[{result.index.nodes[pair.a].code, result.index.nodes[pair.b].code}] = pair.pearson.r.number;
    }
    CHECK(correlations.size() == expected.size());
    for (std::size_t row = 0; row < expected.size(); ++row) {
        INFO(row);
        CHECK(near(correlations.at({expected.text(row, "child"), expected.text(row, "ancestor")}),
                   expected.number(row, "corr")));
    }
}

TEST_CASE("redundant siblings agree with the reference") {
    NEEDS_REFERENCE();
    const Result result = asem::computed(asem::min_max(0, 100));
    const Coherence found = coherence(result, result.data.values, {.redundant = 0.75});
    std::map<std::set<std::string>, double> flagged;
    for (const Flag& flag : found.flags) {
        if (flag.kind != Flag::Kind::redundant || !result.index.nodes[flag.node].is_indicator()) continue;
        flagged[{result.index.nodes[flag.node].code, result.index.nodes[*flag.other].code}] = flag.number.number;
    }
    const Table expected("corr-flags-high-0.75-pillar-normalised.csv");
    CHECK(flagged.size() == expected.size());
    for (std::size_t row = 0; row < expected.size(); ++row) {
        CHECK(
            near(flagged.at({expected.text(row, "code1"), expected.text(row, "code2")}), expected.number(row, "corr")));
    }
}

TEST_CASE("indicators that follow a denominator agree with the reference") {
    NEEDS_REFERENCE();
    const Table denominators("denominators.csv"), indicators("indicators.csv");
    std::map<std::string, std::size_t> row_of;
    for (std::size_t row = 0; row < denominators.size(); ++row) row_of[denominators.text(row, "unit")] = row;
    std::map<std::pair<std::string, std::string>, double> found;
    for (const auto& [code, column] : columns_of("indicators.csv")) {
        for (const char* const name : {"Area", "Energy", "GDP", "Population"}) {
            std::vector<double> other;
            for (std::size_t row = 0; row < indicators.size(); ++row) {
                other.push_back(denominators.number(row_of.at(indicators.text(row, "unit")), name));
            }
            const double r = pearson(column, other).r.number;
            if (std::abs(r) > 0.7) found[{code, name}] = r;
        }
    }
    const Table expected("denominator-corr-0.7-raw.csv");
    CHECK(found.size() == expected.size());
    for (std::size_t row = 0; row < expected.size(); ++row) {
        CHECK(near(found.at({expected.text(row, "code"), expected.text(row, "denominator")}),
                   expected.number(row, "corr")));
    }
}

TEST_CASE("Cronbach's alpha agrees with the reference") {
    NEEDS_REFERENCE();
    const Result result = asem::computed(asem::min_max(0, 100));
    const Coherence found = coherence(result, result.data.values, {});
    const Table expected("cronbach-minmax-level1.csv");
    CHECK(found.groups.size() == expected.size());
    for (std::size_t row = 0; row < expected.size(); ++row) {
        INFO(expected.text(row, "group"));
        const std::size_t node = *result.index.find(expected.text(row, "group"));
        const auto group =
            std::find_if(found.groups.begin(), found.groups.end(), [&](const Group& g) { return g.node == node; });
        CHECK(static_cast<double>(group->indicators.size()) == expected.number(row, "n_items"));
        CHECK(near(group->alpha.number, expected.number(row, "alpha")));
    }
}

TEST_CASE("principal components agree with the reference") {
    NEEDS_REFERENCE();
    Index index = asem::index_by(asem::min_max(0, 100));
    index.prepare.push_back(Imputation{.method = find_named(imputation_methods(), "mean"), .group = {}});
    Dataset data = asem::data_for(index, "indicators.csv");
    const Result result = compute(std::move(index), std::move(data));
    const Coherence found = coherence(result, result.data.values, {});
    const auto group_of = [&](const std::string& code) -> const Group& {
        const std::size_t node = *result.index.find(code);
        return *std::find_if(found.groups.begin(), found.groups.end(), [&](const Group& g) { return g.node == node; });
    };
    const auto place = [](const std::string& component) { return static_cast<std::size_t>(std::stoul(component) - 1); };

    const Table values("pca-impute-mean-minmax-level1-eigenvalues.csv");
    std::string last;
    double cumulative = 0;
    for (std::size_t row = 0; row < values.size(); ++row) {
        const Group& group = group_of(values.text(row, "group"));
        const auto& eigenvalues = group.components.eigenvalues;
        if (values.text(row, "group") != last) cumulative = 0;
        last = values.text(row, "group");
        const double value = eigenvalues[place(values.text(row, "component"))];
        const double explained = value / static_cast<double>(eigenvalues.size());
        cumulative += explained;
        INFO(last << row);
        CHECK(near(value, values.number(row, "eigenvalue")));
        CHECK(near(explained, values.number(row, "explained")));
        CHECK(near(cumulative, values.number(row, "cumulative")));
    }

    // A component's sign is arbitrary: its loadings agree all as they are, or all turned round.
    std::map<std::pair<std::string, std::string>, std::pair<bool, bool>> agree;
    const auto compare = [&](const Table& table, std::size_t row, const std::string& component, const char* column) {
        const Group& group = group_of(table.text(row, "group"));
        const std::size_t leaf = *result.index.find(table.text(row, "code"));
        const auto at = std::find(group.indicators.begin(), group.indicators.end(), leaf) - group.indicators.begin();
        const double loading = group.components.loadings[place(component)][static_cast<std::size_t>(at)];
        auto& both = agree.try_emplace({table.text(row, "group"), component + column}, true, true).first->second;
        both.first = both.first && near(loading, table.number(row, column));
        both.second = both.second && near(-loading, table.number(row, column));
    };
    const Table loadings("pca-impute-mean-minmax-level1-loadings.csv");
    for (std::size_t row = 0; row < loadings.size(); ++row) {
        compare(loadings, row, loadings.text(row, "component"), "loading");
    }
    const Table weights("pca-impute-mean-minmax-level1-weights.csv");
    for (std::size_t row = 0; row < weights.size(); ++row) {
        compare(weights, row, "1", "weight");
        CHECK(static_cast<double>(group_of(weights.text(row, "group")).components.units) ==
              weights.number(row, "n_units"));
    }
    for (const auto& [which, both] : agree) {
        INFO(which.first << " " << which.second);
        CHECK((both.first || both.second));
    }
}

TEST_CASE("effective weights agree with the reference") {
    NEEDS_REFERENCE();
    const Result result = asem::computed(asem::min_max(0, 100));
    const Coherence found = coherence(result, result.data.values, {});
    const Table expected("effective-weights-equal.csv");
    for (std::size_t row = 0; row < expected.size(); ++row) {
        const std::size_t node = *result.index.find(expected.text(row, "code"));
        INFO(expected.text(row, "code"));
        CHECK(near(node == 0 ? 1 : found.importance[node - 1].effective, expected.number(row, "effective_weight")));
    }
}

TEST_CASE("what removing a node does agrees with the reference") {
    NEEDS_REFERENCE();
    const Result result = asem::computed(asem::min_max(0, 100));
    const Coherence found = coherence(result, result.data.values, {});
    const auto removal_of = [&](const std::string& code) -> const Removal& {
        return found.removals[*result.index.find(code) - 1];
    };
    const Table expected("remove-level2-minmax-arith.csv");
    const auto nominal = ranks_of(result, 0, result.data.periods.front());
    for (std::size_t row = 0; row < expected.size(); ++row) {
        const std::string& removed = expected.text(row, "removed");
        const std::size_t unit = asem::row_of(result.data, expected.text(row, "unit"));
        INFO(removed << " " << expected.text(row, "unit"));
        CHECK(near(removed.empty() ? result.scores_of(0)[unit] : removal_of(removed).scores[unit],
                   expected.number(row, "score")));
        CHECK((removed.empty() ? nominal[unit] : removal_of(removed).ranks[unit]) == expected.number(row, "rank"));
    }
    const Table changes("remove-mean-change-level2-minmax-arith.csv");
    for (std::size_t row = 0; row < changes.size(); ++row) {
        if (changes.text(row, "removed").empty()) continue;
        CHECK(near(removal_of(changes.text(row, "removed")).mean_change.number,
                   changes.number(row, "mean_abs_rank_change")));
    }
}

TEST_CASE("a unit's strengths and weaknesses agree with the reference") {
    NEEDS_REFERENCE();
    const Index index = asem::index_by(asem::min_max(0, 100));
    const Dataset data = asem::data_for(index, "indicators.csv");
    auto places = places_of(index, data.values, data.periods[0])[asem::row_of(data, "AUT") - data.periods[0].first];
    // The reference lists no indicator of which the unit has the least value, alone or with others.
    std::erase_if(places, [](const IndicatorPlace& place) { return place.is_worst; });
    const Table expected("strengths-weaknesses-AUT-raw.csv");
    const auto found = [&](std::size_t from) {
        std::multiset<std::tuple<std::string, double, double>> five;
        for (std::size_t i = from; i < from + 5; ++i) {
            five.emplace(index.nodes[places[i].node].code, places[i].rank, places[i].value);
        }
        return five;
    };
    std::multiset<std::tuple<std::string, double, double>> strengths, weaknesses;
    for (std::size_t row = 0; row < expected.size(); ++row) {
        (expected.text(row, "kind") == "strength" ? strengths : weaknesses)
            .emplace(expected.text(row, "code"), expected.number(row, "rank"), expected.number(row, "value"));
    }
    CHECK(found(0) == strengths);
    CHECK(found(places.size() - 5) == weaknesses);
}

TEST_CASE("two ways of aggregating compare as in the reference") {
    NEEDS_REFERENCE();
    const Result arithmetic = asem::computed(asem::min_max(0, 100));
    const Result geometric = asem::computed(asem::min_max(1, 100), "geometric");
    const auto one = ranks_of(arithmetic, 0, arithmetic.data.periods.front());
    const auto other = ranks_of(geometric, 0, geometric.data.periods.front());
    const Table expected("compare-index-arith-vs-geo.csv");
    for (std::size_t row = 0; row < expected.size(); ++row) {
        const std::size_t unit = asem::row_of(arithmetic.data, expected.text(row, "unit"));
        INFO(expected.text(row, "unit"));
        CHECK(one[unit] == expected.number(row, "rank_minmax_arith"));
        CHECK(other[unit] == expected.number(row, "rank_minmax_1_100_geo"));
        CHECK(static_cast<double>(one[unit]) - other[unit] == expected.number(row, "diff"));
    }
}

TEST_CASE("trends agree with the reference") {
    NEEDS_REFERENCE();
    Index index = asem::index_by(asem::min_max(0, 100));
    Dataset data = asem::data_for(index, "indicators-panel.csv");
    const Result result = compute(std::move(index), std::move(data), {.scale = {.pooled = true}, .depth = {}});
    std::map<std::string, Trend> trends;
    for (const Trend& trend : trends_of(result, 0)) trends[std::string(trend.code)] = trend;
    const Table expected("trend-cagr-index-panel-global.csv");
    CHECK(trends.size() == expected.size());
    for (std::size_t row = 0; row < expected.size(); ++row) {
        const Trend& trend = trends.at(expected.text(row, "unit"));
        INFO(expected.text(row, "unit"));
        CHECK(near(trend.growth.number, expected.number(row, "CAGR")));
        CHECK(near(trend.available, expected.number(row, "Avail")));
        CHECK(trend.first == expected.text(row, "t_first"));
        CHECK(trend.last == expected.text(row, "t_latest"));
    }
}

TEST_CASE("what was measured of a unit agrees with the reference") {
    NEEDS_REFERENCE();
    const Result result = asem::computed(asem::min_max(0, 100));
    const Coherence found = coherence(result, result.data.values, {});
    const Table groups("availability-by-group.csv");
    for (std::size_t row = 0; row < groups.size(); ++row) {
        const auto& unit = found.units[asem::row_of(result.data, groups.text(row, "unit"))];
        for (std::size_t node = 0; node < result.index.nodes.size(); ++node) {
            if (result.index.nodes[node].is_indicator()) continue;
            INFO(groups.text(row, "unit") << " " << result.index.nodes[node].code);
            CHECK(near(unit.shares[node], groups.number(row, result.index.nodes[node].code)));
        }
    }
    const Table screening("screening-0.95.csv");
    const double indicators = 49;
    for (std::size_t row = 0; row < screening.size(); ++row) {
        const auto& unit = found.units[asem::row_of(result.data, screening.text(row, "unit"))];
        INFO(screening.text(row, "unit"));
        const auto lacking = static_cast<double>(unit.missing), zero = static_cast<double>(unit.zero);
        CHECK(lacking == screening.number(row, "n_missing"));
        CHECK(zero == screening.number(row, "n_zero"));
        CHECK(lacking + zero == screening.number(row, "n_missing_or_zero"));
        CHECK(near(unit.shares[0], screening.number(row, "availability")));
        CHECK(near(1 - zero / (indicators - lacking), screening.number(row, "non_zero")));
        CHECK((unit.shares[0] < 0.95) == (screening.text(row, "low_data") == "true"));
        CHECK((unit.shares[0] >= 0.95) == (screening.text(row, "included") == "true"));
    }
}
