#include <iiindex/compute.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/prepare.hpp>

#include "engine/round.hpp"
#include "engine/weight_range.hpp"
#include "ground/counts.hpp"
#include "ground/parallel.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Whether a node's score of a unit depends on that unit alone, once the scales of the indicators are known.
bool is_local(const Index& index, std::size_t node) {
    const Node& settings = index.nodes[node];
    if (settings.is_indicator()) return settings.normalisation.method->order == nullptr;
    const bool sees_one_unit = settings.aggregation.method->scope == AggregationMethod::Scope::unit &&
                               (settings.weighting.method == nullptr || settings.children.size() == 1) &&
                               settings.missing.kind != MissingRule::Kind::impute && !settings.rescale_best;
    return sees_one_unit && std::all_of(settings.children.begin(), settings.children.end(),
                                        [&](std::size_t child) { return is_local(index, child); });
}

/// Why a value has no score.
Reason why_lost(double value, double score, const Node& indicator) {
    if (is_missing(transformed(value, indicator.transform))) return Reason::not_transformable;
    return std::isinf(score) ? Reason::out_of_range : Reason::too_few_units;
}

/// Takes back what is no number, and notes where that loses a value's score.
void take_back_lost(const Index& index, std::size_t node, std::size_t first, std::span<const double> values,
                    std::span<double> scores, std::vector<Absence>& absences) {
    // A missing value has no score: as many of these as of those, and nothing is lost.
    if (count_not_finite(scores) == count_missing(values)) return;
    for (std::size_t unit = 0; unit < scores.size(); ++unit) {
        if (std::isfinite(scores[unit]) || is_missing(values[unit])) continue;
        absences.push_back({.row = static_cast<std::uint32_t>(first + unit),
                            .node = static_cast<std::uint16_t>(node),
                            .reason = why_lost(values[unit], scores[unit], index.nodes[node])});
        scores[unit] = missing;
    }
}

/// The scores of one run, children before parents. What sees one unit at a time goes up the tree by blocks of
/// units that stay in the nearest caches; what sees all units of a period at once, column by column. A column
/// that is not asked for lives only until its parent has been computed.
class Evaluation {
public:
    Evaluation(Result& result, const ScaleBasis& basis)
        : result_(result),
          index_(result.index),
          data_(result.data),
          basis_(basis),
          passing_(index_.nodes.size()),
          notes_(index_.nodes.size()),
          is_refused_(index_.nodes.size()) {}

    void run() {
        evaluate(0);
        if (!problems_.empty()) throw InputError(std::move(problems_));
        for (auto& notes : notes_) {
            result_.absences.insert(result_.absences.end(), notes.absences.begin(), notes.absences.end());
            result_.changes.insert(result_.changes.end(), notes.imputed.begin(), notes.imputed.end());
        }
    }

private:
    void evaluate(std::size_t node) {
        if (!is_kept(node)) passing_[node] = take_column();
        if (is_local(index_, node)) return evaluate_by_blocks(node);
        const Node& settings = index_.nodes[node];
        for (const std::size_t child : settings.children) evaluate(child);
        for (std::size_t period = 0; period < data_.periods.size(); ++period) {
            if (settings.is_indicator()) {
                score_by_order(node, period);
            } else {
                combine(node, period);
            }
        }
        for (const std::size_t child : settings.children) {
            if (!is_kept(child)) spare_.push_back(std::move(passing_[child]));
        }
    }

    void evaluate_by_blocks(std::size_t top) {
        for (std::size_t period = 0; period < data_.periods.size(); ++period) {
            if (!fit_scales(top, period)) continue;
            const Period& all = data_.periods[period];
            const auto score = [&](std::size_t first, std::size_t last) {
                std::vector<Absence> absences;
                const Period block{all.label, all.first + first, last - first};
                score_block(top, period, block, scores_in(top, block), absences);
                return absences;
            };
            const auto absences = map_blocks<std::vector<Absence>>(all.count, score, units_at_a_time);
            for (const auto& part : absences) {
                for (const Absence& absence : part) notes_[absence.node].absences.push_back(absence);
            }
        }
    }

