#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/number.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/rank.hpp>
#include <iiindex/weigh.hpp>

#include "engine/mapping.hpp"
#include "engine/precision.hpp"
#include "ground/catalogue.hpp"
#include "present/method.hpp"
#include "words/labels.hpp"
#include "write/live/expression.hpp"
#include "write/live/methods.hpp"
#include "write/live/plan.hpp"

namespace iiindex::detail::live {
namespace {

/// Where a node's formulas stand: its children as they enter, the steps, its score before it is rescaled or rounded
/// where that is a formula of its own, its score, rank, tier and, of the total, the place in the ranking.
struct Block {
    std::size_t children = 0;
    std::vector<std::size_t> steps;
    std::optional<std::size_t> raw;
    std::size_t own = 0, rank = 0;
    std::optional<std::size_t> tier;
    std::size_t end = 0;
};

Block block_of(const Node& node, bool is_root, std::size_t at) {
    Block block{.children = at};
    at += node.children.size();
    if (const LiveAggregation* const row = live_aggregation(node.aggregation); row && row->steps) {
        for (const Step& step : row->steps(node.aggregation)) {
            block.steps.push_back(at);
            at += step.by_child ? node.children.size() : 1;
        }
    }
    if (node.rescale_best || (node.aggregation.formula && node.round)) block.raw = at++;
    block.own = at++;
    block.rank = at++;
    if (node.tiers) block.tier = at++;
    if (is_root) ++at;
    block.end = at;
    return block;
}

std::vector<std::size_t> inner_nodes(const Index& index) {
    std::vector<std::size_t> nodes;
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        if (!index.nodes[node].is_indicator()) nodes.push_back(node);
    }
    return nodes;
}

/// The scores of one node, for the units of one period.
class NodePart {
public:
    NodePart(Plan& plan, std::size_t node, const Block& block, std::size_t period,
             const std::map<std::pair<std::size_t, std::size_t>, double>& imputed)
        : plan_(plan),
          sheet_(*plan.nodes),
          number_(node),
          node_(plan.index.nodes[node]),
          block_(block),
          period_(period),
          units_(plan.result.data.periods[period]),
          scale_(scale_of(plan.index, node_.children.front())),
          map_(mapping(node_.aggregation, scale_)),
          method_(live_aggregation(node_.aggregation)),
          imputed_(imputed) {
        for (const std::size_t child : node_.children) {
            shares_.push_back(plan.result.weights[period][child]);
            const double slope = map_ ? std::abs(map_->slope) : 1;
            zero_ = std::max(zero_, plan.result.precisions[period][child].tolerance * slope);
        }
        enter_numbers();
        if (block_.raw) find_raw();
    }

    void write() {
        for (std::size_t unit = 0; unit < units_.count; ++unit) {
            for (std::size_t child = 0; child < node_.children.size(); ++child) write_child(unit, child);
            const GroupCells cells = cells_of(unit);
            write_steps(unit, cells);
            write_score(unit, with_steps(cells, unit));
            write_rank(unit);
            if (block_.tier) write_tier(unit);
        }
    }

private:
    std::size_t row_of(std::size_t unit) const { return plan_.row_of(units_.first + unit); }
    const Node& child_node(std::size_t child) const { return plan_.index.nodes[node_.children[child]]; }
    bool is_reversed(std::size_t child) const {
        return !child_node(child).is_indicator() && child_node(child).direction == Direction::negative;
    }
    bool imputes(std::size_t child) const {
        return node_.missing.kind == MissingRule::Kind::impute && !node_.aggregation.formula && shares_[child] > 0;
    }

    /// The children's scores as they enter, which the cells of the formulas show.
    void enter_numbers() {
        for (std::size_t child = 0; child < node_.children.size(); ++child) {
            const std::size_t number = node_.children[child];
            const auto scores = plan_.result.scores_in(number, units_);
            std::vector<double> entering(scores.begin(), scores.end());
            const Range own = scale_of(plan_.index, number);
            for (std::size_t unit = 0; unit < units_.count; ++unit) {
                double& score = entering[unit];
                const auto put_in = imputed_.find({units_.first + unit, number});
                const bool is_put_in = put_in != imputed_.end() && imputes(child);
                if (is_put_in) {
                    score = put_in->second;
                } else if (is_reversed(child)) {
                    score = own.mirrored(score);
                }
                if (map_) score = map_->at(score);
            }
            entering_.push_back(std::move(entering));
        }
    }

