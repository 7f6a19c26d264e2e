#include <iiindex/load.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "load/formats.hpp"
#include "load/json/json_reader.hpp"
#include "load/judgements/node_names.hpp"
#include "load/node_lookup.hpp"
#include "load/table/dialect.hpp"
#include "load/table/encoding.hpp"
#include "load/table/header.hpp"
#include "load/table/marks.hpp"
#include "load/table/number.hpp"
#include "load/table/rows.hpp"
#include "load/table_text.hpp"
#include "load/wording.hpp"
#include "load/xlsx/choose.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Puts weights into an index, and remembers what was wrong with them.
class WeightSetter {
public:
    WeightSetter(Index& index, JsonReader& reader) : index_(index), lookup_(index), reader_(reader) {}

    /// `code` and `weight` stand at `code_at` and `weight_at` in the text.
    void set(std::string_view code, const Fault& code_at, double weight, const Fault& weight_at) {
        const auto node = lookup_.node(code);
        if (!node) return reader_.unknown(said("node"), code, code_at.begin, code_at.length, lookup_.node_codes());
        if (*node == 0) return refuse_at(code_at, said("'{}' is the root, which has no weight", code));
        if (const Node& parent = index_.nodes[index_.nodes[*node].parent]; parent.aggregation.formula) {
            return refuse_at(code_at, said("the weight of '{}' does not count: '{}' combines its children by a "
                                           "formula",
                                           code, parent.code));
        }
        const auto [first, is_new] = begins_.emplace(*node, code_at.begin);
        if (!is_new) {
            return refuse_at(code_at,
                             said("'{}' stands here again, first at {}", code, reader_.text().place(first->second)));
        }
        if (!(weight >= 0)) {
            return refuse_at(weight_at, said("weight of '{}' is {}, expected a number of at least 0", code, weight));
        }
        index_.nodes[*node].weight = weight;
        index_.nodes[*node].weight_origin = Origin::unstated;
        index_.nodes[index_.nodes[*node].parent].weighting = {};  // stated weights are the ones to use
    }

    const Index& index() const { return index_; }

    /// Refuses siblings of which none counts.
    void check() {
        for (const Node& node : index_.nodes) {
            const auto is_zero = [&](std::size_t child) { return index_.nodes[child].weight == 0; };
            if (node.children.empty() || !std::all_of(node.children.begin(), node.children.end(), is_zero)) continue;
            const auto stated = std::find_if(node.children.begin(), node.children.end(),
                                             [&](std::size_t child) { return begins_.contains(child); });
            if (stated == node.children.end()) continue;
            refuse_at({begins_.at(*stated), 1, {}, {}},
                      said("all children of '{}' have weight 0, expected one above 0", node.code));
        }
    }

    /// Says which siblings of nodes with new weights keep their own.
    void say_kept(const std::string& file, std::vector<Problem>& warnings) const {
        for (std::size_t node = 1; node < index_.nodes.size(); ++node) {
            const auto& siblings = index_.nodes[index_.nodes[node].parent].children;
            const bool others = std::any_of(siblings.begin(), siblings.end(),
                                            [&](std::size_t sibling) { return begins_.contains(sibling); });
            if (!others || begins_.contains(node)) continue;
            warnings.push_back({.where = {file},
                                .what = said("'{}' is not named and keeps its weight {}", index_.nodes[node].code,
                                             shortest(index_.nodes[node].weight)),
                                .remedy = {}});
        }
    }

private:
    void refuse_at(Fault fault, std::string what) {
        fault.what = std::move(what);
        reader_.faults().add(std::move(fault));
    }

    Index& index_;
    NodeLookup lookup_;
    JsonReader& reader_;
    std::map<std::size_t, std::size_t> begins_;  ///< by node: where its weight stands
};

void read_json_weights(const Text& text, JsonReader& reader, WeightSetter& setter) {
    const JsonNode root = parse_json(text, reader.faults());
    if (!reader.expect(root, JsonNode::Kind::object, said("the weights"))) return;
    for (const auto& member : root.members) {
        const JsonNode& value = member.value;
        const auto weight = reader.number(value, member.key);
        if (weight)
            setter.set(member.key, {member.begin, member.length, {}, {}}, *weight, {value.begin, value.length, {}, {}});
    }
}

/// Where nodes and their weights stand in a table.
struct WeightColumns {
    std::size_t code;
    bool holds_names;  ///< not codes
    std::size_t weight;
    std::size_t count;
};

std::optional<WeightColumns> find_columns(const std::vector<Title>& titles, Faults& faults) {
    const auto find = [&](std::initializer_list<std::string_view> words) {
        const auto found = std::find_if(titles.begin(), titles.end(), [&](const Title& title) {
            const std::string form = title_form(title.text);
            return std::find(words.begin(), words.end(), form) != words.end();
        });
        return static_cast<std::size_t>(found - titles.begin());
    };
    WeightColumns columns{find({"code", "代码", "指标代码"}), false, find({"weight", "权重"}), titles.size()};
    if (columns.code == titles.size()) {
        columns.code = find({"name", "名称", "node", "指数", "指标", "指标名称"});
        columns.holds_names = true;
    }
    if (columns.code < titles.size() && columns.weight < titles.size()) return columns;
    const auto absent = columns.code < titles.size() ? "weight" : "code";
    faults.add({titles.front().begin, 1, said("no column '{}', expected 'code' and 'weight'", absent), {}});
    return std::nullopt;
}

