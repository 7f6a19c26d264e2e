#include "load/json/records.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/table/rows.hpp"
#include "load/wording.hpp"
#include "load/xlsx/workbook.hpp"
#include "text/ascii.hpp"

namespace iiindex::detail {
namespace {

using Kind = JsonNode::Kind;

/// A key of records, with those of the objects that it stands in.
struct Column {
    std::string path;
    std::size_t begin = 0, length = 0;  ///< where it stands first
    std::size_t name = 0;               ///< where the own key begins in the path
    std::size_t last_record = 0;        ///< the number of the last that has it, from 1
};

/// A value in a record.
struct Value {
    std::string path;      ///< of keys
    std::size_t name = 0;  ///< where its own begins in it
    const JsonMember& member;
};

class RecordReader {
public:
    RecordReader(const Text& text, const JsonNode& records) : text_(text), records_(records) {}

    void learn_keys() {
        for_each_record(faults_, [&](const JsonNode& record) {
            ++count_;
            if (record.kind == Kind::object)
                return for_each_value(record, {}, [&](const Value& value) { learn(value); });
            faults_.add({record.begin,
                         record.length,
                         said("expected a record, an object as the first is, got {}", name_of(record.kind)),
                         {}});
        });
        faults_.raise_if_any(text_);
        refuse_uneven();
    }

    void say(std::vector<Problem>& warnings) const {
        if (lists_.empty()) return;
        std::vector<std::string> names;
        for (const auto& [path, at] : lists_) names.push_back(in_quotes(path));
        const Piece& first = lists_.begin()->second;
        warnings.push_back(text_.problem(
            {first.begin, first.length, said("lists in records are passed over: {}", first_few(names)), {}}));
    }

    MadeTable written() {
        write_titles();
        std::vector<const JsonNode*> values;
        Faults told_already;
        for_each_record(told_already, [&](const JsonNode& record) {
            values.assign(columns_.size(), nullptr);
            for_each_value(record, {}, [&](const Value& value) {
                const auto column = places_.find(value.path);
                if (column != places_.end()) values[column->second] = &value.member.value;
            });
            for (std::size_t i = 0; i < values.size(); ++i) {
                if (values[i] != nullptr)
                    table_.text(cell_of(*values[i]), values[i]->begin, values[i]->length);
                else
                    table_.empty_cell();
            }
            table_.end_row();
        });
        return std::move(table_).finish();
    }

private:
    template <class Take>
    void for_each_record(Faults& faults, const Take& take) const {
        for (const JsonMember& member : records_.members) take(member.value);
        for (const JsonPlace place : records_.elements) take(parse_json_part(text_, place, faults));
    }

    template <class Take>
    static void for_each_value(const JsonNode& object, const std::string& path, const Take& take) {
        for (const JsonMember& member : object.members) {
            if (member.value.kind == Kind::object)
                for_each_value(member.value, path + member.key + '.', take);
            else
                take(Value{path + member.key, path.size(), member});
        }
    }

    void learn(const Value& value) {
        const JsonMember& member = value.member;
        if (member.value.kind == Kind::array) {
            lists_.try_emplace(value.path, Piece{.begin = member.begin, .from = 0, .length = member.length});
            return;
        }
        const auto [known, is_new] = places_.try_emplace(value.path, columns_.size());
        if (is_new) columns_.push_back({value.path, member.begin, member.length, value.name});
        Column& column = columns_[known->second];
        if (column.last_record == count_)
            faults_.add({member.begin, member.length, said("'{}' stands twice in a record", value.path), {}});
        column.last_record = count_;
    }

    void refuse_uneven() const {
        if (can_be_table(text_.characters().size(), count_, columns_.size())) return;
        refuse(text_.file(), said("nearly all of the {} records lack most of the {} keys", count_, columns_.size()),
               said("a record has a value or null for each key"));
    }

    void write_titles() {
        std::map<std::string_view, std::size_t> uses;
        const auto name_of = [](const Column& column) { return std::string_view(column.path).substr(column.name); };
        for (const Column& column : columns_) ++uses[name_of(column)];
        for (const Column& column : columns_) {
            const bool is_alone = uses[name_of(column)] == 1;
            table_.text(is_alone ? name_of(column) : std::string_view(column.path), column.begin, column.length);
        }
        table_.end_row();
    }

