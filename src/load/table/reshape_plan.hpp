#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/load.hpp>

#include "load/table/header.hpp"
#include "load/table/titles.hpp"

namespace iiindex::detail {

/// A column of values: of which input and period, where its title says so. Inputs are the indicators and, behind them,
/// the denominators of an index, by number.
struct ValueColumn {
    std::size_t column = 0;
    std::string period;
    std::optional<std::size_t> input;
};

/// How rows and columns of a table say of which indicator and period a value is.
struct ReshapePlan {
    std::vector<Title> titles;
    std::size_t rows_begin = 0;             ///< in the text
    std::vector<std::size_t> carried;       ///< columns of every table, but for the period's
    std::size_t unit = 0;                   ///< the one of them that tells units apart
    std::optional<std::size_t> counted_in;  ///< the place among them of one titled "unit" beside it
    std::optional<std::size_t> period;
    std::vector<std::size_t> indicator;  ///< the codes' before the names'
    std::vector<ValueColumn> values;
    std::vector<std::size_t> passed_over;

    bool has_periods() const { return period || !values.front().period.empty(); }
};

/// Finds out what the columns of some titles hold in the shapes that are not wide.
class ReshapePlanner {
public:
    ReshapePlanner(const TitleWords& words, bool is_escaped)
        : words_(words), index_(words.index()), is_escaped_(is_escaped) {}

    /// Whether the titles name a unit and an input each by a column of its own.
    bool is_wide(const std::vector<Title>& titles) const;

    std::optional<ReshapePlan> plan(std::vector<Title> titles, Shape shape) const;

    /// That a cell or a part of a title says another measure than the index has.
    std::optional<Contradiction> other_measure_in(std::string_view name) const;

    /// The input that a cell or a part of a title names.
    std::optional<std::size_t> input_of(std::string_view name) const;

    std::size_t inputs() const { return index_.indicators.size() + index_.inputs.size(); }
    /// Whether an input of these is an indicator that a formula computes.
    bool is_computed(std::size_t input) const { return input < index_.indicators.size() && !index_.is_read(input); }

    /// A code and the names of an input.
    std::vector<std::string_view> names_of(std::size_t input) const;

private:
    /// The columns that may hold values, by what their titles say of them.
    struct Held {
        bool has_unit = false;
        std::optional<std::size_t> value;     ///< nothing but that it holds values
        std::vector<ValueColumn> of_periods;  ///< a period
        std::vector<ValueColumn> of_inputs;   ///< an input, and perhaps a period
    };

    Held sort_columns(const std::vector<Title>& titles, ReshapePlan& plan) const;
    Meaning meaning_of(const Title& title) const { return words_.meaning_of(title.text, is_escaped_); }

    const TitleWords& words_;
    const Index& index_;
    bool is_escaped_;
};

}  // namespace iiindex::detail
