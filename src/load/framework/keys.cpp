#include "load/framework/keys.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "load/directions.hpp"
#include "load/framework/settings.hpp"
#include "load/table/number.hpp"
#include "load/table/titles.hpp"
#include "load/wording.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

using Kind = JsonNode::Kind;

CellKind cell_kind_of(std::string_view path, std::string_view text) {
    if (const TableKey* const key = find_table_key(path)) return key->kind;
    if (text == "true" || text == "false") return CellKind::truth;
    const bool is_number = read_number(text, {}, "").kind == NumberCell::Kind::number;
    return is_number ? CellKind::number : CellKind::text;
}

/// What messages call a key.
std::string_view name_of_key(std::string_view path) {
    const TableKey* const key = find_table_key(path);
    return key ? key->title_in_english() : path;
}

/// The entries of a list, blanks around them taken away.
std::vector<std::string_view> entries_of(std::string_view text, CellKind kind) {
    static constexpr std::array<std::string_view, 2> semicolons = {";", "；"};
    static constexpr std::array<std::string_view, 4> others = {",", "，", "、", "–"};
    const auto has_any = [&](const auto& marks) {
        return std::any_of(marks.begin(), marks.end(), [&](auto mark) { return text.find(mark) != text.npos; });
    };
    std::vector<std::string_view> marks(semicolons.begin(), semicolons.end());
    const bool of_numbers = kind == CellKind::numbers || kind == CellKind::number_or_more;
    if (of_numbers && !has_any(semicolons)) marks.assign(others.begin(), others.end());
    std::vector<std::string_view> entries;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size();) {
        const auto mark = std::find_if(marks.begin(), marks.end(),
                                       [&](std::string_view one) { return text.substr(at).starts_with(one); });
        if (at < text.size() && mark == marks.end()) {
            ++at;
            continue;
        }
        entries.push_back(trimmed(text.substr(begin, at - begin)));
        begin = at += at < text.size() ? mark->size() : 1;
    }
    return entries;
}

/// One value, of which a list has several.
std::optional<JsonNode> entry_in(const GridCell& cell, std::string_view text, CellKind kind, std::string_view path,
                                 Faults& faults) {
    JsonNode value{.kind = Kind::string, .begin = cell.begin, .length = cell.length, .string = std::string(text)};
    if (kind == CellKind::text) return value;
    const auto number = read_number(text, {Percent::allowed}, in_quotes(name_of_key(path)));
    if (number.kind == NumberCell::Kind::number) {
        value.kind = Kind::number;
        value.number = number.number;
        value.string.clear();
    } else if (kind == CellKind::number) {
        faults.add(
            {cell.begin, cell.length,
             number.what.empty() ? said("expected a number for '{}', got '{}'", name_of_key(path), text) : number.what,
             number.remedy});
        return std::nullopt;
    }
    return value;
}

/// A method by its name, or with settings behind it: "entropy shift=0.001".
std::optional<JsonNode> method_in(const GridCell& cell, std::string_view text, std::string_view path, Faults& faults) {
    const std::size_t end = std::min(text.find(' '), text.size());
    JsonNode name{
        .kind = Kind::string, .begin = cell.begin, .length = cell.length, .string = std::string(text.substr(0, end))};
    if (end == text.size()) return name;
    JsonNode method{.kind = Kind::object, .begin = cell.begin, .length = cell.length};
    method.members.push_back({"method", cell.begin, cell.length, std::move(name)});
    for (std::string_view rest = trimmed(text.substr(end)); !rest.empty();) {
        const std::string_view word = rest.substr(0, rest.find(' '));
        const std::size_t equals = word.find('=');
        if (equals == word.npos) {
            faults.add({cell.begin, cell.length,
                        said("'{}' of '{}' is no setting, expected one as shift=0.001", word, name_of_key(path)),
                        said("a list has semicolons between its entries")});
            return std::nullopt;
        }
        auto value = entry_in(cell, word.substr(equals + 1), CellKind::numbers_and_texts, path, faults);
        if (!value) return std::nullopt;
        method.members.push_back({std::string(word.substr(0, equals)), cell.begin, cell.length, *std::move(value)});
        rest = trimmed(rest.substr(word.size()));
    }
    return method;
}

