#pragma once

#include <string>

namespace iiindex::cli {

/// A page of HTML as it prints, made by Chromium. Throws OutputError where there is none, or where it fails.
std::string pdf_of(const std::string& html);

}  // namespace iiindex::cli
