#pragma once

#include <string>
#include <vector>

namespace iiindex::cli {

/// How a program ended that was run.
enum class Ran { done, failed, absent };

/// Runs another program, found by its name, with open files as its standard input and output, and waits for it. What it
/// says on standard error is not heard.
Ran run_program(std::vector<std::string> words, int in, int out);

}  // namespace iiindex::cli
