#include <algorithm>
#include <map>

#include <iiindex/number.hpp>
#include <iiindex/recover.hpp>

#include "load/json/json.hpp"
#include "load/table/encoding.hpp"
#include "load/text.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// A run of a text and what stands there instead.
struct Edit {
    std::size_t begin = 0;
    std::size_t length = 0;
    std::string text;
};

using WeightsByCode = std::map<std::string, double, std::less<>>;

WeightsByCode weights_by_code(const Index& index, const std::vector<RecoveredWeights>& recovered) {
    WeightsByCode weights;
    for (const RecoveredWeights& node : recovered) {
        if (node.simple.empty()) continue;
        const auto& children = index.nodes[node.node].children;
        for (std::size_t i = 0; i < children.size(); ++i) {
            weights[index.nodes[children[i]].code] = node.simple.front().weight(i);
        }
    }
    return weights;
}

std::size_t end_of(const JsonNode& value) { return value.begin + value.length; }

/// Puts a value in the place of a member's, or a new member behind another's.
Edit put(const JsonNode& object, std::string_view key, const std::string& value, const JsonNode& behind) {
    if (const JsonNode* old = object.find(key)) return {old->begin, old->length, value};
    return {end_of(behind), 0, ", \"" + std::string(key) + "\": " + value};
}

void collect(const JsonNode& node, const WeightsByCode& weights, std::vector<Edit>& edits) {
    const JsonNode* code = node.find("code");
    const auto weight = code ? weights.find(code->string) : weights.end();
    if (weight != weights.end()) {
        const JsonNode* old = node.find("weight");
        const bool changed = !old || old->number != weight->second;
        if (changed) edits.push_back(put(node, "weight", shortest(weight->second), *code));
        edits.push_back(put(node, "weight_origin", "\"recovered\"", old ? *old : *code));
    }
    if (const JsonNode* children = node.find("children")) {
        for (const JsonMember& child : children->members) collect(child.value, weights, edits);
    }
}

}  // namespace

std::string with_weights(const Source& source, const Index& index, const std::vector<RecoveredWeights>& recovered) {
    std::vector<Problem> warnings;
    const Decoded decoded = decode(source, {}, Fallback::none, warnings);
    std::string text(decoded.characters());
    const Text located(source.name, decoded.characters());
    Faults faults;
    const JsonNode root = parse_json(located, faults);
    std::vector<Edit> edits;
    collect(root, weights_by_code(index, recovered), edits);
    // From the end, so that what stands before an edit keeps its place; of two at one place the first stays first.
    std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) text.replace(edit->begin, edit->length, edit->text);
    return text;
}

}  // namespace iiindex
