#include <algorithm>
#include <cmath>

#include <iiindex/aggregate.hpp>
#include <iiindex/compute.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>
#include <iiindex/problem.hpp>
#include <iiindex/recover.hpp>
#include <iiindex/verify.hpp>

#include "ground/catalogue.hpp"
#include "ground/meter.hpp"
#include "recover/assumptions.hpp"
#include "recover/ends.hpp"
#include "recover/islands.hpp"
#include "recover/prior.hpp"
#include "recover/requirements.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr int digits_beyond_print = 2;
constexpr std::size_t most_tied = 5000;  // values in an island, whose work grows faster than its square

/// Why the index is none whose scores are sums of its indicators' scores, or empty if it is.
std::string obstacle(const Index& index, const Node& node) {
    if (node.round || node.rescale_best) return said("it rounds or rescales scores");
    if (!node.is_indicator()) {
        if (exponent_of(node.aggregation) != 1.0 || !node.aggregation.is_plain())
            return said("it is not aggregated by the arithmetic mean");
        return node.weighting.method ? said("its weights come from its scores") : std::string();
    }
    const Range own = node.normalisation.range, common = scale_of(index, 0);
    if (!node.normalisation.method->goalposts || node.normalisation.method->exponential)
        return said("it is not normalised by min-max");
    if (own.low != common.low || own.high != common.high) return said("its range is not the others'");
    if (node.goalposts || node.quantiles || node.best_at || node.transform || !node.denominator.empty()) {
        return said("it has goalposts, a transformation or a denominator");
    }
    return {};
}

void require_linear(const Input& input) {
    const auto& [index, data, published] = input;
    std::vector<Problem> problems;
    const auto refuse = [&](const std::string& file, std::string what) {
        problems.push_back({.where = {file}, .what = std::move(what)});
    };
    for (const Node& node : index.nodes) {
        const std::string why = obstacle(index, node);
        if (!why.empty()) refuse(index.file, said("values below '{}' cannot be recovered: {}", node.code, why));
    }
    if (!index.prepare.empty()) refuse(index.file, said("values cannot be recovered through \"prepare\""));
    if (data.periods.size() != 1) refuse(data.file, said("values are recovered of one period at a time"));
    if (published.empty()) {
        problems.push_back({.where = {data.file},
                            .what = said("there is nothing to recover values from: no unit has 'published' figures"),
                            .remedy = said("put the printed scores, ranks or tiers under \"published\" of each unit")});
    }
    if (!problems.empty()) throw InputError(std::move(problems));
}

std::vector<Constraint> constraints_of(const std::vector<Requirement>& requirements, double margin) {
    std::vector<Constraint> constraints;
    for (const Requirement& requirement : requirements) constraints.push_back(constraint_of(requirement, margin));
    return constraints;
}

/// Throws InputError where so many values hang together that finding them would take hours.
void require_islands(const Input& input, std::size_t variables, std::span<const Constraint> constraints) {
    std::size_t largest = 0;
    for (const Island& island : islands_of(variables, constraints).all) {
        largest = std::max(largest, island.variables.size());
    }
    if (largest <= most_tied) return;
    throw InputError(Problem{
        .where = {input.data.file},
        .what = said("{} values hang together by what is published, and {} are the most", largest, most_tied),
        .remedy =
            said("printed scores part them, where ranks and tiers tie each unit to the next; or recover fewer units")});
}

/// The columns as one block, row after row.
std::vector<double> by_row(const Columns& columns) {
    std::vector<double> block;
    for (std::size_t row = 0; row < columns.rows(); ++row) {
        for (std::size_t i = 0; i < columns.columns(); ++i) block.push_back(columns.column(i)[row]);
    }
    return block;
}

