#!/usr/bin/env python3
"""Queries are of their engines' grammar, as a parser has it: those for engines that no test can run above all.

usage: grammar_test.py PROGRAM SOURCE SCRATCH
"""
import concurrent.futures
import os
import pathlib
import re
import shutil
import sys

sys.dont_write_bytecode = True
import cases
import traps

program, source, scratch = sys.argv[1:4]
source, scratch = pathlib.Path(source), pathlib.Path(scratch)
try:
    import sqlglot
except ImportError:
    print("skipped: no sqlglot")
    sys.exit(0)

# Of random indices: all for engines that no test runs.
RANDOM = {"trino": 40, "bigquery": 40, "duckdb": 5, "postgres": 5, "sqlite": 5, "spark": 5, "clickhouse": 5}


def shape_of(text):
    """A query without columns that are like one before in the same step but for a name and a number."""
    kept, seen = [], set()
    for line in text.splitlines():
        shape = re.sub(r"[0-9.]+e[-0-9]+", "1e0", re.sub(r'"[^"]*"|`[^`]*`', "x", line))
        if line.startswith(")"):
            seen.clear()
        # What goes on over more lines stands further in.
        if line.startswith("    ") and line[4:5] != " " and shape.endswith(" AS x,") and line.count("(") == line.count(")"):
            if shape in seen:
                continue
            seen.add(shape)
        kept.append(line)
    return "\n".join(kept)


def fault_of(dialect, case, *more):
    """What is wrong with a query; those as views and tables are read whole."""
    try:
        text = case.sql(program, dialect, *more)
        sqlglot.parse_one(text if more else shape_of(text), dialect=dialect, error_level=sqlglot.ErrorLevel.RAISE)
    except Exception as error:
        return f"{case.name}, {dialect}{''.join(' ' + word for word in more)}: {str(error)[:500]}"


def main():
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    # What makes a view or a table stands before the query, the same for all.
    names = next(case for case in traps.trap_cases(program, scratch) if case.name == "names")
    published = cases.published_cases(source, scratch)
    random = cases.random_cases(program, scratch, max(RANDOM.values()))
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        asked = [pool.submit(fault_of, dialect, case) for dialect, count in RANDOM.items()
                 for case in [*published, *random[:count]]]
        asked += [pool.submit(fault_of, dialect, names, "--as", kind) for dialect in RANDOM
                  for kind in ("query", "view", "table")]
        faults = [one.result() for one in asked]
    for fault in filter(None, faults):
        print(fault)
    print(f"{len(faults) - sum(map(bool, faults))} of {len(faults)} queries are of their grammar")
    sys.exit(1 if any(faults) else 0)


if __name__ == "__main__":
    main()
