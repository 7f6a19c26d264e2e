#include "model/formula/evaluate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include <iiindex/columns.hpp>

#include "ground/parallel.hpp"

namespace iiindex::detail {

namespace {

constexpr std::size_t rows_at_a_time = 1024;  // what stays in the nearest cache

using Sees = FormulaFunction::Sees;
using Rows = FormulaData::Rows;

}  // namespace

/// Evaluates a formula for a few rows at a time.
class FormulaBlock {
public:
    FormulaBlock(const FormulaValues& values, bool with_whys, const Nudge& nudge)
        : values_(values), data_(values.data_), nudge_(nudge), with_whys_(with_whys) {}

    struct Column {
        const double* numbers = nullptr;
        const Reason* whys = nullptr;  ///< where the number is missing; null where nobody asks
    };

    Column whole(const Expression& formula, std::size_t period, Rows rows) {
        used_ = 0;
        return evaluate(formula, {period, rows.first, rows.count, nullptr});
    }
    Column whole(const Expression& formula, std::size_t period, std::span<const std::uint32_t> rows) {
        used_ = 0;
        return evaluate(formula, {period, 0, rows.size(), rows.data()});
    }

private:
    /// Rows of one period, one after the other, or wherever `rows` says.
    struct Frame {
        std::size_t period = 0;
        std::size_t first = 0;
        std::size_t count = 0;
        const std::uint32_t* rows = nullptr;
    };
    struct Buffer {
        std::array<double, rows_at_a_time> numbers;
        std::array<Reason, rows_at_a_time> whys;
        std::array<std::uint32_t, rows_at_a_time> rows;
    };

    /// The place of the next buffer.
    std::size_t take() {
        if (used_ == buffers_.size()) buffers_.push_back(std::make_unique<Buffer>());
        return used_++;
    }
    Column column_in(std::size_t place) const {
        return {buffers_[place]->numbers.data(), with_whys_ ? buffers_[place]->whys.data() : nullptr};
    }

    Column evaluate(const Expression& part, const Frame& frame) {
        if (part.is_name()) return read(part, frame);
        if (part.is_number()) return constant(part.number, frame, Reason::no_input);
        switch (part.function->sees) {
            case Sees::period: return constant(values_.wholes_.at(&part)[frame.period], frame, Reason::no_input);
            case Sees::earlier: return look_back(part, frame);
            case Sees::unit: break;
        }
        return apply(part, frame);
    }

    Column constant(double number, const Frame& frame, Reason why) {
        const std::size_t place = take();
        std::fill_n(buffers_[place]->numbers.begin(), frame.count, number);
        if (with_whys_) std::fill_n(buffers_[place]->whys.begin(), frame.count, why);
        return column_in(place);
    }

    Column read(const Expression& name, const Frame& frame) {
        const double* const column = data_.columns[name.place].data();
        const bool is_nudged = &name == nudge_.name;
        if (!frame.rows && !with_whys_ && !is_nudged) return {column + frame.first};
        const std::size_t place = take();
        Buffer& buffer = *buffers_[place];
        for (std::size_t i = 0; i < frame.count; ++i) {
            if (!frame.rows)
                buffer.numbers[i] = column[frame.first + i];
            else
                buffer.numbers[i] = frame.rows[i] == EarlierRows::nowhere ? missing : column[frame.rows[i]];
            if (is_nudged) buffer.numbers[i] = buffer.numbers[i] * nudge_.times + nudge_.plus;
        }
        if (with_whys_) std::fill_n(buffer.whys.begin(), frame.count, Reason::no_input);
        return column_in(place);
    }

    Column look_back(const Expression& lag, const Frame& frame) {
        const EarlierRows& earlier = data_.earlier.at({frame.period, periods_back(lag)});
        if (!earlier.period) return constant(missing, frame, Reason::no_period);
        const std::size_t first_of_period = data_.periods[frame.period].first;
        if (!frame.rows) {
            return evaluate(lag.arguments[0],
                            {*earlier.period, 0, frame.count, earlier.rows.data() + (frame.first - first_of_period)});
        }
        const std::size_t place = take();
        auto& rows = buffers_[place]->rows;
        for (std::size_t i = 0; i < frame.count; ++i) {
            rows[i] = frame.rows[i] == EarlierRows::nowhere ? EarlierRows::nowhere
                                                            : earlier.rows[frame.rows[i] - first_of_period];
        }
        return evaluate(lag.arguments[0], {*earlier.period, 0, frame.count, rows.data()});
    }

    Column apply(const Expression& part, const Frame& frame) {
        const std::size_t mark = used_;
        std::vector<Column> arguments;
        std::vector<const double*> numbers;
        for (const Expression& argument : part.arguments) {
            arguments.push_back(evaluate(argument, frame));
            numbers.push_back(arguments.back().numbers);
        }
        const std::size_t place = take();
        Buffer& result = *buffers_[place];
        part.function->apply(numbers, frame.count, result.numbers.data());
        if (with_whys_) say_why(part, arguments, frame.count, result);
        for (std::size_t i = 0; i < frame.count; ++i) {
            if (!std::isfinite(result.numbers[i])) result.numbers[i] = missing;
        }
        std::swap(buffers_[mark], buffers_[place]);  // so that the arguments' are free again
        used_ = mark + 1;
        return column_in(mark);
    }

