#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include <iiindex/coherence.hpp>

#include "words/labels.hpp"

namespace iiindex::detail {

/// Why the first of them that has no value has none.
inline NoValue first_reason(std::initializer_list<Statistic> statistics) {
    for (const Statistic& statistic : statistics) {
        if (!statistic.has_value()) return statistic.why;
    }
    return NoValue::none;
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
        case NoValue::too_many: return "数量过多，不一并计算";
    }
    return "";
}

}  // namespace iiindex::detail
