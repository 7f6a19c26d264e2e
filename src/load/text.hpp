#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/problem.hpp>

namespace iiindex::detail {

/// Something wrong with a decoded text, before anyone asks on which line: a run of bytes, what, what to do.
struct Fault {
    std::size_t begin = 0;
    std::size_t length = 1;
    std::string what;
    std::string remedy;

    static constexpr std::size_t whole_file = static_cast<std::size_t>(-1);  ///< a `begin` that is no place
};

/// A decoded input: its name and its characters, which someone else keeps. Knows lines and columns.
class Text {
public:
    Text(std::string file, std::string_view characters) : file_(std::move(file)), characters_(characters) {}

    const std::string& file() const noexcept { return file_; }
    std::string_view characters() const noexcept { return characters_; }

    Location locate(std::size_t offset) const;
    Problem problem(const Fault& fault) const;

private:
    /// The last place asked for: most questions come in the order of the text.
    struct Mark {
        std::size_t line = 1;
        std::size_t line_begin = 0;
    };
    const Mark& line_with(std::size_t offset) const;

    std::string file_;
    std::string_view characters_;
    mutable Mark mark_;
};

/// Throws InputError for a file as a whole.
[[noreturn]] void refuse(const std::string& file, std::string what, std::string remedy = {});

/// The faults of one text: the first hundred are kept, the others counted.
class Faults {
public:
    void add(Fault fault);
    void append(Faults&& later);
    /// Forgets all but the first `count`.
    void shrink(std::size_t count);

    std::size_t size() const noexcept { return kept_.size() + unlisted_; }
    bool full() const noexcept { return kept_.size() >= most; }

    /// Throws InputError if there is any, in the order of the text.
    void raise_if_any(const Text& text) const;

private:
    static constexpr std::size_t most = 100;

    std::vector<Fault> kept_;
    std::size_t unlisted_ = 0;
};

}  // namespace iiindex::detail
