#include <fmt/format.h>

#include <iiindex/rank.hpp>

#include "write/live/node_part.hpp"

namespace iiindex::detail::live {
namespace {

/// The places of a period's units in the ranking.
std::vector<double> places_of(const NodePart& part) {
    std::vector<double> places(part.units.count);
    const Ranking ranking = rank(part.plan.result, part.number, part.units);
    for (std::size_t i = 0; i < ranking.order.size(); ++i) places[ranking.order[i]] = static_cast<double>(i + 1);
    return places;
}

/// The place of a unit in the ranking: tied ones stand in the order in which they are here.
void write_place(const NodePart& part, std::size_t unit, double place) {
    const std::size_t row = part.row_of(unit);
    const std::string all = part.plan.column_range({&part.sheet, part.block.rank}, part.units, &part.sheet);
    const std::string own = address(row, part.block.rank);
    const std::string so_far = address(part.row_of(0), part.block.rank, Fixed::row) + ":" + own;
    part.sheet.formula(
        row, part.plan.place_column,
        fmt::format("IF(ISNUMBER({0}),{0}+COUNTIF({1},{0})-1,COUNT({2})+ROWS({1})-COUNT({1}))", own, so_far, all),
        place, 0);
}

}  // namespace

void write_ranks(const NodePart& part) {
    const std::vector<Rank> ranks = ranks_of(part.plan.result, part.number, part.units);
    const std::vector<double> places = part.number == 0 ? places_of(part) : std::vector<double>();
    const std::string all = part.plan.column_range({&part.sheet, part.block.own}, part.units, &part.sheet);
    const std::string tolerance = part.plan.tolerance(part.number, part.period);
    for (std::size_t unit = 0; unit < part.units.count; ++unit) {
        const std::string own = address(part.row_of(unit), part.block.own);
        const double rank = ranks[unit] == 0 ? missing : static_cast<double>(ranks[unit]);
        part.sheet.formula(
            part.row_of(unit), part.block.rank,
            fmt::format("IF(ISNUMBER({0}),1+SUMPRODUCT(ISNUMBER({1})*({1}>{0}+{2})),\"\")", own, all, tolerance), rank,
            0);
        if (!places.empty()) write_place(part, unit, places[unit]);
    }
}

}  // namespace iiindex::detail::live
