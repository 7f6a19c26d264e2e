#!/usr/bin/env python3
"""Measures the built-in index over many rows: `iiindex compute` beside its query in DuckDB and, if asked for, Spark.

usage: run.py PROGRAM SOURCE SCRATCH ROWS... [--spark]

Values are random, in four periods. Each engine reads the same Parquet file, the program the same rows as CSV; each writes
the ranking. Asserts nothing but that the best units are the same. The processor's time is that of all processes together:
of Spark's the driver, the master, the workers and their executors.
"""
import json
import os
import pathlib
import subprocess
import sys
import time

import duckdb

program, source, scratch, *rest = sys.argv[1:]
source, scratch = pathlib.Path(source), pathlib.Path(scratch)
scratch.mkdir(parents=True, exist_ok=True)
index = source / "data" / "industrial-internet.json"


def leaves(node):
    return [code for child in node["children"] for code in leaves(child)] if "children" in node else [node["code"]]


codes = leaves(json.loads(index.read_text(encoding="utf-8")))


def make(rows):
    parquet, table = scratch / f"{rows}.parquet", scratch / f"{rows}.csv"
    if table.exists():
        return parquet, table
    values = ", ".join(f"round(100 * random(), 3) AS {code}" for code in codes)
    base = duckdb.connect()
    base.execute("SELECT setseed(0.5)")
    base.execute(f"COPY (SELECT CAST(2017 + i % 4 AS INTEGER) AS period, 'u' || (i // 4) AS code, {values} "
                 f"FROM range({rows}) t(i) ORDER BY period) TO '{parquet}'")
    base.execute(f"COPY (FROM '{parquet}') TO '{table}' (HEADER)")
    return parquet, table


def processor():
    """Seconds of this process, whose threads are DuckDB's, and of all that it started, ended or running."""
    parents, ticks = {}, {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        parents[int(folder.name)], ticks[int(folder.name)] = int(fields[1]), sum(int(one) for one in fields[11:15])
    of_own, more = set(), {os.getpid()}
    while more:
        of_own |= more
        more = {one for one, parent in parents.items() if parent in more}
    return sum(ticks[one] for one in of_own) / os.sysconf("SC_CLK_TCK")


def timed(what, rows, work):
    begin, used = time.perf_counter(), processor()
    found = work()
    print(f"{what:24} {rows:>11} rows  {time.perf_counter() - begin:8.2f} s, of the processor {processor() - used:8.2f} s",
          flush=True)
    return found


def query(dialect, table, *more):
    return subprocess.run([program, "sql", "-i", index, "--dialect", dialect, "--table", table, "--columns", "name=-",
                           *more], check=True, capture_output=True, text=True).stdout.rstrip().rstrip(";")


def best_in(out):
    return duckdb.connect().execute(f"SELECT period, code FROM '{out}' WHERE rank = 1 ORDER BY period").fetchall()


def by_program(table, out):
    subprocess.run([program, "compute", table, "-i", index, "-f", "csv", "--header", "code", "-q", "-o", out], check=True)
    return best_in(out)


def by_duckdb(parquet, out, *more):
    base = duckdb.connect()
    base.execute(f"COPY ({query('duckdb', f'read_parquet({str(parquet)!r})', *more)}) TO '{out}' (HEADER)")
    return best_in(out)


def spark_session():
    sys.path.insert(0, str(source / "tests" / "sql"))
    import engines
    # What is for tables of a few rows there is for many here.
    return engines.Spark(scratch, 2048, {
        "spark.driver.extraJavaOptions": "-Xss16m", "spark.executor.extraJavaOptions": "-XX:+UseParallelGC",
        "spark.sql.shuffle.partitions": 4, "spark.sql.adaptive.enabled": "true",
        "spark.sql.codegen.wholeStage": "true", "spark.sql.codegen.factoryMode": "FALLBACK"})


def by_spark(engine, parquet, out, *more):
    engine.session.read.parquet(parquet.as_uri()).createOrReplaceTempView("many")
    engine.session.sql(query("spark", "many", *more)).write.mode("overwrite").csv(str(out), header=True)
    return best_in(f"{out}/*.csv")


spark = spark_session() if "--spark" in rest else None
for rows in [int(one) for one in rest if not one.startswith("-")]:
    parquet, table = make(rows)
    best = timed("compute", rows, lambda: by_program(table, scratch / "compute.csv"))
    runs = [("duckdb", lambda *more: by_duckdb(parquet, scratch / "duckdb.csv", *more))]
    if spark:
        runs.append(("spark, two workers", lambda *more: by_spark(spark, parquet, scratch / "spark", *more)))
    for engine, run in runs:
        if timed(engine, rows, run) != best:
            sys.exit(f"the best of {engine} are others than those of compute, {best}")
        timed(f"{engine}, pooled", rows, lambda: run("--pooled"))
if spark:
    spark.close()
