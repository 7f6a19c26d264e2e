#include "load/json/formulas.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/codes.hpp"
#include "load/wording.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

using Kind = JsonNode::Kind;

/// The bytes of a text that a \u escape stands for, of which one of a pair of surrogates is a half.
std::size_t bytes_of_escape(std::string_view digits) {
    unsigned code = 0;
    for (const char digit : digits) {
        const char lower = ascii_lower(digit);
        code = code * 16 + static_cast<unsigned>(lower <= '9' ? lower - '0' : lower - 'a' + 10);
    }
    if (code < 0x80) return 1;
    if (code < 0x800 || (code >= 0xD800 && code < 0xE000)) return 2;
    return 3;
}

/// Where a byte of a string stands in the text: as it is, or behind escapes of JSON.
std::size_t place_in(std::string_view written, std::string_view string, std::size_t byte) {
    if (const std::size_t begin = written.find(string); begin != written.npos) return begin + byte;
    if (!written.starts_with('"')) return 0;
    std::size_t at = 1, read = 0;
    while (at < written.size() && read < byte) {
        const bool is_escape = written[at] == '\\' && at + 1 < written.size();
        const bool is_code = is_escape && written[at + 1] == 'u' && at + 6 <= written.size();
        read += is_code ? bytes_of_escape(written.substr(at + 2, 4)) : 1;
        at += is_code ? 6 : is_escape ? 2 : 1;
    }
    return at;
}

/// The words for columns that formulas may read: codes, and names that only one of them has.
class NameList {
public:
    void add(std::size_t place, std::string_view code, const Name& name) {
        codes_.emplace(code, place);
        for (const std::string& word : {name.own, name.english}) {
            if (!word.empty()) named_[word].insert(place);
        }
    }
    FormulaNames take(bool has_periods) {
        FormulaNames names{.places = std::move(codes_), .has_periods = has_periods};
        for (const auto& [word, places] : named_) {
            if (places.size() == 1) names.places.emplace(word, *places.begin());
        }
        return names;
    }

private:
    std::map<std::string, std::size_t, std::less<>> codes_;
    std::map<std::string, std::set<std::size_t>> named_;
};

/// A formula by the words that the index itself would use: codes.
void rename(Expression& part, const std::vector<std::string>& codes) {
    if (part.is_name()) part.name = codes[part.place];
    for (Expression& argument : part.arguments) rename(argument, codes);
}

/// Looks for indicators whose formulas read each other in a circle.
class Circles {
public:
    Circles(JsonReader& reader, const Index& index, const std::vector<const JsonNode*>& places)
        : reader_(reader), index_(index), places_(places), state_(index.indicators.size(), State::new_one) {}

    void refuse() {
        for (std::size_t i = 0; i < state_.size(); ++i) visit(i);
    }

private:
    enum class State { new_one, open, done };

    void visit(std::size_t indicator) {
        const auto& formula = index_.nodes[index_.indicators[indicator]].formula;
        if (!formula || state_[indicator] == State::done) return;
        if (state_[indicator] == State::open) return tell(indicator);
        state_[indicator] = State::open;
        way_.push_back(indicator);
        for (const std::size_t place : places_in(*formula)) {
            if (place < state_.size()) visit(place);
        }
        way_.pop_back();
        state_[indicator] = State::done;
    }

    void tell(std::size_t first) {
        std::string circle;
        const auto begin = std::find(way_.begin(), way_.end(), first);
        for (auto one = begin; one != way_.end(); ++one)
            circle += in_quotes(index_.nodes[index_.indicators[*one]].code) + said(" reads ");
        circle += in_quotes(index_.nodes[index_.indicators[first]].code);
        reader_.fault(*places_[index_.indicators[first]]->find("formula"), said("formulas go in a circle: {}", circle),
                      said("one of them must be computed from what is read"));
    }

    JsonReader& reader_;
    const Index& index_;
    const std::vector<const JsonNode*>& places_;
    std::vector<State> state_;
    std::vector<std::size_t> way_;
};

}  // namespace

