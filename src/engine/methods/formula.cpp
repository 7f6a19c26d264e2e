#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <utility>

#include <iiindex/columns.hpp>

#include "engine/methods/aggregation.hpp"
#include "ground/catalogue.hpp"
#include "ground/parallel.hpp"
#include "model/formula/evaluate.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t most_exact = 10;    // children of which every coalition is looked at
constexpr std::size_t most_orders = 500;  // orders in which more of them come in

constexpr std::string_view shapley = marked(
    "Contributions to a formula: Shapley values, what the score gains on average when the children's scores are "
    "put in one after the other, zero standing for those that are not yet; they add up to the score.");

/// The worth of one coalition after the other: those whose scores stand in a row of the columns.
using Worths = std::function<std::vector<double>(const Columns&)>;

/// Coalitions of players among the children, a row each, and their scores by the formula.
class Game {
public:
    /// in, out   by child: its score where it is in a coalition, and where it is not
    Game(std::vector<std::size_t> players, std::vector<double> in, std::vector<double> out, Worths worths)
        : players_(std::move(players)), in_(std::move(in)), out_(std::move(out)), worths_(std::move(worths)) {}

    /// What each player adds on average over all orders, by child.
    std::vector<double> shares() const {
        std::vector<double> shares(in_.size(), 0);
        if (players_.empty()) return shares;
        if (players_.size() <= most_exact)
            add_exactly(shares);
        else
            add_by_orders(shares);
        return shares;
    }

private:
    Columns coalitions(std::size_t count, const std::function<bool(std::size_t row, std::size_t player)>& has) const {
        Columns columns(count, in_.size());
        for (std::size_t child = 0; child < in_.size(); ++child) {
            const auto column = columns.column(child);
            std::fill(column.begin(), column.end(), out_[child]);
        }
        for (std::size_t player = 0; player < players_.size(); ++player) {
            const auto column = columns.column(players_[player]);
            for (std::size_t row = 0; row < count; ++row) {
                if (has(row, player)) column[row] = in_[players_[player]];
            }
        }
        return columns;
    }

    void add_exactly(std::vector<double>& shares) const {
        const std::size_t count = players_.size();
        const auto in_row = [](std::size_t row, std::size_t player) { return (row >> player & 1U) != 0; };
        const std::vector<double> worth = worths_(coalitions(std::size_t{1} << count, in_row));
        std::vector<double> weight(count);  // by the size of a coalition that a player joins
        for (std::size_t size = 0; size < count; ++size)
            weight[size] = std::beta(static_cast<double>(size + 1), static_cast<double>(count - size));
        for (std::size_t row = 0; row < worth.size(); ++row) {
            const auto size = static_cast<std::size_t>(std::popcount(row));
            for (std::size_t player = 0; player < count; ++player) {
                if (in_row(row, player)) continue;
                shares[players_[player]] += weight[size] * (worth[row | std::size_t{1} << player] - worth[row]);
            }
        }
    }

    /// By some orders, the same ones always.
    void add_by_orders(std::vector<double>& shares) const {
        std::vector<std::size_t> order(players_.size()), place(players_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::uint64_t state = 1;
        for (std::size_t n = 0; n < most_orders; ++n) {
            for (std::size_t i = order.size(); i-- > 1;) {
                state = state * 6364136223846793005U + 1442695040888963407U;
                std::swap(order[i], order[static_cast<std::size_t>(state >> 33) % (i + 1)]);
            }
            for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
            const auto has = [&](std::size_t row, std::size_t player) { return place[player] < row; };
            const std::vector<double> worth = worths_(coalitions(order.size() + 1, has));
            for (std::size_t i = 0; i < order.size(); ++i)
                shares[players_[order[i]]] += (worth[i + 1] - worth[i]) / static_cast<double>(most_orders);
        }
    }

    std::vector<std::size_t> players_;
    std::vector<double> in_, out_;
    Worths worths_;
};

std::vector<double> evaluated(const Expression& formula, const std::vector<std::span<const double>>& columns) {
    const FormulaData data{.columns = columns, .periods = {{0, columns.front().size()}}};
    std::vector<double> scores(columns.front().size());
    FormulaValues(formula, data).write(0, data.periods.front(), scores);
    return scores;
}

std::vector<std::span<const double>> spans_of(const Columns& columns) {
    std::vector<std::span<const double>> spans;
    for (std::size_t i = 0; i < columns.columns(); ++i) spans.push_back(columns.column(i));
    return spans;
}

/// The scores of rows of children in the place of a unit among its peers, where the formula sees all of them.
std::vector<double> evaluated_among(const Expression& formula, const UnitChildren& unit, const Columns& rows) {
    Columns all(unit.peers.scores.front().size(), rows.columns());
    for (std::size_t i = 0; i < rows.columns(); ++i) {
        const auto peers = unit.peers.scores[i];
        std::copy(peers.begin(), peers.end(), all.column(i).begin());
    }
    std::vector<double> scores;
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        for (std::size_t i = 0; i < rows.columns(); ++i) all.column(i)[unit.place] = rows.column(i)[row];
        scores.push_back(evaluated(formula, spans_of(all))[unit.place]);
    }
    return scores;
}

