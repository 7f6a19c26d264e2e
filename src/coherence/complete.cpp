#include "coherence/complete.hpp"

#include <algorithm>

namespace iiindex::detail {
namespace {

std::vector<std::size_t> complete_units(const ColumnList& columns) {
    std::vector<std::size_t> units;
    for (std::size_t i = 0; i < columns.front().size(); ++i) {
        if (std::none_of(columns.begin(), columns.end(), [i](const auto column) { return is_missing(column[i]); })) {
            units.push_back(i);
        }
    }
    return units;
}

}  // namespace

Eigen::MatrixXd Complete::correlations() const {
    Eigen::MatrixXd r = standardised.transpose() * standardised / static_cast<double>(standardised.rows() - 1);
    r.diagonal().setOnes();
    return r;
}

Complete complete_columns(const ColumnList& columns) {
    const std::vector<std::size_t> units = complete_units(columns);
    Complete complete;
    const auto rows = static_cast<Eigen::Index>(units.size());
    complete.standardised.resize(rows, static_cast<Eigen::Index>(columns.size()));
    if (units.size() < 3) {
        complete.why = NoValue::too_few_units;
        return complete;
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
        auto column = complete.standardised.col(static_cast<Eigen::Index>(c));
        for (Eigen::Index i = 0; i < rows; ++i) column(i) = columns[c][units[static_cast<std::size_t>(i)]];
        if (column.minCoeff() == column.maxCoeff()) {
            complete.why = NoValue::constant;
            return complete;
        }
        column.array() -= column.mean();
        column /= std::sqrt(column.squaredNorm() / static_cast<double>(rows - 1));
    }
    return complete;
}

}  // namespace iiindex::detail
