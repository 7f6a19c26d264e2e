#!/usr/bin/env python3
"""Measures how long a whole ranking of a large table takes, beside other tools doing the same.

A table of 20 indicators with 2 % of its cells empty is generated for every size, and each tool reads it, scores
it with the built-in index, ranks it and writes the ranking as CSV, run as a whole command. What is written is
compared with what iiindex wrote. Two bare passes show what a table costs that nothing is made of: touching every
byte, and reading every number with the standard library.

To repeat:

    cmake --preset release && cmake --build --preset release
    cmake --preset dev && cmake --build --preset dev --target large_bench
    apt-get install python3-pandas r-base-core r-cran-data.table r-cran-jsonlite nodejs npm
    (cd tests/bench/large && npm install)
    tests/bench/large/run.py > large.md

A tool that is not installed is left out, with a line that says so. The table goes to standard output as Markdown,
progress to standard error. Ten million rows take 1.4 GB for the table and 1.1 GB for each ranking; a size for
which the disk has no room is left out.

Every table is read once before it is timed, so that all tools find it in memory. The tools take turns, run by
run and each time another one first, so that none profits from a quiet time of the machine or from what ran
before. All are held to the same --threads processors, and write to a file that is not there yet. iiindex writes
to standard output, which goes to the file; with -o it also waits until its ranking is on the disk, which the
others do not: a line of its own. Peak memory is the largest resident set of the command; pages of a table that a
program maps count in it. The processor time is that of all threads, the least of the runs: on a machine that does
other things it says more than the time that passed. Linux only.
"""

import argparse
import collections
import math
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
INDEX = ROOT / "data" / "industrial-internet.json"
SEED = 1
ROW_BYTES = 140          # of a generated table
RANKING_ROW_BYTES = 130  # of the widest ranking
RUNS, RUNS_ABOVE = 9, 3  # of a table of up to a million rows, and of a larger one
FAILED = "failed"
TITLES = ["tool", "rows", "best, s", "median, s", "processor, s", "peak memory, MB", "rows/s", "MB/s", "growth",
          "times iiindex", "agreement"]

# ranks: whether the command writes a ranking, or is a bare pass over the table. It writes it to standard output where
# the command does not name {ranking}.
# ready: a command that succeeds where the tool is installed, and prints its version.
Tool = collections.namedtuple("Tool", "name command ready remedy ranks")
Run = collections.namedtuple("Run", "seconds processor_seconds peak_bytes")
Row = collections.namedtuple("Row", "tool rows table_bytes runs agreement")


def debian_python():
    """Debian's own interpreter, which sees the packages of Debian."""
    return "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else sys.executable


def tools(options):
    """Every tool's command, with {table} and {ranking} left open. iiindex is first: the others are compared with it."""
    program, bare, threads = str(options.program), str(options.helpers / "large_bare"), str(options.threads)
    compute = [program, "compute", "{table}", "-f", "csv", "--header", "code"]
    node_version = "console.log((await import('@duckdb/node-api')).version())"
    polars_version = "console.log((await import('nodejs-polars')).default.version)"
    r_version = "library(jsonlite); cat(as.character(packageVersion('data.table')))"
    return [
        Tool("iiindex", compute, [program, "--version"], "build it: cmake --build --preset release", True),
        Tool("iiindex -o", compute + ["-o", "{ranking}"], [program, "--version"],
             "build it: cmake --build --preset release", True),
        Tool("DuckDB", ["node", f"{HERE}/with_duckdb.mjs", str(INDEX), "{table}", "{ranking}", threads],
             ["node", "--input-type=module", "-e", node_version],
             "install nodejs and npm, then: (cd tests/bench/large && npm install)", True),
        Tool("polars", ["node", f"{HERE}/with_polars.mjs", str(INDEX), "{table}", "{ranking}", threads],
             ["node", "--input-type=module", "-e", polars_version],
             "install nodejs and npm, then: (cd tests/bench/large && npm install)", True),
        Tool("data.table", ["Rscript", f"{HERE}/with_data_table.R", str(INDEX), "{table}", "{ranking}", threads],
             ["Rscript", "-e", r_version], "install r-base-core r-cran-data.table r-cran-jsonlite", True),
        Tool("pandas", [debian_python(), f"{HERE}/with_pandas.py", str(INDEX), "{table}", "{ranking}"],
             [debian_python(), "-c", "import pandas; print(pandas.__version__)"], "install python3-pandas", True),
        Tool("every number read", [bare, "parse", "{table}", threads], [bare], "", False),
        Tool("every byte touched", [bare, "read", "{table}", threads], [bare], "", False),
    ]


