#pragma once

#include <initializer_list>

#include <iiindex/coherence.hpp>

namespace iiindex::detail {

/// Why the first of them that has no value has none.
inline NoValue first_reason(std::initializer_list<Statistic> statistics) {
    for (const Statistic& statistic : statistics) {
        if (!statistic.has_value()) return statistic.why;
    }
    return NoValue::none;
}

}  // namespace iiindex::detail
