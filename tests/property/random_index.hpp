#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iiindex/number.hpp>

#include "computed.hpp"

namespace iiindex {

using Json = nlohmann::json;

/// Draws indices and values, the same ones on every machine: the standard's distributions are not.
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
    }
    bool one_in(std::size_t many) { return below(many) == 0; }

    template <class T>
    const T& of(const std::vector<T>& choices) {
        return choices[below(choices.size())];
    }

    /// A tree of 2 to 4 levels with weights of its own; indicators have these goalposts unless they are null.
    Json tree(const Json& goalposts) {
        next_ = 0;
        Json root = node(1 + below(3), goalposts);
        root.erase("weight");
        root["format"] = "iiindex/index/1";
        return root;
    }

private:
    Json node(std::size_t levels_below, const Json& goalposts) {
        const std::string code = fmt::format("n{}", next_++);
        Json json = {{"code", code}, {"name", code}, {"weight", between(0.1, 5)}};
        if (levels_below == 0) {
            if (!goalposts.is_null()) json["goalposts"] = goalposts;
            return json;
        }
        for (std::size_t left = 1 + below(4); left > 0; --left) {
            // The first child goes all the way down, so that the tree has its levels.
            const bool is_first = !json.contains("children");
            json["children"].push_back(node(is_first ? levels_below - 1 : below(levels_below), goalposts));
        }
        return json;
    }

    std::mt19937_64 engine_;
    std::size_t next_ = 0;
};

inline Index index_of(const Json& tree) { return load_index({"i.json", tree.dump()}).value; }

/// A table of `units` rows whose values are drawn by `draw`; NaN is left empty.
template <class Draw>
std::string table_of(const Index& index, std::size_t units, const Draw& draw) {
    std::string csv = "code";
    for (const std::size_t node : index.indicators) csv += "," + index.nodes[node].code;
    for (std::size_t unit = 0; unit < units; ++unit) {
        csv += fmt::format("\nu{}", unit);
        for (std::size_t i = 0; i < index.indicators.size(); ++i) {
            csv += ',';
            if (const double value = draw(); !is_missing(value)) csv += shortest(value);
        }
    }
    return csv + "\n";
}

/// Calls visit(node) for a node of an index file and all below it.
template <class Visit>
void for_each_node(Json& node, const Visit& visit) {
    visit(node);
    if (!node.contains("children")) return;
    for (Json& child : node["children"]) for_each_node(child, visit);
}

}  // namespace iiindex
