#include <algorithm>
#include <cmath>

#include <iiindex/aggregate.hpp>
#include <iiindex/problem.hpp>
#include <iiindex/recover.hpp>

#include "ground/catalogue.hpp"
#include "ground/linear_program.hpp"
#include "recover/printed.hpp"
#include "recover/weight_rows.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr double tolerance = 1e-6;

[[noreturn]] void refuse(const Dataset& data, std::string what, std::string remedy) {
    throw InputError(Problem{.where = {data.file}, .what = std::move(what), .remedy = std::move(remedy)});
}

Constraint linear(std::span<const double> coefficients, double low, double high) {
    Constraint constraint{.low = low, .high = high};
    for (std::size_t i = 0; i < coefficients.size(); ++i) constraint.terms.push_back({i, coefficients[i]});
    return constraint;
}

/// Weights that sum to 1 under what the rows say, each row two constraints; the last variable is an error, in points
/// of the parent's score, that loosens every row.
LinearProgram program_of(const std::vector<WeightRow>& rows, std::size_t children) {
    std::vector<Constraint> constraints;
    for (const WeightRow& row : rows) {
        constraints.push_back(linear(row.low, -unbounded, row.above));
        constraints.back().terms.push_back({children, -row.point});
        constraints.push_back(linear(row.high, -row.below, unbounded));
        constraints.back().terms.push_back({children, row.point});
    }
    constraints.push_back(linear(std::vector<double>(children, 1.0), 1, 1));
    LinearProgram program(children + 1, 0, 1, constraints);
    program.bound(children, 0, unbounded);
    return program;
}

double smallest_error(LinearProgram& program, std::size_t children) {
    const double error = program.minimise(std::vector<Term>{{children, 1.0}}).value_or(unbounded);
    return error < tolerance ? 0 : error;
}

std::vector<WeightInterval> intervals_of(LinearProgram& program, const std::vector<std::size_t>& children) {
    program.bound(children.size(), 0, 0);
    std::vector<WeightInterval> intervals;
    for (std::size_t i = 0; i < children.size(); ++i) {
        const double low = program.minimise(std::vector<Term>{{i, 1.0}}).value_or(0);
        const double high = -program.minimise(std::vector<Term>{{i, -1.0}}).value_or(-1);
        intervals.push_back({children[i], std::max(0.0, low), std::min(1.0, high)});
    }
    return intervals;
}

/// The rows that hold the smallest error up: without any other it would be the same.
std::vector<std::size_t> binding(const LinearProgram& program, std::size_t rows) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < rows; ++i) {
        const auto prices = program.prices();
        if (std::abs(prices[2 * i]) > tolerance || std::abs(prices[2 * i + 1]) > tolerance) found.push_back(i);
    }
    return found;
}

std::vector<WeightConflict> conflicts_of(const std::vector<WeightRow>& rows, const std::vector<std::size_t>& suspects,
                                         std::size_t children, double error) {
    std::vector<WeightConflict> conflicts;
    for (const std::size_t suspect : suspects) {
        std::vector<WeightRow> others = rows;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(suspect));
        LinearProgram program = program_of(others, children);
        const double without = smallest_error(program, children);
        if (without < error - tolerance) conflicts.push_back({rows[suspect].row, without});
    }
    std::stable_sort(conflicts.begin(), conflicts.end(), [](const WeightConflict& a, const WeightConflict& b) {
        return a.error_without < b.error_without - tolerance;
    });
    return conflicts;
}

Mean mean_of(const Index& index, std::size_t node, const Dataset& data, const WeightQuestion& question) {
    if (question.mean) return *question.mean;
    const Aggregation& aggregation = index.nodes[node].aggregation;
    const auto exponent = exponent_of(aggregation);
    if (aggregation.is_plain() && exponent == 1.0) return Mean::arithmetic;
    if (aggregation.is_plain() && exponent == 0.0) return Mean::geometric;
    refuse(data,
           said("the weights of '{}' cannot be recovered: its aggregation is neither a plain arithmetic "
                "nor a plain geometric mean",
                index.nodes[node].code),
           said("say with --aggregation which of the two to try"));
}

RecoveredWeights recover_node(const Index& index, std::size_t node, const std::vector<WeightRow>& rows, Mean mean) {
    const auto& children = index.nodes[node].children;
    RecoveredWeights recovered{.node = node, .mean = mean};
    for (const WeightRow& row : rows) recovered.rows.push_back(row.row);
    LinearProgram program = program_of(rows, children.size());
    recovered.error = smallest_error(program, children.size());
    recovered.fits = recovered.error == 0;
    if (recovered.fits) {
        recovered.intervals = intervals_of(program, children);
        recovered.simple = simple_weights(rows, recovered.intervals, mean);
        return recovered;
    }
    recovered.closest.assign(program.point().begin(), program.point().end() - 1);
    const auto suspects = binding(program, rows.size());
    recovered.conflicts = conflicts_of(rows, suspects, children.size(), recovered.error);
    return recovered;
}

std::vector<std::size_t> nodes_asked_for(const Index& index, const WeightQuestion& question) {
    if (question.node) return {*question.node};
    std::vector<std::size_t> nodes;
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        const Node& one = index.nodes[node];  // a formula has no weights
        if (one.children.size() > 1 && !one.aggregation.formula) nodes.push_back(node);
    }
    return nodes;
}

[[noreturn]] void refuse_unprinted(const Index& index, const Dataset& data, const WeightQuestion& question) {
    const std::string remedy =
        said("put the printed scores under \"published\" of each unit, of the node and of every child");
    if (!question.node)
        refuse(data, said("no node has its own score and all its children's in print for any unit"), remedy);
    const Node& node = index.nodes[*question.node];
    if (node.is_indicator()) {
        refuse(data, said("'{}' is an indicator: it has no children to weigh", node.code), "");
    }
    refuse(data, said("no unit has the score of '{}' and of all its children in print", node.code), remedy);
}

}  // namespace

std::vector<RecoveredWeights> recover_weights(const Input& input, const WeightQuestion& question) {
    const auto& [index, data, published] = input;
    const PrintedScores printed = printed_scores(published);
    std::vector<RecoveredWeights> recovered;
    for (const std::size_t node : nodes_asked_for(index, question)) {
        if (index.nodes[node].is_indicator()) continue;
        const auto any = weight_rows(index, data, printed, node, Mean::arithmetic);
        if (any.empty()) continue;
        const Mean mean = mean_of(index, node, data, question);
        const auto rows = mean == Mean::arithmetic ? any : weight_rows(index, data, printed, node, mean);
        recovered.push_back(recover_node(index, node, rows, mean));
    }
    if (recovered.empty()) refuse_unprinted(index, data, question);
    return recovered;
}

}  // namespace iiindex