    /// The scores before they are rescaled and rounded.
    void find_raw() {
        Index plain = plan_.index;
        plain.nodes[number_].rescale_best.reset();
        plain.nodes[number_].round.reset();
        std::vector<std::span<const double>> columns;
        std::vector<Precision> precisions;
        for (const std::size_t child : node_.children) {
            columns.push_back(plan_.result.scores_in(child, units_));
            precisions.push_back(plan_.result.precisions[period_][child]);
        }
        const std::vector<double> given = given_weights(plain, number_);
        const FoundWeights found{.weights = shares_};
        raw_.resize(units_.count);
        aggregate(plain, number_, {columns, given, precisions}, plan_.result.data, units_, raw_, &found);
    }

    /// A score as it enters, from a cell or another formula of it.
    std::string entering_formula(std::size_t child, const std::string& score) const {
        std::string text = score;
        if (is_reversed(child)) {
            const Range own = scale_of(plan_.index, node_.children[child]);
            text = fmt::format("{}-{}", literal(own.low + own.high), text);
        }
        if (!map_) return text;
        const Range to = node_.aggregation.on.value_or(scale_);
        const std::string reach = fmt::format("({}-{})/({}-{})", literal(to.high), literal(to.low),
                                              literal(scale_.high), literal(scale_.low));
        if (node_.aggregation.inverted)
            return fmt::format("{}+({}-({}))*{}", literal(to.low), literal(scale_.high), text, reach);
        return fmt::format("{}+({}-{})*{}", literal(to.low), text, literal(scale_.low), reach);
    }

    std::string mapped_back(const std::string& score) const {
        if (!map_) return score;
        const Range to = node_.aggregation.on.value_or(scale_);
        const std::string away = fmt::format("({}-{})*({}-{})/({}-{})", score, literal(to.low), literal(scale_.high),
                                             literal(scale_.low), literal(to.high), literal(to.low));
        return node_.aggregation.inverted ? fmt::format("{}-{}", literal(scale_.high), away)
                                          : fmt::format("{}+{}", literal(scale_.low), away);
    }

    /// What is put in for a child without a score; empty where no formula states it.
    std::string put_in(std::size_t unit, const ColumnPlace& place) const {
        const Imputation& rule = node_.missing.impute;
        const std::string all = plan_.column_range(place, units_, &sheet_);
        if (rule.method->name == "mean") return fmt::format("AVERAGE({})", all);
        if (rule.method->name == "median") return fmt::format("MEDIAN({})", all);
        if (rule.method->name != "group-mean") return {};
        const ColumnPlace groups{plan_.values, plan_.group_columns.at(rule.group)};
        const std::string same = fmt::format("EXACT({},{})", plan_.column_range(groups, units_, &sheet_),
                                             plan_.cell(groups, units_.first + unit, &sheet_));
        return fmt::format("SUMPRODUCT(--{0},{1})/SUMPRODUCT({0}*ISNUMBER({1}))", same, all);
    }

    void write_child(std::size_t unit, std::size_t child) {
        const std::size_t row = row_of(unit), column = block_.children + child;
        const ColumnPlace place = plan_.score_place(node_.children[child]);
        const std::string cell = plan_.cell(place, units_.first + unit, &sheet_);
        const std::string own = entering_formula(child, cell);
        const double number = entering_[child][unit];
        const int digits = plan_.digits_of(node_.children[child]);
        const std::size_t data_row = units_.first + unit;
        const bool is_put_in = imputes(child) && imputed_.count({data_row, node_.children[child]}) > 0;
        const bool may_be = imputes(child) && !plan_.result.data.is_screened(data_row) && has_group(data_row);
        const std::string missing_one = may_be ? put_in(unit, place) : std::string();
        if (is_put_in && missing_one.empty()) {
            plan_.fixed(sheet_, row, column, number, digits,
                        worded(plan_.language, "Put in ({}): the number that the program computed.",
                               node_.missing.impute.method->name),
                        plan_.node_title(node_.children[child]));
            return;
        }
        const std::string otherwise =
            missing_one.empty() ? "\"\"" : fmt::format("IFERROR({},\"\")", entering_formula(child, missing_one));
        sheet_.formula(row, column, fmt::format("IF(ISNUMBER({}),{},{})", cell, own, otherwise), number, digits);
        if (is_put_in)
            sheet_.comment(row, column, worded(plan_.language, "put in: {}", node_.missing.impute.method->name));
    }

    bool has_group(std::size_t row) const {
        const std::string& group = node_.missing.impute.group;
        return group.empty() || plan_.result.data.units.find_grouping(group)->group_of[row] != Grouping::ungrouped;
    }

    std::string across(std::size_t row, std::size_t first, std::size_t count, Fixed fixed) const {
        return range(row, first, row, first + count - 1, fixed);
    }

