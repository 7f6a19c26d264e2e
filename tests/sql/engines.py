"""Engines that run queries, each behind the same few functions. One that is not there says why."""
import csv
import os
import pathlib
import pwd
import shutil
import socket
import sqlite3
import subprocess
import sys
import time


class Absent(Exception):
    """The engine is not installed."""


def needs(module):
    try:
        return __import__(module)
    except ImportError:
        raise Absent(f"no {module}") from None


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def type_of(cells):
    for kind, convert in (("whole", int), ("real", float)):
        try:
            if all(convert(cell) is not None for cell in cells):
                return kind
        except ValueError:
            pass
    return "text"


def types_of(titles, rows):
    """Of each column: whole numbers, real ones, or text; a table of a warehouse has types."""
    return [type_of([row[place] for row in rows if row[place] != ""]) for place in range(len(titles))]


def cells_of(row, types):
    convert = {"text": str, "whole": int, "real": float}
    return [None if cell == "" else convert[kind](cell) for cell, kind in zip(row, types)]


class Engine:
    only = None

    def takes(self, case):
        """Whether it runs a trap or a case of options: a slow one has time for some."""
        return self.only is None or case.name in self.only


def quoted(name, mark='"', escape=""):
    """Where a backslash begins an escape, `escape` is one."""
    return mark + name.replace("\\", "\\" + escape).replace(mark, 2 * mark) + mark


class Sqlite(Engine):
    name, dialect, indices = "sqlite", "sqlite", 150
    types = {"text": "TEXT", "whole": "INTEGER", "real": "REAL"}

    def __init__(self, scratch):
        self.base = sqlite3.connect(":memory:")
        try:
            self.base.execute("SELECT LN(2), POWER(2, 2)")
        except sqlite3.OperationalError:
            raise Absent("SQLite is without mathematical functions") from None

    def load(self, table, titles, rows):
        types = types_of(titles, rows)
        columns = ", ".join(f"{quoted(t)} {self.types[k]}" for t, k in zip(titles, types))
        self.base.execute(f"CREATE TABLE {quoted(table)} ({columns})")
        marks = ", ".join("?" * len(titles))
        self.base.executemany(f"INSERT INTO {quoted(table)} VALUES ({marks})", [cells_of(r, types) for r in rows])

    def query(self, text):
        found = self.base.execute(text)
        return [column[0] for column in found.description], found.fetchall()

    def execute(self, text):
        self.base.execute(text)

    def close(self):
        self.base.close()


class Duckdb(Engine):
    name, dialect, indices = "duckdb", "duckdb", 150
    types = {"text": "VARCHAR", "whole": "INTEGER", "real": "DOUBLE"}

    def __init__(self, scratch):
        self.base = needs("duckdb").connect()

    def load(self, table, titles, rows):
        types = types_of(titles, rows)
        columns = ", ".join(f"{quoted(t)} {self.types[k]}" for t, k in zip(titles, types))
        self.base.execute(f"CREATE TABLE {quoted(table)} ({columns})")
        marks = ", ".join("?" * len(titles))
        self.base.begin()
        self.base.executemany(f"INSERT INTO {quoted(table)} VALUES ({marks})", [cells_of(r, types) for r in rows])
        self.base.commit()

    def query(self, text):
        found = self.base.execute(text)
        return [column[0] for column in found.description], found.fetchall()

    def execute(self, text):
        self.base.execute(text)

    def close(self):
        self.base.close()


class Postgres(Engine):
    """A server of its own: as another user where the test is root's, on a socket in its own folder."""
    name, dialect, indices = "postgres", "postgres", 150
    types = {"text": "TEXT", "whole": "INTEGER", "real": "DOUBLE PRECISION"}

    def __init__(self, scratch):
        places = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin")) + [None]
        found = shutil.which("initdb", path=str(places[-2])) if len(places) > 1 else shutil.which("initdb")
        if not found or not shutil.which("psql"):
            raise Absent("no PostgreSQL server")
        self.bin = pathlib.Path(found).parent
        self.folder = pathlib.Path("/tmp") / f"iiindex-postgres-{os.getpid()}"
        self.folder.mkdir()
        self.user = None
        if os.getuid() == 0:
            try:
                self.user = pwd.getpwnam("postgres").pw_name
            except KeyError:
                self.user = pwd.getpwnam("nobody").pw_name
            shutil.chown(self.folder, self.user)
        data = self.folder / "data"
        self.run(self.bin / "initdb", "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C")
        self.server = subprocess.Popen(
            [str(self.bin / "postgres"), "-D", str(data), "-k", str(self.folder), "-c", "listen_addresses="],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/tmp", user=self.user)
        for _ in range(100):
            if (self.folder / ".s.PGSQL.5432").exists() and self.psql("SELECT 1").returncode == 0:
                return
            time.sleep(0.2)
        self.close()
        raise Absent("PostgreSQL does not start")

    def run(self, *command):
        subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, cwd="/tmp", user=self.user)

    def psql(self, text):
        return subprocess.run(["psql", "-h", str(self.folder), "-U", "test", "-d", "postgres", "-v", "ON_ERROR_STOP=1",
                               "-q", "--csv", "-P", "null=", "-f", "-"], input=text, capture_output=True, text=True)

    def load(self, table, titles, rows):
        types = types_of(titles, rows)
        columns = ", ".join(f"{quoted(t)} {self.types[k]}" for t, k in zip(titles, types))
        lines = "\n".join("\t".join(cell.replace("\\", "\\\\") if cell != "" else "\\N" for cell in row) for row in rows)
        made = self.psql(f"CREATE TABLE {quoted(table)} ({columns});\nCOPY {quoted(table)} FROM STDIN;\n{lines}\n\\.\n")
        if made.returncode:
            raise RuntimeError(made.stderr)

    def query(self, text):
        found = self.psql(text)
        if found.returncode:
            raise RuntimeError(found.stderr)
        titles, *rows = csv.reader(found.stdout.splitlines())
        return titles, [[cell or None for cell in row] for row in rows]

    def execute(self, text):
        made = self.psql(text)
        if made.returncode:
            raise RuntimeError(made.stderr)

    def close(self):
        if getattr(self, "server", None):
            self.server.terminate()
            self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Clickhouse(Engine):
    """The embedded engine."""
    name, dialect, indices = "clickhouse", "clickhouse", 40
    quotes = "`", "\\"
    types = {"text": "Nullable(String)", "whole": "Nullable(Int32)", "real": "Nullable(Float64)"}

    def __init__(self, scratch):
        needs("chdb")
        from chdb import session
        self.base = session.Session()
        self.base.query("CREATE DATABASE IF NOT EXISTS test")
        self.base.query("USE test")

    def load(self, table, titles, rows):
        types = types_of(titles, rows)
        columns = ", ".join(f"{quoted(t, *self.quotes)} {self.types[k]}" for t, k in zip(titles, types))
        self.base.query(f"CREATE TABLE {quoted(table, *self.quotes)} ({columns}) ENGINE = Memory")

        def cell(value):
            if value is None:
                return "NULL"
            return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'" if isinstance(value, str) else repr(value)
        values = ", ".join("(" + ", ".join(cell(c) for c in cells_of(row, types)) + ")" for row in rows)
        self.base.query(f"INSERT INTO {quoted(table, *self.quotes)} VALUES {values}")

    def query(self, text):
        text = text.rstrip().rstrip(";")
        found = str(self.base.query(text, "CSVWithNames"))
        titles, *rows = csv.reader(found.splitlines())
        return titles, [[None if cell == "\\N" else cell for cell in row] for row in rows]

    def execute(self, text):
        self.base.query(text.rstrip().rstrip(";"))

    def close(self):
        self.base.close()


