#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/described.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace iiindex::cli {

/// The whole numbers that an option takes, both ends included.
struct Whole {
    std::uint64_t low = 0;
    std::uint64_t high = std::numeric_limits<std::uint64_t>::max();
};

/// The numbers that an option takes, both ends included.
struct Real {
    double low;
    double high;
};

/// What may be said of an option beside its names, target and summary.
struct Notes {
    std::string_view value = {};                   ///< what stands for the value in help and manual: "NODE"
    std::vector<std::string_view> suggested = {};  ///< words that a value may be, among others
    std::string_view not_with = {};                ///< an option declared before, that it does not go with
};

/// How many of an argument there may be.
struct Count {
    std::size_t least = 1;
    std::size_t most = 1;
};

/// A command's options and arguments, declared once for parser, help, manual and completion. Targets hold the defaults
/// and must outlive the parsing; an empty std::optional has none. What is wrong with a value is told in the same words
/// for every option of its kind, with the range or the words that it takes.
class Syntax {
public:
    Syntax(std::string_view name, std::string_view summary);
    ~Syntax();
    Syntax(const Syntax&) = delete;
    Syntax& operator=(const Syntax&) = delete;

    /// What is declared from here on stands under this heading; empty: under that of the command's own options.
    void heading(std::string_view title);

    /// A name after ! turns the flag off: "--leave-out,!--no-leave-out".
    void flag(const std::string& names, bool& target, std::string_view summary, const Notes& notes = {});
    void text(const std::string& names, std::string& target, std::string_view summary, const Notes& notes);
    /// A file that is read.
    void input(const std::string& names, std::string& target, std::string_view summary, Notes notes = {});
    /// A file that is written.
    void output(const std::string& names, std::string& target, std::string_view summary);
    /// One of a few words.
    void choice(const std::string& names, std::string& target, const std::vector<std::string_view>& words,
                std::string_view summary);
    void whole(const std::string& names, std::uint64_t& target, Whole range, std::string_view summary);
    void whole(const std::string& names, std::optional<std::uint64_t>& target, Whole range, std::string_view summary);
    void number(const std::string& names, double& target, Real range, std::string_view summary,
                const Notes& notes = {});
    void number(const std::string& names, std::optional<double>& target, Real range, std::string_view summary,
                const Notes& notes = {});
    /// Values with commas between them, or given one after another.
    void list(const std::string& names, std::vector<std::string>& target, std::string_view summary, const Notes& notes);
    /// An option that may be given several times, with a value each.
    void repeated(const std::string& names, std::vector<std::string>& target, std::string_view summary,
                  const Notes& notes);

    /// What stands without a name, in the order of declaration.
    void argument(const std::string& name, std::string& target, std::string_view summary, std::string_view value,
                  Count count = {});
    void arguments(const std::string& name, std::vector<std::string>& target, std::string_view summary,
                   std::string_view value, Count count, std::vector<std::string_view> suggested = {});

    /// A word that chooses among what the command does. Options of the command that are not declared for the word too
    /// are refused, for a reason: "merge takes it from the parts".
    Syntax& nested(const std::string& name, const std::string& summary, std::string reason = {});
    const std::vector<std::unique_ptr<Syntax>>& all_nested() const { return nested_; }
    void require_nested();
    bool needs_nested() const { return description_.needs_command; }
    void version(const std::string& text);
    /// Command lines without the program's name; of those the help of a nested word shows its own.
    void examples(const std::vector<std::string_view>& lines);

    /// What is asked once all is parsed, before the command runs; throws UsageError where options do not go together.
    void rule(std::function<void()> check) { rules_.push_back(std::move(check)); }

    /// Once parsed: whether the command, or an option or argument of it, was given.
    bool given() const;
    bool given(std::string_view name) const;
    /// Once parsed: refuses those of the options that were given: "--top does not apply: " and a reason.
    /// Throws UsageError.
    void refuse(std::initializer_list<std::string_view> options, std::string_view reason) const;
    /// Once parsed: asks the rules, and refuses what was given that does not go with a nested word. Throws UsageError.
    void check() const;
    /// Once parsed: the files that are to be written.
    std::vector<std::string> outputs() const;

    const std::string& name() const { return description_.words.back(); }
    /// From itself down, for manual and completion.
    CommandDescription description() const;
    CLI::App& app() const { return *app_; }

    static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

private:
    using Take = std::function<void(const std::string& name, const std::vector<std::string>& values)>;

    Syntax(CLI::App& app, std::vector<std::string> words, std::string reason);
    void declare(const std::string& names, Argument argument, const Notes& notes, Count count, Take take);
    void whole(const std::string& names, Whole range, std::string_view summary, std::string default_value,
               std::function<void(std::uint64_t)> keep);
    void number(const std::string& names, Real range, std::string_view summary, std::string default_value,
                const Notes& notes, std::function<void(double)> keep);
    void exclude(CLI::Option& option, Argument& argument, std::string_view other);
    void record(const CLI::Option& option, Argument argument);
    void record_help();
    std::vector<std::string> all_given() const;

    std::unique_ptr<CLI::App> owned_;  ///< of the outermost alone: it owns those below
    CLI::App* app_;
    CommandDescription description_;
    std::vector<std::unique_ptr<Syntax>> nested_;
    std::vector<const std::string*> outputs_;
    std::vector<std::function<void()>> rules_;
    std::string reason_;
    std::string heading_;
};

}  // namespace iiindex::cli
