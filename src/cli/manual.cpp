#include "cli/manual.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include <iiindex/version.hpp>

#include "cli/command.hpp"
#include "text/utf8.hpp"

namespace iiindex::cli {
namespace {

using detail::first_character;

enum class Style { prose, literal };

/// Whether a line may end between a character and what follows it: in Chinese, but not before a closing mark. Of what
/// is not known yet a line may end behind such a mark alone.
bool may_end_line(std::string_view character, std::string_view next) {
    constexpr std::int32_t first_wide = 0x2E80;
    constexpr std::string_view closing = "，。；：、？！）》”";
    if (first_character(character).code < first_wide) return false;
    if (next.empty()) return closing.find(character) != closing.npos;
    return closing.find(next.substr(0, first_character(next).bytes)) == closing.npos;
}

/// Text that roff takes as it stands. What is typed keeps its hyphens and quotes plain; in prose they are
/// typographic.
std::string escaped(std::string_view text, Style style) {
    std::string roff;
    const bool is_typed = style == Style::literal;
    while (!text.empty()) {
        const auto [c, bytes] = first_character(text);
        const std::string_view character = text.substr(0, bytes);
        text.remove_prefix(bytes);
        if (c == '\\')
            roff += "\\e";
        else if (is_typed && c == '-')
            roff += "\\-";
        else if (is_typed && c == '\'')
            roff += "\\(aq";
        else if (is_typed && c == '`')
            roff += "\\(ga";
        else if (is_typed && c == '^')
            roff += "\\(ha";
        else if (is_typed && c == '~')
            roff += "\\(ti";
        else if (c < 0x80 || spoken() == Language::zh)  // a page in Chinese is one in UTF-8
            roff += character;
        else
            roff += fmt::format("\\[u{:04X}]", c);
        if (!is_typed && spoken() == Language::zh && may_end_line(character, text)) roff += "\\:";
    }
    return roff;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text, Style::literal) + "\\fR"; }

std::string italic(std::string_view text) { return "\\fI" + escaped(text, Style::literal) + "\\fR"; }

/// A line must not begin as a request does.
std::string line(const std::string& text) {
    const bool is_request = text.starts_with('.') || text.starts_with('\'');
    return (is_request ? "\\&" : "") + text + "\n";
}

/// Prose in which a word that begins with a hyphen is an option.
std::string prose(std::string_view text) {
    std::string roff;
    while (!text.empty()) {
        const bool is_option = text.front() == '-' && text.size() > 1 &&
                               (text[1] == '-' || std::isalpha(static_cast<unsigned char>(text[1])));
        std::size_t end = is_option ? text.find_first_not_of("-abcdefghijklmnopqrstuvwxyz") : text.find(' ');
        if (end == std::string_view::npos)
            end = text.size();
        else if (!is_option)
            ++end;
        roff += is_option ? bold(text.substr(0, end)) : escaped(text.substr(0, end), Style::prose);
        text.remove_prefix(end);
    }
    return roff;
}

/// Prose of Markdown: `code` is what is typed, a link is its text.
std::string from_markdown(std::string_view text) {
    std::string roff;
    while (!text.empty()) {
        const std::size_t mark = std::min(text.find_first_of("`["), text.size());
        roff += escaped(text.substr(0, mark), Style::prose);
        text.remove_prefix(mark);
        if (text.empty()) break;
        const bool is_code = text.front() == '`';
        const std::size_t end = text.find(is_code ? '`' : ']', 1);
        if (end == std::string_view::npos) return roff + escaped(text, Style::prose);
        const std::string_view inner = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        if (!is_code && text.starts_with('(')) text.remove_prefix(std::min(text.find(')') + 1, text.size()));
        roff += is_code ? bold(inner) : italic(inner);
    }
    return roff;
}

std::string section(std::string_view title) { return fmt::format(".SH {}\n", title); }

std::string value_of(const Argument& argument) {
    if (argument.choices.empty() || argument.takes_others) return italic(argument.value);
    std::string text;
    for (const std::string& choice : argument.choices) text += (text.empty() ? "" : "|\\:") + bold(choice);
    return text;
}

std::string positional(const Argument& argument) {
    std::string text = italic(upper(argument.names.front()));
    if (argument.is_repeatable) text += R"(\&.\|.\|.)";
    return argument.is_required ? text : "[" + text + "]";
}

std::string reference_to(const std::string& page) { return bold(page) + "(1)"; }

std::string synopsis(const CommandDescription& command) {
    std::string words;
    for (const std::string& word : command.words) words += (words.empty() ? "" : " ") + word;
    std::string text = section(said("SYNOPSIS"));
    if (!command.needs_command) {
        std::string usage = bold(words) + " [" + italic(said("OPTIONS")) + "]";
        for (const Argument& argument : command.positionals) usage += fmt::format(" {}", positional(argument));
        text += line(usage);
        if (!command.commands.empty()) text += ".br\n";
    }
    if (!command.commands.empty())
        text += line(bold(words) + " " + italic(said("COMMAND")) + " [" + italic(said("OPTIONS")) + "] ...");
    return text;
}

/// Words of the catalogue with roff in their places.
template <class... Args>
std::string around(std::string_view english, const Args&... args) {
    const std::string words = escaped(translated(english, spoken()), Style::prose);
    return fmt::format(fmt::runtime(words), args...);
}

/// A summary with what the option's declaration adds to it in brackets.
std::string with_remarks(const std::string& summary, const Argument& argument) {
    std::vector<std::string> remarks;
    if (!argument.range.empty()) remarks.push_back(escaped(argument.range, Style::literal));
    if (!argument.default_value.empty()) remarks.push_back(around(marked("default {}"), bold(argument.default_value)));
    for (const std::string& name : argument.excluded) remarks.push_back(around(marked("not with {}"), bold(name)));
    if (remarks.empty()) return summary;
    return around(marked("{} ({})"), summary, fmt::format("{}", fmt::join(remarks, around(marked("; ")))));
}

/// The names that a value may be, where it may be something else too.
std::string names_known(const Argument& argument) {
    if (!argument.takes_others || argument.choices.empty()) return {};
    std::vector<std::string> names;
    for (const std::string& choice : argument.choices) names.push_back(bold(choice));
    return around(marked(" Names: {}."), fmt::format("{}", fmt::join(names, around(marked(", ")))));
}

/// A summary of several lines tells in the others what each choice does: "bars: scores of the first units".
std::string summary_of(const Argument& argument) {
    const std::string_view summary = argument.summary;
    std::size_t end = std::min(summary.find('\n'), summary.size());
    const std::string first = with_remarks(prose(first_line(summary)), argument);
    std::string text = line(around(marked("{}."), first) + names_known(argument));
    while (end < summary.size()) {
        const std::size_t begin = end + 1;
        end = std::min(summary.find('\n', begin), summary.size());
        const std::string_view choice = summary.substr(begin, end - begin);
        const std::size_t colon = std::min(choice.find(':'), choice.size());
        text += ".br\n" + line(bold(choice.substr(0, colon)) + prose(choice.substr(colon)));
    }
    return text;
}

std::string entry(const Argument& option) {
    std::string names;
    for (const std::string& name : option.names) names += (names.empty() ? "" : ", ") + bold(name);
    if (!option.value.empty()) names += " " + value_of(option);
    return ".TP\n" + line(names) + summary_of(option);
}

std::string options_of(const CommandDescription& command) {
    std::string text = section(said("OPTIONS"));
    for (const std::string& group : groups_of(command)) {
        if (group != own_options) text += ".SS \"" + escaped(translated(group, spoken()), Style::prose) + "\"\n";
        for (const Argument& option : command.options) {
            if (option.group == group) text += entry(option);
        }
    }
    return text;
}

std::string arguments_of(const CommandDescription& command) {
    if (command.positionals.empty()) return {};
    std::string text = section(said("ARGUMENTS"));
    for (const Argument& argument : command.positionals) {
        text += ".TP\n" + line(italic(upper(argument.names.front()))) + summary_of(argument);
    }
    return text;
}

std::string commands_of(const CommandDescription& command) {
    if (command.commands.empty()) return {};
    std::string text = section(said("COMMANDS"));
    for (const CommandDescription& sub : command.commands) {
        text += ".TP\n" + line(reference_to(page_name(sub))) + line(prose(sentence(sub.summary)));
    }
    return text;
}

std::string description(const CommandDescription& command, const Guide& guide) {
    std::string text = section(said("DESCRIPTION"));
    if (guide.paragraphs.empty()) return text + line(prose(sentence(command.summary)));
    for (std::size_t i = 0; i < guide.paragraphs.size(); ++i) {
        text += (i == 0 ? "" : ".PP\n") + line(from_markdown(guide.paragraphs[i]));
    }
    return text;
}

std::string examples(const CommandDescription& command, const Guide& guide) {
    const std::vector<std::string>& lines = guide.examples.empty() ? command.examples : guide.examples;
    if (lines.empty()) return {};
    std::string text = section(said("EXAMPLES")) + ".nf\n";
    for (const std::string& example : lines) text += line(bold(example));
    return text + ".fi\n";
}

std::string exit_status() {
    std::string text = section(said("EXIT STATUS"));
    for (const ExitStatus& status : exit_statuses()) {
        std::string meaning(translated(status.meaning, spoken()));
        meaning.replace(0, 1, upper(meaning.substr(0, 1)));
        text += fmt::format(".TP\n\\fB{}\\fR\n", static_cast<int>(status.code)) + line(prose(sentence(meaning)));
    }
    return text;
}

std::string environment_and_files() {
    const auto entry = [](const std::string& name, const std::string& text) {
        return ".TP\n" + line(name) + line(prose(text));
    };
    return section(said("ENVIRONMENT")) +
           entry(bold("LC_ALL") + ", " + bold("LC_MESSAGES") + ", " + bold("LANG"),
                 said("The first that is set says the language of help, errors and notes: Chinese where it begins with "
                      "zh, else English.")) +
           entry(bold("NO_COLOR"), said("If set, tables have no colour.")) +
           entry(bold("FORCE_COLOR"), said("If set, tables have colour that are not written to a terminal too.")) +
           section(said("FILES")) +
           entry(italic("share/doc/iiindex/"),
                 said("The guides: files, method and analyses, below the folder that the program was installed to."));
}

std::string see_also(const CommandDescription& command, const CommandDescription* above) {
    std::vector<std::string> pages;
    if (above != nullptr) pages.push_back(reference_to(page_name(*above)));
    for (const CommandDescription& sub : command.commands) pages.push_back(reference_to(page_name(sub)));
    return section(said("SEE ALSO")) + line(fmt::format("{}", fmt::join(pages, ",\n")));
}

/// The lines under a heading, up to the next of the same size.
std::vector<std::string_view> lines_under(std::string_view markdown, std::string_view heading) {
    std::vector<std::string_view> found;
    bool inside = false;
    while (!markdown.empty()) {
        const std::string_view text = markdown.substr(0, markdown.find('\n'));
        markdown.remove_prefix(std::min(text.size() + 1, markdown.size()));
        if (text.starts_with("## "))
            inside = text.substr(3) == heading;
        else if (inside)
            found.push_back(text);
    }
    return found;
}

bool leads_over(std::string_view paragraph) { return paragraph.ends_with(':') || paragraph.ends_with("："); }

/// Where the last whole sentence ends.
std::size_t end_of_sentences(std::string_view paragraph) {
    constexpr std::string_view narrow = ". ", wide = "。";
    const std::size_t at = paragraph.rfind(narrow), wide_at = paragraph.rfind(wide);
    return std::max(at == paragraph.npos ? 0 : at + 1, wide_at == paragraph.npos ? 0 : wide_at + wide.size());
}

}  // namespace

