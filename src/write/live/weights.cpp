#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/number.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/weigh.hpp>

#include "ground/catalogue.hpp"
#include "present/method.hpp"
#include "words/labels.hpp"
#include "write/live/plan.hpp"

namespace iiindex::detail::live {
namespace {

constexpr std::size_t first_weight_row = 4;

/// What a node does with children without a score, in a few words; empty where nothing is to be said.
std::string rules_of(const Node& node, Language language) {
    std::string rules;
    if (node.missing.kind == MissingRule::Kind::none) rules += worded(language, "; no score where a child has none");
    if (node.missing.kind == MissingRule::Kind::impute)
        rules += worded(language, "; scores that children lack are put in ({})", node.missing.impute.method->name);
    if (node.coverage) rules += worded(language, "; at least {} measured", shortest(node.coverage->at_least));
    if (node.round) rules += worded(language, "; rounded to {} digits", *node.round);
    return rules;
}

class WeightSheet {
public:
    explicit WeightSheet(Plan& plan) : plan_(plan), index_(plan.index), sheet_(*plan.weights) {}

    void write() {
        write_titles();
        write_root();
        for (std::size_t node = 0; node < index_.nodes.size(); ++node) {
            if (!index_.nodes[node].is_indicator()) write_group(node);
        }
        write_tolerances();
        write_tiers();
        for (const std::size_t column : {0u, 1u, 3u, 4u}) sheet_.fit(column, 16, widest_text);
    }

private:
    void title(std::size_t column, const std::string& text, bool is_number, const std::string& of = {}) {
        sheet_.text(first_weight_row - 1, column, text + (of.empty() ? "" : " " + of),
                    is_number ? Style::numbers : Style::heading);
    }

    void write_titles() {
        sheet_.text(0, 0, sheet_.name(), Style::title);
        sheet_.text(1, 0,
                    worded(plan_.language,
                           "Change a yellow weight: shares, scores, ranks and tiers follow. Siblings stand "
                           "together; their shares sum to 1."),
                    Style::muted);
        title(0, worded(plan_.language, "Code"), false);
        title(1, worded_in(plan_.language, "of any level", "Node"), false);
        title(2, worded(plan_.language, "Direction"), false);
        title(3, worded(plan_.language, "Origin of the weight"), false);
        title(4, worded(plan_.language, "Method"), false);
        for (std::size_t set = 0; set < plan_.weight_sets; ++set) {
            const std::string of = plan_.weight_sets > 1 ? plan_.result.data.periods[set].label : std::string();
            const std::size_t column = plan_.weight_column(set);
            title(column, worded(plan_.language, "Weight"), true, of);
            title(column + 1, worded(plan_.language, "Share"), true, of);
            title(column + 2, worded(plan_.language, "Effective weight"), true, of);
        }
        for (std::size_t p = 0; p < plan_.result.data.periods.size(); ++p)
            title(plan_.tolerance_column(p), worded(plan_.language, "Scores that are the same lie within"), true,
                  plan_.result.data.periods[p].label);
        sheet_.width(2, 2, 10);
        sheet_.width(5, plan_.tolerance_column(plan_.result.data.periods.size()), 13);
        sheet_.height(first_weight_row - 1, 48);
        sheet_.freeze(first_weight_row, 2);
    }

    void write_root() {
        plan_.weight_rows[0] = next_++;
        write_node(0);
        for (std::size_t set = 0; set < plan_.weight_sets; ++set)
            sheet_.number(plan_.weight_rows[0], plan_.weight_column(set) + 2, 1, Style::formula, 4);
    }

    void write_node(std::size_t node) {
        const Node& one = index_.nodes[node];
        const std::size_t row = plan_.weight_rows[node];
        sheet_.text(row, 0, one.code);
        sheet_.text(row, 1, plan_.node_title(node));
        const bool says_direction = node > 0 && !one.best_at;
        if (says_direction) sheet_.text(row, 2, direction_words(one.direction).in(plan_.language));
        if (node > 0 && one.weight_origin != Origin::unstated)
            sheet_.text(row, 3, origin_words(one.weight_origin, plan_.language));
        sheet_.text(row, 4, method_words(one, plan_.language));
    }

