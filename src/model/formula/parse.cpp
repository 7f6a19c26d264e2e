#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <iiindex/formula.hpp>
#include <iiindex/problem.hpp>

#include "ground/catalogue.hpp"
#include "model/formula/words.hpp"
#include "text/ascii.hpp"
#include "text/commas.hpp"
#include "text/utf8.hpp"

namespace iiindex {

using namespace detail;

namespace {

using Form = FormulaFunction::Form;
using Sees = FormulaFunction::Sees;

constexpr std::size_t longest = 10'000;       // bytes
constexpr std::size_t deepest_nesting = 100;  // brackets in brackets
constexpr std::size_t deepest_tree = 1'000;   // what is evaluated goes down it
constexpr double most_periods = 1'000;

/// A sign of a formula, or what begins there.
struct Token {
    enum class Kind { end, number, name, sign };
    Kind kind = Kind::end;
    std::size_t begin = 0;
    std::size_t length = 0;
    std::string text;  ///< of a name without quotes; of a sign as it is in the table of functions
    double number = 0;
    bool is_quoted = false;
};

/// Stops the reading at the first fault of the grammar.
struct Stop {};

class Lexer {
public:
    Lexer(std::string_view text, const FormulaNames& names, std::vector<FormulaFault>& faults)
        : text_(text), names_(names), faults_(faults) {}

    Token next() {
        skip_blanks();
        if (at_ == text_.size()) return {.begin = at_, .text = {}};
        if (is_digit(text_[at_]) || (text_[at_] == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])))
            return number();
        if (text_[at_] == '\'' || text_[at_] == '`') return quoted();
        if (is_name_part(text_, at_) > 0) return name();
        if (const auto* const sign = sign_at(text_.substr(at_))) {
            at_ += sign->first.size();
            return {Token::Kind::sign, at_ - sign->first.size(), sign->first.size(), std::string(sign->second)};
        }
        const std::size_t bytes = std::max<std::size_t>(1, utf8_length(text_, at_));
        faults_.push_back({at_, bytes, said("'{}' is no sign of a formula", text_.substr(at_, bytes)), {}});
        throw Stop();
    }

private:
    void skip_blanks() {
        while (at_ < text_.size()) {
            const std::size_t bytes = blank_at(text_, at_);
            if (bytes == 0) return;
            at_ += bytes;
        }
    }

    Token number() {
        Token token{.kind = Token::Kind::number, .begin = at_, .text = {}};
        const char* const first = text_.data() + at_;
        const auto [end, error] = std::from_chars(first, text_.data() + text_.size(), token.number);
        token.length = static_cast<std::size_t>(end - first);
        at_ += token.length;
        const bool is_number = error == std::errc() && std::isfinite(token.number);
        if (!is_number || is_name_part(text_, at_) > 0) {
            while (at_ < text_.size() && is_name_part(text_, at_) > 0) at_ += is_name_part(text_, at_);
            token.length = std::max(token.length, at_ - token.begin);
            const std::string_view written = text_.substr(token.begin, token.length);
            faults_.push_back(
                {token.begin, token.length,
                 error == std::errc() ? said("'{}' is no number", written) : said("{} is out of range", written),
                 error == std::errc() ? said("a name that begins with a digit stands in quotes") : std::string()});
            throw Stop();
        }
        return token;
    }

    Token quoted() {
        const std::size_t end = text_.find(text_[at_], at_ + 1);
        if (end == text_.npos) {
            faults_.push_back(
                {at_, 1, said("this quote is not closed"), said("a name in quotes ends with the same quote")});
            throw Stop();
        }
        Token token{Token::Kind::name, at_, end + 1 - at_, std::string(text_.substr(at_ + 1, end - at_ - 1))};
        token.is_quoted = true;
        at_ = end + 1;
        return token;
    }

    /// A code may have '-' in it: the longest run that is a name is one.
    Token name() {
        const std::size_t begin = at_;
        std::vector<std::size_t> ends;  // before each '-', and of the whole run
        std::size_t end = begin;
        for (;; ++end) {
            while (end < text_.size() && is_name_part(text_, end) > 0) end += is_name_part(text_, end);
            ends.push_back(end);
            if (end + 1 >= text_.size() || text_[end] != '-' || is_name_part(text_, end + 1) == 0) break;
        }
        at_ = ends.front();
        for (auto last = ends.rbegin(); last != ends.rend(); ++last) {
            if (!names_.places.contains(text_.substr(begin, *last - begin))) continue;
            at_ = *last;
            break;
        }
        return {Token::Kind::name, begin, at_ - begin, std::string(text_.substr(begin, at_ - begin))};
    }

