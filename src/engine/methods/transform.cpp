#include <algorithm>
#include <array>
#include <cmath>

#include <iiindex/columns.hpp>
#include <iiindex/normalise.hpp>

#include "ground/catalogue.hpp"

namespace iiindex {

using namespace detail;

namespace {

double natural_logarithm(double value) { return value > 0 ? std::log(value) : missing; }
double exponential(double logarithm) { return std::exp(logarithm); }
double logarithm_of_one_more(double value) { return value > -1 ? std::log1p(value) : missing; }
double square_root(double value) { return value >= 0 ? std::sqrt(value) : missing; }
double cube_root(double value) { return std::cbrt(value); }

constexpr std::array transform_rows = {
    TransformMethod{"log", marked("natural logarithm; values above 0"), natural_logarithm, "ln {}", exponential, 1,
                    "CASE WHEN {x} > 0 THEN LN({x}) END"},
    TransformMethod{.name = "log1p",
                    .summary = marked("natural logarithm of one more; values above -1"),
                    .apply = logarithm_of_one_more,
                    // What adding 1 rounds off a small value is divided out again.
                    .sql =
                        "CASE WHEN {x} > -1 THEN "
                        "CASE WHEN 1 + {x} = 1 THEN {x} ELSE LN(1 + {x}) * ({x} / NULLIF((1 + {x}) - 1, 0)) END END"},
    TransformMethod{.name = "square-root",
                    .summary = marked("square root; values of at least 0"),
                    .apply = square_root,
                    .sql = "CASE WHEN {x} >= 0 THEN SQRT({x}) END"},
    TransformMethod{.name = "cube-root",
                    .summary = marked("cube root, of the same sign"),
                    .apply = cube_root,
                    .sql = "SIGN({x}) * POWER(ABS({x}), 3.333333333333333e-1)"},
};

}  // namespace

std::span<const TransformMethod> transform_methods() { return transform_rows; }

}  // namespace iiindex
