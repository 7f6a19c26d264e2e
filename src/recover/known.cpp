#include <algorithm>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/problem.hpp>

#include "requirements.hpp"

namespace iiindex {
namespace {

std::string source_of(const Dataset& data, std::size_t row, std::size_t indicator) {
    const auto found = data.value_origins.find({row, indicator});
    return found == data.value_origins.end() ? std::string() : found->second.source;
}

/// The largest of an indicator's figures, which makes the scale.
double largest(const Index& index, const Dataset& data, std::size_t indicator) {
    const Node& node = index.nodes[index.indicators[indicator]];
    double most = 0;
    for (std::size_t row = 0; row < data.units.size(); ++row) {
        const auto figure = data.values.at(row, indicator);
        if (!figure) continue;
        if (*figure < 0 || node.direction == Direction::negative) {
            throw InputError(Problem{
                .where = {data.file},
                .what = fmt::format("the figure {} of '{}' at '{}' gives no score: only shares of the best do, with 0 "
                                    "for none", shortest(*figure), data.units.codes[row], node.code),
                .remedy = "leave figures of indicators out that may be negative or of which less is better"});
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
        const auto column = data.values.column(i);
        const auto figures = std::count_if(column.begin(), column.end(), [](double v) { return !is_missing(v); });
        const double most = largest(index, data, i);
        if (figures < 2 || most == 0) continue;
        for (std::size_t row = 0; row < column.size(); ++row) {
            if (is_missing(column[row])) continue;
            const double score = range.low + (range.high - range.low) * column[row] / most;
            known.push_back({row, i, round_half_up(score, digits), source_of(data, row, i)});
        }
    }
    return known;
}

}  // namespace iiindex