    GroupCells cells_of(std::size_t unit) const {
        const std::size_t children = node_.children.size(), row = row_of(unit);
        const std::size_t share_row = plan_.share_row(plan_.set_of(period_));
        GroupCells cells{.settings = node_.aggregation,
                         .shares = across(share_row, block_.children, children, Fixed::row),
                         .scores = across(row, block_.children, children, Fixed::none),
                         .tolerance = literal(zero_)};
        for (std::size_t child = 0; child < children; ++child) {
            cells.share_cells.push_back(address(share_row, block_.children + child, Fixed::row));
            cells.score_cells.push_back(address(row, block_.children + child));
            cells.columns.push_back(plan_.column_range({&sheet_, block_.children + child}, units_, &sheet_));
        }
        return cells;
    }

    std::vector<Step> steps() const {
        return method_ && method_->steps ? method_->steps(node_.aggregation) : std::vector<Step>();
    }

    GroupCells with_steps(GroupCells cells, std::size_t unit) const {
        const auto all = steps();
        for (std::size_t i = 0; i < all.size(); ++i) {
            const std::size_t count = all[i].by_child ? node_.children.size() : 1;
            cells.steps.push_back(count == 1 ? address(row_of(unit), block_.steps[i])
                                             : across(row_of(unit), block_.steps[i], count, Fixed::none));
        }
        return cells;
    }

    void write_steps(std::size_t unit, const GroupCells& cells) {
        const auto all = steps();
        const GroupCells with = with_steps(cells, unit);
        std::vector<double> scores;
        for (const auto& column : entering_) scores.push_back(column[unit]);
        GroupNumbers numbers{.settings = node_.aggregation,
                             .shares = shares_,
                             .scores = scores,
                             .columns = entering_,
                             .tolerance = zero_,
                             .steps = {}};
        for (std::size_t i = 0; i < all.size(); ++i) {
            auto& made = numbers.steps.emplace_back();
            for (std::size_t child = 0; child < (all[i].by_child ? node_.children.size() : 1); ++child) {
                made.push_back(all[i].value(numbers, child));
                plan_.formula(sheet_, row_of(unit), block_.steps[i] + child, all[i].formula(with, child), made.back(),
                              4, plan_.node_title(number_));
            }
        }
    }

    /// When the node has no score although something may be there.
    std::vector<std::string> refusals(std::size_t unit, const GroupCells& cells) const {
        std::vector<std::string> refused;
        const std::string there = fmt::format("SUMPRODUCT(({}>0)*ISNUMBER({}))", cells.shares, cells.scores);
        const bool is_formula = node_.aggregation.formula.has_value();
        if (node_.missing.kind != MissingRule::Kind::reweight && !is_formula)
            refused.push_back(fmt::format("{}<MAX(1,COUNTIF({},\">0\"))", there, cells.shares));
        else if (!is_formula)
            refused.push_back(there + "=0");
        if (node_.coverage)
            refused.push_back(fmt::format("{}<{}-1E-12", coverage(unit, cells), literal(node_.coverage->at_least)));
        const auto domain = domain_of(node_.aggregation);
        if (domain != AggregationMethod::Domain::any && !is_formula) {
            const bool positive = domain == AggregationMethod::Domain::positive;
            refused.push_back(fmt::format("SUMPRODUCT(({0}>0)*ISNUMBER({1})*({1}{2}{3}))>0", cells.shares, cells.scores,
                                          positive ? "<=" : "<-", cells.tolerance));
        }
        return refused;
    }

    /// The share that was measured: what is put in here does not count.
    std::string coverage(std::size_t unit, const GroupCells& cells) const {
        std::vector<std::string> there;
        const std::size_t row = units_.first + unit;
        if (node_.coverage->of == Coverage::Of::indicators) {
            for (const std::size_t leaf : plan_.index.indicators_below(number_)) {
                if (!counts(leaf)) continue;
                there.push_back(plan_.cell(plan_.prepared_place(*plan_.index.nodes[leaf].indicator), row, &sheet_));
            }
            const std::size_t whole = there.size();
            return fmt::format("({})/{}", count_of(there), whole);
        }
        const bool by_weight = node_.coverage->of == Coverage::Of::weight && !node_.aggregation.formula;
        for (std::size_t child = 0; child < node_.children.size(); ++child) {
            if (node_.aggregation.formula && child_node(child).weight == 0) continue;
            const std::string cell = plan_.cell(plan_.score_place(node_.children[child]), row, &sheet_);
            const std::string weight = node_.aggregation.formula ? "1"
                                       : by_weight               ? cells.share_cells[child]
                                                                 : fmt::format("({}>0)", cells.share_cells[child]);
            there.push_back(fmt::format("{}*ISNUMBER({})", weight, cell));
        }
        const std::string whole = node_.aggregation.formula ? std::to_string(there.size())
                                  : by_weight               ? fmt::format("SUM({})", cells.shares)
                                                            : fmt::format("COUNTIF({},\">0\")", cells.shares);
        return fmt::format("({})/{}", fmt::join(there, "+"), whole);
    }

