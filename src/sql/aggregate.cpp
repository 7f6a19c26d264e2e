#include <iiindex/aggregate.hpp>

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include <iiindex/named.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/weigh.hpp>

#include "engine/mapping.hpp"
#include "model/formula/evaluate.hpp"
#include "sql/centre.hpp"
#include "sql/draft.hpp"
#include "sql/formula.hpp"

namespace iiindex::detail::sql {
namespace {

using Domain = AggregationMethod::Domain;

/// A child that counts, as its score enters.
struct Entering {
    std::size_t node;
    std::size_t place;  ///< among the children
    Term weight = 1;
    std::string column;    ///< where its score stands
    std::string score;     ///< the same of `r_`; missing where it has none
    std::string measured;  ///< likewise, before anything was put in
};

std::string is_missing(const std::string& x) { return x + " IS NULL"; }

std::string any_of(const std::vector<std::string>& conditions) {
    return fmt::format("{}", fmt::join(conditions, " OR "));
}

/// Scores a node from its children.
class Aggregating {
public:
    Aggregating(Draft& draft, std::size_t node)
        : draft_(draft),
          number_(node),
          node_(draft.index.nodes[node]),
          by_(node_.aggregation),
          // A power mean of exponent 0 is its limit.
          method_(exponent_of(by_) == 0 ? *find_named(aggregation_methods(), "geometric") : *by_.method),
          domain_(domain_of(by_)),
          map_(mapping(by_, scale_below(draft.index, node_))) {}

    void add() {
        let_enter();
        put_in();
        if (domain_ != Domain::any || node_.round) know_below();
        const bool is_last = !node_.rescale_best && !node_.round;
        const std::string first = is_last ? draft_.scores[number_] : draft_.columns.take("mean_of_" + node_.code);
        if (by_.formula)
            add_formula(first);
        else
            draft_.extend_rows_by_periods(node_.code, remark(), {{first, refused(mean())}});
        std::string score = first;
        if (node_.rescale_best) score = rescale(score);
        if (!node_.round) return;
        know(draft_, number_);
        draft_.extend_rows_by_periods("rounded_" + node_.code, "half up",
                                      {{draft_.scores[number_], round_half_up(draft_, node_, score)}});
    }

private:
    std::string remark() const { return called(node_) + ": " + std::string(by_.method->name); }

    Term weight_of(std::size_t child, double given) const {
        if (!finds_weights(node_)) return given;
        if (!node_.weighting.method->sees_scores) return 1;
        const Result& from = *draft_.options.scales;
        if (draft_.options.pooled || from.weights.size() == 1) return from.weights.front()[child];
        std::string cases;
        for (std::size_t period = 0; period < from.weights.size(); ++period)
            cases += fmt::format(" WHEN {} THEN {}", draft_.text(from.data.periods[period].label),
                                 literal(from.weights[period][child]));
        return Term(fmt::format("CASE {}{} END", draft_.r("period"), cases));
    }

    /// The scores of the children that count, reversed and mapped.
    void let_enter() {
        std::vector<Added> added;
        for (std::size_t place = 0; place < node_.children.size(); ++place) {
            const std::size_t child = node_.children[place];
            const Node& below = draft_.index.nodes[child];
            if (below.weight == 0) continue;
            Term score(draft_.r(draft_.scores[child]));
            if (!below.is_indicator() && below.direction == Direction::negative) {
                const Range scale = scale_of(draft_.index, child);
                score = Term(scale.low + scale.high) - score;
            }
            if (map_) score = Term(map_->slope) * score + Term(map_->offset);
            std::string column = draft_.scores[child];
            if (score.text() != draft_.r(column)) {
                column = draft_.columns.take(fmt::format("{}_in_{}", below.code, node_.code));
                added.push_back({column, score.text()});
            }
            children_.push_back(
                {child, place, weight_of(child, below.weight), column, draft_.r(column), draft_.r(column)});
        }
        draft_.extend_rows("into_" + node_.code, "scores as they enter it: reversed, on another range", added);
    }

    void put_in() {
        if (node_.missing.kind != MissingRule::Kind::impute) return;
        std::vector<Filled> gaps;
        for (const Entering& child : children_)
            gaps.push_back({fmt::format("{}_in_{}", draft_.index.nodes[child.node].code, node_.code), child.score, {}});
        fill_gaps(draft_, node_.missing.impute, node_.code, gaps);
        for (std::size_t i = 0; i < gaps.size(); ++i) {
            children_[i].column = gaps[i].column;
            children_[i].score = draft_.r(gaps[i].column);
        }
    }

