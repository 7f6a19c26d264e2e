#!/usr/bin/env python3
"""Queries of `iiindex sql` give the ranks, tiers and scores of `iiindex compute` when an engine runs them.

usage: queries_test.py ENGINE PROGRAM SOURCE SCRATCH [HOW MANY RANDOM INDICES]

ENGINE is one of engines.py; where it is not installed, the test says "skipped: ..." and passes. Without a number, or
IIINDEX_SQL_INDICES, there are as many indices as the engine has time for; what would begin later than
IIINDEX_SQL_SECONDS after the first is left out, and said.
"""
import os
import pathlib
import shutil
import sys
import time

sys.dont_write_bytecode = True
import cases
import engines
import traps

name, program, source, scratch = sys.argv[1:5]
count = int(sys.argv[5] if len(sys.argv) > 5 else os.environ.get("IIINDEX_SQL_INDICES", engines.ENGINES[name].indices))
seconds = float(os.environ.get("IIINDEX_SQL_SECONDS", 400))
source, scratch = pathlib.Path(source), pathlib.Path(scratch)


def faults_of(engine, case):
    try:
        text = case.sql(program, engine.dialect)
    except RuntimeError as error:
        return [f"no query: {error}"]
    (scratch / f"{case.name}.sql").write_text(text, encoding="utf-8")
    try:
        return case.compare(*case.run(program, engine))
    except Exception as error:  # each engine has its own
        return [f"refused by the engine: {str(error)[:1500]}"]


def check(engine):
    failed = done = 0
    start = time.monotonic()
    todo = cases.all_cases(program, source, scratch, count)
    todo += [case for case in traps.trap_cases(program, scratch) + traps.option_cases(program, scratch)
             if engine.takes(case)]
    for case in todo:
        begin = time.monotonic()
        if begin - start > seconds:
            print("left out for time:", ", ".join(case.name for case in todo[done:]))
            break
        done += 1
        engine.load(case.table, case.titles, case.rows)
        faults = faults_of(engine, case)
        if time.monotonic() - begin > 3:
            print(f"{case.name}: {time.monotonic() - begin:.0f} s", flush=True)
        failed += bool(faults)
        for fault in faults[:5]:
            print(f"{case.name}: {fault}")
        if len(faults) > 5:
            print(f"{case.name}: and {len(faults) - 5} more")
    check_refusal(engine)
    if name == "spark":
        print(f"{engine.workers()} workers")
    print(f"{name}: {done - failed} of {done} indices have the same ranks, tiers and scores")
    return failed == 0


def check_refusal(engine):
    """An indicator whose values are all the same has no scale: the query stops, as compute() does."""
    index = {"format": "iiindex/index/1", "code": "total", "name": "Total",
             "children": [{"code": "a", "name": "A"}, {"code": "b", "name": "B"}]}
    rows = [[f"u{i}", f"Unit {i}", "5", str(i)] for i in range(3)]
    case = cases.Case("constant", scratch / "constant", index, ["code", "name", "a", "b"], rows)
    if case.compute(program):
        raise SystemExit("compute has scores where values are all the same")
    engine.load(case.table, case.titles, case.rows)
    try:
        engine.query(case.sql(program, engine.dialect))
    except Exception:  # each engine has its own
        return
    raise SystemExit(f"{name} does not stop where values are all the same")


shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)
try:
    running = engines.ENGINES[name](scratch)
except engines.Absent as why:
    print("skipped:", why)
    sys.exit(0)
try:
    agrees = check(running)
finally:
    running.close()
sys.exit(0 if agrees else 1)