    /// How many of the cells hold numbers; neighbours are taken together.
    static std::string count_of(const std::vector<std::string>& cells) {
        constexpr std::size_t most_arguments = 255;
        std::string sum;
        for (std::size_t first = 0; first < cells.size(); first += most_arguments) {
            const auto begin = cells.begin() + static_cast<std::ptrdiff_t>(first);
            const auto end =
                cells.begin() + static_cast<std::ptrdiff_t>(std::min(cells.size(), first + most_arguments));
            sum += fmt::format("{}COUNT({})", sum.empty() ? "" : "+", fmt::join(begin, end, ","));
        }
        return sum;
    }

    /// Whether a weight of 0 keeps an indicator from counting at the node.
    bool counts(std::size_t leaf) const {
        for (std::size_t below = leaf; below != number_; below = plan_.index.nodes[below].parent) {
            if (plan_.index.nodes[below].weight == 0) return false;
        }
        return true;
    }

    /// The node's score before it is rescaled or rounded; nothing where no formula states it.
    std::optional<std::string> combined(const GroupCells& cells) const {
        const auto& formula = node_.aggregation.formula;
        if (!formula) return method_ ? std::optional(mapped_back(method_->score(cells))) : std::nullopt;
        const auto counted = [this](std::size_t child) { return child_node(child).weight > 0; };
        return spreadsheet_formula(
            *formula,
            {.cell = [&](std::size_t child) { return counted(child) ? cells.score_cells[child] : std::string(); },
             .column = [&](std::size_t child) { return counted(child) ? cells.columns[child] : std::string(); },
             .earlier = {}});
    }

    std::string guarded(std::size_t unit, const GroupCells& cells, const std::string& score) const {
        const auto refused = refusals(unit, cells);
        if (refused.empty()) return score;
        return refused.size() == 1 ? fmt::format("IF({},\"\",{})", refused.front(), score)
                                   : fmt::format("IF(OR({}),\"\",{})", fmt::join(refused, ","), score);
    }

    void write_score(std::size_t unit, const GroupCells& cells) {
        const double score = plan_.result.scores_in(number_, units_)[unit];
        const std::size_t row = row_of(unit);
        const auto formula = combined(cells);
        const int digits = plan_.digits_of(number_);
        const std::string what = plan_.node_title(number_);
        if (!formula) {
            const std::string why = plan_.no_formula_of(node_.aggregation.method->name);
            if (block_.raw) plan_.fixed(sheet_, row, *block_.raw, raw_[unit], 4, why, what);
            return plan_.fixed(sheet_, row, block_.own, score, digits, why, what);
        }
        if (!block_.raw) {
            const std::string own = rounded_formula(node_, *formula, lost_before_rounding());
            return plan_.formula(sheet_, row, block_.own, guarded(unit, cells, own), score, digits, what);
        }
        plan_.formula(sheet_, row, *block_.raw, guarded(unit, cells, *formula), raw_[unit], 4, what);
        const std::string raw = address(row, *block_.raw);
        std::string own = raw, refused = fmt::format("NOT(ISNUMBER({}))", raw);
        if (node_.rescale_best) {
            const std::string most =
                fmt::format("MAX({})", plan_.column_range({&sheet_, *block_.raw}, units_, &sheet_));
            own = fmt::format("{}/{}*{}", raw, most, literal(*node_.rescale_best));
            refused = fmt::format("OR({},{}<={})", refused, most, literal(zero_));
        }
        own = rounded_formula(node_, own, lost_before_rounding());
        sheet_.formula(row, block_.own, fmt::format("IF({},\"\",{})", refused, own), score, digits);
    }

    /// What arithmetic may have lost before a score is rounded.
    double lost_before_rounding() const {
        if (!node_.round) return 0;
        constexpr double last_place = std::numeric_limits<double>::epsilon();
        if (block_.raw) return 64 * last_place * plan_.result.precisions[period_][number_].largest;
        std::vector<Precision> precisions;
        for (const std::size_t child : node_.children) precisions.push_back(plan_.result.precisions[period_][child]);
        return precision_of_mean(plan_.index, number_, {{}, shares_, precisions}, units_.count).tolerance;
    }

