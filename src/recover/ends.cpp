#include "ends.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <iiindex/problem.hpp>

namespace iiindex {
namespace {

enum class End { best, worst };

class Chooser {
public:
    Chooser(LinearProgram& program, const Index& index, const Dataset& data, std::span<const double> prior,
            const std::vector<std::size_t>& order)
        : program_(program), index_(index), data_(data), prior_(prior), order_(order), range_(scale_of(index, 0)) {}

    Ends choose() {
        const std::size_t count = index_.indicators.size();
        ends_.best.assign(count, none);
        ends_.worst.assign(count, none);
        program_.approach(prior_);
        for (const std::size_t indicator : compared_first()) ends_.best[indicator] = choose(indicator, End::best);
        for (std::size_t i = 0; i < count; ++i) ends_.worst[i] = choose(i, End::worst);
        return std::move(ends_);
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    std::size_t variable(std::size_t row, std::size_t indicator) const {
        return row * index_.indicators.size() + indicator;
    }
    double now(std::size_t row, std::size_t indicator) const { return program_.point()[variable(row, indicator)]; }

    std::vector<const Fact*> statements_on(std::size_t indicator) const {
        std::vector<const Fact*> found;
        for (const Fact& fact : data_.facts) {
            const bool is_one = fact.kind == Fact::Kind::statement && fact.node == index_.indicators[indicator];
            if (is_one && fact.value) found.push_back(&fact);
        }
        return found;
    }

    std::vector<std::size_t> compared_first() const {
        std::vector<std::size_t> indicators(index_.indicators.size());
        for (std::size_t i = 0; i < indicators.size(); ++i) indicators[i] = i;
        std::stable_partition(indicators.begin(), indicators.end(),
                              [&](std::size_t i) { return statements_on(i).size() > 1; });
        return indicators;
    }

    bool is_put_below(std::size_t row, std::size_t indicator) const {
        const auto statements = statements_on(indicator);
        std::optional<double> own;
        for (const Fact* fact : statements) {
            if (fact->units.front() == row) own = fact->value;
        }
        return own && std::any_of(statements.begin(), statements.end(),
                                  [&](const Fact* fact) { return *fact->value > *own; });
    }

    /// The rows from the nearest to the end on.
    std::vector<std::size_t> candidates(std::size_t indicator, End end) const {
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
        std::erase_if(rows, [&](std::size_t row) {
            return end == End::best ? is_put_below(row, indicator) : row == ends_.best[indicator];
        });
        return rows;
    }

    std::size_t choose(std::size_t indicator, End end) {
        const double target = end == End::best ? range_.high : range_.low;
        for (const std::size_t row : candidates(indicator, end)) {
            const std::size_t chosen = variable(row, indicator);
            const bool is_there = now(row, indicator) == target;
            program_.bound(chosen, target, target);
            if (is_there || program_.approach(prior_)) return row;
            program_.bound(chosen, range_.low, range_.high);
            program_.approach(prior_);
        }
        throw InputError(Problem{.where = {data_.file},
                                 .what = fmt::format("what is published leaves no unit that could be the {} of '{}'",
                                                     end == End::best ? "best" : "worst",
                                                     index_.nodes[index_.indicators[indicator]].code)});
    }

    LinearProgram& program_;
    const Index& index_;
    const Dataset& data_;
    std::span<const double> prior_;
    const std::vector<std::size_t>& order_;
    Range range_;
    Ends ends_;
};

}  // namespace

Ends choose_ends(LinearProgram& program, const Index& index, const Dataset& data, std::span<const double> prior,
                 const std::vector<std::size_t>& order) {
    return Chooser(program, index, data, prior, order).choose();
}

}  // namespace iiindex
