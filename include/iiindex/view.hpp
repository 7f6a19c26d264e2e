#pragma once

#include <cstddef>
#include <optional>

#include <iiindex/index.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// Which part of a result is shown, and in which language.
struct View {
    Language language = Language::en;
    std::size_t by = 0;               ///< the node that units are ranked by
    std::size_t depth = 1;            ///< the deepest level whose scores are shown
    std::optional<std::size_t> top;   ///< only ranks up to this
    std::optional<std::size_t> tier;  ///< only this tier
};

}  // namespace iiindex
