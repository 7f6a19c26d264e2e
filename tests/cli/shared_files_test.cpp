#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <iiindex/text.hpp>

#include "catch.hpp"
#include "cli/command.hpp"
#include "cli/completion.hpp"
#include "cli/manual.hpp"
#include "paths.hpp"
#include "shell.hpp"

namespace fs = std::filesystem;
using namespace iiindex::cli;

// Manual pages and completions, as the build has written them, against the parser that they were made from.

namespace {

const fs::path share = IIINDEX_SHARE;

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), {}};
}

using Words = std::set<std::string>;

Words words_of(const std::string& text) {
    std::istringstream in(text);
    return {std::istream_iterator<std::string>(in), {}};
}

/// A command of the parser itself: what it is called from the program's name on, and its options.
struct Declared {
    std::string name;
    std::string summary;
    Words options;
    Words choices;  ///< of all options that take one of a few words
    Words commands;
};

void collect(const CLI::App& app, const std::string& above, std::vector<Declared>& found) {
    Declared declared{.name = above.empty() ? app.get_name() : above + " " + app.get_name(),
                      .summary = app.get_description()};
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_snames()) declared.options.insert("-" + name);
        for (const std::string& name : option->get_lnames()) declared.options.insert("--" + name);
        std::string type = option->get_type_name();
        const std::size_t begin = type.find('{');
        if (begin == std::string::npos) continue;
        type = type.substr(begin + 1, type.find('}') - begin - 1);
        std::replace(type.begin(), type.end(), ',', ' ');
        declared.choices.merge(words_of(type));
    }
    const auto subcommands = app.get_subcommands([](const CLI::App*) { return true; });
    for (const CLI::App* sub : subcommands) declared.commands.insert(sub->get_name());
    found.push_back(declared);
    for (const CLI::App* sub : subcommands) collect(*sub, declared.name, found);
}

const std::vector<Declared>& every_command() {
    static const std::vector<Declared> found = [] {
        std::istringstream in;
        std::ostringstream out;
        Environment environment{.in = in, .out = out, .err = out};
        std::vector<Declared> commands;
        collect(declare(environment).syntax->app(), "", commands);
        return commands;
    }();
    return found;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

/// What begins with a mark and goes on to the end of a section.
std::string after(const std::string& text, const std::string& mark, const std::string& end) {
    const std::size_t begin = text.find(mark);
    INFO(mark);
    REQUIRE(begin != std::string::npos);
    return text.substr(begin + mark.size(), text.find(end, begin + mark.size()) - begin - mark.size());
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> found;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) found.push_back(line);
    return found;
}

/// The options that the entries of a page's section begin with.
Words options_in(const std::string& page, const std::string& title) {
    const std::string section = replaced(after(page + "\n.SH", "\n.SH " + title + "\n", "\n.SH"), "\\-", "-");
    Words found;
    bool is_entry = false;
    for (const std::string& line : lines(section)) {
        for (std::size_t at = 0; is_entry && (at = line.find("\\fB-", at)) != std::string::npos; ++at) {
            found.insert(line.substr(at + 3, line.find("\\fR", at) - at - 3));
        }
        is_entry = line == ".TP";
    }
    return found;
}

Words fish_options_in(const std::string& line) {
    Words found;
    std::istringstream in(line.substr(0, line.find(" -d '")));
    for (std::string word, before; in >> word; before = word) {
        if (before == "-l") found.insert("--" + word);
        if (before == "-s") found.insert("-" + word);
    }
    return found;
}

std::string fish_condition(const Declared& command) {
    std::string text;
    for (const std::string& word : lines(replaced(command.name, " ", "\n"))) {
        if (word != "iiindex") text += (text.empty() ? "" : "; and ") + ("__fish_seen_subcommand_from " + word);
    }
    return text;
}

/// What bash offers for the last of these words; "default" where it is told to offer files.
Words bash_offers(const std::string& line) {
    return words_of(shell(fmt::format("bash -c 'compopt() {{ echo default; }}; source {}/{}; COMP_WORDS=({}); "
                                      "COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _iiindex; echo \"${{COMPREPLY[*]}}\"'",
                                      share.string(), shells().front().path, line))
                        .output);
}

void check_syntax(const Shell& one) {
    const std::string name(one.name);
    if (!is_installed(name)) return;
    CHECK(shell(fmt::format("{} -n '{}/{}' 2>&1", name, share.string(), one.path)).output.empty());
}

}  // namespace

