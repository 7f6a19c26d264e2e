#include "load/table/judge.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "ground/catalogue.hpp"
#include "ground/counts.hpp"
#include "ground/parallel.hpp"
#include "load/table/no_units.hpp"
#include "load/table/subtotals.hpp"
#include "load/table/sums_of_others.hpp"

namespace iiindex::detail {
namespace {

constexpr std::string_view keep_hint = marked("--keep and its name counts it as a unit");
constexpr std::string_view drop_hint = marked("--drop and its name leaves it out, --keep counts it as a unit");

/// What a row goes by: its name, else its code.
std::string_view label_of(const Units& units, std::size_t row) {
    const std::string_view name = units.names.at_or_empty(row);
    return name.empty() ? units.codes[row] : name;
}

RowKind kind_of(const Units& units, std::size_t row) {
    const RowKind kind = kind_of_row(units.names.at_or_empty(row));
    return kind == RowKind::unit ? kind_of_row(units.codes[row]) : kind;
}

/// A row that its name or its lack of values makes remarkable.
struct Remarkable {
    std::size_t row = 0;
    RowKind kind = RowKind::unit;
    bool is_empty = false;
};

std::vector<Remarkable> remarkable_rows(const Units& units, const Columns& values, const Columns& inputs) {
    return list_blocks<Remarkable>(units.size(), [&](std::size_t first, std::size_t last) {
        std::vector<Remarkable> found;
        for (std::size_t row = first; row < last; ++row) {
            const Remarkable one{row, kind_of(units, row), is_empty_row(values, row) && is_empty_row(inputs, row)};
            if (one.kind != RowKind::unit || one.is_empty) found.push_back(one);
        }
        return found;
    });
}

/// Whether what a row has are years, or the numbers of the columns.
bool are_headings(const Columns& values, std::size_t row) {
    constexpr double first_year = 1900, last_year = 2100;
    std::vector<double> numbers;
    for (std::size_t i = 0; i < values.columns(); ++i) {
        if (!is_missing(values.column(i)[row])) numbers.push_back(values.column(i)[row]);
    }
    const auto is_year = [](double number) {
        return number >= first_year && number <= last_year && number == std::floor(number);
    };
    const auto does_not_follow = [](double number, double next) { return next != number + 1; };
    const bool count_up = numbers.size() >= 3 && (numbers.front() == 1 || numbers.front() == 2) &&
                          std::adjacent_find(numbers.begin(), numbers.end(), does_not_follow) == numbers.end();
    return count_up || (numbers.size() >= 2 && std::all_of(numbers.begin(), numbers.end(), is_year));
}

/// The last row that has a value and is not apart; the first where there is none.
std::size_t last_with_values(const std::vector<Remarkable>& remarkable, const std::vector<bool>& is_apart) {
    auto last = remarkable.rbegin();
    for (std::size_t row = is_apart.size(); row-- > 0;) {
        while (last != remarkable.rend() && last->row > row) ++last;
        const bool is_empty = last != remarkable.rend() && last->row == row && last->is_empty;
        if (!is_empty && !is_apart[row]) return row;
    }
    return 0;
}

/// Takes the rows that are no units apart, a kind after the other.
class Judge {
public:
    Judge(const Units& units, const std::vector<std::size_t>& apart, const NamedRows& keep)
        : units_(units), keep_(keep), is_apart_(units.size()) {
        for (const std::size_t row : apart) is_apart_[row] = true;
    }

    void drop(const NamedRows& drop) {
        for (std::size_t row = 0; row < units_.size() && !drop.empty(); ++row) {
            if (!is_apart_[row] && drop.has(units_, row)) leave_out(row, {}, {});
        }
    }

    void judge_by_names(const Columns& values, const Columns& inputs) {
        const std::vector<Remarkable> remarkable = remarkable_rows(units_, values, inputs);
        const std::size_t last_measured = last_with_values(remarkable, is_apart_);
        std::vector<std::size_t> empty, regions, wholes;
        for (const Remarkable& one : remarkable) {
            if (is_apart_[one.row] || keep_.has(units_, one.row)) continue;
            const std::string_view label = label_of(units_, one.row);
            const bool is_remark = one.is_empty && one.row > last_measured && reads_as_remark(label);
            const RowKind kind = is_remark ? RowKind::note : one.kind;
            switch (kind) {
                case RowKind::unit: break;
                case RowKind::heading:
                    if (are_headings(values, one.row) && !counts_units(one.row)) leave_out_heading(one.row);
                    break;
                case RowKind::whole: wholes.push_back(one.row); break;
                case RowKind::province: provinces_.push_back(one.row); break;
                case RowKind::region: regions.push_back(one.row); break;
                default: leave_out_as(kind, one.row);
            }
            if (one.is_empty && !is_apart_[one.row]) empty.push_back(one.row);
        }
        const std::size_t found = regions.size();
        if (regions.empty()) {
            for (const std::size_t row : wholes) leave_out_as(RowKind::whole, row);
        } else {
            regions.insert(regions.end(), wholes.begin(), wholes.end());  // of units that are groups it is one more
        }
        const std::size_t left = units_left();
        if (2 * found < left) remark_on_groups(regions);
        remark_on_empty(empty, empty.size() < left);
    }

