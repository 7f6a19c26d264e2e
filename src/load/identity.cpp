#include "load/identity.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <iiindex/load.hpp>

#include "ground/catalogue.hpp"
#include "ground/parallel.hpp"
#include "load/chronology.hpp"
#include "load/text.hpp"
#include "load/wording.hpp"
#include "text/ascii.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// The rows of which something may have to be taken away, in order.
std::vector<std::size_t> rows_not_plain(const TextColumn& texts) {
    return list_blocks<std::size_t>(texts.size(), [&](std::size_t first, std::size_t last) {
        std::vector<std::size_t> found;
        for (std::size_t row = first; row < last; ++row) {
            if (!texts[row].empty() && !is_plain(texts[row])) found.push_back(row);
        }
        return found;
    });
}

void clean(TextColumn& texts) {
    TextArena arena;
    bool is_changed = false;
    for (const std::size_t row : rows_not_plain(texts)) {
        if (!has_invisible(texts[row])) continue;
        texts.put(row, cleaned(texts[row]), arena);
        is_changed = true;
    }
    if (is_changed) texts.keep(arena);
}

}  // namespace

std::vector<Rewritten> join_alike(Units& units) {
    clean(units.names);
    clean(units.names_english);
    std::vector<Rewritten> rewritten;
    const std::vector<std::size_t> rows = rows_not_plain(units.codes);
    if (rows.empty()) return rewritten;
    std::unordered_map<std::string, std::string> code_of;  // by normal form
    for (const std::size_t row : rows) code_of.try_emplace(normal_form(units.codes[row]), cleaned(units.codes[row]));
    for (std::size_t row = 0; row < units.size(); ++row) {  // one that is plain goes before
        if (!is_plain(units.codes[row])) continue;
        if (const auto found = code_of.find(std::string(units.codes[row])); found != code_of.end()) {
            found->second = found->first;
        }
    }
    TextArena arena;
    for (const std::size_t row : rows) {
        const std::string& code = code_of.at(normal_form(units.codes[row]));
        if (code == units.codes[row]) continue;
        rewritten.push_back({row, std::string(units.codes[row])});
        units.codes.put(row, code, arena);
    }
    if (!rewritten.empty()) units.codes.keep(arena);
    return rewritten;
}

}  // namespace iiindex::detail

namespace iiindex {

using namespace detail;

namespace {

/// What units are told apart by, in every period of a dataset.
class Known {
public:
    explicit Known(const Dataset& data) {
        const Units& units = data.units;
        for (std::size_t row = 0; row < units.size(); ++row) {
            const std::string code(units.codes[row]);
            if (!codes_.emplace(normal_form(code), code).second) continue;
            learn(code, code);
            for (const TextColumn* names : {&units.names, &units.names_english}) {
                if (!names->empty() && !(*names)[row].empty()) learn((*names)[row], code);
            }
        }
    }

    std::size_t size() const { return codes_.size(); }
    /// The code that looks like this one; null if there is none.
    const std::string* code(std::string_view like) const { return found(codes_, normal_form(like)); }
    /// The code of the only unit that goes by a name; null if there is none, or if there are several.
    const std::string* named(std::string_view name) const {
        const std::string* const code = found(names_, normal_form(name));
        return code != nullptr && !code->empty() ? code : nullptr;
    }
    const std::unordered_map<std::string, std::string>& codes() const { return codes_; }

private:
    using Texts = std::unordered_map<std::string, std::string>;

    static const std::string* found(const Texts& texts, const std::string& form) {
        const auto place = texts.find(form);
        return place == texts.end() ? nullptr : &place->second;
    }

    void learn(std::string_view name, const std::string& code) {
        const auto [place, is_new] = names_.emplace(normal_form(name), code);
        if (!is_new && place->second != code) place->second.clear();  // of several units
    }

