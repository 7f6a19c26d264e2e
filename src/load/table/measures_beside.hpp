#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "load/table/reshape_plan.hpp"
#include "load/table/rows.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// The columns of a table with a row a value, or a row an indicator, that say what the values are counted in ("Unit",
/// 单位) and in which power of ten ("UNIT_MULT", "Scale").
class MeasuresBeside {
public:
    MeasuresBeside(const Text& text, const ReshapePlan& plan);

    /// Refuses a row of an input that says there something else than the first of them.
    void check(const std::vector<Field>& row, std::size_t input, std::string_view code, Faults& faults);
    /// The same of the measure behind a name of the input: "gdp (%)".
    void check_behind(std::string_view name, const Field& at, std::size_t input, std::string_view code, Faults& faults);

private:
    struct Column {
        std::size_t column = 0;
        bool has_powers = false;
    };

    void compare(const Column& column, std::string own, const Field& at, std::size_t input, std::string_view code,
                 Faults& faults);

    const Text& text_;
    const ReshapePlan& plan_;
    std::vector<Column> columns_;
    /// By input and column what is said first, and where that stands.
    std::map<std::pair<std::size_t, std::size_t>, std::pair<std::string, std::size_t>> first_;
};

}  // namespace iiindex::detail
