#pragma once

#include <cstddef>

#include <Eigen/Core>

#include <iiindex/coherence.hpp>

namespace iiindex::detail {

/// The units that have all of some columns, each column brought to mean 0 and standard deviation 1.
struct Complete {
    Eigen::MatrixXd standardised;  ///< a row a unit
    NoValue why = NoValue::none;   ///< why there are none: fewer than three such units, a constant column

    Eigen::MatrixXd correlations() const;
};

Complete complete_columns(const ColumnList& columns);

}  // namespace iiindex::detail
