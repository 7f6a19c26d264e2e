#include "catch.hpp"

#include <cmath>
#include <numeric>
#include <vector>

#include <iiindex/aggregate.hpp>
#include <iiindex/named.hpp>

using namespace iiindex;

namespace {

using Numbers = std::vector<double>;

const std::vector<Numbers> columns = {{61, 74, 95, 70}, {88, 52, 66, missing}, {73, 97, 58, 84}};
const Numbers weights = {0.5, 0.2, 0.3};

/// A straight line between the scores and what is combined.
struct Map {
    double slope, offset;
};

/// Mapped before they are combined, as a method that scores are reversed for sees them.
std::vector<Numbers> mapped(std::vector<Numbers> scores, const Map& map) {
    for (Numbers& column : scores) {
        for (double& score : column) score = map.slope * score + map.offset;
    }
    return scores;
}

std::vector<std::span<const double>> views(const std::vector<Numbers>& scores) {
    return {scores.begin(), scores.end()};
}

Numbers combined(const Aggregation& aggregation, const std::vector<Numbers>& scores, const Map& map) {
    const auto entering = mapped(scores, map);
    Numbers combined(scores.front().size());
    aggregation.method->combine({views(entering), weights}, aggregation, combined);
    for (double& score : combined) score = (score - map.offset) / map.slope;
    return combined;
}

UnitChildren children_of(std::size_t unit, const Map& map) {
    UnitChildren children;
    double whole = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) whole += is_missing(columns[i][unit]) ? 0 : weights[i];
    for (std::size_t i = 0; i < columns.size(); ++i) {
        children.scores.push_back(columns[i][unit]);
        children.weights.push_back(is_missing(columns[i][unit]) ? 0 : weights[i] / whole);
    }
    children.slope = map.slope;
    children.offset = map.offset;
    children.place = unit;
    return children;
}

double sum(const Numbers& numbers) { return std::accumulate(numbers.begin(), numbers.end(), 0.0); }

template <class Check>
void for_all_methods(const Check& check) {
    for (const AggregationMethod& method : aggregation_methods()) {
        Aggregation aggregation{.method = &method, .on = {}};
        if (takes(method, "exponent")) aggregation.exponent = 3;
        const FormulaNames names{.places = {{"a", 0}, {"b", 1}, {"c", 2}}, .has_periods = false};
        const bool by_formula = takes(method, "formula");
        if (by_formula) aggregation.formula = parse_formula("0.4 * a - mean(a, b, c) / 5 + c", names).tree;
        for (const Map& map : {Map{1, 0}, Map{-1, 150}}) {
            if (by_formula && map.slope != 1) continue;  // it takes scores as they are
            INFO(method.name << ", slope " << map.slope);
            check(aggregation, map);
        }
    }
}

}  // namespace

TEST_CASE("the parts of every aggregation method add up to its score") {
    for_all_methods([](const Aggregation& aggregation, const Map& map) {
        const Numbers scores = combined(aggregation, columns, map);
        const auto entering = mapped(columns, map);
        const auto peers = views(entering);
        for (std::size_t unit = 0; unit < scores.size(); ++unit) {
            UnitChildren children = children_of(unit, map);
            children.peers = {peers, weights};
            if (!aggregation.method->parts) continue;
            CHECK(sum(aggregation.method->parts(children, aggregation).of) == Approx(scores[unit]).margin(1e-12));
        }
    });
}

TEST_CASE("what a point more counts is what the score gains by a little more") {
    for_all_methods([](const Aggregation& aggregation, const Map& map) {
        if (aggregation.method->scope != AggregationMethod::Scope::unit) return;
        const double little = 1e-6;
        const Numbers scores = combined(aggregation, columns, map);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            std::vector<Numbers> more = columns;
            for (double& score : more[i]) score += little;
            const Numbers raised = combined(aggregation, more, map);
            for (std::size_t unit = 0; unit < scores.size(); ++unit) {
                const Parts parts = aggregation.method->parts(children_of(unit, map), aggregation);
                CHECK(parts.per_point[i] == Approx((raised[unit] - scores[unit]) / little).margin(1e-6));
            }
        }
    });
}

TEST_CASE("the parts of a gap add up to it by every method that has them") {
    for_all_methods([](const Aggregation& aggregation, const Map& map) {
        if (!aggregation.method->gap_parts) return;
        const Numbers scores = combined(aggregation, columns, map);
        for (std::size_t a = 0; a < scores.size(); ++a) {
            for (std::size_t b = 0; b < scores.size(); ++b) {
                const Parts parts =
                    aggregation.method->gap_parts(children_of(a, map), children_of(b, map), aggregation);
                CHECK(sum(parts.of) == Approx(scores[a] - scores[b]).margin(1e-9));
            }
        }
    });
}
