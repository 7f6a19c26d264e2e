#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <vector>

#include <iiindex/columns.hpp>

#include "ground/counts.hpp"

using namespace iiindex;
using namespace iiindex::detail;

TEST_CASE("numbers are counted as one by one") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    std::mt19937_64 random(5);
    for (const std::size_t size : {0u, 1u, 7u, 511u, 512u, 1300u}) {
        std::vector<std::vector<double>> columns(3, std::vector<double>(size));
        for (auto& column : columns) {
            for (double& number : column) {
                const auto draw = random() % 4;
                number = draw == 0 ? infinity : draw == 1 ? -infinity : draw == 2 ? missing : 1.5;
            }
        }
        const auto& first = columns.front();
        const Ends ends = ends_of(first);
        CHECK(ends.count == size - count_missing(first));
        for (const double number : first) {
            if (!is_missing(number)) CHECK((ends.least <= number && number <= ends.most));
        }
        CHECK((ends.count == 0 || std::find(first.begin(), first.end(), ends.least) != first.end()));
        CHECK((ends.count == 0 || std::find(first.begin(), first.end(), ends.most) != first.end()));
        CHECK(count_missing(first) == static_cast<std::size_t>(std::count_if(first.begin(), first.end(), is_missing)));
        CHECK(count_not_finite(first) == static_cast<std::size_t>(std::count_if(
                                             first.begin(), first.end(), [](double x) { return !std::isfinite(x); })));
        std::size_t empty = 0;
        for (std::size_t i = 0; i < size; ++i) {
            empty +=
                std::all_of(columns.begin(), columns.end(), [&](const auto& c) { return is_missing(c[i]); }) ? 1u : 0u;
        }
        const std::vector<std::span<const double>> spans(columns.begin(), columns.end());
        CHECK(count_empty(spans) == empty);
    }
}
