#include <iiindex/aggregate.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <iiindex/normalise.hpp>
#include <iiindex/weigh.hpp>

#include "engine/impute.hpp"
#include "engine/mapping.hpp"
#include "engine/precision.hpp"
#include "ground/counts.hpp"
#include "ground/parallel.hpp"
#include "model/formula/evaluate.hpp"

namespace iiindex {

using namespace detail;

namespace {

using Domain = AggregationMethod::Domain;
using Scope = AggregationMethod::Scope;

/// The scores of the children that count, as they enter a node: as computed, or in a column of their own where that
/// differs. A child of weight 0 is shown and does not count: it has no column, or one without a score where a formula
/// goes by places.
class ChildColumns {
public:
    ChildColumns(const Node& node, const Children& children, std::size_t units) : units_(units) {
        const bool keeps_places = node.aggregation.formula.has_value();
        for (std::size_t child = 0; child < children.scores.size(); ++child) {
            if (children.weights[child] == 0 && !keeps_places) continue;
            columns_.push_back(children.scores[child]);
            weights_.push_back(children.weights[child]);
            precisions_.push_back(children.precisions.empty() ? Precision() : children.precisions[child]);
            if (!children.values.empty()) values_.push_back(children.values[child]);
            nodes_.push_back(node.children[child]);
        }
        own_.resize(columns_.size());
        for (std::size_t child = 0; child < columns_.size(); ++child) {
            if (weights_[child] > 0) continue;
            const auto column = own(child);
            std::fill(column.begin(), column.end(), missing);
        }
    }

    /// The same columns once more, each to be changed without the other's, which must outlive it.
    ChildColumns once_more() const {
        ChildColumns other = *this;
        other.own_.assign(columns_.size(), {});
        return other;
    }

    /// By child: its weight as given, how well its scores are known, and which node it is.
    std::span<const double> weights() const { return weights_; }
    std::span<const Precision> precisions() const { return precisions_; }
    std::span<const std::size_t> nodes() const { return nodes_; }
    Children as_children() const { return {columns_, weights_, precisions_, values_}; }

    std::span<const double> operator[](std::size_t child) const { return columns_[child]; }
    std::span<const std::span<const double>> columns() const { return columns_; }
    std::size_t size() const { return columns_.size(); }

    std::span<double> own(std::size_t child) {
        if (own_[child].empty()) {
            own_[child].assign(columns_[child].begin(), columns_[child].end());
            columns_[child] = own_[child];
        }
        return own_[child];
    }

    template <class Map>
    void map(std::size_t child, const Map& map) {
        const auto column = own(child);
        for_blocks(units_, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) column[i] = map(column[i]);
        });
    }

    /// The same of all along a line, as which their precision changes.
    void map_all(const Line& line) {
        for (std::size_t child = 0; child < size(); ++child) {
            map(child, [&line](double score) { return line.at(score); });
            precisions_[child].tolerance *= std::abs(line.slope);
        }
    }

private:
    std::vector<std::span<const double>> columns_;
    std::vector<std::vector<double>> own_;
    std::vector<double> weights_;
    std::vector<Precision> precisions_;
    std::vector<std::span<const double>> values_;  ///< of indicators, where they are known
    std::vector<std::size_t> nodes_;
    std::size_t units_;
};

void reverse_negative(const Index& index, ChildColumns& entering) {
    for (std::size_t child = 0; child < entering.size(); ++child) {
        const Node& below = index.nodes[entering.nodes()[child]];
        if (below.is_indicator() || below.direction == Direction::positive) continue;
        const Range scale = scale_of(index, entering.nodes()[child]);
        const double tolerance = entering.precisions()[child].tolerance;
        entering.map(child, [scale, tolerance](double score) { return reversed(score, scale, tolerance); });
    }
}

/// The weights of all children, with 0 for those that do not count, from those of the ones that do; and the other way.
FoundWeights spread(FoundWeights found, std::span<const double> given) {
    auto next = found.weights.begin();
    std::vector<double> all;
    for (const double weight : given) all.push_back(weight == 0 ? 0 : *next++);
    return {.weights = std::move(all), .missed = found.missed};
}

std::vector<double> of_those_that_count(std::span<const double> all, std::span<const double> given) {
    std::vector<double> weights;
    for (std::size_t child = 0; child < all.size(); ++child) {
        if (given[child] != 0) weights.push_back(all[child]);
    }
    return weights;
}

