// Writes the manual pages and the completions of shells into a folder, laid out as a folder of shared data
// is:
//
//     generate FOLDER docs/cli.md docs/cli.zh.md

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "cli/command.hpp"
#include "cli/completion.hpp"
#include "cli/file.hpp"
#include "cli/manual.hpp"

namespace {

namespace fs = std::filesystem;
using namespace iiindex::cli;

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw OutputError("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    replace_file(path.string(), [&](std::ostream& out) { out << text; });
}

void write_pages(const fs::path& folder, const CommandDescription& command, const CommandDescription* above,
                 const std::string& guide) {
    write(folder / (page_name(command) + ".1"), manual_page(command, above, guide_to(guide, command.name())));
    for (const CommandDescription& sub : command.commands) write_pages(folder, sub, &command, guide);
}

/// The program in a language, which is that of all that is made of it.
CommandDescription program_in(iiindex::Language language) {
    iiindex::speak(language);
    std::istringstream in;
    Environment environment{.in = in, .out = std::cout, .err = std::cerr};
    return declare(environment).syntax->description();
}

void generate(const fs::path& folder, const std::string& guide, const std::string& chinese_guide) {
    // A page of a command that is no longer there goes.
    fs::remove_all(folder / "man");
    write_pages(folder / "man/zh_CN/man1", program_in(iiindex::Language::zh), nullptr, chinese_guide);
    const CommandDescription program = program_in(iiindex::Language::en);
    write_pages(folder / "man/man1", program, nullptr, guide);
    for (const Shell& shell : shells()) write(folder / shell.path, shell.script(program));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: generate FOLDER GUIDE CHINESE_GUIDE\n";
        return static_cast<int>(ExitCode::misused);
    }
    try {
        generate(argv[1], read(argv[2]), read(argv[3]));
    } catch (const std::exception& error) {
        std::cerr << "generate: " << error.what() << '\n';
        return static_cast<int>(ExitCode::unwritten);
    }
}