def say(text):
    print(text, file=sys.stderr, flush=True)


def version(tool):
    """What the tool says its version is; None where it is not installed."""
    try:
        done = subprocess.run(tool.ready, capture_output=True, text=True, cwd=HERE, check=False)
    except OSError:
        return None
    if tool.ranks and done.returncode != 0:
        return None
    found = re.search(r"\d+(\.\d+)+", done.stdout)
    return found.group() if found else ""


def measure(tool, table, ranking):
    """Runs a command to its end; None where it fails, as one does that the system has no memory for."""
    command = [part.format(table=table, ranking=ranking) for part in tool.command]
    ranking.unlink(missing_ok=True)
    to_output = tool.ranks and "{ranking}" not in tool.command
    begin = time.monotonic()
    with open(ranking if to_output else os.devnull, "wb") as output:
        process = subprocess.Popen(command, cwd=table.parent, stdout=output, stderr=subprocess.PIPE)
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode == 0:
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
    say(f"{complaint.decode(errors='replace')}exit code {process.returncode} from {' '.join(command)}")
    return None


def generate(options, rows, path):
    say(f"{rows:,} rows: generating")
    with open(path, "wb") as table:
        subprocess.run([options.helpers / "large_generate", str(rows), str(SEED)], stdout=table, check=True)


def warm(path):
    """Reads a file once, so that the system holds it in memory."""
    with open(path, "rb", buffering=0) as file:
        while file.read(1 << 24):
            pass