Guide guide_to(std::string_view markdown, std::string_view command) {
    Guide guide;
    bool is_introduction = true, in_paragraph = false;
    for (const std::string_view text : lines_under(markdown, command)) {
        if (text.starts_with("$ iiindex ")) guide.examples.emplace_back(text.substr(2));
        if (text.starts_with('|') || text.starts_with('#') || text.starts_with("```")) is_introduction = false;
        if (!is_introduction) continue;
        if (text.empty() || text.starts_with("    ")) {
            in_paragraph = false;
        } else if (in_paragraph) {
            guide.paragraphs.back().append(" ").append(text);
        } else {
            guide.paragraphs.emplace_back(text);
            in_paragraph = true;
        }
    }
    // What leads over to a table or an example is nothing without it.
    if (!guide.paragraphs.empty() && leads_over(guide.paragraphs.back())) {
        std::string& last = guide.paragraphs.back();
        last.resize(end_of_sentences(last));
        if (last.empty()) guide.paragraphs.pop_back();
    }
    return guide;
}

std::string page_name(const CommandDescription& command) { return fmt::format("{}", fmt::join(command.words, "-")); }

std::string manual_page(const CommandDescription& command, const CommandDescription* above, const Guide& guide) {
    const std::string name = page_name(command);
    const bool is_main = above == nullptr;
    std::string summary = is_main ? said("calculator of composite indices") : command.summary;
    return fmt::format(
               ".\\\" Made from the declarations of the command line.\n.TH {} 1 \"\" \"iiindex {}\" "
               "\"iiindex\"\n",
               escaped(upper(name), Style::literal), version) +
           ".ad l\n.nh\n" + section(said("NAME")) + line(escaped(name, Style::literal) + " \\- " + prose(summary)) +
           synopsis(command) + description(command, guide) + commands_of(command) + arguments_of(command) +
           options_of(command) + exit_status() + (is_main ? environment_and_files() : "") + examples(command, guide) +
           see_also(command, above);
}

}  // namespace iiindex::cli
