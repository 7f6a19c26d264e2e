#include <algorithm>
#include <cstdlib>
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
#include "paths.hpp"

namespace fs = std::filesystem;
using namespace iiindex;

// A case is a folder: `cmd` is its command line, run where the folder's other files are, with `data` and `docs` beside
// them. `expected.out`, `expected.err` and `expected.status` are what must come out (absent: nothing, 0), and
// `expected.file.NAME` what must then stand in the file NAME (of a page: its text). `stdin` is its input; `terminal`
// holds the width of the terminal that it writes to. IIINDEX_APPROVE=1 writes what came out instead of comparing; the
// diff of the repository is then the review.

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

Outcome run_case(const fs::path& folder, const std::vector<std::string>& arguments,
                 std::optional<std::size_t> terminal) {
    const Workplace workplace(folder);
    std::vector<const char*> argv;
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    std::istringstream in(read(folder / "stdin"));
    std::ostringstream out, err;
    cli::Environment environment{.in = in, .out = out, .err = err};
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
            const Outcome outcome = run_case(folder, words(read(folder / "cmd")), terminal_of(folder));
            if (approving)
                approve(folder, outcome);
            else
                compare(folder, outcome);
        }
    }
}

TEST_CASE("no line of a table is wider than the terminal, in either language") {
    const auto shows_table = [](const std::vector<std::string>& arguments) {
        return std::none_of(arguments.begin(), arguments.end(), [](const std::string& one) {
            return one == "-o" || one == "-f" || one.starts_with("--out") || one.starts_with("--form") ||
                   one == "--help" || one == "help" || one == "completion" || one == "chart" || one == "template" ||
                   one == "--color";
        });
    };
    for (const fs::path& folder : case_folders()) {
        const std::vector<std::string> given = words(read(folder / "cmd"));
        if (!shows_table(given)) continue;
        for (const char* const language : {"zh", "en"}) {
            std::vector<std::string> arguments = given;
            const auto lang = std::find(arguments.begin(), arguments.end(), "--lang");
            if (lang == arguments.end()) arguments.insert(arguments.end(), {"--lang", language});
            arguments.insert(arguments.end(), {"--color", "never"});
            for (const std::size_t width : {80u, 120u}) {
                for (const std::string& line : lines(run_case(folder, arguments, width)["expected.out"])) {
                    INFO(folder.filename().string() << " " << language << " " << width << ": " << line);
                    CHECK(display_width(line) <= width);
                }
            }
        }
    }
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
