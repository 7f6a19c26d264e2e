#include "engine/methods/combined.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <Eigen/QR>

#include "ground/shares.hpp"

namespace iiindex::detail {
namespace {

using Sets = std::vector<std::vector<double>>;

/// What each set counts for, as shares.
std::vector<double> shares_of(const Weighting& weighting) {
    std::vector<double> shares = weighting.shares;
    if (shares.empty()) shares.assign(weighting.sets.size(), 1);
    share_out(shares);
    return shares;
}

/// Of two sets that count the same the product itself; of others each to the power of what it counts for.
std::vector<double> product(const Sets& sets, const Weighting& weighting) {
    std::vector<double> product(sets.front().size(), 1);
    for (std::size_t set = 0; set < sets.size(); ++set) {
        const double power =
            weighting.shares.empty() ? 1 : shares_of(weighting)[set] * static_cast<double>(sets.size());
        for (std::size_t child = 0; child < product.size(); ++child)
            product[child] *= std::pow(sets[set][child], power);
    }
    return product;
}

std::vector<double> sum(const Sets& sets, const std::vector<double>& times) {
    std::vector<double> sum(sets.front().size(), 0);
    for (std::size_t set = 0; set < sets.size(); ++set) {
        for (std::size_t child = 0; child < sum.size(); ++child) sum[child] += times[set] * sets[set][child];
    }
    return sum;
}

/// How much of each set goes into the sum that lies nearest to each of them: the normal equations of all together.
std::vector<double> nearest_to_each(const Sets& sets) {
    const auto size = static_cast<Eigen::Index>(sets.size());
    Eigen::MatrixXd products(size, size);
    for (Eigen::Index a = 0; a < size; ++a) {
        for (Eigen::Index b = 0; b < size; ++b) {
            const auto& left = sets[static_cast<std::size_t>(a)];
            const auto& right = sets[static_cast<std::size_t>(b)];
            products(a, b) = 0;
            for (std::size_t child = 0; child < left.size(); ++child) products(a, b) += left[child] * right[child];
        }
    }
    // Sets that are the same share what is theirs: of all solutions the shortest.
    const Eigen::VectorXd squares = products.diagonal();
    const Eigen::VectorXd times = products.completeOrthogonalDecomposition().solve(squares).cwiseAbs();
    return {times.begin(), times.end()};
}

}  // namespace

FoundWeights combined(const Children& children, const Weighting& weighting, const Aggregation& aggregation) {
    Sets sets;
    FoundWeights all;
    for (const Weighting& one : weighting.sets) {
        FoundWeights found = weights_by(one, children, aggregation);
        if (found.weights.empty()) return {};
        share_out(found.weights);
        all.missed = std::max(all.missed, found.missed);
        sets.push_back(std::move(found.weights));
    }
    switch (weighting.by) {
        case Weighting::By::product: all.weights = product(sets, weighting); break;
        case Weighting::By::mean: all.weights = sum(sets, shares_of(weighting)); break;
        case Weighting::By::least_squares: all.weights = sum(sets, nearest_to_each(sets)); break;
    }
    return all;
}

}  // namespace iiindex::detail
