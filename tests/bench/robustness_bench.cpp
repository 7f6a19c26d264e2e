// How long replicates take. Prints a line a measurement; asserts nothing.

#include <algorithm>
#include <chrono>
#include <functional>
#include <numeric>
#include <string>

#include <fmt/format.h>

#include <iiindex/compute.hpp>
#include <iiindex/load.hpp>
#include <iiindex/robustness.hpp>

#include "paths.hpp"
#include "robustness/stream.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

/// The least of three runs, in seconds.
double seconds(const std::function<void()>& work) {
    double least = 1e300;
    for (int i = 0; i < 3; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    return least;
}

Result computed(const std::string& path) {
    Input input = load_dataset(read_source(path)).value;
    return compute(std::move(input.index), std::move(input.data));
}

/// Draws every weight, forms the weighted sum of the indicators, sorts the units: what no replicate can do without.
double bare_loop(const Result& result, std::uint64_t replicates) {
    const Index& index = result.index;
    const std::size_t units = result.data.units.size();
    std::vector<double> numbers(index.nodes.size()), shares(index.nodes.size()), scores(units),
        sums(index.nodes.size());
    double kept = 0;
    for (std::uint64_t replicate = 0; replicate < replicates; ++replicate) {
        fill_uniform(1, StreamOf::replicates, replicate, numbers);
        shares[0] = 1;
        std::fill(sums.begin(), sums.end(), 0);
        for (std::size_t node = 1; node < index.nodes.size(); ++node) {
            shares[node] = result.weights[0][node] * (1 + 0.25 * (2 * numbers[node] - 1));
            sums[index.nodes[node].parent] += shares[node];
        }
        for (std::size_t node = 1; node < index.nodes.size(); ++node) {
            shares[node] *= shares[index.nodes[node].parent] / sums[index.nodes[node].parent];
        }
        std::fill(scores.begin(), scores.end(), 0);
        for (const std::size_t leaf : index.indicators) {
            const double* const column = result.scores_of(leaf).data();
            for (std::size_t unit = 0; unit < units; ++unit) scores[unit] += shares[leaf] * column[unit];
        }
        std::sort(scores.begin(), scores.end(), std::greater<>());
        kept += scores[replicate % units];
    }
    return kept;
}

/// An index of `indicators` in groups of five, with `units` units.
Result made_up(std::size_t units, std::size_t indicators) {
    std::string index = R"({"format": "iiindex/index/1", "code": "t", "name": "T",
        "normalisation": {"method": "min-max", "range": [1, 100]}, "children": [)";
    std::string csv = "code";
    for (std::size_t i = 0; i < indicators; ++i) {
        if (i % 5 == 0)
            index += fmt::format(R"({}{{"code": "g{}", "name": "G", "children": [)", i == 0 ? "" : "]},", i / 5);
        index += fmt::format(R"({}{{"code": "i{}", "name": "I"}})", i % 5 == 0 ? "" : ",", i);
        csv += fmt::format(",i{}", i);
    }
    index += "]}]}";
    std::vector<double> numbers(indicators);
    for (std::size_t unit = 0; unit < units; ++unit) {
        fill_uniform(3, StreamOf::bootstrap, unit, numbers);
        csv += fmt::format("\nu{}", unit);
        for (const double number : numbers) csv += fmt::format(",{}", number);
    }
    Input input = load_dataset({"made-up.csv", csv + "\n"}, load_index({"made-up.json", index}).value).value;
    return compute(std::move(input.index), std::move(input.data));
}

void measure(const char* what, std::uint64_t replicates, const std::function<void()>& work) {
    const double time = seconds(work);
    fmt::print("{:<58} {:8.3f} s {:9.2f} µs a replicate\n", what, time, 1e6 * time / static_cast<double>(replicates));
}

}  // namespace

int main(int argc, char** argv) {
    const Result city = computed(argc > 1 ? argv[1] : IIINDEX_SOURCE "/data/2020.json");
    const Uncertainty usual = usual_uncertainty(city.index, 0);
    Uncertainty weights;
    weights.weights = 0.25;
    for (const std::size_t threads : {1u, 2u}) {
        measure(fmt::format("default preset, 100,000 replicates, {} thread(s)", threads).c_str(), 100000,
                [&] { robustness(city, usual, {.replicates = 100000, .threads = threads}); });
    }
    measure("weights alone, 100,000 replicates, 1 thread", 100000,
            [&] { robustness(city, weights, {.replicates = 100000, .threads = 1}); });
    volatile double kept = 0;
    measure("bare loop, 100,000 replicates, 1 thread", 100000, [&] { kept = bare_loop(city, 100000); });
    measure("sensitivity, N = 10,000, 2 threads", 10000,
            [&] { sensitivity(city, usual, {.replicates = 10000, .threads = 2}); });
    for (const auto& [units, indicators] :
         {std::pair<std::size_t, std::size_t>{100, 50}, {200, 50}, {400, 50}, {100, 100}, {100, 200}}) {
        const Result result = made_up(units, indicators);
        const Uncertainty all = usual_uncertainty(result.index, 0);
        measure(fmt::format("default preset, {} units x {} indicators, 1 thread", units, indicators).c_str(), 5000,
                [&] { robustness(result, all, {.replicates = 5000, .threads = 1}); });
    }
}