CellKind kind_of_entries(CellKind kind) {
    switch (kind) {
        case CellKind::numbers:
        case CellKind::number_or_more: return CellKind::number;
        case CellKind::texts: return CellKind::text;
        default: return kind;
    }
}

bool is_list(CellKind kind) {
    return kind == CellKind::numbers || kind == CellKind::number_or_more || kind == CellKind::texts ||
           kind == CellKind::numbers_and_texts || kind == CellKind::methods;
}

std::optional<JsonNode> direction_in(const GridCell& cell, Faults& faults) {
    JsonNode value{.kind = Kind::string, .begin = cell.begin, .length = cell.length, .string = {}};
    if (const auto said = direction_said(cell.text)) {
        value.string = *said == Direction::positive ? "positive" : "negative";
        return value;
    }
    faults.add({cell.begin, cell.length, said("direction is '{}'", cell.text),
                said("expected positive or negative, 1 or -1, + or -, 正向 or 逆向")});
    return std::nullopt;
}

std::string text_of(const JsonNode& value) {
    switch (value.kind) {
        case Kind::boolean: return value.boolean ? "true" : "false";
        case Kind::number: return shortest(value.number);
        case Kind::string: return value.string;
        case Kind::object: break;
        default: return {};
    }
    std::string text;
    for (const JsonMember& member : value.members) {
        if (member.key == "method")
            text += text_of(member.value);
        else
            text += " " + member.key + "=" + text_of(member.value);
    }
    return text;
}

bool are_same(const JsonNode& a, const JsonNode& b) {
    if (a.kind != b.kind || a.boolean != b.boolean || a.number != b.number || a.string != b.string) return false;
    return std::equal(
        a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
        [](const JsonMember& x, const JsonMember& y) { return x.key == y.key && are_same(x.value, y.value); });
}

}  // namespace

std::string_view TableKey::title_in_chinese() const {
    const auto found =
        std::find_if(titles.begin(), titles.end(), [](std::string_view title) { return (title.front() & 0x80) != 0; });
    return found == titles.end() ? titles.front() : *found;
}

std::span<const TableKey> table_keys() {
    using enum CellKind;
    static const std::vector<TableKey> all = {
        {"code", text, {"code", "iCode", "代码", "编码", "指标代码", "指标编码", "indicator code"}},
        {"name", text, {"name", "iName", "名称", "指标", "指标名称", "indicator name"}},
        {"name_en", text, {"name_en", "英文名", "英文名称", "English name"}},
        {"weight", number, {"weight", "权重", "权数", "指标权重"}},
        {"weight_origin", text, {"weight_origin", "weight origin", "权重来源"}},
        {"direction",
         direction,
         {"direction", "polarity", "方向", "指标方向", "指标属性", "属性", "性质", "指标性质", "正逆"}},
        {"measure", text, {"measure", "unit", "单位", "计量单位"}},
        {"goalposts.worst", number, {"worst", "最差值"}},
        {"goalposts.best", number, {"best", "最优值"}},
        {"goalposts.quantiles", numbers, {"quantiles", "分位数"}},
        {"best_at", number_or_more, {"best_at", "best at", "适度值", "适度区间", "最优区间"}},
        {"worst_distance", number, {"worst_distance", "worst distance", "最差距离"}},
        {"target", number, {"target", "目标值"}},
        {"cap", text, {"cap", "截断"}},
        {"transform", text, {"transform", "变换"}},
        {"denominator", text, {"denominator", "分母"}},
        {"formula", text, {"formula", "公式", "计算公式"}},
        {"normalisation", text, {"normalisation", "normalization", "标准化", "标准化方法", "无量纲化方法"}},
        {"normalisation.range", numbers, {"range", "标准化区间", "得分区间"}},
        {"aggregation", text, {"aggregation", "合成", "合成方法"}},
        {"aggregation.on", numbers, {"aggregation.on"}},
        {"aggregation.shares", numbers, {"aggregation.shares"}},
        {"missing", text, {"missing", "缺失处理"}},
        {"weighting", text, {"weighting", "赋权方法"}},
        {"weighting.of", methods, {"weighting.of"}},
        {"weighting.shares", numbers, {"weighting.shares"}},
        {"coverage.at_least", number, {"coverage", "覆盖率"}},
        {"rescale.best", number, {"rescale"}},
        {"round.digits", number, {"round", "小数位数"}},
        {"tiers.cuts", numbers, {"tier cuts", "梯队分界", "梯队界线"}},
        {"tiers.names", texts, {"tier names", "梯队名称"}},
        {"tiers.names_en", texts, {"tier names_en", "梯队英文名称"}},
        {"missing_codes", numbers_and_texts, {"missing codes", "缺失代码"}, true},
        {"unit_name.noun", text, {"unit_name.noun", "单位名称"}, true},
        {"unit_name.classifier", text, {"unit_name.classifier", "单位量词"}, true},
        {"unit_name.one", text, {"unit_name.one"}, true},
        {"unit_name.many", text, {"unit_name.many"}, true},
        {"unit_name_zh.noun", text, {"unit_name_zh.noun", "单位中文名称"}, true},
        {"unit_name_zh.classifier", text, {"unit_name_zh.classifier", "单位中文量词"}, true},
        {"unit_name_en.one", text, {"unit_name_en.one", "单位英文名称"}, true},
        {"unit_name_en.many", text, {"unit_name_en.many", "单位英文复数"}, true},
        {"note", text, {"note", "指数说明"}, true},
        {"note_en", text, {"note_en", "指数英文说明"}, true},
        {"note_zh", text, {"note_zh", "指数中文说明"}, true},
    };
    return all;
}