    Texts codes_;  ///< by normal form
    Texts names_;  ///< likewise: the code of the unit; empty where several go by the name
};

/// A name without the marks of footnotes behind it, digits among them: 无锡*, 南京¹, 南京①, 无锡1.
std::string without_marks(std::string form) {
    constexpr std::string_view marks[] = {"*", "¹", "²", "³", "①", "②", "③", "†", "1", "2", "3"};
    for (const std::string_view mark : marks) {
        if (form.size() > mark.size() && form.ends_with(mark)) return form.substr(0, form.size() - mark.size());
    }
    return form;
}

/// A name without the words for what kind of place it is: 天津市 is 天津.
std::string without_kind(std::string_view name) {
    constexpr std::size_t least = 6;  // bytes of what is left: two Chinese characters, as 徐州 itself has
    std::string form = without_marks(title_form(name));
    for (const std::string_view kind : {"特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "自治州",
                                        "地区", "市", "省", "县", "区", "盟", "州", "city", "province", "prefecture"}) {
        if (form.size() < kind.size() + least || !form.ends_with(kind)) continue;
        form.erase(form.size() - kind.size());
        break;
    }
    return form;
}

constexpr std::size_t most_rows = 1'000'000;  // of datasets whose units are looked at one by one

/// The units of one dataset by those of another.
class Matching {
public:
    Matching(const Dataset& first, Dataset& second) : first_(first), second_(second), known_(first), own_(second) {}

    std::vector<Problem> run() {
        find_codes();
        if (has_common_) {
            say_alike();
        } else {
            match_names();
        }
        rewrite();
        if (unmatched_.size() <= most_compared && known_.size() <= most_compared) say_nearly_alike();
        return std::move(warnings_);
    }

private:
    static constexpr std::size_t most_compared = 100000;

    void find_codes() {
        for (const auto& [form, code] : own_.codes()) {
            const std::string* const same = known_.code(code);
            if (same == nullptr) {
                unmatched_.push_back(code);
                continue;
            }
            has_common_ = true;
            if (*same != code) new_codes_.emplace(code, *same);
        }
        std::sort(unmatched_.begin(), unmatched_.end());
    }

    void say_alike() {
        if (new_codes_.empty()) return;
        std::vector<std::string> pairs;
        for (const auto& [from, to] : new_codes_) pairs.push_back(in_quotes(with_invisible_shown(from)));
        warn(said("units that cannot be told apart from those of '{}' are taken for the same: {}", first_.file,
                  first_few(pairs)),
             {});
    }

    /// The code of the other's unit that has one of the names of a row.
    const std::string* by_name(std::size_t row) const {
        for (const TextColumn* names : {&second_.units.names, &second_.units.names_english, &second_.units.codes}) {
            if (names->empty() || (*names)[row].empty()) continue;
            const std::string* const code = known_.named((*names)[row]);
            if (code != nullptr) return code;
        }
        return nullptr;
    }

    void match_names() {
        std::map<std::string, std::string> matched, back;
        for (std::size_t row = 0; row < second_.units.size(); ++row) {
            const std::string code(second_.units.codes[row]);
            if (matched.contains(code)) continue;
            const std::string* const other = by_name(row);
            if (other == nullptr) continue;
            if (!back.emplace(*other, code).second) return;  // two for one: nothing is certain
            matched.emplace(code, *other);
        }
        if (matched.empty()) return;
        std::vector<std::string> pairs;
        for (const auto& [code, other] : matched) pairs.push_back(said("'{}' is '{}'", code, other));
        warn(said("no unit has a code that is in '{}', but the names of {} are the same: they are taken for the "
                  "same units ({})",
                  first_.file, matched.size(), first_few(pairs)),
             said("give both files the same column 'code'"));
        std::erase_if(unmatched_, [&](const std::string& code) { return matched.contains(code); });
        new_codes_ = std::move(matched);
    }

    void rewrite() {
        if (new_codes_.empty()) return;
        TextArena arena;
        TextColumn& codes = second_.units.codes;
        if (second_.units.names.empty()) second_.units.names = codes;  // a code that was the name
        for (std::size_t row = 0; row < codes.size(); ++row) {
            const auto found = new_codes_.find(std::string(codes[row]));
            if (found != new_codes_.end()) codes.put(row, found->second, arena);
        }
        codes.keep(arena);
    }

