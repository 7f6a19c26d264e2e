#include "recover/requirements.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include <iiindex/number.hpp>

#include "model/both.hpp"
#include "recover/places.hpp"

namespace iiindex::detail {
namespace {

class Collector {
public:
    Collector(const Input& input, const std::vector<std::vector<std::size_t>>& likely)
        : index_(input.index),
          data_(input.data),
          published_(input.published),
          likely_(likely),
          sums_(sums_of(index_)),
          printed_(printed_scores(published_)) {}

    void add_known(const KnownScore& known) {
        Requirement requirement{.source = known.source};
        requirement.constraint = {{{variable(known.row, known.indicator), 1}}, known.score, known.score};
        requirement.what =
            in_both_languages("'{}' has the printed figure that puts its '{}' at {}", code(known.row),
                              index_.nodes[index_.indicators[known.indicator]].code, shortest(known.score));
        found_.push_back(std::move(requirement));
    }

    void add_scores() {
        for (const Published& published : published_.figures) {
            if (!published.score) continue;
            add_score(published.row, published.node, *published.score, published.source,
                      published.origin == Origin::assumed);
        }
        for (const Fact& fact : published_.facts) {
            if (fact.kind != Fact::Kind::top || fact.units.size() != fact.scores.size()) continue;
            for (std::size_t i = 0; i < fact.units.size(); ++i) {
                add_score(fact.units[i], fact.node, fact.scores[i], fact.source, false);
            }
        }
    }

    void add_orders() {
        for (const Fact& fact : published_.facts) {
            if (fact.kind != Fact::Kind::order) continue;
            for (std::size_t i = 1; i < fact.units.size(); ++i) {
                add_order(fact.units[i - 1], fact.units[i], fact.node, fact.source, false,
                          in_both_languages("'{}' is listed before '{}' at '{}'", code(fact.units[i - 1]),
                                            code(fact.units[i]), index_.nodes[fact.node].code));
            }
        }
    }

    void add_places() {
        for (std::size_t node = 0; node < index_.nodes.size(); ++node) {
            const auto places = places_at(published_, node, likely_[node]);
            if (places.empty()) continue;
            add_chain(places, node);
            add_scores_of_places(places, node);
            add_those_behind(places, node);
        }
    }

    void add_tiers() {
        for (const Published& published : published_.figures) {
            if (!published.tier || !index_.nodes[published.node].tiers) continue;
            add_member(published.row, published.node, *published.tier, published.source,
                       published.origin == Origin::assumed);
        }
        for (const Fact& fact : tier_facts()) {
            for (const std::size_t row : fact.units) add_member(row, fact.node, *fact.tier, fact.source, false);
        }
        for (const Fact& fact : tier_facts()) add_others(fact);
    }

    std::vector<Requirement> take() { return std::move(found_); }

private:
    std::size_t variable(std::size_t row, std::size_t indicator) const {
        return row * index_.indicators.size() + indicator;
    }
    std::string_view code(std::size_t row) const { return data_.units.codes[row]; }

    void append_score(Constraint& constraint, std::size_t row, std::size_t node, double sign) const {
        const auto& weights = sums_[node].weights;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (weights[i] != 0) constraint.terms.push_back({variable(row, i), sign * weights[i]});
        }
    }

    void add_bounds(std::size_t row, std::size_t node, double low, double high, Requirement requirement) {
        const double constant = sums_[node].constant;
        requirement.constraint = {{}, low - constant, high - constant};
        append_score(requirement.constraint, row, node, 1);
        requirement.margins = 1;
        found_.push_back(std::move(requirement));
    }

    void add_score(std::size_t row, std::size_t node, double score, const std::string& source, bool assumed) {
        if (!scores_.insert({row, node, score}).second) return;
        const double half = 0.5 * power_of_ten(-printed_digits(published_, score));
        add_bounds(row, node, score - half, score + half,
                   {.assumed = assumed,
                    .what = in_both_languages("'{}' has {} at '{}'", code(row),
                                              fixed(score, printed_digits(published_, score)), index_.nodes[node].code),
                    .source = source});
    }