    void know_below() {
        for (const Entering& child : children_) know(draft_, child.node);
    }

    /// What a score may have lost as it enters.
    Term tolerance_of(const Entering& child) const {
        const Node& below = draft_.index.nodes[child.node];
        return after_rounding(below, *draft_.known[child.node]).tolerance * Term(map_ ? std::abs(map_->slope) : 1);
    }

    bool needs_all() const { return node_.missing.kind != MissingRule::Kind::reweight && !by_.formula; }

    /// The score, but none where a rule refuses it.
    std::string refused(const std::string& score) const {
        std::vector<std::string> why;
        if (needs_all()) {
            for (const Entering& child : children_) why.push_back(is_missing(child.score));
        }
        if (node_.coverage) why.push_back(is_covered_too_little());
        for (const Entering& child : children_) {
            if (domain_ == Domain::any) break;
            const Term least = domain_ == Domain::positive ? tolerance_of(child) : Term(-1) * tolerance_of(child);
            why.push_back(fmt::format("{} {} {}", child.score, domain_ == Domain::positive ? "<=" : "<", least.text()));
        }
        if (why.empty()) return score;
        return fmt::format("CASE WHEN {} THEN NULL ELSE {} END", any_of(why), score);
    }

    std::string is_covered_too_little() const {
        std::string there;
        Term whole = 0;
        const auto count = [&](const std::string& x, const Term& counts) {
            there +=
                fmt::format("{}CASE WHEN {} IS NULL THEN 0 ELSE {} END", there.empty() ? "" : " + ", x, counts.text());
            whole = whole + counts;
        };
        if (node_.coverage->of == Coverage::Of::indicators) {
            for (const std::size_t leaf : draft_.index.indicators_counted_below(number_)) {
                count(draft_.r(draft_.untransformed[*draft_.index.nodes[leaf].indicator]), 1);
            }
        } else {
            const bool by_weight = node_.coverage->of == Coverage::Of::weight;
            for (const Entering& child : children_) count(child.measured, by_weight ? child.weight : Term(1));
        }
        return fmt::format("{} < {}", there, (Term(node_.coverage->at_least - 1e-12) * whole).text());
    }

    /// What is averaged of a child's score; of one that is refused nothing is asked.
    std::string term_of(const Entering& child) const {
        std::string term = filled(method_.sql_term, fmt::arg("x", child.score), fmt::arg("p", literal(by_.exponent)));
        if (domain_ == Domain::any) return term;
        if (domain_ == Domain::positive) return fmt::format("CASE WHEN {} > 0 THEN {} END", child.score, term);
        return fmt::format("CASE WHEN {0} > 0 THEN {1} WHEN {0} <= 0 THEN 0 END", child.score, term);
    }

    std::string mean_of_terms() const {
        std::string sum, weights;
        Term whole = 0;
        for (const Entering& child : children_) {
            const std::string term = term_of(child);
            const Term part = child.weight * Term(term, is_plain() ? Term::Binds::atom : Term::Binds::sum);
            const std::string_view plus = sum.empty() ? "" : "\n      + ";
            sum += needs_all() ? fmt::format("{}{}", plus, part.text())
                               : fmt::format("{}COALESCE({}, 0)", plus, part.text());
            weights += fmt::format("{}CASE WHEN {} IS NULL THEN 0 ELSE {} END", weights.empty() ? "" : " + ",
                                   child.score, child.weight.text());
            whole = whole + child.weight;
        }
        if (needs_all()) return fmt::format("({}) / {}", sum, whole.text(Term::Binds::atom));
        return fmt::format("({})\n      / NULLIF({}, 0)", sum, weights);
    }

    bool is_plain() const { return method_.sql_term == "{x}"; }

    std::string least_of_all() const {
        const std::string none = literal(std::numeric_limits<double>::max());
        std::vector<std::string> all;
        for (const Entering& child : children_) all.push_back(fmt::format("COALESCE({}, {})", child.score, none));
        return fmt::format("NULLIF({}, {})", call_of_many(draft_.dialect.least, std::move(all)), none);
    }

    std::string mean() const {
        std::string score;
        const bool has_terms = !method_.sql_term.empty();
        if (children_.size() == 1) {
            score = children_.front().score;
        } else {
            const std::string mean = has_terms ? mean_of_terms() : std::string();
            score = filled(method_.sql, fmt::arg("mean", is_plain() ? mean : "(" + mean + ")"),
                           fmt::arg("least", has_terms ? std::string() : least_of_all()),
                           fmt::arg("p", literal(by_.exponent)));
        }
        if (!map_) return score;
        return ((Term("(" + score + ")") - Term(map_->offset)) / Term(map_->slope)).text();
    }