    std::string_view cell_of(const JsonNode& value) const {
        if (value.kind == Kind::null) return {};
        if (value.kind == Kind::string) return value.string;
        return text_.characters().substr(value.begin, value.length);
    }

    const Text& text_;
    const JsonNode& records_;
    std::size_t count_ = 0;
    std::vector<Column> columns_;
    std::map<std::string, std::size_t> places_;  ///< of columns, by path
    std::map<std::string, Piece> lists_;         ///< by path: where each stands first
    Faults faults_;
    TableWriter table_{text_.characters(), cell_end};
};

bool are_records(const JsonNode& node) {
    return node.kind == Kind::array && !node.members.empty() && node.members.front().value.kind == Kind::object;
}

/// Of an array that is read one by one.
std::optional<JsonNode> records_in_array(const Text& text, const JsonNode& root) {
    const auto begins = [&](char mark) {
        return [&text, mark](JsonPlace place) { return text.characters()[place.begin] == mark; };
    };
    const auto& places = root.elements;
    if (places.empty()) return std::nullopt;
    if (std::count_if(places.begin(), places.end(), begins('[')) != 1)
        return begins('{')(places.front()) ? std::optional(root) : std::nullopt;
    Faults told_already;
    JsonNode inner = parse_json_part(text, *std::find_if(places.begin(), places.end(), begins('[')), told_already);
    return are_records(inner) ? std::optional(std::move(inner)) : std::nullopt;
}

}  // namespace

bool is_list_of_records(const std::vector<std::string>& keys) { return keys.empty(); }

std::optional<JsonNode> records_in(const Text& text, const JsonNode& root) {
    if (root.kind == Kind::array) return records_in_array(text, root);
    if (root.kind != Kind::object || root.find("format") != nullptr) return std::nullopt;
    const auto holds = [](const JsonMember& member) { return are_records(member.value); };
    const auto found = std::find_if(root.members.begin(), root.members.end(), holds);
    const bool is_only = std::count_if(root.members.begin(), root.members.end(), holds) == 1;
    return is_only ? std::optional(found->value) : std::nullopt;
}

void say_other_pages(const Text& text, const JsonNode& root, const JsonNode& records, std::vector<Problem>& warnings) {
    constexpr std::string_view counts[] = {"total",      "count",        "total_count",
                                           "totalcount", "totalresults", "total_results"};
    constexpr std::string_view pages[] = {"pages", "total_pages", "totalpages", "page_count", "pagecount", "last_page"};
    const std::size_t here = records.members.size() + records.elements.size();
    JsonNode first;
    const JsonNode* beside = &root;
    if (root.kind == Kind::array) {  // as the World Bank's service has it: what there is, then the records
        if (root.elements.size() < 2 || text.characters()[root.elements.front().begin] != '{') return;
        if (text.characters()[root.elements.back().begin] != '[') return;
        Faults told_already;
        first = parse_json_part(text, root.elements.front(), told_already);
        beside = &first;
    }
    const auto says_more = [&](const JsonMember& member) {
        const std::string key = ascii_lower(member.key);
        const JsonNode& value = member.value;
        const bool is_number = value.kind == Kind::number;
        if (is_number && is_among(counts, key)) return value.number > static_cast<double>(here);
        if (is_number && is_among(pages, key)) return value.number > 1;
        return key == "next" && value.kind == Kind::string && !value.string.empty();
    };
    const auto found = std::find_if(beside->members.begin(), beside->members.end(), says_more);
    if (found == beside->members.end()) return;
    warnings.push_back(
        text.problem({found->begin, found->length,
                      said("'{}' says that there are more records than the {} that are here", found->key, here),
                      said("fetch them all, in one file or a file a page")}));
}

MadeTable table_of_records(const Text& text, const JsonNode& records, std::vector<Problem>& warnings) {
    RecordReader reader(text, records);
    reader.learn_keys();
    reader.say(warnings);
    return reader.written();
}

}  // namespace iiindex::detail
