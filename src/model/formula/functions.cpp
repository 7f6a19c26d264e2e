#include <algorithm>
#include <array>
#include <cmath>

#include <iiindex/columns.hpp>
#include <iiindex/formula.hpp>

#include "ground/catalogue.hpp"

namespace iiindex {

using namespace detail;

namespace {

using Arguments = std::span<const double* const>;
using Form = FormulaFunction::Form;
using Sees = FormulaFunction::Sees;

template <class Of>
void each(Arguments arguments, std::size_t rows, double* results, const Of& of) {
    const double* const x = arguments[0];
    for (std::size_t i = 0; i < rows; ++i) results[i] = of(x[i]);
}

template <class Of>
void each_two(Arguments arguments, std::size_t rows, double* results, const Of& of) {
    const double* const x = arguments[0];
    const double* const y = arguments[1];
    for (std::size_t i = 0; i < rows; ++i) results[i] = of(x[i], y[i]);
}

template <class Of>
void each_three(Arguments arguments, std::size_t rows, double* results, const Of& of) {
    for (std::size_t i = 0; i < rows; ++i) results[i] = of(arguments[0][i], arguments[1][i], arguments[2][i]);
}

/// One after the other, a result so far with the next argument.
template <class Of>
void fold(Arguments arguments, std::size_t rows, double* results, const Of& of) {
    std::copy_n(arguments[0], rows, results);
    for (const double* const x : arguments.subspan(1)) {
        for (std::size_t i = 0; i < rows; ++i) results[i] = of(results[i], x[i]);
    }
}

/// Whether something holds, 1 or 0; missing where a number is.
template <class Holds>
void compare(Arguments arguments, std::size_t rows, double* results, const Holds& holds) {
    each_two(arguments, rows, results, [&](double x, double y) {
        if (is_missing(x) || is_missing(y)) return missing;
        return holds(x, y) ? 1.0 : 0.0;
    });
}

double power(double x, double y) {
    if (is_missing(x) || is_missing(y)) return missing;
    if (y == 2) return x * x;
    return x == 0 && y < 0 ? missing : std::pow(x, y);
}

void mean(Arguments arguments, std::size_t rows, double* results) {
    for (std::size_t i = 0; i < rows; ++i) {
        double sum = 0, there = 0;
        for (const double* const x : arguments) {
            if (is_missing(x[i])) continue;
            sum += x[i];
            ++there;
        }
        results[i] = there > 0 ? sum / there : missing;
    }
}

constexpr auto any_number = FormulaFunction::any_number;

const std::array functions = {
    FormulaFunction{.name = "<",
                    .shape = "a < b",
                    .summary = marked("1 where a is less than b, else 0"),
                    .least = 2,
                    .most = 2,
                    .form = Form::infix,
                    .binds = 1,
                    .apply = [](Arguments a, std::size_t n, double* r) { compare(a, n, r, std::less<>()); }},
    FormulaFunction{.name = "<=",
                    .shape = "a <= b",
                    .summary = marked("1 where a is at most b, else 0"),
                    .least = 2,
                    .most = 2,
                    .form = Form::infix,
                    .binds = 1,
                    .apply = [](Arguments a, std::size_t n, double* r) { compare(a, n, r, std::less_equal<>()); }},
    FormulaFunction{.name = ">",
                    .shape = "a > b",
                    .summary = marked("1 where a is greater than b, else 0"),
                    .least = 2,
                    .most = 2,
                    .form = Form::infix,
                    .binds = 1,
                    .apply = [](Arguments a, std::size_t n, double* r) { compare(a, n, r, std::greater<>()); }},
    FormulaFunction{.name = ">=",
                    .shape = "a >= b",
                    .summary = marked("1 where a is at least b, else 0"),
                    .least = 2,
                    .most = 2,
                    .form = Form::infix,
                    .binds = 1,
                    .apply = [](Arguments a, std::size_t n, double* r) { compare(a, n, r, std::greater_equal<>()); }},
    FormulaFunction{.name = "=",
                    .shape = "a = b",
                    .summary = marked("1 where a and b are the same number, else 0"),
                    .least = 2,
                    .most = 2,
                    .form = Form::infix,
                    .binds = 1,
                    .apply = [](Arguments a, std::size_t n, double* r) { compare(a, n, r, std::equal_to<>()); }},
    FormulaFunction{.name = "!=",
                    .shape = "a != b",
                    .summary = marked("1 where a and b differ, else 0"),
                    .least = 2,
                    .most = 2,
                    .form = Form::infix,
                    .binds = 1,
                    .apply = [](Arguments a, std::size_t n, double* r) { compare(a, n, r, std::not_equal_to<>()); }},
    FormulaFunction{.name = "+",
                    .shape = "a + b",
                    .summary = marked("sum"),
                    .least = 2,
                    .most = 2,
                    .form = Form::infix,
                    .binds = 2,
                    .apply = [](Arguments a, std::size_t n, double* r) { each_two(a, n, r, std::plus<>()); }},
    FormulaFunction{.name = "-",
                    .shape = "a - b",
                    .summary = marked("difference"),
                    .least = 2,
                    .most = 2,
                    .form = Form::infix,
                    .binds = 2,
                    .apply = [](Arguments a, std::size_t n, double* r) { each_two(a, n, r, std::minus<>()); }},
    FormulaFunction{.name = "*",
                    .shape = "a * b",
                    .summary = marked("product"),
                    .least = 2,
                    .most = 2,
                    .form = Form::infix,
                    .binds = 3,
                    .apply = [](Arguments a, std::size_t n, double* r) { each_two(a, n, r, std::multiplies<>()); }},
    FormulaFunction{
        .name = "/",
        .shape = "a / b",
        .summary = marked("quotient; none where b is 0"),
        .least = 2,
        .most = 2,
        .form = Form::infix,
        .binds = 3,
        .loses = Reason::divided_by_zero,
        .apply = [](Arguments a, std::size_t n,
                    double* r) { each_two(a, n, r, [](double x, double y) { return y == 0 ? missing : x / y; }); }},
    FormulaFunction{.name = "-",
                    .shape = "-a",
                    .summary = marked("a with the other sign"),
                    .form = Form::prefix,
                    .binds = 4,
                    .apply = [](Arguments a, std::size_t n, double* r) { each(a, n, r, std::negate<>()); }},
    FormulaFunction{.name = "^",
                    .shape = "a ^ b",
                    .summary = marked("power, the right one first; none where there is no real one"),
                    .least = 2,
                    .most = 2,
                    .form = Form::infix,
                    .binds = 5,
                    .loses = Reason::outside_domain,
                    .apply = [](Arguments a, std::size_t n, double* r) { each_two(a, n, r, power); }},
    FormulaFunction{.name = "if",
                    .shape = "if(c, a, b)",
                    .summary = marked("a where c holds (is not 0), else b"),
                    .least = 3,
                    .most = 3,
                    .apply =
                        [](Arguments a, std::size_t n, double* r) {
                            each_three(a, n, r, [](double c, double x, double y) {
                                if (is_missing(c)) return missing;
                                return c != 0 ? x : y;
                            });
                        }},
    FormulaFunction{
        .name = "min",
        .shape = "min(a, b, ...)",
        .summary = marked("the least"),
        .most = any_number,
        .apply = [](Arguments a, std::size_t n,
                    double* r) { fold(a, n, r, [](double x, double y) { return is_missing(y) || y < x ? y : x; }); }},
    FormulaFunction{
        .name = "max",
        .shape = "max(a, b, ...)",
        .summary = marked("the greatest"),
        .most = any_number,
        .apply = [](Arguments a, std::size_t n,
                    double* r) { fold(a, n, r, [](double x, double y) { return is_missing(y) || y > x ? y : x; }); }},
    FormulaFunction{.name = "clamp",
                    .shape = "clamp(x, low, high)",
                    .summary = marked("x, but low where it is below and high where it is above"),
                    .least = 3,
                    .most = 3,
                    .apply =
                        [](Arguments a, std::size_t n, double* r) {
                            each_three(a, n, r, [](double x, double low, double high) {
                                if (is_missing(x) || is_missing(low) || is_missing(high)) return missing;
                                return std::min(std::max(x, low), high);
                            });
                        }},
    FormulaFunction{
        .name = "abs",
        .shape = "abs(x)",
        .summary = marked("x without its sign"),
        .apply = [](Arguments a, std::size_t n, double* r) { each(a, n, r, [](double x) { return std::abs(x); }); }},
    FormulaFunction{.name = "sqrt",
                    .shape = "sqrt(x)",
                    .summary = marked("square root; none below 0"),
                    .loses = Reason::outside_domain,
                    .apply = [](Arguments a, std::size_t n,
                                double* r) { each(a, n, r, [](double x) { return x < 0 ? missing : std::sqrt(x); }); }},
    FormulaFunction{.name = "ln",
                    .shape = "ln(x)",
                    .summary = marked("natural logarithm; none at or below 0"),
                    .loses = Reason::outside_domain,
                    .apply = [](Arguments a, std::size_t n,
                                double* r) { each(a, n, r, [](double x) { return x <= 0 ? missing : std::log(x); }); }},
    FormulaFunction{
        .name = "log10",
        .shape = "log10(x)",
        .summary = marked("logarithm to the base 10; none at or below 0"),
        .loses = Reason::outside_domain,
        .apply = [](Arguments a, std::size_t n,
                    double* r) { each(a, n, r, [](double x) { return x <= 0 ? missing : std::log10(x); }); }},
    FormulaFunction{
        .name = "exp",
        .shape = "exp(x)",
        .summary = marked("e to the power of x"),
        .apply = [](Arguments a, std::size_t n, double* r) { each(a, n, r, [](double x) { return std::exp(x); }); }},
    FormulaFunction{.name = "lag",
                    .shape = "lag(x, n)",
                    .summary = marked("x of the same unit n periods earlier, 1 where n is left out"),
                    .most = 2,
                    .sees = Sees::earlier},
    FormulaFunction{
        .name = "coalesce",
        .shape = "coalesce(a, b, ...)",
        .summary = marked("the first that is there"),
        .most = any_number,
        .apply = [](Arguments a, std::size_t n,
                    double* r) { fold(a, n, r, [](double x, double y) { return is_missing(x) ? y : x; }); }},
    FormulaFunction{.name = "mean",
                    .shape = "mean(a, b, ...)",
                    .summary = marked("the mean of those that are there"),
                    .most = any_number,
                    .apply = mean},
    FormulaFunction{.name = "unit_sum",
                    .shape = "unit_sum(x)",
                    .summary = marked("the sum of x over the period's units that have it"),
                    .sees = Sees::period},
    FormulaFunction{.name = "unit_mean",
                    .shape = "unit_mean(x)",
                    .summary = marked("the mean of x over the period's units that have it"),
                    .sees = Sees::period},
};

}  // namespace

std::span<const FormulaFunction> formula_functions() { return functions; }

}  // namespace iiindex
