#include "load/json/settings.hpp"

#include <algorithm>
#include <cmath>

#include <iiindex/aggregate.hpp>
#include <iiindex/named.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/weigh.hpp>

#include "ground/catalogue.hpp"
#include "load/wording.hpp"

namespace iiindex::detail {
namespace {

using Kind = JsonNode::Kind;

/// Scores that are set to lie further from zero would leave no room to add some up, or to draw them.
constexpr double farthest_score = 1e300;

std::optional<Range> read_range(JsonReader& reader, const JsonNode& node, std::string_view name) {
    const auto ends = reader.numbers(node, name);
    if (!ends) return std::nullopt;
    const bool fits =
        std::all_of(ends->begin(), ends->end(), [](double end) { return std::abs(end) <= farthest_score; });
    if (fits && ends->size() == 2 && (*ends)[0] < (*ends)[1]) return Range{(*ends)[0], (*ends)[1]};
    reader.fault(node, fits ? said("'{}' is {}, expected two numbers, the lower one first", name, reader.written(node))
                            : said("'{}' is {}, expected two numbers, the lower one first, neither beyond {}", name,
                                   reader.written(node), shortest(farthest_score)));
    return std::nullopt;
}

/// Two shares, 0 to 1, the lower one first.
std::optional<Range> read_range_of_shares(JsonReader& reader, const JsonNode& node, std::string_view name) {
    const auto range = read_range(reader, node, name);
    if (!range || (range->low >= 0 && range->high <= 1)) return range;
    reader.fault(node, said("'{}' is {}, expected two shares from 0 to 1", name, reader.written(node)));
    return std::nullopt;
}

/// The text of `{"method": NAME, …}` or of NAME alone; null if there is none.
const JsonNode* method_name(JsonReader& reader, const JsonNode& node, std::string_view setting) {
    if (node.kind == Kind::string) return &node;
    if (node.kind != Kind::object) {
        reader.fault(node, said("expected a method's name or an object for '{}', got {}", setting, name_of(node.kind)));
        return nullptr;
    }
    const auto* name = reader.require(node, "method", in_quotes(setting));
    return name != nullptr && reader.expect(*name, Kind::string, "method") ? name : nullptr;
}

/// The method of a name, which must be there. `words` are understood as well and are no methods.
template <class Method>
const Method* require_method(JsonReader& reader, const JsonNode& name, std::span<const Method> methods,
                             std::string_view kind, Keys words = {}) {
    const Method* const found = find_named(methods, name.string);
    if (found) return found;
    for (const Method& method : methods) words.push_back(method.name);
    reader.unknown(kind, name.string, name.begin, name.length, words);
    return nullptr;
}

constexpr Choices<Ties, 2> ties_words = {{{"minimum", Ties::minimum}, {"average", Ties::average}}};

constexpr Choices<Divisor, 2> divisor_words = {{{"n-1", Divisor::one_less}, {"n", Divisor::count}}};
constexpr Choices<Penalty, 2> penalty_words = {{{"minus", Penalty::minus}, {"plus", Penalty::plus}}};
constexpr Choices<Weighting::Of, 2> weighting_of_words = {
    {{"scores", Weighting::Of::scores}, {"values", Weighting::Of::values}}};
constexpr Choices<Weighting::By, 3> combining_words = {{{"product", Weighting::By::product},
                                                        {"mean", Weighting::By::mean},
                                                        {"least-squares", Weighting::By::least_squares}}};

void read_normalisation_keys(JsonReader& reader, const JsonNode& node, Normalisation& normalisation) {
    const auto read = [&](std::string_view key, auto&& with) {
        if (const auto* value = node.find(key); value && takes(*normalisation.method, key)) with(*value, key);
    };
    read("range", [&](const JsonNode& value, std::string_view key) {
        if (const auto range = read_range(reader, value, key)) normalisation.range = *range;
    });
    read("mean", [&](const JsonNode& value, std::string_view key) {
        if (const auto mean = reader.number(value, key)) normalisation.mean = *mean;
    });
    read("sd", [&](const JsonNode& value, std::string_view key) {
        if (const auto sd = reader.positive(value, key)) normalisation.sd = *sd;
    });
    read("ties", [&](const JsonNode& value, std::string_view key) {
        if (const auto ties = reader.choice(value, key, ties_words)) normalisation.ties = *ties;
    });
    read("reference_unit", [&](const JsonNode& value, std::string_view key) {
        if (auto unit = reader.string(value, key)) normalisation.reference_unit = *unit;
    });
    read("divisor", [&](const JsonNode& value, std::string_view key) {
        if (const auto divisor = reader.choice(value, key, divisor_words)) normalisation.divisor = *divisor;
    });
}

void read_aggregation_keys(JsonReader& reader, const JsonNode& node, Aggregation& aggregation) {
    if (const auto* value = node.find("exponent")) {
        if (const auto exponent = reader.number(*value, "exponent")) aggregation.exponent = *exponent;
    }
    if (const auto* value = node.find("inverted")) {
        if (const auto inverted = reader.boolean(*value, "inverted")) aggregation.inverted = *inverted;
    }
    if (const auto* value = node.find("on")) aggregation.on = read_range(reader, *value, "on");
    if (const auto* value = node.find("penalty")) {
        aggregation.penalty = reader.choice(*value, "penalty", penalty_words).value_or(aggregation.penalty);
    }
    if (const auto* value = node.find("divisor")) {
        aggregation.divisor = reader.choice(*value, "divisor", divisor_words).value_or(aggregation.divisor);
    }
    if (const auto* value = node.find("distinguishing")) {
        aggregation.distinguishing = reader.positive(*value, "distinguishing").value_or(aggregation.distinguishing);
    }
    if (const auto* value = node.find("shares")) aggregation.shares = read_range_of_shares(reader, *value, "shares");
}

Keys keys_of(const AggregationMethod& method) {
    Keys keys = {"method"};
    keys.insert(keys.end(), method.keys.begin(), method.keys.end());
    if (method.scope == AggregationMethod::Scope::unit) keys.insert(keys.end(), {"inverted", "on"});
    return keys;
}

constexpr Choices<MissingRule::Kind, 2> missing_words = {{
    {"reweight", MissingRule::Kind::reweight},
    {"none", MissingRule::Kind::none},
}};
constexpr Choices<Coverage::Of, 3> coverage_words = {{
    {"weight", Coverage::Of::weight},
    {"children", Coverage::Of::children},
    {"indicators", Coverage::Of::indicators},
}};
constexpr Choices<Direction, 2> direction_words = {{
    {"positive", Direction::positive},
    {"negative", Direction::negative},
}};
constexpr Choices<Cap, 4> cap_words = {{
    {"none", Cap::none},
    {"lower", Cap::lower},
    {"upper", Cap::upper},
    {"both", Cap::both},
}};

using Looks = ImputationMethod::Looks;

/// A score can only be put in by what other units have there.
std::vector<ImputationMethod> methods_for(ImputationOf what) {
    std::vector<ImputationMethod> methods;
    for (const auto& method : imputation_methods()) {
        const bool by_others = method.looks == Looks::at_column || method.looks == Looks::at_groups;
        if (what == ImputationOf::values || by_others) methods.push_back(method);
    }
    return methods;
}

/// The grouping that a method by groups needs and others do not take.
std::string read_group(JsonReader& reader, const JsonNode& node, const ImputationMethod& method) {
    const auto* group = node.find("group");
    const bool by_group = method.looks == Looks::at_groups;
    if (by_group && group == nullptr) {
        reader.fault(node, said("'{}' needs a 'group'", method.name),
                     said("\"group\" names a grouping of the units, as \"region\""));
    }
    if (!by_group && group != nullptr) reader.fault(*group, said("'{}' takes no 'group'", method.name));
    return by_group && group != nullptr ? reader.string(*group, "group").value_or("") : "";
}

std::optional<MissingRule> read_imputing_rule(JsonReader& reader, const JsonNode& node) {
    reader.allow(node, {"impute", "group"}, in_quotes("missing"));
    const auto imputation = read_imputation(reader, node, ImputationOf::scores);
    if (!imputation) return std::nullopt;
    return MissingRule{.kind = MissingRule::Kind::impute, .impute = *imputation};
}

std::optional<double> read_share(JsonReader& reader, const JsonNode& node, std::string_view name) {
    const auto share = reader.number(node, name);
    if (!share || (*share >= 0 && *share <= 1)) return share;
    reader.fault(node, said("'{}' is {}, expected a share from 0 to 1", name, reader.written(node)));
    return std::nullopt;
}

/// An object with a single key, which must be there.
const JsonNode* only_key(JsonReader& reader, const JsonNode& node, std::string_view setting, std::string_view key) {
    if (!reader.expect(node, Kind::object, setting)) return nullptr;
    const auto name = in_quotes(setting);
    reader.allow(node, {key}, name);
    return reader.require(node, key, name);
}

constexpr std::array<std::string_view, 3> prepare_steps = {"impute", "screen", "treat"};

std::optional<Screening> read_screening(JsonReader& reader, const JsonNode& node) {
    const auto* at_least = only_key(reader, node, "screen", "at_least");
    const auto share = at_least ? read_share(reader, *at_least, "at_least") : std::nullopt;
    return share ? std::optional(Screening{*share}) : std::nullopt;
}

std::optional<Treatment> read_treatment(JsonReader& reader, const JsonNode& node) {
    Treatment treatment{.then = find_named(reshaping_methods(), "log")};
    if (!reader.expect(node, Kind::object, "treat")) return std::nullopt;
    reader.allow(node, {"winsorise", "skewness", "kurtosis", "then"}, in_quotes("treat"));
    if (const auto* most = node.find("winsorise")) {
        const auto count = reader.integer(*most, "winsorise", 0, 1000000);
        if (count) treatment.winsorise = static_cast<std::size_t>(*count);
    }
    if (const auto* limit = node.find("skewness")) {
        treatment.skewness = reader.positive(*limit, "skewness").value_or(treatment.skewness);
    }
    if (const auto* limit = node.find("kurtosis")) {
        treatment.kurtosis = reader.positive(*limit, "kurtosis").value_or(treatment.kurtosis);
    }
    if (const auto* then = node.find("then"); then && reader.expect(*then, Kind::string, "then")) {
        const bool none = then->string == "none";
        treatment.then =
            none ? nullptr : require_method(reader, *then, reshaping_methods(), said("reshaping"), {"none"});
    }
    return treatment;
}

std::optional<PrepareStep> read_prepare_step(JsonReader& reader, const JsonNode& node) {
    if (!reader.expect(node, Kind::object, said("a step"))) return std::nullopt;
    if (node.find("impute")) {
        reader.allow(node, {"impute", "group"}, said("this step"));
        return read_imputation(reader, node, ImputationOf::values);
    }
    reader.allow(node, {prepare_steps.begin(), prepare_steps.end()}, said("this step"));
    if (node.members.size() != 1) {
        reader.fault(node, said("expected one of {} in a step", enumerated(prepare_steps)));
        return std::nullopt;
    }
    const auto& [key, begin, length, value] = node.members.front();
    if (key == "screen") return read_screening(reader, value);
    if (key == "treat") return read_treatment(reader, value);
    return std::nullopt;
}

std::optional<Weighting> read_weighting(JsonReader& reader, const JsonNode& node, Keys keys);

/// The sets of weights that a combination is of, each as "weighting" has it, and what each of them counts for.
void read_sets(JsonReader& reader, const JsonNode& node, Weighting& weighting) {
    const JsonNode* const sets = reader.require(node, "of", in_quotes("combined"));
    if (sets == nullptr || !reader.expect(*sets, Kind::array, "of")) return;
    if (sets->members.empty()) reader.fault(*sets, said("'of' is empty, expected ways to find weights"));
    for (const JsonMember& one : sets->members) {
        if (auto set = read_weighting(reader, one.value, {"method"})) weighting.sets.push_back(std::move(*set));
    }
    const JsonNode* const shares = node.find("shares");
    if (shares == nullptr) return;
    const auto numbers = reader.numbers(*shares, "shares");
    if (!numbers) return;
    if (weighting.by == Weighting::By::least_squares) {
        return reader.fault(*shares,
                            said("'least-squares' finds what each of the sets counts for and takes no 'shares'"));
    }
    const bool all_count = std::all_of(numbers->begin(), numbers->end(), [](double share) { return share > 0; });
    if (numbers->size() != sets->members.size() || !all_count) {
        return reader.fault(*shares, said("'shares' is {}, expected {} numbers above 0, one a member of 'of'",
                                          reader.written(*shares), sets->members.size()));
    }
    weighting.shares = *numbers;
}

void read_weighting_keys(JsonReader& reader, const JsonNode& node, Weighting& weighting) {
    const auto found = [&](std::string_view key) {
        return takes(*weighting.method, key) ? node.find(key) : static_cast<const JsonNode*>(nullptr);
    };
    if (const auto* pooled = node.find("pooled")) {
        weighting.pooled = reader.boolean(*pooled, "pooled").value_or(false);
    }
    if (const auto* shift = found("shift")) weighting.shift = reader.positive(*shift, "shift").value_or(0);
    if (const auto* components = found("components")) {
        if (const auto count = reader.integer(*components, "components", 1, 1000)) {
            weighting.components = static_cast<std::size_t>(*count);
        }
    }
    if (const auto* by = found("by")) {
        weighting.by = reader.choice(*by, "by", combining_words).value_or(weighting.by);
    }
    if (takes(*weighting.method, "by")) return read_sets(reader, node, weighting);
    if (const auto* of = found("of")) {
        weighting.of = reader.choice(*of, "of", weighting_of_words).value_or(weighting.of);
    }
}

/// `keys` are those that are understood beside a method's own.
std::optional<Weighting> read_weighting(JsonReader& reader, const JsonNode& node, Keys keys) {
    const auto* name = method_name(reader, node, "weighting");
    if (name == nullptr) return std::nullopt;
    if (name->string == "given") {
        if (node.kind == Kind::object) reader.allow(node, {"method"}, said("'weighting' by given"));
        return Weighting{};
    }
    const auto* method = require_method(reader, *name, weighting_methods(), said("weighting method"), {"given"});
    if (method == nullptr) return std::nullopt;
    Weighting weighting{.method = method};
    keys.insert(keys.end(), method->keys.begin(), method->keys.end());
    if (node.kind == Kind::object) {
        reader.allow(node, keys, said("'weighting' by {}", method->name));
        read_weighting_keys(reader, node, weighting);
    } else if (takes(*method, "by")) {
        reader.fault(node, said("'{}' needs more than its name", method->name),
                     said("as {{\"method\": \"combined\", \"of\": [\"given\", \"entropy\"], \"by\": \"product\"}}"));
    }
    return weighting;
}

}  // namespace

std::optional<Normalisation> read_normalisation(JsonReader& reader, const JsonNode& node) {
    const auto* name = method_name(reader, node, "normalisation");
    if (name == nullptr) return std::nullopt;
    const auto* method = require_method(reader, *name, normalisation_methods(), said("normalisation method"));
    if (method == nullptr) return std::nullopt;
    Normalisation normalisation;
    normalisation.method = method;
    normalisation.range = method->range;
    if (node.kind == Kind::object) {
        Keys keys = {"method"};
        keys.insert(keys.end(), method->keys.begin(), method->keys.end());
        reader.allow(node, keys, said("'normalisation' by {}", method->name));
        read_normalisation_keys(reader, node, normalisation);
    }
    if (method->exponential && normalisation.range.low <= 0) {
        reader.fault(node, said("'{}' needs a range above 0", method->name),
                     said("\"range\": [60, 100], for instance"));
    }
    if (takes(*method, "reference_unit") && !method->around && node.find("reference_unit") == nullptr) {
        reader.fault(node, said("'{}' needs a 'reference_unit'", method->name),
                     said("\"reference_unit\" is the code of the unit that the others are measured by"));
    }
    return normalisation;
}

std::optional<Aggregation> read_aggregation(JsonReader& reader, const JsonNode& node) {
    if (node.kind == Kind::object && node.find("formula")) {
        reader.allow(node, {"formula"}, said("'aggregation' by a formula"));
        return Aggregation{
            .method = find_named(aggregation_methods(), "formula"), .on = {}, .formula = Expression()};  // to be read
    }
    const auto* name = method_name(reader, node, "aggregation");
    if (name == nullptr) return std::nullopt;
    const auto* method = require_method(reader, *name, aggregation_methods(), said("aggregation method"));
    if (method == nullptr) return std::nullopt;
    if (takes(*method, "formula")) {
        reader.fault(*name, said("a formula is stated by itself"), "{\"formula\": \"female / male\"}");
        return std::nullopt;
    }
    Aggregation aggregation;
    aggregation.method = method;
    if (node.kind == Kind::object) {
        reader.allow(node, keys_of(*method), said("'aggregation' by {}", method->name));
        read_aggregation_keys(reader, node, aggregation);
    }
    if (takes(*method, "exponent") && node.find("exponent") == nullptr) {
        reader.fault(node, said("'{}' needs an 'exponent'", method->name));
    }
    return aggregation;
}

std::optional<Imputation> read_imputation(JsonReader& reader, const JsonNode& node, ImputationOf what) {
    const auto* name = reader.require(node, "impute", said("this rule"));
    if (name == nullptr || !reader.expect(*name, Kind::string, "impute")) return std::nullopt;
    const auto methods = methods_for(what);
    const auto* found =
        require_method(reader, *name, std::span<const ImputationMethod>(methods), said("way to impute"));
    if (found == nullptr) return std::nullopt;
    return Imputation{find_named(imputation_methods(), found->name), read_group(reader, node, *found)};
}

std::optional<MissingRule> read_missing_rule(JsonReader& reader, const JsonNode& node) {
    if (node.kind == Kind::object) return read_imputing_rule(reader, node);
    const auto kind = reader.choice(node, "missing", missing_words);
    if (!kind) return std::nullopt;
    MissingRule rule;
    rule.kind = *kind;
    return rule;
}

std::vector<PrepareStep> read_prepare(JsonReader& reader, const JsonNode& node) {
    std::vector<PrepareStep> steps;
    if (!reader.expect(node, Kind::array, "prepare")) return steps;
    for (const JsonMember& member : node.members) {
        if (auto step = read_prepare_step(reader, member.value)) steps.push_back(std::move(*step));
    }
    return steps;
}

std::optional<Weighting> read_weighting(JsonReader& reader, const JsonNode& node) {
    return read_weighting(reader, node, {"method", "pooled"});
}

std::optional<Range> read_quantiles(JsonReader& reader, const JsonNode& node) {
    if (node.kind != Kind::object || !node.find("quantiles")) return std::nullopt;
    reader.allow(node, {"quantiles"}, said("'goalposts' by quantiles"));
    return read_range_of_shares(reader, *node.find("quantiles"), "quantiles");
}

std::optional<Optimum> read_optimum(JsonReader& reader, const JsonNode& node) {
    if (node.kind == Kind::array) {
        const auto ends = read_range(reader, node, "best_at");
        return ends ? std::optional(Optimum{.low = ends->low, .high = ends->high}) : std::nullopt;
    }
    const auto point = reader.number(node, "best_at");
    return point ? std::optional(Optimum{.low = *point, .high = *point}) : std::nullopt;
}

std::optional<Goalposts> read_goalposts(JsonReader& reader, const JsonNode& node) {
    if (!reader.expect(node, Kind::object, "goalposts") || node.find("quantiles")) return std::nullopt;
    reader.allow(node, {"worst", "best"}, in_quotes("goalposts"));
    const auto* worst_node = reader.require(node, "worst", in_quotes("goalposts"));
    const auto* best_node = reader.require(node, "best", in_quotes("goalposts"));
    if (worst_node == nullptr || best_node == nullptr) return std::nullopt;
    const auto worst = reader.number(*worst_node, "worst");
    const auto best = reader.number(*best_node, "best");
    if (!worst || !best) return std::nullopt;
    if (*worst != *best) return Goalposts{*worst, *best};
    reader.fault(node, said("worst and best are both {}, expected them to differ", reader.written(*worst_node)));
    return std::nullopt;
}

std::optional<Coverage> read_coverage(JsonReader& reader, const JsonNode& node) {
    if (!reader.expect(node, Kind::object, "coverage")) return std::nullopt;
    reader.allow(node, {"of", "at_least"}, in_quotes("coverage"));
    Coverage coverage;
    if (const auto* of = node.find("of")) {
        coverage.of = reader.choice(*of, said("kind of coverage"), coverage_words).value_or(coverage.of);
    }
    const auto* at_least = reader.require(node, "at_least", in_quotes("coverage"));
    const auto share = at_least ? read_share(reader, *at_least, "at_least") : std::nullopt;
    if (!share) return std::nullopt;
    coverage.at_least = *share;
    return coverage;
}

std::optional<int> read_round(JsonReader& reader, const JsonNode& node) {
    const auto* digits = only_key(reader, node, "round", "digits");
    return digits ? reader.integer(*digits, "digits", -10, 15) : std::nullopt;
}

std::optional<double> read_rescale(JsonReader& reader, const JsonNode& node) {
    const auto* best = only_key(reader, node, "rescale", "best");
    const auto score = best ? reader.positive(*best, "best") : std::nullopt;
    if (!score || *score <= farthest_score) return score;
    reader.fault(*best,
                 said("'best' is {}, expected no more than {}", reader.written(*best), shortest(farthest_score)));
    return std::nullopt;
}

std::optional<Direction> read_direction(JsonReader& reader, const JsonNode& node) {
    return reader.choice(node, "direction", direction_words);
}

const TransformMethod* read_transform(JsonReader& reader, const JsonNode& node) {
    if (!reader.expect(node, Kind::string, "transform") || node.string == "none") return nullptr;
    return require_method(reader, node, transform_methods(), said("transformation"), {"none"});
}

std::optional<Cap> read_cap(JsonReader& reader, const JsonNode& node) { return reader.choice(node, "cap", cap_words); }

Name read_note(JsonReader& reader, const JsonNode& object) {
    const auto text = [&](std::string_view key) {
        const auto* note = object.find(key);
        return note ? reader.string(*note, key).value_or("") : std::string();
    };
    Name note{.own = text("note"), .english = text("note_en")};
    // "note" is in English where there is one in Chinese beside it.
    if (std::string chinese = text("note_zh"); !chinese.empty()) {
        if (note.english.empty()) note.english = std::move(note.own);
        note.own = std::move(chinese);
    }
    return note;
}

UnitName read_unit_name(JsonReader& reader, const JsonNode& root) {
    UnitName name;
    const auto read = [&](std::string_view key, const Keys& words) {
        const auto* const json = root.find(key);
        if (json == nullptr || !reader.expect(*json, JsonNode::Kind::object, key)) return;
        reader.allow(*json, words, key);
        const auto take = [&](std::string_view word, std::string& text) {
            const auto* const value = reader.require(*json, word, key);
            if (value == nullptr) return;
            text = reader.string(*value, word).value_or("");
            if (value->kind == JsonNode::Kind::string && text.empty())
                reader.fault(*value, said("'{}' of '{}' is empty", word, key));
        };
        const bool is_chinese = words.front() == "noun" && !json->find("one") && !json->find("many");
        take(is_chinese ? "noun" : "one", is_chinese ? name.noun : name.one);
        take(is_chinese ? "classifier" : "many", is_chinese ? name.classifier : name.many);
    };
    read("unit_name", {"noun", "classifier", "one", "many"});
    read("unit_name_en", {"one", "many"});
    read("unit_name_zh", {"noun", "classifier"});
    return name;
}

std::optional<Origin> read_origin(JsonReader& reader, const JsonNode& node, std::string_view name) {
    if (!reader.expect(node, Kind::string, name)) return std::nullopt;
    const auto origin = parse_origin(node.string);
    const auto words = origin_names();
    if (!origin) reader.unknown(name, node.string, node.begin, node.length, {words.begin(), words.end()});
    return origin;
}

}  // namespace iiindex::detail