/// The children that the formula reads and that took part for someone.
template <class TookPart>
std::vector<std::size_t> players_of(const Expression& formula, const TookPart& took_part) {
    std::vector<std::size_t> players = places_in(formula);
    std::erase_if(players, [&](std::size_t child) { return !took_part(child); });
    std::sort(players.begin(), players.end());
    return players;
}

}  // namespace

void by_formula(const Children& children, const Aggregation& settings, std::span<double> scores) {
    const FormulaData data{.columns = {children.scores.begin(), children.scores.end()},
                           .periods = {{0, scores.size()}}};
    const FormulaValues values(*settings.formula, data);
    for_blocks(scores.size(), [&](std::size_t first, std::size_t last) {
        values.write(0, {first, last - first}, scores.subspan(first, last - first));
    });
}

Parts parts_of_formula(const UnitChildren& unit, const Aggregation& settings) {
    const Expression& formula = *settings.formula;
    std::vector<double> in(unit.scores.size(), missing), out = in;
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (!unit.took_part(i)) continue;
        in[i] = unit.scores[i];
        out[i] = 0;
    }
    const auto worths = [&](const Columns& rows) {
        std::vector<double> worth = sees(formula, FormulaFunction::Sees::period) ? evaluated_among(formula, unit, rows)
                                                                                 : evaluated(formula, spans_of(rows));
        worth.front() = 0;  // nobody is worth nothing, and so is who the formula has no score for
        for (double& one : worth) one = is_missing(one) ? 0 : one;
        return worth;
    };
    Parts parts(unit.scores.size());
    const auto players = players_of(formula, [&](std::size_t child) { return unit.took_part(child); });
    parts.of = Game(players, in, out, worths).shares();
    for (const std::size_t child : players) {
        if (unit.scores[child] != 0) parts.per_point[child] = parts.of[child] / unit.scores[child];
    }
    return parts;
}

Parts gap_parts_of_formula(const UnitChildren& a, const UnitChildren& b, const Aggregation& settings) {
    std::vector<double> in(a.scores.size(), missing), out = in;
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (a.took_part(i)) in[i] = a.scores[i];
        if (b.took_part(i)) out[i] = b.scores[i];
    }
    const auto worths = [&](const Columns& rows) {
        std::vector<double> worth = evaluated(*settings.formula, spans_of(rows));
        const double from = worth.front(), to = worth.back();
        for (double& one : worth) one = is_missing(one) ? (from + to) / 2 : one;  // none that speaks for either
        return worth;
    };
    Parts parts(in.size());
    const auto players =
        players_of(*settings.formula, [&](std::size_t child) { return a.took_part(child) || b.took_part(child); });
    parts.of = Game(players, in, out, worths).shares();
    for (const std::size_t child : players) {
        const double apart = in[child] - out[child];
        if (!is_missing(apart) && apart != 0) parts.per_point[child] = parts.of[child] / apart;
    }
    return parts;
}

Formula formula_of_formula(const Aggregation&) {
    return {.whole = "{children}", .child = "{score}", .between = ", ", .note = shapley};
}

}  // namespace iiindex::detail
