#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <iiindex/format.hpp>
#include <iiindex/text.hpp>

#include "catch.hpp"
#include "cli/command.hpp"
#include "cli/help.hpp"
#include "cli/language.hpp"
#include "paths.hpp"

namespace fs = std::filesystem;
using namespace iiindex;

// A case is a folder: `cmd` is its command line, before which LANG and its like may be set, run where the folder's
// other files are, with `data` and `docs` beside them. `expected.out`, `expected.err` and `expected.status` are what
// must come out (absent: nothing, 0), and `expected.file.NAME` what must then stand in the file NAME (of a page: its
// text). `stdin` is its input; `terminal` holds the width of the terminal that it writes to. IIINDEX_APPROVE=1 writes
// what came out instead of comparing; the diff of the repository is then the review.

namespace {

const fs::path cases_folder = fs::path(IIINDEX_SOURCE) / "tests/cli/cases";

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> case_folders() {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(cases_folder)) {
        if (entry.is_directory()) folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// The words of a command line; single and double quotes hold a word together.
std::vector<std::string> words(const std::string& line) {
    std::vector<std::string> found;
    std::string word;
    char quote = 0;
    bool in_word = false;
    for (const char c : line) {
        if (quote != 0) {
            if (c == quote)
                quote = 0;
            else
                word += c;
        } else if (c == '\'' || c == '"') {
            quote = c;
            in_word = true;
        } else if (c == ' ' || c == '\n') {
            if (in_word) found.push_back(std::exchange(word, {}));
            in_word = false;
        } else {
            word += c;
            in_word = true;
        }
    }
    if (in_word) found.push_back(word);
    return found;
}

/// A command line and the variables that are set before it.
struct CommandLine {
    std::map<std::string, std::string> variables;
    std::vector<std::string> arguments;
};

CommandLine command_line(const fs::path& folder) {
    CommandLine line{.variables = {}, .arguments = words(read(folder / "cmd"))};
    while (line.arguments.front() != "iiindex") {
        const std::string word = line.arguments.front();
        const std::size_t equals = word.find('=');
        REQUIRE(equals != std::string::npos);
        line.variables[word.substr(0, equals)] = word.substr(equals + 1);
        line.arguments.erase(line.arguments.begin());
    }
    return line;
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> found;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) found.push_back(line);
    return found;
}

/// What a reader sees of a page, but for its pictures' lines: a line a block, the cells of a row in one.
std::string text_of(const std::string& page) {
    std::string text;
    for (std::size_t at = 0; at < page.size();) {
        if (page[at] != '<') {
            text += page[at] == '\n' ? ' ' : page[at];
            ++at;
            continue;
        }
        const std::string_view tag = std::string_view(page).substr(at + 1, page.find_first_of(" >", at) - at - 1);
        if (tag == "style" || tag == "script") at = page.find("</", at);
        if (tag == "/td" || tag == "/th")
            text += " |";
        else if (tag != "td" && tag != "th" && tag != "span" && tag != "/span")
            text += '\n';
        at = page.find('>', at) + 1;
    }
    std::string seen;
    for (const std::string& line : lines(text)) {
        const std::size_t first = line.find_first_not_of(' ');
        if (first != line.npos) seen += line.substr(first, line.find_last_not_of(' ') + 1 - first) + '\n';
    }
    return seen;
}

/// What came out of a case: by file name, as in its folder.
using Outcome = std::map<std::string, std::string>;

class Workplace {
public:
    explicit Workplace(const fs::path& case_folder) : home_(fs::current_path()) {
        std::string name = (fs::temp_directory_path() / "iiindex-case-XXXXXX").string();
        folder_ = mkdtemp(name.data());
        for (const auto& entry : fs::directory_iterator(case_folder)) {
            if (is_input(entry.path())) fs::copy(entry.path(), folder_ / entry.path().filename());
        }
        for (const char* const shared : {"data", "docs"}) {
            fs::create_directory_symlink(fs::path(IIINDEX_SOURCE) / shared, folder_ / shared);
        }
        for (const auto& entry : fs::directory_iterator(folder_)) given_.push_back(entry.path().filename());
        fs::current_path(folder_);
    }
    ~Workplace() {
        fs::current_path(home_);
        fs::remove_all(folder_);
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

    static bool is_input(const fs::path& path) {
        const std::string name = path.filename().string();
        return name != "cmd" && name != "stdin" && name != "terminal" && !name.starts_with("expected.");
    }

    /// The files that were not there at first.
    void collect(Outcome& outcome) const {
        for (const auto& entry : fs::directory_iterator(folder_)) {
            const fs::path name = entry.path().filename();
            if (std::find(given_.begin(), given_.end(), name) == given_.end()) {
                const std::string text = read(entry.path());
                outcome["expected.file." + name.string()] = name.extension() == ".html" ? text_of(text) : text;
            }
        }
    }

private:
    fs::path home_;
    fs::path folder_;
    std::vector<fs::path> given_;
};

/// The width of the terminal that a case writes to, if it does.
std::optional<std::size_t> terminal_of(const fs::path& folder) {
    if (!fs::exists(folder / "terminal")) return std::nullopt;
    return std::stoul(read(folder / "terminal"));
}

Outcome run_case(const fs::path& folder, const CommandLine& line, std::optional<std::size_t> terminal) {
    const Workplace workplace(folder);
    std::vector<const char*> argv;
    for (const std::string& argument : line.arguments) argv.push_back(argument.c_str());
    std::istringstream in(read(folder / "stdin"));
    std::ostringstream out, err;
    cli::Environment environment{.in = in, .out = out, .err = err};
    environment.language = cli::language_of_environment([&](const char* name) {
        const auto found = line.variables.find(name);
        return found == line.variables.end() ? nullptr : found->second.c_str();
    });
    if (terminal) {
        environment.out_is_terminal = environment.colour_allowed = true;
        environment.width = *terminal;
    }
    const auto code = cli::run(static_cast<int>(argv.size()), argv.data(), environment);

    Outcome outcome;
    if (!out.str().empty()) outcome["expected.out"] = out.str();
    if (!err.str().empty()) outcome["expected.err"] = err.str();
    if (code != cli::ExitCode::done) outcome["expected.status"] = fmt::format("{}\n", static_cast<int>(code));
    workplace.collect(outcome);
    return outcome;
}

Outcome expected_of(const fs::path& folder) {
    Outcome outcome;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("expected.")) outcome[name] = read(entry.path());
    }
    return outcome;
}

