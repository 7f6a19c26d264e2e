#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace [[gnu::visibility("default")]] iiindex {

/// A place in an input. Lines and columns count from 1, columns in characters (code points);
/// line 0 means the file as a whole.
struct Location {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;

    friend bool operator==(const Location&, const Location&) = default;
};

/// Something wrong with an input: where, what, and what to do about it.
struct Problem {
    Location where;
    std::string what;        ///< lower case, no full stop: "weight of 'policy' is -2, expected a number above 0"
    std::string remedy;      ///< a hint in the same style; may be empty
    std::string line_text;   ///< the offending line, decoded; empty where there is none to show
    std::size_t length = 1;  ///< how many characters from `where.column` on are at fault
    std::size_t line_text_column = 1;  ///< the column at which `line_text` begins: 1 unless the line is very long
    std::vector<std::string> also;     ///< where it stands as a person finds it, and then the next with the same fault
    std::size_t more = 0;              ///< how many more there are beyond these
};

enum class Severity { error, warning };

/// `file:line:column: error: what`, the line with the fault underlined, further places of it, and the hint, each line
/// ended.
/// Long lines are cut around the fault; control characters are shown as visible stand-ins.
std::string to_string(const Problem& problem, Severity severity = Severity::error);

/// Problems that differ in nothing but what they quote, three or more of a file, as one that counts the others.
std::vector<Problem> gathered(std::vector<Problem> problems);

/// An input that was refused, with every problem found in it. Thrown by loaders and by the steps that
/// meet what no loader can see (an indicator whose units all have one value).
class InputError : public std::runtime_error {
public:
    /// `unlisted`: how many further problems were counted but not kept.
    explicit InputError(std::vector<Problem> problems, std::size_t unlisted = 0);
    explicit InputError(Problem problem);

    const std::vector<Problem>& problems() const noexcept { return problems_; }
    std::size_t unlisted() const noexcept { return unlisted_; }

private:
    std::vector<Problem> problems_;
    std::size_t unlisted_ = 0;
};

/// Collects the problems of several pieces of work, so that all are told at once.
class Gathered {
public:
    /// Does a piece of work; what it refuses is kept for later.
    template <class Work>
    void from(const Work& work) {
        try {
            work();
        } catch (const InputError& error) {
            problems_.insert(problems_.end(), error.problems().begin(), error.problems().end());
            unlisted_ += error.unlisted();
        }
    }

    void raise_if_any() {
        if (!problems_.empty()) throw InputError(std::move(problems_), unlisted_);
    }

private:
    std::vector<Problem> problems_;
    std::size_t unlisted_ = 0;
};

/// The candidate that `word` most probably meant, or empty if none is near.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

/// "did you mean 'policies'?", or empty if no candidate is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace iiindex
