#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

#include <iiindex/format.hpp>
#include <iiindex/named.hpp>
#include <iiindex/number.hpp>
#include <iiindex/present.hpp>
#include <iiindex/write.hpp>

#include "ground/catalogue.hpp"
#include "load/book.hpp"
#include "load/coin_tool.hpp"
#include "load/formats.hpp"
#include "load/framework/framework.hpp"
#include "load/framework/values.hpp"
#include "load/json/index_reader.hpp"
#include "load/json/json.hpp"
#include "load/json/records.hpp"
#include "load/table/encoding.hpp"
#include "load/table_text.hpp"
#include "load/wording.hpp"
#include "load/xlsx/choose.hpp"
#include "load/xlsx/workbook.hpp"
#include "text/commas.hpp"
#include "text/escape.hpp"
#include "write/index_table.hpp"

namespace iiindex {

using namespace detail;

namespace {

using Kind = JsonNode::Kind;

/// A value as JSON on one line; the members of the outermost object and the children of a node have one each.
std::string as_json(const JsonNode& node, std::size_t depth) {
    switch (node.kind) {
        case Kind::null: return "null";
        case Kind::boolean: return node.boolean ? "true" : "false";
        case Kind::number: return shortest(node.number);
        case Kind::string: return json_string(node.string);
        case Kind::object:
        case Kind::array: break;
    }
    const bool is_object = node.kind == Kind::object;
    const bool has_lines =
        !node.members.empty() && (is_object ? depth == 0 : node.members[0].value.find("code") != nullptr);
    const std::string line = "\n" + std::string(2 * depth + 2, ' ');
    std::string text(1, is_object ? '{' : '[');
    for (const JsonMember& member : node.members) {
        if (text.size() > 1) text += has_lines ? "," : ", ";
        if (has_lines) text += line;
        if (is_object) text += json_string(member.key) + ": ";
        text += as_json(member.value, depth + (is_object ? (depth == 0 ? 1 : 0) : 1));
    }
    if (has_lines && is_object) text += "\n";
    return text + (is_object ? '}' : ']');
}

/// Has every node begin with its code, wherever it was made.
void begin_with_code(JsonNode& node) {
    auto& members = node.members;
    const auto code = std::find_if(members.begin(), members.end(), [](const auto& one) { return one.key == "code"; });
    if (code != members.end()) std::rotate(members.begin(), code, code + 1);
    for (JsonMember& member : members) {
        if (member.key == "children")
            std::for_each(member.value.members.begin(), member.value.members.end(),
                          [](JsonMember& child) { begin_with_code(child.value); });
    }
}

/// An index in no form yet, with the text that it was read from.
struct Draft {
    JsonNode tree;
    Text text;
    std::optional<Dataset> values;  ///< that it was made from
};

Index index_of(const JsonNode& tree, const Text& text) {
    Faults faults;
    JsonReader reader(text, faults);
    const std::optional<SettingOverrides> none;
    Index index = IndexReader(reader, none).read(tree);
    faults.raise_if_any(text);
    return index;
}

std::string formatted(const Document& document, std::string_view format, Language language) {
    std::ostringstream out;
    find_named(formatters(), format)->write(out, document, {.language = language});
    return out.str();
}

std::string workbook(const Draft& draft, const IndexForm& form) {
    const Index index = index_of(draft.tree, draft.text);
    const Language language = form.language.value_or(index.language());
    const Dataset* const units = form.data != nullptr ? form.data : draft.values ? &*draft.values : nullptr;
    const Filled filled = units == nullptr   ? Filled::units
                          : form.is_previous ? Filled::units_beside_values
                                             : Filled::values;
    Document document{.code = "init", .title = index.root().name.in(language)};
    document.tables.push_back(index_table(draft.tree, draft.text, language, Audience::people));
    Document data = template_document(index, units, form.period, language, filled);
    data.tables.front().title = translated("data", language);
    document.tables.push_back(std::move(data.tables.front()));
    document.notes = how_to_fill_in(language);
    return formatted(document, "xlsx", language);
}

std::string written(Draft draft, const IndexForm& form) {
    if (form.format == InputFormat::xlsx) return workbook(draft, form);
    if (form.format == InputFormat::json) {
        JsonNode& tree = draft.tree;
        begin_with_code(tree);
        std::erase_if(tree.members, [](const JsonMember& member) { return member.key == "format"; });
        tree.members.insert(tree.members.begin(),
                            {"format", 0, 0, {.kind = Kind::string, .string = std::string(index_format)}});
        return as_json(tree, 0) + "\n";
    }
    Document document{.code = "init"};
    document.tables.push_back(index_table(draft.tree, draft.text, Language::en, Audience::programs));
    return formatted(document, form.format == InputFormat::tsv ? "tsv" : "csv", Language::en);
}

/// Of the indicators of a tree those that cannot be scaled, as a period has no two values of theirs.
std::vector<std::string> without_scale(const Input& input) {
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < input.index.indicators.size(); ++i) {
        const auto is_constant = [&](const Period& period) {
            const auto values = input.data.values_in(i, period);
            const auto first = std::find_if_not(values.begin(), values.end(), is_missing);
            return std::all_of(first, values.end(), [&](double value) { return is_missing(value) || value == *first; });
        };
        if (std::any_of(input.data.periods.begin(), input.data.periods.end(), is_constant))
            codes.push_back(input.index.nodes[input.index.indicators[i]].code);
    }
    return codes;
}

std::vector<JsonMember>* children_of(JsonNode& node) {
    JsonMember& last = node.members.back();
    return last.key == "children" ? &last.value.members : nullptr;
}

/// Takes out nodes below one, and what has no children left.
void leave_out(JsonNode& node, const std::vector<std::string>& codes, const Text& text,
               std::vector<Problem>& warnings) {
    std::erase_if(*children_of(node), [&](JsonMember& member) {
        JsonNode& child = member.value;
        if (children_of(child) != nullptr) {
            leave_out(child, codes, text, warnings);
            return children_of(child)->empty();
        }
        const bool is_one = std::find(codes.begin(), codes.end(), child.find("code")->string) != codes.end();
        if (is_one) {
            warnings.push_back(text.problem(
                {child.begin,
                 child.length,
                 said("'{}' has no two different values in a period and is left out", child.find("name")->string),
                 {}}));
        }
        return is_one;
    });
}

/// Takes out what no score could be made of, unless that is all.
void leave_out_constant(JsonNode& tree, const Input& input, const Text& text, std::vector<Problem>& warnings) {
    const auto codes = without_scale(input);
    if (codes.size() == input.index.indicators.size()) return;
    leave_out(tree, codes, text, warnings);
}

void say_assumed(const Index& index, const Assumed& assumed, const std::string& file, std::vector<Problem>& warnings) {
    std::vector<std::string> groups;
    for (std::size_t node = 1; node < index.nodes.size(); ++node) {
        if (!index.nodes[node].is_indicator()) groups.push_back(in_quotes(index.nodes[node].name.own));
    }
    const auto say = [&](std::size_t count, const std::string& what, const std::string& keys) {
        if (count == 0) return;
        if (count == assumed.of) count = index.indicators.size();  // some may have been left out
        warnings.push_back({{file},
                            count == 1 ? said("assumed of {} indicator: {}", count, what)
                                       : said("assumed of {} indicators: {}", count, what),
                            groups.empty() ? said("correct {}, and group the indicators below nodes of their own", keys)
                                           : said("correct {}; groups are those of the titles above: {}", keys,
                                                  first_few(groups, 5, groups.size(), spoken()))});
    };
    const std::string direction = in_quotes("direction"), weight = in_quotes("weight");
    if (assumed.directions == assumed.weights) {
        return say(assumed.weights, said("every direction is positive, and all weights are equal"),
                   said("{} and {}", direction, weight));
    }
    say(assumed.directions, said("every direction is positive"), direction);
    say(assumed.weights, said("all weights are equal"), weight);
}

std::string from_values(const Source& source, const TableText& table, const IndexForm& form,
                        std::vector<Problem>& warnings) {
    const Text& text = table.text();
    if (form.data != nullptr)
        refuse(source.name, said("a table of values has its own values"), said("others go with an index"));
    auto [tree, assumed] = tree_of_values(table, form.reading, warnings);
    Draft draft{.tree = std::move(tree), .text = text, .values = {}};
    Loaded<Input> loaded = load_dataset(source, index_of(draft.tree, text), form.reading);
    warnings.insert(warnings.end(), loaded.warnings.begin(), loaded.warnings.end());
    leave_out_constant(draft.tree, loaded.value, text, warnings);
    const Index index = index_of(draft.tree, text);
    say_assumed(index, assumed, source.name, warnings);
    if (form.format == InputFormat::xlsx) draft.values = load_dataset(source, index, form.reading).value.data;
    return written(std::move(draft), form);
}

/// The sheet of a workbook that holds values of any index; of several that are periods the first.
TableText table_of_values(const Workbook& workbook, const IndexForm& form, std::vector<Problem>& warnings) {
    const SheetQuestion question{.name = form.reading.sheet,
                                 .usual = {value_sheets.begin(), value_sheets.end()},
                                 .what = "a table of values",
                                 .is_meant = [&](const SheetText& start) {
                                     try {
                                         std::vector<Problem> told;
                                         tree_of_values(TableText(workbook.file(), start), form.reading, told);
                                         return true;
                                     } catch (const InputError&) {
                                         return false;
                                     }
                                 }};
    const auto sheets = find_sheets(workbook, question, warnings);
    if (sheets.size() > 1 && !are_periods(sheets)) refuse_several(workbook, question, sheets);
    return TableText(workbook.file(), workbook.read(sheets.front(), warnings));
}

/// The values that a workbook has beside its index, or why they are left out.
std::optional<Dataset> values_beside(const Source& source, const Index& index, std::vector<Problem>& warnings) {
    if (is_index(source)) return std::nullopt;
    try {
        return load_dataset(source, index).value.data;
    } catch (const InputError& error) {
        warnings.push_back(error.problems().front());
        warnings.back().remedy = said("no values are written");
        return std::nullopt;
    }
}

/// What is written of a table that is an index, and was read once without a fault.
std::string from_framework(const Source& source, const TableText& table, const IndexForm& form,
                           std::vector<Problem>& warnings) {
    Draft draft{.tree = framework_tree(table), .text = table.text(), .values = {}};
    if (form.format == InputFormat::xlsx && form.data == nullptr && table.text().is_sheet())
        draft.values = values_beside(source, index_of(draft.tree, draft.text), warnings);
    return written(std::move(draft), form);
}

std::string from_coin_tool(const Source& source, const Workbook& workbook, const IndexForm& form,
                           std::vector<Problem>& warnings) {
    Loaded<Input> loaded = load_dataset(source, std::nullopt, form.reading);
    warnings = std::move(loaded.warnings);
    Draft draft{.tree = coin_tree(workbook), .text = Text(source.name, ""), .values = {}};
    if (form.format == InputFormat::xlsx && form.data == nullptr) draft.values = std::move(loaded.value.data);
    return written(std::move(draft), form);
}

std::string from_workbook(const Source& source, const IndexForm& form, std::vector<Problem>& warnings) {
    const Workbook workbook(source);
    if (form.reading.sheet.empty() && is_coin_tool(workbook)) return from_coin_tool(source, workbook, form, warnings);
    std::vector<Problem> told;  // again where it is loaded
    const Workbook::Sheet* const sheet = form.reading.sheet.empty() ? find_index_sheet(workbook) : nullptr;
    if (sheet == nullptr) return from_values(source, table_of_values(workbook, form, told), form, warnings);
    warnings = load_index(source, form.reading).warnings;
    return from_framework(source, TableText(workbook.file(), workbook.read(*sheet, told, {.says_merged = false})), form,
                          warnings);
}

std::string from_json(const Source& source, const IndexForm& form, std::vector<Problem>& warnings) {
    std::vector<Problem> told;  // again where it is loaded
    const Decoded decoded = decode(source, form.reading.encoding, Fallback::none, told);
    const Text text(source.name, decoded.characters());
    Faults faults;
    JsonNode root = parse_json(text, faults, is_list_of_records);
    if (const auto records = records_in(text, root)) {
        faults.raise_if_any(text);
        return from_values(source, TableText(text, table_of_records(text, *records, told)), form, warnings);
    }
    warnings = load_index(source, form.reading).warnings;
    return written({.tree = std::move(root), .text = text, .values = {}}, form);
}

std::string from_text(const Source& source, InputFormat from, const IndexForm& form, std::vector<Problem>& warnings) {
    std::vector<Problem> told;  // again where it is loaded
    const TableText table(source, form.reading, separator_of(from), told);
    if (!is_framework(table)) return from_values(source, table, form, warnings);
    warnings = load_index(source, form.reading).warnings;
    return from_framework(source, table, form, warnings);
}

}  // namespace

Loaded<std::string> index_in_form(const Source& source, const IndexForm& form) {
    const InputFormat from = format_of(source, form.reading);
    Loaded<std::string> text;
    switch (from) {
        case InputFormat::json: text.value = from_json(source, form, text.warnings); break;
        case InputFormat::xlsx: text.value = from_workbook(source, form, text.warnings); break;
        case InputFormat::csv:
        case InputFormat::tsv: text.value = from_text(source, from, form, text.warnings); break;
    }
    return text;
}

}  // namespace iiindex
