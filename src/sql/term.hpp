#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <iiindex/sql.hpp>

namespace iiindex::detail::sql {

/// How far doubles near 1 lie apart.
inline constexpr double last_place = std::numeric_limits<double>::epsilon();

/// A number of a query: a constant, which is worked out as it is written, or an expression.
class Term {
public:
    /// How closely an expression's parts tie.
    enum class Binds { sum, product, atom };

    Term(double number) : number_(number) {}  // NOLINT: a constant is a term
    Term(std::string text, Binds binds = Binds::atom) : text_(std::move(text)), binds_(binds) {}

    const std::optional<double>& number() const { return number_; }
    bool is(double number) const { return number_ && *number_ == number; }
    /// As it stands beside what ties so closely.
    std::string text(Binds beside = Binds::sum) const;

private:
    std::optional<double> number_;
    std::string text_;
    Binds binds_ = Binds::atom;
};

Term operator+(const Term& a, const Term& b);
Term operator-(const Term& a, const Term& b);
Term operator*(const Term& a, const Term& b);
/// Not guarded against a divisor of 0.
Term operator/(const Term& a, const Term& b);

/// Of terms that all have numbers; what comes twice counts once.
/// A call of the least or the greatest of any number of arguments, of which an engine may take but a hundred at once.
std::string call_of_many(std::string_view function, std::vector<std::string> arguments);
Term greatest(const SqlDialect& dialect, const std::vector<Term>& terms);
Term least(const SqlDialect& dialect, const std::vector<Term>& terms);
Term absolute(const Term& x);
/// Its only argument, where it is one.
Term square_root(const Term& x);
Term logarithm(const Term& x);
Term exponential(const Term& x);
Term power(const Term& x, const Term& exponent);

/// A constant as a number with binary digits in every engine, not as a decimal or a whole one.
std::string literal(double number);

/// A text as a string of the dialect.
std::string quoted_text(const SqlDialect& dialect, std::string_view text);

/// A template with what stands in it.
template <class... Arguments>
std::string filled(std::string_view text, const Arguments&... arguments) {
    return fmt::format(fmt::runtime(text), arguments...);
}

}  // namespace iiindex::detail::sql
