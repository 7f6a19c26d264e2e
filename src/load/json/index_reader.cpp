#include "load/json/index_reader.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/columns.hpp>
#include <iiindex/named.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/weigh.hpp>

#include "ground/catalogue.hpp"
#include "load/codes.hpp"
#include "load/json/settings.hpp"
#include "load/wording.hpp"

namespace iiindex::detail {
namespace {

using Kind = JsonNode::Kind;

constexpr std::string_view with_fixed_ends = "min-max";
constexpr std::string_view by_formula = "formula";

const Keys of_all = {"code", "name", "name_en", "normalisation", "round", "tiers"};
const Keys of_root = {"format",       "note",         "note_en", "note_zh",       "unit_name",
                      "unit_name_en", "unit_name_zh", "prepare", "missing_codes", "inputs"};
const Keys below_root = {"weight", "weight_origin", "direction"};
const Keys of_indicators = {"measure", "transform", "goalposts",      "best_at",    "target",
                            "cap",     "formula",   "worst_distance", "denominator"};
const Keys of_inner_nodes = {"aggregation", "missing", "coverage", "rescale", "weighting", "children"};

bool is_leaf(const JsonNode& json) { return json.find("children") == nullptr; }

Keys keys_of(bool is_root, bool is_indicator) {
    Keys keys = of_all;
    const auto append = [&](const Keys& more) { keys.insert(keys.end(), more.begin(), more.end()); };
    append(is_root ? of_root : below_root);
    append(is_indicator ? of_indicators : of_inner_nodes);
    return keys;
}

/// What messages call a node.
std::string title(const JsonNode& json) {
    const auto* code = json.find("code");
    return code && code->kind == Kind::string ? in_quotes(code->string) : said("this node");
}

/// The text of a node's formula; null where it has another way to combine its children.
const JsonNode* formula_of(const JsonNode& json) {
    const auto* const aggregation = json.find("aggregation");
    return aggregation && aggregation->kind == Kind::object ? aggregation->find("formula") : nullptr;
}

std::string misplaced(const JsonNode& json, std::string_view key) {
    if (is_among(of_indicators, key)) return said("'{}' is for indicators, and {} has children", key, title(json));
    if (is_among(of_inner_nodes, key))
        return said("'{}' is for nodes with children, and {} has none", key, title(json));
    if (is_among(below_root, key)) return said("'{}' is for nodes below the root", key);
    if (is_among(of_root, key)) return said("'{}' is for the root", key);
    return {};
}

/// Numbers, and words of tables.
MissingCodes read_missing_codes(JsonReader& reader, const JsonNode& json) {
    MissingCodes codes;
    if (!reader.expect(json, Kind::array, "missing_codes")) return codes;
    for (const JsonMember& member : json.members) {
        const JsonNode& code = member.value;
        if (code.kind == Kind::string && !code.string.empty()) {
            codes.words.push_back(code.string);
        } else if (const auto number = reader.number(code, said("a code for a missing value"))) {
            codes.numbers.push_back(*number);
        }
    }
    return codes;
}

}  // namespace

Index IndexReader::read(const JsonNode& root) {
    index_ = {};
    index_.file = reader_.text().file();
    Settings settings;
    const auto* const normalisation = find_named(normalisation_methods(), with_fixed_ends);
    settings.normalisation = {.method = normalisation, .range = normalisation->range, .reference_unit = {}};
    settings.aggregation = {.method = find_named(aggregation_methods(), "arithmetic"), .on = {}};
    settings.missing = MissingRule{};
    settings.weighting = Weighting{};
    index_.note = read_note(reader_, root);
    index_.unit_name = read_unit_name(reader_, root);
    if (const auto* steps = root.find("prepare")) index_.prepare = read_prepare(reader_, *steps);
    if (overrides_ && overrides_->prepare) index_.prepare = *overrides_->prepare;
    if (const auto* codes = root.find("missing_codes")) index_.missing_codes = read_missing_codes(reader_, *codes);
    read_node(root, 0, settings);
    check_weighting();
    check_shares();
    check_inversions();
    check_reversals();
    check_treatment(root);
    check_imputation(root);
    if (const auto* inputs = root.find("inputs")) index_.inputs = read_inputs(reader_, *inputs, code_places_);
    collect_denominators();
    read_indicator_formulas(reader_, index_, places_);
    return std::move(index_);
}

void IndexReader::read_node(const JsonNode& json, std::size_t parent, Settings settings) {
    if (!reader_.expect(json, Kind::object, index_.nodes.empty() ? said("the index") : "children")) return;
    if (index_.nodes.size() >= Index::most_nodes) {
        if (index_.nodes.size() == Index::most_nodes)
            reader_.fault(json, said("more than {} nodes", Index::most_nodes));
        return;
    }
    const bool is_root = index_.nodes.empty();
    check_keys(json, is_root);
    Node node;
    read_identity(json, node);
    if (!is_root) read_share(json, node);
    const Settings above = settings;
    read_settings(json, settings);
    if (is_leaf(json) && !is_root) {
        node.normalisation = *settings.normalisation;
        read_indicator(json, node);
        add(std::move(node), parent, json, settings);
    } else {
        for_inherited([&](auto, auto setting, auto place, auto) { node.*place = *(settings.*setting); });
        const JsonNode* const formula = formula_of(json);
        if (formula) {  // which is of this node's children
            node.aggregation = {
                .method = find_named(aggregation_methods(), by_formula), .on = {}, .formula = Expression()};
            node.weighting = {};
            settings.aggregation = overrides_ && overrides_->aggregation ? overrides_->aggregation : above.aggregation;
            settings.aggregation_place = above.aggregation_place;
        }
        read_inner_node(json, node);
        const std::size_t place = add(std::move(node), parent, json, settings);
        read_children(json, place, settings);
        if (formula) read_node_formula(reader_, index_, place, *formula);
    }
}

std::size_t IndexReader::add(Node node, std::size_t parent, const JsonNode& json, const Settings& settings) {
    const std::size_t place = index_.nodes.size();
    node.parent = parent;
    if (place > 0) {
        node.level = index_.nodes[parent].level + 1;
        index_.nodes[parent].children.push_back(place);
    }
    if (is_leaf(json) && place > 0) {
        node.indicator = index_.indicators.size();
        index_.indicators.push_back(place);
    }
    index_.nodes.push_back(std::move(node));
    places_.push_back(&json);
    aggregation_places_.push_back(settings.aggregation_place);
    return place;
}

void IndexReader::read_children(const JsonNode& json, std::size_t node, const Settings& settings) {
    const auto* children = json.find("children");
    if (children == nullptr) return reader_.fault(json, said("{} has no 'children'", title(json)));
    if (!reader_.expect(*children, Kind::array, "children")) return;
    if (children->members.empty()) {
        return reader_.fault(*children, said("{} has no children, expected at least one", title(json)),
                             node == 0 ? "" : said("an indicator has no 'children' at all"));
    }
    if (formula_of(json)) refuse_weights(json, *children);
    for (const auto& child : children->members) read_node(child.value, node, settings);
    const auto& read = index_.nodes[node].children;
    if (!read.empty() &&
        std::all_of(read.begin(), read.end(), [&](std::size_t i) { return index_.nodes[i].weight == 0; })) {
        reader_.fault(*children, said("all children of {} have weight 0, expected one above 0", title(json)));
    }
}

/// Weights that a formula would not look at.
void IndexReader::refuse_weights(const JsonNode& json, const JsonNode& children) {
    const auto refuse = [&](const JsonNode& node, std::string_view key, std::string_view of) {
        if (const auto* const value = node.find(key)) {
            reader_.fault(
                *value, said("'{}' of {} does not count: {} combines its children by a formula", key, of, title(json)),
                said("take it out, or state it in the formula"));
        }
    };
    refuse(json, "weighting", title(json));
    for (const auto& child : children.members) {
        for (const std::string_view key : {"weight", "weight_origin"}) refuse(child.value, key, title(child.value));
    }
}

void IndexReader::check_keys(const JsonNode& json, bool is_root) {
    const Keys allowed = keys_of(is_root, is_leaf(json) && !is_root);
    for (const auto& member : json.members) {
        if (is_among(allowed, member.key)) continue;
        auto what = misplaced(json, member.key);
        if (!what.empty()) {
            reader_.fault(member, std::move(what));
        } else {
            reader_.unknown(said("key"), member.key, member.begin, member.length, allowed);
        }
    }
}

void IndexReader::read_identity(const JsonNode& json, Node& node) {
    read_code(json, node);
    if (const auto* name = reader_.require(json, "name", title(json))) {
        node.name.own = reader_.string(*name, "name").value_or("");
        if (name->kind == Kind::string && name->string.empty()) {
            reader_.fault(*name, said("the name of {} is empty", title(json)));
        }
    }
    if (const auto* name = json.find("name_en")) node.name.english = reader_.string(*name, "name_en").value_or("");
    if (const auto* round = json.find("round")) node.round = read_round(reader_, *round);
    if (const auto* tiers = json.find("tiers")) node.tiers = read_tiers(reader_, *tiers);
}

void IndexReader::read_code(const JsonNode& json, Node& node) {
    const auto* code = reader_.require(json, "code", said("this node"));
    if (code == nullptr || !reader_.expect(*code, Kind::string, "code")) return;
    node.code = code->string;
    if (!is_code(node.code, FirstCharacter::letter)) {
        reader_.fault(*code, said("'{}' is no code", node.code), std::string(translated(code_rule, spoken())));
    } else if (fixed_column_by_code(node.code)) {
        reader_.fault(*code, said("code '{}' is taken by a column of every table", node.code));
    }
    const auto [first, is_new] = code_places_.emplace(node.code, code->begin);
    if (!is_new) {
        reader_.fault(*code,
                      said("code '{}' stands here again, first at line {}", node.code, reader_.line_of(first->second)),
                      said("codes are unique"));
    }
}

void IndexReader::read_share(const JsonNode& json, Node& node) {
    if (const auto* weight = json.find("weight")) {
        if (const auto number = reader_.number(*weight, "weight")) node.weight = *number;
        if (!(node.weight >= 0)) {
            reader_.fault(
                *weight,
                said("weight of {} is {}, expected a number of at least 0", title(json), reader_.written(*weight)),
                said("weights are relative to the siblings; give 1 for an equal share"));
        }
    }
    if (const auto* origin = json.find("weight_origin")) {
        node.weight_origin = read_origin(reader_, *origin, "weight_origin").value_or(Origin::unstated);
    }
    if (const auto* direction = json.find("direction")) {
        node.direction = read_direction(reader_, *direction).value_or(Direction::positive);
    }
}

void IndexReader::read_settings(const JsonNode& json, Settings& settings) {
    for_inherited([&](std::string_view key, auto setting, auto, auto reading) {
        const auto* value = json.find(key);
        const auto stated = value ? reading(reader_, *value) : std::nullopt;
        if (stated) settings.*setting = stated;
        if (overrides_ && (*overrides_).*setting) settings.*setting = (*overrides_).*setting;
    });
    if (const auto* value = json.find("aggregation")) settings.aggregation_place = value;
}

void IndexReader::read_inner_node(const JsonNode& json, Node& node) {
    if (const auto* value = json.find("coverage")) node.coverage = read_coverage(reader_, *value);
    if (const auto* value = json.find("rescale")) node.rescale_best = read_rescale(reader_, *value);
}

void IndexReader::read_indicator(const JsonNode& json, Node& node) {
    if (const auto* value = json.find("measure")) node.measure = reader_.string(*value, "measure").value_or("");
    if (const auto* value = json.find("transform")) {
        node.transform = read_transform(reader_, *value);
    }
    if (const auto* value = json.find("goalposts")) {
        node.goalposts = read_goalposts(reader_, *value);
        node.quantiles = read_quantiles(reader_, *value);
    }
    if (const auto* value = json.find("best_at")) node.best_at = read_optimum(reader_, *value);
    if (const auto* value = json.find("target")) node.target = reader_.number(*value, "target");
    if (const auto* value = json.find("cap")) node.cap = read_cap(reader_, *value).value_or(Cap::none);
    if (const auto* value = json.find("denominator")) {
        node.denominator = reader_.string(*value, "denominator").value_or("");
        if (value->kind == Kind::string && node.denominator.empty()) {
            reader_.fault(*value, said("'denominator' is empty, expected a column of the dataset"));
        }
    }
    imply_transform(json, node);
    check_goalposts(json, node);
    check_optimum(json, node);
    check_target(json, node);
    check_transform(json, node);
}

void IndexReader::check_goalposts(const JsonNode& json, Node& node) {
    const auto& method = *node.normalisation.method;
    if (node.cap != Cap::none && (!method.fit || method.centred)) {
        reader_.fault(*json.find("cap"),
                      said("'cap' needs the two ends of a scale, and {} has '{}'", title(json), method.name),
                      said("with 'min-max' or one of the distances"));
    }
    if (!node.goalposts && !node.quantiles) return;
    if (!method.goalposts) {
        Keys known;
        for (const NormalisationMethod& one : normalisation_methods()) {
            if (one.goalposts) known.push_back(one.name);
        }
        reader_.fault(*json.find("goalposts"),
                      said("goalposts need normalisation '{}', and {} has '{}'",
                           fmt::join(known, translated("' or '", spoken())), title(json), method.name));
    }
    if (!node.goalposts) return;
    const bool lower_is_better = node.goalposts->worst > node.goalposts->best;
    const Direction direction = lower_is_better ? Direction::negative : Direction::positive;
    if (const auto* stated = json.find("direction"); stated && node.direction != direction) {
        reader_.fault(
            *stated,
            lower_is_better
                ? said("direction of {} is {}, but by its goalposts lower is better", title(json), stated->string)
                : said("direction of {} is {}, but by its goalposts higher is better", title(json), stated->string),
            said("goalposts need no direction"));
    }
    node.direction = direction;
}

/// What stands beside where an indicator is best, which then is all there is to say of worse and better.
void IndexReader::check_optimum(const JsonNode& json, Node& node) {
    const JsonNode* const worst = json.find("worst_distance");
    if (!json.find("best_at")) {
        if (worst) reader_.fault(*worst, said("'worst_distance' needs 'best_at', which {} has not", title(json)));
        return;
    }
    for (const std::string_view key : {"direction", "goalposts", "target", "transform"}) {
        const JsonNode* const stated = json.find(key);
        if (!stated || (key == "transform" && node.transform == nullptr)) continue;
        reader_.fault(*stated, said("'{}' does not go with 'best_at', and {} has both", key, title(json)),
                      said("what counts is the distance from where the indicator is best"));
    }
    const auto& method = *node.normalisation.method;
    if (method.target || !method.transform.empty()) {
        reader_.fault(*json.find("best_at"), said("'best_at' does not go with normalisation '{}'", method.name));
    }
    if (worst && !method.goalposts) {
        reader_.fault(*worst, said("'worst_distance' is an end of a scale, and {} has '{}'", title(json), method.name));
    }
    if (!node.best_at) return;
    if (worst) node.best_at->worst_distance = reader_.positive(*worst, "worst_distance");
    node.direction = Direction::negative;
}

/// Has an indicator the transformation that its normalisation implies.
void IndexReader::imply_transform(const JsonNode& json, Node& node) {
    const std::string_view implied = node.normalisation.method->transform;
    if (implied.empty()) return;
    if (const JsonNode* const stated = json.find("transform"); stated && stated->string != implied) {
        reader_.fault(*stated, said("'{}' takes the transformation '{}', and {} has another",
                                    node.normalisation.method->name, implied, title(json)));
    }
    node.transform = find_named(transform_methods(), implied);
}

/// Shares of a score between whose bounds no children of a node could make up the whole.
void IndexReader::check_shares() {
    for (std::size_t i = 0; i < index_.nodes.size(); ++i) {
        const auto& shares = index_.nodes[i].aggregation.shares;
        const auto children = static_cast<double>(index_.nodes[i].children.size());
        if (index_.nodes[i].is_indicator() || !shares) continue;
        if (shares->low * children <= 1 && shares->high * children >= 1) continue;
        const JsonNode* const place = aggregation_places_[i] ? aggregation_places_[i] : places_[i];
        reader_.fault(
            *place, children == 1
                        ? said("'shares' cannot sum to 1 for the only child of '{}'", index_.nodes[i].code)
                        : said("'shares' cannot sum to 1 for the {} children of '{}'", children, index_.nodes[i].code));
    }
}

/// Weights that are found from values need indicators to have them.
void IndexReader::check_weighting() {
    for (std::size_t i = 0; i < index_.nodes.size(); ++i) {
        const Node& node = index_.nodes[i];
        if (node.is_indicator() || !looks_at_values(node.weighting)) continue;
        const auto inner = std::find_if(node.children.begin(), node.children.end(),
                                        [&](std::size_t child) { return !index_.nodes[child].is_indicator(); });
        if (inner == node.children.end()) continue;
        const JsonNode* const stated = places_[i]->find("weighting");
        reader_.fault(stated ? *stated : *places_[i],
                      said("weights of the children of '{}' are found from values, and '{}' has none of its own",
                           node.code, index_.nodes[*inner].code),
                      said(R"("of": "scores" looks at scores; a node may have a 'weighting' of its own)"));
    }
}

void IndexReader::check_target(const JsonNode& json, const Node& node) {
    const auto& method = *node.normalisation.method;
    const auto* target = json.find("target");
    if (target == nullptr && method.target) {
        reader_.fault(json, said("indicator {} has no 'target', which '{}' needs", title(json), method.name));
    }
    if (target != nullptr && !method.target) {
        reader_.fault(*target, said("'target' needs normalisation 'distance-to-target', and {} has '{}'", title(json),
                                    method.name));
    }
}

void IndexReader::check_transform(const JsonNode& json, const Node& node) {
    const auto undefined = [&](double value) { return is_missing(transformed(value, node)); };
    if (node.goalposts && (undefined(node.goalposts->worst) || undefined(node.goalposts->best))) {
        reader_.fault(*json.find("goalposts"),
                      said("'{}' has no value at the goalposts of {}", node.transform->name, title(json)));
    }
    if (node.target && undefined(*node.target)) {
        reader_.fault(*json.find("target"),
                      said("'{}' has no value at the target of {}", node.transform->name, title(json)));
    }
}

/// Scores are reversed between the two ends of their range: every indicator below must have one.
void IndexReader::check_inversions() {
    std::set<const JsonNode*> told;
    for (const std::size_t indicator : index_.indicators) {
        const Node& node = index_.nodes[indicator];
        if (takes(*node.normalisation.method, "range")) continue;
        for (std::size_t above = indicator; above != 0;) {
            above = index_.nodes[above].parent;
            const Aggregation& aggregation = index_.nodes[above].aggregation;
            if (aggregation.is_plain()) continue;
            const JsonNode* const place = aggregation_places_[above] ? aggregation_places_[above] : places_[above];
            if (!told.insert(place).second) continue;
            reader_.fault(*place,
                          said("'{}' needs scores with a range, and '{}' below has normalisation '{}'",
                               aggregation.inverted ? "inverted" : "on", node.code, node.normalisation.method->name));
        }
    }
}

/// An inner node of negative direction counts the other way between the two ends of its scale.
void IndexReader::check_reversals() {
    for (std::size_t i = 1; i < index_.nodes.size(); ++i) {
        const Node& node = index_.nodes[i];
        if (node.is_indicator() || node.direction == Direction::positive) continue;
        const auto below = index_.indicators_below(i);
        const bool has_ends = std::all_of(below.begin(), below.end(), [&](std::size_t indicator) {
            const NormalisationMethod& method = *index_.nodes[indicator].normalisation.method;
            return method.centred || takes(method, "range");
        });
        const AggregationMethod& aggregation = *node.aggregation.method;
        if (aggregation.range || (has_ends && aggregation.scope == AggregationMethod::Scope::unit)) continue;
        const JsonNode* const stated = places_[i]->find("direction");
        reader_.fault(stated ? *stated : *places_[i],
                      said("scores of '{}' have no two ends, so that they cannot count the other way", node.code),
                      said("give the direction to the indicators"));
    }
}

/// Reshaping takes values out of the measure that goalposts and targets are in.
void IndexReader::check_treatment(const JsonNode& root) {
    const bool reshapes = std::any_of(index_.prepare.begin(), index_.prepare.end(), [](const PrepareStep& step) {
        const auto* treatment = std::get_if<Treatment>(&step);
        return treatment && treatment->then;
    });
    if (!reshapes) return;
    for (const std::size_t indicator : index_.indicators) {
        const Node& node = index_.nodes[indicator];
        if (!node.goalposts && !node.target && !node.best_at) continue;
        const JsonNode* const steps = root.find("prepare");
        const std::string_view fixed = node.goalposts ? "goalposts" : node.target ? "target" : "best_at";
        reader_.fault(steps ? *steps : *places_[indicator],
                      said("treatment may reshape '{}', whose {} would no longer be in its measure", node.code, fixed),
                      said(R"(set "then" to "none", which only winsorises)"));
    }
}

/// A place on a unit's other scales says not on which side of where it is best a value lies.
void IndexReader::check_imputation(const JsonNode& root) {
    const bool by_row = std::any_of(index_.prepare.begin(), index_.prepare.end(), [](const PrepareStep& step) {
        const auto* imputation = std::get_if<Imputation>(&step);
        return imputation && imputation->method->looks == ImputationMethod::Looks::at_row;
    });
    if (!by_row) return;
    for (const std::size_t indicator : index_.indicators) {
        if (!index_.nodes[indicator].best_at) continue;
        const JsonNode* const steps = root.find("prepare");
        reader_.fault(
            steps ? *steps : *places_[indicator],
            said("'row-mean' cannot put in values of '{}', which is best in the middle", index_.nodes[indicator].code),
            said("impute it otherwise"));
    }
}

void IndexReader::collect_denominators() {
    for (const std::size_t indicator : index_.indicators) {
        const auto& name = index_.nodes[indicator].denominator;
        if (name.empty()) continue;
        if (index_.find_input(name)) continue;
        index_.inputs.push_back({.code = name, .name = {}, .measure = {}});
        if (!fixed_column_by_title(name) && !code_places_.contains(name)) continue;
        reader_.fault(*places_[indicator]->find("denominator"),
                      said("denominator '{}' is the name of another column", name),
                      said("a denominator has a column of its own"));
    }
}

}  // namespace iiindex::detail