    std::string_view text_;
    const FormulaNames& names_;
    std::vector<FormulaFault>& faults_;
    std::size_t at_ = 0;
};

std::size_t depth_of(const Expression& tree) {
    // Not by recursion: this is what says whether that may be done.
    std::vector<std::pair<const Expression*, std::size_t>> open = {{&tree, 1}};
    std::size_t deepest = 0;
    while (!open.empty()) {
        const auto [node, depth] = open.back();
        open.pop_back();
        deepest = std::max(deepest, depth);
        for (const Expression& argument : node->arguments) open.emplace_back(&argument, depth + 1);
    }
    return deepest;
}

class Parser {
public:
    Parser(std::string_view text, const FormulaNames& names, std::vector<FormulaFault>& faults)
        : lexer_(text, names, faults), names_(names), faults_(faults) {}

    Expression whole() {
        take();
        if (now_.kind == Token::Kind::end) stop(now_, said("the formula is empty"));
        Expression tree = comparison();
        if (now_.kind != Token::Kind::end) stop(now_, said("expected an operator, got '{}'", shown(now_)));
        if (depth_of(tree) > deepest_tree) stop(now_, said("more than {} operations in a row", deepest_tree));
        return tree;
    }

private:
    [[noreturn]] void stop(const Token& at, std::string what, std::string remedy = {}) {
        faults_.push_back({at.begin, std::max<std::size_t>(1, at.length), std::move(what), std::move(remedy)});
        throw Stop();
    }
    static std::string shown(const Token& token) {
        return token.kind == Token::Kind::number ? fmt::format("{}", token.number) : token.text;
    }
    void take() { now_ = lexer_.next(); }
    bool is(std::string_view sign) const { return now_.kind == Token::Kind::sign && now_.text == sign; }

    /// Goes one bracket deeper.
    template <class Read>
    Expression nested(const Read& read) {
        if (++nesting_ > deepest_nesting) stop(now_, said("more than {} brackets in brackets", deepest_nesting));
        Expression tree = read();
        --nesting_;
        return tree;
    }

    static Expression joined(const FormulaFunction& function, const Token& at, std::vector<Expression> arguments) {
        return {.function = &function,
                .arguments = std::move(arguments),
                .name = {},
                .begin = at.begin,
                .length = at.length};
    }
    static Expression joined(const FormulaFunction& function, const Token& at, Expression left, Expression right) {
        std::vector<Expression> both;
        both.push_back(std::move(left));
        both.push_back(std::move(right));
        return joined(function, at, std::move(both));
    }

    /// The infix operator of this binding that stands here.
    const FormulaFunction* infix(int binds) const {
        if (now_.kind != Token::Kind::sign) return nullptr;
        const FormulaFunction* const found = find_function(now_.text, Form::infix);
        return found && found->binds == binds ? found : nullptr;
    }

    Expression comparison() {
        Expression left = operation(first_binding + 1);
        const FormulaFunction* const function = infix(first_binding);
        if (!function) return left;
        const Token at = std::exchange(now_, {});
        take();
        left = joined(*function, at, std::move(left), operation(first_binding + 1));
        if (infix(first_binding))
            stop(now_, said("comparisons do not follow one another"), said("put brackets around one of them"));
        return left;
    }

    /// Sums, and the products in them: from the left to the right.
    Expression operation(int binds) {
        if (binds > last_binding) return signed_one();
        Expression left = operation(binds + 1);
        while (const FormulaFunction* const function = infix(binds)) {
            const Token at = std::exchange(now_, {});
            take();
            left = joined(*function, at, std::move(left), operation(binds + 1));
        }
        return left;
    }

    Expression signed_one() {
        if (!is("-") && !is("+")) return power();
        const Token at = std::exchange(now_, {});
        take();
        Expression of = nested([&] { return signed_one(); });
        if (at.text == "+") return of;
        if (of.is_number()) {
            of.number = 0 - of.number;
            return of;
        }
        std::vector<Expression> arguments;
        arguments.push_back(std::move(of));
        return joined(*find_function("-", Form::prefix), at, std::move(arguments));
    }

    /// From the right to the left; what stands above may have a sign.
    Expression power() {
        Expression base = primary();
        if (!is("^")) return base;
        const Token at = std::exchange(now_, {});
        take();
        return joined(*find_function("^", Form::infix), at, std::move(base), nested([&] { return signed_one(); }));
    }

