#include "load/table/sums_of_others.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "ground/parallel.hpp"
#include "load/table/totals.hpp"

namespace iiindex::detail {
namespace {

/// How much a number may have lost where it was rounded to the digits that it is written with.
double half_a_digit(double number) {
    const std::string text = shortest(number);
    const std::size_t point = text.find('.');
    if (text.find('e') != text.npos) return 0;
    return point == text.npos ? 0.5 : 0.5 * std::pow(10.0, -static_cast<double>(text.size() - point - 1));
}

/// The units of a period.
struct Extent {
    std::size_t first = 0, last = 0, count = 0;

    void add(const Extent& later) {
        if (later.count == 0) return;
        if (count == 0) first = later.first;
        last = later.last;
        count += later.count;
    }
};

/// Looks for rows at the ends of the periods whose values are the sums or means of the others'.
class Arithmetic {
public:
    Arithmetic(const Columns& values, const Columns& inputs, const std::vector<std::uint32_t>& period_of,
               const std::vector<bool>& is_apart)
        : columns_{&values, &inputs},
          period_of_(period_of),
          is_apart_(is_apart),
          periods_(period_of.empty() ? 1 : *std::max_element(period_of.begin(), period_of.end()) + 1) {
        const auto extents = by_period<Extent>([](Extent& of, std::size_t row) { of.add({row, row, 1}); });
        for (std::size_t period = 0; period < extents.size(); ++period) {
            if (extents[period].count <= fewest_others) continue;
            candidates_.push_back({extents[period].first, period});
            candidates_.push_back({extents[period].last, period});
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

    struct Candidate {
        std::size_t row = 0, period = 0;
        std::size_t sums = 0, means = 0, digits = 0;
        std::size_t columns() const { return sums + means; }
    };
    /// What the rows of each period that are not apart come to, by blocks of rows that are more than the periods.
    template <class Part, class Take>
    std::vector<Part> by_period(const Take& take) const {
        const auto parts_of = [&](std::size_t first, std::size_t last) {
            std::vector<Part> parts(periods_);
            for (std::size_t row = first; row < last; ++row) {
                if (!is_apart_[row]) take(parts[period_of_.empty() ? 0 : period_of_[row]], row);
            }
            return parts;
        };
        std::vector<Part> all(periods_);
        const std::size_t per_block = std::max(rows_per_block, 8 * periods_);
        for (const auto& parts : map_blocks<std::vector<Part>>(is_apart_.size(), parts_of, per_block)) {
            for (std::size_t period = 0; period < periods_; ++period) all[period].add(parts[period]);
        }
        return all;
    }

    void look_at(std::span<const double> column) {
        const auto sums = by_period<Totals>([column](Totals& of, std::size_t row) {
            if (!is_missing(column[row])) of.add(column[row]);
        });
        std::erase_if(candidates_, [&](Candidate& one) { return !fits(one, column[one.row], sums[one.period]); });
    }

    /// Whether the value is a sum or mean of the others, or says nothing.
    static bool fits(Candidate& one, double value, const Totals& total) {
        if (is_missing(value) || total.most == total.least) return true;
        if (total.count <= fewest_others || !std::isfinite(total.size)) return false;
        const double others = total.sum - value;
        const double mean = others / static_cast<double>(total.count - 1);
        const double half = half_a_digit(value);
        if (std::abs(value - others) <= 1e-9 * total.size) {
            ++one.sums;
            one.digits += significant_digits(value);
        } else if (std::abs(value - mean) <= half + 1e-12 * std::abs(mean)) {
            ++one.means;
            // Of a mean the digits say something that tell the others apart.
            const double steps = (total.most - total.least) / std::max(2 * half, 1e-12 * std::abs(mean));
            const auto telling = static_cast<std::size_t>(std::log10(std::clamp(steps, 1.0, 1e15))) + 1;
            one.digits += std::min(significant_digits(value), telling);
        } else {
            return false;
        }
        return true;
    }

    std::array<const Columns*, 2> columns_;
    const std::vector<std::uint32_t>& period_of_;
    const std::vector<bool>& is_apart_;
    std::size_t periods_;
    std::vector<Candidate> candidates_;
};

}  // namespace

std::vector<SumOfOthers> sums_of_others(const Columns& values, const Columns& inputs,
                                        const std::vector<std::uint32_t>& period_of,
                                        const std::vector<bool>& is_apart) {
    return Arithmetic(values, inputs, period_of, is_apart).find();
}

}  // namespace iiindex::detail
