#include "load/table/titles.hpp"

#include <algorithm>
#include <span>

#include "ground/catalogue.hpp"
#include "load/directions.hpp"
#include "load/table/title_parts.hpp"
#include "load/table/two_languages.hpp"
#include "text/ascii.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// A text of TSV with tabs, line ends and backslashes instead of what stands for them.
std::string without_backslashes(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto stands_for = text[at] == '\\' && at + 1 < text.size() ? std::string_view("tnr\\").find(text[at + 1])
                                                                         : std::string_view::npos;
        plain += stands_for == std::string_view::npos ? text[at] : "\t\n\r\\"[stands_for];
        if (stands_for != std::string_view::npos) ++at;
    }
    return plain;
}

constexpr std::string_view percent[] = {"percent", "%", "per cent", "pct", "百分比"};
constexpr std::string_view counts[] = {"count", "number", "个", "项", "件", "家", "次", "座", "条", "种", "部", "人"};

bool has_form_of_any(std::string_view form, std::span<const std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return title_form(word) == form; });
}

/// A measure as it is compared: km² is km2.
std::string measure_form(std::string_view measure) {
    std::string form = title_form(measure);
    for (const auto& [power, digit] : {std::pair("²", "2"), std::pair("³", "3")}) {
        if (const auto at = form.find(power); at != form.npos) form.replace(at, std::string_view(power).size(), digit);
    }
    return form;
}

/// Whether what stands behind a name says that its values are others: a rank of it, its growth, its error, a part.
bool says_other_quantity(std::string_view behind, std::string_view name) {
    constexpr std::string_view words[] = {
        "rank",  "ranking", "growth", "change",   "se",    "stderr", "sd",    "stdev",   "std",        "lower",
        "upper", "ci",      "prior",  "previous", "male",  "female", "males", "females", "men",        "women",
        "boys",  "girls",   "zscore", "z-score",  "share", "yoy",    "qoq",   "cagr",    "cumulative", "percentile"};
    constexpr std::string_view chinese[] = {"排名", "位次", "名次",   "增速",   "增长", "增幅", "同比",
                                            "环比", "占比", "比重",   "上年",   "去年", "上期", "男",
                                            "女",   "累计", "标准差", "标准误", "得分"};
    const std::string form = ascii_lower(cleaned(behind)), own = ascii_lower(cleaned(name));
    const auto has_word = [](const std::string& text, std::string_view word) {
        for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
            const std::size_t end = at + word.size();
            if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
        }
        return false;
    };
    return std::any_of(std::begin(words), std::end(words),
                       [&](auto word) { return has_word(form, word) && !has_word(own, word); }) ||
           std::any_of(std::begin(chinese), std::end(chinese),
                       [&](auto word) { return form.find(word) != form.npos && own.find(word) == own.npos; });
}

/// The name behind "group:", with either colon.
std::string group_in(std::string_view title) {
    const std::string clean = cleaned(title);
    const std::size_t colon = std::min(clean.find(':'), clean.find("："));
    return cleaned(std::string_view(clean).substr(colon + (clean[colon] == ':' ? 1 : std::string_view("：").size())));
}

}  // namespace

TitleWords::TitleWords(const Index& index, const std::vector<std::pair<std::string, std::string>>& columns)
    : index_(index) {
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        const Name& name = index.nodes[node].name;
        codes_.emplace(index.nodes[node].code, node);
        for (const std::string_view text : {trimmed(name.own), trimmed(name.english)}) {
            if (text.empty()) continue;
            auto& nodes = names_[text];
            if (nodes.empty() || nodes.back() != node) nodes.push_back(node);
        }
    }
    for (std::size_t i = 0; i < index.inputs.size(); ++i) {
        const InputColumn& input = index.inputs[i];
        for (const std::string_view text :
             {std::string_view(input.code), trimmed(input.name.own), trimmed(input.name.english)}) {
            if (!text.empty()) inputs_.emplace(text, i);
        }
    }
    for (const auto& [role, title] : columns) said_[title_form(title)] = {title, meaning_of_role(role, title)};
}

