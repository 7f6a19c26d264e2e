#include "load/json/published.hpp"

#include <limits>

#include "ground/catalogue.hpp"
#include "load/json/settings.hpp"

namespace iiindex::detail {
namespace {

using Kind = JsonNode::Kind;

constexpr int unlimited = std::numeric_limits<int>::max();

void read_entry(JsonReader& reader, const JsonNode& json, const Node& node, Published& entry) {
    reader.allow(json, {"score", "rank", "tier", "origin", "source"}, said("what is published for '{}'", node.code));
    if (const auto* score = json.find("score"); score && score->kind != Kind::null) {
        entry.score = reader.number(*score, "score");
    }
    if (const auto* rank = json.find("rank")) entry.rank = reader.integer(*rank, "rank", 1, unlimited);
    if (const auto* tier = json.find("tier")) entry.tier = read_tier(reader, *tier, node);
    if (const auto* origin = json.find("origin")) {
        entry.origin = read_origin(reader, *origin, "origin").value_or(Origin::published);
    }
    if (const auto* source = json.find("source")) entry.source = reader.string(*source, "source").value_or("");
}

}  // namespace

std::optional<std::size_t> read_tier(JsonReader& reader, const JsonNode& json, const Node& node) {
    const int most = node.tiers ? static_cast<int>(node.tiers->names.size()) : unlimited;
    const auto tier = reader.integer(json, "tier", 1, most);
    return tier ? std::optional(static_cast<std::size_t>(*tier)) : std::nullopt;
}

void read_published(JsonReader& reader, const JsonNode& json, const NodeLookup& lookup, std::size_t row,
                    std::vector<Published>& published) {
    if (!reader.expect(json, Kind::object, "published")) return;
    for (const auto& member : json.members) {
        const auto node = lookup.node(member.key);
        if (!node) {
            reader.unknown(said("node"), member.key, member.begin, member.length, lookup.node_codes());
            continue;
        }
        if (member.value.kind == Kind::null) continue;
        Published entry;
        entry.row = row;
        entry.node = *node;
        if (member.value.kind == Kind::object) {
            read_entry(reader, member.value, lookup.index().nodes[*node], entry);
        } else {
            entry.score = reader.number(member.value, member.key);
        }
        published.push_back(std::move(entry));
    }
}

}  // namespace iiindex::detail