/// What was there before anything was put in, as the coverage asks for it: a share a unit.
std::vector<double> coverage_shares(const Index& index, std::size_t node, const ChildColumns& entering,
                                    std::span<const double> weights, const Dataset& data, const Period& period) {
    const Coverage::Of of = index.nodes[node].coverage->of;
    std::vector<std::pair<std::span<const double>, double>> parts;  // a column and what it counts for
    if (of == Coverage::Of::indicators) {
        for (const std::size_t leaf : index.indicators_counted_below(node)) {
            parts.emplace_back(data.values_in(*index.nodes[leaf].indicator, period), 1);
        }
    } else {
        for (std::size_t child = 0; child < entering.size(); ++child) {
            if (entering.weights()[child] == 0) continue;
            parts.emplace_back(entering[child], of == Coverage::Of::weight ? weights[child] : 1);
        }
    }
    std::vector<double> shares(period.count, 0);
    double whole = 0;
    for (const auto& [column, counts] : parts) {
        whole += counts;
        for (std::size_t i = 0; i < shares.size(); ++i) shares[i] += is_missing(column[i]) ? 0 : counts;
    }
    for (double& share : shares) share /= whole;
    return shares;
}

/// Puts numbers in for the scores that children lack, and says where: as scores, before they are mapped.
std::vector<Change> impute(const Node& node, ChildColumns& entering, const std::optional<Line>& map,
                           const Dataset& data, const Period& period) {
    std::vector<Change> changes;
    const auto groups = groups_of(node.missing.impute, data, period);
    for (std::size_t child = 0; child < entering.size(); ++child) {
        const auto column = entering[child];
        if (std::none_of(column.begin(), column.end(), is_missing)) continue;
        const auto filled = entering.own(child);
        for (const std::uint32_t unit : fill_gaps(filled, groups, *node.missing.impute.method)) {
            changes.push_back({.row = static_cast<std::uint32_t>(period.first) + unit,
                               .node = static_cast<std::uint16_t>(entering.nodes()[child]),
                               .of = Change::Of::score,
                               .before = std::nullopt,
                               .after = map ? map->back(filled[unit]) : filled[unit],
                               .rule = node.missing.impute.method->name});
        }
    }
    return changes;
}

/// Puts scores at zero that arithmetic may have parted from it, where a mean has no value below zero or even there.
void settle_at_zero(Domain domain, ChildColumns& entering) {
    for (std::size_t child = 0; child < entering.size(); ++child) {
        const double below = entering.precisions()[child].tolerance;
        const double above = domain == Domain::positive ? below : 0;
        const auto is_at_zero = [&](double score) { return score != 0 && score >= -below && score <= above; };
        const auto column = entering[child];
        if (std::none_of(column.begin(), column.end(), is_at_zero)) continue;
        const auto own = entering.own(child);
        std::replace_if(own.begin(), own.end(), is_at_zero, 0.0);
    }
}

/// The children's scores on their way into a node.
struct Entering {
    Entering(const Index& index, std::size_t node, const Children& children, std::size_t units)
        : map(mapping(index.nodes[node].aggregation, scale_below(index, index.nodes[node]))),
          measured(reversed_of(index, node, children, units)),
          combined(measured.once_more()) {
        if (map) combined.map_all(*map);
        const Domain domain = domain_of(index.nodes[node].aggregation);
        if (domain != Domain::any) settle_at_zero(domain, combined);
    }

    std::optional<Line> map;
    ChildColumns measured;  ///< those of negative direction reversed
    ChildColumns combined;  ///< mapped as well: what the node combines

private:
    static ChildColumns reversed_of(const Index& index, std::size_t node, const Children& children, std::size_t units) {
        ChildColumns columns(index.nodes[node], children, units);
        reverse_negative(index, columns);
        return columns;
    }
};

/// Whether a mean of the domain has no value with this score.
std::optional<Reason> outside(Domain domain, double score) {
    if (domain == Domain::positive && score <= 0) return Reason::not_positive;
    if (domain == Domain::non_negative && score < 0) return Reason::negative;
    return std::nullopt;
}

/// Why a unit has no score at the node although something was measured below it, if so.
class Refusals {
public:
    Refusals(const Node& node, const ChildColumns& entering, std::vector<double> coverage)
        : node_(node),
          entering_(entering),
          domain_(domain_of(node.aggregation)),
          coverage_(std::move(coverage)),
          needs_all_(node.missing.kind != MissingRule::Kind::reweight && !node.aggregation.formula),
          takes_all_(!needs_all_ && !node.coverage && domain_ == Domain::any) {}

