#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/reason.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// What a formula may be made of beside numbers and names: operators, and functions that are called.
struct FormulaFunction {
    enum class Form { call, infix, prefix };
    enum class Sees { unit, earlier, period };  ///< the row, one of an earlier period, all rows of the period

    static constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

    std::string_view name;
    std::string_view shape;  ///< how it is written: "lag(x, n)"
    std::string_view summary;
    std::size_t least = 1;  ///< how many arguments it takes
    std::size_t most = 1;
    Form form = Form::call;
    int binds = 0;  ///< of an operator: the more, the closer it ties
    Sees sees = Sees::unit;
    Reason loses = Reason::out_of_range;  ///< why it may have no number although all its arguments have

    /// Of what sees one unit: writes a result a row, from a column an argument. What has none is missing; what is too
    /// large for a number is infinite.
    void (*apply)(std::span<const double* const> arguments, std::size_t rows, double* results) = nullptr;
};

/// Every operator and function, in the order of the documentation.
std::span<const FormulaFunction> formula_functions();

/// A formula, or a part of one, as a tree.
struct Expression {
    const FormulaFunction* function = nullptr;  ///< null: a number or a name
    std::vector<Expression> arguments;
    double number = 0;       ///< where it has neither function nor name
    std::string name;        ///< of a column
    std::size_t place = 0;   ///< of the name's column among those that the formula may read
    std::size_t begin = 0;   ///< where it stands in the formula's text, in bytes
    std::size_t length = 0;  ///< of its name, sign or number there

    bool is_name() const { return function == nullptr && !name.empty(); }
    bool is_number() const { return function == nullptr && name.empty(); }
};

/// The columns that a formula may read, by every word that they go by.
struct FormulaNames {
    std::map<std::string, std::size_t, std::less<>> places;
    bool has_periods = true;  ///< whether it may look back to earlier ones
};

/// Something wrong in a formula: a run of its bytes, what, what to do.
struct FormulaFault {
    std::size_t begin = 0;
    std::size_t length = 1;
    std::string what;
    std::string remedy;
};

/// A formula read, or what is wrong with it.
struct ParsedFormula {
    Expression tree;
    std::vector<FormulaFault> faults;  ///< where there are any, the tree is not to be used
};

/// Reads a formula (docs/formulas.md). All unknown names are told, else the first fault of its grammar.
ParsedFormula parse_formula(std::string_view text, const FormulaNames& names);

/// How many periods back a part that looks back does.
std::size_t periods_back(const Expression& lag);

/// The columns that a formula reads, each once, in order.
std::vector<std::size_t> places_in(const Expression& formula);

/// Whether any part of a formula sees more than the row that it is for.
bool sees(const Expression& formula, FormulaFunction::Sees what);

/// A formula as a text that reads back the same.
///
/// instead   what stands for a part, asked from the whole down; empty: the part is written out
std::string to_string(const Expression& formula,
                      const std::function<std::optional<std::string>(const Expression&)>& instead = {});

}  // namespace iiindex
