#include <algorithm>
#include <optional>

#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>
#include <iiindex/problem.hpp>

#include "ground/catalogue.hpp"
#include "recover/requirements.hpp"

namespace iiindex::detail {
namespace {

std::string source_of(const Dataset& data, std::size_t row, std::size_t indicator) {
    const auto found = data.value_origins.find({row, indicator});
    return found == data.value_origins.end() ? std::string() : found->second.source;
}

/// A figure in the indicator's measure, if there is one: what was recovered, assumed or put in is none.
std::optional<double> figure_at(const Dataset& data, std::size_t row, std::size_t indicator) {
    const Origin origin = data.origin_of(row, indicator);
    const bool counts = origin == Origin::published || origin == Origin::measured || origin == Origin::unstated;
    return counts ? data.values.at(row, indicator) : std::nullopt;
}

/// The largest of an indicator's figures, which makes the scale.
double largest(const Index& index, const Dataset& data, std::size_t indicator) {
    const Node& node = index.nodes[index.indicators[indicator]];
    double most = 0;
    for (std::size_t row = 0; row < data.units.size(); ++row) {
        const auto figure = figure_at(data, row, indicator);
        if (!figure) continue;
        if (*figure < 0 || node.direction == Direction::negative) {
            throw InputError(Problem{
                .where = {data.file},
                .what = said("the figure {} of '{}' at '{}' gives no score: only shares of the best do, with 0 "
                             "for none",
                             shortest(*figure), data.units.codes[row], node.code),
                .remedy = said("leave figures of indicators out that may be negative or of which less is better")});
        }
        most = std::max(most, *figure);
    }
    return most;
}

}  // namespace

std::vector<KnownScore> known_scores(const Index& index, const Dataset& data, int digits) {
    std::vector<KnownScore> known;
    const Range range = scale_of(index, 0);
    for (std::size_t i = 0; i < index.indicators.size(); ++i) {
        const double most = largest(index, data, i);
        std::vector<KnownScore> of_indicator;
        for (std::size_t row = 0; row < data.units.size(); ++row) {
            const auto figure = figure_at(data, row, i);
            if (!figure || most == 0) continue;
            const double score = range.low + (range.high - range.low) * *figure / most;
            of_indicator.push_back({row, i, round_half_up(score, digits), source_of(data, row, i)});
        }
        if (of_indicator.size() > 1) known.insert(known.end(), of_indicator.begin(), of_indicator.end());
    }
    return known;
}

}  // namespace iiindex::detail
