#include "cli/declare.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <iiindex/problem.hpp>
#include <iiindex/text.hpp>

#include "cli/command.hpp"
#include "cli/names.hpp"
#include "cli/number.hpp"

namespace iiindex::cli {
namespace {

std::vector<std::string> names_of(const CLI::Option& option) {
    if (option.get_positional()) return {option.get_name(true)};
    std::vector<std::string> names;
    for (const std::string& name : option.get_snames()) names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
    return names;
}

/// The first long name of a declaration, or the only one: "-o,--output" gives "--output".
std::string main_name(const std::string& names) {
    const std::size_t at = std::min(names.find("--"), names.size());
    return at == names.size() ? names : names.substr(at, names.find(',', at) - at);
}

/// What stands for a value that has no better word: "--format" gives "FORMAT".
std::string value_word(const std::string& name) { return upper(name.substr(name.find_first_not_of('-'))); }

std::string words_of(Whole range) {
    if (range.high != Whole().high) return said("{} to {}", range.low, range.high);
    return range.low == 0 ? std::string() : said("at least {}", range.low);
}

std::string words_of(Real range) { return said("{} to {}", range.low, range.high); }

std::string expected_of(Whole range) {
    if (range.high != Whole().high) return said("a whole number from {} to {}", range.low, range.high);
    return range.low == 0 ? said("a whole number") : said("a whole number of at least {}", range.low);
}

std::string expected_of(Real range) { return said("a number from {} to {}", range.low, range.high); }

std::string wrong_value(const std::string& name, std::string_view value, std::string_view expected) {
    return said("{} is '{}', expected {}", name, printable(value), expected);
}

[[noreturn]] void refuse_value(const std::string& name, std::string_view value, std::string_view expected) {
    throw CLI::ValidationError(wrong_value(name, value, expected));
}

void require_text(const std::string& name, const std::string& value, std::string_view expected) {
    if (value.empty()) refuse_value(name, value, expected);
}

void refuse_if_any(const std::vector<std::string>& options, std::string_view reason) {
    if (options.empty()) return;
    throw UsageError(options.size() == 1 ? said("{} does not apply: {}", options.front(), reason)
                                         : said("{} do not apply: {}", enumerated(options), reason));
}

/// An option or argument that takes any text, but may suggest some.
Argument open_argument(std::string_view summary, const Notes& notes) {
    return {.value = std::string(notes.value),
            .choices = {notes.suggested.begin(), notes.suggested.end()},
            .takes_others = true,
            .takes_file = notes.value.ends_with("FILE") || notes.value == "PATH",
            .summary = std::string(summary)};
}

}  // namespace

Syntax::Syntax(std::string_view name, std::string_view summary)
    : owned_(std::make_unique<CLI::App>(std::string(summary), std::string(name))),
      app_(owned_.get()),
      description_{.words = {std::string(name)}, .summary = std::string(summary)} {
    record_help();
}

Syntax::Syntax(CLI::App& app, std::vector<std::string> words, std::string reason)
    : app_(&app),
      description_{.words = std::move(words), .summary = app.get_description()},
      reason_(std::move(reason)) {
    record_help();
}

Syntax::~Syntax() = default;

void Syntax::record_help() {
    app_->set_help_flag("-h,--help", said("This help"));
    heading(program_options);
    record(*app_->get_help_ptr(), {});
    heading({});
}

void Syntax::heading(std::string_view title) { heading_ = title.empty() ? own_options : title; }

/// Keeps what help, manual and completion tell.
void Syntax::record(const CLI::Option& option, Argument argument) {
    argument.names = names_of(option);
    argument.summary = option.get_description();
    argument.is_required = option.get_required();
    argument.group = heading_;
    (option.get_positional() ? description_.positionals : description_.options).push_back(std::move(argument));
}

void Syntax::exclude(CLI::Option& option, Argument& argument, std::string_view other) {
    option.excludes(app_->get_option(std::string(other)));
    argument.excluded.emplace_back(other);
    for (Argument& before : description_.options) {
        if (before.names.back() == other) before.excluded.push_back(option.get_name());
    }
}

void Syntax::declare(const std::string& names, Argument argument, const Notes& notes, Count count, Take take) {
    CLI::Option& option = *app_->add_option(
        names,
        [take = std::move(take), name = main_name(names)](const CLI::results_t& values) {
            take(name, values);
            return true;
        },
        argument.summary);
    if (option.get_positional()) {
        const int most = count.most == unlimited ? -1 : static_cast<int>(count.most);
        option.expected(std::max(1, static_cast<int>(count.least)), most)->required(count.least > 0);
        option.allow_extra_args(count.most > std::max<std::size_t>(1, count.least));
        argument.is_repeatable = count.most > 1;
    } else if (argument.is_repeatable) {
        option.expected(1)->take_all();
    }
    if (argument.is_list) option.delimiter(',');
    if (!notes.not_with.empty()) exclude(option, argument, notes.not_with);
    record(option, std::move(argument));
}

void Syntax::flag(const std::string& names, bool& target, std::string_view summary, const Notes& notes) {
    CLI::Option& option = *app_->add_flag(names, target, std::string(summary));
    Argument argument;
    if (!notes.not_with.empty()) exclude(option, argument, notes.not_with);
    record(option, std::move(argument));
}

void Syntax::text(const std::string& names, std::string& target, std::string_view summary, const Notes& notes) {
    declare(names, open_argument(summary, notes), notes, {},
            [&target, expected = std::string(notes.value)](const std::string& name, const auto& values) {
                require_text(name, values.front(), expected);
                target = values.front();
            });
}

void Syntax::input(const std::string& names, std::string& target, std::string_view summary, Notes notes) {
    notes.value = "FILE";
    text(names, target, summary, notes);
}

void Syntax::output(const std::string& names, std::string& target, std::string_view summary) {
    text(names, target, summary, {.value = "PATH"});
    outputs_.push_back(&target);
}

void Syntax::choice(const std::string& names, std::string& target, const std::vector<std::string_view>& words,
                    std::string_view summary) {
    Argument argument{.value = value_word(main_name(names)),
                      .choices = {words.begin(), words.end()},
                      .summary = std::string(summary),
                      .default_value = target};
    declare(names, std::move(argument), {}, {}, [&target, words](const std::string& name, const auto& values) {
        const std::string& value = values.front();
        if (std::find(words.begin(), words.end(), value) == words.end())
            throw CLI::ValidationError(with_nearest(wrong_value(name, value, enumerated(words)), value, words));
        target = value;
    });
}

void Syntax::whole(const std::string& names, Whole range, std::string_view summary, std::string default_value,
                   std::function<void(std::uint64_t)> keep) {
    Argument argument{.value = "N",
                      .summary = std::string(summary),
                      .range = words_of(range),
                      .default_value = std::move(default_value)};
    declare(names, argument, {}, {}, [range, keep = std::move(keep)](const std::string& name, const auto& values) {
        const auto number = whole_number_from(values.front());
        if (!number || *number < range.low || *number > range.high) {
            refuse_value(name, values.front(), expected_of(range));
        }
        keep(*number);
    });
}

void Syntax::whole(const std::string& names, std::uint64_t& target, Whole range, std::string_view summary) {
    whole(names, range, summary, fmt::format("{}", target), [&target](std::uint64_t number) { target = number; });
}

void Syntax::whole(const std::string& names, std::optional<std::uint64_t>& target, Whole range,
                   std::string_view summary) {
    whole(names, range, summary, {}, [&target](std::uint64_t number) { target = number; });
}

void Syntax::number(const std::string& names, Real range, std::string_view summary, std::string default_value,
                    const Notes& notes, std::function<void(double)> keep) {
    Argument argument{.value = "N",
                      .summary = std::string(summary),
                      .range = words_of(range),
                      .default_value = std::move(default_value)};
    declare(names, std::move(argument), notes, {},
            [range, keep = std::move(keep)](const std::string& name, const auto& values) {
                const auto number = number_from(values.front());
                if (!number || *number < range.low || *number > range.high) {
                    refuse_value(name, values.front(), expected_of(range));
                }
                keep(*number);
            });
}

void Syntax::number(const std::string& names, double& target, Real range, std::string_view summary,
                    const Notes& notes) {
    number(names, range, summary, fmt::format("{}", target), notes, [&target](double number) { target = number; });
}

void Syntax::number(const std::string& names, std::optional<double>& target, Real range, std::string_view summary,
                    const Notes& notes) {
    number(names, range, summary, {}, notes, [&target](double number) { target = number; });
}

void Syntax::list(const std::string& names, std::vector<std::string>& target, std::string_view summary,
                  const Notes& notes) {
    Argument argument = open_argument(summary, notes);
    argument.is_list = argument.is_repeatable = true;
    declare(names, std::move(argument), notes, {},
            [&target](const std::string&, const auto& values) { target = values; });
}

void Syntax::repeated(const std::string& names, std::vector<std::string>& target, std::string_view summary,
                      const Notes& notes) {
    Argument argument = open_argument(summary, notes);
    argument.is_repeatable = true;
    declare(names, std::move(argument), notes, {},
            [&target](const std::string&, const auto& values) { target = values; });
}

void Syntax::argument(const std::string& name, std::string& target, std::string_view summary, std::string_view value,
                      Count count) {
    const Notes notes{.value = value};
    declare(name, open_argument(summary, notes), notes, count,
            [&target](const std::string&, const auto& values) { target = values.front(); });
}

void Syntax::arguments(const std::string& name, std::vector<std::string>& target, std::string_view summary,
                       std::string_view value, Count count, std::vector<std::string_view> suggested) {
    const Notes notes{.value = value, .suggested = std::move(suggested)};
    declare(name, open_argument(summary, notes), notes, count,
            [&target](const std::string&, const auto& values) { target = values; });
}

Syntax& Syntax::nested(const std::string& name, const std::string& summary, std::string reason) {
    CLI::App& app = *app_->add_subcommand(name, summary);
    // An option of the command may stand behind the word, if only to be told why it does not go with it.
    app.fallthrough(description_.words.size() > 1);
    std::vector<std::string> words = description_.words;
    words.push_back(name);
    nested_.push_back(std::unique_ptr<Syntax>(new Syntax(app, std::move(words), std::move(reason))));
    return *nested_.back();
}

void Syntax::require_nested() {
    app_->require_subcommand(1);
    description_.needs_command = true;
}

void Syntax::version(const std::string& text) {
    heading(program_options);
    record(*app_->set_version_flag("-V,--version", text, said("The program's version")), {});
    heading({});
}

void Syntax::examples(const std::vector<std::string_view>& lines) {
    const auto of_word = [](const Syntax& word, std::string_view line) {
        const std::string beginning = fmt::format("{} ", fmt::join(word.description_.words, " "));
        return ("iiindex " + std::string(line)).starts_with(beginning);
    };
    for (const std::string_view line : lines) {
        description_.examples.push_back(fmt::format("iiindex {}", line));
        for (const auto& word : nested_) {
            if (of_word(*word, line)) word->description_.examples.push_back(description_.examples.back());
        }
    }
}

bool Syntax::given() const { return app_->parsed(); }

bool Syntax::given(std::string_view name) const {
    const CLI::Option* const option = std::as_const(*app_).get_option_no_throw(std::string(name));
    return option != nullptr && option->count() > 0;
}

std::vector<std::string> Syntax::all_given() const {
    std::vector<std::string> names;
    for (const CLI::Option* option : std::as_const(*app_).get_options()) {
        if (option->count() > 0) names.push_back(option->get_name());
    }
    return names;
}

void Syntax::refuse(std::initializer_list<std::string_view> options, std::string_view reason) const {
    std::vector<std::string> stray;
    for (const std::string_view name : options) {
        if (given(name)) stray.emplace_back(name);
    }
    refuse_if_any(stray, reason);
}

void Syntax::check() const {
    for (const auto& rule : rules_) rule();
    for (const auto& word : nested_) {
        if (!word->given()) continue;
        std::vector<std::string> stray = all_given();
        std::erase_if(stray, [&](const std::string& name) {
            return std::as_const(*word->app_).get_option_no_throw(name) != nullptr;
        });
        refuse_if_any(stray, word->reason_);
        word->check();
    }
}

std::vector<std::string> Syntax::outputs() const {
    std::vector<std::string> paths;
    for (const std::string* path : outputs_) {
        if (!path->empty() && *path != "-") paths.push_back(*path);
    }
    for (const auto& word : nested_) {
        for (std::string& path : word->outputs()) paths.push_back(std::move(path));
    }
    return paths;
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

std::string_view first_line(std::string_view summary) {
    summary = summary.substr(0, summary.find('\n'));
    for (const std::string_view colon : {":", "："}) {
        if (summary.ends_with(colon)) summary.remove_suffix(colon.size());
    }
    return summary;
}

std::string sentence(const std::string& summary) {
    return summary.ends_with('.') || summary.ends_with("。") ? summary : said("{}.", summary);
}

std::vector<std::string> groups_of(const CommandDescription& command) {
    const auto place = [](std::string_view group) {
        return group == own_options       ? 0
               : group == output_options  ? 2
               : group == input_options   ? 3
               : group == program_options ? 4
                                          : 1;
    };
    std::vector<std::string> groups;
    for (const Argument& option : command.options) {
        if (std::find(groups.begin(), groups.end(), option.group) == groups.end()) groups.push_back(option.group);
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [&](const std::string& a, const std::string& b) { return place(a) < place(b); });
    return groups;
}

CommandDescription Syntax::description() const {
    CommandDescription whole = description_;
    for (const auto& word : nested_) whole.commands.push_back(word->description());
    return whole;
}

}  // namespace iiindex::cli
