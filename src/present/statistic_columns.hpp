#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <iiindex/coherence.hpp>

#include "present/columns.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {

/// A column of statistics; absent where there is no value.
template <class Of>
Column statistic_column(std::string_view code, std::string_view title, int digits, Of of) {
    Column column = number_column(code, title, [of = std::move(of)](std::size_t row) {
        const Statistic statistic = of(row);
        return statistic.has_value() ? statistic.number : missing;
    });
    column.digits = digits;
    return column;
}

/// Why a statistic has no value, in words; empty where it has one.
inline std::string_view no_value_words(NoValue reason, Language language) {
    if (language == Language::en) return to_string(reason);
    switch (reason) {
        case NoValue::none: return "";
        case NoValue::not_measured: return "没有测得的值";
        case NoValue::too_few_units: return "单位太少";
        case NoValue::constant: return "数值全部相同";
        case NoValue::single: return "只有一个";
        case NoValue::singular: return "相关矩阵不可逆";
        case NoValue::not_positive: return "得分不大于零";
        case NoValue::nothing_left: return "去掉后什么也不剩";
    }
    return "";
}

/// "Values: recovered from published results, not measured."; empty where nothing is stated.
inline std::string values_note(Origin origin, Language language) {
    if (origin == Origin::unstated) return {};
    const auto words = origin_words(origin, language);
    if (origin == Origin::measured) return phrase(language, "指标值：{}。", "Values: {}.", words);
    return phrase(language, "指标值：{}，并非实测。", "Values: {}, not measured.", words);
}

}  // namespace iiindex::detail
