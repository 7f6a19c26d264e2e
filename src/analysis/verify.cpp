#include <iiindex/verify.hpp>

#include <algorithm>
#include <map>
#include <set>

#include <iiindex/number.hpp>
#include <iiindex/rank.hpp>

#include "engine/precision.hpp"
#include "model/both.hpp"
#include "model/counted.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Rankings of the nodes that are asked for, made once each.
class Rankings {
public:
    explicit Rankings(const Result& result) : result_(result) {}

    const Ranking& of(std::size_t node, const Period& period) {
        const auto [place, is_new] = rankings_.try_emplace({node, period.first});
        if (is_new) place->second = rank(result_, node, period);
        return place->second;
    }

    Rank rank_of(std::size_t row, std::size_t node) {
        const Period& period = result_.data.period_of(row);
        const auto [place, is_new] = ranks_.try_emplace({node, period.first});
        if (is_new) place->second = of(node, period).ranks_by_unit();
        return place->second[row - period.first];
    }

private:
    const Result& result_;
    std::map<std::pair<std::size_t, std::size_t>, Ranking> rankings_;         // by node and the period's first row
    std::map<std::pair<std::size_t, std::size_t>, std::vector<Rank>> ranks_;  // likewise; by unit
};

/// A score as print would round it: half up, where arithmetic may have brought it below a half as well.
double as_printed(const Result& result, std::size_t row, std::size_t node, int digits) {
    return rounded(result.scores_of(node)[row], digits, result.tolerance(node, result.data.period_of(row)));
}

Comparison blank(Comparison::Of of, const Published& published) {
    Comparison comparison;
    comparison.of = of;
    comparison.row = published.row;
    comparison.node = published.node;
    comparison.origin = published.origin;
    comparison.source = published.source;
    return comparison;
}

Comparison compare_score(const Result& result, const Published& published, int digits) {
    Comparison comparison = blank(Comparison::Of::score, published);
    comparison.published = *published.score;
    comparison.computed = result.score(published.row, published.node);
    const double tolerance = result.tolerance(published.node, result.data.period_of(published.row));
    comparison.agrees = comparison.computed && (as_printed(result, published.row, published.node, digits) ==
                                                    round_half_up(*published.score, digits) ||
                                                tied(*comparison.computed, *published.score, tolerance));
    return comparison;
}

Comparison compare_place(Comparison::Of of, const Published& published, std::size_t printed,
                         std::optional<std::size_t> computed) {
    Comparison comparison = blank(of, published);
    comparison.published = static_cast<double>(printed);
    if (computed) comparison.computed = static_cast<double>(*computed);
    comparison.agrees = computed == printed;
    return comparison;
}

std::vector<Comparison> compare_all(const Result& result, const Publication& printed, Rankings& rankings) {
    std::vector<Comparison> scores, ranks, tiers;
    for (const Published& published : printed.figures) {
        if (published.score) {
            scores.push_back(compare_score(result, published, printed_digits(printed, *published.score)));
        }
        if (published.rank) {
            const Rank computed = rankings.rank_of(published.row, published.node);
            ranks.push_back(compare_place(Comparison::Of::rank, published, *published.rank,
                                          computed == 0 ? std::nullopt : std::optional<std::size_t>(computed)));
        }
        if (published.tier) {
            tiers.push_back(compare_place(Comparison::Of::tier, published, *published.tier,
                                          tier_of(result, published.node, published.row)));
        }
    }
    scores.insert(scores.end(), ranks.begin(), ranks.end());
    scores.insert(scores.end(), tiers.begin(), tiers.end());
    return scores;
}

/// Each check returns what was found instead, or nothing if the fact holds.
using Finding = Name;

Finding check_order(const Result& result, const Fact& fact) {
    for (std::size_t i = 1; i < fact.units.size(); ++i) {
        const auto before = result.score(fact.units[i - 1], fact.node);
        const auto after = result.score(fact.units[i], fact.node);
        const double tolerance = result.tolerance(fact.node, result.data.period_of(fact.units[i]));
        if (before && after && *before >= *after - tolerance) continue;
        return in_both_languages("{} does not come before {}", result.data.units.codes[fact.units[i - 1]],
                                 result.data.units.codes[fact.units[i]]);
    }
    return {};
}

Finding check_top(const Result& result, const Publication& published, const Fact& fact, const Period& period,
                  Rankings& rankings) {
    for (std::size_t i = 0; i < fact.units.size(); ++i) {
        const Rank rank = rankings.rank_of(fact.units[i], fact.node);
        if (rank != i + 1) {
            return in_both_languages("{} has rank {}, not {}", result.data.units.codes[fact.units[i]], rank, i + 1);
        }
    }
    const auto& order = rankings.of(fact.node, period).order;
    const auto scores = result.scores_in(fact.node, period);
    for (std::size_t i = 0; i < fact.scores.size(); ++i) {
        if (i >= order.size() || is_missing(scores[order[i]])) return in_both_languages("there is no place {}", i + 1);
        const int digits = printed_digits(published, fact.scores[i]);
        const double printed = as_printed(result, period.first + order[i], fact.node, digits);
        if (printed != round_half_up(fact.scores[i], digits)) {
            return in_both_languages("place {} has {}, not {}", i + 1, fixed(printed, digits),
                                     fixed(fact.scores[i], digits));
        }
    }
    return {};
}

Finding check_tier(const Result& result, const Fact& fact, const Period& period) {
    const std::set<std::size_t> named(fact.units.begin(), fact.units.end());
    std::size_t members = 0;
    for (std::size_t row = period.first; row < period.end(); ++row) {
        const bool is_member = tier_of(result, fact.node, row) == fact.tier;
        members += is_member ? 1 : 0;
        if (named.contains(row) && !is_member)
            return in_both_languages("{} is not in it", result.data.units.codes[row]);
        if (is_member && fact.complete && !named.contains(row)) {
            return in_both_languages("{} is in it too", result.data.units.codes[row]);
        }
    }
    if (fact.count && *fact.count != members) {
        const auto says = [&](Language language) {
            return worded(language, "it has {}, not {}", counted_units(result.index, members, language), *fact.count);
        };
        return {.own = says(Language::zh), .english = says(Language::en)};
    }
    return {};
}

std::vector<FactCheck> check_facts(const Result& result, const Publication& published, Rankings& rankings) {
    std::vector<FactCheck> checks;
    for (const Fact& fact : published.facts) {
        const Period& period =
            fact.units.empty() ? result.data.periods.front() : result.data.period_of(fact.units.front());
        Finding finding;
        switch (fact.kind) {
            case Fact::Kind::order: finding = check_order(result, fact); break;
            case Fact::Kind::top: finding = check_top(result, published, fact, period, rankings); break;
            case Fact::Kind::tier: finding = check_tier(result, fact, period); break;
            case Fact::Kind::statement: continue;
        }
        const bool holds = finding.own.empty();
        checks.push_back({.fact = fact, .holds = holds, .finding = std::move(finding)});
    }
    return checks;
}

}  // namespace

bool Verification::holds() const {
    return std::all_of(comparisons.begin(), comparisons.end(), [](const Comparison& c) { return c.agrees; }) &&
           std::all_of(facts.begin(), facts.end(), [](const FactCheck& f) { return f.holds; });
}

Verification verify(const Result& result, const Publication& published) {
    Rankings rankings(result);
    return {.comparisons = compare_all(result, published, rankings), .facts = check_facts(result, published, rankings)};
}

}  // namespace iiindex
