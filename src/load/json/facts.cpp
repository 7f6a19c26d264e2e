#include "ground/catalogue.hpp"
#include "load/json/published.hpp"

#include <algorithm>
#include <limits>

namespace iiindex::detail {
namespace {

using Kind = JsonNode::Kind;

constexpr Choices<Fact::Kind, 4> kinds = {{
    {"order", Fact::Kind::order},
    {"top", Fact::Kind::top},
    {"tier", Fact::Kind::tier},
    {"statement", Fact::Kind::statement},
}};

Keys keys_of(Fact::Kind kind) {
    Keys keys = {"kind", "source", "note"};
    const auto append = [&](std::initializer_list<std::string_view> more) { keys.insert(keys.end(), more); };
    switch (kind) {
        case Fact::Kind::order: append({"node", "units"}); break;
        case Fact::Kind::top: append({"node", "units", "scores"}); break;
        case Fact::Kind::tier: append({"node", "units", "tier", "complete", "count"}); break;
        case Fact::Kind::statement: append({"unit", "indicator", "value", "at_least", "as_of"}); break;
    }
    return keys;
}

/// Reads the facts about the units of one period.
class FactReader {
public:
    FactReader(JsonReader& reader, const NodeLookup& lookup, const UnitRows& units)
        : reader_(reader), lookup_(lookup), units_(units) {}

    std::optional<Fact> read(const JsonNode& json) {
        if (!reader_.expect(json, Kind::object, "facts")) return std::nullopt;
        const auto* kind_node = reader_.require(json, "kind", said("this fact"));
        const auto kind = kind_node ? reader_.choice(*kind_node, "kind", kinds) : std::nullopt;
        if (!kind) return std::nullopt;
        reader_.allow(json, keys_of(*kind), said("a fact of kind '{}'", kind_node->string));
        Fact fact;
        fact.kind = *kind;
        fact.source = text(json, "source");
        fact.note = text(json, "note");
        if (*kind == Fact::Kind::statement) {
            read_statement(json, fact);
        } else {
            read_list(json, fact);
        }
        return fact;
    }

private:
    void read_statement(const JsonNode& json, Fact& fact) {
        if (const auto* unit = reader_.require(json, "unit", said("this fact"))) add_unit(*unit, fact);
        if (const auto* indicator = reader_.require(json, "indicator", said("this fact")))
            read_indicator(*indicator, fact);
        if (const auto* value = json.find("value")) fact.value = reader_.number(*value, "value");
        if (const auto* least = json.find("at_least")) fact.at_least = reader_.number(*least, "at_least");
        fact.as_of = text(json, "as_of");
        if (json.find("value") == nullptr && json.find("at_least") == nullptr) {
            reader_.fault(json, said("this fact has neither 'value' nor 'at_least'"));
        }
    }

    void read_list(const JsonNode& json, Fact& fact) {
        if (const auto* node = reader_.require(json, "node", said("this fact"))) read_node(*node, fact);
        if (const auto* units = json.find("units"); units && reader_.expect(*units, Kind::array, "units")) {
            for (const auto& member : units->members) add_unit(member.value, fact);
        }
        const auto* scores = json.find("scores");
        if (scores) fact.scores = reader_.numbers(*scores, "scores").value_or(fact.scores);
        if (fact.kind == Fact::Kind::tier) read_tier_fact(json, fact);
        if (json.find("units") == nullptr && (fact.kind != Fact::Kind::top || scores == nullptr)) {
            reader_.fault(json, fact.kind == Fact::Kind::top ? said("this fact has no 'units' and no 'scores'")
                                                             : said("this fact has no 'units'"));
        }
        if (!fact.units.empty() && !fact.scores.empty() && fact.units.size() != fact.scores.size()) {
            reader_.fault(*scores, said("{} scores for {} units", fact.scores.size(), fact.units.size()));
        }
    }

    void read_tier_fact(const JsonNode& json, Fact& fact) {
        if (const auto* tier = reader_.require(json, "tier", said("this fact"))) {
            fact.tier = read_tier(reader_, *tier, lookup_.index().nodes[fact.node]);
        }
        if (const auto* complete = json.find("complete")) {
            fact.complete = reader_.boolean(*complete, "complete").value_or(false);
        }
        if (const auto* count = json.find("count")) {
            const auto number = reader_.integer(*count, "count", 0, std::numeric_limits<int>::max());
            if (number) fact.count = static_cast<std::size_t>(*number);
        }
    }

    void read_node(const JsonNode& json, Fact& fact) {
        if (!reader_.expect(json, Kind::string, "node")) return;
        if (const auto node = lookup_.node(json.string)) {
            fact.node = *node;
        } else {
            reader_.unknown(said("node"), json.string, json.begin, json.length, lookup_.node_codes());
        }
    }

    void read_indicator(const JsonNode& json, Fact& fact) {
        if (!reader_.expect(json, Kind::string, "indicator")) return;
        const auto node = lookup_.node(json.string);
        if (node && lookup_.index().nodes[*node].is_indicator()) {
            fact.node = *node;
        } else {
            reader_.unknown(said("indicator"), json.string, json.begin, json.length, lookup_.value_codes());
        }
    }

    void add_unit(const JsonNode& json, Fact& fact) {
        if (!reader_.expect(json, Kind::string, "units")) return;
        if (const auto found = units_.find(json.string); found != units_.end()) {
            fact.units.push_back(found->second);
            return;
        }
        if (unit_codes_.empty()) {
            for (const auto& [code, row] : units_) unit_codes_.push_back(code);
            std::sort(unit_codes_.begin(), unit_codes_.end());
        }
        reader_.unknown(said("unit"), json.string, json.begin, json.length, unit_codes_);
    }

    std::string text(const JsonNode& json, std::string_view key) {
        const auto* value = json.find(key);
        return value ? reader_.string(*value, key).value_or("") : "";
    }

    JsonReader& reader_;
    const NodeLookup& lookup_;
    const UnitRows& units_;
    Keys unit_codes_;
};

}  // namespace

void read_facts(JsonReader& reader, const JsonNode& json, const NodeLookup& lookup, const UnitRows& units,
                std::vector<Fact>& facts) {
    if (!reader.expect(json, Kind::array, "facts")) return;
    FactReader fact_reader(reader, lookup, units);
    for (const auto& member : json.members) {
        if (auto fact = fact_reader.read(member.value)) facts.push_back(std::move(*fact));
    }
}

}  // namespace iiindex::detail
