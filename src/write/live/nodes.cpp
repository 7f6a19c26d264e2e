#include "ground/catalogue.hpp"
#include "words/labels.hpp"
#include "write/live/node_part.hpp"

namespace iiindex::detail::live {
namespace {

class NodeSheet {
public:
    explicit NodeSheet(Plan& plan) : plan_(plan), sheet_(*plan.nodes) {
        for (const Change& change : plan.result.changes) {
            if (change.of == Change::Of::score) imputed_[{change.row, change.node}] = change.after;
        }
    }

    void write() {
        plan_.begin_rows(sheet_, worded(plan_.language,
                                        "A group of columns for each node: its children's scores and shares, then "
                                        "its score, rank and tier."));
        for (std::size_t set = 0; set < plan_.weight_sets; ++set) {
            std::string title = worded(plan_.language, "share");
            if (plan_.weight_sets > 1) title += " " + plan_.result.data.periods[set].label;
            sheet_.text(plan_.share_row(set), Plan::name_column, title, Style::muted);
        }
        std::size_t at = Plan::first_column;
        for (const std::size_t node : inner_nodes(plan_.index)) {
            const Block block = block_of(plan_.index, node, at);
            write_titles(node, block);
            for (std::size_t p = 0; p < plan_.result.data.periods.size(); ++p) write_period(node, block, p);
            at = block.end;
        }
        plan_.end_rows(sheet_, at - 1);
    }

private:
    void write_period(std::size_t node, const Block& block, std::size_t period) {
        const NodePart part(plan_, node, block, period);
        if (block.measured) write_measured(part);
        write_scores(part, write_children(part, imputed_));
        write_ranks(part);
        if (block.tier) write_tiers(plan_, node, period, *block.tier);
    }

    void write_titles(std::size_t number, const Block& block) {
        const Node& node = plan_.index.nodes[number];
        const std::string above = plan_.combining_title(number);
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            const std::size_t child = node.children[i];
            plan_.head(sheet_, block.children + i, i == 0 ? above : "", plan_.index.nodes[child].code,
                       plan_.node_title(child));
            if (node.aggregation.formula) continue;
            for (std::size_t set = 0; set < plan_.weight_sets; ++set) {
                sheet_.formula(plan_.share_row(set), block.children + i,
                               plan_.weights->at(plan_.weight_rows[child], plan_.weight_column(set) + 1, Fixed::both),
                               plan_.result.weights[set][child], 4);
            }
        }
        if (const LiveAggregation* const row = live_aggregation(node.aggregation); row && row->steps) {
            const auto steps = row->steps(node.aggregation);
            for (std::size_t i = 0; i < steps.size(); ++i) write_step_titles(node, steps[i], block.steps[i]);
        }
        if (block.measured)
            plan_.head(sheet_, *block.measured, "", node.code, worded(plan_.language, "Indicators measured"));
        if (block.raw)
            plan_.head(sheet_, *block.raw, "", node.code, worded(plan_.language, "Before rescaling and rounding"));
        plan_.head(sheet_, block.own, "", node.code, plan_.node_title(number));
        plan_.head(sheet_, block.rank, "", node.code, label(Label::rank, plan_.language));
        if (block.tier) plan_.head(sheet_, *block.tier, "", node.code, label(Label::tier, plan_.language));
        if (number == 0) plan_.head(sheet_, plan_.place_column, "", node.code, worded(plan_.language, "Place"));
    }

    void write_step_titles(const Node& node, const Step& step, std::size_t at) {
        if (!step.by_child) return plan_.head(sheet_, at, "", node.code, translated(step.title, plan_.language));
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            plan_.head(sheet_, at + i, translated(step.title, plan_.language), plan_.index.nodes[node.children[i]].code,
                       plan_.node_title(node.children[i]));
        }
    }

    Plan& plan_;
    Sheet& sheet_;
    PutIn imputed_;
};

}  // namespace

void plan_nodes(Plan& plan) {
    std::size_t at = Plan::first_column;
    for (const std::size_t node : inner_nodes(plan.index)) {
        const Block block = block_of(plan.index, node, at);
        plan.own_columns[node] = block.own;
        plan.measured_columns[node] = block.measured.value_or(0);
        if (node == 0) plan.place_column = block.end - 1;
        at = block.end;
    }
}

void write_nodes(Plan& plan) { NodeSheet(plan).write(); }

}  // namespace iiindex::detail::live
