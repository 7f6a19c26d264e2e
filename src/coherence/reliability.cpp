#include <algorithm>
#include <cmath>

#include <Eigen/LU>

#include <iiindex/coherence.hpp>

#include "coherence/complete.hpp"
#include "ground/statistics.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// The covariance over the units that have both, divisor n - 1.
Statistic covariance(std::span<const double> a, std::span<const double> b) {
    double sum_a = 0, sum_b = 0, n = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (is_missing(a[i]) || is_missing(b[i])) continue;
        sum_a += a[i];
        sum_b += b[i];
        ++n;
    }
    if (n < 2) return NoValue::too_few_units;
    double products = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!is_missing(a[i]) && !is_missing(b[i])) products += (a[i] - sum_a / n) * (b[i] - sum_b / n);
    }
    return products / (n - 1);
}

}  // namespace

Statistic cronbach_alpha(const ColumnList& columns) {
    if (columns.size() < 2) return NoValue::single;
    double trace = 0, total = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        for (std::size_t j = 0; j < columns.size(); ++j) {
            const Statistic both = covariance(columns[i], columns[j]);
            if (!both.has_value()) return both;
            total += both.number;
            if (i == j) trace += both.number;
        }
    }
    if (total == 0) return NoValue::constant;
    const auto k = static_cast<double>(columns.size());
    return k / (k - 1) * (1 - trace / total);
}

Statistic sampling_adequacy(const ColumnList& columns) {
    if (columns.size() < 2) return NoValue::single;
    const Complete complete = complete_columns(columns);
    if (complete.why != NoValue::none) return complete.why;
    const Eigen::MatrixXd r = complete.correlations();
    const Eigen::FullPivLU<Eigen::MatrixXd> decomposition(r);
    if (!decomposition.isInvertible() || decomposition.rcond() < 1e-12) return NoValue::singular;
    const Eigen::MatrixXd inverse = decomposition.inverse();
    double squares = 0, partial_squares = 0;
    for (Eigen::Index i = 0; i < r.rows(); ++i) {
        for (Eigen::Index j = 0; j < r.cols(); ++j) {
            if (i == j) continue;
            squares += r(i, j) * r(i, j);
            partial_squares += inverse(i, j) * inverse(i, j) / (inverse(i, i) * inverse(j, j));
        }
    }
    if (squares + partial_squares == 0) return NoValue::singular;
    return squares / (squares + partial_squares);
}

Sphericity sphericity(const ColumnList& columns) {
    Sphericity test{.chi_squared = NoValue::single, .p = NoValue::single};
    if (columns.size() < 2) return test;
    const auto k = static_cast<double>(columns.size());
    test.degrees = columns.size() * (columns.size() - 1) / 2;
    const Complete complete = complete_columns(columns);
    const double times = static_cast<double>(complete.standardised.rows()) - 1 - (2 * k + 5) / 6;
    NoValue why = complete.why;
    if (why == NoValue::none && times <= 0) why = NoValue::too_few_units;
    const double determinant = why == NoValue::none ? complete.correlations().determinant() : 0;
    if (why == NoValue::none && determinant < 1e-12) why = NoValue::singular;
    test.chi_squared = test.p = why;
    if (why != NoValue::none) return test;
    test.chi_squared = std::max(0.0, -times * std::log(determinant));
    test.p = chi_squared_tail(test.chi_squared.number, test.degrees);
    return test;
}

}  // namespace iiindex
