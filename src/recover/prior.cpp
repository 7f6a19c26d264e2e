#include "recover/prior.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <iiindex/normalise.hpp>

#include "recover/printed.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t pattern_units = 5;

std::optional<double> nearest_ancestor(const Index& index, const PrintedScores& printed, std::size_t row,
                                       std::size_t indicator) {
    for (std::size_t node = index.indicators[indicator];; node = index.nodes[node].parent) {
        if (const auto found = printed.find({row, node}); found != printed.end()) return found->second.score;
        if (node == 0) return std::nullopt;
    }
}

/// A profile: a score for each indicator, and the total that they give.
struct Pattern {
    std::vector<double> scores;
    double total = 0;
};

class Prior {
public:
    Prior(const Input& input, const std::vector<std::size_t>& order)
        : index_(input.index),
          published_(input.published),
          order_(order),
          printed_(printed_scores(published_)),
          total_(sums_of(index_).front()),
          range_(scale_of(index_, 0)),
          scores_(input.data.units.size(), index_.indicators.size()) {}

    Columns scores() {
        for (std::size_t row = 0; row < scores_.rows(); ++row) fill_from_ancestors(row);
        for (std::size_t place = 0; place < order_.size(); ++place) {
            if (is_complete(order_[place])) complete_.push_back(place);
        }
        find_anchors();
        const Columns known = scores_;
        for (std::size_t place = 0; place < order_.size(); ++place) {
            if (!std::binary_search(complete_.begin(), complete_.end(), place)) fill_from_pattern(known, place);
        }
        return std::move(scores_);
    }

private:
    std::size_t indicators() const { return index_.indicators.size(); }

    void fill_from_ancestors(std::size_t row) {
        for (std::size_t i = 0; i < indicators(); ++i) {
            scores_.column(i)[row] = nearest_ancestor(index_, printed_, row, i).value_or(missing);
        }
    }

    bool is_complete(std::size_t row) const {
        for (std::size_t i = 0; i < indicators(); ++i) {
            if (!scores_.at(row, i)) return false;
        }
        return true;
    }

    Pattern flat(double score) const { return {std::vector<double>(indicators(), score), score}; }

    Pattern mean_of(const Columns& known, const std::vector<std::size_t>& rows) const {
        Pattern pattern{std::vector<double>(indicators(), 0.0), total_.constant};
        for (std::size_t i = 0; i < indicators(); ++i) {
            for (const std::size_t row : rows) pattern.scores[i] += known.column(i)[row];
            pattern.scores[i] /= static_cast<double>(rows.size());
            pattern.total += total_.weights[i] * pattern.scores[i];
        }
        return pattern;
    }

    Pattern above(const Columns& known, std::size_t place) const {
        std::vector<std::size_t> rows;
        for (auto at = std::lower_bound(complete_.begin(), complete_.end(), place);
             at != complete_.begin() && rows.size() < pattern_units;) {
            rows.push_back(order_[*--at]);
        }
        return rows.empty() ? flat(range_.high) : mean_of(known, rows);
    }

    Pattern below(const Columns& known, std::size_t place) const {
        std::vector<std::size_t> rows;
        for (auto at = std::upper_bound(complete_.begin(), complete_.end(), place);
             at != complete_.end() && rows.size() < pattern_units; ++at) {
            rows.push_back(order_[*at]);
        }
        return rows.empty() ? flat(range_.low) : mean_of(known, rows);
    }

    void fill_from_pattern(const Columns& known, std::size_t place) {
        const Pattern better = above(known, place), worse = below(known, place);
        const double span = better.total - worse.total;
        const double share = span > 0 ? (total_at(place) - worse.total) / span : 0.5;
        for (std::size_t i = 0; i < indicators(); ++i) {
            double& score = scores_.column(i)[order_[place]];
            if (!is_missing(score)) continue;
            const double on_line = worse.scores[i] + share * (better.scores[i] - worse.scores[i]);
            score = std::clamp(on_line, range_.low, range_.high);
        }
    }

    /// Finds what is known of the total along the order: printed totals, and cuts half-way between units of two tiers.
    void find_anchors() {
        std::map<std::size_t, std::size_t> tiers;  // by row
        for (const Published& published : published_.figures) {
            if (published.node == 0 && published.tier) tiers.emplace(published.row, *published.tier);
        }
        auto before = tiers.end();
        for (std::size_t place = 0; place < order_.size(); ++place) {
            const auto at = static_cast<double>(place);
            if (const auto found = printed_.find({order_[place], 0}); found != printed_.end()) {
                anchors_[at] = found->second.score;
            }
            const auto own = tiers.find(order_[place]);
            if (before != tiers.end() && own != tiers.end() && own->second == before->second + 1) {
                anchors_[at - 0.5] = index_.root().tiers->cuts[before->second - 1];
            }
            before = own;
        }
        if (!order_.empty()) {
            anchors_.try_emplace(0, range_.high);
            anchors_.try_emplace(static_cast<double>(order_.size() - 1), range_.low);
        }
    }

    double total_at(std::size_t place) const {
        const auto at = static_cast<double>(place);
        const auto next = anchors_.lower_bound(at);
        if (next == anchors_.end()) return range_.low;
        if (next->first == at || next == anchors_.begin()) return next->second;
        const auto before = std::prev(next);
        return before->second + (next->second - before->second) * (at - before->first) / (next->first - before->first);
    }

    const Index& index_;
    const Publication& published_;
    const std::vector<std::size_t>& order_;
    PrintedScores printed_;
    Sum total_;
    Range range_;
    Columns scores_;
    std::vector<std::size_t> complete_;  ///< the places of units with a score of every indicator
    std::map<double, double> anchors_;   ///< totals, by place
};

}  // namespace

std::vector<std::size_t> listed_order(const Input& input) {
    std::vector<std::size_t> order;
    for (const Fact& fact : input.published.facts) {
        if (fact.kind == Fact::Kind::order && fact.node == 0 && fact.units.size() > order.size()) order = fact.units;
    }
    std::vector<bool> is_listed(input.data.units.size(), false);
    for (const std::size_t row : order) is_listed[row] = true;
    std::vector<std::size_t> others;
    for (std::size_t row = 0; row < input.data.units.size(); ++row) {
        if (!is_listed[row]) others.push_back(row);
    }
    const PrintedScores printed = printed_scores(input.published);
    std::stable_sort(others.begin(), others.end(), [&](std::size_t a, std::size_t b) {
        const auto of_a = printed.find({a, 0}), of_b = printed.find({b, 0});
        if (of_a == printed.end() || of_b == printed.end()) return of_a != printed.end() && of_b == printed.end();
        return of_a->second.score > of_b->second.score;
    });
    order.insert(order.end(), others.begin(), others.end());
    return order;
}

Columns prior_scores(const Input& input, const std::vector<std::size_t>& order) { return Prior(input, order).scores(); }

}  // namespace iiindex::detail
