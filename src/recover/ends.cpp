#include "recover/ends.hpp"

#include <algorithm>
#include <optional>

#include <iiindex/normalise.hpp>
#include <iiindex/problem.hpp>

#include "ground/catalogue.hpp"
#include "recover/islands.hpp"

namespace iiindex::detail {
namespace {

enum class End { best, worst };

class Chooser {
public:
    Chooser(const Input& input, const std::vector<std::size_t>& order, const NearestPoints& start)
        : index_(input.index),
          data_(input.data),
          facts_(input.published.facts),
          order_(order),
          range_(scale_of(index_, 0)),
          start_(start),
          nearest_(start) {}

    ScaleEnds choose() {
        auto tasks = tasks_in_order();
        for (std::size_t restarts = 0; restarts <= tasks.size(); ++restarts) {
            const auto stuck = try_in_order(tasks);
            if (!stuck) {
                ends_.scores = nearest_.point();
                return std::move(ends_);
            }
            if (*stuck == 0) refuse(tasks[0]);
            // What the earlier choices left no room for is chosen before them.
            std::rotate(tasks.begin(), tasks.begin() + static_cast<std::ptrdiff_t>(*stuck),
                        tasks.begin() + static_cast<std::ptrdiff_t>(*stuck) + 1);
        }
        refuse(tasks[0]);
    }

private:
    struct Task {
        std::size_t indicator;
        End end;
    };

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    std::size_t variable(std::size_t row, std::size_t indicator) const {
        return row * index_.indicators.size() + indicator;
    }
    double now(std::size_t row, std::size_t indicator) const { return nearest_.at(variable(row, indicator)); }

    std::vector<const Fact*> statements_on(std::size_t indicator) const {
        std::vector<const Fact*> found;
        for (const Fact& fact : facts_) {
            const bool is_one = fact.kind == Fact::Kind::statement && fact.node == index_.indicators[indicator];
            if (is_one && fact.value) found.push_back(&fact);
        }
        return found;
    }

    std::vector<Task> tasks_in_order() const {
        std::vector<Task> tasks;
        for (const End end : {End::best, End::worst}) {
            for (std::size_t i = 0; i < index_.indicators.size(); ++i) tasks.push_back({i, end});
        }
        std::stable_partition(tasks.begin(), tasks.end(), [&](const Task& task) {
            return task.end == End::best && statements_on(task.indicator).size() > 1;
        });
        return tasks;
    }

    /// The place of the first task that no unit is left for, if there is one.
    std::optional<std::size_t> try_in_order(const std::vector<Task>& tasks) {
        ends_.best.assign(index_.indicators.size(), none);
        ends_.worst.assign(index_.indicators.size(), none);
        nearest_ = start_;
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            const auto row = choose(tasks[i]);
            if (!row) return i;
            (tasks[i].end == End::best ? ends_.best : ends_.worst)[tasks[i].indicator] = *row;
        }
        return std::nullopt;
    }

    bool is_put_below(std::size_t row, std::size_t indicator) const {
        const auto statements = statements_on(indicator);
        std::optional<double> own;
        for (const Fact* fact : statements) {
            if (fact->units.front() == row) own = fact->value;
        }
        return own &&
               std::any_of(statements.begin(), statements.end(), [&](const Fact* fact) { return *fact->value > *own; });
    }

    /// The rows from the nearest to the end on.
    std::vector<std::size_t> candidates(const Task& task) const {
        const auto [indicator, end] = task;
        constexpr double same = 1e-6;
        std::vector<std::size_t> rows = order_;
        if (end == End::worst) std::reverse(rows.begin(), rows.end());
        std::vector<double> distance(data_.units.size());
        for (const std::size_t row : rows) {
            const double score = now(row, indicator);
            const double apart = end == End::best ? range_.high - score : score - range_.low;
            distance[row] = static_cast<double>(static_cast<long long>(apart / same));
        }
        std::stable_sort(rows.begin(), rows.end(),
                         [&](std::size_t a, std::size_t b) { return distance[a] < distance[b]; });
        std::erase_if(rows, [&, at = indicator, of = end](std::size_t row) {
            return of == End::best ? row == ends_.worst[at] || is_put_below(row, at) : row == ends_.best[at];
        });
        return rows;
    }

    std::optional<std::size_t> choose(const Task& task) {
        const double target = task.end == End::best ? range_.high : range_.low;
        for (const std::size_t row : candidates(task)) {
            if (nearest_.hold(variable(row, task.indicator), target)) return row;
        }
        return std::nullopt;
    }

    [[noreturn]] void refuse(const Task& task) const {
        const std::string& code = index_.nodes[index_.indicators[task.indicator]].code;
        throw InputError(
            Problem{.where = {data_.file},
                    .what = task.end == End::best
                                ? said("what is published leaves no unit that could be the best of '{}'", code)
                                : said("what is published leaves no unit that could be the worst of '{}'", code)});
    }

    const Index& index_;
    const Dataset& data_;
    const std::vector<Fact>& facts_;
    const std::vector<std::size_t>& order_;
    Range range_;
    const NearestPoints& start_;
    NearestPoints nearest_;
    ScaleEnds ends_;
};

}  // namespace

ScaleEnds choose_ends(const Input& input, std::span<const double> prior, std::span<const Constraint> constraints,
                      const std::vector<std::size_t>& order) {
    const Range range = scale_of(input.index, 0);
    NearestPoints nearest(prior, range.low, range.high, constraints);
    if (!nearest.solve()) {
        throw InputError(
            Problem{.where = {input.data.file}, .what = said("what is published leaves no room for values")});
    }
    return Chooser(input, order, nearest).choose();
}

}  // namespace iiindex::detail
