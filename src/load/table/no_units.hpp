#pragma once

#include <string>
#include <string_view>

namespace iiindex::detail {

/// What a row's name says that it is.
enum class RowKind {
    unit,        ///< nothing else
    total,       ///< a sum, average or other statistic of the others
    whole,       ///< what has all the others in it: the world, the country
    region,      ///< what may have some of them in it: a continent, a group of countries
    province,    ///< one of China's, which may have some of them in it
    part,        ///< what the unit above has in it: 其中：…
    figure,      ///< a rate, a rank or a target beside the others
    heading,     ///< what may be a title: a unit, unless its values are years or count up
    note,        ///< a source, a note, a comment
    weights,     ///< those of the columns
    directions,  ///< those of the columns
};

/// By words that say so beyond doubt, in Chinese and English; a region's may be a unit's too.
RowKind kind_of_row(std::string_view name);

/// Why a row with a label is left out, for a message; empty for what may be a unit.
std::string why_no_unit(RowKind kind, std::string_view label);

/// Whether a name is no name but says that its row holds measures: 单位, "unit".
bool heads_measures(std::string_view name);
/// Whether a column beside one of indicators says so: its "measure" may as well be the indicator.
bool heads_measures_of_others(std::string_view name);
/// The same of weights, and of directions.
bool heads_weights(std::string_view name);
bool heads_directions(std::string_view name);

/// Whether a name is that of a statistic where it stands below a total, and may be a unit's elsewhere: "SD", "n".
bool may_be_statistic(std::string_view name);

/// Whether a text that stands alone in its row reads as a remark: it begins with a mark or number of a note, or is a
/// sentence.
bool reads_as_remark(std::string_view text);

}  // namespace iiindex::detail
