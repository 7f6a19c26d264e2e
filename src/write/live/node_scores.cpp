#include <limits>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/weigh.hpp>

#include "engine/precision.hpp"
#include "write/live/expression.hpp"
#include "write/live/node_part.hpp"

namespace iiindex::detail::live {
namespace {

class ScoreCells {
public:
    ScoreCells(const NodePart& part, const std::vector<std::vector<double>>& entering)
        : part_(part), method_(live_aggregation(part.node.aggregation)), entering_(entering) {
        if (part.block.raw) find_raw();
    }

    void write() {
        for (std::size_t unit = 0; unit < part_.units.count; ++unit) {
            const GroupCells cells = cells_of(unit);
            write_steps(unit, cells);
            write_score(unit, with_steps(cells, unit));
        }
    }

private:
    /// The scores before they are rescaled and rounded.
    void find_raw() {
        Index plain = part_.plan.index;
        plain.nodes[part_.number].rescale_best.reset();
        plain.nodes[part_.number].round.reset();
        std::vector<std::span<const double>> columns;
        std::vector<Precision> precisions;
        for (const std::size_t child : part_.node.children) {
            columns.push_back(part_.plan.result.scores_in(child, part_.units));
            precisions.push_back(part_.plan.result.precisions[part_.period][child]);
        }
        const std::vector<double> given = given_weights(plain, part_.number);
        const FoundWeights found{.weights = part_.shares};
        raw_.resize(part_.units.count);
        aggregate(plain, part_.number, {columns, given, precisions}, part_.plan.result.data, part_.units, raw_, &found);
    }

    std::string mapped_back(const std::string& score) const {
        if (!part_.map) return score;
        const Range to = part_.node.aggregation.on.value_or(part_.scale);
        const std::string away =
            fmt::format("({}-{})*({}-{})/({}-{})", score, literal(to.low), literal(part_.scale.high),
                        literal(part_.scale.low), literal(to.high), literal(to.low));
        return part_.node.aggregation.inverted ? fmt::format("{}-{}", literal(part_.scale.high), away)
                                               : fmt::format("{}+{}", literal(part_.scale.low), away);
    }

    std::string across(std::size_t row, std::size_t first, std::size_t count, Fixed fixed) const {
        return range(row, first, row, first + count - 1, fixed);
    }

    GroupCells cells_of(std::size_t unit) const {
        const std::size_t children = part_.node.children.size(), row = part_.row_of(unit);
        const std::size_t share_row = part_.plan.share_row(part_.plan.set_of(part_.period));
        GroupCells cells{.settings = part_.node.aggregation,
                         .shares = across(share_row, part_.block.children, children, Fixed::row),
                         .scores = across(row, part_.block.children, children, Fixed::none),
                         .tolerance = literal(part_.zero)};
        for (std::size_t child = 0; child < children; ++child) {
            cells.share_cells.push_back(part_.share_cell(child));
            cells.score_cells.push_back(address(row, part_.block.children + child));
            cells.columns.push_back(
                part_.plan.column_range({&part_.sheet, part_.block.children + child}, part_.units, &part_.sheet));
        }
        return cells;
    }

    std::vector<Step> steps() const {
        return method_ && method_->steps ? method_->steps(part_.node.aggregation) : std::vector<Step>();
    }

    GroupCells with_steps(GroupCells cells, std::size_t unit) const {
        const auto all = steps();
        for (std::size_t i = 0; i < all.size(); ++i) {
            const std::size_t count = all[i].by_child ? part_.node.children.size() : 1;
            cells.steps.push_back(count == 1 ? address(part_.row_of(unit), part_.block.steps[i])
                                             : across(part_.row_of(unit), part_.block.steps[i], count, Fixed::none));
        }
        return cells;
    }

    void write_steps(std::size_t unit, const GroupCells& cells) {
        const auto all = steps();
        const GroupCells with = with_steps(cells, unit);
        std::vector<double> scores;
        for (const auto& column : entering_) scores.push_back(column[unit]);
        GroupNumbers numbers{.settings = part_.node.aggregation,
                             .shares = part_.shares,
                             .scores = scores,
                             .columns = entering_,
                             .tolerance = part_.zero,
                             .steps = {}};
        for (std::size_t i = 0; i < all.size(); ++i) {
            auto& made = numbers.steps.emplace_back();
            for (std::size_t child = 0; child < (all[i].by_child ? part_.node.children.size() : 1); ++child) {
                made.push_back(all[i].value(numbers, child));
                part_.plan.formula(part_.sheet, part_.row_of(unit), part_.block.steps[i] + child,
                                   all[i].formula(with, child), made.back(), 4, part_.plan.node_title(part_.number));
            }
        }
    }