    static double power_of_ten(int exponent) {
        double power = 1;
        for (int i = 0; i < std::abs(exponent); ++i) power *= 10;
        return exponent < 0 ? 1 / power : power;
    }

    /// Nothing is added where the printed scores say as much.
    void add_order(std::size_t before, std::size_t after, std::size_t node, const std::string& source, bool assumed,
                   Name what) {
        const auto better = printed_.find({before, node}), worse = printed_.find({after, node});
        if (better != printed_.end() && worse != printed_.end() && better->second.score > worse->second.score) return;
        if (!orders_.insert({before, after, node}).second) return;
        Requirement requirement{.margins = 2, .assumed = assumed, .what = std::move(what), .source = source};
        append_score(requirement.constraint, before, node, 1);
        append_score(requirement.constraint, after, node, -1);
        requirement.constraint.low = 0;
        found_.push_back(std::move(requirement));
    }

    void add_chain(const std::vector<Place>& places, std::size_t node) {
        for (std::size_t i = 1; i < places.size(); ++i) {
            const Place& before = places[i - 1];
            const Place& after = places[i];
            add_order(before.row, after.row, node, before.assumed ? before.source : after.source,
                      before.assumed || after.assumed,
                      in_both_languages("'{}' is number {} at '{}', before '{}', number {}", code(before.row),
                                        before.rank, index_.nodes[node].code, code(after.row), after.rank));
        }
    }

    /// Scores that are printed without names.
    void add_scores_of_places(const std::vector<Place>& places, std::size_t node) {
        for (const Fact& fact : published_.facts) {
            if (fact.kind != Fact::Kind::top || fact.node != node || !fact.units.empty()) continue;
            for (const Place& place : places) {
                if (place.rank > fact.scores.size() || printed_.contains({place.row, node})) continue;
                add_score(place.row, node, fact.scores[place.rank - 1], fact.source, place.assumed);
            }
        }
    }

    /// No unit without a place comes before the last of the places from 1 on without a gap.
    void add_those_behind(const std::vector<Place>& places, std::size_t node) {
        std::size_t held = 0;
        while (held < places.size() && places[held].rank == held + 1) ++held;
        if (held == 0) return;
        const Place& last = places[held - 1];
        std::set<std::size_t> placed;
        for (const Place& place : places) placed.insert(place.row);
        for (std::size_t row = 0; row < data_.units.size(); ++row) {
            if (placed.contains(row)) continue;
            add_order(last.row, row, node, last.source, last.assumed,
                      in_both_languages("'{}' is not among the first {} at '{}'", code(row), last.rank,
                                        index_.nodes[node].code));
        }
    }

    std::vector<Fact> tier_facts() const {
        std::vector<Fact> facts;
        for (const Fact& fact : published_.facts) {
            if (fact.kind == Fact::Kind::tier && index_.nodes[fact.node].tiers) facts.push_back(fact);
        }
        return facts;
    }

    const Tiers& tiers_at(std::size_t node) const { return *index_.nodes[node].tiers; }
    double floor_of(std::size_t node, std::size_t tier) const {
        const auto& cuts = tiers_at(node).cuts;
        return tier <= cuts.size() ? cuts[tier - 1] : -unbounded;
    }
    double ceiling_of(std::size_t node, std::size_t tier) const {
        return tier >= 2 ? tiers_at(node).cuts[tier - 2] : unbounded;
    }

    void add_member(std::size_t row, std::size_t node, std::size_t tier, const std::string& source, bool assumed) {
        if (!members_.insert({row, node, tier}).second) return;
        add_bounds(row, node, floor_of(node, tier), ceiling_of(node, tier),
                   {.assumed = assumed,
                    .what = in_both_languages("'{}' is in tier {} of '{}'", code(row), tier, index_.nodes[node].code),
                    .source = source});
    }

