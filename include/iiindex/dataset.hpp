#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/index.hpp>
#include <iiindex/publication.hpp>
#include <iiindex/reason.hpp>
#include <iiindex/text_column.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// A way in which units fall into groups (a region, a cluster of cities).
struct Grouping {
    std::string name;
    std::vector<std::string> groups;      ///< in order of first appearance
    std::vector<std::uint32_t> group_of;  ///< a row; `ungrouped` where the unit has none

    static constexpr std::uint32_t ungrouped = 0xffffffff;
};

/// What is compared, a row each: a unit in a period.
struct Units {
    TextColumn codes;
    TextColumn names;          ///< empty where the input has none
    TextColumn names_english;  ///< empty where the input has none
    std::vector<Grouping> groupings;

    std::size_t size() const noexcept { return codes.size(); }
    /// The grouping of a name, or null where no unit states it.
    const Grouping* find_grouping(std::string_view name) const;
    /// The unit's name in a language: falls back to the other name, then to the code.
    std::string_view name(std::size_t row, Language language) const;
};

/// The rows of one period, which lie together.
struct Period {
    std::string label;  ///< "2020"; empty where the input states none
    std::size_t first = 0;
    std::size_t count = 0;

    std::size_t end() const noexcept { return first + count; }
};

/// A value whose origin differs from its row's.
struct ValueOrigin {
    Origin origin = Origin::unstated;
    std::string source;
};

/// Where an indicator's values come from that its formula computed.
struct Derivation {
    bool is_derived = false;
    std::uint16_t from = 0;             ///< a bit an origin: of all that was read for any of them
    std::vector<std::uint16_t> by_row;  ///< the same of each; empty where all are of the same
    double lost = 0;                    ///< what computing them may have lost, in last places of the largest
};

/// What was measured: a row a unit and period, a column an indicator in the index's tree order.
struct Dataset {
    std::string file;  ///< what it was read from, for messages
    Name note;
    Origin origin = Origin::unstated;  ///< of all that says nothing else
    std::vector<Period> periods;       ///< at least one; in the order of time that their labels say
    Units units;
    Columns values;  ///< before normalisation, each in its own measure
    Columns inputs;  ///< the columns that Index::inputs names

    /// By row: whether the unit is left out of imputing, for preparing screened it out or nothing of it was measured.
    /// Empty where none is.
    std::vector<std::uint8_t> screened;
    /// By indicator: whether preparing reckoned any of its values, where the others were read. Empty where it did
    /// nothing.
    std::vector<std::uint8_t> reckoned;

    std::vector<Origin> row_origins;  ///< a row; empty where no row states one
    /// By row and column: an indicator's number, or behind all of these an input's.
    std::map<std::pair<std::size_t, std::size_t>, ValueOrigin> value_origins;
    std::vector<Location> indicator_locations;  ///< where each indicator's values begin in the input

    std::vector<Derivation> derivations;   ///< by indicator; empty: formulas have not been computed yet
    std::vector<Absence> underived;        ///< values that formulas do not have, by row of an indicator, and why
    std::shared_ptr<const Dataset> whole;  ///< of what was cut out of it, where formulas look back beyond that

    /// An indicator's values in a period, a unit each.
    std::span<const double> values_in(std::size_t indicator, const Period& period) const {
        return values.column(indicator).subspan(period.first, period.count);
    }
    bool is_reckoned(std::size_t indicator) const { return !reckoned.empty() && reckoned[indicator] != 0; }
    bool is_derived(std::size_t indicator) const { return !derivations.empty() && derivations[indicator].is_derived; }
    bool is_screened(std::size_t row) const { return !screened.empty() && screened[row] != 0; }
    /// Where a value comes from: a formula, its own statement, else its row's, else the dataset's. Columns are numbered
    /// as those of `value_origins`.
    Origin origin_of(std::size_t row, std::size_t column) const;
    /// What a derived value was derived from, each once, in the order of the enumeration.
    std::vector<Origin> derived_from(std::size_t row, std::size_t indicator) const;
    const Period& period_of(std::size_t row) const;
    /// The place of a row's period among the periods.
    std::size_t period_number(std::size_t row) const;
    /// The row of a unit in a period, by code or by either name.
    std::optional<std::size_t> find(const Period& period, std::string_view unit) const;
};

/// Every origin that the dataset's values state, in order of first appearance.
std::vector<Origin> origins_of(const Dataset& data);

/// A dataset with the index that it is for and what was printed about it.
struct Input {
    Index index;
    Dataset data;
    Publication published;  ///< nothing is computed with it
};

/// Computes the values of indicators that have formulas, over all periods; again where that was done before. Throws
/// InputError where a formula looks back and periods have no numbers.
void derive(const Index& index, Dataset& data);

/// The number that a period goes by, by which one lies so many before another; empty where its label is none.
std::optional<long long> period_number(std::string_view label);

/// The numbers of the periods that a formula looks back to from one and that there are not, in order.
std::vector<long long> periods_lacking(const Expression& formula, const Dataset& data, const Period& period);

/// One period of an input by itself. Formulas are computed before.
Input in_period(Input input, std::size_t number);
/// What was published of a period, its rows counted from the period's first.
Publication in_period(Publication published, const Period& period);

}  // namespace iiindex
