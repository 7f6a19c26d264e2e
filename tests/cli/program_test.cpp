#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>

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

constexpr std::string_view some_numbers = "for (k = 1; k <= 20; ++k) row = row \",\" (i * k % 1009)";
[[maybe_unused]] constexpr std::string_view no_numbers = "row = row \",,,,,,,,,,,,,,,,,,,,\"";

/// A command that writes a table for the built-in index: row i has the code i, and 20 cells that `cells` appends to it,
/// in awk's words.
std::string make_table(std::string_view file, std::size_t rows, std::string_view cells) {
    return fmt::format(
        "$iiindex template --header code -f csv -q | awk -F, 'NR == 1 {{ head = \"code\"; "
        "for (k = NF - 19; k <= NF; ++k) head = head \",\" $k; print head }} "
        "END {{ for (i = 0; i < {}; ++i) {{ row = i; {}; print row }} }}' > {}",
        rows, cells, file);
}

}  // namespace

TEST_CASE("several files are loaded as one, their problems told together") {
    const Finished finished = shell("$iiindex compute no-such-file.csv data/no-such-file-either.csv 2>&1");
    CHECK(finished.status == 1);
    CHECK(finished.output ==
          "no-such-file.csv: error: no such file\ndata/no-such-file-either.csv: error: no such file\n");
}

TEST_CASE("the program tells its version") {
    CHECK(shell("$iiindex --version").output == fmt::format("iiindex {}\n", version));
}

TEST_CASE("a chart of more children than can be told apart is refused") {
    const Finished finished = shell(
        "folder=$(mktemp -d) && cd $folder && "
        "awk 'BEGIN { print \"code,name,parent\"; print \"t,T,\"; "
        "for (i = 0; i < 101; ++i) print \"i\" i \",I\" i \",t\" }' > index.csv && "
        "awk 'BEGIN { row = \"code\"; for (i = 0; i < 101; ++i) row = row \",i\" i; print row; "
        "for (u = 1; u < 9; ++u) { row = \"u\" u; for (i = 0; i < 101; ++i) row = row \",\" (i + 1) * u; "
        "print row } }' > table.csv && $iiindex chart -k correlations -i index.csv table.csv -q -o x.svg 2>&1; "
        "status=$?; cd / && rm -r $folder; exit $status");
    CHECK(finished.status == 2);
    CHECK(
        finished.output.starts_with("iiindex: correlations of 101 children cannot be read, expected 100 at most; "
                                    "`iiindex coherence` lists them\n"));
}

TEST_CASE("the examples of every help work", "[shipped]") {
    for (const cli::Command& command : cli::commands()) {
        for (const std::string_view example : command.examples) {
            const std::string line = fmt::format(
                "folder=$(mktemp -d) && ln -s \"$PWD/data\" \"$PWD/docs\" $folder && cd $folder && $iiindex {} > out; "
                "status=$?; cd / && rm -r $folder; exit $status",
                example);
            INFO(line);
            CHECK(shell(line).status == 0);
        }
    }
}

