#include "load/table/measures_beside.hpp"

#include <algorithm>
#include <limits>

#include "ground/catalogue.hpp"
#include "load/table/no_units.hpp"
#include "load/table/title_parts.hpp"
#include "load/wording.hpp"
#include "text/ascii.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

bool heads_powers(std::string_view title) {
    constexpr std::string_view titles[] = {"unit_mult", "unitmultiplier", "multiplier", "scale",
                                           "powercode", "powercodecode",  "数量级"};
    return is_among(titles, title_form(title));
}

/// Whether a text says a power of ten, as 6, "Millions" or 亿 do, and not the scale of a city.
bool is_power(std::string_view text) {
    constexpr std::string_view powers[] = {"unit",      "units",   "ones",     "tens",    "hundreds", "thousand",
                                           "thousands", "million", "millions", "billion", "billions", "trillion",
                                           "trillions", "个",      "千",       "万",      "百万",     "千万",
                                           "亿",        "十亿",    "万亿"};
    const std::string word = ascii_lower(std::string(text));
    if (!word.empty() && std::all_of(word.begin(), word.end(), is_digit)) return true;
    return is_among(powers, word);
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
    for (const Column& column : columns_) {
        if (column.column >= row.size()) continue;
        const Field& field = row[column.column];
        std::string scratch;
        std::string own(trimmed(content(text_.characters(), field, scratch)));
        if (!own.empty() && (!column.has_powers || is_power(own)))
            compare(column, std::move(own), field, input, code, faults);
    }
}

void MeasuresBeside::check_behind(std::string_view name, const Field& at, std::size_t input, std::string_view code,
                                  Faults& faults) {
    constexpr std::size_t behind_names = std::numeric_limits<std::size_t>::max();  // no column's number
    std::string measure = split_title(name).measure;
    if (!measure.empty()) compare({behind_names, false}, std::move(measure), at, input, code, faults);
}

void MeasuresBeside::compare(const Column& column, std::string own, const Field& at, std::size_t input,
                             std::string_view code, Faults& faults) {
    const auto [known, is_new] = first_.try_emplace({input, column.column}, own, at.begin);
    const auto& [first, begin] = known->second;
    if (is_new || (column.has_powers ? own == first : measures_agree(first, own))) return;
    const std::string place = text_.place(begin);
    faults.add({at.begin, at.end - at.begin,
                column.has_powers ? said("'{}' of '{}' is '{}', and '{}' at {}", plan_.titles[column.column].text, code,
                                         own, first, place)
                                  : said("'{}' is counted in '{}', and in '{}' at {}", code, own, first, place),
                said("convert the values, or leave those rows out")});
}

}  // namespace iiindex::detail