    static void say_why(const Expression& part, const std::vector<Column>& arguments, std::size_t count,
                        Buffer& result) {
        for (std::size_t i = 0; i < count; ++i) {
            if (std::isfinite(result.numbers[i])) continue;
            result.whys[i] = std::isinf(result.numbers[i]) ? Reason::out_of_range : part.function->loses;
            for (const Column& argument : arguments) {
                if (!is_missing(argument.numbers[i])) continue;
                result.whys[i] = argument.whys[i];
                break;
            }
        }
    }

    const FormulaValues& values_;
    const FormulaData& data_;
    Nudge nudge_;
    bool with_whys_;
    std::vector<std::unique_ptr<Buffer>> buffers_;
    std::size_t used_ = 0;
};

FormulaValues::FormulaValues(const Expression& formula, const FormulaData& data) : formula_(formula), data_(data) {
    find_wholes(formula);
}

void FormulaValues::find_wholes(const Expression& part) {
    for (const Expression& argument : part.arguments) find_wholes(argument);
    if (!part.function || part.function->sees != Sees::period) return;
    std::vector<double> all;
    for (std::size_t period = 0; period < data_.periods.size(); ++period) all.push_back(whole_of(part, period));
    wholes_[&part] = std::move(all);
}

/// Summed by blocks in order, so that it is the same for any number of threads.
double FormulaValues::whole_of(const Expression& part, std::size_t period) const {
    struct Sum {
        double sum = 0;
        double there = 0;
    };
    const Rows all = data_.periods[period];
    const auto sum_of = [&](std::size_t first, std::size_t last) {
        FormulaBlock block(*this, false, {});
        Sum sum;
        for (std::size_t at = first; at < last; at += rows_at_a_time) {
            const Rows rows{all.first + at, std::min(rows_at_a_time, last - at)};
            const double* const numbers = block.whole(part.arguments[0], period, rows).numbers;
            for (std::size_t i = 0; i < rows.count; ++i) {
                if (is_missing(numbers[i])) continue;
                sum.sum += numbers[i];
                ++sum.there;
            }
        }
        return sum;
    };
    Sum whole;
    for (const Sum& one : map_blocks<Sum>(all.count, sum_of)) {
        whole.sum += one.sum;
        whole.there += one.there;
    }
    const bool is_mean = part.function->name == "unit_mean";
    const double result = whole.there == 0 ? missing : is_mean ? whole.sum / whole.there : whole.sum;
    return std::isfinite(result) ? result : missing;
}

void FormulaValues::write(std::size_t period, Rows rows, std::span<double> values, const Nudge& nudge) const {
    FormulaBlock block(*this, false, nudge);
    for (std::size_t at = 0; at < rows.count; at += rows_at_a_time) {
        const std::size_t count = std::min(rows_at_a_time, rows.count - at);
        const auto column = block.whole(formula_, period, {rows.first + at, count});
        for (std::size_t i = 0; i < count; ++i) values[at + i] = column.numbers[i] + 0.0;  // -0 is 0
    }
}

std::vector<Reason> FormulaValues::whys(std::size_t period, std::span<const std::uint32_t> rows) const {
    FormulaBlock block(*this, true, {});
    std::vector<Reason> whys;
    for (std::size_t at = 0; at < rows.size(); at += rows_at_a_time) {
        const auto some = rows.subspan(at, std::min(rows_at_a_time, rows.size() - at));
        const auto column = block.whole(formula_, period, some);
        whys.insert(whys.end(), column.whys, column.whys + some.size());
    }
    return whys;
}

std::vector<const Expression*> names_in(const Expression& formula) {
    if (formula.is_name()) return {&formula};
    std::vector<const Expression*> all;
    for (const Expression& argument : formula.arguments) {
        const auto names = names_in(argument);
        all.insert(all.end(), names.begin(), names.end());
    }
    return all;
}

std::vector<double> moves(const FormulaValues& values, std::size_t period, Rows rows, const Nudge& nudge) {
    std::vector<double> own(rows.count), up(rows.count), down(rows.count);
    values.write(period, rows, own);
    values.write(period, rows, up, nudge);
    values.write(period, rows, down, {nudge.name, 2 - nudge.times, -nudge.plus});
    for (std::size_t i = 0; i < rows.count; ++i) {
        const double there = std::abs(up[i] - own[i]), back = std::abs(down[i] - own[i]);
        own[i] = is_missing(there) ? back : is_missing(back) ? there : std::min(there, back);
        if (is_missing(own[i])) own[i] = 0;
    }
    return own;
}

}  // namespace iiindex::detail