std::optional<Expression> read_formula(JsonReader& reader, const JsonNode& text, const FormulaNames& names) {
    if (!reader.expect(text, Kind::string, "formula")) return std::nullopt;
    ParsedFormula parsed = parse_formula(text.string, names);
    for (FormulaFault& fault : parsed.faults) {
        const std::string_view written =
            reader.text().characters().substr(text.begin, std::max<std::size_t>(text.length, 1));
        const std::size_t begin =
            std::min(text.begin + place_in(written, text.string, fault.begin), text.begin + written.size());
        if (reader.text().is_sheet()) {
            const auto before = std::string_view(text.string).substr(0, fault.begin);
            fault.what = said("{}, at character {} of the formula", fault.what, count_characters(before) + 1);
        }
        reader.faults().add({begin, fault.length, std::move(fault.what), std::move(fault.remedy)});
    }
    return parsed.faults.empty() ? std::optional(std::move(parsed.tree)) : std::nullopt;
}

std::vector<InputColumn> read_inputs(JsonReader& reader, const JsonNode& inputs, CodePlaces& codes) {
    std::vector<InputColumn> read;
    if (!reader.expect(inputs, Kind::array, "inputs")) return read;
    for (const JsonMember& member : inputs.members) {
        const JsonNode& json = member.value;
        if (!reader.expect(json, Kind::object, said("an input"))) continue;
        reader.allow(json, {"code", "name", "name_en", "measure"}, said("an input"));
        const auto text = [&](std::string_view key) {
            const auto* const value = json.find(key);
            return value ? reader.string(*value, key).value_or("") : std::string();
        };
        const auto* const code = reader.require(json, "code", said("this input"));
        if (code == nullptr || !reader.expect(*code, Kind::string, "code")) continue;
        if (!is_code(code->string, FirstCharacter::letter)) {
            reader.fault(*code, said("'{}' is no code", code->string), std::string(translated(code_rule, spoken())));
        } else if (fixed_column_by_code(code->string)) {
            reader.fault(*code, said("code '{}' is taken by a column of every table", code->string));
        }
        const auto [first, is_new] = codes.emplace(code->string, code->begin);
        if (!is_new) {
            reader.fault(
                *code,
                said("code '{}' stands here again, first at line {}", code->string, reader.line_of(first->second)),
                said("codes are unique"));
            continue;
        }
        InputColumn input{.code = code->string, .name = {text("name"), text("name_en")}, .measure = text("measure")};
        if (input.name.own.empty()) input.name.own = input.code;
        read.push_back(std::move(input));
    }
    return read;
}

void read_indicator_formulas(JsonReader& reader, Index& index, const std::vector<const JsonNode*>& places) {
    NameList list;
    std::vector<std::string> codes;
    const auto add = [&](const std::string& code, const Name& name) {
        list.add(codes.size(), code, name);
        codes.push_back(code);
    };
    for (const std::size_t node : index.indicators) add(index.nodes[node].code, index.nodes[node].name);
    for (const InputColumn& input : index.inputs) add(input.code, input.name);
    const FormulaNames names = list.take(true);
    for (const std::size_t node : index.indicators) {
        const auto* const text = places[node]->find("formula");
        if (text == nullptr) continue;
        index.nodes[node].formula = read_formula(reader, *text, names);
        if (index.nodes[node].formula) rename(*index.nodes[node].formula, codes);
    }
    Circles(reader, index, places).refuse();
}

void read_node_formula(JsonReader& reader, Index& index, std::size_t node, const JsonNode& text) {
    NameList list;
    std::vector<std::string> codes;
    for (const std::size_t child : index.nodes[node].children) {
        list.add(codes.size(), index.nodes[child].code, index.nodes[child].name);
        codes.push_back(index.nodes[child].code);
    }
    auto formula = read_formula(reader, text, list.take(false));
    if (!formula) return;
    rename(*formula, codes);
    const auto read = places_in(*formula);
    if (read.empty()) {
        reader.fault(text, said("the formula of '{}' reads none of its children", index.nodes[node].code));
    }
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const bool is_read = std::find(read.begin(), read.end(), i) != read.end();
        index.nodes[index.nodes[node].children[i]].weight = is_read ? 1 : 0;
    }
    index.nodes[node].aggregation.formula = std::move(formula);
}

}  // namespace iiindex::detail
