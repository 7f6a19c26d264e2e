#include "load/framework/tree.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/framework/made_codes.hpp"
#include "load/framework/settings.hpp"
#include "load/wording.hpp"

namespace iiindex::detail {
namespace {

using Kind = JsonNode::Kind;
using Children = std::vector<std::vector<std::size_t>>;

Fault fault_at(const FrameworkNode& node, std::string what, std::string remedy = {}) {
    return {node.at.begin, node.at.length, std::move(what), std::move(remedy)};
}

/// The names from below the root down to a node.
std::string path_of(const std::vector<FrameworkNode>& nodes, std::size_t node) {
    std::string path = nodes[node].name;
    std::size_t steps = 0;
    for (auto above = nodes[node].parent; above && steps < most_levels; above = nodes[*above].parent, ++steps) {
        path.insert(0, nodes[*above].name + "/");
    }
    return path;
}

/// The first node that names no parent. Further ones are faults.
std::optional<std::size_t> find_root(const std::vector<FrameworkNode>& nodes, Faults& faults) {
    std::optional<std::size_t> root;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].parent || nodes[i].is_orphan || nodes[i].is_input) continue;
        if (root) {
            faults.add(fault_at(nodes[i],
                                said("'{}' has no parent, and nor has '{}'", nodes[i].name, nodes[*root].name),
                                said("an index has one total, which alone has none")));
        } else {
            root = i;
        }
    }
    if (!root) faults.add(fault_at(nodes.front(), said("every node has a parent, expected one without: the total")));
    return root;
}

/// A formula of a node that has children is the way to combine them.
void take_for_aggregation(JsonNode& json) {
    const auto formula = std::find_if(json.members.begin(), json.members.end(),
                                      [](const JsonMember& member) { return member.key == "formula"; });
    if (formula == json.members.end()) return;
    JsonMember aggregation{"aggregation",
                           formula->begin,
                           formula->length,
                           {.kind = Kind::object, .begin = formula->begin, .length = formula->length}};
    aggregation.value.members.push_back(std::move(*formula));
    *formula = std::move(aggregation);
}

void add_inputs(std::vector<FrameworkNode>& nodes, JsonNode& root) {
    JsonNode list{.kind = Kind::array, .begin = root.begin, .length = root.length};
    for (FrameworkNode& node : nodes) {
        if (!node.is_input) continue;
        node.json.begin = node.at.begin;
        node.json.length = node.at.length;
        list.members.push_back({{}, node.at.begin, node.at.length, std::move(node.json)});
    }
    if (!list.members.empty()) root.members.push_back({"inputs", root.begin, root.length, std::move(list)});
}

void grow(std::vector<FrameworkNode>& nodes, const Children& children, std::size_t place, JsonNode& json) {
    json = std::move(nodes[place].json);
    json.begin = nodes[place].at.begin;
    json.length = nodes[place].at.length;
    if (children[place].empty()) return;
    take_for_aggregation(json);
    JsonNode list{.kind = Kind::array, .begin = json.begin, .length = json.length};
    list.members.resize(children[place].size());
    for (std::size_t i = 0; i < children[place].size(); ++i)
        grow(nodes, children, children[place][i], list.members[i].value);
    json.members.push_back({"children", json.begin, json.length, std::move(list)});
}

/// Whether the levels below the root are not too many. Nodes that nothing leads to from the root, as they are their own
/// ancestors or below such, are faults.
bool is_sound(const std::vector<FrameworkNode>& nodes, const Children& children, std::size_t root, Faults& faults) {
    std::vector<bool> reached(nodes.size());
    std::vector<std::size_t> level = {root};
    for (std::size_t depth = 0; !level.empty(); ++depth) {
        if (depth > most_levels) {
            faults.add(fault_at(nodes[level.front()], said("more than {} levels", most_levels)));
            return false;
        }
        std::vector<std::size_t> below;
        for (const std::size_t node : level) {
            reached[node] = true;
            below.insert(below.end(), children[node].begin(), children[node].end());
        }
        level = std::move(below);
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (!reached[i] && !nodes[i].is_input)
            faults.add(fault_at(nodes[i], said("'{}' is below itself", nodes[i].name)));
    }
    return true;
}

const std::string& name_for_code(const FrameworkNode& node) { return node.name_en.empty() ? node.name : node.name_en; }

}  // namespace

void make_codes(std::vector<FrameworkNode>& nodes, const Text& text, std::vector<Problem>& warnings) {
    std::map<std::string, std::size_t> times;
    for (const FrameworkNode& node : nodes)
        ++times[node.code.empty() ? code_from_name(name_for_code(node)) : node.code];
    std::vector<std::string> first;
    std::size_t made = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        FrameworkNode& node = nodes[i];
        if (!node.code.empty() || node.name.empty()) continue;
        node.code = code_from_name(name_for_code(node));
        if (times[node.code] > 1) node.code = code_from_name(name_for_code(node), path_of(nodes, i));
        put_text(node.json, "code", node.code, node.at);
        if (made++ < 3) first.push_back(said("{} ({})", node.code, node.name));
    }
    if (made == 0) return;
    if (made > first.size()) first.emplace_back("…");
    warnings.push_back({{text.file()},
                        made == 1 ? said("{} code is made from the names: {}", made, enumerated(first))
                                  : said("{} codes are made from the names: {}", made, enumerated(first)),
                        said("they stay the same while the names do; a column 'code' gives others")});
}

std::optional<JsonNode> tree_of(std::vector<FrameworkNode> nodes, Faults& faults) {
    const auto root = find_root(nodes, faults);
    if (!root) return std::nullopt;
    Children children(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (i != *root && !nodes[i].is_input) children[nodes[i].parent.value_or(*root)].push_back(i);
    }
    if (!is_sound(nodes, children, *root, faults)) return std::nullopt;
    JsonNode tree;
    grow(nodes, children, *root, tree);
    add_inputs(nodes, tree);
    return tree;
}

}  // namespace iiindex::detail