    /// Finds the scales of all indicators from a node on, and notes the weights; false if there is a scale
    /// that cannot be found.
    bool fit_scales(std::size_t node, std::size_t period) {
        const Node& settings = index_.nodes[node];
        bool found = true;
        if (settings.is_indicator()) {
            found = guarded(node, [&] {
                result_.scales[period][*settings.indicator] = fit_scale(settings, data_, data_.periods[period], basis_);
            });
        } else {
            note_weights(period, settings.children, given_weights(settings));
            for (const std::size_t child : settings.children) found = fit_scales(child, period) && found;
        }
        is_refused_[node] = is_refused_[node] || !found;
        return found;
    }

    void score_block(std::size_t node, std::size_t period, const Period& block, std::span<double> scores,
                     std::vector<Absence>& absences) {
        const Node& settings = index_.nodes[node];
        if (settings.is_indicator()) {
            const auto values = data_.values.column(*settings.indicator).subspan(block.first, block.count);
            apply_scale(*result_.scales[period][*settings.indicator], settings, values, scores);
            take_back_lost(index_, node, block.first, values, scores, absences);
            if (settings.round) round_all(scores, *settings.round);
            return;
        }
        Unwritten<double> passing(settings.children.size() * block.count);
        std::vector<std::span<const double>> columns;
        for (const std::size_t child : settings.children) {
            const auto column = is_kept(child) ? scores_in(child, block)
                                               : std::span(passing).subspan(columns.size() * block.count, block.count);
            score_block(child, period, block, column, absences);
            columns.push_back(column);
        }
        const AggregationNotes notes =
            aggregate(index_, node, {columns, given_weights(settings)}, data_, block, scores);
        absences.insert(absences.end(), notes.absences.begin(), notes.absences.end());
    }

    void score_by_order(std::size_t node, std::size_t period) {
        const Node& indicator = index_.nodes[node];
        const Period& all = data_.periods[period];
        const auto scores = scores_in(node, all);
        const bool done = guarded(node, [&] { normalise(indicator, data_, all, basis_, scores); });
        if (!done) return;
        const auto values = data_.values.column(*indicator.indicator).subspan(all.first, all.count);
        take_back_lost(index_, node, all.first, values, scores, notes_[node].absences);
        if (indicator.round) round_all(scores, *indicator.round);
    }

    void combine(std::size_t node, std::size_t period) {
        const auto& children = index_.nodes[node].children;
        if (std::any_of(children.begin(), children.end(), [&](std::size_t child) { return is_refused_[child]; })) {
            is_refused_[node] = true;  // what follows from a problem is no other one
            return;
        }
        const Period& all = data_.periods[period];
        std::vector<std::span<const double>> columns;
        for (const std::size_t child : children) columns.push_back(scores_in(child, all));
        guarded(node, [&] {
            const AggregationNotes notes =
                aggregate(index_, node, {columns, given_weights(index_.nodes[node])}, data_, all, scores_in(node, all));
            note_weights(period, children, notes.weights);
            auto& own = notes_[node];
            own.absences.insert(own.absences.end(), notes.absences.begin(), notes.absences.end());
            own.imputed.insert(own.imputed.end(), notes.imputed.begin(), notes.imputed.end());
        });
    }

    /// Does work for a node; what it refuses is told at the end, and the node has no scores.
    template <class Work>
    bool guarded(std::size_t node, const Work& work) {
        try {
            work();
            return true;
        } catch (const InputError& error) {
            problems_.insert(problems_.end(), error.problems().begin(), error.problems().end());
            is_refused_[node] = true;
            return false;
        }
    }

    std::vector<double> given_weights(const Node& node) const {
        std::vector<double> weights;
        for (const std::size_t child : node.children) weights.push_back(index_.nodes[child].weight);
        bring_into_range(weights);
        return weights;
    }

    /// Notes the weights of siblings as shares.
    void note_weights(std::size_t period, std::span<const std::size_t> siblings, std::span<const double> weights) {
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        for (std::size_t i = 0; i < weights.size(); ++i) result_.weights[period][siblings[i]] = weights[i] / sum;
    }

    bool is_kept(std::size_t node) const { return result_.column_of[node] != Result::not_kept; }

