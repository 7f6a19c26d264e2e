#!/usr/bin/env python3
"""Queries for engines that no test can run are of their grammar, as a parser has it.

usage: grammar_test.py PROGRAM SOURCE SCRATCH
"""
import pathlib
import shutil
import sys

sys.dont_write_bytecode = True
import cases

program, source, scratch = sys.argv[1:4]
source, scratch = pathlib.Path(source), pathlib.Path(scratch)
try:
    import sqlglot
except ImportError:
    print("skipped: no sqlglot")
    sys.exit(0)

shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)
failed = 0
for case in cases.all_cases(program, source, scratch, 40):
    for dialect in ("trino", "bigquery"):
        for kind in ("query", "view", "table"):
            try:
                sqlglot.parse_one(case.sql(program, dialect, "--as", kind), dialect=dialect,
                                  error_level=sqlglot.ErrorLevel.RAISE)
            except Exception as error:
                failed += 1
                print(f"{case.name}, {dialect}, {kind}: {str(error)[:500]}")
sys.exit(1 if failed else 0)
