#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>

#include <fmt/format.h>

#include <iiindex/version.hpp>

#include "catch.hpp"
#include "cli/command.hpp"
#include "shell.hpp"

using namespace iiindex;

namespace {

Finished in_process(std::vector<const char*> arguments) {
    std::istringstream in;
    std::ostringstream out, err;
    cli::Environment environment{.in = in, .out = out, .err = err};
    const auto code = cli::run(static_cast<int>(arguments.size()), arguments.data(), environment);
    return {out.str() + err.str(), static_cast<int>(code)};
}

}  // namespace

TEST_CASE("the program tells its version") {
    CHECK(shell("$iiindex --version").output == fmt::format("iiindex {}\n", version));
}

TEST_CASE("every command has a help that names its exit codes") {
    for (const cli::Command& command : cli::commands()) {
        const std::string name(command.name);
        const Finished help = in_process({"iiindex", name.c_str(), "--help"});
        INFO(name);
        CHECK(help.status == 0);
        CHECK(help.output.find("Exit status") != std::string::npos);
    }
}

TEST_CASE("a reader that stops early ends the program quietly") {
    const Finished finished = shell("$iiindex compute data/2020.json -f csv 2>&1 | head -n 1");
    CHECK(finished.status == 0);
    CHECK(finished.output.find("error") == std::string::npos);
}

TEST_CASE("an output that cannot be written is exit 3") {
    CHECK(shell("$iiindex compute data/2020.json > /dev/full 2> /dev/null").status == 3);
    CHECK(shell("$iiindex compute data/2020.json -o /no/such/folder/x.csv 2> /dev/null").status == 3);
}

TEST_CASE("a failed run leaves the old output whole and nothing beside it") {
    const Finished finished = shell(
        "folder=$(mktemp -d) && echo old > $folder/x.csv && "
        "! $iiindex compute no-such-file.json -o $folder/x.csv 2> /dev/null && cat $folder/x.csv && ls $folder && "
        "rm -r $folder");
    CHECK(finished.output == "old\nx.csv\n");
}

TEST_CASE("numbers do not depend on the locale") {
    // Where the locale is not installed the program runs in the C locale, and the test shows nothing.
    const std::string plain = shell("$iiindex compute data/2020.json -f csv").output;
    CHECK(shell("LC_ALL=de_DE.UTF-8 $iiindex compute data/2020.json -f csv").output == plain);
}

TEST_CASE("a table saved by a Chinese spreadsheet gives the same bytes") {
    const std::string plain = shell("$iiindex compute data/2020.csv -f csv").output;
    const Finished spreadsheet = shell(
        "file=$(mktemp --suffix .csv) && sed 's/$/\\r/' data/2020.csv | iconv -f UTF-8 -t GB18030 > $file && "
        "$iiindex compute $file -f csv -q && rm $file");
    CHECK(spreadsheet.status == 0);
    CHECK(spreadsheet.output == plain);
}
