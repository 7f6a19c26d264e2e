#pragma once

#include <string>
#include <vector>

#include <iiindex/problem.hpp>

namespace iiindex {

inline std::string text_of(const std::vector<Problem>& problems, Severity severity = Severity::error) {
    std::string text;
    for (const auto& problem : problems) text += to_string(problem, severity);
    return text;
}

/// What is said when `load` refuses its input; empty if it does not.
template <class Load>
std::string problems_of(const Load& load) {
    try {
        load();
    } catch (const InputError& error) {
        return text_of(error.problems());
    }
    return {};
}

}  // namespace iiindex
