#include "analysis/mixture.hpp"

#include <algorithm>
#include <unordered_map>

#include <iiindex/compute.hpp>

#include "load/same_index.hpp"

namespace iiindex::detail {
namespace {

using Numbers = std::unordered_map<std::string_view, std::size_t>;

/// The columns of an index's indicators by code.
Numbers indicators_of(const Index& index) {
    Numbers numbers;
    for (const std::size_t leaf : index.indicators)
        numbers.emplace(index.nodes[leaf].code, *index.nodes[leaf].indicator);
    return numbers;
}

Numbers inputs_of(const Index& index) {
    Numbers numbers;
    for (std::size_t i = 0; i < index.inputs.size(); ++i) numbers.emplace(index.inputs[i].code, i);
    return numbers;
}

std::optional<std::size_t> number_of(const std::string& code, const Numbers& numbers) {
    const auto found = numbers.find(code);
    return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

std::uint32_t group_in(Grouping& grouping, const std::string& name) {
    const auto found = std::find(grouping.groups.begin(), grouping.groups.end(), name);
    const auto number = static_cast<std::uint32_t>(found - grouping.groups.begin());
    if (number == grouping.groups.size()) grouping.groups.push_back(name);
    return number;
}

/// A unit's group in an input.
std::uint32_t group_of(const Dataset& data, std::size_t row, Grouping& into) {
    for (const Grouping& grouping : data.units.groupings) {
        if (grouping.name != into.name || grouping.group_of[row] == Grouping::ungrouped) continue;
        return group_in(into, grouping.groups[grouping.group_of[row]]);
    }
    return Grouping::ungrouped;
}

Year other(Year year) { return year == Year::before ? Year::after : Year::before; }

std::size_t place(Year year) { return static_cast<std::size_t>(year); }

/// A value that a formula made goes where the others go, and is not computed again.
void keep_derived(Dataset& data, const Dataset& of) {
    data.derivations = of.derivations;
    for (Derivation& derivation : data.derivations) derivation.by_row.clear();
}

}  // namespace

Mixture::Mixture(const Input& before, const Input& after) : before_(before), after_(after) {
    std::unordered_map<std::string, std::size_t> known;
    const auto add = [&](const Input& input, Year year) {
        for (std::size_t row = 0; row < input.data.units.size(); ++row) {
            const std::string code(input.data.units.codes[row]);
            const auto [found, is_new] = known.emplace(code, members_.size());
            if (is_new) members_.push_back({.code = code, .rows = {}});
            members_[found->second].rows[place(year)] = row;
        }
        for (const Grouping& grouping : input.data.units.groupings) {
            if (std::find(groupings_.begin(), groupings_.end(), grouping.name) == groupings_.end()) {
                groupings_.push_back(grouping.name);
            }
        }
    };
    add(after, Year::after);
    add(before, Year::before);
    places_ = {places_of(before.index), places_of(after.index)};
}

bool Mixture::has_one_set() const {
    return std::all_of(members_.begin(), members_.end(),
                       [](const Member& member) { return member.rows[0] && member.rows[1]; });
}

bool Mixture::has_one_method() const {
    const auto& nodes = after_.index.nodes;
    return std::none_of(nodes.begin(), nodes.end(), [](const Node& node) { return node.formula.has_value(); }) &&
           is_same_index(before_.index, after_.index);
}

Mixture::Places Mixture::places_of(const Index& index) const {
    const std::array indicators = {indicators_of(before_.index), indicators_of(after_.index)};
    const std::array inputs = {inputs_of(before_.index), inputs_of(after_.index)};
    Places places;
    for (const std::size_t leaf : index.indicators) {
        const std::string& code = index.nodes[leaf].code;
        places.indicators.push_back({number_of(code, indicators[0]), number_of(code, indicators[1])});
    }
    for (const InputColumn& input : index.inputs) {
        places.inputs.push_back({number_of(input.code, inputs[0]), number_of(input.code, inputs[1])});
    }
    return places;
}

double Mixture::value(const Member& member, Year year, const Place& where, bool is_input) const {
    // What only one year measures has no other year to be taken from.
    if (!member.rows[place(year)] || !where[place(year)]) year = other(year);
    const auto column = where[place(year)];
    if (!member.rows[place(year)] || !column) return missing;
    const Dataset& data = input(year).data;
    return (is_input ? data.inputs : data.values).column(*column)[*member.rows[place(year)]];
}

void Mixture::lay_out(Dataset& data, const Index& index, std::size_t rows) const {
    data.file = after_.data.file;
    data.values = Columns(rows, index.indicators.size());
    data.inputs = Columns(rows, index.inputs.size());
    for (const std::string& name : groupings_)
        data.units.groupings.push_back({.name = name, .groups = {}, .group_of = std::vector<std::uint32_t>(rows)});
}

void Mixture::fill(Dataset& data, const Member& member, Year year, const Index& index, std::size_t row) const {
    const Year known = member.rows[place(year)] ? year : other(year);
    for (Grouping& grouping : data.units.groupings) {
        grouping.group_of[row] = group_of(input(known).data, *member.rows[place(known)], grouping);
    }
    const auto& [indicators, inputs] = places(index);
    for (std::size_t i = 0; i < indicators.size(); ++i) {
        data.values.column(*index.nodes[index.indicators[i]].indicator)[row] =
            value(member, year, indicators[i], false);
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) data.inputs.column(i)[row] = value(member, year, inputs[i], true);
}

Mixture::Drawn Mixture::draw(const Mix& mix) const {
    Drawn drawn;
    for (std::size_t i = 0; i < members_.size(); ++i) {
        if (members_[i].rows[place(mix.units)]) drawn.members.push_back(i);
    }
    const Index& index = input(mix.method).index;
    lay_out(drawn.data, index, drawn.members.size());
    for (std::size_t row = 0; row < drawn.members.size(); ++row) {
        const Member& member = members_[drawn.members[row]];
        drawn.data.units.codes.push_back(member.code);
        fill(drawn.data, member, mix.others, index, row);
    }
    drawn.data.periods = {Period{.label = "", .first = 0, .count = drawn.members.size()}};
    keep_derived(drawn.data, input(mix.method).data);
    return drawn;
}

std::vector<std::optional<Mixture::Standing>> Mixture::standings(const Mix& mix, const Drawn& drawn, std::size_t focus,
                                                                 std::size_t node) const {
    std::vector<std::optional<Standing>> all(members_.size());
    const std::vector<std::size_t>& members = drawn.members;
    const Index& index = input(mix.method).index;
    Dataset data = drawn.data;
    const auto found = std::lower_bound(members.begin(), members.end(), focus);
    if (mix.own != mix.others && found != members.end() && *found == focus) {
        fill(data, members_[focus], mix.own, index, static_cast<std::size_t>(found - members.begin()));
    }
    try {
        const Result result = compute(index, std::move(data), {.scale = {}, .depth = index.nodes[node].level});
        const auto scores = result.scores_of(node);
        const std::vector<Rank> ranks = ranks_of(result, node, result.data.periods.front());
        for (std::size_t row = 0; row < members.size(); ++row) {
            if (ranks[row] != 0) all[members[row]] = Standing{scores[row], ranks[row]};
        }
    } catch (const InputError&) {
        // A mixture may have no scale where both years have one; then it says nothing about anyone.
    }
    return all;
}

Dataset Mixture::both_years() const {
    Dataset data;
    const std::size_t first = before_.data.units.size();
    lay_out(data, after_.index, first + after_.data.units.size());
    std::vector<const Member*> rows(first + after_.data.units.size());
    for (const Member& member : members_) {
        if (member.rows[0]) rows[*member.rows[0]] = &member;
        if (member.rows[1]) rows[first + *member.rows[1]] = &member;
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
        data.units.codes.push_back(rows[row]->code);
        fill(data, *rows[row], row < first ? Year::before : Year::after, after_.index, row);
    }
    data.periods = {Period{.label = "1", .first = 0, .count = first},
                    Period{.label = "2", .first = first, .count = after_.data.units.size()}};
    keep_derived(data, after_.data);
    return data;
}

}  // namespace iiindex::detail
