#include <fmt/format.h>

#include "write/live/node_part.hpp"

namespace iiindex::detail::live {
namespace {

/// A number of indicators and the formula for it.
struct Count {
    std::size_t number = 0;
    std::string formula;

    void add(const std::string& condition, const std::string& cell, std::size_t many) {
        formula += fmt::format("{}{}{}", formula.empty() ? "" : "+", condition, cell);
        number += many;
    }
};

class MeasuredCells {
public:
    explicit MeasuredCells(const NodePart& part) : part_(part) {}

    void write() {
        write(share_row(), count([](std::size_t) { return "1"; }, share_row(), [](std::size_t) { return true; }));
        for (std::size_t unit = 0; unit < part_.units.count; ++unit) {
            const std::size_t row = part_.units.first + unit;
            const auto cell = [&](std::size_t leaf) {
                return fmt::format("COUNT({})", plan().cell(plan().prepared_place(leaf), row, &part_.sheet));
            };
            const auto is_there = [&](std::size_t leaf) { return plan().result.data.values.at(row, leaf).has_value(); };
            write(part_.row_of(unit), count(cell, part_.row_of(unit), is_there));
        }
    }

private:
    Plan& plan() const { return part_.plan; }
    std::size_t share_row() const { return plan().share_row(plan().set_of(part_.period)); }

    /// cell       what an indicator counts
    /// row        of the children's own counts
    /// is_there   whether it does, of an indicator
    template <class Cell, class IsThere>
    Count count(const Cell& cell, std::size_t row, const IsThere& is_there) const {
        Count all;
        for (std::size_t child = 0; child < part_.node.children.size(); ++child) {
            const bool by_formula = part_.node.aggregation.formula.has_value();
            if (by_formula && !part_.counts(child)) continue;
            const std::string condition = by_formula ? "" : fmt::format("({}>0)*", part_.share_cell(child));
            const std::size_t below = part_.node.children[child];
            const auto& indicator = part_.child_node(child).indicator;
            all.add(condition, indicator ? cell(*indicator) : address(row, plan().measured_columns[below]),
                    number_below(below, is_there));
        }
        return all;
    }

    template <class IsThere>
    std::size_t number_below(std::size_t child, const IsThere& is_there) const {
        if (plan().index.nodes[child].weight == 0) return 0;
        std::size_t number = 0;
        for (const std::size_t leaf : plan().index.indicators_counted_below(child)) {
            number += is_there(*plan().index.nodes[leaf].indicator) ? 1u : 0u;
        }
        return number;
    }

    void write(std::size_t row, const Count& count) {
        plan().formula(part_.sheet, row, *part_.block.measured, count.formula, static_cast<double>(count.number), 0,
                       part_.title());
    }

    const NodePart& part_;
};

}  // namespace

void write_measured(const NodePart& part) { MeasuredCells(part).write(); }

}  // namespace iiindex::detail::live
