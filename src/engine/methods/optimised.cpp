#include "engine/methods/optimised.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <random>
#include <utility>

#include "ground/shares.hpp"
#include "ground/statistics.hpp"

namespace iiindex::detail {
namespace {

using Weights = std::vector<double>;

constexpr double same_share = 1e-12;   ///< a difference of shares that is none
constexpr double worth_saying = 1e-6;  ///< what is missed by less is reached
constexpr int random_beginnings = 80;
constexpr std::size_t worth_more = 6;  ///< of the ends that a few steps from each beginning lead to
constexpr double faint = 1e-9;         ///< the least weight that is tried

/// Each child's influence as a share, by the weights.
class Influence {
public:
    Influence(const Children& children, const Aggregation& aggregation)
        : children_(children), aggregation_(aggregation), parent_(children.scores.front().size()) {
        const bool complete = std::none_of(children.scores.begin(), children.scores.end(), [](const auto column) {
            return std::any_of(column.begin(), column.end(), is_missing);
        });
        if (complete && parent_.size() > 1 && exponent_of(aggregation) == 1.0) take_covariances();
    }

    /// Empty where a child or the parent is constant.
    std::optional<Weights> of(const Weights& weights) const {
        Weights squares = covariances_.empty() ? by_scores(weights) : by_covariances(weights);
        const bool known = std::all_of(squares.begin(), squares.end(), [](double x) { return std::isfinite(x); });
        if (!known || share_out(squares) == 0) return std::nullopt;
        return squares;
    }

    /// How many times the scores may be gone through: fewer where they are many.
    std::size_t affordable() const {
        const std::size_t work =
            children_.scores.size() * (covariances_.empty() ? parent_.size() : children_.scores.size());
        return std::clamp<std::size_t>(100'000'000 / work, 1000, 200'000);
    }

private:
    /// Of a weighted mean: the correlations follow from those of the children.
    void take_covariances() {
        for (const auto column : children_.scores) deviations_.push_back(standard_deviation(column));
        for (std::size_t a = 0; a < deviations_.size(); ++a) {
            for (std::size_t b = 0; b < deviations_.size(); ++b) {
                covariances_.push_back(correlation(children_.scores[a], children_.scores[b]) * deviations_[b]);
            }
        }
    }

    Weights by_covariances(const Weights& weights) const {
        Weights squares(weights.size());
        for (std::size_t a = 0; a < weights.size(); ++a) {
            const auto row = covariances_.begin() + static_cast<std::ptrdiff_t>(a * weights.size());
            const double along = std::inner_product(weights.begin(), weights.end(), row, 0.0);
            squares[a] = along * along;
        }
        return squares;
    }

    Weights by_scores(const Weights& weights) const {
        aggregation_.method->combine({children_.scores, weights}, aggregation_, parent_);
        Weights squares;
        for (const auto column : children_.scores) {
            const double r = correlation(column, parent_);
            squares.push_back(r * r);
        }
        return squares;
    }

    const Children& children_;
    const Aggregation& aggregation_;
    std::vector<double> deviations_;
    std::vector<double> covariances_;  ///< of child a with child b, over the deviation of a; empty: by the scores
    mutable std::vector<double> parent_;
};

/// Looks for the weights with the least greatest difference from the goal.
class Search {
public:
    Search(const Influence& influence, Weights goal)
        : influence_(influence), goal_(std::move(goal)), affordable_(influence.affordable()) {}

    FoundWeights run() {
        approach();
        if (best_.empty()) return {};
        if (least_ > same_share) {
            descend(at(logs_of(best_)));
            for (Vertex& end : rough_ends()) descend(std::move(end));
        }
        return {.weights = best_, .missed = least_ > worth_saying ? least_ : 0};
    }

private:
    /// From zero up; what cannot be evaluated is as far off as can be.
    double miss(const Weights& weights) {
        ++tried_;
        const auto reached = influence_.of(weights);
        if (!reached) return 1;
        double off = 0;
        for (std::size_t c = 0; c < goal_.size(); ++c) off = std::max(off, std::abs((*reached)[c] - goal_[c]));
        if (off < least_) {
            least_ = off;
            best_ = weights;
        }
        return off;
    }

    /// Moves each weight towards where its influence is its share: exact within a few steps where that can be.
    void approach() {
        Weights weights = goal_;
        for (int step = 0; step < 500 && least_ > same_share; ++step) {
            miss(weights);
            const auto reached = influence_.of(weights);
            if (!reached) return;
            for (std::size_t c = 0; c < goal_.size(); ++c) {
                const double pull = std::sqrt(goal_[c] / std::max((*reached)[c], 1e-6));
                weights[c] = std::max(weights[c] * pull, faint);
            }
            share_out(weights);
        }
    }