    /// Units that are in one of the two alone, and go by nearly the same name there.
    void say_nearly_alike() {
        std::unordered_map<std::string, std::string> lone;  // of the first, by name
        const Known now(second_);
        for (std::size_t row = 0; row < first_.units.size(); ++row) {
            const std::string_view code = first_.units.codes[row];
            if (now.code(code) != nullptr) continue;
            lone.emplace(without_kind(first_.units.name(row, Language::zh)), std::string(code));
            lone.emplace(without_kind(first_.units.name(row, Language::en)), std::string(code));
        }
        std::vector<std::string> pairs;
        std::unordered_set<std::string> told;
        for (std::size_t row = 0; row < second_.units.size() && !lone.empty(); ++row) {
            const std::string code(second_.units.codes[row]);
            if (known_.code(code) != nullptr || !told.insert(code).second) continue;
            for (const Language language : {Language::zh, Language::en}) {
                const auto found = lone.find(without_kind(second_.units.name(row, language)));
                if (found == lone.end()) continue;
                pairs.push_back(said("'{}' and '{}'", code, found->second));
                break;
            }
        }
        if (pairs.empty()) return;
        warn(said("units that are not in '{}' have nearly the names of some that are only there, and are taken "
                  "for others: {}",
                  first_.file, first_few(pairs)),
             said("give them one code or one name if they are the same"));
    }

    void warn(std::string what, std::string remedy) {
        warnings_.push_back({.where = {second_.file}, .what = std::move(what), .remedy = std::move(remedy)});
    }

    const Dataset& first_;
    Dataset& second_;
    const Known known_, own_;
    bool has_common_ = false;
    std::vector<std::string> unmatched_;
    std::map<std::string, std::string> new_codes_;
    std::vector<Problem> warnings_;
};

}  // namespace

std::string period_label(std::string_view text) {
    std::string label = normal_form(text);
    for (const std::string_view year : {"年度", "年"}) {
        if (label.ends_with(year)) {
            label.resize(label.size() - year.size());
            break;
        }
    }
    const auto point = label.find('.');
    if (point != label.npos && label.find_first_not_of('0', point + 1) == label.npos) label.resize(point);
    const bool is_year = label.size() == 4 && std::all_of(label.begin(), label.end(), is_digit);
    return is_year ? label : cleaned(text);
}

std::vector<Problem> match_units(const Dataset& first, Dataset& second) {
    if (first.units.size() + second.units.size() > most_rows) return {};
    return Matching(first, second).run();
}

std::vector<Problem> detail::renamed_units(const Dataset& data) {
    const Units& units = data.units;
    if (data.periods.size() < 2 || units.size() > most_rows) return {};
    std::unordered_map<std::string_view, std::size_t> first_rows;
    std::unordered_set<std::string_view> told;
    std::vector<std::string> renamed;
    for (std::size_t row = 0; row < units.size(); ++row) {
        const std::string_view name = units.names.at_or_empty(row), code = units.codes[row];
        const auto [first, is_new] = first_rows.try_emplace(code, row);
        const std::string_view before = units.names.at_or_empty(first->second);
        if (is_new || name == before || name.empty() || before.empty()) continue;
        if (title_form(name) == title_form(before) || !told.insert(code).second) continue;
        renamed.push_back(said("'{}' is '{}' in {} and '{}' in {}", code, before, data.period_of(first->second).label,
                               name, data.period_of(row).label));
    }
    if (renamed.empty()) return {};
    return {
        {.where = {data.file},
         .what = said("units go by their codes, and some have other names in other periods: {}", first_few(renamed)),
         .remedy = said("correct the codes where these are not the same units")}};
}

namespace {

bool has_unit_in_common(const TextColumn& codes, const std::vector<const Period*>& periods) {
    std::unordered_set<std::string_view> seen;
    for (const Period* const period : periods) {
        for (std::size_t row = period->first; row < period->end(); ++row) {
            if (!seen.insert(codes[row]).second) return true;
        }
    }
    return false;
}

}  // namespace

std::vector<Problem> detail::parted_years(const Dataset& data) {
    std::vector<Problem> warnings;
    if (data.periods.size() < 2 || data.units.size() > most_rows) return warnings;
    std::map<long long, std::vector<const Period*>> by_year;
    for (const Period& period : data.periods) {
        if (const auto year = year_in(period.label)) by_year[*year].push_back(&period);
    }
    for (const auto& [year, periods] : by_year) {
        if (periods.size() < 2 || has_unit_in_common(data.units.codes, periods)) continue;
        std::vector<std::string> labels;
        for (const Period* const period : periods) labels.push_back(in_quotes(period->label));
        warnings.push_back({.where = {data.file},
                            .what = said("{} are periods of one year that have no unit in common: each is scaled and "
                                         "ranked by itself",
                                         first_few(labels)),
                            .remedy = said("where they are one period, write it in one way")});
    }
    return warnings;
}

}  // namespace iiindex