TEST_CASE("every command has a help that names its exit codes") {
    for (const cli::Command& command : cli::commands()) {
        const std::string name(command.name);
        const Finished help = in_process({"iiindex", name.c_str(), "--help"});
        INFO(name);
        CHECK(help.status == 0);
        CHECK(help.output.find("Exit status") != std::string::npos);
        for (const std::string_view example : command.examples) {
            CHECK(help.output.find(fmt::format("\n  iiindex {}\n", example)) != std::string::npos);
        }
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

TEST_CASE("an output that cannot grow is told with its reason, and the old one stays") {
    const Finished finished = shell(
        "folder=$(mktemp -d) && echo old > $folder/x.json && "
        "(ulimit -f 1; $iiindex compute data/2020.json --depth 3 -q -o $folder/x.json 2>&1; echo $?) | "
        "sed \"s|$folder|folder|\" && cat $folder/x.json && ls $folder && rm -r $folder");
    CHECK(finished.output == "iiindex: folder/x.json could not be written: File too large\n3\nold\nx.json\n");
}

TEST_CASE("a signal while the output is written leaves no temporary file, and the old output or the new one whole") {
    const Finished finished = shell(
        "folder=$(mktemp -d) && cd $folder && echo old > x.csv && " + make_table("big.csv", 300'000, some_numbers) +
        " && { $iiindex compute big.csv -q -f csv -o x.csv & } && process=$! && "
        "while kill -0 $process 2> /dev/null && ! ls .iiindex-* > /dev/null 2>&1; do :; done; "
        "kill -TERM $process 2> /dev/null; wait $process 2> /dev/null; "
        "echo $?; wc -l < x.csv; ls -A; cd / && rm -r $folder");
    CHECK((finished.output == "143\n1\nbig.csv\nx.csv\n" || finished.output == "0\n300001\nbig.csv\nx.csv\n"));
}

TEST_CASE("an input that becomes shorter while it is read ends the program with a word, and the old output stays") {
    // The second input is a pipe, which the program opens once it has the first one: only then is that one cut short.
    const Finished finished = shell(
        "folder=$(mktemp -d) && cp data/2020.csv $folder/cut.csv && cd $folder && echo old > x.csv && "
        "mkfifo later.csv && { { $iiindex compute cut.csv later.csv -q -o x.csv > told 2>&1; echo $? >> told; } & } && "
        "exec 3> later.csv && : > cut.csv && exec 3>&- && wait && cat told x.csv && ls && cd / && rm -r $folder");
    CHECK(finished.output ==
          "iiindex: an input became shorter, or could not be read, while it was read\n1\nold\n"
          "cut.csv\nlater.csv\ntold\nx.csv\n");
}

namespace {

/// A command run where there is little memory, and then its status.
std::string with_little_memory(std::string_view command) {
    return fmt::format("(ulimit -v 250000; {} 2>&1; echo $?)", command);
}

}  // namespace

TEST_CASE("memory that is not there is told, and the old output stays", "[shipped]") {
    const Finished finished = shell("folder=$(mktemp -d) && cd $folder && echo old > x.csv && " +
                                    make_table("big.csv", 1'500'000, no_numbers) + " && " +
                                    with_little_memory("$iiindex compute big.csv -q -o x.csv") +
                                    "; cat x.csv; ls; "
                                    "cd / && rm -r $folder");
    CHECK(finished.output ==
          "iiindex: out of memory; ask for less with --depth, or split the input by period\n1\nold\nbig.csv\nx.csv\n");
}

TEST_CASE("more units than there is memory to count ranks for are told", "[shipped]") {
    const Finished finished =
        shell("folder=$(mktemp -d) && cd $folder && " + make_table("many.csv", 8'000, some_numbers) + " && " +
              with_little_memory("$iiindex robustness many.csv -q --replicates 10 --threads 1") +
              "; "
              "cd / && rm -r $folder");
    CHECK(finished.output ==
          "many.csv: error: out of memory: 8000 units are counted at as many ranks each\n"
          "  hint: vary fewer units together, such as those of one group\n1\n");
}

namespace {

/// What a command prints in a new folder that holds the values of 2020, `values.csv`.
Finished in_new_folder(const std::string& command) {
    return shell("folder=$(mktemp -d) && cp data/2020.csv $folder/values.csv && chmod 755 $folder && cd $folder && { " +
                 command + "; }; cd / && rm -rf $folder");
}

}  // namespace

TEST_CASE("an output is never one of the inputs, by whatever name") {
    const Finished finished = in_new_folder(
        "cp values.csv same.csv && ln values.csv hard.csv && ln -s values.csv soft.csv && for name in values.csv "
        "./values.csv hard.csv soft.csv; do $iiindex compute values.csv -o $name 2>&1; echo $?; done; "
        "$iiindex compute - -o values.csv < values.csv 2>&1; echo $?; "
        "$iiindex robustness values.csv --raw hard.csv -q 2> /dev/null; echo $?; cmp values.csv same.csv && echo same");
    const std::string see = "See 'iiindex compute --help'.\n2\n";
    CHECK(finished.output == "iiindex: writing values.csv would overwrite the input values.csv\n" + see +
                                 "iiindex: writing ./values.csv would overwrite the input values.csv\n" + see +
                                 "iiindex: writing hard.csv would overwrite the input values.csv\n" + see +
                                 "iiindex: writing soft.csv would overwrite the input values.csv\n" + see +
                                 "iiindex: writing values.csv would overwrite standard input\n" + see + "2\nsame\n");
}

TEST_CASE("a link stays one, and what it leads to is written, also where that is not there yet") {
    const Finished finished = in_new_folder(
        "mkdir sub && echo old > sub/old.csv && ln -s sub/old.csv old.csv && ln -s sub/new.csv new.csv && "
        "ln -s loop.csv loop.csv && for name in old new loop; do $iiindex compute values.csv -q -o $name.csv 2>&1; "
        "done; "
        "for name in old new; do test -L $name.csv && head -c 6 sub/$name.csv && echo; done; ls sub");
    CHECK(finished.output ==
          "iiindex: loop.csv could not be written: Too many levels of symbolic links\n排名\n排名\nnew.csv\nold.csv\n");
}

TEST_CASE("an output may have the longest name that there is") {
    CHECK(
        in_new_folder("name=$(printf 'x%.0s' $(seq 251)).csv && $iiindex compute values.csv -q -o $name && ls | wc -l")
            .output == "2\n");
}

TEST_CASE("owner and mode of an output that is replaced stay") {
    if (shell("id -u").output != "0\n" || shell("id -u nobody").status != 0) return;
    const Finished finished = in_new_folder(
        "touch x.csv && chown nobody x.csv && chmod 640 x.csv && $iiindex compute values.csv -q -o x.csv && "
        "stat -c '%U %a' x.csv && test -s x.csv && echo written");
    CHECK(finished.output == "nobody 640\nwritten\n");
}

TEST_CASE("who may not write an output, or into its folder, is told which") {
    // Root may write everything: then another user tries.
    const std::string as_other = shell("id -u").output == "0\n" ? "setpriv --reuid 65534 --clear-groups " : "";
    if (!as_other.empty() && !is_installed("setpriv")) return;
    if (shell(as_other + "test -x $iiindex").status != 0) return;
    const Finished finished = in_new_folder(
        "mkdir open shut && chmod 777 open && echo old > open/x.csv && chmod 444 open/x.csv && chmod 555 shut "
        "&& for name in open/x.csv shut/x.csv none/x.csv; do " +
        as_other + "$iiindex compute values.csv -q -o $name 2>&1; echo $?; done; cat open/x.csv; ls -A open");
    CHECK(finished.output ==
          "iiindex: open/x.csv could not be written: Permission denied\n3\n"
          "iiindex: shut/x.csv could not be written: folder 'shut': Permission denied\n3\n"
          "iiindex: none/x.csv could not be written: folder 'none': No such file or directory\n3\n"
          "old\nx.csv\n");
}

TEST_CASE("help that cannot be written is exit 3") {
    CHECK(shell("$iiindex --help > /dev/full 2> /dev/null").status == 3);
    CHECK(shell("$iiindex compute --help > /dev/full 2> /dev/null").status == 3);
    CHECK(shell("$iiindex --version > /dev/full 2> /dev/null").status == 3);
}

TEST_CASE("standard input that is closed is told") {
    const Finished finished = shell("$iiindex compute - 2>&1 <&-");
    CHECK(finished.status == 1);
    CHECK(finished.output == "<stdin>: error: standard input is closed\n");
}

TEST_CASE("a folder that is gone is told") {
    const Finished finished = shell(
        "folder=$(mktemp -d) && data=$PWD/data && cd $folder && rmdir $folder && "
        "$iiindex recover values $data/2020-published.json -o x.json 2>&1; echo $?");
    CHECK(finished.output == "iiindex: x.json could not be written: folder '.': No such file or directory\n3\n");
}

TEST_CASE("more threads than there are change nothing and say nothing") {
    const std::string command = "$iiindex robustness data/2020.json --replicates 100 -f json 2>&1 --threads ";
    const Finished one = shell(command + "1");
    CHECK(one.status == 0);
    CHECK(shell(command + "1024").output == one.output);
    CHECK(shell(command + "65537").status == 2);
    CHECK(shell(command + "0").status == 2);
}

TEST_CASE("a pipe in the place of an index is not waited for") {
    const Finished finished = in_new_folder(
        "mkfifo pipe && echo '{\"format\": \"iiindex/dataset/1\", \"index\": \"pipe\", \"units\": []}' > "
        "x.json && timeout 10 $iiindex check x.json 2> /dev/null; echo $?");
    CHECK(finished.output == "1\n");
}

TEST_CASE("a failed run leaves the old output whole and nothing beside it") {
    const Finished finished = shell(
        "folder=$(mktemp -d) && echo old > $folder/x.csv && "
        "! $iiindex compute no-such-file.json -o $folder/x.csv 2> /dev/null && cat $folder/x.csv && ls $folder && "
        "rm -r $folder");
    CHECK(finished.output == "old\nx.csv\n");
}

TEST_CASE("numbers do not depend on the locale") {
    if (shell("locale -a | grep -qi '^de_DE.utf-\\?8$'").status != 0)
        return skip("the locale de_DE.UTF-8 is not installed");
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

TEST_CASE("what is too large to be taken together is said before the work begins") {
    const std::string input =
        "folder=$(mktemp -d) && { printf 'code,name,parent\\nt,T,\\n'; for i in $(seq 501); do echo x$i,x$i,t; "
        "done; } > $folder/i.csv && { printf code; for i in $(seq 501); do printf ,x$i; done; "
        "for u in 1 2 3 4; do printf '\\n%s' u$u; for i in $(seq 501); do printf ,%s $((i * u % 11 + u * u)); "
        "done; done; echo; } > $folder/d.csv && ";
    const Finished finished = shell(input +
                                    "$iiindex coherence -i $folder/i.csv $folder/d.csv 2>&1 >$folder/out; "
                                    "grep -c 'more than 500: only siblings' $folder/out; rm -r $folder");
    INFO(finished.output);
    CHECK(finished.output.find("501 nodes on one level are too many to be taken together") != std::string::npos);
    CHECK(finished.output.ends_with("\n1\n"));
}

TEST_CASE("what a workbook has no room for is said on standard error") {
    const Finished finished = shell(
        "folder=$(mktemp -d) && awk -F, -v OFS=, 'NR == 2 { while (n++ < 33000) name = name \"x\"; $3 = name } 1' "
        "data/2020.csv > $folder/d.csv && $iiindex compute $folder/d.csv --lang en -o $folder/d.xlsx 2>&1; rm -r "
        "$folder");
    INFO(finished.output);
    CHECK(finished.output.find("1 text cut to the 32767 characters that a cell of Excel takes") != std::string::npos);
}
