#include "load/table/dated.hpp"

#include <algorithm>

#include "load/chronology.hpp"
#include "text/ascii.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

/// The quick answer for most titles: a year, at least its last digits or its word, and not much more.
bool may_be_date(std::string_view text) {
    constexpr std::size_t longest = 80;
    return text.size() <= longest && text.find('"') == text.npos &&
           (std::count_if(text.begin(), text.end(), is_digit) >= 2 || text.find("年") != text.npos);
}

/// A title that ends in a part of a year, which a blank or a bracket tells from the name.
Dated with_part_of_year(std::string_view text) {
    constexpr std::size_t most_words = 3;  // of a date: 31 Dec 2019
    Dated longest;
    std::size_t words = 0;
    for (const std::string_view mark : {")", "）", "]"}) {
        if (text.ends_with(mark)) text.remove_suffix(mark.size());
    }
    for (std::size_t at = text.size(); at > 1 && words < most_words; --at) {
        const std::string_view before = text.substr(0, at);
        std::string_view name;
        for (const std::string_view joint : {" (", " （", " [", "(", "（", "[", " ", "_"}) {
            if (name.empty() && before.ends_with(joint)) name = before.substr(0, at - joint.size());
        }
        if (name.empty()) continue;
        ++words;
        const std::string_view date = text.substr(at);
        if (date.starts_with("(") || date.starts_with("（") || date.starts_with("[")) break;
        const bool is_plain = words == 1 ? std::all_of(date.begin(), date.end(), is_digit) : !has_letter(date);
        if (!is_plain && date_of(date) == date) longest = {std::string(name), std::string(date)};
    }
    return longest;
}

}  // namespace

bool is_year(std::string_view text) {
    return text.size() == 4 && std::all_of(text.begin(), text.end(), is_digit) && (text[0] == '1' || text[0] == '2');
}

std::string date_of(std::string_view title) {
    std::string form = title_form(title);
    if (form.size() > 4 && form.ends_with("[yr" + form.substr(0, 4) + "]")) form.resize(4);
    if (form.ends_with("年")) form.resize(form.size() - std::string_view("年").size());
    for (const std::string_view mark : {"yr", "x", "y"}) {
        if (form.starts_with(mark) && is_year(std::string_view(form).substr(mark.size()))) form.erase(0, mark.size());
    }
    if (is_year(form)) return form;
    return may_be_date(title) && is_date(title) ? cleaned(title) : std::string();
}

Dated dated(std::string_view title) {
    constexpr std::string_view joints = "_-. ";
    const std::string text = cleaned(title);
    if (may_be_date(text)) {
        if (Dated parts = with_part_of_year(text); !parts.name.empty()) return parts;
    }
    std::string_view rest = text;
    for (const std::string_view mark : {")", "）", "]", "年"}) {
        if (rest.ends_with(mark)) rest.remove_suffix(mark.size());
    }
    if (rest.size() > 4 && is_year(rest.substr(rest.size() - 4))) {
        std::string_view name = rest.substr(0, rest.size() - 4);
        for (const std::string_view mark : {"(", "（", "["}) {
            if (name.ends_with(mark)) name.remove_suffix(mark.size());
        }
        while (!name.empty() && joints.find(name.back()) != joints.npos) name.remove_suffix(1);
        return {std::string(name), std::string(rest.substr(rest.size() - 4))};
    }
    rest = text;
    if (rest.size() > 4 && is_year(rest.substr(0, 4))) {
        std::string_view name = rest.substr(4);
        if (name.starts_with("年")) name.remove_prefix(std::string_view("年").size());
        while (!name.empty() && joints.find(name.front()) != joints.npos) name.remove_prefix(1);
        return {std::string(name), std::string(rest.substr(0, 4))};
    }
    return {};
}

}  // namespace iiindex::detail
