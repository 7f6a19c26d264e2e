#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// Where values and weights come from, as far as it is stated; each in order of first appearance.
struct Origins {
    /// Of some values. Counts are given where there are several origins.
    struct OfValues {
        Origin origin = Origin::unstated;
        std::size_t count = 0;
        std::vector<std::string> periods = {};  ///< in which it has values, where those of the origins differ

        bool operator==(const OfValues&) const = default;
    };
    /// Of some weights of a level.
    struct OfWeights {
        Origin origin = Origin::unstated;
        std::size_t level = 0;  ///< 0: those of indicators

        bool operator==(const OfWeights&) const = default;
    };
    std::vector<OfValues> values;
    std::vector<OfWeights> weights;
};

Origins origins_of(const Dataset& data, const Index& index);

}  // namespace iiindex