    /// The node's score before it is rescaled or rounded; nothing where no formula states it.
    std::optional<std::string> combined(const GroupCells& cells) const {
        const auto& formula = part_.node.aggregation.formula;
        if (!formula) return method_ ? std::optional(mapped_back(method_->score(cells))) : std::nullopt;
        return spreadsheet_formula(
            *formula,
            {.cell = [&](std::size_t child) { return part_.counts(child) ? cells.score_cells[child] : std::string(); },
             .column = [&](std::size_t child) { return part_.counts(child) ? cells.columns[child] : std::string(); },
             .earlier = {}});
    }

    std::string guarded(std::size_t unit, const GroupCells& cells, const std::string& score) const {
        const auto refused = refusals(part_, unit, cells);
        if (refused.empty()) return score;
        return refused.size() == 1 ? fmt::format("IF({},\"\",{})", refused.front(), score)
                                   : fmt::format("IF(OR({}),\"\",{})", fmt::join(refused, ","), score);
    }

    void write_score(std::size_t unit, const GroupCells& cells) {
        const double score = part_.plan.result.scores_in(part_.number, part_.units)[unit];
        const std::size_t row = part_.row_of(unit);
        const auto formula = combined(cells);
        const int digits = part_.plan.digits_of(part_.number);
        const std::string what = part_.plan.node_title(part_.number);
        if (!formula) {
            const std::string why = part_.plan.no_formula_of(part_.node.aggregation.method->name);
            if (part_.block.raw) part_.plan.fixed(part_.sheet, row, *part_.block.raw, raw_[unit], 4, why, what);
            return part_.plan.fixed(part_.sheet, row, part_.block.own, score, digits, why, what);
        }
        if (!part_.block.raw) {
            const std::string own = rounded_formula(part_.node, *formula, lost_before_rounding());
            return part_.plan.formula(part_.sheet, row, part_.block.own, guarded(unit, cells, own), score, digits,
                                      what);
        }
        part_.plan.formula(part_.sheet, row, *part_.block.raw, guarded(unit, cells, *formula), raw_[unit], 4, what);
        const std::string raw = address(row, *part_.block.raw);
        std::string own = raw, refused = fmt::format("NOT(ISNUMBER({}))", raw);
        if (part_.node.rescale_best) {
            const std::string most = fmt::format(
                "MAX({})", part_.plan.column_range({&part_.sheet, *part_.block.raw}, part_.units, &part_.sheet));
            own = fmt::format("{}/{}*{}", raw, most, literal(*part_.node.rescale_best));
            refused = fmt::format("OR({},{}<={})", refused, most, literal(part_.zero));
        }
        own = rounded_formula(part_.node, own, lost_before_rounding());
        part_.sheet.formula(row, part_.block.own, fmt::format("IF({},\"\",{})", refused, own), score, digits);
    }

    /// What arithmetic may have lost before a score is rounded.
    double lost_before_rounding() const {
        if (!part_.node.round) return 0;
        constexpr double last_place = std::numeric_limits<double>::epsilon();
        if (part_.block.raw) return 64 * last_place * part_.plan.result.precisions[part_.period][part_.number].largest;
        std::vector<Precision> precisions;
        for (const std::size_t child : part_.node.children)
            precisions.push_back(part_.plan.result.precisions[part_.period][child]);
        return precision_of_mean(part_.plan.index, part_.number, {{}, part_.shares, precisions}, part_.units.count)
            .tolerance;
    }

    const NodePart& part_;
    const LiveAggregation* method_;
    const std::vector<std::vector<double>>& entering_;
    std::vector<double> raw_;
};

}  // namespace

void write_scores(const NodePart& part, const std::vector<std::vector<double>>& entering) {
    ScoreCells(part, entering).write();
}

}  // namespace iiindex::detail::live
