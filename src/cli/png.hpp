#pragma once

#include <string>

namespace iiindex::cli {

/// The drawing as a PNG of twice its size, by the program rsvg-convert. Throws OutputError where that is not
/// installed, or fails.
std::string png_of(const std::string& svg);

}  // namespace iiindex::cli
