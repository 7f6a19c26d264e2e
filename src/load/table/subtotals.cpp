#include "load/table/subtotals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <utility>

#include "load/table/totals.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t most_values = 200'000;
constexpr std::size_t fewest_others = 3;  // of a row that has all others in it
constexpr double lost_in_sums = 1e-9;     // to rounding, of all that is added up

/// What the columns say for it that a row has others in it.
struct Evidence {
    double digits = 0, most_digits = 0;  ///< of the sums that are the same: in all, in one column
    bool has_rates = false;
    std::vector<double> shares;  ///< of one of the others in each sum

    /// A column's value; `step` is what its numbers and the others' are multiples of. Returns whether it is the others'
    /// sum, but for what they were rounded by, or among them.
    bool take(double value, const Totals& others, double one, double step) {
        if (!std::isfinite(others.size)) return false;
        const double off = std::abs(value - others.sum), exact = lost_in_sums * others.size;
        const double rounding = std::max(step * rounded_off(others.count), 0.501 * std::pow(10.0, last_place(value)));
        if (value == 0 || off > std::max(exact, rounding)) {
            has_rates = has_rates || value != 0 || others.sum != 0;
            return value >= others.least && value <= others.most;
        }
        const double share = one / value;
        const auto is_same = [&](double other) { return std::abs(other - share) <= lost_in_sums; };
        // A column that is another times a number says nothing new.
        if (std::any_of(shares.begin(), shares.end(), is_same)) return true;
        shares.push_back(share);
        // What the greatest of them leaves open: next to the same value, little beside it says nothing.
        const double left = value - others.most;
        const double same = left > 0 ? std::log10(left / (off <= exact ? std::max(step, exact) : 2 * rounding)) : 0;
        digits += std::max(same, 0.0);
        most_digits = std::max(most_digits, same);
        return true;
    }

    /// By how many steps a sum of so many rounded numbers may be off, seldom more.
    static double rounded_off(std::size_t count) { return 0.5 + 0.5 * std::sqrt(static_cast<double>(count)); }
};

/// The rows of a period in their order, or in the other, as those above a row are searched.
class SubtotalSearch {
public:
    SubtotalSearch(const std::vector<std::span<const double>>& columns, std::vector<std::size_t> rows)
        : columns_(columns), rows_(std::move(rows)) {}

    /// A subtotal of the rows that follow each; one that is in another is not found before that is.
    std::vector<Subtotal> find() const {
        std::vector<Subtotal> found;
        std::vector<std::size_t> ends(rows_.size());  // behind the rows that are in each, 0 where there are none
        for (const auto& column : columns_) look_at(column, ends);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            auto one = i == 0 && rows_.size() > fewest_others ? subtotal(i, rows_.size()) : std::nullopt;
            if (!one && ends[i] != 0) one = subtotal(i, ends[i]);
            if (one) found.push_back(*one);
        }
        return found;
    }

