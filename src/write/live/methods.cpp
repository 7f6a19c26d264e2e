#include "write/live/methods.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/columns.hpp>

#include "ground/catalogue.hpp"
#include "write/live/sheet.hpp"

namespace iiindex::detail::live {
namespace {

bool takes_part(const GroupNumbers& numbers, std::size_t child) {
    return numbers.shares[child] > 0 && !is_missing(numbers.scores[child]);
}

std::string arithmetic(const GroupCells& cells) {
    return fmt::format("SUMPRODUCT({0},{1})/{2}", cells.shares, cells.scores, cells.weight_of(cells.scores));
}

/// The weighted mean of what the only step made of the scores.
std::string mean_of_step(const GroupCells& cells) {
    return fmt::format("SUMPRODUCT({0},{1})/{2}", cells.shares, cells.steps[0], cells.weight_of(cells.steps[0]));
}

std::vector<Step> logarithms(const Aggregation&) {
    return {{.title = marked("logarithm"),
             .formula =
                 [](const GroupCells& cells, std::size_t child) {
                     return fmt::format(R"(IF(ISNUMBER({0}),IF({0}>{1},LN({0}),""),""))", cells.score_cells[child],
                                        cells.tolerance);
                 },
             .value =
                 [](const GroupNumbers& numbers, std::size_t child) {
                     const double score = numbers.scores[child];
                     return score > numbers.tolerance ? std::log(score) : missing;
                 }}};
}

std::string geometric(const GroupCells& cells) { return fmt::format("EXP({})", mean_of_step(cells)); }

std::vector<Step> reciprocals(const Aggregation&) {
    return {{.title = marked("reciprocal"),
             .formula =
                 [](const GroupCells& cells, std::size_t child) {
                     return fmt::format(R"(IF(ISNUMBER({0}),IF({0}>{1},1/{0},""),""))", cells.score_cells[child],
                                        cells.tolerance);
                 },
             .value =
                 [](const GroupNumbers& numbers, std::size_t child) {
                     const double score = numbers.scores[child];
                     return score > numbers.tolerance ? 1 / score : missing;
                 }}};
}

std::string harmonic(const GroupCells& cells) { return fmt::format("1/({})", mean_of_step(cells)); }

std::vector<Step> powers(const Aggregation& settings) {
    if (settings.exponent == 0) return logarithms(settings);
    return {{.title = marked("power"),
             .formula =
                 [](const GroupCells& cells, std::size_t child) {
                     const bool above = cells.settings.exponent < 0;
                     return fmt::format(
                         R"(IF(ISNUMBER({0}),IF({0}{1}{2},{3}^({4}),""),""))", cells.score_cells[child],
                         above ? ">" : ">=-", cells.tolerance,
                         above ? cells.score_cells[child] : fmt::format("MAX({},0)", cells.score_cells[child]),
                         literal(cells.settings.exponent));
                 },
             .value =
                 [](const GroupNumbers& numbers, std::size_t child) {
                     const double score = numbers.scores[child], exponent = numbers.settings.exponent;
                     if (exponent < 0) return score > numbers.tolerance ? std::pow(score, exponent) : missing;
                     return score >= -numbers.tolerance ? std::pow(std::max(score, 0.0), exponent) : missing;
                 }}};
}

std::string power(const GroupCells& cells) {
    if (cells.settings.exponent == 0) return geometric(cells);
    return fmt::format("({})^(1/{})", mean_of_step(cells), literal(cells.settings.exponent));
}

std::vector<Step> of_some_weight(const Aggregation&) {
    return {{.title = marked("counted"),
             .formula =
                 [](const GroupCells& cells, std::size_t child) {
                     return fmt::format("IF({}>0,{},\"\")", cells.share_cells[child], cells.score_cells[child]);
                 },
             .value = [](const GroupNumbers& numbers,
                         std::size_t child) { return takes_part(numbers, child) ? numbers.scores[child] : missing; }}};
}

std::string minimum(const GroupCells& cells) { return fmt::format("MIN({})", cells.steps[0]); }

double mean_of(const GroupNumbers& numbers) {
    double sum = 0, whole = 0;
    for (std::size_t child = 0; child < numbers.scores.size(); ++child) {
        if (!takes_part(numbers, child)) continue;
        sum += numbers.shares[child] * numbers.scores[child];
        whole += numbers.shares[child];
    }
    return whole > 0 ? sum / whole : missing;
}

double variance_of(const GroupNumbers& numbers) {
    const double mean = mean_of(numbers);
    double sum = 0, whole = 0;
    for (std::size_t child = 0; child < numbers.scores.size(); ++child) {
        if (!takes_part(numbers, child)) continue;
        sum += numbers.shares[child] * (numbers.scores[child] - mean) * (numbers.scores[child] - mean);
        whole += numbers.shares[child];
    }
    return whole > 0 ? sum / whole : missing;
}

/// Where a cell of a step, or of its children's, has none, the score has none either.
std::string guarded(const std::string& formula, const GroupCells& cells) {
    return fmt::format("IF({}=0,\"\",{})", cells.weight_of(cells.scores), formula);
}

std::vector<Step> mean_and_variance(const Aggregation&) {
    return {{.title = marked("mean"),
             .by_child = false,
             .formula = [](const GroupCells& cells, std::size_t) { return guarded(arithmetic(cells), cells); },
             .value = [](const GroupNumbers& numbers, std::size_t) { return mean_of(numbers); }},
            {.title = marked("variance"),
             .by_child = false,
             .formula =
                 [](const GroupCells& cells, std::size_t) {
                     const std::string squares =
                         fmt::format("MAX(0,SUMPRODUCT({0},{1},{1})/{2}-{3}^2)", cells.shares, cells.scores,
                                     cells.weight_of(cells.scores), cells.steps[0]);
                     return guarded(squares, cells);
                 },
             .value = [](const GroupNumbers& numbers, std::size_t) { return variance_of(numbers); }}};
}

std::string mazziotta_pareto(const GroupCells& cells) {
    const char sign = cells.settings.penalty == Penalty::minus ? '-' : '+';
    std::string variance = cells.steps[1];
    if (cells.settings.divisor == Divisor::one_less) {
        const std::string there = fmt::format("SUMPRODUCT(({}>0)*ISNUMBER({}))", cells.shares, cells.scores);
        variance += fmt::format("*IF({0}>1,{0}/({0}-1),1)", there);
    }
    return fmt::format("IF({1}=0,{0},{0}{2}{3}/{0})", cells.steps[0], cells.steps[1], sign, variance);
}

double least_of(const std::vector<double>& column) {
    double least = missing;
    for (const double score : column) least = is_missing(least) || score < least ? score : least;
    return least;
}
double most_of(const std::vector<double>& column) {
    double most = missing;
    for (const double score : column) most = is_missing(most) || score > most ? score : most;
    return most;
}

/// The squared distance from the worst, or from the best, that any unit has.
template <bool worst>
Step squared_distance(std::string_view title) {
    return {.title = title,
            .formula =
                [](const GroupCells& cells, std::size_t child) {
                    return fmt::format("IF(ISNUMBER({0}),({1}*({0}-{2}({3})))^2,\"\")", cells.score_cells[child],
                                       cells.share_cells[child], worst ? "MIN" : "MAX", cells.columns[child]);
                },
            .value =
                [](const GroupNumbers& numbers, std::size_t child) {
                    const auto& column = numbers.columns[child];
                    const double end = worst ? least_of(column) : most_of(column);
                    const double distance = numbers.shares[child] * (numbers.scores[child] - end);
                    return distance * distance;
                }};
}

std::vector<Step> squared_distances(const Aggregation&) {
    return {squared_distance<true>(marked("from the worst, squared")),
            squared_distance<false>(marked("from the best, squared"))};
}

std::string topsis(const GroupCells& cells) {
    return fmt::format("IF(SUM({0},{1})=0,\"\",SQRT(SUM({0}))/(SQRT(SUM({0}))+SQRT(SUM({1}))))", cells.steps[0],
                       cells.steps[1]);
}

std::string widest_spread(const GroupCells& cells) {
    std::string spreads;
    for (std::size_t child = 0; child < cells.columns.size(); ++child) {
        spreads += fmt::format("{0}({1}>0)*(MAX({2})-MIN({2}))", spreads.empty() ? "" : ",", cells.share_cells[child],
                               cells.columns[child]);
    }
    return fmt::format("MAX({})", spreads);
}

double widest_spread_of(const GroupNumbers& numbers) {
    double widest = 0;
    for (std::size_t child = 0; child < numbers.columns.size(); ++child) {
        if (numbers.shares[child] == 0) continue;
        widest = std::max(widest, most_of(numbers.columns[child]) - least_of(numbers.columns[child]));
    }
    return widest;
}

std::vector<Step> grey_coefficients(const Aggregation&) {
    return {{.title = marked("greatest distance × distinguishing coefficient"),
             .by_child = false,
             .formula =
                 [](const GroupCells& cells, std::size_t) {
                     return fmt::format("{}*{}", literal(cells.settings.distinguishing), widest_spread(cells));
                 },
             .value = [](const GroupNumbers& numbers,
                         std::size_t) { return numbers.settings.distinguishing * widest_spread_of(numbers); }},
            {.title = marked("relational coefficient"),
             .formula =
                 [](const GroupCells& cells, std::size_t child) {
                     return fmt::format("IF(AND(ISNUMBER({0}),{1}>0),{1}/(MAX({2})-{0}+{1}),\"\")",
                                        cells.score_cells[child], cells.steps[0], cells.columns[child]);
                 },
             .value =
                 [](const GroupNumbers& numbers, std::size_t child) {
                     const double distance = most_of(numbers.columns[child]) - numbers.scores[child];
                     const double greatest = numbers.steps[0][0];
                     return greatest > 0 ? greatest / (distance + greatest) : missing;
                 }}};
}

std::string grey_relational(const GroupCells& cells) {
    return fmt::format("IF({2}=0,\"\",SUMPRODUCT({0},{1})/{2})", cells.shares, cells.steps[1],
                       cells.weight_of(cells.steps[1]));
}

const std::array aggregations = {
    LiveAggregation{.name = "arithmetic", .score = arithmetic},
    LiveAggregation{.name = "geometric", .steps = logarithms, .score = geometric},
    LiveAggregation{.name = "harmonic", .steps = reciprocals, .score = harmonic},
    LiveAggregation{.name = "power", .steps = powers, .score = power},
    LiveAggregation{.name = "minimum", .steps = of_some_weight, .score = minimum},
    LiveAggregation{.name = "mazziotta-pareto", .steps = mean_and_variance, .score = mazziotta_pareto},
    LiveAggregation{.name = "topsis", .steps = squared_distances, .score = topsis},
    LiveAggregation{.name = "grey-relational", .steps = grey_coefficients, .score = grey_relational},
};

}  // namespace

std::string GroupCells::weight_of(const std::string& cells) const {
    return fmt::format("SUMPRODUCT({}*ISNUMBER({}))", shares, cells);
}

const LiveAggregation* live_aggregation(const Aggregation& aggregation) {
    const auto found = std::find_if(aggregations.begin(), aggregations.end(),
                                    [&](const LiveAggregation& row) { return row.name == aggregation.method->name; });
    return found == aggregations.end() ? nullptr : &*found;
}

}  // namespace iiindex::detail::live
