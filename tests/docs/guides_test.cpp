#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/shell.hpp"

namespace fs = std::filesystem;

// The console blocks of the README and the guides, run: a line that begins with "$ " is a command, and what follows it
// is what comes out, on standard output and error together. `…` stands for anything in a line, and alone in a line for
// any lines. The blocks of a guide are run one after the other in one folder, which holds a copy of data/ and docs/.
// IIINDEX_APPROVE=1 writes what came out into the guide instead of comparing, but for what … stands for.

namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view anything = "…";

struct Example {
    std::size_t line = 0;
    std::string command;
    Lines shown;
};

std::vector<Example> examples_of(const fs::path& guide) {
    std::ifstream in(guide);
    std::vector<Example> examples;
    bool in_block = false;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.starts_with("```"))
            in_block = line == "```console";
        else if (in_block && line.starts_with("$ "))
            examples.push_back({.line = number, .command = line.substr(2)});
        else if (in_block && !examples.empty())
            examples.back().shown.push_back(line);
    }
    return examples;
}

/// Whether a line is the shown one, each `…` of which is any text.
bool is_shown(std::string_view shown, std::string_view line) {
    const std::size_t at = shown.find(anything);
    if (at == shown.npos) return shown == line;
    if (!line.starts_with(shown.substr(0, at))) return false;
    const std::string_view rest = shown.substr(at + anything.size());
    for (std::size_t from = at; from <= line.size(); ++from) {
        if (is_shown(rest, line.substr(from))) return true;
    }
    return false;
}

/// Whether the lines are the shown ones, each `…` of which is one line or more.
bool are_shown(std::span<const std::string> shown, std::span<const std::string> lines) {
    if (shown.empty() || lines.empty()) return shown.empty() && lines.empty();
    if (shown.front() != anything)
        return is_shown(shown.front(), lines.front()) && are_shown(shown.subspan(1), lines.subspan(1));
    for (std::size_t from = 1; from <= lines.size(); ++from) {
        if (are_shown(shown.subspan(1), lines.subspan(from))) return true;
    }
    return false;
}

/// What to show of lines that came out: as much before and behind `…` as is shown now, and what is shown now where it
/// stands for parts of lines or at several places.
Lines approved(const Lines& shown, const Lines& lines) {
    if (are_shown(shown, lines)) return shown;
    const auto gap = std::find(shown.begin(), shown.end(), anything);
    if (gap == shown.end()) return lines;
    if (std::find(gap + 1, shown.end(), anything) != shown.end()) return shown;
    const auto tail = shown.end() - gap - 1;
    Lines kept(lines.begin(), lines.begin() + std::min(gap - shown.begin(), std::ssize(lines)));
    kept.emplace_back(anything);
    kept.insert(kept.end(), lines.end() - std::min(tail, std::ssize(lines)), lines.end());
    return kept;
}

void approve(const fs::path& guide, const std::vector<Example>& examples, const std::vector<Lines>& outputs) {
    std::ifstream in(guide);
    Lines text;
    for (std::string line; std::getline(in, line);) text.push_back(line);
    in.close();
    for (std::size_t i = examples.size(); i-- > 0;) {  // from the last on, so that lines keep their numbers
        const auto begin = text.begin() + static_cast<std::ptrdiff_t>(examples[i].line);
        const auto at = text.erase(begin, begin + std::ssize(examples[i].shown));
        const Lines shown = approved(examples[i].shown, outputs[i]);
        text.insert(at, shown.begin(), shown.end());
    }
    std::ofstream out(guide);
    for (const std::string& line : text) out << line << '\n';
}

Lines lines_of(const std::string& text) {
    Lines lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

Lines run(const std::string& command, const fs::path& folder) {
    return lines_of(shell(fmt::format("PATH=\"$(dirname \"$iiindex\"):$PATH\" && cd '{}' && {{ {}\n}} 2>&1",
                                      folder.string(), command))
                        .output);
}

/// A folder for the commands of a guide, which may write over what they read.
class Scratch {
public:
    Scratch() {
        std::string name = (fs::temp_directory_path() / "iiindex-guide-XXXXXX").string();
        path = mkdtemp(name.data());
        for (const char* const part : {"data", "docs"}) {
            fs::copy(fs::path(IIINDEX_SOURCE) / part, path / part, fs::copy_options::recursive);
        }
    }
    ~Scratch() { fs::remove_all(path); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    fs::path path;
};

Lines guides() {
    Lines found = {"README.md"};
    for (const auto& entry : fs::directory_iterator(fs::path(IIINDEX_SOURCE) / "docs")) {
        if (entry.path().extension() == ".md") found.push_back("docs/" + entry.path().filename().string());
    }
    std::sort(found.begin() + 1, found.end());
    return found;
}

}  // namespace

TEST_CASE("the examples of a guide print what it shows") {
    const bool approving = std::getenv("IIINDEX_APPROVE") != nullptr;
    for (const std::string& guide : guides()) {
        DYNAMIC_SECTION(guide) {
            const Scratch scratch;
            const fs::path file = fs::path(IIINDEX_SOURCE) / guide;
            const std::vector<Example> examples = examples_of(file);
            std::vector<Lines> outputs;
            for (const Example& example : examples) {
                const Lines& lines = outputs.emplace_back(run(example.command, scratch.path));
                INFO(fmt::format("{}:{}: $ {}\nprints\n{}\nand not\n{}", guide, example.line, example.command,
                                 fmt::join(lines, "\n"), fmt::join(example.shown, "\n")));
                CHECK((approving || are_shown(example.shown, lines)));
            }
            if (approving) approve(file, examples, outputs);
        }
    }
}
