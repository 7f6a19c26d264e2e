#include "load/table/sums_of_others.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"

namespace iiindex::detail {
namespace {

/// The digits that say something in a number as it is written.
std::size_t significant_digits(double number) {
    std::string digits;
    for (const char c : shortest(std::abs(number))) {
        if (c == 'e') break;
        if (c != '.') digits += c;
    }
    const std::size_t first = digits.find_first_not_of('0');
    return first == digits.npos ? 0 : digits.find_last_not_of('0') - first + 1;
}

/// How much a number may have lost where it was rounded to the digits that it is written with.
double half_a_digit(double number) {
    const std::string text = shortest(number);
    const std::size_t point = text.find('.');
    if (text.find('e') != text.npos) return 0;
    return point == text.npos ? 0.5 : 0.5 * std::pow(10.0, -static_cast<double>(text.size() - point - 1));
}

/// Looks for rows at the ends of the periods whose values are the sums or means of the others'.
class Arithmetic {
public:
    Arithmetic(const Columns& values, const Columns& inputs, const std::vector<std::uint32_t>& period_of,
               const std::vector<bool>& is_apart)
        : columns_{&values, &inputs}, period_of_(period_of), is_apart_(is_apart) {
        for (std::size_t row = 0; row < is_apart.size(); ++row) {
            if (is_apart[row]) continue;
            const std::size_t period = number(row);
            if (period >= periods_.size()) periods_.resize(period + 1);
            Ends& ends = periods_[period];
            if (ends.count++ == 0) ends.first = row;
            ends.last = row;
        }
        for (std::size_t period = 0; period < periods_.size(); ++period) {
            if (periods_[period].count <= fewest_others) continue;
            candidates_.push_back({periods_[period].first, period});
            candidates_.push_back({periods_[period].last, period});
        }
    }

    std::vector<SumOfOthers> find() {
        for (const Columns* const columns : columns_) {
            for (std::size_t i = 0; i < columns->columns() && !candidates_.empty(); ++i) look_at(columns->column(i));
        }
        std::vector<SumOfOthers> found;
        for (const Candidate& one : candidates_) {
            const bool enough =
                one.means == 0 ? one.sums >= 2 || one.digits >= 6 : one.columns() >= 2 && one.digits >= 6;
            if (!enough) continue;
            const std::string_view of = one.means == 0  ? marked("sums")
                                        : one.sums == 0 ? marked("means")
                                                        : marked("sums and means");
            found.push_back({one.row, of, one.digits >= (one.means == 0 ? 8 : 10)});
        }
        return found;
    }

private:
    static constexpr std::size_t fewest_others = 3;

    struct Ends {
        std::size_t first = 0, last = 0, count = 0;
    };
    struct Candidate {
        std::size_t row = 0, period = 0;
        std::size_t sums = 0, means = 0, digits = 0;
        std::size_t columns() const { return sums + means; }
    };
    struct Totals {
        double sum = 0, size = 0, least = INFINITY, most = -INFINITY;
        std::size_t count = 0;
    };

    std::size_t number(std::size_t row) const { return period_of_.empty() ? 0 : period_of_[row]; }

    void look_at(std::span<const double> column) {
        std::vector<Totals> by_period(periods_.size());
        for (std::size_t row = 0; row < is_apart_.size(); ++row) {
            if (is_apart_[row] || is_missing(column[row])) continue;
            Totals& total = by_period[number(row)];
            total.sum += column[row];
            total.size += std::abs(column[row]);
            total.least = std::min(total.least, column[row]);
            total.most = std::max(total.most, column[row]);
            ++total.count;
        }
        std::erase_if(candidates_, [&](Candidate& one) { return !fits(one, column[one.row], by_period[one.period]); });
    }

    /// Whether the value is a sum or mean of the others, or says nothing.
    static bool fits(Candidate& one, double value, const Totals& total) {
        constexpr double lost = 1e-9;
        if (is_missing(value) || total.most == total.least) return true;
        if (total.count <= fewest_others) return false;
        const double others = total.sum - value;
        const double mean = others / static_cast<double>(total.count - 1);
        if (std::abs(value - others) <= lost * total.size) {
            ++one.sums;
        } else if (std::abs(value - mean) <= lost * total.size + half_a_digit(value)) {
            ++one.means;
        } else {
            return false;
        }
        one.digits += significant_digits(value);
        return true;
    }

    std::array<const Columns*, 2> columns_;
    const std::vector<std::uint32_t>& period_of_;
    const std::vector<bool>& is_apart_;
    std::vector<Ends> periods_;
    std::vector<Candidate> candidates_;
};

}  // namespace

std::vector<SumOfOthers> sums_of_others(const Columns& values, const Columns& inputs,
                                        const std::vector<std::uint32_t>& period_of,
                                        const std::vector<bool>& is_apart) {
    return Arithmetic(values, inputs, period_of, is_apart).find();
}

}  // namespace iiindex::detail
