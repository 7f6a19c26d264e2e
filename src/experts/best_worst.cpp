#include "experts/best_worst.hpp"

#include <algorithm>
#include <cmath>

#include "ground/linear_program.hpp"
#include "ground/shares.hpp"

namespace iiindex::detail {
namespace {

/// |first - times second| <= the deviation, as two constraints.
void add_comparison(std::vector<Constraint>& constraints, std::size_t first, std::size_t second, double times,
                    std::size_t deviation) {
    if (first == second) return;
    constraints.push_back({{{first, 1}, {second, -times}, {deviation, -1}}, -unbounded, 0});
    constraints.push_back({{{first, -1}, {second, times}, {deviation, -1}}, -unbounded, 0});
}

double ratio_of(const Judgement& judgement) {
    const double whole = judgement.numbers[judgement.worst];
    double most = 0;
    for (std::size_t j = 0; j < judgement.numbers.size(); ++j) {
        most = std::max(most, std::abs(judgement.numbers[j] * judgement.over_worst[j] - whole));
    }
    return whole > 1 ? most / (whole * whole - whole) : 0;
}

}  // namespace

BestWorst best_worst_weights(const Judgement& judgement) {
    if (ratio_of(judgement) < 1e-12) {
        BestWorst exact{judgement.numbers, 0, 0};
        for (double& number : exact.weights) number = 1 / number;
        share_out(exact.weights);
        return exact;
    }
    const std::size_t n = judgement.numbers.size(), deviation = n;
    std::vector<Constraint> constraints;
    Constraint sum{.terms = {}, .low = 1, .high = 1};
    for (std::size_t j = 0; j < n; ++j) {
        sum.terms.push_back({j, 1});
        add_comparison(constraints, judgement.best, j, judgement.numbers[j], deviation);
        if (j != judgement.best) add_comparison(constraints, j, judgement.worst, judgement.over_worst[j], deviation);
    }
    constraints.push_back(sum);
    LinearProgram program(n + 1, 0, 1, constraints);
    const Term least[] = {{deviation, 1}};
    const double left = program.minimise(least).value_or(0);
    const auto point = program.point();
    BestWorst found{
        {point.begin(), point.begin() + static_cast<std::ptrdiff_t>(n)}, std::max(0.0, left), ratio_of(judgement)};
    for (double& weight : found.weights) weight = std::max(0.0, weight);
    share_out(found.weights);
    return found;
}

}  // namespace iiindex::detail