    /// Scores by a formula of the children, and how well they are known: as found from what small changes do.
    void add_formula(const std::string& column) {
        know_below();
        const auto column_of = [this](std::size_t place) {
            for (const Entering& child : children_) {
                if (child.place == place) return child.column;
            }
            return draft_.scores[node_.children[place]];
        };
        FormulaText text(draft_, *by_.formula, column_of);
        const std::string score = text.text();
        draft_.extend_rows(node_.code, called(node_) + ": " + to_string(*by_.formula), {{column, refused(score)}},
                           text.joined());
        draft_.known[number_] = known_by_formula(text, score);
    }

    Known known_by_formula(FormulaText& text, const std::string& score) {
        const std::string& code = node_.code;
        std::vector<Added> moves = {{draft_.columns.take("unmoved_" + code), score}};
        std::string sum;
        for (std::size_t i = 0; i < text.names().size(); ++i) {
            const Expression* const name = text.names()[i];
            const std::size_t child = node_.children[name->place];
            const Known own = after_rounding(draft_.index.nodes[child], *draft_.known[child]);
            if (own.largest.is(0)) continue;
            const Term step = greatest(draft_.dialect, {own.tolerance, Term(0x1p-26) * own.largest});
            const std::string up = text.text({name, 1, step}), down = text.text({name, 1, Term(-1) * step});
            const std::string names[] = {draft_.columns.take(fmt::format("up_{}_{}", i, code)),
                                         draft_.columns.take(fmt::format("down_{}_{}", i, code))};
            moves.push_back({names[0], fmt::format("ABS({} - {})", up, score)});
            moves.push_back({names[1], fmt::format("ABS({} - {})", down, score)});
            const Term moved(lesser_or_none(draft_.r(names[0]), draft_.r(names[1])));
            const Term part = moved * own.tolerance / Term(fmt::format("NULLIF({}, 0)", step.text()));
            sum += fmt::format("{}COALESCE({}, 0)", sum.empty() ? "" : " + ", part.text());
        }
        draft_.have_periods();
        draft_.extend_rows("moves_of_" + code, "what it makes of small changes", moves,
                           draft_.with_periods() + text.joined());
        const std::string lost = draft_.columns.take("lost_" + code), largest = draft_.columns.take("largest_" + code);
        draft_.find_greatest(lost, "what it loses",
                             {{lost, sum.empty() ? literal(0) : sum},
                              {largest, fmt::format("COALESCE(ABS({}), 0)", draft_.r(moves.front().column))}});
        const Term size = draft_.t(largest);
        const double operations = 4 * static_cast<double>(names_in(*by_.formula).size() + 1) * last_place;
        return {least(draft_.dialect, {draft_.t(lost), Term(1e-9) * size}) + Term(operations) * size, size};
    }

    /// Multiplies a period's scores so that the best has the one asked for. Returns their column.
    std::string rescale(const std::string& score) {
        know_below();
        const Known before = know(draft_, number_);
        const std::string best = draft_.columns.take("best_" + node_.code);
        draft_.find_greatest(best, "the best of a period", {{best, draft_.r(score)}});
        std::string made = node_.round ? draft_.columns.take("rescaled_" + node_.code) : draft_.scores[number_];
        const std::string to = literal(*node_.rescale_best);
        draft_.extend_rows_by_periods(
            "rescaled_" + node_.code, "",
            {{made, fmt::format("CASE WHEN {0} > {1} THEN {2} / NULLIF({0}, 0) * {3} END", draft_.t(best).text(),
                                before.tolerance.text(), draft_.r(score), to)}});
        const Term factor(fmt::format("COALESCE({} / NULLIF({}, 0), 1)", to, draft_.t(best).text()));
        draft_.known[number_] = Known{Term(2) * absolute(factor) * before.tolerance, absolute(factor) * before.largest};
        return made;
    }

    Draft& draft_;
    std::size_t number_;
    const Node& node_;
    const Aggregation& by_;
    const AggregationMethod& method_;
    Domain domain_;
    std::optional<detail::Line> map_;
    std::vector<Entering> children_;
};

}  // namespace

void aggregate(Draft& draft, std::size_t node) {
    const Node& settings = draft.index.nodes[node];
    if (settings.is_indicator()) return;
    for (const std::size_t child : settings.children) aggregate(draft, child);
    Aggregating(draft, node).add();
}

}  // namespace iiindex::detail::sql