    void judge_by_sums(const Columns& values, const Columns& inputs, const std::vector<std::uint32_t>& period_of) {
        for (const SumOfOthers& sum : sums_of_others(values, inputs, period_of, is_apart_)) {
            if (keep_.has(units_, sum.row)) continue;
            const std::string_view label = label_of(units_, sum.row), of = translated(sum.of, spoken());
            if (sum.is_certain)
                leave_out(sum.row, said("'{}' is left out: its values are the {} of the others'", label, of),
                          keep_hint);
            else
                doubt(sum.row, said("the values of '{}' are the {} of the others'", label, of));
        }
        for (const Subtotal& one : subtotals(values, inputs, period_of, is_apart_)) {
            if (keep_.has(units_, one.row)) continue;
            const std::string_view label = label_of(units_, one.row),
                                   of = translated(one.has_rates ? marked("sums or rates") : marked("sums"), spoken());
            const std::string_view first = label_of(units_, one.first), last = label_of(units_, one.last);
            if (one.is_certain)
                leave_out(one.row,
                          said("'{}' is left out: its values are the {} of the {} rows from '{}' to '{}'", label, of,
                               one.count, first, last),
                          keep_hint);
            else
                doubt(one.row, said("the values of '{}' are the {} of the {} rows from '{}' to '{}'", label, of,
                                    one.count, first, last));
        }
    }

    /// Provinces among cities, unless their values have said already what they are.
    void judge_provinces() {
        std::erase_if(provinces_, [this](std::size_t row) { return is_apart_[row]; });
        if (2 * provinces_.size() < units_left()) remark_on_groups(provinces_);
    }

    Judged take() { return std::move(judged_); }

private:
    std::size_t units_left() const {
        return static_cast<std::size_t>(std::count(is_apart_.begin(), is_apart_.end(), false));
    }

    static void add(std::vector<Judgement>& judgements, std::size_t row, std::string what, std::string_view remedy) {
        judgements.push_back({row, std::move(what), std::string(translated(remedy, spoken()))});
    }
    void leave_out(std::size_t row, std::string what, std::string_view remedy) {
        is_apart_[row] = true;
        add(judged_.left_out, row, std::move(what), remedy);
    }
    void doubt(std::size_t row, std::string what) {
        is_apart_[row] = true;
        add(judged_.doubtful, row, std::move(what), drop_hint);
    }
    void leave_out_as(RowKind kind, std::size_t row) {
        leave_out(row, why_no_unit(kind, label_of(units_, row)),
                  kind == RowKind::note ? std::string_view() : keep_hint);
        if (kind == RowKind::total) leave_out_statistics(row + 1);
    }
    /// Whether 甲 is followed by 乙: they are units' names then.
    bool counts_units(std::size_t row) const { return row + 1 < units_.size() && label_of(units_, row + 1) == "乙"; }
    void leave_out_heading(std::size_t row) {
        leave_out(row, said("'{}' is left out: its row titles or numbers the columns", label_of(units_, row)),
                  keep_hint);
    }
    void leave_out_statistics(std::size_t row) {
        for (; row < units_.size() && !is_apart_[row] && !keep_.has(units_, row); ++row) {
            if (!may_be_statistic(label_of(units_, row))) return;
            leave_out(row, why_no_unit(RowKind::total, label_of(units_, row)), keep_hint);
        }
    }

    /// Groups are no part of the sums of the others.
    void remark_on_groups(const std::vector<std::size_t>& rows) {
        for (const std::size_t row : rows) {
            add(judged_.remarks, row, said("'{}' looks like a group of the others", label_of(units_, row)), drop_hint);
            is_apart_[row] = true;
        }
    }

    void remark_on_empty(const std::vector<std::size_t>& rows, bool are_few) {
        for (const std::size_t row : rows) {
            if (are_few) add(judged_.remarks, row, said("'{}' has no value at all", label_of(units_, row)), {});
            is_apart_[row] = true;
        }
    }

    const Units& units_;
    const NamedRows& keep_;
    std::vector<bool> is_apart_;
    std::vector<std::size_t> provinces_;
    Judged judged_;
};

}  // namespace

Judged judge_rows(const Units& units, const Columns& values, const Columns& inputs,
                  const std::vector<std::uint32_t>& period_of, const std::vector<std::size_t>& apart,
                  const NamedRows& drop, const NamedRows& keep) {
    Judge judge(units, apart, keep);
    judge.drop(drop);
    judge.judge_by_names(values, inputs);
    judge.judge_by_sums(values, inputs, period_of);
    judge.judge_provinces();
    return judge.take();
}

}  // namespace iiindex::detail
