#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace iiindex::detail {

/// A title and what stands in brackets, or as an arrow, at its end; without such all is the name.
struct TitleParts {
    std::string_view name, translation;  ///< of a title in two languages both
    std::string measure;                 ///< what values are counted in
    std::string_view direction, weight;  ///< as a cell would say them: 负向, 40%
};

/// Of "收入（万元，权重0.4）" 收入, 万元 and 0.4; of "Waste [kg] ↓" Waste, kg and ↓; of "收入(元) Income (yuan)" 收入,
/// Income and 元.
TitleParts split_title(std::string_view title);

/// A title without a number before it ("1. Income") and marks of footnotes behind it ("Income¹", "Income*").
std::string_view undecorated(std::string_view title);

/// The ways in which a title may be a name and a measure behind a mark: "Income/USD", "Income, USD", "Income_USD". They
/// may as well be all name: it takes an index that has the name and the measure.
std::vector<TitleParts> with_measure_behind_mark(std::string_view title);

/// What a cell below a title says that values are counted in: of "（单位：万元）" 万元.
std::string_view measure_in(std::string_view cell);

}  // namespace iiindex::detail
