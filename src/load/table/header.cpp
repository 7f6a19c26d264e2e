#include "load/table/header.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "load/codes.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

using Kind = ColumnRole::Kind;

constexpr std::string_view group_prefix = "group:";
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

ColumnRole role_of(FixedColumn column) {
    switch (column) {
        case FixedColumn::code: return {Kind::code, 0};
        case FixedColumn::name: return {Kind::name, 0};
        case FixedColumn::name_english: return {Kind::name_english, 0};
        case FixedColumn::period: return {Kind::period, 0};
        case FixedColumn::origin: return {Kind::origin, 0};
        case FixedColumn::rank:
        case FixedColumn::tier: break;
    }
    return {};
}

std::string lower(std::string_view text) {
    std::string folded(text);
    std::transform(folded.begin(), folded.end(), folded.begin(), ascii_lower);
    return folded;
}

/// Matches the titles of one table with the columns that an index asks for.
class HeaderReader {
public:
    HeaderReader(const Text& text, const Index& index, Faults& faults, std::vector<Problem>& warnings)
        : text_(text), index_(index), faults_(faults), warnings_(warnings) {
        for (std::size_t node = 0; node < index.nodes.size(); ++node) learn(node);
    }

    Layout read(std::vector<Title> titles) {
        layout_.titles = std::move(titles);
        layout_.indicator_columns.assign(index_.indicators.size(), nowhere);
        denominator_columns_.assign(index_.denominators.size(), nowhere);
        for (const auto& title : layout_.titles) layout_.columns.push_back(role(title));
        for (std::size_t column = 0; column < layout_.columns.size(); ++column) claim(column);
        check_unit_column();
        check_indicators();
        check_denominators();
        return std::move(layout_);
    }

private:
    void learn(std::size_t node) {
        codes_.emplace(index_.nodes[node].code, node);
        const Name& name = index_.nodes[node].name;
        learn_name(name.own, node);
        if (!equal_ignoring_case(trimmed(name.own), trimmed(name.english))) learn_name(name.english, node);
    }

    void learn_name(std::string_view name, std::size_t node) {
        if (const auto bare = trimmed(name); !bare.empty()) names_[lower(bare)].push_back(node);
    }

    ColumnRole node_role(std::size_t node) const {
        if (const auto indicator = index_.nodes[node].indicator) return {Kind::indicator, *indicator};
        return {};  // an inner node: our own output read back
    }

    ColumnRole role(const Title& title) {
        if (const auto fixed = fixed_column_by_code(title.text)) return role_of(*fixed);
        if (title.text.starts_with(group_prefix)) return group_role(title);
        if (const auto found = codes_.find(title.text); found != codes_.end()) return node_role(found->second);
        const auto& denominators = index_.denominators;
        const auto denominator = std::find(denominators.begin(), denominators.end(), title.text);
        if (denominator != denominators.end()) {
            return {Kind::denominator, static_cast<std::size_t>(denominator - denominators.begin())};
        }
        if (const auto fixed = fixed_column_by_title(title.text)) return role_of(*fixed);
        return role_by_name(title);
    }

    ColumnRole group_role(const Title& title) {
        const auto name = trimmed(std::string_view(title.text).substr(group_prefix.size()));
        if (name.empty()) fault(title, "expected a name after 'group:'");
        auto& groups = layout_.groups;
        if (std::find(groups.begin(), groups.end(), name) != groups.end()) {
            fault(title, fmt::format("column '{}' stands here twice", title.text));
            return {};
        }
        groups.emplace_back(name);
        return {Kind::group, groups.size() - 1};
    }

    ColumnRole role_by_name(const Title& title) {
        const auto found = names_.find(lower(title.text));
        if (found == names_.end()) {
            unknown(title);
            return {};
        }
        const auto& nodes = found->second;
        const auto is_indicator = [&](std::size_t node) { return index_.nodes[node].is_indicator(); };
        const auto first = std::find_if(nodes.begin(), nodes.end(), is_indicator);
        if (first == nodes.end()) return {};
        if (const auto second = std::find_if(first + 1, nodes.end(), is_indicator); second != nodes.end()) {
            fault(title,
                  fmt::format("'{}' is the name of both '{}' and '{}'", title.text, index_.nodes[*first].code,
                              index_.nodes[*second].code),
                  "give the columns their codes as titles");
        }
        return node_role(*first);
    }

    void unknown(const Title& title) {
        unknown_.push_back(title.text);
        std::string what = title.text.empty() ? "a column without a title is ignored"
                                              : fmt::format("unknown column '{}' is ignored", title.text);
        if (warnings_.size() >= most_warnings) return;
        warnings_.push_back(text_.problem({title.begin, title.length, std::move(what), nearest_column(title.text)}));
    }

    std::string nearest_column(std::string_view title) const {
        std::vector<std::string_view> known = {"code", "name", "name_en", "period", "origin"};
        for (const std::size_t node : index_.indicators) {
            known.push_back(index_.nodes[node].code);
            known.push_back(index_.nodes[node].name.own);
            known.push_back(index_.nodes[node].name.english);
        }
        known.insert(known.end(), index_.denominators.begin(), index_.denominators.end());
        return did_you_mean(title, known);
    }

    /// Refuses a second column for what has one already.
    void claim(std::size_t column) {
        const ColumnRole role = layout_.columns[column];
        if (role.kind == Kind::ignored || role.kind == Kind::group) return;
        std::size_t first = layout_.find(role.kind);
        if (role.kind == Kind::indicator) first = claim(layout_.indicator_columns[role.number], column);
        if (role.kind == Kind::denominator) first = claim(denominator_columns_[role.number], column);
        if (first != column) refuse_twice(first, column);
    }

