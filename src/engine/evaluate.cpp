#include "engine/evaluate.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <iiindex/aggregate.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/weigh.hpp>

#include "engine/finish.hpp"
#include "engine/precision.hpp"
#include "ground/parallel.hpp"
#include "ground/shares.hpp"

namespace iiindex::detail {
namespace {

/// Whether a node's score of a unit depends on that unit alone, once the scales of the indicators are known.
bool is_local(const Index& index, std::size_t node) {
    const Node& settings = index.nodes[node];
    if (settings.is_indicator()) return settings.normalisation.method->order == nullptr;
    const bool sees_one_unit = scope_of(settings.aggregation) == AggregationMethod::Scope::unit &&
                               !finds_weights(settings) && settings.missing.kind != MissingRule::Kind::impute &&
                               !settings.rescale_best &&
                               !settings.aggregation.formula;  // how well it is known depends on the scores
    return sees_one_unit && std::all_of(settings.children.begin(), settings.children.end(),
                                        [&](std::size_t child) { return is_local(index, child); });
}

template <class T>
void append(std::vector<T>& all, const std::vector<T>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

/// The scores of one run, children before parents. What sees one unit at a time goes up the tree by blocks of
/// units that stay in the nearest caches; what sees all units of a period at once, column by column. A column
/// that is not asked for lives only until its parent has been computed.
class Evaluation {
public:
    /// kept   the table of the scores that are kept
    Evaluation(Result& result, Columns& kept, const ScaleBasis& basis)
        : result_(result),
          kept_(kept),
          index_(result.index),
          data_(result.data),
          basis_(basis),
          passing_(index_.nodes.size()),
          notes_(index_.nodes.size()),
          has_no_weights_(index_.nodes.size()) {}

    void run() {
        evaluate(0);
        if (!problems_.empty()) throw InputError(std::move(problems_));
        for (auto& precisions : result_.precisions) {
            for (const std::size_t leaf : index_.indicators) {
                precisions[leaf] = after_rounding(index_.nodes[leaf], precisions[leaf]);
            }
        }
        for (const AggregationNotes& notes : notes_) {
            append(result_.absences, notes.absences);
            append(result_.changes, notes.imputed);
        }
    }

private:
    void evaluate(std::size_t node) {
        if (!is_kept(node)) passing_[node] = take_column();
        if (is_local(index_, node)) {
            for (std::size_t period = 0; period < data_.periods.size(); ++period) evaluate_by_blocks(node, period);
            return;
        }
        const Node& settings = index_.nodes[node];
        for (const std::size_t child : settings.children) evaluate(child);
        if (!settings.is_indicator()) {
            combine(node);
        } else {
            for (std::size_t period = 0; period < data_.periods.size(); ++period) evaluate_by_order(node, period);
        }
        for (const std::size_t child : settings.children) {
            if (!is_kept(child)) spare_.push_back(std::move(passing_[child]));
        }
    }

    void evaluate_by_blocks(std::size_t top, std::size_t period) {
        const Period& all = data_.periods[period];
        find_precisions(top, period);
        const auto block_of = [&](std::size_t first, std::size_t last) {
            std::vector<Absence> absences;
            const Period block{all.label, all.first + first, last - first};
            evaluate_block(top, period, block, scores_in(top, block), absences);
            return absences;
        };
        for (const auto& part : map_blocks<std::vector<Absence>>(all.count, block_of, units_at_a_time)) {
            for (const Absence& absence : part) notes_[absence.node].absences.push_back(absence);
        }
    }

    /// Finds how well the scores of all below a node will be known, and the node's. They do not depend on a unit.
    void find_precisions(std::size_t node, std::size_t period) {
        const Node& settings = index_.nodes[node];
        if (settings.is_indicator()) return;
        for (const std::size_t child : settings.children) find_precisions(child, period);
        const auto weights = given_weights(index_, node);
        const auto precisions = of_children(node, period);
        result_.precisions[period][node] =
            after_rounding(settings, precision_of_mean(index_, node, {{}, weights, precisions}, 0));
    }

    std::vector<Precision> of_children(std::size_t node, std::size_t period) const {
        std::vector<Precision> precisions;
        for (const std::size_t child : index_.nodes[node].children) {
            precisions.push_back(after_rounding(index_.nodes[child], result_.precisions[period][child]));
        }
        return precisions;
    }

    void evaluate_block(std::size_t node, std::size_t period, const Period& block, std::span<double> scores,
                        std::vector<Absence>& absences) {
        const Node& settings = index_.nodes[node];
        if (settings.is_indicator()) {
            const auto values = data_.values_in(*settings.indicator, block);
            apply_scale(*result_.scales[period][*settings.indicator], settings, values, scores);
            finish(node, period, block, scores, absences);
            return;
        }
        Unwritten<double> passing(settings.children.size() * block.count);
        std::vector<std::span<const double>> columns;
        for (const std::size_t child : settings.children) {
            const auto column = is_kept(child) ? scores_in(child, block)
                                               : std::span(passing).subspan(columns.size() * block.count, block.count);
            evaluate_block(child, period, block, column, absences);
            columns.emplace_back(column);
        }
        const auto weights = given_weights(index_, node);
        const auto precisions = of_children(node, period);
        append(absences, aggregate(index_, node, {columns, weights, precisions}, data_, block, scores).absences);
    }

    void evaluate_by_order(std::size_t node, std::size_t period) {
        const Period& all = data_.periods[period];
        const auto scores = scores_in(node, all);
        normalise(index_.nodes[node], data_, all, basis_, scores);
        finish(node, period, all, scores, notes_[node].absences);
    }

    void finish(std::size_t node, std::size_t period, const Period& units, std::span<double> scores,
                std::vector<Absence>& absences) {
        const Node& indicator = index_.nodes[node];
        const auto values = data_.values_in(*indicator.indicator, units);
        const double tolerance = result_.precisions[period][node].tolerance;  // not yet that after rounding
        for (const Loss& loss : finish_scores(indicator, values, scores, tolerance)) {
            absences.push_back({.row = static_cast<std::uint32_t>(units.first + loss.unit),
                                .node = static_cast<std::uint16_t>(node),
                                .reason = loss.reason});
        }
    }

    void combine(std::size_t node) {
        const auto& children = index_.nodes[node].children;
        // What follows from a problem is no other one.
        has_no_weights_[node] =
            std::any_of(children.begin(), children.end(), [&](std::size_t child) { return has_no_weights_[child]; });
        if (has_no_weights_[node]) return;
        std::optional<FoundWeights> pooled;
        const auto work = [&](const auto& one) {
            try {
                one();
            } catch (const InputError& error) {
                append(problems_, error.problems());
                has_no_weights_[node] = true;
            }
        };
        const Node& settings = index_.nodes[node];
        if ((basis_.pooled || settings.weighting.pooled) && finds_weights(settings))
            work([&] { pooled = pooled_weights(node); });
        if (has_no_weights_[node]) return;
        for (std::size_t period = 0; period < data_.periods.size(); ++period) {
            work([&] { combine(node, period, pooled ? &*pooled : nullptr); });
        }
    }

    FoundWeights pooled_weights(std::size_t node) {
        const Period all{.label = {}, .first = 0, .count = data_.units.size()};
        const auto columns = child_scores(node, all);
        const auto weights = given_weights(index_, node);
        std::vector<Precision> precisions(columns.size());
        for (std::size_t period = 0; period < data_.periods.size(); ++period) {
            const auto own = of_children(node, period);
            for (std::size_t child = 0; child < own.size(); ++child) {
                precisions[child].tolerance = std::max(precisions[child].tolerance, own[child].tolerance);
            }
        }
        const auto values = child_values(node, all);
        return weights_from(index_, node, {columns, weights, precisions, values}, all);
    }

    void combine(std::size_t node, std::size_t period, const FoundWeights* found) {
        const Period& all = data_.periods[period];
        const auto columns = child_scores(node, all);
        const auto weights = given_weights(index_, node);
        const auto precisions = of_children(node, period);
        const auto values = child_values(node, all);
        AggregationNotes notes =
            aggregate(index_, node, {columns, weights, precisions, values}, data_, all, scores_in(node, all), found);
        result_.precisions[period][node] = notes.precision;
        note_weights(node, period, std::move(notes.weights));
        append(notes_[node].absences, notes.absences);
        append(notes_[node].imputed, notes.imputed);
    }

    std::vector<std::span<const double>> child_scores(std::size_t node, const Period& units) {
        std::vector<std::span<const double>> columns;
        for (const std::size_t child : index_.nodes[node].children) columns.emplace_back(scores_in(child, units));
        return columns;
    }

    /// The values of the children that are indicators, where weights are found from them.
    std::vector<std::span<const double>> child_values(std::size_t node, const Period& units) const {
        std::vector<std::span<const double>> columns;
        if (!looks_at_values(index_.nodes[node].weighting)) return columns;
        for (const std::size_t child : index_.nodes[node].children) {
            const auto& indicator = index_.nodes[child].indicator;
            columns.push_back(indicator ? data_.values_in(*indicator, units) : std::span<const double>());
        }
        return columns;
    }

    void note_weights(std::size_t node, std::size_t period, FoundWeights found) {
        if (found.missed > 0) {
            result_.weight_misses.push_back({.period = static_cast<std::uint32_t>(period),
                                             .node = static_cast<std::uint16_t>(node),
                                             .missed = found.missed});
        }
        share_out(found.weights);
        const auto& children = index_.nodes[node].children;
        for (std::size_t i = 0; i < children.size(); ++i) result_.weights[period][children[i]] = found.weights[i];
    }

    bool is_kept(std::size_t node) const { return result_.column_of[node] != Result::not_kept; }

    /// The place of a node's scores for the units of a period or of a part of one.
    std::span<double> scores_in(std::size_t node, const Period& units) {
        const auto column = is_kept(node) ? kept_.column(result_.column_of[node]) : passing_[node].column(0);
        return column.subspan(units.first, units.count);
    }

    Columns take_column() {
        if (spare_.empty()) return Columns::unwritten(data_.units.size(), 1);
        Columns column = std::move(spare_.back());
        spare_.pop_back();
        return column;
    }

    static constexpr std::size_t units_at_a_time = 1024;

    Result& result_;
    Columns& kept_;
    const Index& index_;
    const Dataset& data_;
    const ScaleBasis& basis_;
    std::vector<Columns> passing_;  ///< by node, a column each
    std::vector<Columns> spare_;
    std::vector<AggregationNotes> notes_;  ///< by node
    std::vector<bool> has_no_weights_;     ///< by node: nor has it scores, for that or for one below
    std::vector<Problem> problems_;
};

/// A column for the scores of every node down to a level. Returns how many there are.
std::size_t own_columns(Result& result, std::size_t depth) {
    std::size_t kept = 0;
    for (const Node& node : result.index.nodes) {
        result.column_of.push_back(node.level <= depth ? kept++ : Result::not_kept);
    }
    return kept;
}

/// Columns of values whose memory can take the scores of every node down to a level: for each node that of an indicator
/// below it, as a block of units has been through with it once the node has a score there. Empty where there are not
/// enough, or where values are asked for later than that.
std::vector<std::size_t> columns_of_values(const Index& index, std::size_t depth) {
    std::vector<std::size_t> column_of(index.nodes.size(), Result::not_kept);
    std::vector<bool> is_taken(index.indicators.size());
    if (!is_local(index, 0)) return {};
    for (std::size_t node = index.nodes.size(); node-- > 0;) {
        const Node& settings = index.nodes[node];
        if (settings.coverage && settings.coverage->of == Coverage::Of::indicators) return {};
        if (settings.level > depth) continue;
        for (const std::size_t leaf : index.indicators_below(node)) {
            const std::size_t column = *index.nodes[leaf].indicator;
            if (settings.is_indicator() || is_taken[column]) continue;
            column_of[node] = column;
            is_taken[column] = true;
            break;
        }
        if (column_of[node] == Result::not_kept) return {};
    }
    return column_of;
}

/// Has the table of values, whose other columns are not needed any more, for that of the scores.
void take_over_values(Result& result) {
    result.scores = std::exchange(result.data.values, {});
    for (std::size_t column = 0; column < result.scores.columns(); ++column) {
        const auto& taken = result.column_of;
        if (std::find(taken.begin(), taken.end(), column) == taken.end()) result.scores.give_back(column);
    }
}

/// The weights that the index gives, as shares among siblings.
std::vector<double> given_shares(const Index& index) {
    std::vector<double> shares(index.nodes.size(), 1);
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        const auto& children = index.nodes[node].children;
        if (children.empty()) continue;
        std::vector<double> weights = given_weights(index, node);
        share_out(weights);
        for (std::size_t i = 0; i < children.size(); ++i) shares[children[i]] = weights[i];
    }
    return shares;
}

}  // namespace

void fit_scales(Result& result, const ScaleBasis& given) {
    ScaleBasis basis = given;
    std::optional<Dataset> reference;
    if (given.reference) {
        reference = *given.reference;
        prepare(result.index, *reference);
        basis.reference = &*reference;
    }
    std::vector<Problem> problems;
    for (const Period& period : result.data.periods) {
        auto& scales = result.scales.emplace_back();
        auto& precisions = result.precisions.emplace_back(result.index.nodes.size());
        for (const std::size_t node : result.index.indicators) {
            Fit fit = fit_scale(result.index.nodes[node], result.data, period, basis);
            scales.push_back(fit.scale);
            precisions[node] = fit.precision;
            if (fit.refusal) problems.push_back(std::move(*fit.refusal));
        }
    }
    if (!problems.empty()) throw InputError(std::move(problems));
}

void score(Result& result, const ScaleBasis& basis, std::size_t depth, bool keep_values) {
    result.weights.assign(result.data.periods.size(), given_shares(result.index));
    if (!keep_values) result.column_of = columns_of_values(result.index, depth);
    if (!result.column_of.empty()) {
        Evaluation(result, result.data.values, basis).run();
        return take_over_values(result);
    }
    result.scores = Columns::unwritten(result.data.units.size(), own_columns(result, depth));
    Evaluation(result, result.scores, basis).run();
    if (!keep_values) result.data.values = {};
}

}  // namespace iiindex::detail
