#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace iiindex::cli {

/// The finite number that a word of the command line is as a whole: "0.5", "-1e3"; not "0.5x", "inf" or "1e-400",
/// which no double holds.
std::optional<double> number_from(std::string_view word);

/// The whole number from 0 on that a word of the command line is.
std::optional<std::uint64_t> whole_number_from(std::string_view word);

}  // namespace iiindex::cli
