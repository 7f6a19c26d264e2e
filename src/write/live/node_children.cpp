#include <fmt/format.h>

#include <iiindex/prepare.hpp>

#include "ground/catalogue.hpp"
#include "write/live/node_part.hpp"

namespace iiindex::detail::live {
namespace {

class ChildCells {
public:
    ChildCells(const NodePart& part, const PutIn& put_in) : part_(part), put_in_(put_in) { enter_numbers(); }

    std::vector<std::vector<double>> write() {
        for (std::size_t unit = 0; unit < part_.units.count; ++unit) {
            for (std::size_t child = 0; child < part_.node.children.size(); ++child) write_child(unit, child);
        }
        return std::move(entering_);
    }

private:
    bool is_reversed(std::size_t child) const {
        return !part_.child_node(child).is_indicator() && part_.child_node(child).direction == Direction::negative;
    }
    bool imputes(std::size_t child) const {
        return part_.node.missing.kind == MissingRule::Kind::impute && part_.counts(child);
    }

    /// The children's scores as they enter, which the cells of the formulas show.
    void enter_numbers() {
        for (std::size_t child = 0; child < part_.node.children.size(); ++child) {
            const std::size_t number = part_.node.children[child];
            const auto scores = part_.plan.result.scores_in(number, part_.units);
            std::vector<double> entering(scores.begin(), scores.end());
            const Range own = scale_of(part_.plan.index, number);
            for (std::size_t unit = 0; unit < part_.units.count; ++unit) {
                double& score = entering[unit];
                const auto found = put_in_.find({part_.units.first + unit, number});
                const bool is_put_in = found != put_in_.end() && imputes(child);
                if (is_put_in) {
                    score = found->second;
                } else if (is_reversed(child)) {
                    score = own.mirrored(score);
                }
                if (part_.map) score = part_.map->at(score);
            }
            entering_.push_back(std::move(entering));
        }
    }

    /// A score as it enters, from a cell or another formula of it.
    std::string entering_formula(std::size_t child, const std::string& score) const {
        std::string text = score;
        if (is_reversed(child)) {
            const Range own = scale_of(part_.plan.index, part_.node.children[child]);
            text = fmt::format("{}-{}", literal(own.low + own.high), text);
        }
        if (!part_.map) return text;
        const Range to = part_.node.aggregation.on.value_or(part_.scale);
        const std::string reach = fmt::format("({}-{})/({}-{})", literal(to.high), literal(to.low),
                                              literal(part_.scale.high), literal(part_.scale.low));
        if (part_.node.aggregation.inverted)
            return fmt::format("{}+({}-({}))*{}", literal(to.low), literal(part_.scale.high), text, reach);
        return fmt::format("{}+({}-{})*{}", literal(to.low), text, literal(part_.scale.low), reach);
    }

    /// What is put in for a child without a score.
    std::string put_in(std::size_t unit, const ColumnPlace& place) const {
        const Imputation& rule = part_.node.missing.impute;
        const ImputationMethod& method = *rule.method;
        const std::string all = part_.plan.column_range(place, part_.units, &part_.sheet);
        if (method.looks == ImputationMethod::Looks::at_column)
            return fmt::format(fmt::runtime(method.centre->in_cells), fmt::arg("all", all));
        const ColumnPlace groups{part_.plan.values, part_.plan.group_columns.at(rule.group)};
        const std::string same = fmt::format("EXACT({},{})", part_.plan.column_range(groups, part_.units, &part_.sheet),
                                             part_.plan.cell(groups, part_.units.first + unit, &part_.sheet));
        return fmt::format(fmt::runtime(method.centre->of_group_in_cells), fmt::arg("same", same),
                           fmt::arg("all", all));
    }

    void write_child(std::size_t unit, std::size_t child) {
        const std::size_t row = part_.row_of(unit), column = part_.block.children + child;
        const ColumnPlace place = part_.plan.score_place(part_.node.children[child]);
        const std::string cell = part_.plan.cell(place, part_.units.first + unit, &part_.sheet);
        const std::string own = entering_formula(child, cell);
        const double number = entering_[child][unit];
        const int digits = part_.plan.digits_of(part_.node.children[child]);
        const std::size_t data_row = part_.units.first + unit;
        const bool is_put_in = imputes(child) && put_in_.count({data_row, part_.node.children[child]}) > 0;
        std::string otherwise = "\"\"";
        if (may_be_put_in(child, data_row)) {
            otherwise = fmt::format("IFERROR({},\"\")", entering_formula(child, put_in(unit, place)));
            if (!imputes(child)) otherwise = fmt::format("IF({}>0,{},\"\")", part_.share_cell(child), otherwise);
        }
        part_.sheet.formula(row, column, fmt::format("IF(ISNUMBER({}),{},{})", cell, own, otherwise), number, digits);
        if (is_put_in)
            part_.sheet.comment(row, column,
                                worded(part_.plan.language, "put in: {}", part_.node.missing.impute.method->name));
    }

    /// Whether what is put in has a formula, were it only for another weight than 0.
    bool may_be_put_in(std::size_t child, std::size_t row) const {
        return part_.node.missing.kind == MissingRule::Kind::impute &&
               (imputes(child) || !part_.node.aggregation.formula) && !part_.plan.result.data.is_screened(row) &&
               has_group(row);
    }

    bool has_group(std::size_t row) const {
        const std::string& group = part_.node.missing.impute.group;
        return group.empty() || part_.plan.result.data.units.find_grouping(group)->group_of[row] != Grouping::ungrouped;
    }

    const NodePart& part_;
    const PutIn& put_in_;
    std::vector<std::vector<double>> entering_;
};

}  // namespace

std::vector<std::vector<double>> write_children(const NodePart& part, const PutIn& put_in) {
    return ChildCells(part, put_in).write();
}

}  // namespace iiindex::detail::live