const TableKey* find_table_key(std::string_view path) {
    const auto keys = table_keys();
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const TableKey& key) { return key.path == path; });
    return found == keys.end() ? nullptr : &*found;
}

std::string other_path(std::string_view title_form) {
    static constexpr std::array<std::string_view, 7> objects = {"normalisation", "aggregation", "missing", "weighting",
                                                                "coverage",      "tiers",       "round"};
    const std::size_t dot = title_form.find('.');
    const bool is_path =
        dot != title_form.npos && dot + 1 < title_form.size() && is_among(objects, title_form.substr(0, dot));
    return is_path ? std::string(title_form) : std::string();
}

std::optional<JsonNode> value_in(const GridCell& cell, std::string_view path, Faults& faults) {
    const CellKind kind = cell_kind_of(path, cell.text);
    if (kind == CellKind::direction) return direction_in(cell, faults);
    if (kind == CellKind::truth)
        return JsonNode{
            .kind = Kind::boolean, .boolean = cell.text == "true", .begin = cell.begin, .length = cell.length};
    if (!is_list(kind)) return entry_in(cell, cell.text, kind, path, faults);
    JsonNode list{.kind = Kind::array, .begin = cell.begin, .length = cell.length};
    std::vector<std::string_view> entries = entries_of(cell.text, kind);
    if (kind == CellKind::methods) {
        if (entries.size() == 1) return entry_in(cell, cell.text, CellKind::text, path, faults);
        if (entries.back().empty()) entries.pop_back();
    }
    for (const std::string_view text : entries) {
        auto entry = kind == CellKind::methods ? method_in(cell, text, path, faults)
                                               : entry_in(cell, text, kind_of_entries(kind), path, faults);
        if (!entry) return std::nullopt;
        list.members.push_back({{}, cell.begin, cell.length, *std::move(entry)});
    }
    if (kind == CellKind::number_or_more && list.members.size() == 1) return std::move(list.members.front().value);
    return list;
}

std::string cell_of(const JsonNode& value, std::string_view path) {
    std::string text = text_of(value);
    if (value.kind == Kind::array) {
        for (const JsonMember& member : value.members) text += (text.empty() ? "" : "; ") + text_of(member.value);
        const TableKey* const key = find_table_key(path);
        if (key != nullptr && key->kind == CellKind::methods && value.members.size() == 1) text += ";";
    }
    const bool is_lost = text.empty() || cleaned(text) != text || says_nothing(path, text);
    if (is_lost) return {};
    Faults faults;
    const auto again = value_in({.text = text, .begin = 0, .length = 0}, path, faults);
    return again && are_same(*again, value) ? text : std::string();
}

}  // namespace iiindex::detail
