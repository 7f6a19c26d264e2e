#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iiindex/number.hpp>
#include <iiindex/recover.hpp>
#include <iiindex/weigh.hpp>
#include <iiindex/write.hpp>

#include "load/formats.hpp"
#include "load/json/json.hpp"
#include "load/table/encoding.hpp"
#include "load/text.hpp"
#include "words/experts.hpp"

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

void collect(const JsonNode& node, const WeightsByCode& weights, std::string_view origin, std::vector<Edit>& edits) {
    const JsonNode* code = node.find("code");
    const auto weight = code ? weights.find(code->string) : weights.end();
    if (weight != weights.end()) {
        const JsonNode* old = node.find("weight");
        const bool changed = !old || old->number != weight->second;
        if (changed) edits.push_back(put(node, "weight", shortest(weight->second), *code));
        edits.push_back(put(node, "weight_origin", fmt::format("\"{}\"", origin), old ? *old : *code));
    }
    if (const JsonNode* children = node.find("children")) {
        for (const JsonMember& child : children->members) collect(child.value, weights, origin, edits);
    }
}

/// The text that an index was read from, to be changed in places.
class IndexText {
public:
    explicit IndexText(const Source& source)
        : source_(as_json(source)), decoded_(decode(source_, {}, Fallback::none, warnings_)) {
        Faults faults;
        root_ = parse_json(Text(source.name, decoded_.characters()), faults);
    }

    const JsonNode& root() const { return root_; }

    std::string edited(std::vector<Edit> edits) const {
        std::string text(decoded_.characters());
        // From the end, so that what stands before an edit keeps its place; of two at one place the first stays first.
        std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
        for (std::size_t i = edits.size(); i-- > 0;) text.replace(edits[i].begin, edits[i].length, edits[i].text);
        return text;
    }

private:
    /// As it stands, or of a table what JSON would say.
    static Source as_json(const Source& source) {
        if (format_of(source, {}) == InputFormat::json) return {source.name, std::string(source.bytes.view())};
        return {source.name, index_in_form(source, {}).value};
    }

    std::vector<Problem> warnings_;
    Source source_;
    Decoded decoded_;
    JsonNode root_;
};

std::string method_text(const Weighting& weighting) {
    return nlohmann::json(weighting.method ? weighting.method->name : "given").dump();
}

/// Has the nodes of a panel take the weights that stand there, and those below them find theirs as before.
void settle_weighting(const JsonNode& json, const Index& index, const std::vector<NodeWeights>& weights,
                      bool parent_changed, std::vector<Edit>& edits) {
    const JsonNode* const code = json.find("code");
    const JsonNode* const children = json.find("children");
    if (!code || !children) return;
    const std::size_t node = index.find(code->string).value_or(0);
    const bool is_judged =
        std::any_of(weights.begin(), weights.end(), [&](const NodeWeights& one) { return one.node == node; });
    const bool finds = index.nodes[node].weighting.method != nullptr;
    const bool changes = is_judged && finds;
    if (changes || (parent_changed && finds && !json.find("weighting")))
        edits.push_back(
            put(json, "weighting", method_text(changes ? Weighting{} : index.nodes[node].weighting), *code));
    for (const JsonMember& child : children->members)
        settle_weighting(child.value, index, weights, changes || (parent_changed && !json.find("weighting")), edits);
}

/// Puts sentences at the end of the index's note, those that do not stand there yet.
void add_to_note(const JsonNode& root, const std::string& sentences, std::vector<Edit>& edits) {
    const JsonNode* const old = root.find("note");
    const std::string before = old ? old->string : std::string();
    if (before.find(sentences) != before.npos) return;
    const std::string note = before.empty() ? sentences : before + " " + sentences;
    const JsonNode* behind = root.find("code");
    for (const std::string_view key : {"name", "name_en"}) {
        if (const JsonNode* const name = root.find(key)) behind = name;
    }
    edits.push_back(put(root, "note", nlohmann::json(note).dump(), *behind));
}

}  // namespace

std::string with_weights(const Source& source, const Index& index, const std::vector<RecoveredWeights>& recovered) {
    const IndexText text(source);
    std::vector<Edit> edits;
    collect(text.root(), weights_by_code(index, recovered), to_string(Origin::recovered), edits);
    return text.edited(std::move(edits));
}

std::string with_weights(const Source& source, const Index& index, const std::vector<NodeWeights>& weights,
                         const WeighingOptions& options) {
    const Index weighted = with_panel_weights(index, weights);
    WeightsByCode by_code;
    for (const NodeWeights& node : weights) {
        for (const std::size_t child : weighted.nodes[node.node].children)
            by_code[weighted.nodes[child].code] = weighted.nodes[child].weight;
    }
    const IndexText text(source);
    std::vector<Edit> edits;
    collect(text.root(), by_code, to_string(Origin::experts), edits);
    settle_weighting(text.root(), index, weights, false, edits);
    std::string sentences;
    for (const std::string& one : experts_sentences(index, weights, options, index.language())) {
        if (!sentences.empty() && index.language() == Language::en) sentences += ' ';
        sentences += one;
    }
    add_to_note(text.root(), sentences, edits);
    return text.edited(std::move(edits));
}

}  // namespace iiindex
