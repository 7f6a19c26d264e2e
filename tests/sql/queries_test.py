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
    check_refusals(engine)
    if name == "spark":
        print(f"{engine.workers()} workers")
    print(f"{name}: {done - failed} of {done} indices have the same ranks, tiers and scores")
    return failed == 0


# Its squares are below a double, which compute goes round and a query does not.
COMPUTED = {"too_close"}
REFUSED = {
    "constant": [["u1", "5", "1"], ["u2", "5", "2"], ["u3", "5", "3"]],
    "too_close": [["u1", "1", "1e-170"], ["u2", "2", "-3e-170"], ["u3", "3", "3e-171"]],
    "too_far_apart": [["u1", "1e308", "1"], ["u2", "-1e308", "2"], ["u3", "0", "3"]],
    "twice": [["u1", "1", "1"], ["u2", "2", "2"], ["u1", "3", "3"]],
    "without_code": [["u1", "1", "1"], ["", "2", "2"], ["u3", "3", "3"]],
}


def check_refusals(engine):
    """What has no scale, or is no unit of its own, stops the query as it stops compute()."""
    index = {"format": "iiindex/index/1", "code": "total", "name": "Total",
             "children": [{"code": "a", "name": "A"}, {"code": "b", "name": "B", "normalisation": {"method": "z-score"}}]}
    titles = ["code", "name", "a", "b"]
    good = cases.Case("refused", scratch / "refused", index, titles, [[f"u{k}", "Unit", k, k * k] for k in range(4)])
    text = good.sql(program, engine.dialect)
    for what, rows in REFUSED.items():
        case = cases.Case("refused", scratch / what, index, titles, [[row[0], "Unit", *row[1:]] for row in rows])
        if bool(case.compute(program)) != (what in COMPUTED):
            raise SystemExit(f"compute has other scores of what is {what}")
        engine.load(f"values_{what}", case.titles, case.rows)
        try:
            engine.query(text.replace("values_refused", f"values_{what}"))
        except Exception:  # each engine has its own
            continue
        raise SystemExit(f"{name} does not stop at what is {what}")


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
