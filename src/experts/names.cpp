#include <algorithm>
#include <array>

#include <iiindex/experts.hpp>

#include "ground/catalogue.hpp"

namespace iiindex {

using namespace detail;

namespace {

// As the R package ahpsurvey (Cho 2018) gives them up to 15 children; further ones of the same simulation after that.
constexpr std::array simulated = {0.0,       0.0,       0.5251686, 0.8836651, 1.1081014, 1.2492774, 1.3415514,
                                  1.4048466, 1.4507197, 1.4857266, 1.5141022, 1.5356638, 1.5545925, 1.5703498,
                                  1.5839958, 1.5955704, 1.6053208, 1.6140648, 1.62189,   1.6288505};
constexpr std::array of_saaty = {0.0,  0.0,  0.58, 0.90, 1.12, 1.24, 1.32, 1.41,
                                 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59};

constexpr std::array random_tables = {
    RandomIndex{"simulated", marked("of 500,000 random matrices each; up to 20 children"), simulated},
    RandomIndex{"saaty", marked("Saaty's table of 1980; up to 15 children"), of_saaty},
};

constexpr std::array priorities = {
    std::pair<std::string_view, Priorities>{"eigenvector", Priorities::eigenvector},
    std::pair<std::string_view, Priorities>{"geometric", Priorities::geometric},
};

constexpr std::array combinings = {
    std::pair<std::string_view, Combining>{"judgements", Combining::judgements},
    std::pair<std::string_view, Combining>{"geometric", Combining::geometric},
    std::pair<std::string_view, Combining>{"mean", Combining::mean},
    std::pair<std::string_view, Combining>{"median", Combining::median},
    std::pair<std::string_view, Combining>{"trimmed", Combining::trimmed},
};

constexpr std::array rank_weights = {
    std::pair<std::string_view, RankWeights>{"centroid", RankWeights::centroid},
    std::pair<std::string_view, RankWeights>{"sum", RankWeights::sum},
    std::pair<std::string_view, RankWeights>{"reciprocal", RankWeights::reciprocal},
};

}  // namespace

std::span<const std::pair<std::string_view, Priorities>> priorities_names() { return priorities; }
std::span<const std::pair<std::string_view, Combining>> combining_names() { return combinings; }
std::span<const std::pair<std::string_view, RankWeights>> rank_weights_names() { return rank_weights; }
std::span<const RandomIndex> random_indices() { return random_tables; }

double RandomIndex::of(std::size_t children) const {
    if (children <= of_size.size()) return of_size[children - 1];
    const auto n = static_cast<double>(children);
    return (1.7699 * n - 4.3513) / (n - 1);
}

}  // namespace iiindex
