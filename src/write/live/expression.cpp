#include "write/live/expression.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "write/live/sheet.hpp"

namespace iiindex::detail::live {
namespace {

using Form = FormulaFunction::Form;
using Texts = std::vector<std::string>;

std::string joined(const Texts& texts, std::string_view between = ",") {
    return fmt::format("{}", fmt::join(texts, between));
}

std::string first_there(const Texts& arguments) {
    std::string text = arguments.size() > 1 ? arguments.back() : fmt::format("({})", arguments.back());
    for (std::size_t i = arguments.size() - 1; i-- > 0;) text = fmt::format("IFERROR({},{})", arguments[i], text);
    return text;
}

std::string mean_of_those_there(const Texts& arguments) {
    Texts sums, counts;
    for (const std::string& argument : arguments) {
        sums.push_back(fmt::format("IFERROR({},0)", argument));
        counts.push_back(fmt::format("ISNUMBER({})", argument));
    }
    return fmt::format("(({})/({}))", joined(sums, "+"), joined(counts, "+"));
}

/// How a spreadsheet writes what an index's formulas are made of; arguments are written already.
struct Written {
    std::string_view name;
    Form form;
    std::string (*as)(const Texts& arguments);
    bool needs_all = true;  ///< has no number where an argument has none
};

constexpr Form call = Form::call, infix = Form::infix, prefix = Form::prefix;

template <char sign>
std::string between(const Texts& a) {
    return a[0] + sign + a[1];
}

const std::array written_functions = {
    Written{"<", infix, [](const Texts& a) { return fmt::format("IF({}<{},1,0)", a[0], a[1]); }},
    Written{"<=", infix, [](const Texts& a) { return fmt::format("IF({}<={},1,0)", a[0], a[1]); }},
    Written{">", infix, [](const Texts& a) { return fmt::format("IF({}>{},1,0)", a[0], a[1]); }},
    Written{">=", infix, [](const Texts& a) { return fmt::format("IF({}>={},1,0)", a[0], a[1]); }},
    Written{"=", infix, [](const Texts& a) { return fmt::format("IF({}={},1,0)", a[0], a[1]); }},
    Written{"!=", infix, [](const Texts& a) { return fmt::format("IF({}<>{},1,0)", a[0], a[1]); }},
    Written{"+", infix, between<'+'>},
    Written{"-", infix, between<'-'>},
    Written{"*", infix, between<'*'>},
    Written{"/", infix, between<'/'>},
    Written{"-", prefix, [](const Texts& a) { return "-" + a[0]; }},
    Written{"^", infix, between<'^'>},
    Written{"if", call, [](const Texts& a) { return fmt::format("IF({}<>0,{},{})", a[0], a[1], a[2]); }, false},
    Written{"min", call, [](const Texts& a) { return fmt::format("MIN({})", joined(a)); }},
    Written{"max", call, [](const Texts& a) { return fmt::format("MAX({})", joined(a)); }},
    Written{"clamp", call, [](const Texts& a) { return fmt::format("MIN(MAX({},{}),{})", a[0], a[1], a[2]); }},
    Written{"abs", call, [](const Texts& a) { return fmt::format("ABS({})", a[0]); }},
    Written{"sqrt", call, [](const Texts& a) { return fmt::format("SQRT({})", a[0]); }},
    Written{"ln", call, [](const Texts& a) { return fmt::format("LN({})", a[0]); }},
    Written{"log10", call, [](const Texts& a) { return fmt::format("LOG10({})", a[0]); }},
    Written{"exp", call, [](const Texts& a) { return fmt::format("EXP({})", a[0]); }},
    Written{"coalesce", call, first_there, false},
    Written{"mean", call, mean_of_those_there, false},
};

const Written* find(const FormulaFunction& function) {
    const auto found = std::find_if(written_functions.begin(), written_functions.end(), [&](const Written& row) {
        return row.name == function.name && row.form == function.form;
    });
    return found == written_functions.end() ? nullptr : &*found;
}

/// Whether the whole has no number as soon as one name has none, so that a count of them says it all.
bool needs_all(const Expression& part) {
    if (!part.function) return true;
    const Written* const written = find(*part.function);
    if (part.function->sees == FormulaFunction::Sees::unit && !(written && written->needs_all)) return false;
    return std::all_of(part.arguments.begin(), part.arguments.end(), needs_all);
}

/// How many of its functions stand in one another.
std::size_t depth(const Expression& part) {
    std::size_t deepest = 0;
    for (const Expression& argument : part.arguments) deepest = std::max(deepest, depth(argument));
    return deepest + 1;
}

class Writer {
public:
    explicit Writer(bool counted) : counted_(counted) {}

