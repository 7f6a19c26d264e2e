#include <iiindex/index.hpp>

#include <algorithm>

#include "text/normal.hpp"

namespace iiindex {
std::optional<std::size_t> Index::find(std::string_view code) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const Node& n) { return n.code == code; });
    if (found == nodes.end()) return std::nullopt;
    return static_cast<std::size_t>(found - nodes.begin());
}

std::optional<std::size_t> Index::find_input(std::string_view code) const {
    const auto found = std::find_if(inputs.begin(), inputs.end(), [&](const InputColumn& i) { return i.code == code; });
    if (found == inputs.end()) return std::nullopt;
    return static_cast<std::size_t>(found - inputs.begin());
}

std::vector<std::size_t> Index::indicators_below(std::size_t node) const {
    // In tree order what is below a node follows it, as far as the next node of its level or above.
    std::vector<std::size_t> below;
    for (std::size_t i = node; i < nodes.size() && (i == node || nodes[i].level > nodes[node].level); ++i) {
        if (nodes[i].is_indicator()) below.push_back(i);
    }
    return below;
}

std::vector<std::size_t> Index::indicators_counted_below(std::size_t node) const {
    std::vector<std::size_t> counted = indicators_below(node);
    std::erase_if(counted, [&](std::size_t below) {
        while (below != node && nodes[below].weight != 0) below = nodes[below].parent;
        return below != node;
    });
    return counted;
}

std::size_t Index::depth() const {
    std::size_t deepest = 0;
    for (const Node& node : nodes) deepest = std::max(deepest, node.level);
    return deepest;
}

Language Index::language() const {
    const auto is_chinese = [](const Node& node) { return detail::has_chinese(node.name.own); };
    const auto chinese = static_cast<std::size_t>(std::count_if(nodes.begin(), nodes.end(), is_chinese));
    return is_chinese(root()) || 2 * chinese > nodes.size() ? Language::zh : Language::en;
}

std::string_view to_string(Origin origin) {
    switch (origin) {
        case Origin::unstated: return "unstated";
        case Origin::published: return "published";
        case Origin::derived: return "derived";
        case Origin::recovered: return "recovered";
        case Origin::assumed: return "assumed";
        case Origin::imputed: return "imputed";
        case Origin::treated: return "treated";
        case Origin::measured: return "measured";
        case Origin::experts: return "experts";
    }
    return {};
}

std::optional<Origin> parse_origin(std::string_view text) {
    const auto names = origin_names();
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) return std::nullopt;
    return static_cast<Origin>(found - names.begin() + 1);
}

std::span<const std::string_view> origin_names() {
    static const auto names = [] {
        std::array<std::string_view, static_cast<std::size_t>(Origin::experts)> all;
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = to_string(static_cast<Origin>(i + 1));
        return all;
    }();
    return names;
}

}  // namespace iiindex
