#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <iiindex/formula.hpp>

namespace iiindex::detail {

/// Where the units of a period stand in an earlier one.
struct EarlierRows {
    std::optional<std::size_t> period;  ///< empty: no input has it
    std::vector<std::uint32_t> rows;    ///< by unit of the period; `nowhere` where the unit is not in the earlier one

    static constexpr std::uint32_t nowhere = 0xffffffff;
};

/// What formulas read.
struct FormulaData {
    struct Rows {
        std::size_t first = 0;
        std::size_t count = 0;
    };
    std::vector<std::span<const double>> columns;  ///< by place
    std::vector<Rows> periods;
    std::map<std::pair<std::size_t, std::size_t>, EarlierRows> earlier = {};  ///< by period and how many back
};

/// A small change of what one name of a formula reads, to see what comes of it.
struct Nudge {
    const Expression* name = nullptr;
    double times = 1;
    double plus = 0;
};

/// A formula over rows. Both must outlive it.
class FormulaValues {
public:
    FormulaValues(const Expression& formula, const FormulaData& data);

    /// Writes the values of some rows of a period, missing where there is none.
    void write(std::size_t period, FormulaData::Rows rows, std::span<double> values, const Nudge& nudge = {}) const;
    /// Why there is no value in rows of a period, none of which has one.
    std::vector<Reason> whys(std::size_t period, std::span<const std::uint32_t> rows) const;

private:
    /// Of what sees all units of a period: a number a period.
    std::map<const Expression*, std::vector<double>> wholes_;
    const Expression& formula_;
    const FormulaData& data_;

    friend class FormulaBlock;
    void find_wholes(const Expression& part);
    double whole_of(const Expression& part, std::size_t period) const;
};

/// Every place in a formula where a column is read.
std::vector<const Expression*> names_in(const Expression& formula);

/// How far each of some rows of a period moves for a nudge, whichever way it moves less: a step is no slope.
std::vector<double> moves(const FormulaValues& values, std::size_t period, FormulaData::Rows rows, const Nudge& nudge);

}  // namespace iiindex::detail