    std::string write(const Expression& part, const NamedCells& cells) {
        if (part.is_number()) return literal(part.number);
        if (part.is_name()) return name(cells.cell(part.place));
        switch (part.function->sees) {
            case FormulaFunction::Sees::earlier: return earlier(part, cells);
            case FormulaFunction::Sees::period: return of_all(part, cells);
            case FormulaFunction::Sees::unit: break;
        }
        const Written* const written = find(*part.function);
        if (!written) return fail();
        Texts arguments;
        for (const Expression& argument : part.arguments) arguments.push_back(argument_of(part, argument, cells));
        return written->as(arguments);
    }

    bool failed() const { return failed_; }
    const Texts& read() const { return read_; }

private:
    std::string fail() {
        failed_ = true;
        return {};
    }

    std::string name(const std::string& cell) {
        if (cell.empty()) return "NA()";
        if (!counted_) return fmt::format("IF(ISNUMBER({0}),{0},NA())", cell);
        if (std::find(read_.begin(), read_.end(), cell) == read_.end()) read_.push_back(cell);
        return cell;
    }

    /// An operator within an operator stands in brackets: spreadsheets bind signs and powers otherwise.
    std::string argument_of(const Expression& whole, const Expression& argument, const NamedCells& cells) {
        std::string text = write(argument, cells);
        const bool is_operator = argument.function && argument.function->form != call;
        const bool is_product_in_sum = is_operator && whole.function->binds == 2 && argument.function->binds == 3;
        const bool is_negative = argument.is_number() && argument.number < 0;
        const bool may_stand = whole.function->form == call || !is_operator || is_product_in_sum;
        return may_stand && !is_negative ? text : "(" + text + ")";
    }

    std::string earlier(const Expression& part, const NamedCells& cells) {
        const auto before = cells.earlier ? cells.earlier(periods_back(part)) : std::nullopt;
        if (!before) return fail();
        if (!before->cell) return "NA()";
        const Expression& argument = part.arguments[0];
        const std::string text = write(argument, *before);
        return argument.is_name() ? text : fmt::format("({})", text);
    }

    std::string of_all(const Expression& part, const NamedCells& cells) {
        if (!part.arguments[0].is_name()) return fail();
        const std::string column = cells.column(part.arguments[0].place);
        if (column.empty()) return fail();
        const bool is_sum = part.function->name == "unit_sum";
        return is_sum ? fmt::format("IF(COUNT({0})=0,NA(),SUM({0}))", column) : fmt::format("AVERAGE({})", column);
    }

    bool counted_;
    bool failed_ = false;
    Texts read_;
};

}  // namespace

std::optional<std::string> spreadsheet_formula(const Expression& formula, const NamedCells& cells) {
    constexpr std::size_t deepest = 20;          // with all that a name may stand in, below the 64 of a spreadsheet
    constexpr std::size_t most_arguments = 255;  // of COUNT
    if (depth(formula) > deepest) return std::nullopt;
    const bool counts = needs_all(formula);
    Writer writer(counts);
    const std::string text = writer.write(formula, cells);
    if (writer.failed()) return std::nullopt;
    if (!counts || writer.read().empty()) return fmt::format("IFERROR({},\"\")", text);
    if (writer.read().size() > most_arguments) return std::nullopt;
    return fmt::format(R"(IF(COUNT({})<{},"",IFERROR({},"")))", joined(writer.read()), writer.read().size(), text);
}

}  // namespace iiindex::detail::live
