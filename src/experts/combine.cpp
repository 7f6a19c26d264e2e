#include "experts/combine.hpp"

#include <algorithm>
#include <cmath>

#include "ground/near_one.hpp"
#include "ground/shares.hpp"

namespace iiindex::detail {
namespace {

/// A weight and what the expert who gave it counts.
struct Counted {
    double weight;
    double count;
};

double mean_of(std::span<const Counted> all) {
    double sum = 0, counts = 0;
    for (const Counted& one : all) sum += one.weight * one.count, counts += one.count;
    return sum / counts;
}

/// 0 where one weight is 0.
double geometric_mean_of(std::span<const Counted> all) {
    double sum = 0, counts = 0;
    for (const Counted& one : all) {
        if (one.weight == 0) return 0;
        sum += std::log(one.weight) * one.count, counts += one.count;
    }
    return std::exp(sum / counts);
}

/// The number below and above which half of the counts lie; between two such, their mean. Sorted.
double median_of(std::span<const Counted> sorted) {
    double all = 0, below = 0;
    for (const Counted& one : sorted) all += one.count;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        below += sorted[i].count;
        if (std::abs(2 * below - all) <= 1e-12 * all) return (sorted[i].weight + sorted[i + 1].weight) / 2;
        if (2 * below > all) return sorted[i].weight;
    }
    return sorted.back().weight;
}

/// Without the largest and the smallest. Sorted.
std::span<const Counted> trimmed(std::span<const Counted> sorted, double trim) {
    const auto asked = static_cast<std::size_t>(std::ceil(trim * static_cast<double>(sorted.size()) - 1e-9));
    const std::size_t cut = std::min(std::max<std::size_t>(asked, 1), (sorted.size() - 1) / 2);
    return sorted.subspan(cut, sorted.size() - 2 * cut);
}

double centre(std::vector<Counted> all, Combining how, double trim) {
    std::sort(all.begin(), all.end(), [](const Counted& a, const Counted& b) {
        return a.weight < b.weight || (a.weight == b.weight && a.count < b.count);
    });
    switch (how) {
        case Combining::geometric: return geometric_mean_of(all);
        case Combining::median: return median_of(all);
        case Combining::trimmed: return mean_of(trimmed(all, trim));
        case Combining::judgements:
        case Combining::mean: break;
    }
    return mean_of(all);
}

}  // namespace

std::vector<double> combined(const std::vector<std::span<const double>>& weights, const std::vector<double>& counts,
                             Combining how, double trim) {
    // Experts who count for very much count the same together for less.
    const double times = near_one(*std::max_element(counts.begin(), counts.end()));
    std::vector<double> group;
    for (std::size_t child = 0; child < weights.front().size(); ++child) {
        std::vector<Counted> all;
        for (std::size_t i = 0; i < weights.size(); ++i) all.push_back({weights[i][child], counts[i] * times});
        group.push_back(centre(std::move(all), how, trim));
    }
    share_out(group);
    return group;
}

std::vector<PairComparison> combined_judgements(const std::vector<const Judgement*>& judgements,
                                                const std::vector<double>& counts) {
    struct LogarithmSum {
        PairComparison pair;
        double logarithms = 0, counts = 0;
    };
    std::vector<LogarithmSum> sums;  // of (0, 1), (0, 2), (1, 2), ...
    for (std::size_t i = 0; i < judgements.size(); ++i) {
        for (const PairComparison& pair : judgements[i]->pairs) {
            const std::size_t place = pair.second * (pair.second - 1) / 2 + pair.first;
            if (place >= sums.size()) sums.resize(place + 1);
            sums[place].pair = pair;
            sums[place].logarithms += counts[i] * std::log(pair.preference);
            sums[place].counts += counts[i];
        }
    }
    std::vector<PairComparison> pairs;
    for (const LogarithmSum& sum : sums) {
        if (sum.counts > 0) pairs.push_back({sum.pair.first, sum.pair.second, std::exp(sum.logarithms / sum.counts)});
    }
    return pairs;
}

}  // namespace iiindex::detail
