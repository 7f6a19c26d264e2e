#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <iiindex/load.hpp>

namespace iiindex {

/// What a random index and its values may hold.
struct RandomSettings {
    std::string aggregation;   ///< as in an index file
    double missing_share = 0;  ///< of the values
    bool rounds = false;
    bool reverses = false;  ///< an inner node counts the other way
    std::size_t units = 8;
    std::string range = "[1, 100]";  ///< of the indicators' scores
};

/// An index of two levels and values for it, the same for the same seed.
class RandomInput {
public:
    explicit RandomInput(std::uint64_t seed) : random_(seed) {}

    Input make(const RandomSettings& settings) {
        std::string children, values_of_units;
        std::vector<std::string> leaves;
        const std::size_t groups = 2 + below(3);
        for (std::size_t group = 0; group < groups; ++group) {
            children += (group == 0 ? "" : ", ") + group_text(group, settings, leaves);
        }
        for (std::size_t unit = 0; unit < settings.units; ++unit) {
            values_of_units += (unit == 0 ? "" : ", ") + unit_text(unit, settings, leaves);
        }
        return load_dataset({"random.json", R"({"format": "iiindex/dataset/1", "index": {"format": "iiindex/index/1",
            "code": "x", "name": "X", "normalisation": {"method": "min-max", "range": )" +
                                                settings.range + R"(}, "aggregation": )" + settings.aggregation +
                                                R"(, "children": [)" + children + R"(]}, "units": [)" +
                                                values_of_units + "]}"})
            .value;
    }

    double uniform() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }

private:
    std::string group_text(std::size_t group, const RandomSettings& settings, std::vector<std::string>& leaves) {
        const std::string code = "g" + std::to_string(group);
        std::string text = R"({"code": ")" + code + R"(", "name": "G", "weight": )" + std::to_string(0.1 + uniform());
        if (settings.rounds) text += R"(, "round": {"digits": 1})";
        const bool has_ends = settings.aggregation.find("copeland") == std::string::npos;
        if (settings.reverses && has_ends && group == 1) text += R"(, "direction": "negative")";
        text += R"(, "children": [)";
        const std::size_t count = 1 + below(4);
        for (std::size_t i = 0; i < count; ++i) {
            leaves.push_back(code + "_" + std::to_string(i));
            text += (i == 0 ? "" : ", ") + (R"({"code": ")" + leaves.back()) + R"(", "name": "L", "weight": )" +
                    std::to_string(0.1 + uniform()) + "}";
        }
        return text + "]}";
    }

    std::string unit_text(std::size_t unit, const RandomSettings& settings, const std::vector<std::string>& leaves) {
        std::string text = R"({"code": "u)" + std::to_string(unit) + R"(", "values": {)";
        for (const std::string& leaf : leaves) {
            // The first two units have all, so that every indicator has a scale.
            const bool there = unit < 2 || uniform() >= settings.missing_share;
            text += (&leaf == &leaves.front() ? "\"" : ", \"") + leaf +
                    "\": " + (there ? std::to_string(1000 * uniform()) : "null");
        }
        return text + "}}";
    }

    std::mt19937_64 random_;
};

}  // namespace iiindex