/// The lines between what the two texts have in common at their beginnings and ends, - expected and + got.
std::string difference(const std::string& expected, const std::string& got) {
    const auto a = lines(expected), b = lines(got);
    std::size_t head = 0, tail = 0;
    while (head < std::min(a.size(), b.size()) && a[head] == b[head]) ++head;
    while (tail < std::min(a.size(), b.size()) - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
    std::string text = fmt::format("@@ line {}\n", head + 1);
    for (std::size_t i = head; i < a.size() - tail; ++i) text += "- " + a[i] + "\n";
    for (std::size_t i = head; i < b.size() - tail; ++i) text += "+ " + b[i] + "\n";
    return text;
}

void approve(const fs::path& folder, const Outcome& outcome) {
    for (const auto& [name, text] : expected_of(folder)) fs::remove(folder / name);
    for (const auto& [name, text] : outcome) std::ofstream(folder / name, std::ios::binary) << text;
}

void compare(const fs::path& folder, Outcome outcome) {
    Outcome expected = expected_of(folder);
    for (const auto& [name, text] : outcome) expected.try_emplace(name);
    for (const auto& [name, text] : expected) {
        if (outcome[name] == text) continue;
        FAIL_CHECK(folder.filename().string() << "/" << name << " differs\n" << difference(text, outcome[name]));
    }
}

}  // namespace

// A section a folder, so that one can be run alone and a failing one is named.
TEST_CASE("every command-line case comes out as its folder says", "[case]") {
    const bool approving = std::getenv("IIINDEX_APPROVE") != nullptr;
    for (const fs::path& folder : case_folders()) {
        DYNAMIC_SECTION(folder.filename().string()) {
            const Outcome outcome = run_case(folder, command_line(folder), terminal_of(folder));
            if (approving)
                approve(folder, outcome);
            else
                compare(folder, outcome);
        }
    }
}

TEST_CASE("no line of a table is wider than the terminal, in either language", "[shipped]") {
    const auto shows_table = [](const std::vector<std::string>& arguments) {
        return std::none_of(arguments.begin(), arguments.end(), [](const std::string& one) {
            return one == "-o" || one == "-f" || one.starts_with("--out") || one.starts_with("--form") ||
                   one == "--help" || one == "help" || one == "completion" || one == "chart" || one == "template" ||
                   one == "--color";
        });
    };
    for (const fs::path& folder : case_folders()) {
        const CommandLine given = command_line(folder);
        if (!shows_table(given.arguments)) continue;
        for (const char* const language : {"zh", "en"}) {
            CommandLine asked = given;
            std::vector<std::string>& arguments = asked.arguments;
            const auto lang = std::find(arguments.begin(), arguments.end(), "--lang");
            if (lang == arguments.end()) arguments.insert(arguments.end(), {"--lang", language});
            arguments.insert(arguments.end(), {"--color", "never"});
            for (const std::size_t width : {80u, 120u}) {
                for (const std::string& line : lines(run_case(folder, asked, width)["expected.out"])) {
                    INFO(folder.filename().string() << " " << language << " " << width << ": " << line);
                    CHECK(display_width(line) <= width);
                }
            }
        }
    }
}

