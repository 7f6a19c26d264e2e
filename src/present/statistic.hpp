#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include <iiindex/coherence.hpp>

#include "ground/catalogue.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {

/// Why the first of them that has no value has none.
inline NoValue first_reason(std::initializer_list<Statistic> statistics) {
    for (const Statistic& statistic : statistics) {
        if (!statistic.has_value()) return statistic.why;
    }
    return NoValue::none;
}

/// Why a statistic has no value, in words; empty where it has one.
inline std::string_view no_value_words(NoValue reason, Language language) {
    return translated(to_string(reason), language);
}

}  // namespace iiindex::detail
