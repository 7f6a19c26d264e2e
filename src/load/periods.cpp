#include "load/periods.hpp"

#include <algorithm>
#include <utility>

#include "ground/parallel.hpp"
#include "load/chronology.hpp"

namespace iiindex::detail {
namespace {

using Order = std::vector<std::size_t>;  ///< the old place of each new one

/// Fills Dataset::periods with those that have rows, and gives the order in which these must come.
Order lay_out(Dataset& data, const std::vector<std::string>& labels, const std::vector<std::uint32_t>& period_of,
              const Order& rows) {
    std::vector<std::size_t> counts(labels.size());
    for (const std::size_t row : rows) ++counts[period_of[row]];
    Order used;
    for (std::size_t period = 0; period < labels.size(); ++period) {
        if (counts[period] > 0) used.push_back(period);
    }
    std::vector<std::size_t> next(labels.size());
    std::size_t first = 0;
    sort_by_time(used, labels);
    for (const std::size_t period : used) {
        data.periods.push_back({labels[period], first, counts[period]});
        next[period] = first;
        first += counts[period];
    }
    Order order(rows.size());
    for (const std::size_t row : rows) order[next[period_of[row]]++] = row;
    return order;
}

/// All rows but some, which are in order.
Order rows_without(std::size_t rows, const std::vector<std::size_t>& left_out) {
    Order kept;
    kept.reserve(rows - left_out.size());
    auto out = left_out.begin();
    for (std::size_t row = 0; row < rows; ++row) {
        if (out != left_out.end() && *out == row)
            ++out;
        else
            kept.push_back(row);
    }
    return kept;
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

/// In place where no row is left out: a table need not be kept twice.
void reorder(Columns& columns, const Order& order) {
    const bool all_stay = order.size() == columns.rows();
    Columns fewer = all_stay ? Columns() : Columns::unwritten(order.size(), columns.columns());
    for_each_number(columns.columns(), [&](std::size_t i) {
        const auto from = columns.column(i);
        const std::vector<double> old(from.begin(), from.end());
        const auto to = all_stay ? from : fewer.column(i);
        for (std::size_t row = 0; row < order.size(); ++row) to[row] = old[order[row]];
    });
    if (!all_stay) columns = std::move(fewer);
}

void move_references(Dataset& data, Publication& printed, const Order& order, std::size_t rows) {
    std::vector<std::size_t> new_row(rows);
    for (std::size_t row = 0; row < order.size(); ++row) new_row[order[row]] = row;
    for (auto& figure : printed.figures) figure.row = new_row[figure.row];
    for (auto& fact : printed.facts) {
        for (auto& row : fact.units) row = new_row[row];
    }
    auto origins = std::exchange(data.value_origins, {});
    for (auto& [place, origin] : origins) {
        data.value_origins.emplace(std::pair(new_row[place.first], place.second), std::move(origin));
    }
}

void move_rows(Dataset& data, Publication& published, const Order& order) {
    const std::size_t rows = data.units.size();
    data.units.codes = reordered(data.units.codes, order);
    data.units.names = reordered(data.units.names, order);
    data.units.names_english = reordered(data.units.names_english, order);
    for (auto& grouping : data.units.groupings) grouping.group_of = reordered(grouping.group_of, order);
    reorder(data.values, order);
    reorder(data.inputs, order);
    data.row_origins = reordered(data.row_origins, order);
    move_references(data, published, order, rows);
}

}  // namespace

void lay_out_periods(Dataset& data, const std::vector<std::string>& labels, const std::vector<std::uint32_t>& period_of,
                     const std::vector<std::size_t>& left_out, Publication& published) {
    data.periods.clear();
    const std::size_t rows = data.units.size();
    if (period_of.empty()) {
        data.periods.push_back({labels.empty() ? std::string() : labels.front(), 0, rows - left_out.size()});
        if (!left_out.empty()) move_rows(data, published, rows_without(rows, left_out));
        return;
    }
    const Order order = lay_out(data, labels, period_of, rows_without(rows, left_out));
    if (!left_out.empty() || !std::is_sorted(order.begin(), order.end())) move_rows(data, published, order);
}

}  // namespace iiindex::detail