    /// Whether there are none: any score that is a number stands, and who has none has no child with one.
    bool are_none(std::size_t first, std::span<const double> scores) const {
        if (!takes_all_) return false;
        const std::size_t without = count_not_finite(scores);
        if (without == 0) return true;
        std::vector<std::span<const double>> children;
        for (const auto column : entering_.columns()) children.push_back(column.subspan(first, scores.size()));
        return without == count_empty(children) && without == count_missing(scores);
    }

    /// Why a formula has no number, for each of the units from `first` on without a score; empty where there is no
    /// formula.
    std::vector<Reason> whys(std::size_t first, std::span<const double> scores) const {
        if (!node_.aggregation.formula) return {};
        std::vector<std::uint32_t> units;
        for (std::size_t i = 0; i < scores.size(); ++i) {
            if (!std::isfinite(scores[i])) units.push_back(static_cast<std::uint32_t>(first + i));
        }
        const auto columns = entering_.columns();
        const FormulaData data{.columns = {columns.begin(), columns.end()}, .periods = {{0, columns.front().size()}}};
        std::vector<Reason> whys = FormulaValues(*node_.aggregation.formula, data).whys(0, units);
        std::replace(whys.begin(), whys.end(), Reason::no_input, Reason::child_missing);
        return whys;
    }

    /// by_formula   why the formula has no number, if it has none
    std::optional<Reason> of(std::size_t unit, double score, std::optional<Reason> by_formula) const {
        if (takes_all_ && std::isfinite(score)) return std::nullopt;
        std::size_t there = 0;
        std::optional<Reason> domain_reason;
        for (const auto column : entering_.columns()) {
            if (is_missing(column[unit])) continue;
            ++there;
            if (!domain_reason) domain_reason = outside(domain_, column[unit]);
        }
        // A formula may make a number of nothing, which does not cover what a coverage asks for.
        if (there == 0 && (!node_.coverage || !std::isfinite(score))) return std::nullopt;
        if (there < entering_.size() && needs_all_) return Reason::child_missing;
        // Shares of weights that are no binary fractions may fall an ulp short of what was asked for.
        if (node_.coverage && coverage_[unit] < node_.coverage->at_least - 1e-12) return Reason::below_coverage;
        if (domain_reason) return domain_reason;
        if (std::isfinite(score)) return std::nullopt;
        if (by_formula) return by_formula;
        const bool compares = node_.aggregation.method->scope == Scope::period && is_missing(score);
        return compares ? Reason::too_few_units : Reason::out_of_range;
    }

private:
    const Node& node_;
    const ChildColumns& entering_;
    Domain domain_;
    std::vector<double> coverage_;  ///< a unit each; empty where the node asks for none
    bool needs_all_;                ///< a child without a score leaves the node without
    bool takes_all_;                ///< any score that is a number stands
};

/// Takes back the scores that a rule refuses, or that are no numbers, and says why.
std::vector<Absence> refuse(const Refusals& refusals, std::size_t node, const Period& period,
                            std::span<double> scores) {
    return list_blocks<Absence>(scores.size(), [&](std::size_t first, std::size_t last) {
        std::vector<Absence> absences;
        const auto block = scores.subspan(first, last - first);
        if (refusals.are_none(first, block)) return absences;
        const std::vector<Reason> whys = refusals.whys(first, block);
        auto why = whys.begin();
        for (std::size_t unit = first; unit < last; ++unit) {
            std::optional<Reason> by_formula;
            if (why != whys.end() && !std::isfinite(scores[unit])) by_formula = *why++;
            const auto reason = refusals.of(unit, scores[unit], by_formula);
            if (reason || !std::isfinite(scores[unit])) scores[unit] = missing;
            if (!reason) continue;
            absences.push_back({.row = static_cast<std::uint32_t>(period.first + unit),
                                .node = static_cast<std::uint16_t>(node),
                                .reason = *reason});
        }
        return absences;
    });
}

void combine(const AggregationMethod& method, const Aggregation& aggregation, const Children& children,
             std::span<double> scores) {
    if (scope_of(aggregation) == Scope::period) return method.combine(children, aggregation, scores);
    for_blocks(scores.size(), [&](std::size_t first, std::size_t last) {
        std::vector<std::span<const double>> block;
        for (const auto column : children.scores) block.push_back(column.subspan(first, last - first));
        method.combine({block, children.weights}, aggregation, scores.subspan(first, last - first));
    });
}