/// The meaning that a person gives a title: `name`, `group:region`, `value`, an indicator.
Meaning TitleWords::meaning_of_role(const std::string& role, const std::string& title) const {
    Meaning meaning;
    if (const auto fixed = fixed_column_by_code(role)) {
        meaning.fixed = FixedTitle{*fixed, 0};
    } else if (role.starts_with(group_prefix) && role.size() > group_prefix.size()) {
        meaning.group = role.substr(group_prefix.size());
    } else if (const auto column = long_column(title_form(role))) {
        meaning.long_column = column;
    } else {
        meaning = found_out(role, false);
        meaning.fixed.reset();
        meaning.inner.clear();
    }
    if (!meaning.empty() || meaning.long_column) return meaning;
    std::vector<std::string_view> known = {"code", "name", "name_en", "period", "origin", "indicator", "value"};
    for (const std::size_t node : index_.indicators) known.push_back(index_.nodes[node].code);
    throw InputError(Problem{.where = {index_.file},
                             .what = said("--columns {}={}: there is no column '{}'", role, title, role),
                             .remedy = did_you_mean(role, known)});
}

std::vector<std::string> TitleWords::absent(const std::vector<std::string_view>& titles) const {
    std::vector<std::string> absent;
    for (const auto& [form, said] : said_) {
        const auto is_it = [&, &form = form](std::string_view title) { return title_form(title) == form; };
        if (std::none_of(titles.begin(), titles.end(), is_it)) absent.push_back(said.first);
    }
    return absent;
}

void TitleWords::learn_forms() const {
    if (has_forms_) return;
    has_forms_ = true;
    const auto learn = [&](std::string_view text, std::size_t node) {
        if (text.empty()) return;
        auto& nodes = forms_[title_form(text)];
        if (nodes.empty() || nodes.back() != node) nodes.push_back(node);
    };
    for (std::size_t node = 0; node < index_.nodes.size(); ++node) {
        learn(index_.nodes[node].code, node);
        learn(index_.nodes[node].name.own, node);
        learn(index_.nodes[node].name.english, node);
    }
    for (const auto& [name, number] : inputs_) input_forms_.emplace(title_form(name), number);
}

Meaning TitleWords::sorted(const std::vector<std::size_t>& nodes) const {
    Meaning meaning;
    for (const std::size_t node : nodes) {
        (index_.nodes[node].is_indicator() ? meaning.indicators : meaning.inner).push_back(node);
    }
    return meaning;
}

Meaning TitleWords::exact(std::string_view title) const {
    Meaning meaning;
    if (const auto found = inputs_.find(title); found != inputs_.end()) {
        meaning.input = found->second;
        return meaning;
    }
    const auto code = codes_.find(title);
    if (code != codes_.end() && index_.nodes[code->second].is_indicator()) {
        meaning = sorted({code->second});
        meaning.is_code = true;
        return meaning;
    }
    if (const auto found = names_.find(title); found != names_.end()) meaning = sorted(found->second);
    if (code != codes_.end()) {
        meaning.is_code = true;
        if (std::find(meaning.inner.begin(), meaning.inner.end(), code->second) == meaning.inner.end()) {
            meaning.inner.push_back(code->second);
        }
    }
    return meaning;
}

Meaning TitleWords::alike(std::string_view title) const {
    learn_forms();
    const std::string form = title_form(title);
    Meaning meaning;
    if (const auto found = forms_.find(form); found != forms_.end()) meaning = sorted(found->second);
    if (const auto found = input_forms_.find(form); found != input_forms_.end()) {
        meaning.input = found->second;
    }
    return meaning;
}

Meaning TitleWords::by_name(const TitleParts& parts) const {
    Meaning meaning = exact(parts.name);
    if (meaning.indicators.empty() && !meaning.input) meaning = alike(parts.name);
    if (meaning.indicators.empty() && !meaning.input) return {};
    if (measure_of(meaning).empty() && says_other_quantity(parts.measure, parts.name)) return {};
    meaning.inner.clear();
    meaning.measure = parts.measure;
    meaning.direction = direction_said(parts.direction);
    return meaning;
}

Meaning TitleWords::without_measure(std::string_view title) const {
    const TitleParts parts = split_title(title);
    if (parts.name.size() < trimmed(title).size()) {
        if (Meaning meaning = by_name(parts); !meaning.empty()) return meaning;
    }
    for (const TitleParts& reading : with_measure_behind_mark(title)) {
        Meaning meaning = by_name(reading);
        const std::string_view known = measure_of(meaning);
        if (!meaning.empty() && !known.empty() && measures_agree(known, reading.measure)) return meaning;
    }
    return {};
}

