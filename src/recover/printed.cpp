#include "recover/printed.hpp"

#include <algorithm>
#include <cmath>

namespace iiindex::detail {
namespace {

PrintedScore as_printed(const Publication& published, double score, const std::string& source) {
    const double half = 0.5 * std::pow(10.0, -printed_digits(published, score));
    return {score, score - half, score + half, source};
}

}  // namespace

PrintedScores printed_scores(const Publication& published) {
    PrintedScores scores;
    for (const Published& figure : published.figures) {
        if (!figure.score || figure.origin == Origin::assumed) continue;
        scores.try_emplace({figure.row, figure.node}, as_printed(published, *figure.score, figure.source));
    }
    for (const Fact& fact : published.facts) {
        if (fact.kind != Fact::Kind::top || fact.units.size() != fact.scores.size()) continue;
        for (std::size_t i = 0; i < fact.units.size(); ++i) {
            scores.try_emplace({fact.units[i], fact.node}, as_printed(published, fact.scores[i], fact.source));
        }
    }
    return scores;
}

int most_printed_digits(const Publication& published) {
    int digits = published.digits.value_or(0);
    for (const auto& [place, printed] : printed_scores(published)) {
        digits = std::max(digits, printed_digits(published, printed.score));
    }
    return digits;
}

}  // namespace iiindex::detail
