#include <fmt/format.h>

#include <iiindex/aggregate.hpp>

#include "write/live/node_part.hpp"

namespace iiindex::detail::live {
namespace {

/// The share that was measured: what is put in here does not count.
std::string coverage_formula(const NodePart& part, std::size_t unit, const GroupCells& cells) {
    if (part.node.coverage->of == Coverage::Of::indicators) {
        return fmt::format(
            "{}/{}", address(part.row_of(unit), *part.block.measured),
            address(part.plan.share_row(part.plan.set_of(part.period)), *part.block.measured, Fixed::row));
    }
    std::vector<std::string> there;
    const std::size_t row = part.units.first + unit;
    const bool by_weight = part.node.coverage->of == Coverage::Of::weight && !part.node.aggregation.formula;
    for (std::size_t child = 0; child < part.node.children.size(); ++child) {
        if (part.node.aggregation.formula && !part.counts(child)) continue;
        const std::string cell = part.plan.cell(part.plan.score_place(part.node.children[child]), row, &part.sheet);
        const std::string weight = part.node.aggregation.formula ? "1"
                                   : by_weight                   ? cells.share_cells[child]
                                                                 : fmt::format("({}>0)", cells.share_cells[child]);
        there.push_back(fmt::format("{}*ISNUMBER({})", weight, cell));
    }
    const std::string whole = part.node.aggregation.formula ? std::to_string(there.size())
                              : by_weight                   ? fmt::format("SUM({})", cells.shares)
                                                            : fmt::format("COUNTIF({},\">0\")", cells.shares);
    return fmt::format("({})/{}", fmt::join(there, "+"), whole);
}

}  // namespace

std::vector<std::string> refusals(const NodePart& part, std::size_t unit, const GroupCells& cells) {
    std::vector<std::string> refused;
    const std::string there = fmt::format("SUMPRODUCT(({}>0)*ISNUMBER({}))", cells.shares, cells.scores);
    const bool is_formula = part.node.aggregation.formula.has_value();
    if (part.node.missing.kind != MissingRule::Kind::reweight && !is_formula)
        refused.push_back(fmt::format("{}<MAX(1,COUNTIF({},\">0\"))", there, cells.shares));
    else if (!is_formula)
        refused.push_back(there + "=0");
    if (part.node.coverage)
        refused.push_back(
            fmt::format("{}<{}-1E-12", coverage_formula(part, unit, cells), literal(part.node.coverage->at_least)));
    const auto domain = domain_of(part.node.aggregation);
    if (domain != AggregationMethod::Domain::any && !is_formula) {
        const bool positive = domain == AggregationMethod::Domain::positive;
        refused.push_back(fmt::format("SUMPRODUCT(({0}>0)*ISNUMBER({1})*({1}{2}{3}))>0", cells.shares, cells.scores,
                                      positive ? "<=" : "<-", cells.tolerance));
    }
    return refused;
}

}  // namespace iiindex::detail::live