    std::string tolerance() const {
        return plan_.weights->at(plan_.weight_rows[number_], plan_.tolerance_column(period_), Fixed::both);
    }

    void write_rank(std::size_t unit) {
        if (ranks_.empty()) ranks_ = ranks_of(plan_.result, number_, units_);
        const std::size_t row = row_of(unit);
        const std::string own = address(row, block_.own);
        const std::string all = plan_.column_range({&sheet_, block_.own}, units_, &sheet_);
        const double rank = ranks_[unit] == 0 ? missing : static_cast<double>(ranks_[unit]);
        sheet_.formula(
            row, block_.rank,
            fmt::format("IF(ISNUMBER({0}),1+SUMPRODUCT(ISNUMBER({1})*({1}>{0}+{2})),\"\")", own, all, tolerance()),
            rank, 0);
        if (number_ == 0) write_place(unit);
    }

    /// The place of a unit in the ranking: tied ones stand in the order in which they are here.
    void write_place(std::size_t unit) {
        if (places_.empty()) {
            places_.resize(units_.count);
            const Ranking ranking = rank(plan_.result, 0, units_);
            for (std::size_t i = 0; i < ranking.order.size(); ++i)
                places_[ranking.order[i]] = static_cast<double>(i + 1);
        }
        const std::size_t row = row_of(unit);
        const std::string all = plan_.column_range({&sheet_, block_.rank}, units_, &sheet_);
        const std::string own = address(row, block_.rank);
        const std::string so_far = address(row_of(0), block_.rank, Fixed::row) + ":" + own;
        sheet_.formula(
            row, plan_.place_column,
            fmt::format("IF(ISNUMBER({0}),{0}+COUNTIF({1},{0})-1,COUNT({2})+ROWS({1})-COUNT({1}))", own, so_far, all),
            places_[unit], 0);
    }

    void write_tier(std::size_t unit) {
        const std::size_t row = row_of(unit);
        const std::string own = address(row, block_.own);
        const std::size_t first = plan_.tier_rows.at(number_);
        const std::size_t count = node_.tiers->names.size();
        const auto name = [&](std::size_t tier) { return plan_.weights->at(first + tier, 3, Fixed::both); };
        std::string text = name(count - 1);
        for (std::size_t tier = count - 1; tier-- > 0;) {
            const std::string cut = plan_.weights->at(first + tier, Plan::cut_column, Fixed::both);
            text = fmt::format("IF({}>={}-{},{},{})", own, cut, tolerance(), name(tier), text);
        }
        const auto tier = tier_of(plan_.result, number_, units_.first + unit);
        sheet_.formula(row, *block_.tier, fmt::format("IF(ISNUMBER({}),{},\"\")", own, text),
                       tier ? node_.tiers->names[*tier - 1].in(plan_.language) : std::string());
    }

    Plan& plan_;
    Sheet& sheet_;
    std::size_t number_;
    const Node& node_;
    const Block& block_;
    std::size_t period_;
    const Period& units_;
    Range scale_;
    std::optional<Line> map_;
    const LiveAggregation* method_;
    const std::map<std::pair<std::size_t, std::size_t>, double>& imputed_;
    std::vector<double> shares_;
    double zero_ = 0;
    std::vector<std::vector<double>> entering_;
    std::vector<double> raw_, places_;
    std::vector<Rank> ranks_;
};

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
            const Block block = block_of(plan_.index.nodes[node], node == 0, at);
            write_titles(node, block);
            for (std::size_t p = 0; p < plan_.result.data.periods.size(); ++p)
                NodePart(plan_, node, block, p, imputed_).write();
            at = block.end;
        }
        plan_.end_rows(sheet_, at - 1);
    }

private:
    void write_titles(std::size_t number, const Block& block) {
        const Node& node = plan_.index.nodes[number];
        const std::string above = plan_.node_title(number) + ": " + method_words(node, plan_.language);
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
    std::map<std::pair<std::size_t, std::size_t>, double> imputed_;
};

}  // namespace

void plan_nodes(Plan& plan) {
    std::size_t at = Plan::first_column;
    for (const std::size_t node : inner_nodes(plan.index)) {
        const Block block = block_of(plan.index.nodes[node], node == 0, at);
        plan.own_columns[node] = block.own;
        if (node == 0) plan.place_column = block.end - 1;
        at = block.end;
    }
}

void write_nodes(Plan& plan) { NodeSheet(plan).write(); }

}  // namespace iiindex::detail::live
