#include "load/periods.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>
#include <utility>

namespace iiindex::detail {
namespace {

using Order = std::vector<std::size_t>;  ///< the old place of each new one

std::optional<long long> whole_number(std::string_view label) {
    long long number = 0;
    const auto [end, status] = std::from_chars(label.data(), label.data() + label.size(), number);
    if (status != std::errc() || end != label.data() + label.size()) return std::nullopt;
    return number;
}

Order order_of(const std::vector<std::string>& labels) {
    std::vector<std::pair<long long, std::string>> keys;
    const bool all_numbers = std::all_of(labels.begin(), labels.end(), whole_number);
    for (const auto& label : labels) keys.emplace_back(all_numbers ? *whole_number(label) : 0, label);
    Order order(labels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return keys[a] < keys[b]; });
    return order;
}

/// Fills Dataset::periods and gives the order in which the rows must come.
Order lay_out(Dataset& data, const std::vector<std::string>& labels, const std::vector<std::uint32_t>& period_of) {
    std::vector<std::size_t> counts(labels.size());
    for (const auto period : period_of) ++counts[period];
    std::vector<std::size_t> next(labels.size());
    std::size_t first = 0;
    for (const std::size_t period : order_of(labels)) {
        data.periods.push_back({labels[period], first, counts[period]});
        next[period] = first;
        first += counts[period];
    }
    Order order(period_of.size());
    for (std::size_t row = 0; row < period_of.size(); ++row) order[next[period_of[row]]++] = row;
    return order;
}

TextColumn reordered(const TextColumn& texts, const Order& order) {
    return texts.empty() ? TextColumn() : texts.at(order);
}

template <class T>
std::vector<T> reordered(const std::vector<T>& items, const Order& order) {
    std::vector<T> result;
    if (items.empty()) return result;
    for (const std::size_t row : order) result.push_back(items[row]);
    return result;
}

Columns reordered(const Columns& columns, const Order& order) {
    Columns result(columns.rows(), columns.columns());
    for (std::size_t i = 0; i < columns.columns(); ++i) {
        const auto from = columns.column(i);
        const auto to = result.column(i);
        for (std::size_t row = 0; row < order.size(); ++row) to[row] = from[order[row]];
    }
    return result;
}

void move_references(Dataset& data, const Order& order) {
    std::vector<std::size_t> new_row(order.size());
    for (std::size_t row = 0; row < order.size(); ++row) new_row[order[row]] = row;
    for (auto& published : data.published) published.row = new_row[published.row];
    for (auto& fact : data.facts) {
        for (auto& row : fact.units) row = new_row[row];
    }
    auto origins = std::exchange(data.value_origins, {});
    for (auto& [place, origin] : origins) {
        data.value_origins.emplace(std::pair(new_row[place.first], place.second), std::move(origin));
    }
}

void move_rows(Dataset& data, const Order& order) {
    data.units.codes = reordered(data.units.codes, order);
    data.units.names = reordered(data.units.names, order);
    data.units.names_english = reordered(data.units.names_english, order);
    for (auto& grouping : data.units.groupings) grouping.group_of = reordered(grouping.group_of, order);
    data.values = reordered(data.values, order);
    data.denominators = reordered(data.denominators, order);
    data.row_origins = reordered(data.row_origins, order);
    move_references(data, order);
}

}  // namespace

void lay_out_periods(Dataset& data, const std::vector<std::string>& labels,
                     const std::vector<std::uint32_t>& period_of) {
    data.periods.clear();
    if (period_of.empty()) {
        data.periods.push_back({labels.empty() ? std::string() : labels.front(), 0, data.units.size()});
        return;
    }
    const Order order = lay_out(data, labels, period_of);
    if (!std::is_sorted(order.begin(), order.end())) move_rows(data, order);
}

}  // namespace iiindex::detail
