#pragma once

#include <string>

#include <iiindex/load.hpp>

namespace iiindex {

/// A year of three indicators below two nodes. `units` is JSON; `weight` that of the first node, against 1.
inline Input year_of(const std::string& period, const std::string& units, const std::string& weight = "1",
                     const std::string& scale = "") {
    const auto leaf = [&](const std::string& code) {
        return R"({"code": ")" + code + R"(", "name": ")" + code + "\"" + scale + "}";
    };
    return load_dataset(
               {period + ".json",
                R"({"format": "iiindex/dataset/1", "period": )" + period +
                    R"(, "index": {"format": "iiindex/index/1", "code": "x", "name": "X", "tiers": {"cuts": [50]},
        "normalisation": {"method": "min-max", "range": [0, 100]}, "children": [
        {"code": "g", "name": "G", "weight": )" +
                    weight + R"(, "children": [)" + leaf("p") + ", " + leaf("q") + R"(]},
        {"code": "h", "name": "H", "weight": 1, "children": [)" +
                    leaf("r") + R"(]}]}, "units": )" + units + "}"})
        .value;
}

inline std::string unit_of(const std::string& code, double p, double q, double r) {
    return R"({"code": ")" + code + R"(", "values": {"p": )" + std::to_string(p) + R"(, "q": )" + std::to_string(q) +
           R"(, "r": )" + std::to_string(r) + "}}";
}

}  // namespace iiindex