    /// The place of a node's scores for the units of a period or of a part of one.
    std::span<double> scores_in(std::size_t node, const Period& units) {
        const auto column = is_kept(node) ? result_.scores.column(result_.column_of[node]) : passing_[node].column(0);
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
    const Index& index_;
    const Dataset& data_;
    const ScaleBasis& basis_;
    std::vector<Columns> passing_;  ///< by node, a column each
    std::vector<Columns> spare_;
    std::vector<AggregationNotes> notes_;  ///< by node
    std::vector<bool> is_refused_;         ///< by node: it has no scores for a problem of its own or below
    std::vector<Problem> problems_;
};

/// Finds a place for the scores of every node down to the level asked for.
void lay_out(Result& result, std::size_t depth) {
    std::size_t kept = 0;
    for (const Node& node : result.index.nodes) {
        result.column_of.push_back(node.level <= depth ? kept++ : Result::not_kept);
    }
    result.scores = Columns::unwritten(result.data.units.size(), kept);
    const std::size_t periods = result.data.periods.size();
    result.scales.assign(periods, std::vector<std::optional<Scale>>(result.index.indicators.size()));
    result.weights.assign(periods, std::vector<double>(result.index.nodes.size(), 1));
}

/// Refuses settings that name what the dataset does not have.
void require_groupings(const Index& index, const Dataset& data) {
    std::vector<Problem> problems;
    for (const Node& node : index.nodes) {
        const bool needed = node.missing.kind == MissingRule::Kind::impute &&
                            node.missing.impute.method->looks == ImputationMethod::Looks::at_groups;
        if (node.is_indicator() || !needed) continue;
        const auto& groupings = data.units.groupings;
        if (std::any_of(groupings.begin(), groupings.end(),
                        [&](const Grouping& g) { return g.name == node.missing.impute.group; })) {
            continue;
        }
        problems.push_back({.where = {data.file},
                            .what = fmt::format("'{}' imputes by '{}', but no unit states that group", node.code,
                                                node.missing.impute.group),
                            .remedy = fmt::format("add a column 'group:{}'", node.missing.impute.group)});
    }
    if (!problems.empty()) throw InputError(std::move(problems));
}

bool imputes_scores(const Index& index) {
    return std::any_of(index.nodes.begin(), index.nodes.end(), [](const Node& node) {
        return !node.is_indicator() && node.missing.kind == MissingRule::Kind::impute;
    });
}

/// Keeps units of which nothing at all was measured out of the imputation of scores: none is made up for
/// them.
void leave_out_unmeasured(Dataset& data) {
    data.screened.resize(data.units.size(), 0);
    for (std::size_t row = 0; row < data.units.size(); ++row) {
        bool measured = false;
        for (std::size_t i = 0; i < data.values.columns() && !measured; ++i) {
            measured = !is_missing(data.values.column(i)[row]);
        }
        if (!measured) data.screened[row] = 1;
    }
}

/// The basis with a reference dataset of its own, prepared as the data are.
class PreparedBasis {
public:
    PreparedBasis(const Index& index, const ScaleBasis& basis) : basis_(basis) {
        if (!basis.reference) return;
        reference_ = *basis.reference;
        prepare(index, reference_);
        basis_.reference = &reference_;
    }
    PreparedBasis(const PreparedBasis&) = delete;
    PreparedBasis& operator=(const PreparedBasis&) = delete;

    const ScaleBasis& basis() const { return basis_; }

private:
    ScaleBasis basis_;
    Dataset reference_;
};

}  // namespace

Result compute(Index index, Dataset data, const ComputeOptions& options) {
    require_groupings(index, data);
    Result result{.index = std::move(index), .data = std::move(data)};
    PreparationNotes notes = prepare(result.index, result.data);
    result.changes = std::move(notes.changes);
    result.treatments = std::move(notes.treatments);
    result.absences = std::move(notes.absences);
    if (imputes_scores(result.index)) leave_out_unmeasured(result.data);
    const PreparedBasis basis(result.index, options.scale);
    lay_out(result, options.depth.value_or(result.index.depth()));
    Evaluation(result, basis.basis()).run();
    return result;
}

}  // namespace iiindex