Fault place_of(const Field& field) { return {field.begin, field.end - field.begin, {}, {}}; }

/// Weights of a table, row by row, and what their cells have alike.
class WeightRows {
public:
    WeightRows(const Text& text, const WeightColumns& columns, char decimal, Faults& faults, WeightSetter& setter)
        : text_(text), columns_(columns), style_{Percent::allowed, decimal}, faults_(faults), setter_(setter) {
        if (columns.holds_names) names_.emplace(setter.index());
    }

    void read(const std::vector<Field>& fields) {
        std::string scratch;
        const std::string code =
            code_of(std::string(trimmed(content(text_.characters(), fields[columns_.code], scratch))));
        const Field& field = fields[columns_.weight];
        auto cell = read_number(content(text_.characters(), field, scratch), style_, in_quotes(code));
        marks_.note(cell, field);
        if (cell.kind == NumberCell::Kind::number) {
            return setter_.set(code, place_of(fields[columns_.code]), cell.number, place_of(field));
        }
        if (cell.kind == NumberCell::Kind::nothing) cell.what = said("no weight for '{}'", code);
        Fault fault = place_of(field);
        fault.what = std::move(cell.what);
        fault.remedy = std::move(cell.remedy);
        faults_.add(std::move(fault));
    }

    /// The code of the only node that goes by a name; else the name, which is then told as no node.
    std::string code_of(std::string text) const {
        if (!names_) return text;
        const auto& nodes = names_->find(text);
        return nodes.size() == 1 ? setter_.index().nodes[nodes.front()].code : text;
    }

    void check_column() { marks_.check(in_quotes("weight"), text_, faults_); }

private:
    const Text& text_;
    const WeightColumns& columns_;
    NumberStyle style_;
    Faults& faults_;
    WeightSetter& setter_;
    ColumnMarks marks_;
    std::optional<NodeNames> names_;
};

void read_table_weights(const TableText& table, JsonReader& reader, WeightSetter& setter,
                        std::vector<Problem>& warnings) {
    const Text& text = table.text();
    const auto characters = text.characters();
    Dialect dialect = table.dialect();
    std::size_t at = dialect.begin;
    const auto titles = read_titles(characters, dialect.separator, at, reader.faults());
    refuse_wrong_separator(text, titles, dialect.separator);
    const auto columns = find_columns(titles, reader.faults());
    if (!columns) return;
    if (may_have_decimal_commas(dialect.separator)) {
        std::vector<bool> is_number(columns->count);
        is_number[columns->weight] = true;
        dialect.decimal = find_decimal_mark(text, at, dialect, is_number, warnings);
    }
    WeightRows rows(text, *columns, dialect.decimal, reader.faults(), setter);
    for (at = next_row(characters, at); at < characters.size(); at = next_row(characters, at)) {
        const auto fields = scan_row(characters, at, dialect.separator);
        const auto flawed = std::find_if(fields.begin(), fields.end(),
                                         [](const Field& field) { return field.flaw != Field::Flaw::none; });
        if (flawed != fields.end()) {
            reader.faults().add(flaw_fault(*flawed));
        } else if (fields.size() != columns->count) {
            reader.faults().add({at, fields.back().end - at, unlike_header(fields.size(), columns->count), {}});
        } else {
            rows.read(fields);
        }
        at = fields.back().next;
    }
    rows.check_column();
}

bool has_columns(const SheetText& start) {
    Faults faults;
    std::size_t at = 0;
    return find_columns(read_titles(start.characters, cell_end, at, faults), faults).has_value();
}

SheetText weights_sheet(const Source& source, std::vector<Problem>& warnings) {
    const Workbook workbook(source);
    const SheetQuestion question{.can_be_said = false,
                                 .usual = {"weights", "权重"},
                                 .what = said("a table of weights"),
                                 .is_meant = has_columns};
    return workbook.read(choose_sheet(workbook, question, warnings), warnings);
}

/// Reads weights, and tells of all that is wrong with them.
template <class Read>
void read_weights(const Text& text, Index& index, std::vector<Problem>& warnings, const Read& read) {
    Faults faults;
    JsonReader reader(text, faults);
    WeightSetter setter(index, reader);
    read(reader, setter);
    setter.check();
    faults.raise_if_any(text);
    setter.say_kept(text.file(), warnings);
}

void read_table(const TableText& table, Index& index, std::vector<Problem>& warnings) {
    read_weights(table.text(), index, warnings, [&](JsonReader& reader, WeightSetter& setter) {
        read_table_weights(table, reader, setter, warnings);
    });
}

}  // namespace

Loaded<Index> load_weights(const Source& source, Index index) {
    Loaded<Index> loaded{std::move(index), {}};
    const InputFormat format = format_of(source, {});
    if (format == InputFormat::xlsx) {
        const TableText table(source.name, weights_sheet(source, loaded.warnings));
        read_table(table, loaded.value, loaded.warnings);
    } else if (format == InputFormat::json) {
        const Decoded decoded = decode(source, {}, Fallback::none, loaded.warnings);
        const Text text(source.name, decoded.characters());
        read_weights(text, loaded.value, loaded.warnings,
                     [&](JsonReader& reader, WeightSetter& setter) { read_json_weights(text, reader, setter); });
    } else {
        const TableText table(source, {}, separator_of(format), loaded.warnings);
        read_table(table, loaded.value, loaded.warnings);
    }
    return loaded;
}

}  // namespace iiindex
