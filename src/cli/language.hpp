#pragma once

#include <functional>

#include <iiindex/language.hpp>

namespace iiindex::cli {

/// The language that a locale asks for: that of the first of LC_ALL, LC_MESSAGES and LANG that is set and not empty,
/// Chinese where it begins with "zh", else English. The locale need not be installed.
///
/// variable   the value of a variable of the environment, null where there is none, as std::getenv gives it
Language language_of_environment(const std::function<const char*(const char* name)>& variable);

/// The language of what is said: that of --lang, even on a command line that is wrong, else `otherwise`.
Language language_said(int argc, const char* const* argv, Language otherwise);

}  // namespace iiindex::cli