    void write_group(std::size_t node) {
        const Node& parent = index_.nodes[node];
        const std::string words = plan_.combining_title(node) + rules_of(parent, plan_.language);
        ++next_;
        sheet_.text(next_, 0, words, Style::group);
        for (std::size_t column = 1; column < plan_.tolerance_column(plan_.result.data.periods.size()); ++column)
            sheet_.text(next_, column, "", Style::group);
        ++next_;
        const std::size_t first = next_, last = first + parent.children.size() - 1;
        for (const std::size_t child : parent.children) {
            plan_.weight_rows[child] = next_++;
            write_node(child);
            if (parent.aggregation.formula) continue;
            for (std::size_t set = 0; set < plan_.weight_sets; ++set) write_weight(node, child, set, first, last);
        }
    }

    void write_weight(std::size_t node, std::size_t child, std::size_t set, std::size_t first, std::size_t last) {
        const std::size_t row = plan_.weight_rows[child], column = plan_.weight_column(set);
        const double share = plan_.result.weights[set][child];
        const Node& parent = index_.nodes[node];
        if (finds_weights(parent)) {
            plan_.fixed(sheet_, row, column, share, 4,
                        worded(plan_.language, "Found by the method '{}': the number that the program computed.",
                               parent.weighting.method->name),
                        worded(plan_.language, "weights below {}", plan_.node_title(node)));
        } else if (set == 0) {
            sheet_.number(row, column, index_.nodes[child].weight, Style::input);
        } else {
            sheet_.formula(row, column, address(row, plan_.weight_column(0)), index_.nodes[child].weight, all_digits);
        }
        const std::string all = range(first, column, last, column, Fixed::row);
        sheet_.formula(row, column + 1, fmt::format("IF(SUM({0})=0,0,{1}/SUM({0}))", all, address(row, column)), share,
                       4);
        const bool known = !is_missing(effective(node, set));
        if (!known) return;
        const std::string above = address(plan_.weight_rows[node], column + 2, Fixed::row);
        sheet_.formula(row, column + 2, fmt::format("{}*{}", address(row, column + 1), above), effective(child, set),
                       4);
    }

    /// The share of the total; missing below a node that a formula makes.
    double effective(std::size_t node, std::size_t set) const {
        double share = 1;
        for (; node != 0; node = index_.nodes[node].parent) {
            if (index_.nodes[index_.nodes[node].parent].aggregation.formula) return missing;
            share *= plan_.result.weights[set][node];
        }
        return share;
    }

    void write_tolerances() {
        for (std::size_t node = 0; node < index_.nodes.size(); ++node) {
            if (index_.nodes[node].is_indicator() && !index_.nodes[node].tiers) continue;
            for (std::size_t p = 0; p < plan_.result.data.periods.size(); ++p) {
                sheet_.number(plan_.weight_rows[node], plan_.tolerance_column(p),
                              plan_.result.precisions[p][node].tolerance, Style::muted, size_alone);
            }
        }
    }

    void write_tiers() {
        for (std::size_t node = 0; node < index_.nodes.size(); ++node) {
            const auto& tiers = index_.nodes[node].tiers;
            if (!tiers) continue;
            next_ += 1;
            sheet_.text(next_, 0, worded(plan_.language, "Tiers of {}", plan_.node_title(node)), Style::group);
            for (std::size_t column = 1; column < Plan::cut_column; ++column)
                sheet_.text(next_, column, "", Style::group);
            sheet_.text(next_, Plan::cut_column, worded(plan_.language, "Score from"), Style::numbers);
            plan_.tier_rows[node] = ++next_;
            for (std::size_t tier = 0; tier < tiers->names.size(); ++tier, ++next_) {
                sheet_.number(next_, 1, static_cast<double>(tier + 1), Style::plain, 0);
                sheet_.text(next_, 3, tiers->names[tier].in(plan_.language));
                if (tier < tiers->cuts.size()) sheet_.number(next_, Plan::cut_column, tiers->cuts[tier], Style::input);
            }
        }
    }

    Plan& plan_;
    const Index& index_;
    Sheet& sheet_;
    std::size_t next_ = first_weight_row;
};

}  // namespace

void write_weights(Plan& plan) { WeightSheet(plan).write(); }

}  // namespace iiindex::detail::live