class Spark(Engine):
    """A cluster on the loopback: a master and two workers."""
    name, dialect, indices = "spark", "spark", 8
    only = {"not_numbers", "scales_of_each"}

    def __init__(self, scratch, memory=512, more=()):
        """memory: megabytes of an executor; more: settings other than those for small tables."""
        pyspark = needs("pyspark")
        if not shutil.which("java"):
            raise Absent("no java")
        home = pathlib.Path(pyspark.__file__).parent
        os.environ["SPARK_HOME"] = str(home)
        os.environ["PYSPARK_PYTHON"] = sys.executable
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        self.folder = pathlib.Path(scratch) / "spark"
        self.folder.mkdir(parents=True, exist_ok=True)
        port = free_port()
        self.started = []
        self.java(home, "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port",
                  free_port())
        for worker in range(2):
            self.java(home, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--webui-port", free_port(),
                      "--cores", 1, "--memory", f"{memory + 188}m", "--work-dir", self.folder / f"worker-{worker}",
                      f"spark://127.0.0.1:{port}")
        from pyspark.sql import SparkSession
        settings = {
            "spark.executor.memory": f"{memory}m", "spark.driver.memory": "1g", "spark.executor.cores": 1,
            "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss16m",
            "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "spark.sql.shuffle.partitions": 1, "spark.default.parallelism": 2, "spark.ui.enabled": "false",
            "spark.sql.constraintPropagation.enabled": "false", "spark.sql.lightweightPlanChangeValidation": "false",
            "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.adaptive.enabled": "false", "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
            "spark.sql.autoBroadcastJoinThreshold": "10m", "spark.sql.warehouse.dir": self.folder / "warehouse",
        }
        settings.update(more)
        builder = SparkSession.builder.master(f"spark://127.0.0.1:{port}").appName("iiindex")
        for key, value in settings.items():
            builder = builder.config(key, str(value))
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("OFF")
        for _ in range(180):
            if self.workers() == 2:
                return
            time.sleep(1)
        self.close()
        raise Absent("two workers did not join in three minutes")

    def java(self, home, main, *arguments):
        log = open(self.folder / f"{main.rsplit('.', 1)[1]}-{len(self.started)}.log", "w")
        self.started.append(subprocess.Popen(
            [str(home / "bin" / "spark-class"), main, *[str(a) for a in arguments]], stdout=log, stderr=log))

    def load(self, table, titles, rows):
        from pyspark.sql.types import DoubleType, IntegerType, StringType, StructField, StructType
        types = types_of(titles, rows)
        kinds = {"text": StringType(), "whole": IntegerType(), "real": DoubleType()}
        schema = StructType([StructField(t, kinds[k]) for t, k in zip(titles, types)])
        path = self.folder / f"{table}.csv"
        with open(path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        read = self.session.read.schema(schema).option("escape", '"')
        read = read.option("nanValue", "nan").option("positiveInf", "inf").option("negativeInf", "-inf")
        read.csv(path.as_uri(), mode="FAILFAST").createOrReplaceTempView(table)

    def query(self, text):
        found = self.session.sql(text.rstrip().rstrip(";"))
        return found.columns, [list(row) for row in found.collect()]

    def execute(self, text):
        self.session.sql(text.rstrip().rstrip(";"))

    def workers(self):
        return self.session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1

    def close(self):
        if getattr(self, "session", None):
            self.session.stop()
        for one in reversed(self.started):
            one.terminate()
            one.wait()


ENGINES = {engine.name: engine for engine in (Duckdb, Postgres, Sqlite, Spark, Clickhouse)}