/// What the index says that values are counted in of what a title means; empty where it says nothing or means several.
std::string_view TitleWords::measure_of(const Meaning& meaning) const {
    if (meaning.input) return index_.inputs[*meaning.input].measure;
    return meaning.indicators.size() == 1 ? index_.nodes[meaning.indicators.front()].measure : std::string_view();
}

Meaning TitleWords::meaning_of(std::string_view title, bool is_escaped) const {
    if (said_.empty()) return found_out(title, is_escaped);
    if (const auto said = said_.find(title_form(title)); said != said_.end()) return said->second.second;
    Meaning meaning = found_out(title, is_escaped);
    for (const auto& [form, said] : said_) {  // what another column was said to hold is not found out
        const Meaning& other = said.second;
        if (meaning.fixed && other.fixed && meaning.fixed->column == other.fixed->column) meaning.fixed.reset();
        if (meaning.long_column && other.long_column == meaning.long_column) meaning.long_column.reset();
        if (meaning.input && meaning.input == other.input) meaning.input.reset();
        std::erase_if(meaning.indicators, [&](std::size_t node) {
            return std::find(other.indicators.begin(), other.indicators.end(), node) != other.indicators.end();
        });
    }
    return meaning;
}

Meaning TitleWords::found_out(std::string_view title, bool is_escaped) const {
    if (title_form(title).starts_with(group_prefix)) return {.group = group_in(title)};
    Meaning meaning = exact(title);
    if (const auto fixed = fixed_column_by_code(title); fixed && meaning.empty()) {
        meaning.fixed = FixedTitle{*fixed, 0};
        return meaning;
    }
    const std::string plain =
        is_escaped && title.find('\\') != title.npos ? without_backslashes(title) : std::string(title);
    if (!meaning.is_code && !meaning.input) meaning.fixed = fixed_title(title_form(plain));
    if (!meaning.empty() && (!meaning.fixed || !meaning.indicators.empty())) return meaning;
    Meaning loose = alike(plain);
    loose.fixed = meaning.fixed;
    if (!loose.empty()) return loose;
    loose = without_measure(plain);
    if (loose.empty()) loose.long_column = long_column(title_form(plain));
    if (loose.empty() && !loose.long_column) {
        const std::string_view bare = undecorated(plain);
        if (bare.size() < trimmed(plain).size()) loose = found_out(bare, false);
    }
    return loose.empty() && !loose.long_column ? in_either_language(plain) : loose;
}

Meaning TitleWords::in_either_language(std::string_view title) const {
    const auto said = in_two_languages(title);
    if (!said) return {};
    const Meaning meaning = found_out(said->chinese, false);
    return meaning.empty() && !meaning.long_column ? found_out(said->translation, false) : meaning;
}

bool measures_agree(std::string_view a, std::string_view b) {
    const std::string first = measure_form(a), second = measure_form(b);
    if (first.empty() || second.empty() || first == second) return true;
    return (has_form_of_any(first, percent) && has_form_of_any(second, percent)) ||
           (has_form_of_any(first, counts) && has_form_of_any(second, counts));
}

std::optional<Contradiction> other_measure(std::string_view text, const Meaning& meaning, const Index& index) {
    const bool names_one = meaning.indicators.size() == 1;
    if (!names_one && !meaning.input) return std::nullopt;
    const Node* const node = names_one ? &index.nodes[meaning.indicators.front()] : nullptr;
    const InputColumn* const input = node ? nullptr : &index.inputs[*meaning.input];
    const std::string& measure = node ? node->measure : input->measure;
    if (measures_agree(meaning.measure, measure)) return std::nullopt;
    const std::string& code = node ? node->code : input->code;
    return Contradiction{
        node ? said("'{}' is counted in '{}', and indicator '{}' in '{}'", text, meaning.measure, code, measure)
             : said("'{}' is counted in '{}', and column '{}' in '{}'", text, meaning.measure, code, measure),
        said("convert the values, or correct the measure in the index")};
}

std::string_view unguarded(std::string_view text) {
    const std::size_t first = text.find_first_not_of('\'');
    const bool is_guarded =
        first != text.npos && first > 0 && std::string_view("=+-@\t\r").find(text[first]) != text.npos;
    return is_guarded ? text.substr(1) : text;
}

}  // namespace iiindex::detail
