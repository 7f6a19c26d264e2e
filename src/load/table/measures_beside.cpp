#include "load/table/measures_beside.hpp"

#include <algorithm>

#include "ground/catalogue.hpp"
#include "load/table/no_units.hpp"
#include "text/ascii.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool heads_powers(std::string_view title) {
    return is_one_of(title_form(title), {"unit_mult", "unit multiplier", "multiplier", "scale", "powercode",
                                         "power code", "powercode code", "数量级"});
}

/// Whether a text says a power of ten, as 6, "Millions" or 亿 do, and not the scale of a city.
bool is_power(std::string_view text) {
    const std::string word = ascii_lower(std::string(text));
    if (!word.empty() && std::all_of(word.begin(), word.end(), is_digit)) return true;
    return is_one_of(word, {"unit",    "units",    "ones",    "tens",     "hundreds", "thousand",  "thousands",
                            "million", "millions", "billion", "billions", "trillion", "trillions", "个",
                            "千",      "万",       "百万",    "千万",     "亿",       "十亿",      "万亿"});
}

}  // namespace

MeasuresBeside::MeasuresBeside(const Text& text, const ReshapePlan& plan) : text_(text), plan_(plan) {
    std::vector<std::size_t> columns = plan.passed_over;
    if (plan.counted_in) columns.push_back(plan.carried[*plan.counted_in]);
    for (const std::size_t column : columns) {
        const std::string& title = plan.titles[column].text;
        if (heads_measures_of_others(title)) columns_.push_back({column, false});
        if (heads_powers(title)) columns_.push_back({column, true});
    }
}

void MeasuresBeside::check(const std::vector<Field>& row, std::size_t input, std::string_view code, Faults& faults) {
    for (const auto& [column, has_powers] : columns_) {
        if (column >= row.size()) continue;
        std::string scratch;
        const std::string own(trimmed(content(text_.characters(), row[column], scratch)));
        if (own.empty() || (has_powers && !is_power(own))) continue;
        const auto [known, is_new] = first_.try_emplace({input, column}, own, row[column].begin);
        const auto& [first, begin] = known->second;
        if (is_new || (has_powers ? own == first : measures_agree(first, own))) continue;
        const std::string place = text_.place(begin);
        faults.add({row[column].begin, row[column].end - row[column].begin,
                    has_powers ? said("'{}' of '{}' is '{}', and '{}' at {}", plan_.titles[column].text, code, own,
                                      first, place)
                               : said("'{}' is counted in '{}', and in '{}' at {}", code, own, first, place),
                    said("convert the values, or leave those rows out")});
    }
}

}  // namespace iiindex::detail
