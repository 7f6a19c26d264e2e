#include <algorithm>
#include <array>
#include <cmath>

#include <iiindex/columns.hpp>
#include <iiindex/normalise.hpp>

namespace iiindex {
namespace {

double natural_logarithm(double value) { return value > 0 ? std::log(value) : missing; }
double exponential(double logarithm) { return std::exp(logarithm); }
double logarithm_of_one_more(double value) { return value > -1 ? std::log1p(value) : missing; }
double square_root(double value) { return value >= 0 ? std::sqrt(value) : missing; }
double cube_root(double value) { return std::cbrt(value); }

constexpr std::array methods = {
    TransformMethod{"log", "natural logarithm; values above 0", natural_logarithm, "ln {}", exponential, 1},
    TransformMethod{"log1p", "natural logarithm of one more; values above -1", logarithm_of_one_more},
    TransformMethod{"square-root", "square root; values of at least 0", square_root},
    TransformMethod{"cube-root", "cube root, of the same sign", cube_root},
};

}  // namespace

std::span<const TransformMethod> transform_methods() { return methods; }

}  // namespace iiindex
