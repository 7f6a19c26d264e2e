#include "fast/json_skim.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace iiindex::detail {
namespace {

constexpr unsigned deepest = 32;
constexpr std::size_t longest_number = 200;  // with two digits of an exponent it is in range, and none is taken for 0
constexpr std::size_t longest_exponent = 2;

class Skimmer {
public:
    Skimmer(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    std::size_t at() const { return at_; }

    /// The character behind blanks; 0 at the end.
    char next() {
        while (here() == ' ' || here() == '\n' || here() == '\r' || here() == '\t') ++at_;
        return here();
    }

    bool take(char wanted) {
        if (next() != wanted) return false;
        ++at_;
        return true;
    }

    bool value(unsigned depth) {
        switch (next()) {
            case '{': return depth < deepest && object(depth);
            case '[': return depth < deepest && array(depth);
            case '"': return string();
            case 't': return word("true");
            case 'f': return word("false");
            case 'n': return word("null");
            default: return number();
        }
    }

private:
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    bool object(unsigned depth) {
        ++at_;
        if (take('}')) return true;
        do {
            if (next() != '"' || !string() || !take(':') || !value(depth + 1)) return false;
        } while (take(','));
        return take('}');
    }

    bool array(unsigned depth) {
        ++at_;
        if (take(']')) return true;
        do {
            if (!value(depth + 1)) return false;
        } while (take(','));
        return take(']');
    }

    bool string() {
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') return ++at_, true;
            if (static_cast<unsigned char>(text_[at_]) < ' ') return false;
            if (text_[at_] == '\\' && !escape()) return false;
        }
        return false;
    }

    /// Ends at the last character of the escape.
    bool escape() {
        ++at_;
        if (here() != 'u')
            return here() != '\0' && std::string_view("\"\\/bfnrt").find(here()) != std::string_view::npos;
        const std::string_view digits = text_.substr(at_ + 1, 4);
        const bool is_hex = digits.find_first_not_of("0123456789abcdefABCDEF") == digits.npos;
        const bool may_be_surrogate = digits.starts_with('d') || digits.starts_with('D');
        at_ += digits.size();
        return digits.size() == 4 && is_hex && !may_be_surrogate;
    }

    std::size_t digits() {
        const std::size_t begin = at_;
        while (is_digit(here())) ++at_;
        return at_ - begin;
    }

    bool number() {
        const std::size_t begin = at_;
        if (here() == '-') ++at_;
        const bool starts_with_zero = here() == '0';
        const std::size_t whole = digits();
        if (whole == 0 || (starts_with_zero && whole > 1)) return false;
        if (here() == '.' && (++at_, digits() == 0)) return false;
        if (here() == 'e' || here() == 'E') {
            ++at_;
            if (here() == '+' || here() == '-') ++at_;
            const std::size_t exponent = digits();
            if (exponent == 0 || exponent > longest_exponent) return false;
        }
        return at_ - begin <= longest_number;
    }

    bool word(std::string_view wanted) {
        if (text_.substr(at_, wanted.size()) != wanted) return false;
        at_ += wanted.size();
        return true;
    }

    std::string_view text_;
    std::size_t at_;
};

}  // namespace

std::optional<SkimmedArray> skim_array(std::string_view text, std::size_t begin) {
    Skimmer skimmer(text, begin);
    SkimmedArray array;
    if (skimmer.next() != ']') {
        do {
            skimmer.next();
            const std::size_t first = skimmer.at();
            if (!skimmer.value(0)) return {};
            array.elements.push_back({first, skimmer.at() - first});
        } while (skimmer.take(','));
    }
    if (skimmer.next() != ']') return {};
    array.end = skimmer.at();
    return array;
}

}  // namespace iiindex::detail