private:
    /// The sums of a column's values before each row; empty where there are such below zero, which no sums order.
    std::vector<double> sums_of(std::span<const double> column) const {
        std::vector<double> sums(rows_.size() + 1);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const double value = is_missing(column[rows_[i]]) ? 0 : column[rows_[i]];
            if (value < 0) return {};
            sums[i + 1] = sums[i] + value;
        }
        return sums;
    }

    void look_at(std::span<const double> column, std::vector<std::size_t>& ends) const {
        const std::vector<double> sums = sums_of(column);
        for (std::size_t i = 0; i + 2 < sums.size(); ++i) {
            const double value = column[rows_[i]];
            if (ends[i] != 0 || is_missing(value) || value == 0) continue;
            const double sought = sums[i + 1] + value,
                         about = lost_in_sums * sought + std::pow(10.0, last_place(value));
            const auto end =
                std::lower_bound(sums.begin() + static_cast<std::ptrdiff_t>(i + 3), sums.end(), sought - about);
            if (end != sums.end() && *end <= sought + about) ends[i] = static_cast<std::size_t>(end - sums.begin());
        }
    }

    Totals totals(std::span<const double> column, std::size_t first, std::size_t last) const {
        Totals all;
        for (std::size_t i = first; i < last; ++i) {
            if (!is_missing(column[rows_[i]])) all.add(column[rows_[i]]);
        }
        return all;
    }

    /// What the numbers in a part of a column are multiples of.
    double step_of(std::span<const double> column, std::size_t first, std::size_t last) const {
        int place = std::numeric_limits<int>::max();
        for (std::size_t i = first; i < last; ++i) {
            const double number = column[rows_[i]];
            if (!is_missing(number) && number != 0) place = std::min(place, last_place(number));
        }
        return place == std::numeric_limits<int>::max() ? 0 : std::pow(10.0, place);
    }

    std::optional<Subtotal> subtotal(std::size_t at, std::size_t end) const {
        Evidence evidence;
        for (const auto& column : columns_) {
            const double value = column[rows_[at]];
            const Totals others = totals(column, at + 1, end);
            if (is_missing(value) || others.count == 0) continue;
            if (!evidence.take(value, others, totals(column, at + 1, at + 2).sum, step_of(column, at, end))) return {};
        }
        // The more rows are searched, the more digits are the same by chance; those of all others are searched once.
        const bool has_all = at == 0 && end == rows_.size();
        const double beyond = evidence.digits - (has_all ? 0 : std::log10(static_cast<double>(rows_.size())));
        if (evidence.most_digits < (has_all ? 1.3 : 4) || beyond < (has_all ? 2.9 : 4)) return {};
        const auto [first, last] = std::minmax(rows_[at + 1], rows_[end - 1]);
        const bool is_certain = beyond >= (evidence.has_rates ? 8 : 6);
        return Subtotal{rows_[at], first, last, end - at - 1, evidence.has_rates, is_certain};
    }

    const std::vector<std::span<const double>>& columns_;
    std::vector<std::size_t> rows_;
};

/// The rows of each period that are not apart, in their order.
std::vector<std::vector<std::size_t>> rows_by_period(const std::vector<std::uint32_t>& period_of,
                                                     const std::vector<bool>& is_apart) {
    std::vector<std::vector<std::size_t>> rows(
        period_of.empty() ? 1 : *std::max_element(period_of.begin(), period_of.end()) + 1);
    for (std::size_t row = 0; row < is_apart.size(); ++row) {
        if (!is_apart[row]) rows[period_of.empty() ? 0 : period_of[row]].push_back(row);
    }
    return rows;
}

std::vector<std::span<const double>> columns_of(const Columns& values, const Columns& inputs) {
    std::vector<std::span<const double>> all;
    for (const Columns* const columns : {&values, &inputs}) {
        for (std::size_t i = 0; i < columns->columns(); ++i) all.push_back(columns->column(i));
    }
    return all;
}

}  // namespace

std::vector<Subtotal> subtotals(const Columns& values, const Columns& inputs,
                                const std::vector<std::uint32_t>& period_of, std::vector<bool> is_apart) {
    const auto columns = columns_of(values, inputs);
    std::vector<Subtotal> all;
    if (is_apart.size() * columns.size() > most_values) return all;
    for (bool has_more = true; has_more;) {
        has_more = false;
        for (const auto& rows : rows_by_period(period_of, is_apart)) {
            std::vector<Subtotal> found = SubtotalSearch(columns, rows).find();
            if (found.empty()) found = SubtotalSearch(columns, std::vector(rows.rbegin(), rows.rend())).find();
            for (const Subtotal& one : found) is_apart[one.row] = true;
            has_more = has_more || !found.empty();
            all.insert(all.end(), found.begin(), found.end());
        }
    }
    return all;
}

}  // namespace iiindex::detail
