#include "recover/printed.hpp"

#include <algorithm>
#include <cmath>

#include <iiindex/verify.hpp>

namespace iiindex::detail {
namespace {

PrintedScore as_printed(const Dataset& data, double score, const std::string& source) {
    const double half = 0.5 * std::pow(10.0, -printed_digits(data, score));
    return {score, score - half, score + half, source};
}

}  // namespace

PrintedScores printed_scores(const Dataset& data) {
    PrintedScores scores;
    for (const Published& published : data.published) {
        if (!published.score || published.origin == Origin::assumed) continue;
        scores.try_emplace({published.row, published.node}, as_printed(data, *published.score, published.source));
    }
    for (const Fact& fact : data.facts) {
        if (fact.kind != Fact::Kind::top || fact.units.size() != fact.scores.size()) continue;
        for (std::size_t i = 0; i < fact.units.size(); ++i) {
            scores.try_emplace({fact.units[i], fact.node}, as_printed(data, fact.scores[i], fact.source));
        }
    }
    return scores;
}

int most_printed_digits(const Dataset& data) {
    int digits = data.published_digits.value_or(0);
    for (const auto& [place, printed] : printed_scores(data)) {
        digits = std::max(digits, printed_digits(data, printed.score));
    }
    return digits;
}

}  // namespace iiindex::detail