namespace {

/// A folder of manual pages and the titles of the sections that each has, the options' first.
void check_pages(const fs::path& folder, const std::vector<std::string>& sections) {
    std::set<fs::path> pages;
    for (const Declared& command : every_command()) {
        const fs::path path = folder / (replaced(command.name, " ", "-") + ".1");
        INFO(path);
        pages.insert(path);
        const std::string page = read(path);
        CHECK(options_in(page, sections.front()) == command.options);
        for (const std::string& section : sections)
            CHECK(page.find(fmt::format("\n.SH {}\n", section)) != std::string::npos);
        for (const std::string& choice : command.choices)
            CHECK(page.find(replaced(choice, "-", "\\-")) != std::string::npos);
        for (const ExitStatus& status : exit_statuses()) {
            CHECK(page.find(fmt::format("\n\\fB{}\\fR\n", static_cast<int>(status.code))) != std::string::npos);
        }
    }
    for (const auto& entry : fs::directory_iterator(folder)) CHECK(pages.count(entry.path()) == 1);
}

}  // namespace

TEST_CASE("every command has a manual page in each language, with its options and no other") {
    check_pages(share / "man/man1", {"OPTIONS", "NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "SEE ALSO"});
    check_pages(share / "man/zh_CN/man1", {"选项", "名称", "概要", "描述", "退出码", "参见"});
}

TEST_CASE("the guide to the command line has prose on every command, for its page") {
    for (const char* const path : {"/docs/cli.md", "/docs/cli.zh.md"}) {
        const std::string guide = read(std::string(IIINDEX_SOURCE) + path);
        for (const Command& command : commands()) {
            INFO(path << ": " << command.name);
            CHECK_FALSE(guide_to(guide, command.name).paragraphs.empty());
        }
    }
}

TEST_CASE("a page's prose is what stands before the first table or example") {
    const Guide guide = guide_to(
        "## a\nnot this\n\n## b\n\n    iiindex b FILE\n\nOne\nline. And then:\n\n```console\n"
        "$ iiindex b x.json\nout\n```\nNo more.\n\n## c\n$ iiindex c\n",
        "b");
    CHECK(guide.paragraphs == std::vector<std::string>{"One line."});
    CHECK(guide.examples == std::vector<std::string>{"iiindex b x.json"});
    CHECK(guide_to("## c\n一句。然后：\n\n| a |\n", "c").paragraphs == std::vector<std::string>{"一句。"});
}

TEST_CASE("manual pages are set without a warning") {
    if (!is_installed("groff")) return;
    for (const char* const folder : {"man/man1", "man/zh_CN/man1"}) {
        for (const auto& entry : fs::directory_iterator(share / folder)) {
            CHECK(shell(fmt::format("groff -Kutf8 -man -Tutf8 -ww '{}' 2>&1 > /dev/null", entry.path().string()))
                      .output.empty());
        }
    }
    const std::string chinese =
        shell("groff -Kutf8 -man -Tutf8 -P-cbou '" + (share / "man/zh_CN/man1/iiindex-compute.1").string() + "'")
            .output;
    CHECK(chinese.find("得分、排名、梯队") != std::string::npos);
    for (const std::string& line : lines(chinese)) {
        INFO(line);
        CHECK((iiindex::display_width(line) <= 80 || line.find("iiindex ") != line.npos));
    }
    const std::string page =
        shell("groff -man -Tascii -P-cbou '" + (share / "man/man1/iiindex-recover.1").string() + "'").output;
    CHECK(page.find("iiindex recover COMMAND [OPTIONS] ...") != std::string::npos);
    CHECK(page.find("iiindex-recover-weights(1)") != std::string::npos);
}

TEST_CASE("completion of bash knows every command and option and no other") {
    const std::string script = read(share / shells()[0].path);
    for (const Declared& command : every_command()) {
        INFO(command.name);
        const std::string place = command.name == "iiindex" ? "" : command.name.substr(8);
        const std::string block = after(script, "        '" + place + "')\n", "\n            ;;\n");
        CHECK(words_of(after(block, "options='", "'")) == command.options);
        if (!command.commands.empty()) CHECK(words_of(after(block, "commands='", "'")) == command.commands);
        for (const std::string& choice : command.choices) CHECK(block.find(choice) != std::string::npos);
    }
}

TEST_CASE("completion of zsh knows every command and option and no other") {
    const std::string script = read(share / shells()[1].path);
    for (const Declared& command : every_command()) {
        INFO(command.name);
        const std::string block = after(script, "\n_" + replaced(command.name, " ", "_") + "() {\n", "\n}\n");
        Words options;
        for (const std::string& line : lines(block)) {
            // '(-f --format)'--format='[…]…' or '*'--format='[…]…'
            const std::size_t end = line.find("'[");
            if (!line.starts_with("        ") || end == std::string::npos) continue;
            std::string name = line.substr(0, end);
            name = name.substr(name.find_last_of("' ") + 1);
            while (name.ends_with('=') || name.ends_with('+')) name.pop_back();
            options.insert(name);
        }
        CHECK(options == command.options);
        for (const std::string& sub : command.commands) CHECK(block.find("'" + sub + ":") != std::string::npos);
        for (const std::string& choice : command.choices) CHECK(block.find(choice) != std::string::npos);
    }
}

TEST_CASE("completion of fish knows every command and option and no other") {
    const std::vector<std::string> script = lines(read(share / shells()[2].path));
    for (const Declared& command : every_command()) {
        INFO(command.name);
        Words options, subcommands;
        std::string condition = fish_condition(command);
        if (!command.commands.empty()) {
            condition += condition.empty() ? "not" : "; and not";
            condition += " __fish_seen_subcommand_from ";
        } else {
            condition += "'";
        }
        for (const std::string& line : script) {
            if (!line.starts_with("complete -c iiindex -n '" + condition)) continue;
            const std::string rest = line.substr(line.find("'", 24) + 1);
            if (rest.starts_with(" -a ")) subcommands.insert(rest.substr(4, rest.find(' ', 4) - 4));
            options.merge(fish_options_in(rest));
        }
        CHECK(options == command.options);
        CHECK(subcommands == command.commands);
    }
}

TEST_CASE("bash completes commands, options, values and files") {
    if (!is_installed("bash")) return;
    CHECK(bash_offers("iiindex com") == Words{"compare", "completion", "compute"});
    CHECK(bash_offers("iiindex compute --format \"\"") == Words{"table", "csv", "tsv", "json", "markdown", "xlsx"});
    CHECK(bash_offers("iiindex compute --format = c") == Words{"csv"});
    CHECK(bash_offers("iiindex compute --format =") == bash_offers("iiindex compute --format \"\""));
    CHECK(bash_offers("iiindex chart -k ra") == Words{"radar", "ranks"});
    CHECK(bash_offers("iiindex compute --dep") == Words{"--depth"});
    CHECK(bash_offers("iiindex compute --depth \"\"").empty());
    CHECK(bash_offers("iiindex compute data/20") == Words{"default"});
    CHECK(bash_offers("iiindex compute --output \"\"") == Words{"default"});
    CHECK(bash_offers("iiindex methods \"\"").empty());
    CHECK(bash_offers("iiindex recover \"\"") == Words{"weights", "values"});
    CHECK(bash_offers("iiindex recover -q weights --aggregation \"\"") == Words{"arithmetic", "geometric"});
    CHECK(bash_offers("iiindex recover weights --qu") == Words{"--quiet"});
    CHECK(bash_offers("iiindex robustness \"\"") == Words{"default", "merge"});
    CHECK(bash_offers("iiindex robustness --normalise own,z") == Words{"own,z-score"});
    CHECK(bash_offers("iiindex compute --weights eq") == Words{"default", "equal"});
}

TEST_CASE("fish completes commands, options and values") {
    if (!is_installed("fish")) return;
    const auto offers = [](const std::string& line) {
        return words_of(shell(fmt::format("fish --no-config -c 'source {}/{}; complete -C \"{}\"' | cut -f 1",
                                          share.string(), shells()[2].path, line))
                            .output);
    };
    CHECK(offers("iiindex com") == Words{"compare", "completion", "compute"});
    CHECK(offers("iiindex compute --format ") == Words{"table", "csv", "tsv", "json", "markdown", "xlsx"});
    CHECK(offers("iiindex compute --dep") == Words{"--depth"});
    CHECK(offers("iiindex compute data/2020.j") == Words{"data/2020.json"});
    CHECK(offers("iiindex methods ").empty());
    CHECK(offers("iiindex recover ") == Words{"weights", "values"});
    CHECK(offers("iiindex recover weights --aggregation ") == Words{"arithmetic", "geometric"});
}

TEST_CASE("the script of bash is one that bash can read") { check_syntax(shells()[0]); }

TEST_CASE("the script of zsh is one that zsh can read") { check_syntax(shells()[1]); }

TEST_CASE("the script of fish is one that fish can read") { check_syntax(shells()[2]); }

TEST_CASE("completion describes in the language that is said") {
    CHECK(shell("LANG=zh_CN.UTF-8 $iiindex completion fish").output.find("'得分、排名、梯队'") != std::string::npos);
    CHECK(shell("$iiindex completion fish").output.find("'Scores, ranks and tiers'") != std::string::npos);
}
