#include <iiindex/compute.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/prepare.hpp>

#include "round.hpp"

namespace iiindex {
namespace {

/// The scores of one run, children before parents. A column that is not asked for lives only until its
/// parent has been computed.
class Evaluation {
public:
    Evaluation(Result& result, const ScaleBasis& basis)
        : result_(result), index_(result.index), data_(result.data), basis_(basis),
          passing_(index_.nodes.size()), notes_(index_.nodes.size()), is_refused_(index_.nodes.size()) {}

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
        const Node& settings = index_.nodes[node];
        for (const std::size_t child : settings.children) evaluate(child);
        if (!is_kept(node)) passing_[node] = take_column();
        for (std::size_t period = 0; period < data_.periods.size(); ++period) {
            if (settings.is_indicator()) {
                score_indicator(node, period);
            } else {
                combine(node, period);
            }
        }
        for (const std::size_t child : settings.children) {
            if (!is_kept(child)) spare_.push_back(std::move(passing_[child]));
        }
    }

    void score_indicator(std::size_t node, std::size_t period) {
        const Node& indicator = index_.nodes[node];
        const auto scores = scores_in(node, period);
        try {
            result_.scales[period][*indicator.indicator] =
                normalise(indicator, data_, data_.periods[period], basis_, scores);
        } catch (const InputError& error) {
            refuse(node, error);
            return;
        }
        note_lost_scores(node, period, scores);
        if (indicator.round) round_all(scores, *indicator.round);
    }

    /// Records where there is a value but no score for it.
    void note_lost_scores(std::size_t node, std::size_t period, std::span<double> scores) {
        const Node& indicator = index_.nodes[node];
        const std::size_t first = data_.periods[period].first;
        const auto values = data_.values.column(*indicator.indicator).subspan(first, scores.size());
        for (std::size_t unit = 0; unit < scores.size(); ++unit) {
            if (is_missing(values[unit]) || std::isfinite(scores[unit])) continue;
            const bool untransformed = is_missing(transformed(values[unit], indicator.transform));
            const Reason reason = untransformed ? Reason::not_transformable
                                  : std::isinf(scores[unit]) ? Reason::out_of_range : Reason::too_few_units;
            scores[unit] = missing;
            notes_[node].absences.push_back({.row = static_cast<std::uint32_t>(first + unit),
                                             .node = static_cast<std::uint16_t>(node), .reason = reason});
        }
    }

    void combine(std::size_t node, std::size_t period) {
        const auto& children = index_.nodes[node].children;
        if (std::any_of(children.begin(), children.end(), [&](std::size_t child) { return is_refused_[child]; })) {
            is_refused_[node] = true;  // what follows from a problem is no other one
            return;
        }
        std::vector<std::span<const double>> columns;
        std::vector<double> weights;
        for (const std::size_t child : children) {
            columns.push_back(scores_in(child, period));
            weights.push_back(index_.nodes[child].weight);
        }
        try {
            AggregationNotes notes = aggregate(index_, node, {columns, weights}, data_, data_.periods[period],
                                               scores_in(node, period));
            note_weights(period, children, notes.weights);
            auto& all = notes_[node];
            all.absences.insert(all.absences.end(), notes.absences.begin(), notes.absences.end());
            all.imputed.insert(all.imputed.end(), notes.imputed.begin(), notes.imputed.end());
        } catch (const InputError& error) {
            refuse(node, error);
        }
    }

    void refuse(std::size_t node, const InputError& error) {
        problems_.insert(problems_.end(), error.problems().begin(), error.problems().end());
        is_refused_[node] = true;
    }

    /// Notes the weights of siblings as shares.
    void note_weights(std::size_t period, std::span<const std::size_t> siblings, std::span<const double> weights) {
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        for (std::size_t i = 0; i < weights.size(); ++i) result_.weights[period][siblings[i]] = weights[i] / sum;
    }

    bool is_kept(std::size_t node) const { return result_.column_of[node] != Result::not_kept; }

    std::span<double> scores_in(std::size_t node, std::size_t period) {
        const auto column = is_kept(node) ? result_.scores.column(result_.column_of[node])
                                          : std::span<double>(passing_[node]);
        return column.subspan(data_.periods[period].first, data_.periods[period].count);
    }

    std::vector<double> take_column() {
        if (spare_.empty()) return std::vector<double>(data_.units.size(), missing);
        std::vector<double> column = std::move(spare_.back());
        spare_.pop_back();
        return column;
    }

    Result& result_;
    const Index& index_;
    const Dataset& data_;
    const ScaleBasis& basis_;
    std::vector<std::vector<double>> passing_;   ///< by node
    std::vector<std::vector<double>> spare_;
    std::vector<AggregationNotes> notes_;        ///< by node
    std::vector<bool> is_refused_;               ///< by node: it has no scores for a problem of its own or below
    std::vector<Problem> problems_;
};

/// Finds a place for the scores of every node down to the level asked for.
void lay_out(Result& result, std::size_t depth) {
    std::size_t kept = 0;
    for (const Node& node : result.index.nodes) {
        result.column_of.push_back(node.level <= depth ? kept++ : Result::not_kept);
    }
    result.scores = Columns(result.data.units.size(), kept);
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

/// Keeps units of which nothing at all was measured out of the imputation of scores: none is made up for them.
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
