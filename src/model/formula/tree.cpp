#include <algorithm>

#include <fmt/format.h>

#include <iiindex/formula.hpp>
#include <iiindex/number.hpp>

#include "model/formula/words.hpp"

namespace iiindex {

using namespace detail;

namespace {

using Form = FormulaFunction::Form;
using Instead = std::function<std::optional<std::string>(const Expression&)>;

/// A name as it reads back: in quotes where it is no run of what names have.
std::string written_name(const std::string& name) {
    std::size_t at = 0;
    const bool begins_well = !name.empty() && !(name[0] >= '0' && name[0] <= '9') && name[0] != '.';
    while (begins_well && at < name.size() && is_name_part(name, at) > 0) at += is_name_part(name, at);
    if (at == name.size() && begins_well) return name;
    const char quote = name.find('\'') == name.npos ? '\'' : '`';
    return quote + name + quote;
}

class Printer {
public:
    explicit Printer(const Instead& instead) : instead_(instead) {}

    /// In brackets where a part ties less than `binds`.
    std::string text(const Expression& part, int binds) const {
        if (instead_) {
            if (auto other = instead_(part)) return *other;
        }
        if (part.is_name()) return written_name(part.name);
        if (part.is_number()) {
            std::string number = shortest(part.number);
            return part.number < 0 && binds > binds_of_sign() ? "(" + number + ")" : number;
        }
        const FormulaFunction& function = *part.function;
        if (function.form == Form::call) return call(part);
        const std::string inside = function.form == Form::prefix
                                       ? std::string(function.name) + text(part.arguments[0], function.binds + 1)
                                       : infix(part);
        return function.binds < binds ? "(" + inside + ")" : inside;
    }

private:
    static int binds_of_sign() { return find_function("-", Form::prefix)->binds; }

    std::string call(const Expression& part) const {
        std::vector<std::string> arguments;
        for (const Expression& argument : part.arguments) arguments.push_back(text(argument, 0));
        return fmt::format("{}({})", part.function->name, fmt::join(arguments, ", "));
    }

    std::string infix(const Expression& part) const {
        const FormulaFunction& function = *part.function;
        const bool is_power = function.binds > binds_of_sign();
        const bool is_comparison = function.binds == 1;
        const int left = function.binds + (is_power || is_comparison ? 1 : 0);
        const int right = is_power ? binds_of_sign() : function.binds + 1;
        const std::string_view gap = is_power ? "" : " ";
        return fmt::format("{}{}{}{}{}", text(part.arguments[0], left), gap, function.name, gap,
                           text(part.arguments[1], right));
    }

    const Instead& instead_;
};

void collect(const Expression& part, std::vector<std::size_t>& places) {
    if (part.is_name() && std::find(places.begin(), places.end(), part.place) == places.end())
        places.push_back(part.place);
    for (const Expression& argument : part.arguments) collect(argument, places);
}

}  // namespace

std::string to_string(const Expression& formula, const Instead& instead) { return Printer(instead).text(formula, 0); }

std::size_t periods_back(const Expression& lag) {
    return lag.arguments.size() < 2 ? 1 : static_cast<std::size_t>(lag.arguments[1].number);
}

std::vector<std::size_t> places_in(const Expression& formula) {
    std::vector<std::size_t> places;
    collect(formula, places);
    return places;
}

bool sees(const Expression& formula, FormulaFunction::Sees what) {
    return (formula.function && formula.function->sees == what) ||
           std::any_of(formula.arguments.begin(), formula.arguments.end(),
                       [what](const Expression& argument) { return sees(argument, what); });
}

}  // namespace iiindex
