#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/weigh.hpp>

#include "engine/mapping.hpp"
#include "engine/precision.hpp"
#include "sql/draft.hpp"

namespace iiindex::detail::sql {
namespace {

double largest_of(const Range& range) { return std::max(std::abs(range.low), std::abs(range.high)); }

/// How well a node's scores are known before they are rescaled or rounded, as engine/precision.cpp has it of a mean.
class OfMean {
public:
    OfMean(const Draft& draft, std::size_t node)
        : draft_(draft),
          dialect_(draft.dialect),
          node_(draft.index.nodes[node]),
          scale_(scale_below(draft.index, node_)),
          weights_(given_weights(draft.index, node)) {}

    Known known() const {
        Known all = entering();
        const Aggregation& by = node_.aggregation;
        double slope = 1, low = scale_.low;
        Term largest = all.largest;
        if (const auto map = mapping(by, scale_)) {
            slope = std::abs(map->slope);
            low = std::min(map->at(scale_.low), map->at(scale_.high));
            const double ends = std::max(std::abs(map->at(scale_.low)), std::abs(map->at(scale_.high)));
            largest = greatest(dialect_, {ends, Term(slope) * all.largest});
            all.tolerance = all.tolerance + Term(2 * last_place / slope) * (largest + Term(std::abs(map->offset)));
        }
        const double exponent = exponent_of(by).value_or(1);
        const double sensitivity = by.method->sensitivity;
        const Term reaction = Term(sensitivity) * reaction_of(exponent, low, largest);
        Term lost = lost_by_mean(exponent, largest);
        if (node_.missing.kind == MissingRule::Kind::impute) lost = lost + Term(8);
        if (finds_weights(node_) && draft_.options.scales)
            lost = lost + Term(lost_by_sum(draft_.options.scales->data.units.size()));
        return {reaction * all.tolerance + Term(last_place * sensitivity / slope) * lost * largest, all.largest};
    }

private:
    /// The greatest of the children's, as they enter.
    Known entering() const {
        std::vector<Term> tolerances, sizes;
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            if (weights_[i] == 0) continue;
            const std::size_t child = node_.children[i];
            const Node& below = draft_.index.nodes[child];
            Known own = after_rounding(below, *draft_.known[child]);
            if (!below.is_indicator() && below.direction == Direction::negative) {
                own.largest = own.largest + Term(largest_of(scale_));
                own.tolerance = own.tolerance + Term(last_place) * own.largest;
            }
            tolerances.push_back(own.tolerance);
            sizes.push_back(own.largest);
        }
        return {greatest(dialect_, tolerances), greatest(dialect_, sizes)};
    }

    /// By how much a mean may change for a change of its children.
    Term reaction_of(double exponent, double low, const Term& largest) const {
        if (exponent >= 1) return 1;
        Term ratio = 1;
        if (largest.number()) {
            const double size = *largest.number();
            ratio = size > 0 ? std::max(1.0, size / std::max(low, size * 1e-3)) : 1.0;
        } else {
            const Term least_score = greatest(dialect_, {low, largest * Term(1e-3)});
            ratio = greatest(dialect_, {1, Term(fmt::format("COALESCE({} / NULLIF({}, 0), 1)",
                                                            largest.text(Term::Binds::atom), least_score.text()))});
        }
        return Term(1) + most_sensitive(exponent, Term(1) / ratio);
    }

    /// The greatest sum of partial derivatives where those of some children are at `low` and the others at 1.
    Term most_sensitive(double exponent, const Term& low) const {
        std::vector<double> ascending = weights_;
        std::sort(ascending.begin(), ascending.end());
        double whole = 0, some = 0;
        for (const double weight : ascending) whole += weight;
        if (whole == 0) return 0;
        std::vector<Term> sums = {0};
        for (const double weight : ascending) {
            some += weight;
            const double share = some / whole;
            const Term mean = exponent == 0 ? power(low, share)
                                            : power(Term(share) * power(low, exponent) + Term(1 - share), 1 / exponent);
            sums.push_back(Term(share) * power(mean / low, 1 - exponent));
        }
        return greatest(dialect_, sums);
    }

    Term lost_by_mean(double exponent, const Term& largest) const {
        const double sums = static_cast<double>(node_.children.size()) + 4;
        if (exponent == 1) return sums;
        if (exponent != 0) return sums * (1 + 1 / std::abs(exponent));
        return Term(sums) + Term(4) * (Term(1) + absolute(logarithm(greatest(dialect_, {largest, 1}))));
    }

    const Draft& draft_;
    const SqlDialect& dialect_;
    const Node& node_;
    Range scale_;
    std::vector<double> weights_;
};

/// How many nodes lie one above the other below a node, down to what is known.
std::size_t height(const Draft& draft, std::size_t node, std::vector<std::vector<std::size_t>>& by_height) {
    if (draft.known[node]) return 0;
    std::size_t most = 0;
    for (const std::size_t child : draft.index.nodes[node].children)
        most = std::max(most, height(draft, child, by_height));
    if (by_height.size() <= most) by_height.resize(most + 1);
    by_height[most].push_back(node);
    return most + 1;
}

}  // namespace

Known after_rounding(const Node& node, const Known& known) {
    return node.round ? Known{Term(last_place) * known.largest, known.largest} : known;
}

const Known& know(Draft& draft, std::size_t top) {
    std::vector<std::vector<std::size_t>> by_height;
    height(draft, top, by_height);
    for (const auto& nodes : by_height) {
        std::vector<Added> added;
        for (const std::size_t node : nodes) {
            Known known = OfMean(draft, node).known();
            const std::string& code = draft.index.nodes[node].code;
            for (auto& [prefix, term] : {std::pair{"tolerance_", &known.tolerance}, {"largest_", &known.largest}}) {
                if (term->number()) continue;
                added.push_back({draft.columns.take(prefix + code), term->text()});
                *term = draft.t(added.back().column);
            }
            draft.known[node] = known;
        }
        draft.extend_periods("known", "the same of the scores above them", added);
    }
    return *draft.known[top];
}

std::string round_half_up(const Draft& draft, const Node& node, const std::string& score) {
    const Known& known = *draft.known[draft.index.find(node.code).value()];
    const double unit = std::pow(10.0, std::abs(*node.round)), slight = 0.25 * std::pow(10.0, -*node.round);
    Term lost = known.tolerance;
    if (lost.number())
        lost = *lost.number() < slight ? lost : Term(0);
    else
        lost = Term(fmt::format("CASE WHEN {0} < {1} THEN {0} ELSE 0 END", lost.text(), literal(slight)));
    const Term raised = Term(draft.r(score)) + lost;
    const Term scaled = *node.round >= 0 ? raised * Term(unit) : raised / Term(unit);
    const Term whole(fmt::format("FLOOR({})", (scaled + Term(0.5)).text()));
    return (*node.round >= 0 ? whole / Term(unit) : whole * Term(unit)).text();
}

}  // namespace iiindex::detail::sql