/// Multiplies a period's scores so that the best becomes `best`. Where the best is not above zero there is no such
/// factor, and no score; nor where the product is too large for a number.
void rescale(double best, std::size_t node, const Period& period, std::span<double> scores, AggregationNotes& notes) {
    double most = 0;
    for (const double score : scores) most = score > most ? score : most;
    const bool has_factor = most > notes.precision.tolerance;
    for (std::size_t unit = 0; unit < scores.size(); ++unit) {
        if (is_missing(scores[unit])) continue;
        scores[unit] = scores[unit] / most * best;
        if (has_factor && std::isfinite(scores[unit])) continue;
        scores[unit] = missing;
        notes.absences.push_back({.row = static_cast<std::uint32_t>(period.first + unit),
                                  .node = static_cast<std::uint16_t>(node),
                                  .reason = has_factor ? Reason::out_of_range : Reason::no_factor});
    }
    std::sort(notes.absences.begin(), notes.absences.end(),
              [](const Absence& a, const Absence& b) { return a.row < b.row; });
    if (has_factor) notes.precision = after_rescaling(best / most, notes.precision);
}

/// Maps the scores of a node back from the range on which its children were combined. What is between their least and
/// their greatest there is so here, whatever the way there and back loses.
void map_back(const Line& map, bool is_mean, const ChildColumns& measured, const ChildColumns& combined,
              std::span<double> scores) {
    for (std::size_t unit = 0; unit < scores.size(); ++unit) {
        scores[unit] = map.back(scores[unit]);
        if (!is_mean || !std::isfinite(scores[unit])) continue;
        double least = std::numeric_limits<double>::infinity(), most = -least;
        for (std::size_t child = 0; child < combined.size(); ++child) {
            const double own = measured[child][unit];
            const double part = is_missing(own) ? map.back(combined[child][unit]) : own;
            if (is_missing(part)) continue;
            least = std::min(least, part);
            most = std::max(most, part);
        }
        scores[unit] = std::clamp(scores[unit], least, most);
    }
}

}  // namespace

FoundWeights weights_from(const Index& index, std::size_t node, const Children& children, const Period& units) {
    const Entering entering(index, node, children, units.count);
    return spread(weigh(index, node, entering.combined.as_children(), units), children.weights);
}

AggregationNotes aggregate(const Index& index, std::size_t node, const Children& children, const Dataset& data,
                           const Period& period, std::span<double> scores, const FoundWeights* found) {
    const Node& settings = index.nodes[node];
    Entering entering(index, node, children, period.count);
    ChildColumns& combined = entering.combined;
    AggregationNotes notes;
    if (combined.size() == 0) {  // what counted was taken out
        std::fill(scores.begin(), scores.end(), missing);
        notes.weights.weights.assign(children.weights.begin(), children.weights.end());
        return notes;
    }
    const auto& formula = settings.aggregation.formula;
    if (formula) {
        notes.weights.weights.assign(children.weights.begin(), children.weights.end());
    } else {
        notes.precision = precision_of_mean(index, node, children, period.count);
        notes.weights = found ? *found : spread(weigh(index, node, combined.as_children(), period), children.weights);
    }
    const std::vector<double> weights =
        formula ? notes.weights.weights : of_those_that_count(notes.weights.weights, children.weights);
    std::vector<double> coverage;
    if (settings.coverage) coverage = coverage_shares(index, node, combined, weights, data, period);
    if (settings.missing.kind == MissingRule::Kind::impute) {
        notes.imputed = impute(settings, combined, entering.map, data, period);
    }
    const AggregationMethod& method = *settings.aggregation.method;
    combine(method, settings.aggregation, {combined.columns(), weights, combined.precisions()}, scores);
    if (formula) notes.precision = precision_of_formula(*formula, combined.as_children(), scores);
    notes.absences = refuse(Refusals(settings, combined, std::move(coverage)), node, period, scores);
    if (entering.map) map_back(*entering.map, method.is_mean, entering.measured, combined, scores);
    if (settings.rescale_best) rescale(*settings.rescale_best, node, period, scores, notes);
    round_scores(settings, scores, notes.precision.tolerance);
    notes.precision = after_rounding(settings, notes.precision);
    return notes;
}

}  // namespace iiindex