def compare(options, expected, actual):
    """The largest difference between two rankings, or what is wrong."""
    done = subprocess.run([options.helpers / "large_agree", expected, actual], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        say(done.stdout + done.stderr)
        return "NO: " + (done.stdout + done.stderr).splitlines()[0]
    largest = re.search(r"largest difference (\S+), (\d+) ranks", done.stdout)
    swapped = f", {largest.group(2)} ranks among equal totals" if largest.group(2) != "0" else ""
    return largest.group(1) + swapped


def runs_of(options, rows):
    return options.runs or (RUNS if rows <= 1_000_000 else RUNS_ABOVE)


def measure_size(options, present, rows, folder):
    """A row a tool for one size, iiindex first. A tool that fails has no more turns."""
    table = folder / "table.csv"
    generate(options, rows, table)
    warm(table)
    size = table.stat().st_size
    runs = {tool.name: [] for tool in present}
    agreement = {tool.name: "–" for tool in present}
    for turn in range(runs_of(options, rows)):
        first = turn % len(present)
        for tool in (tool for tool in present[first:] + present[:first] if agreement[tool.name] != FAILED):
            ranking = folder / ("iiindex.csv" if tool is present[0] else "other.csv")
            run = measure(tool, table, ranking)
            if run is None:
                agreement[tool.name] = FAILED
                continue
            runs[tool.name].append(run)
            say(f"{rows:,} rows: {tool.name}, run {turn + 1}: {run.seconds:.2f} s")
            if tool.ranks and tool is not present[0] and turn == 0:
                agreement[tool.name] = compare(options, folder / "iiindex.csv", ranking)
    for left in folder.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    return [Row(tool, rows, size, runs[tool.name], agreement[tool.name]) for tool in present]


def best(row):
    return min(run.seconds for run in row.runs)


def growth(first, second):
    """The exponent of time in rows."""
    return math.log(best(second) / best(first)) / math.log(second.rows / first.rows)


def growth_cell(row, series):
    """From the size before; at the last of three or more, from the first one as well."""
    series = [other for other in series if other.runs]
    place = series.index(row)
    if place == 0:
        return "–"
    step = f"{growth(series[place - 1], row):.2f}"
    return f"{step}, overall {growth(series[0], row):.2f}" if place == len(series) - 1 and place > 1 else step


def print_row(row, series, own):
    name = f"| {row.tool.name} | {row.rows:,} "
    if not row.runs:
        print(name + "| – " * (len(TITLES) - 3) + f"| {row.agreement} |")
        return
    seconds = best(row)
    print(f"{name}| {seconds:.3f} | {statistics.median(run.seconds for run in row.runs):.3f} "
          f"| {min(run.processor_seconds for run in row.runs):.2f} "
          f"| {max(run.peak_bytes for run in row.runs) / 1e6:,.0f} | {row.rows / seconds:,.0f} "
          f"| {row.table_bytes / seconds / 1e6:,.0f} | {growth_cell(row, series)} "
          f"| {seconds / own[row.rows]:.2f} | {row.agreement} |")


def print_table(rows):
    print("| " + " | ".join(TITLES) + " |")
    print("| --- " + "| ---: " * (len(TITLES) - 1) + "|")
    own = {row.rows: best(row) if row.runs else math.nan for row in rows if row.tool.name == "iiindex"}
    for row in rows:
        print_row(row, [other for other in rows if other.tool is row.tool], own)


def processor_model():
    try:
        found = re.search(r"^model name\s*:\s*(.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found.group(1) if found else platform.processor() or platform.machine()


def print_heading(options, present, versions):
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print("# Large tables\n")
    print(f"- Machine: {processor_model()}, {os.cpu_count()} processors, {len(os.sched_getaffinity(0))} of them used; "
          f"{memory:.1f} GB of memory; {platform.system()} {platform.release()}; load before: {os.getloadavg()[0]:.1f}")
    print("- Versions: " + ", ".join(f"{tool.name} {versions[tool.name]}" for tool in present if tool.ranks))
    print(f"- Tables: large_generate ROWS {SEED}, in memory before the first run. Whole commands, in turns; "
          f"times are the best and the median of {options.runs or f'{RUNS} runs, above a million rows of {RUNS_ABOVE}'}")
    print("- Growth: the exponent of time in rows, from the size before. Agreement: the largest difference of a score "
          "from that of iiindex where every rank and tier is the same too, NO otherwise")
    for tool in tools(options):
        if is_wanted(tool, options) and versions[tool.name] is None:
            print(f"- {tool.name}: not installed: skipped ({tool.remedy})")
    print(flush=True)


def is_wanted(tool, options):
    return options.tools is None or tool.name == "iiindex" or tool.name in options.tools


def installed(options):
    """The tools that are wanted and there, and the versions of those that are wanted."""
    wanted = [tool for tool in tools(options) if is_wanted(tool, options)]
    versions = {tool.name: version(tool) for tool in wanted}
    return [tool for tool in wanted if versions[tool.name] is not None], versions


def room_for(rows, folder):
    return shutil.disk_usage(folder).free > 1.2 * rows * (ROW_BYTES + 2 * RANKING_ROW_BYTES)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/release/iiindex",
                        help="iiindex (default: build/release/iiindex)")
    parser.add_argument("--helpers", type=pathlib.Path, default=ROOT / "build/dev/tests",
                        help="folder of large_generate, large_bare and large_agree (default: build/dev/tests)")
    parser.add_argument("--rows", type=int, nargs="+", default=[10**4, 10**5, 10**6, 10**7], metavar="N",
                        help="sizes (default: 10^4 to 10^7)")
    parser.add_argument("--runs", type=int, help=f"runs of each (default: {RUNS}, above a million rows {RUNS_ABOVE})")
    parser.add_argument("--tools", nargs="+", metavar="NAME",
                        help="tools to run beside iiindex, by the names in the table (default: all that are installed)")
    parser.add_argument("--threads", type=int, default=2, help="processors to use (default: 2)")
    parser.add_argument("--work", type=pathlib.Path, help="folder for the tables (default: a temporary one)")
    options = parser.parse_args()
    options.program, options.helpers = options.program.resolve(), options.helpers.resolve()
    for needed, remedy in ((options.program, "cmake --build --preset release"),
                           (options.helpers / "large_agree", "cmake --build --preset dev --target large_bench")):
        if not os.access(needed, os.X_OK):
            parser.error(f"{needed} is not there; build it: {remedy}")
    names = [tool.name for tool in tools(options)]
    for name in options.tools or []:
        if name not in names:
            parser.error(f"no tool '{name}'; there are {', '.join(names)}")
    return options


def main():
    options = parse_arguments()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:options.threads])
    present, versions = installed(options)
    rows = []
    with tempfile.TemporaryDirectory(dir=options.work, prefix="iiindex-large-") as name:
        folder = pathlib.Path(name)
        print_heading(options, present, versions)
        for size in sorted(options.rows):
            if room_for(size, folder):
                rows += measure_size(options, present, size, folder)
            else:
                print(f"{size:,} rows: no room on the disk: skipped\n")
    print_table(sorted(rows, key=lambda row: [tool.name for tool in present].index(row.tool.name)))
    return 1 if any(row.agreement == FAILED or row.agreement.startswith("NO") for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
