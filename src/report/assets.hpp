#pragma once

#include <string_view>

namespace iiindex::detail {

/// The report's style and script, and their SHA-256 digests in hexadecimal.
extern const std::string_view report_style, report_style_digest, report_script, report_script_digest;

}  // namespace iiindex::detail
