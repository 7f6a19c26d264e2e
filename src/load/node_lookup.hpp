#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>

#include <iiindex/index.hpp>

#include "load/json/json_reader.hpp"

namespace iiindex::detail {

/// What an index has by code, for files that name it. The index must outlive it.
class NodeLookup {
public:
    explicit NodeLookup(const Index& index) : index_(index) {
        for (std::size_t node = 0; node < index.nodes.size(); ++node) {
            const std::string_view code = index.nodes[node].code;
            nodes_.emplace(code, node);
            node_codes_.push_back(code);
            if (index.nodes[node].is_indicator()) value_codes_.push_back(code);
        }
        for (std::size_t i = 0; i < index.inputs.size(); ++i) {
            inputs_.emplace(index.inputs[i].code, i);
            value_codes_.push_back(index.inputs[i].code);
        }
    }

    const Index& index() const noexcept { return index_; }
    std::optional<std::size_t> node(std::string_view code) const { return find(nodes_, code); }
    std::optional<std::size_t> input(std::string_view code) const { return find(inputs_, code); }

    const Keys& node_codes() const noexcept { return node_codes_; }
    /// The codes under which a dataset has values: indicators, then inputs.
    const Keys& value_codes() const noexcept { return value_codes_; }

private:
    using Places = std::unordered_map<std::string_view, std::size_t>;

    static std::optional<std::size_t> find(const Places& places, std::string_view code) {
        const auto found = places.find(code);
        return found == places.end() ? std::nullopt : std::optional(found->second);
    }

    const Index& index_;
    Places nodes_;
    Places inputs_;
    Keys node_codes_;
    Keys value_codes_;
};

}  // namespace iiindex::detail
