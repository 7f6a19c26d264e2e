#pragma once

#include <string>

#include <iiindex/compute.hpp>

#include "cli/command.hpp"

namespace iiindex::cli {

/// Writes a workbook that computes, of all periods or of the one that is named. Throws UsageError where that one's
/// scales are taken from the others too.
///
/// read   the values as they were read, before they were prepared
void write_live(const std::string& path, Result result, Dataset read, const ScaleBasis& basis,
                const std::string& period, Language language, Environment& environment);

}  // namespace iiindex::cli