    Expression primary() {
        const Token token = now_;
        switch (token.kind) {
            case Token::Kind::number:
                take();
                return {
                    .arguments = {}, .number = token.number, .name = {}, .begin = token.begin, .length = token.length};
            case Token::Kind::name: take(); return is("(") && !token.is_quoted ? call(token) : column(token);
            case Token::Kind::sign:
                if (token.text != "(") break;
                take();
                {
                    Expression inside = nested([&] { return comparison(); });
                    if (!is(")")) stop(token, said("this bracket is not closed"));
                    take();
                    return inside;
                }
            case Token::Kind::end:
                stop(token, said("expected a number, a name or a bracket at the end of the formula"));
        }
        stop(token, said("expected a number, a name or a bracket, got '{}'", token.text));
    }

    Expression column(const Token& token) {
        const auto found = names_.places.find(token.text);
        if (found != names_.places.end()) {
            return {.arguments = {},
                    .name = token.text,
                    .place = found->second,
                    .begin = token.begin,
                    .length = token.length};
        }
        if (const FormulaFunction* const function = find_function(token.text, Form::call)) {
            stop(token, said("'{}' is a function and has its arguments in brackets", token.text),
                 std::string(function->shape));
        }
        // Backwards, where a code in small letters comes before a name; of each column one word is listed.
        std::vector<std::string_view> all, known;
        std::set<std::size_t> told;
        for (auto word = names_.places.rbegin(); word != names_.places.rend(); ++word) {
            all.push_back(word->first);
            if (is_name_part(word->first, 0) == 1 && told.insert(word->second).second) known.push_back(word->first);
        }
        std::string remedy = did_you_mean(token.text, all);
        if (remedy.empty() && known.size() <= 12) {
            std::vector<std::string> words;
            for (const auto word : known) words.push_back(said("'{}'", word));
            remedy = said("it may read {}", fmt::join(words, list_comma(spoken())));
        }
        faults_.push_back(
            {token.begin, token.length, said("unknown name '{}' in a formula", token.text), std::move(remedy)});
        return {.arguments = {}, .name = token.text, .begin = token.begin, .length = token.length};
    }

    Expression call(const Token& name) {
        const FormulaFunction* const function = find_function(name.text, Form::call);
        if (!function) {
            const bool is_column = names_.places.contains(name.text);
            std::vector<std::string_view> known;
            for (const FormulaFunction& one : formula_functions()) {
                if (one.form == Form::call) known.push_back(one.name);
            }
            if (is_column) stop(name, said("'{}' is no function", name.text), said("a product is written with *"));
            stop(name, said("unknown function '{}'", name.text), did_you_mean(name.text, known));
        }
        const Token bracket = now_;
        std::vector<Expression> arguments;
        do {
            take();
            arguments.push_back(nested([&] { return comparison(); }));
        } while (is(","));
        if (!is(")")) stop(bracket, said("this bracket is not closed"));
        take();
        check_arguments(name, *function, arguments);
        return joined(*function, name, std::move(arguments));
    }

    void check_arguments(const Token& name, const FormulaFunction& function, const std::vector<Expression>& arguments) {
        if (arguments.size() < function.least || arguments.size() > function.most) {
            stop(name,
                 arguments.size() == 1
                     ? said("'{}' got {} argument, expected {}", function.name, arguments.size(), function.shape)
                     : said("'{}' got {} arguments, expected {}", function.name, arguments.size(), function.shape));
        }
        if (function.sees != Sees::earlier) return;
        if (!names_.has_periods) {
            stop(name, said("'{}' reads values, and here are scores of one period", function.name),
                 said("look back in an indicator's formula"));
        }
        if (arguments.size() < 2) return;
        const Expression& periods = arguments[1];
        const bool is_whole = periods.is_number() && periods.number >= 1 && periods.number <= most_periods &&
                              periods.number == std::floor(periods.number);
        if (is_whole) return;
        stop(name, said("'{}' looks back a whole number of periods, from 1 to {}", function.name, most_periods),
             said("lag(x, 3) is x three periods earlier"));
    }

    static constexpr int first_binding = 1;
    static constexpr int last_binding = 3;

    Lexer lexer_;
    const FormulaNames& names_;
    std::vector<FormulaFault>& faults_;
    Token now_;
    std::size_t nesting_ = 0;
};

}  // namespace

ParsedFormula parse_formula(std::string_view text, const FormulaNames& names) {
    ParsedFormula parsed;
    if (text.size() > longest) {
        parsed.faults.push_back({0, 1, said("a formula of more than {} bytes", longest), {}});
        return parsed;
    }
    try {
        parsed.tree = Parser(text, names, parsed.faults).whole();
    } catch (const Stop&) {
    }
    return parsed;
}

}  // namespace iiindex
