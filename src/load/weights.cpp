#include <iiindex/load.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "load/formats.hpp"
#include "load/framework/keys.hpp"
#include "load/framework/leaf_weights.hpp"
#include "load/json/json_reader.hpp"
#include "load/judgements/node_names.hpp"
#include "load/node_lookup.hpp"
#include "load/table/dialect.hpp"
#include "load/table/encoding.hpp"
#include "load/table/header.hpp"
#include "load/table/marks.hpp"
#include "load/table/no_units.hpp"
#include "load/table/number.hpp"
#include "load/table/rows.hpp"
#include "load/table/title_parts.hpp"
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

    /// Says it where indicators' weights look like shares of the total while their groups keep the index's weights.
    void say_shares_of_total(const std::string& file, std::vector<Problem>& warnings) const {
        std::vector<LeafWeights> sums(index_.nodes.size());
        for (const std::size_t leaf : index_.indicators) {
            for (std::size_t at = leaf; at != 0; at = index_.nodes[at].parent) {
                if (begins_.contains(at) != (at == leaf)) return;
                sums[index_.nodes[at].parent].add(index_.nodes[leaf].weight);
            }
        }
        const auto groups =
            std::count_if(sums.begin() + 1, sums.end(), [](const LeafWeights& of) { return of.sum() > 0; });
        const auto is_whole = [](const LeafWeights& of) { return of.make_whole(); };
        if (groups < 2 || !is_whole(sums[0]) || std::any_of(sums.begin() + 1, sums.end(), is_whole)) return;
        warnings.push_back({.where = {file},
                            .what = said("the indicators' weights make a whole together and in no group, as shares of "
                                         "the total do, but the groups keep the index's weights"),
                            .remedy = said("where they are shares of the total, name each group too, with the sum of "
                                           "its indicators' weights")});
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
    std::size_t node;
    std::size_t weight;
    std::size_t count;
};

/// The first column whose title is one of a key's, or one of these; the number of titles where none is.
std::size_t find_column(const std::vector<Title>& titles, std::string_view key,
                        std::initializer_list<std::string_view> more = {}) {
    const auto& words = find_table_key(key)->titles;
    const auto is_title = [&](const Title& title) {
        const std::string form = title_form(split_title(title.text).name);
        const auto is_it = [&](std::string_view word) { return title_form(word) == form; };
        return std::any_of(words.begin(), words.end(), is_it) || std::any_of(more.begin(), more.end(), is_it);
    };
    return static_cast<std::size_t>(std::find_if(titles.begin(), titles.end(), is_title) - titles.begin());
}

/// Of two columns one is that of the nodes where the other is titled as that of weights.
std::optional<WeightColumns> find_columns(const std::vector<Title>& titles, Faults& faults) {
    WeightColumns columns{find_column(titles, "code"), find_column(titles, "weight"), titles.size()};
    if (columns.node == titles.size()) columns.node = find_column(titles, "name", {"node", "指数", "indicator"});
    if (columns.node == titles.size() && titles.size() == 2 && columns.weight < 2) columns.node = 1 - columns.weight;
    if (columns.node < titles.size() && columns.weight < titles.size()) return columns;
    const auto absent = columns.node < titles.size() ? "weight" : "code";
    faults.add({titles.front().begin, 1, said("no column '{}', expected 'code' and 'weight'", absent), {}});
    return std::nullopt;
}

Fault place_of(const Field& field) { return {field.begin, field.end - field.begin, {}, {}}; }

/// Weights of a table, row by row, and what their cells have alike.
class WeightRows {
public:
    WeightRows(const Text& text, const WeightColumns& columns, char decimal, Faults& faults, WeightSetter& setter,
               std::vector<Problem>& warnings)
        : text_(text),
          columns_(columns),
          style_{Percent::allowed, decimal},
          faults_(faults),
          setter_(setter),
          warnings_(warnings),
          names_(setter.index()) {}

    void read(const std::vector<Field>& fields) {
        std::string scratch;
        const std::string text(trimmed(content(text_.characters(), fields[columns_.node], scratch)));
        if (is_total(text)) return leave_out(text, fields[columns_.node]);
        const std::string code = code_of(text);
        const Field& field = fields[columns_.weight];
        auto cell = read_number(content(text_.characters(), field, scratch), style_, in_quotes(code));
        marks_.note(cell, field);
        if (cell.kind == NumberCell::Kind::number) {
            return setter_.set(code, place_of(fields[columns_.node]), cell.number, place_of(field));
        }
        if (cell.kind == NumberCell::Kind::nothing) cell.what = said("no weight for '{}'", code);
        Fault fault = place_of(field);
        fault.what = std::move(cell.what);
        fault.remedy = std::move(cell.remedy);
        faults_.add(std::move(fault));
    }

    void check_column() { marks_.check(in_quotes("weight"), text_, faults_); }

private:
    /// The code of the only node that goes by a code or a name; else the text, which is then told as no node.
    std::string code_of(const std::string& text) const {
        const auto& nodes = names_.find(text);
        return nodes.size() == 1 ? setter_.index().nodes[nodes.front()].code : text;
    }

    /// A row below the weights that sums them up.
    bool is_total(const std::string& text) const { return kind_of_row(text) == RowKind::total && !names_.knows(text); }

    void leave_out(const std::string& text, const Field& field) {
        warnings_.push_back(text_.problem(
            {field.begin, field.end - field.begin, said("'{}' is left out: it sums the others up", text), {}}));
    }

    const Text& text_;
    const WeightColumns& columns_;
    NumberStyle style_;
    Faults& faults_;
    WeightSetter& setter_;
    std::vector<Problem>& warnings_;
    ColumnMarks marks_;
    NodeNames names_;
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
    WeightRows rows(text, *columns, dialect.decimal, reader.faults(), setter, warnings);
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
    setter.say_shares_of_total(text.file(), warnings);
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
