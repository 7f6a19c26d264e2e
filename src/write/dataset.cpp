#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>
#include <iiindex/recover.hpp>
#include <iiindex/verify.hpp>
#include <iiindex/write.hpp>

#include "ground/catalogue.hpp"
#include "text/escape.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// The members of an object or array, with what stands between them.
class List {
public:
    explicit List(std::string between) : between_(std::move(between)) {}

    void add(const std::string& member) {
        if (!text_.empty()) text_ += between_;
        text_ += member;
    }
    void add(std::string_view key, const std::string& value) { add(json_string(key) + ": " + value); }
    void add_if(std::string_view key, std::string_view text) {
        if (!text.empty()) add(key, json_string(text));
    }

    const std::string& text() const { return text_; }

private:
    std::string between_;
    std::string text_;
};

std::string note_in(Language language, const Index& index, const RecoveredValues& recovered) {
    const Range range = scale_of(index, 0);
    std::string note = worded(language,
                              "Values recovered from published results, not measured: scores on the {}-{} scale "
                              "of the normalisation, no counts, no money, no percent. Of the sets that give "
                              "back every published fact they are the nearest to \"every indicator of a unit "
                              "equals its nearest published ancestor\", and where a unit has none to the "
                              "pattern of the units around its rank; 'iiindex recover values' shows how far the "
                              "facts leave each of them free.",
                              shortest(range.low), shortest(range.high));
    for (const Name& assumption : recovered.assumptions)
        note += (language == Language::zh ? assumption.own : " " + assumption.english);
    return note;
}

/// In Chinese and in English.
Name note_of(const Index& index, const RecoveredValues& recovered) {
    return {.own = note_in(Language::zh, index, recovered), .english = note_in(Language::en, index, recovered)};
}

std::string value_text(const Dataset& data, std::size_t row, std::size_t indicator) {
    std::string value = shortest(data.values.column(indicator)[row]);
    const auto origin = data.value_origins.find({row, indicator});
    if (origin == data.value_origins.end()) return value;
    List members(", ");
    members.add("value", value);
    members.add("origin", json_string(to_string(origin->second.origin)));
    members.add_if("source", origin->second.source);
    return "{" + members.text() + "}";
}

/// The node below the root that an indicator belongs to.
std::size_t primary_of(const Index& index, std::size_t indicator) {
    std::size_t node = index.indicators[indicator];
    while (index.nodes[node].level > 1) node = index.nodes[node].parent;
    return node;
}

/// A line a primary index.
std::string values_text(const Index& index, const Dataset& data, std::size_t row) {
    List lines(",\n        ");
    for (std::size_t i = 0; i < index.indicators.size();) {
        const std::size_t primary = primary_of(index, i);
        List line(", ");
        for (; i < index.indicators.size() && primary_of(index, i) == primary; ++i) {
            line.add(index.nodes[index.indicators[i]].code, value_text(data, row, i));
        }
        lines.add(line.text());
    }
    return "{\n        " + lines.text() + "\n      }";
}

/// A score with the decimals that it is printed with.
std::string score_text(const Publication& published, double score) {
    return fixed(score, printed_digits(published, score));
}

std::string published_text(const Index& index, const Publication& all, std::size_t row) {
    List entries(",\n        ");
    for (const Published& published : all.figures) {
        if (published.row != row) continue;
        List members(", ");
        if (published.score) members.add("score", score_text(all, *published.score));
        if (published.rank) members.add("rank", std::to_string(*published.rank));
        if (published.tier) members.add("tier", std::to_string(*published.tier));
        if (published.origin != Origin::published) members.add("origin", json_string(to_string(published.origin)));
        members.add_if("source", published.source);
        entries.add(index.nodes[published.node].code, "{" + members.text() + "}");
    }
    return entries.text().empty() ? "" : "{\n        " + entries.text() + "\n      }";
}

std::string groups_text(const Dataset& data, std::size_t row) {
    List groups(", ");
    for (const Grouping& grouping : data.units.groupings) {
        const std::uint32_t group = grouping.group_of[row];
        if (group != Grouping::ungrouped) groups.add(grouping.name, json_string(grouping.groups[group]));
    }
    return groups.text().empty() ? "" : "{" + groups.text() + "}";
}

