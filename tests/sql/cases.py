"""Indices with their values, and what `iiindex compute` makes of them."""
import csv
import io
import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
import random_indices

FIXED = ("period", "code", "name", "rank", "tier")


class Case:
    """An index and a table of values, as files in a folder of their own."""

    def __init__(self, name, folder, index, titles, rows, options=(), asked=(), columns=(), depth=None, made_as="query",
                 seen=lambda cell: cell):
        """options are for compute and sql, asked for compute alone; columns: what the table calls them; seen: what
        compute sees of a cell of the table."""
        self.name, self.rows, self.options, self.asked, self.more = name, rows, list(options), list(asked), []
        self.columns, self.made_as = dict(columns), made_as
        self.titles = [self.columns.get(title, title) for title in titles]
        self.depth = depth_of(index) if depth is None else depth
        folder.mkdir(parents=True, exist_ok=True)
        self.index, self.values = folder / "index.json", folder / "values.csv"
        self.index.write_text(json.dumps(index), encoding="utf-8")
        with open(self.values, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([titles, *[[seen(cell) for cell in row] for row in rows]])
        self.expected = None

    def compute(self, program):
        """Whether there are scores: an index may ask for what these values do not have."""
        done = subprocess.run([program, "compute", self.values, "-i", self.index, "-f", "csv", "--header", "code", "-q",
                               "--depth", str(self.depth), *self.options, *self.asked], capture_output=True, text=True)
        self.said = done.stderr
        if done.returncode == 0:
            self.expected = list(csv.DictReader(io.StringIO(done.stdout)))
        return done.returncode == 0

    def must(self, program):
        if not self.compute(program):
            raise SystemExit(f"{self.name}: compute has no scores: {self.said}")

    def sql(self, program, dialect, *more):
        called = [f"{role}={title}" for role, title in self.columns.items()]
        done = subprocess.run([program, "sql", self.values, "-i", self.index, "--dialect", dialect, "--table",
                               self.table, "--depth", str(self.depth), "-q", *self.options, *self.more,
                               *[word for one in called for word in ("--columns", one)], *more],
                              capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def run(self, program, engine):
        """The query's result, or that of what it makes."""
        if self.made_as == "query":
            return engine.query(self.sql(program, engine.dialect))
        name = "made of " + self.name
        engine.execute(self.sql(program, engine.dialect, "--as", self.made_as, "--name", name))
        mark = "`" if engine.dialect in ("spark", "clickhouse") else '"'
        return engine.query(f"SELECT * FROM {mark}{name}{mark}")

    @property
    def table(self):
        return "values_" + self.name

    def compare(self, titles, rows):
        """What of a result differs from compute's."""
        faults = []
        found, of_code = {}, {}
        # Of names that an engine takes for one another the later ones have a number behind them: scores go by their order.
        wanted = iter([title for title in self.expected[0] if title not in FIXED] if self.expected else [])
        titles = [title if title in FIXED else next((one for one in wanted if same_name(one, title)), title)
                  for title in titles]
        for row in rows:
            named = dict(zip(titles, row))
            key = str(named["period"] or ""), named["code"]
            found[key] = named
            of_code.setdefault(named["code"], key)
        has_periods = bool(self.expected) and "period" in self.expected[0]
        if len(found) != len(self.expected):
            faults.append(f"{len(found)} units instead of {len(self.expected)}")
        for wanted in self.expected:
            period = wanted["period"] if has_periods else None
            key = of_code.get(wanted["code"]) if period is None else (period, wanted["code"])
            if key not in found:
                faults.append(f"{wanted['code']} is not there")
                continue
            if set(wanted) - {"period"} != set(found[key]) - {"period"}:
                return [f"columns {sorted(found[key])} instead of {sorted(wanted)}"]
            for title, cell in wanted.items():
                if title in ("period", "code"):
                    continue
                own = found[key][title]
                if not same(title, own, cell):
                    faults.append(f"{wanted['code']} {period or ''} {title}: {own} instead of {cell or 'nothing'}")
        return faults


def same_name(wanted, title):
    """Whether a column is called as a node, or as much of it as an engine's names hold, with or without a number."""
    beginning, _, number = title.rpartition("_")
    is_cut = len(title.encode()) > 60
    return title == wanted or is_cut and wanted.startswith(title[:60]) or \
        number.isdigit() and (wanted == beginning or is_cut and wanted.startswith(beginning))


def same(title, own, cell):
    if cell == "" or own is None:
        return cell == "" and own is None
    if title == "name":
        return own == cell
    if title in ("rank", "tier"):
        return int(own) == int(cell)
    return abs(float(own) - float(cell)) <= 1e-9 * max(1, abs(float(cell)))


def depth_of(node):
    return max((1 + depth_of(child) for child in node.get("children", [])), default=0)


def nodes_of(node):
    yield node
    for child in node.get("children", []):
        yield from nodes_of(child)


def table_in(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        titles, *rows = csv.reader(file)
    return titles, rows


def random_cases(program, scratch, count):
    """So many indices that compute() has scores for."""
    cases, seed = [], 0
    while len(cases) < count:
        seed += 1
        index, titles, rows, pooled = random_indices.make(seed)
        case = Case(f"random_{seed}", scratch / f"random-{seed}", index, titles, rows, ["--pooled"] if pooled else [])
        if case.compute(program):
            cases.append(case)
    return cases


def industrial(source, scratch):
    """The values of 2020, by code."""
    index = json.loads((source / "data" / "industrial-internet.json").read_text(encoding="utf-8"))
    values = json.loads((source / "data" / "2020.json").read_text(encoding="utf-8"))
    codes = [node["code"] for node in nodes_of(index) if "children" not in node]

    def number(cell):
        return str(cell["value"] if isinstance(cell, dict) else "" if cell is None else cell)
    rows = [[unit["code"], unit["name"], "2020", *[number(unit["values"].get(code)) for code in codes]]
            for unit in values["units"]]
    return Case("industrial", scratch / "industrial", index, ["code", "name", "period", *codes], rows)


def reference_cases(source, scratch):
    """The Human Development Index and two pipelines of the ASEM index, where their values are there."""
    root = os.environ.get("IIINDEX_REFERENCE")
    if not root:
        print("without the Human Development Index and ASEM: IIINDEX_REFERENCE does not say where they are")
        return []
    root = pathlib.Path(root)
    index = json.loads((source / "tests" / "reference" / "hdi" / "hdi.json").read_text(encoding="utf-8"))
    titles, rows = table_in(root / "hdi" / "raw.csv")
    new = {"iso3": "code", "country": "name", "year": "period"}
    keep = [i for i, title in enumerate(titles) if title in new or title in ("le", "eys", "mys", "gnipc")]
    cases = [Case("hdi", scratch / "hdi", index, [new.get(titles[i], titles[i]) for i in keep],
                  [[row[i] for i in keep] for row in rows])]
    for name in ("scores-minmax-1-100-geo", "scores-impute-median-minmax-arith"):
        cases.append(asem(name, source, root, scratch))
    return cases


def asem(name, source, root, scratch):
    folder = source / "tests" / "reference" / "asem"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    how = json.loads((folder / "cases" / f"{name}.json").read_text(encoding="utf-8"))

    def put(node, level):
        if level < len(how["levels"]):
            node.update(how["levels"][level])
        for child in node.get("children", []):
            put(child, level + 1)
    put(index, 0)
    titles, rows = table_in(root / "asem" / "indicators.csv")
    titles = ["code" if title == "unit" else title for title in titles]
    codes = {node["code"] for node in nodes_of(index) if "children" not in node}
    keep = [i for i, title in enumerate(titles) if title in codes | {"code", "name"}]
    rows = [["" if row[i] == "NA" else row[i] for i in keep] for row in rows]
    return Case("asem_" + name.split("-")[1] + str(len(name)), scratch / name, index, [titles[i] for i in keep], rows)


def published_cases(source, scratch):
    return [industrial(source, scratch), *reference_cases(source, scratch)]


def all_cases(program, source, scratch, count):
    cases = published_cases(source, scratch)
    for case in cases:
        case.must(program)
    return cases + random_cases(program, scratch, count)
