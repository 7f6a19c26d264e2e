#include "load/table/dated.hpp"

#include <algorithm>

#include "text/ascii.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

/// Four digits that are a year.
bool is_year(std::string_view text) {
    return text.size() == 4 && std::all_of(text.begin(), text.end(), is_digit) && (text[0] == '1' || text[0] == '2');
}

}  // namespace

std::string year_of(std::string_view title) {
    std::string form = title_form(title);
    if (form.size() > 4 && form.ends_with("[yr" + form.substr(0, 4) + "]")) form.resize(4);
    if (form.ends_with("年")) form.resize(form.size() - std::string_view("年").size());
    for (const std::string_view mark : {"yr", "x", "y"}) {
        if (form.starts_with(mark) && is_year(std::string_view(form).substr(mark.size()))) form.erase(0, mark.size());
    }
    return is_year(form) ? form : std::string();
}

Dated dated(std::string_view title) {
    constexpr std::string_view joints = "_-. ";
    const std::string text = cleaned(title);
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