namespace {

/// What the system says of errors, which it says in its own language.
std::vector<std::string> words_of_the_system() {
    std::vector<std::string> found;
    for (int error = 1; error <= 133; ++error) found.emplace_back(std::strerror(error));
    return found;
}

/// What indices and datasets of the cases say in English, where it stands neither in quotes nor in brackets.
constexpr std::string_view texts_of_data[] = {
    "Share of girls", "Pay of men", "figure 3.3.3.1 prints 56.2 in place 13 without a city; assumed to be Harbin's"};

/// A line without what is quoted or is the system's, each of which parts the words around it.
std::string own_words(std::string line) {
    static const std::vector<std::string> system = words_of_the_system();
    const auto cut = [&](const std::string& from, const std::string& to) {
        for (std::size_t at = 0; (at = line.find(from, at)) != line.npos;) {
            const std::size_t end = line.find(to, at + from.size());
            if (end == line.npos) return;
            line.replace(at, end + to.size() - at, "|");
        }
    };
    cut("“", "”");
    cut("（", "）");
    for (const std::string_view text : texts_of_data) cut(std::string(text), "");
    cut(" '", "'");
    for (const std::string& text : system) {
        if (const std::size_t at = line.find(text); at != line.npos) line.replace(at, text.size(), "|");
    }
    std::string parted;
    for (const char c : line) parted += static_cast<unsigned char>(c) < 0x80 ? std::string(1, c) : std::string(" | ");
    return parted;
}

/// Whether three words or more stand in a row as only English has them: in lower case but for the first letter, with
/// nothing but a blank, and a mark at the end of a word, between them. Paths, options and codes are no words.
bool is_english(const std::string& line) {
    std::istringstream in(own_words(line));
    int row = 0;
    for (std::string word; in >> word;) {
        const bool ends = word.find_last_of(",.;:") == word.size() - 1;
        if (ends) word.pop_back();
        const bool is_word = !word.empty() && std::isalpha(static_cast<unsigned char>(word.front())) != 0 &&
                             std::all_of(word.begin() + 1, word.end(),
                                         [](unsigned char c) { return std::islower(c) != 0 || c == '\''; });
        row = is_word ? row + 1 : 0;
        if (row == 3) return true;
    }
    return false;
}

/// The lines of standard error that are the program's own: an excerpt stands in the input, and a caret below it.
std::vector<std::string> own_lines(const std::string& text, const std::string& inputs) {
    std::vector<std::string> own;
    for (const std::string& line : lines(text)) {
        std::string_view excerpt = line;
        constexpr std::string_view cut = "…";
        if (excerpt.starts_with(cut)) excerpt.remove_prefix(cut.size());
        if (excerpt.ends_with(cut)) excerpt.remove_suffix(cut.size());
        if (inputs.find(excerpt) == inputs.npos) own.push_back(line);
    }
    return own;
}

/// All that a case reads, and what its command line says.
std::string inputs_of(const fs::path& folder) {
    std::string all = read(folder / "stdin") + read(folder / "cmd");
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (Workplace::is_input(entry.path()) && entry.is_regular_file()) all += read(entry.path());
    }
    return all;
}

}  // namespace

TEST_CASE("what is said in Chinese has no English in it", "[shipped]") {
    CHECK(is_english("x.csv: 错误：no column 'code'") == false);
    CHECK(is_english("x.csv: error: expected a number, got 'x'"));
    CHECK(is_english("  提示：put it there"));
    CHECK_FALSE(is_english("x.csv 写不了：No such file or directory"));
    CHECK_FALSE(is_english("有 table、csv, tsv，以及“what it is called”"));
    std::string english;
    for (const fs::path& folder : case_folders()) {
        CommandLine line = command_line(folder);
        std::vector<std::string>& arguments = line.arguments;
        if (const auto lang = std::find(arguments.begin(), arguments.end(), "--lang"); lang < arguments.end() - 1)
            arguments.erase(lang, lang + 2);
        // What is written is the index's, and some of it is told beside a file.
        const bool writes = arguments.size() > 1 && arguments[1] != "help" && arguments[1] != "sql" &&
                            arguments[1] != "completion" && !arguments[1].starts_with('-');
        if (writes) arguments.insert(arguments.end(), {"--lang", "zh"});
        line.variables["LANG"] = "zh_CN.UTF-8";
        const std::string said = run_case(folder, line, terminal_of(folder))["expected.err"];
        for (const std::string& one : own_lines(said, inputs_of(folder))) {
            if (is_english(one)) english += fmt::format("{}: {}\n", folder.filename().string(), one);
        }
    }
    INFO(english);
    CHECK(english.empty());
}