std::vector<std::vector<std::size_t>> likely_by_node(const Index& index, const Columns& prior,
                                                     const std::vector<std::size_t>& order) {
    std::vector<std::vector<std::size_t>> likely;
    for (const Sum& sum : sums_of(index)) {
        std::vector<double> scores(prior.rows(), sum.constant);
        for (std::size_t i = 0; i < prior.columns(); ++i) {
            for (std::size_t row = 0; row < prior.rows(); ++row) scores[row] += sum.weights[i] * prior.column(i)[row];
        }
        likely.push_back(order);
        std::stable_sort(likely.back().begin(), likely.back().end(),
                         [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    }
    return likely;
}

[[noreturn]] void refuse_contradiction(const Dataset& data, const std::vector<Requirement>& requirements,
                                       const std::vector<std::size_t>& contradiction) {
    std::vector<Problem> problems;
    problems.push_back({.where = {data.file},
                        .what = said("no values give all that is published: {} facts contradict each other, "
                                     "and any of them could go",
                                     contradiction.size())});
    for (const std::size_t i : contradiction) {
        const Requirement& requirement = requirements[i];
        problems.push_back({.where = {data.file},
                            .what = requirement.source.empty()
                                        ? requirement.what.in(spoken())
                                        : said("{}: {}", requirement.what.in(spoken()), requirement.source)});
    }
    throw InputError(std::move(problems));
}

Columns rounded(std::span<const double> point, const Columns& shape, int digits) {
    Columns columns(shape.rows(), shape.columns());
    for (std::size_t row = 0; row < shape.rows(); ++row) {
        for (std::size_t i = 0; i < shape.columns(); ++i) {
            columns.column(i)[row] = round_half_up(point[row * shape.columns() + i], digits);
        }
    }
    return columns;
}

/// Less of a negative indicator's value is more score.
void turn_into_values(const Index& index, RecoveredValues& recovered) {
    const Range range = scale_of(index, 0);
    const auto turn = [&](std::span<double> scores) {
        for (double& score : scores) score = range.mirrored(score);
    };
    for (std::size_t i = 0; i < index.indicators.size(); ++i) {
        if (index.nodes[index.indicators[i]].direction == Direction::positive) continue;
        turn(recovered.data.values.column(i));
        std::ranges::swap_ranges(recovered.low.column(i), recovered.high.column(i));
        turn(recovered.low.column(i));
        turn(recovered.high.column(i));
    }
}

/// How far each score can go under what is in print, whatever the others do: a column an indicator.
void find_freedom(const Index& index, const std::vector<Requirement>& facts, int digits, const Progress& progress,
                  RecoveredValues& recovered) {
    const Columns& shape = recovered.data.values;
    const Range range = scale_of(index, 0);
    recovered.low = recovered.high = Columns(shape.rows(), shape.columns());
    const double scale = std::pow(10.0, digits), rounding = 1e-3;  // of a digit: more than the program's own
    Meter meter(progress, shape.rows() * shape.columns());
    for (const Island& island : islands_of(shape.rows() * shape.columns(), constraints_of(facts, 0)).all) {
        LinearProgram program(island.variables.size(), range.low, range.high, island.constraints);
        for (std::size_t own = 0; own < island.variables.size(); ++own) {
            const std::size_t row = island.variables[own] / shape.columns(),
                              i = island.variables[own] % shape.columns();
            const double low = program.minimise(std::vector<Term>{{own, 1.0}}).value_or(range.low);
            const double high = -program.minimise(std::vector<Term>{{own, -1.0}}).value_or(-range.high);
            recovered.low.column(i)[row] = std::floor(low * scale + rounding) / scale;
            recovered.high.column(i)[row] = std::ceil(high * scale - rounding) / scale;
            meter.add(1);
        }
    }
}

std::vector<Requirement> in_print(std::vector<Requirement> requirements) {
    std::erase_if(requirements, [](const Requirement& requirement) { return requirement.assumed; });
    return requirements;
}

void mark_origins(const Index& index, const Publication& published, const std::vector<KnownScore>& known,
                  Dataset& data) {
    data.origin = Origin::recovered;
    data.row_origins.clear();
    data.value_origins.clear();
    for (const KnownScore& score : known) {
        data.value_origins[{score.row, score.indicator}] = {Origin::derived, score.source};
    }
    for (const auto& [place, printed] : printed_scores(published)) {
        const auto indicator = index.nodes[place.second].indicator;
        if (indicator)
            data.value_origins.try_emplace({place.first, *indicator}, ValueOrigin{Origin::published, printed.source});
    }
}

/// What linear constraints cannot say (a rank shared, a tier by its number) is asked of the engine itself.
void require_verified(const Input& input, const Dataset& data) {
    const Index& index = input.index;
    const Verification verification = verify(compute(index, data), input.published);
    std::vector<Problem> problems;
    for (const Comparison& comparison : verification.comparisons) {
        if (comparison.agrees) continue;
        problems.push_back({.where = {data.file},
                            .what = said("no values were found that give '{}' its printed {} at '{}': {}",
                                         data.units.codes[comparison.row], shortest(comparison.published),
                                         index.nodes[comparison.node].code, comparison.source)});
    }
    for (const FactCheck& check : verification.facts) {
        if (check.holds) continue;
        problems.push_back(
            {.where = {data.file},
             .what = said("no values were found for a fact at '{}': {}: {}", index.nodes[check.fact.node].code,
                          check.finding.in(spoken()), check.fact.source)});
    }
    if (!problems.empty()) throw InputError(std::move(problems));
}

}  // namespace

RecoveredValues recover_values(const Input& input, const Progress& progress) {
    require_linear(input);
    const auto& [index, data, published] = input;
    const int digits = most_printed_digits(published) + digits_beyond_print;
    const double margin = std::pow(10.0, -digits);
    const Range range = scale_of(index, 0);
    const std::size_t variables = data.units.size() * index.indicators.size();

    const auto order = listed_order(input);
    const Columns prior = prior_scores(input, order);
    const auto known = known_scores(index, data, digits);
    const auto requirements = requirements_of(input, known, likely_by_node(index, prior, order));
    const auto constraints = constraints_of(requirements, margin);
    require_islands(input, variables, constraints);
    if (!LinearProgram(variables, range.low, range.high, constraints).feasible()) {
        refuse_contradiction(data, requirements, smallest_contradiction(requirements, variables, range, margin));
    }
    ScaleEnds ends = choose_ends(input, by_row(prior), constraints, order);

    RecoveredValues recovered{.data = data, .best = std::move(ends.best), .worst = std::move(ends.worst)};
    recovered.data.values = rounded(ends.scores, prior, digits);
    find_freedom(index, in_print(requirements), digits, progress, recovered);
    turn_into_values(index, recovered);
    mark_origins(index, published, known, recovered.data);
    recovered.assumptions = assumptions_of(input, requirements, known);
    require_verified(input, recovered.data);
    return recovered;
}

}  // namespace iiindex
