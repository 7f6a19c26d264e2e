#pragma once

#include <vector>

#include <iiindex/load.hpp>

namespace iiindex::detail {

/// A dataset from CSV or TSV. Throws InputError with every problem of the text.
Dataset read_delimited(const Source& source, const LoadOptions& options, char separator, const Index& index,
                       std::vector<Problem>& warnings);

}  // namespace iiindex::detail