namespace {

/// The lines of the help of every command, but for what is typed: an option with its words, or an example.
std::vector<std::string> help_lines(const cli::CommandDescription& command, std::size_t width) {
    std::vector<std::string> found;
    for (const std::string& line : lines(cli::help(command, width))) {
        const std::size_t first = line.find_first_not_of(' ');
        const bool is_typed = first != line.npos && (line[first] == '-' || line.find("iiindex ") != line.npos);
        if (!is_typed) found.push_back(line);
    }
    for (const cli::CommandDescription& below : command.commands) {
        for (std::string& line : help_lines(below, width)) found.push_back(std::move(line));
    }
    return found;
}

std::vector<std::string> help_lines_in(Language language, std::size_t width) {
    std::istringstream in;
    std::ostringstream out;
    cli::Environment environment{.in = in, .out = out, .err = out};
    speak(language);
    std::vector<std::string> found = help_lines(cli::declare(environment).syntax->description(), width);
    speak(Language::en);
    return found;
}

}  // namespace

TEST_CASE("no line of a help is wider than the terminal, in either language", "[shipped]") {
    constexpr std::size_t width = 80;
    for (const Language language : {Language::zh, Language::en}) {
        for (const std::string& line : help_lines_in(language, width)) {
            INFO(line);
            CHECK(display_width(line) <= width);
        }
    }
}

TEST_CASE("the help in Chinese has no English in it", "[shipped]") {
    std::string english;
    for (const std::string& line : help_lines_in(Language::zh, 80)) {
        if (is_english(line)) english += line + "\n";
    }
    INFO(english);
    CHECK(english.empty());
}

TEST_CASE("what is said is in the language of --lang, else of the first variable of the locale that is set") {
    using Variables = std::map<std::string, std::string>;
    const auto language_of = [](const Variables& variables) {
        return cli::language_of_environment([&](const char* name) {
            const auto found = variables.find(name);
            return found == variables.end() ? nullptr : found->second.c_str();
        });
    };
    CHECK(language_of({}) == Language::en);
    CHECK(language_of({{"LANG", "zh_CN.UTF-8"}}) == Language::zh);
    CHECK(language_of({{"LANG", "zh_CN.UTF-8"}, {"LC_MESSAGES", "en_GB.UTF-8"}}) == Language::en);
    CHECK(language_of({{"LANG", "de_DE"}, {"LC_ALL", "zh"}, {"LC_MESSAGES", "C"}}) == Language::zh);
    CHECK(language_of({{"LC_ALL", ""}, {"LC_MESSAGES", ""}, {"LANG", "zh_TW"}}) == Language::zh);
    const auto said = [](std::vector<const char*> words, Language otherwise) {
        return cli::language_said(static_cast<int>(words.size()), words.data(), otherwise);
    };
    CHECK(said({"iiindex", "compute", "--lang", "zh", "--wrong"}, Language::en) == Language::zh);
    CHECK(said({"iiindex", "compute", "--lang=en"}, Language::zh) == Language::en);
    CHECK(said({"iiindex", "compute", "--lang", "fr"}, Language::zh) == Language::zh);
    CHECK(said({"iiindex", "compute", "--lang"}, Language::zh) == Language::zh);
    CHECK(said({"iiindex", "compute", "--", "--lang", "zh"}, Language::en) == Language::en);
}

TEST_CASE("every subcommand and every format has a case") {
    std::string all;
    for (const fs::path& folder : case_folders()) all += read(folder / "cmd");
    for (const cli::Command& command : cli::commands()) {
        INFO(command.name);
        CHECK(all.find(fmt::format("iiindex {} ", command.name)) != std::string::npos);
    }
    for (const Formatter& formatter : formatters()) {
        INFO(formatter.name);
        const bool by_option = all.find(fmt::format("-f {}", formatter.name)) != std::string::npos;
        const bool by_extension = !formatter.extension.empty() && all.find(formatter.extension) != std::string::npos;
        CHECK((by_option || by_extension || &formatter == &formatters().front()));
    }
}
