#!/usr/bin/env python3
"""Measures the built-in index over many rows: `iiindex compute` beside its query in DuckDB and, if asked for, Spark.

usage: run.py PROGRAM SOURCE SCRATCH ROWS... [--spark]

Values are random, in four periods. Each engine reads the same Parquet file, the program the same rows as CSV; each writes
the ranking. Asserts nothing but that the best units are the same. The processor's time is without that of Spark's cluster.
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
    """Seconds of this process, whose threads are DuckDB's, and of the programs that it ran to their end."""
    return sum(os.times()[:4])


def timed(what, rows, work):
    begin, used = time.perf_counter(), processor()
    found = work()
    print(f"{what:24} {rows:>11} rows  {time.perf_counter() - begin:8.2f} s, of the processor {processor() - used:8.2f} s",
          flush=True)
    return found


def query(dialect, table, *more):
    return subprocess.run([program, "sql", "-i", index, "--dialect", dialect, "--table", table, "--columns", "name=-",
                           *more], check=True, capture_output=True, text=True).stdout.rstrip().rstrip(";")


def by_program(table, out):
    subprocess.run([program, "compute", table, "-i", index, "-f", "csv", "--header", "code", "-q", "-o", out], check=True)
    return duckdb.connect().execute(f"SELECT period, code FROM '{out}' WHERE rank = 1 ORDER BY period").fetchall()


def by_duckdb(parquet, out, *more):
    base = duckdb.connect()
    base.execute(f"COPY ({query('duckdb', f'read_parquet({str(parquet)!r})', *more)}) TO '{out}' (HEADER)")
    return base.execute(f"SELECT period, code FROM '{out}' WHERE rank = 1 ORDER BY period").fetchall()


def spark_session():
    sys.path.insert(0, str(source / "tests" / "sql"))
    import engines
    return engines.Spark(scratch)


def by_spark(engine, parquet, out):
    engine.session.read.parquet(parquet.as_uri()).createOrReplaceTempView("many")
    engine.session.sql(query("spark", "many")).write.mode("overwrite").csv(str(out))


spark = spark_session() if "--spark" in rest else None
for rows in [int(one) for one in rest if not one.startswith("-")]:
    parquet, table = make(rows)
    best = timed("compute", rows, lambda: by_program(table, scratch / "compute.csv"))
    for what, more in (("duckdb", []), ("duckdb, pooled", ["--pooled"])):
        found = timed(what, rows, lambda: by_duckdb(parquet, scratch / "duckdb.csv", *more))
        if not more and found != best:
            sys.exit(f"DuckDB's best are {found}, not {best}")
    if spark:
        timed("spark, two workers", rows, lambda: by_spark(spark, parquet, scratch / "spark"))
if spark:
    spark.close()