    /// The goal, equal weights, most of the weight on each child in turn, and some at random, always the same.
    std::vector<Weights> beginnings() const {
        const std::size_t size = goal_.size();
        std::vector<Weights> all = {goal_, Weights(size, 1.0 / static_cast<double>(size))};
        for (std::size_t c = 0; c < size; ++c) {
            all.emplace_back(size, 0.2 / static_cast<double>(size));
            all.back()[c] += 0.8;
        }
        std::minstd_rand random(1);
        for (int i = 0; i < random_beginnings; ++i) {
            Weights& weights = all.emplace_back();
            for (std::size_t c = 0; c < size; ++c) weights.push_back(-std::log(std::ldexp(random(), -31)));
            share_out(weights);
        }
        return all;
    }

    struct Vertex {
        Weights logs;
        double miss = 1;
    };

    Vertex at(Weights logs) {
        const double most = *std::max_element(logs.begin(), logs.end());
        for (double& log : logs) log = std::max(log - most, std::log(faint));
        Weights weights;
        for (const double log : logs) weights.push_back(std::exp(log));
        share_out(weights);
        const double off = miss(weights);
        return {std::move(logs), off};
    }

    /// Where a few steps from each beginning lead, the nearest first: those that are worth more.
    std::vector<Vertex> rough_ends() {
        std::vector<Vertex> ends;
        for (const Weights& start : beginnings()) {
            if (least_ <= same_share || tried_ >= affordable_) break;
            ends.push_back(run_simplex(at(logs_of(start)), 1));
        }
        std::sort(ends.begin(), ends.end(), [](const Vertex& a, const Vertex& b) { return a.miss < b.miss; });
        if (ends.size() > worth_more) ends.resize(worth_more);
        return ends;
    }

    /// The method of Nelder and Mead (1965) on the logarithms of the weights, begun anew where it ended as long as that
    /// leads further: the greatest of several differences has edges on which a simplex may collapse.
    void descend(Vertex start) {
        for (double step = 1; step > 1e-3 && tried_ < affordable_; step /= 4) {
            Vertex end = run_simplex(start, step);
            while (end.miss < start.miss * (1 - 1e-6) && tried_ < affordable_) {
                start = std::move(end);
                end = run_simplex(start, step);
            }
            if (end.miss < start.miss) start = std::move(end);
        }
    }

    static Weights logs_of(const Weights& weights) {
        Weights logs;
        for (const double weight : weights) logs.push_back(std::log(std::max(weight, faint)));
        return logs;
    }

    Vertex run_simplex(const Vertex& start, double step) {
        const std::size_t size = goal_.size();
        std::vector<Vertex> simplex = {start};
        for (std::size_t c = 1; c < size; ++c) {
            Weights logs = start.logs;
            logs[c] += logs[c] < -1 ? step : -step;
            simplex.push_back(at(std::move(logs)));
        }
        const auto by_miss = [](const Vertex& a, const Vertex& b) { return a.miss < b.miss; };
        for (std::size_t i = 0; i < 60 * size && tried_ < affordable_; ++i) {
            std::sort(simplex.begin(), simplex.end(), by_miss);
            if (simplex.back().miss - simplex.front().miss < same_share) break;
            improve(simplex);
        }
        return *std::min_element(simplex.begin(), simplex.end(), by_miss);
    }

    /// Replaces the worst corner by a better one beyond, before or short of the others, or draws all to the best.
    void improve(std::vector<Vertex>& simplex) {
        const std::size_t size = goal_.size(), others = simplex.size() - 1;
        Vertex& worst = simplex.back();
        Weights centre(size, 0);
        for (std::size_t v = 0; v < others; ++v) {
            for (std::size_t c = 0; c < size; ++c) centre[c] += simplex[v].logs[c] / static_cast<double>(others);
        }
        const auto along = [&](double times) {
            Weights logs(size);
            for (std::size_t c = 0; c < size; ++c) logs[c] = centre[c] + times * (centre[c] - worst.logs[c]);
            return at(std::move(logs));
        };
        Vertex beyond = along(1);
        if (beyond.miss < simplex.front().miss) {
            Vertex further = along(2);
            worst = further.miss < beyond.miss ? std::move(further) : std::move(beyond);
            return;
        }
        if (others > 0 && beyond.miss < simplex[others - 1].miss) {
            worst = std::move(beyond);
            return;
        }
        Vertex inside = along(beyond.miss < worst.miss ? 0.5 : -0.5);
        if (inside.miss < std::min(beyond.miss, worst.miss)) {
            worst = std::move(inside);
            return;
        }
        for (std::size_t v = 1; v < simplex.size(); ++v) {
            Weights logs(size);
            for (std::size_t c = 0; c < size; ++c) logs[c] = (simplex[v].logs[c] + simplex.front().logs[c]) / 2;
            simplex[v] = at(std::move(logs));
        }
    }

    const Influence& influence_;
    Weights goal_;
    std::size_t affordable_;
    std::size_t tried_ = 0;
    double least_ = 1;
    Weights best_;
};

}  // namespace

FoundWeights optimised(const Children& children, const Weighting&, const Aggregation& aggregation) {
    Weights goal(children.weights.begin(), children.weights.end());
    share_out(goal);
    const Influence influence(children, aggregation);
    return Search(influence, std::move(goal)).run();
}

}  // namespace iiindex::detail
