#include <iiindex/dataset.hpp>

#include <algorithm>

#include <iiindex/origins.hpp>

namespace iiindex {

const Grouping* Units::find_grouping(std::string_view name) const {
    const auto found = std::find_if(groupings.begin(), groupings.end(),
                                    [&](const Grouping& grouping) { return grouping.name == name; });
    return found == groupings.end() ? nullptr : &*found;
}

std::string_view Units::name(std::size_t row, Language language) const {
    const std::string_view own = names.at_or_empty(row);
    const std::string_view english = names_english.at_or_empty(row);
    const std::string_view first = language == Language::en ? english : own;
    const std::string_view second = language == Language::en ? own : english;
    if (!first.empty()) return first;
    return second.empty() ? codes[row] : second;
}

Origin Dataset::origin_of(std::size_t row, std::size_t column) const {
    if (column < derivations.size() && derivations[column].is_derived) return Origin::derived;
    if (const auto found = value_origins.find({row, column}); found != value_origins.end()) {
        return found->second.origin;
    }
    if (!row_origins.empty() && row_origins[row] != Origin::unstated) return row_origins[row];
    return origin;
}

std::vector<Origin> Dataset::derived_from(std::size_t row, std::size_t indicator) const {
    std::vector<Origin> origins;
    const Derivation& derivation = derivations[indicator];
    const unsigned bits = derivation.by_row.empty() ? derivation.from : derivation.by_row[row];
    for (unsigned bit = 1; bits >> bit != 0; ++bit) {
        if ((bits >> bit & 1U) != 0) origins.push_back(static_cast<Origin>(bit));
    }
    return origins;
}

const Period& Dataset::period_of(std::size_t row) const {
    return *std::find_if(periods.begin(), periods.end(), [&](const Period& p) { return row < p.end(); });
}

std::size_t Dataset::period_number(std::size_t row) const {
    return static_cast<std::size_t>(&period_of(row) - periods.data());
}

std::optional<std::size_t> Dataset::find(const Period& period, std::string_view unit) const {
    if (unit.empty()) return std::nullopt;  // what a unit without a name would match
    const auto matches = [&](auto&& text_of) -> std::optional<std::size_t> {
        for (std::size_t row = period.first; row < period.end(); ++row) {
            if (text_of(row) == unit) return row;
        }
        return std::nullopt;
    };
    if (auto row = matches([&](std::size_t r) { return units.codes[r]; })) return row;
    if (auto row = matches([&](std::size_t r) { return units.names.at_or_empty(r); })) return row;
    return matches([&](std::size_t r) { return units.names_english.at_or_empty(r); });
}

namespace {

/// Of what was read, whatever formulas made of it.
std::vector<Origin> stated_origins(const Dataset& data) {
    std::vector<Origin> origins;
    const auto note = [&](Origin origin) {
        const bool is_new = std::find(origins.begin(), origins.end(), origin) == origins.end();
        if (origin != Origin::unstated && is_new) origins.push_back(origin);
    };
    note(data.origin);
    for (const Origin origin : data.row_origins) note(origin);
    for (const auto& [place, value] : data.value_origins) note(value.origin);
    return origins;
}

/// Whether a value is there that was read, of a column as value_origins numbers them.
bool is_read(const Dataset& data, std::size_t row, std::size_t column) {
    const std::size_t indicators = data.values.columns();
    if (column >= indicators) return data.inputs.at(row, column - indicators).has_value();
    return data.values.at(row, column) && !data.is_derived(column);
}

/// How many values of a row are there whose origin is the row's.
std::size_t values_by_row(const Dataset& data, std::size_t row) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < data.values.columns() + data.inputs.columns(); ++i)
        count += is_read(data, row, i) ? 1U : 0U;
    const auto begin = data.value_origins.lower_bound({row, 0}), end = data.value_origins.lower_bound({row + 1, 0});
    for (auto own = begin; own != end; ++own) count -= is_read(data, row, own->first.second) ? 1U : 0U;
    return count;
}

/// Counts by origin and period.
std::vector<Origins::OfValues> shares_of(const Dataset& data) {
    std::vector<Origins::OfValues> shares;
    for (const Origin origin : stated_origins(data)) shares.push_back({.origin = origin});
    if (shares.size() < 2 || data.values.rows() == 0) return shares;
    std::vector<std::vector<std::size_t>> counts(shares.size(), std::vector<std::size_t>(data.periods.size()));
    const auto note = [&](Origin origin, std::size_t row, std::size_t count) {
        for (std::size_t i = 0; i < shares.size(); ++i) {
            if (shares[i].origin == origin) counts[i][data.period_number(row)] += count;
        }
    };
    for (std::size_t row = 0; row < data.units.size(); ++row) {
        const Origin own = data.row_origins.empty() ? Origin::unstated : data.row_origins[row];
        note(own == Origin::unstated ? data.origin : own, row, values_by_row(data, row));
    }
    for (const auto& [place, value] : data.value_origins) {
        if (is_read(data, place.first, place.second)) note(value.origin, place.first, 1);
    }
    bool is_everywhere = true;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        for (std::size_t period = 0; period < data.periods.size(); ++period) {
            shares[i].count += counts[i][period];
            if (counts[i][period] > 0) shares[i].periods.push_back(data.periods[period].label);
        }
        is_everywhere = is_everywhere && shares[i].periods.size() == data.periods.size();
    }
    for (auto& share : shares) {
        if (is_everywhere) share.periods.clear();
    }
    std::erase_if(shares, [](const auto& share) { return share.count == 0; });
    return shares;
}

}  // namespace

std::vector<Origin> origins_of(const Dataset& data) {
    std::vector<Origin> origins = stated_origins(data);
    const bool any_derived = std::any_of(data.derivations.begin(), data.derivations.end(),
                                         [](const Derivation& derivation) { return derivation.is_derived; });
    if (any_derived && std::find(origins.begin(), origins.end(), Origin::derived) == origins.end())
        origins.push_back(Origin::derived);
    return origins;
}

Origins origins_of(const Dataset& data, const Index& index) {
    Origins origins{.values = shares_of(data), .weights = {}};
    for (std::size_t i = 1; i < index.nodes.size(); ++i) {
        const Node& node = index.nodes[i];
        const Origins::OfWeights some{node.weight_origin, node.is_indicator() ? 0 : node.level};
        const bool is_new = std::find(origins.weights.begin(), origins.weights.end(), some) == origins.weights.end();
        if (some.origin != Origin::unstated && is_new) origins.weights.push_back(some);
    }
    return origins;
}

}  // namespace iiindex