std::string unit_text(const Index& index, const Dataset& data, const Publication& printed, std::size_t row) {
    List head(", ");
    head.add("code", json_string(data.units.codes[row]));
    head.add_if("name", data.units.names.at_or_empty(row));
    head.add_if("name_en", data.units.names_english.at_or_empty(row));
    List members(",\n      ");
    members.add(head.text());
    if (const auto groups = groups_text(data, row); !groups.empty()) members.add("groups", groups);
    members.add("values", values_text(index, data, row));
    const std::string published = published_text(index, printed, row);
    if (!published.empty()) members.add("published", published);
    return "{" + members.text() + "}";
}

std::string_view kind_of(const Fact& fact) {
    switch (fact.kind) {
        case Fact::Kind::order: return "order";
        case Fact::Kind::top: return "top";
        case Fact::Kind::tier: return "tier";
        case Fact::Kind::statement: return "statement";
    }
    return {};
}

std::string units_text(const Dataset& data, const std::vector<std::size_t>& rows) {
    List units(", ");
    for (const std::size_t row : rows) units.add(json_string(data.units.codes[row]));
    return "[" + units.text() + "]";
}

std::string scores_text(const Publication& published, const std::vector<double>& scores) {
    List texts(", ");
    for (const double score : scores) texts.add(score_text(published, score));
    return "[" + texts.text() + "]";
}

std::string fact_text(const Index& index, const Dataset& data, const Publication& published, const Fact& fact) {
    const bool is_statement = fact.kind == Fact::Kind::statement;
    List head(", ");
    head.add("kind", json_string(kind_of(fact)));
    if (is_statement) head.add("unit", json_string(data.units.codes[fact.units.front()]));
    head.add(is_statement ? "indicator" : "node", json_string(index.nodes[fact.node].code));
    if (fact.tier) head.add("tier", std::to_string(*fact.tier));
    if (fact.kind == Fact::Kind::tier) head.add("complete", fact.complete ? "true" : "false");
    if (fact.count) head.add("count", std::to_string(*fact.count));
    if (fact.value) head.add("value", shortest(*fact.value));
    if (fact.at_least) head.add("at_least", shortest(*fact.at_least));
    head.add_if("as_of", fact.as_of);
    head.add_if("source", fact.source);
    List members(",\n      ");
    members.add(head.text());
    members.add_if("note", fact.note);
    if (!is_statement && !fact.units.empty()) members.add("units", units_text(data, fact.units));
    if (!fact.scores.empty()) members.add("scores", scores_text(published, fact.scores));
    return "{" + members.text() + "}";
}

/// A period's label as a number where it is a year, as it was written.
std::string period_text(const std::string& label) {
    const bool is_year = label.size() == 4 && label.find_first_not_of("0123456789") == label.npos && label[0] != '0';
    return is_year ? label : json_string(label);
}

}  // namespace

std::string dataset_text(const Input& given, const RecoveredValues& recovered, const std::string& index_reference) {
    const Index& index = given.index;
    const Dataset& data = recovered.data;
    const Publication& published = given.published;
    List units(",\n    "), facts(",\n    "), members(",\n  ");
    for (std::size_t row = 0; row < data.units.size(); ++row) units.add(unit_text(index, data, published, row));
    for (const Fact& fact : published.facts) facts.add(fact_text(index, data, published, fact));
    members.add("format", json_string("iiindex/dataset/1"));
    if (!index_reference.empty()) members.add("index", index_reference);
    if (const std::string& label = data.periods.front().label; !label.empty())
        members.add("period", period_text(label));
    members.add("origin", json_string(to_string(data.origin)));
    // "note" is in the language of the names.
    const Name note = note_of(index, recovered);
    const bool in_chinese = index.language() == Language::zh;
    members.add("note", json_string(in_chinese ? note.own : note.english));
    members.add(in_chinese ? "note_en" : "note_zh", json_string(in_chinese ? note.english : note.own));
    if (published.digits) members.add("published_digits", std::to_string(*published.digits));
    members.add("units", "[\n    " + units.text() + "\n  ]");
    if (!published.facts.empty()) members.add("facts", "[\n    " + facts.text() + "\n  ]");
    return "{\n  " + members.text() + "\n}\n";
}

}  // namespace iiindex