    /// A unit of which nothing puts it above lies below the tier: the better ones are listed first.
    void add_outsider(std::size_t row, const Fact& fact) {
        const std::size_t tier = *fact.tier;
        const double floor = floor_of(fact.node, tier), ceiling = ceiling_of(fact.node, tier);
        const auto printed = printed_.find({row, fact.node});
        const bool above = floor == -unbounded || (printed != printed_.end() && printed->second.score >= ceiling);
        add_bounds(row, fact.node, above ? ceiling : -unbounded, above ? unbounded : floor,
                   {.what = in_both_languages("'{}' is not in tier {} of '{}', which is listed in full", code(row),
                                              tier, index_.nodes[fact.node].code),
                    .source = fact.source});
    }

    /// Whether a unit is in the tier by its printed tier or score; nothing where print does not settle it.
    std::optional<bool> in_print(std::size_t row, std::size_t node, std::size_t tier) const {
        for (const auto& [member, at, of] : members_) {
            if (member == row && at == node) return of == tier;
        }
        const auto printed = printed_.find({row, node});
        if (printed == printed_.end()) return std::nullopt;
        const double floor = floor_of(node, tier), ceiling = ceiling_of(node, tier);
        if (printed->second.low >= ceiling || printed->second.high <= floor) return false;
        if (printed->second.score >= floor && printed->second.score < ceiling) return true;
        return std::nullopt;
    }

    void add_others(const Fact& fact) {
        std::set<std::size_t> members(fact.units.begin(), fact.units.end());
        if (fact.count && !fact.complete) complete_by_count(fact, members);
        if (!fact.complete && !(fact.count && members.size() >= *fact.count)) return;
        for (std::size_t row = 0; row < data_.units.size(); ++row) {
            if (members.contains(row) || in_print(row, fact.node, *fact.tier) == false) continue;
            add_outsider(row, fact);
        }
    }

    /// Fills a tier of which print gives the number and only some members: with those whose printed scores lie in
    /// it, then with the likeliest.
    void complete_by_count(const Fact& fact, std::set<std::size_t>& members) {
        for (std::size_t row = 0; row < data_.units.size() && members.size() < *fact.count; ++row) {
            if (in_print(row, fact.node, *fact.tier) == true) members.insert(row);
        }
        for (const std::size_t row : likely_[fact.node]) {
            if (members.size() >= *fact.count) return;
            if (members.contains(row) || in_print(row, fact.node, *fact.tier)) continue;
            members.insert(row);
            add_member(row, fact.node, *fact.tier, fact.source, true);
        }
    }

    const Index& index_;
    const Dataset& data_;
    const Publication& published_;
    const std::vector<std::vector<std::size_t>>& likely_;
    std::vector<Sum> sums_;
    PrintedScores printed_;
    std::vector<Requirement> found_;
    std::set<std::tuple<std::size_t, std::size_t, double>> scores_;
    std::set<std::tuple<std::size_t, std::size_t, std::size_t>> orders_;   // before, after, node
    std::set<std::tuple<std::size_t, std::size_t, std::size_t>> members_;  // row, node, tier
};

}  // namespace

Constraint constraint_of(const Requirement& requirement, double margin) {
    Constraint constraint = requirement.constraint;
    constraint.low += requirement.margins * margin;
    constraint.high -= requirement.margins * margin;
    return constraint;
}

std::vector<Requirement> requirements_of(const Input& input, const std::vector<KnownScore>& known,
                                         const std::vector<std::vector<std::size_t>>& likely) {
    Collector collector(input, likely);
    for (const KnownScore& score : known) collector.add_known(score);
    collector.add_scores();
    collector.add_orders();
    collector.add_places();
    collector.add_tiers();
    return collector.take();
}

}  // namespace iiindex::detail
