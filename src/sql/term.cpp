#include "sql/term.hpp"

#include <algorithm>
#include <cmath>

#include <iiindex/number.hpp>

namespace iiindex::detail::sql {
namespace {

using Binds = Term::Binds;

bool are_numbers(const Term& a, const Term& b) { return a.number() && b.number(); }

std::string call(std::string_view function, const Term& x) { return fmt::format("{}({})", function, x.text()); }

/// The least or greatest of terms by a function; of constants the one that `better` chooses.
template <class Better>
Term chosen(std::string_view function, const std::vector<Term>& terms, const Better& better) {
    std::optional<double> constant;
    std::vector<std::string> texts;
    for (const Term& term : terms) {
        if (term.number()) {
            constant = constant ? better(*constant, *term.number()) : *term.number();
        } else if (std::find(texts.begin(), texts.end(), term.text()) == texts.end()) {
            texts.push_back(term.text());
        }
    }
    if (texts.empty()) return constant.value_or(0);
    if (constant) texts.push_back(literal(*constant));
    return Term(call_of_many(function, std::move(texts)));
}

}  // namespace

std::string literal(double number) {
    std::string text = shortest(number);
    if (text.find('e') == text.npos) text += "e0";
    return number < 0 ? "(" + text + ")" : text;
}

std::string Term::text(Binds beside) const {
    if (number_) return literal(*number_);
    return binds_ < beside ? "(" + text_ + ")" : text_;
}

Term operator+(const Term& a, const Term& b) {
    if (are_numbers(a, b)) return *a.number() + *b.number();
    if (a.is(0)) return b;
    if (b.is(0)) return a;
    if (b.number() && *b.number() < 0) return a - Term(-*b.number());
    return Term(a.text() + " + " + b.text(Binds::product), Binds::sum);
}

Term operator-(const Term& a, const Term& b) {
    if (are_numbers(a, b)) return *a.number() - *b.number();
    if (b.is(0)) return a;
    if (b.number() && *b.number() < 0) return a + Term(-*b.number());
    return Term(a.text() + " - " + b.text(Binds::product), Binds::sum);
}

Term operator*(const Term& a, const Term& b) {
    if (are_numbers(a, b)) return *a.number() * *b.number();
    if (a.is(1)) return b;
    if (b.is(1)) return a;
    return Term(a.text(Binds::product) + " * " + b.text(Binds::atom), Binds::product);
}

Term operator/(const Term& a, const Term& b) {
    if (are_numbers(a, b)) return *a.number() / *b.number();
    if (b.is(1)) return a;
    return Term(a.text(Binds::product) + " / " + b.text(Binds::atom), Binds::product);
}

std::string call_of_many(std::string_view function, std::vector<std::string> arguments) {
    constexpr std::ptrdiff_t most = 100;
    while (arguments.size() > 1) {
        const auto first = arguments.begin(), last = first + std::min(most, arguments.end() - first);
        std::string call = fmt::format("{}({})", function, fmt::join(first, last, ", "));
        arguments.erase(first, last);
        arguments.push_back(std::move(call));
    }
    return arguments.front();
}

Term greatest(const SqlDialect& dialect, const std::vector<Term>& terms) {
    return chosen(dialect.greatest, terms, [](double a, double b) { return std::max(a, b); });
}

Term least(const SqlDialect& dialect, const std::vector<Term>& terms) {
    return chosen(dialect.least, terms, [](double a, double b) { return std::min(a, b); });
}

Term absolute(const Term& x) { return x.number() ? Term(std::abs(*x.number())) : Term(call("ABS", x)); }
Term square_root(const Term& x) { return x.number() ? Term(std::sqrt(*x.number())) : Term(call("SQRT", x)); }
Term logarithm(const Term& x) { return x.number() ? Term(std::log(*x.number())) : Term(call("LN", x)); }
Term exponential(const Term& x) { return x.number() ? Term(std::exp(*x.number())) : Term(call("EXP", x)); }

Term power(const Term& x, const Term& exponent) {
    if (are_numbers(x, exponent)) return std::pow(*x.number(), *exponent.number());
    if (exponent.is(0)) return 1;
    if (exponent.is(1)) return x;
    return Term(fmt::format("POWER({}, {})", x.text(), exponent.text()));
}

std::string quoted_text(const SqlDialect& dialect, std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'') quoted += dialect.backslash ? "\\" : "'";
        if (c == '\\' && dialect.backslash) quoted += '\\';
        quoted += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return quoted + "'";
}

}  // namespace iiindex::detail::sql
