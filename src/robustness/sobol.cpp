#include <algorithm>
#include <cmath>

#include <tbb/parallel_for.h>

#include <iiindex/robustness.hpp>

#include "ground/statistics.hpp"
#include "robustness/stream.hpp"

namespace iiindex {

using namespace detail;

namespace {

struct Indices {
    double first;
    double total;
};

/// Over the rows that `row` names; empty where the outcomes are all the same.
template <class Row>
std::optional<Indices> indices(std::span<const double> a, std::span<const double> b, std::span<const double> ab,
                               const Row& row, FirstOrder order) {
    const auto n = static_cast<double>(a.size());
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[row(i)] + b[row(i)];
    const double mean = sum / (2 * n);
    const double origin = order == FirstOrder::centred ? mean : 0;
    double squares = 0, first = 0, total = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::size_t r = row(i);
        squares += (a[r] - mean) * (a[r] - mean) + (b[r] - mean) * (b[r] - mean);
        first += (b[r] - origin) * (ab[r] - a[r]);
        total += (a[r] - ab[r]) * (a[r] - ab[r]);
    }
    const double variance = squares / (2 * n - 1);
    if (!(variance > 0)) return std::nullopt;
    return Indices{first / n / variance, total / (2 * n * variance)};
}

std::optional<Sobol::Estimate> estimate(double value, std::vector<double> samples) {
    std::sort(samples.begin(), samples.end());
    return Sobol::Estimate{value, quantile(samples, 0.05), quantile(samples, 0.95)};
}

}  // namespace

Sobol sobol(std::span<const double> a, std::span<const double> b, std::span<const double> ab, std::uint64_t seed,
            std::size_t bootstrap, FirstOrder order) {
    const auto found = a.empty() ? std::nullopt
                                 : indices(
                                       a, b, ab, [](std::size_t i) { return i; }, order);
    if (!found) return {};
    std::vector<double> first(bootstrap, found->first), total(bootstrap, found->total);
    tbb::parallel_for(std::size_t{0}, bootstrap, [&](std::size_t sample) {
        std::vector<double> numbers(a.size());
        fill_uniform(seed, StreamOf::bootstrap, sample, numbers);
        const auto drawn_row = [&](std::size_t i) {
            return static_cast<std::size_t>(numbers[i] * static_cast<double>(a.size()));
        };
        const auto drawn = indices(a, b, ab, drawn_row, order);
        if (!drawn) return;
        first[sample] = drawn->first;
        total[sample] = drawn->total;
    });
    return {estimate(found->first, std::move(first)), estimate(found->total, std::move(total))};
}

}  // namespace iiindex
