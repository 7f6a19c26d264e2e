#include <algorithm>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/named.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/problem.hpp>
#include <iiindex/robustness.hpp>

#include "ground/catalogue.hpp"
#include "text/commas.hpp"

namespace iiindex {

using namespace detail;

namespace {

template <class Methods>
std::vector<std::string_view> names_of(const Methods& methods) {
    std::vector<std::string_view> names = {"own"};
    for (const auto& method : methods) names.push_back(method.name);
    return names;
}

[[noreturn]] void refuse(std::string what, const std::string& name, const std::vector<std::string_view>& known) {
    std::string remedy = did_you_mean(name, known);
    if (remedy.empty()) remedy = said("there are {}", fmt::join(known, list_comma(spoken())));
    throw InputError(Problem{.where = {}, .what = std::move(what), .remedy = std::move(remedy)});
}

/// The range that an index's scores are on; around a mean, five standard deviations to either side.
Range full_scale(const Index& index, std::size_t node) {
    const Range scale = scale_of(index, node);
    const std::size_t leaf = index.indicators_below(node).front();
    const Normalisation& normalisation = index.nodes[leaf].normalisation;
    if (!normalisation.method->centred) return scale;
    return {normalisation.mean - 5 * normalisation.sd, normalisation.mean + 5 * normalisation.sd};
}

std::vector<std::size_t> nodes_below(const Index& index, std::size_t by) {
    std::vector<std::size_t> nodes = {by};
    for (std::size_t n = by + 1; n < index.nodes.size() && index.nodes[n].level > index.nodes[by].level; ++n) {
        nodes.push_back(n);
    }
    return nodes;
}

bool is_own(const Index& index, std::size_t by, const Normalisation& other) {
    const auto leaves = index.indicators_below(by);
    return std::all_of(leaves.begin(), leaves.end(), [&](std::size_t leaf) {
        const Normalisation& own = index.nodes[leaf].normalisation;
        return own.method == other.method && own.range.low == other.range.low && own.range.high == other.range.high &&
               own.mean == other.mean && own.sd == other.sd && own.ties == other.ties;
    });
}

template <class Same>
bool all_inner(const Index& index, std::size_t by, const Same& same) {
    const auto nodes = nodes_below(index, by);
    return std::all_of(nodes.begin(), nodes.end(),
                       [&](std::size_t n) { return index.nodes[n].is_indicator() || same(index.nodes[n]); });
}

bool is_own(const Index& index, std::size_t by, const Aggregation& other) {
    return all_inner(index, by, [&](const Node& node) {
        const Aggregation& own = node.aggregation;
        const bool same_on = own.on.has_value() == other.on.has_value() &&
                             (!own.on || (own.on->low == other.on->low && own.on->high == other.on->high));
        // An index that is geometric on its own scale is so by choice, whatever that scale is.
        const bool same_keys = own.exponent == other.exponent && own.penalty == other.penalty &&
                               own.divisor == other.divisor && own.distinguishing == other.distinguishing &&
                               own.shares.has_value() == other.shares.has_value();
        return own.method == other.method && same_keys && own.inverted == other.inverted && (same_on || !own.on);
    });
}

bool is_own(const Index& index, std::size_t by, const MissingRule& other) {
    return all_inner(index, by, [&](const Node& node) {
        return node.missing.kind == other.kind && node.missing.impute.method == other.impute.method;
    });
}

template <class Setting>
void add(std::vector<Choice<Setting>>& choices, const Index& index, std::size_t by, Choice<Setting> choice) {
    if (!is_own(index, by, *choice.setting)) choices.push_back(std::move(choice));
}

}  // namespace

Choice<Normalisation> normalisation_choice(const Index& index, std::size_t by, const std::string& name) {
    if (name == "own") return {name, {}};
    // Places are on no scale of their own; the percentile rank puts them on one.
    const auto* method = find_named(normalisation_methods(), name == "rank" ? "percentile-rank" : name);
    if (method == nullptr)
        refuse(said("'{}' is no normalisation to vary", name), name, names_of(normalisation_methods()));
    if (method->target || takes(*method, "reference_unit")) {
        throw InputError(Problem{.where = {},
                                 .what = said("'{}' needs more than a name", name),
                                 .remedy = said("vary min-max, z-score, rank or percentile-rank")});
    }
    const Range scale = full_scale(index, by);
    Normalisation setting{.method = method, .range = method->range};
    if (!method->order || name == "rank" || name == "percentile-rank") setting.range = scale;
    if (method->centred) {
        setting.range = method->range;
        setting.mean = (scale.low + scale.high) / 2;
        setting.sd = (scale.high - scale.low) / 10;
    }
    return {name, setting};
}

/// Those that a name alone asks for: a formula is stated by a node itself.
std::vector<std::string_view> aggregations_by_name() {
    std::vector<std::string_view> names = names_of(aggregation_methods());
    std::erase(names, "formula");
    return names;
}

Choice<Aggregation> aggregation_choice(const Index& index, std::size_t by, const std::string& name) {
    if (name == "own") return {name, {}};
    const auto* method = find_named(aggregation_methods(), name);
    if (method == nullptr || takes(*method, "formula"))
        refuse(said("'{}' is no aggregation to vary", name), name, aggregations_by_name());
    Aggregation setting{.method = method, .on = {}};
    if (takes(*method, "exponent")) setting.exponent = 2;
    const bool shuts_out_zero = method->domain == AggregationMethod::Domain::positive;
    if (shuts_out_zero && full_scale(index, by).low <= 0) setting.on = Range{1, 100};
    return {name, setting};
}

Choice<MissingRule> missing_choice(const std::string& name) {
    if (name == "own") return {name, {}};
    MissingRule rule;
    if (name == "reweight") return {name, rule};
    rule.kind = MissingRule::Kind::none;
    if (name == "none") return {name, rule};
    rule.kind = MissingRule::Kind::impute;
    std::vector<std::string_view> known = {"own", "reweight", "none"};
    for (const ImputationMethod& method : imputation_methods()) {
        if (method.looks == ImputationMethod::Looks::at_column) known.push_back(method.name);
    }
    if (std::find(known.begin(), known.end(), name) == known.end())
        refuse(said("'{}' is no rule for what is missing to vary", name), name, known);
    rule.impute.method = find_named(imputation_methods(), name);
    return {name, rule};
}

Uncertainty usual_uncertainty(const Index& index, std::size_t by) {
    Uncertainty usual{.weights = 0.25,
                      .normalisations = {{"own", {}}},
                      .aggregations = {{"own", {}}},
                      .missing = {{"own", {}}},
                      .leave_out = true,
                      .noise = {}};
    for (const char* const name : {"z-score", "rank"}) {
        add(usual.normalisations, index, by, normalisation_choice(index, by, name));
    }
    for (const char* const name : {"arithmetic", "geometric"}) {
        add(usual.aggregations, index, by, aggregation_choice(index, by, name));
    }
    for (const char* const name : {"reweight", "mean"}) add(usual.missing, index, by, missing_choice(name));
    return usual;
}

}  // namespace iiindex