    static std::size_t claim(std::size_t& place, std::size_t column) {
        if (place == nowhere) place = column;
        return place;
    }

    void refuse_twice(std::size_t first, std::size_t second) {
        layout_.columns[second] = {};
        const auto& titles = layout_.titles;
        const bool same = titles[first].text == titles[second].text;
        fault(titles[second],
              same ? fmt::format("column '{}' stands here twice", titles[second].text)
                   : fmt::format("columns '{}' and '{}' are the same", titles[first].text, titles[second].text));
    }

    void check_unit_column() {
        if (layout_.has(Kind::code) || layout_.has(Kind::name)) return;
        absent("no column 'code' or 'name'", "the first row holds the titles of the columns");
    }

    void check_indicators() {
        const auto& columns = layout_.indicator_columns;
        if (std::all_of(columns.begin(), columns.end(), [](std::size_t column) { return column == nowhere; })) {
            return absent(
                fmt::format("no column for any of the {} indicators of '{}'", columns.size(), index_.root().code),
                "a column's title is an indicator's code or name; `iiindex template` writes such a table");
        }
        for (std::size_t indicator = 0; indicator < columns.size(); ++indicator) {
            if (columns[indicator] != nowhere) continue;
            const Node& node = index_.nodes[index_.indicators[indicator]];
            absent(fmt::format("no column for indicator '{}' ({})", node.code, node.name.own),
                   nearest_unknown({node.code, node.name.own, node.name.english}));
        }
    }

    void check_denominators() {
        for (std::size_t i = 0; i < denominator_columns_.size(); ++i) {
            if (denominator_columns_[i] != nowhere) continue;
            absent(fmt::format("no column for the denominator '{}'", index_.denominators[i]),
                   nearest_unknown({index_.denominators[i]}));
        }
    }

    /// The unknown column that was probably meant for something absent.
    std::string nearest_unknown(const std::vector<std::string_view>& wanted) const {
        const std::vector<std::string_view> candidates(unknown_.begin(), unknown_.end());
        for (const auto word : wanted) {
            const auto found = nearest(word, candidates);
            if (!found.empty()) return fmt::format("is column '{}' meant for it?", found);
        }
        return {};
    }

    void fault(const Title& title, std::string what, std::string remedy = {}) {
        faults_.add({title.begin, title.length, std::move(what), std::move(remedy)});
    }

    void absent(std::string what, std::string remedy) {
        faults_.add({layout_.titles.front().begin, 1, std::move(what), std::move(remedy)});
    }

    static constexpr std::size_t most_warnings = 100;

    const Text& text_;
    const Index& index_;
    Faults& faults_;
    std::vector<Problem>& warnings_;
    Layout layout_;
    std::map<std::string, std::size_t, std::less<>> codes_;
    std::map<std::string, std::vector<std::size_t>> names_;  ///< in lower case
    std::vector<std::size_t> denominator_columns_;
    std::vector<std::string> unknown_;
};

bool contains(std::string_view text, std::string_view piece) { return text.find(piece) != text.npos; }

bool has_lone_carriage_return(const Title& title) {
    const auto at = title.text.find('\r');
    return at != title.text.npos && title.text.compare(at, 2, "\r\n") != 0;
}

}  // namespace

std::size_t Layout::find(ColumnRole::Kind kind) const {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](auto role) { return role.kind == kind; });
    return static_cast<std::size_t>(found - columns.begin());
}

std::vector<Title> read_titles(std::string_view text, char separator, std::size_t& rows_begin, Faults& faults) {
    std::vector<Title> titles;
    std::string scratch;
    Field field;
    field.next = next_row(text, 0);
    do {
        field = scan_field(text, field.next, separator);
        if (field.flaw != Field::Flaw::none) faults.add(flaw_fault(field));
        titles.push_back({std::string(trimmed(content(text, field, scratch))), field.begin, field.end - field.begin});
    } while (!field.ends_row);
    rows_begin = field.next;
    return titles;
}

void refuse_wrong_separator(const Text& text, const std::vector<Title>& titles, char separator) {
    const auto refuse_header = [&](std::string what, std::string remedy) {
        throw InputError(text.problem({titles[0].begin, titles[0].length, std::move(what), std::move(remedy)}));
    };
    if (std::any_of(titles.begin(), titles.end(), has_lone_carriage_return)) {
        refuse_header("the rows end with a lone carriage return", "save the file with line ends LF or CRLF");
    }
    if (titles.size() > 1) return;
    const std::string_view header = titles[0].text;
    const std::string_view expected = separator == '\t' ? "tabs" : "commas";
    if (contains(header, ";")) {
        refuse_header(fmt::format("the columns are parted by semicolons, expected {}", expected),
                      "export the table with commas, or as TSV with tabs");
    }
    if (separator == ',' && contains(header, "\t")) {
        refuse_header("the columns are parted by tabs, expected commas", "say --input-format tsv");
    }
    if (separator == '\t' && contains(header, ",")) {
        refuse_header("the columns are parted by commas, expected tabs", "say --input-format csv");
    }
}

Layout read_layout(const Text& text, char separator, const Index& index, Faults& faults,
                   std::vector<Problem>& warnings) {
    std::size_t rows_begin = 0;
    auto titles = read_titles(text.characters(), separator, rows_begin, faults);
    faults.raise_if_any(text);  // a broken quote has swallowed titles
    refuse_wrong_separator(text, titles, separator);
    Layout layout = HeaderReader(text, index, faults, warnings).read(std::move(titles));
    layout.rows_begin = rows_begin;
    return layout;
}

}  // namespace iiindex::detail
