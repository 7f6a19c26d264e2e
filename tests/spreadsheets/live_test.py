#!/usr/bin/env python3
"""A workbook that computes is what the program computed: as saved, when LibreOffice computes all of it anew, and when
its weights have been changed.

usage: live_test.py PROGRAM SOURCE SCRATCH [HOW MANY RANDOM INDICES [FIRST SEED]]

Where openpyxl or LibreOffice is not installed, the test says "skipped: ..." and passes. With IIINDEX_REFERENCE the index
of human development is one of the cases.
"""
import csv
import io
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
import random_indices

program, source, scratch = sys.argv[1:4]
how_many = int(sys.argv[4]) if len(sys.argv) > 4 else 8
first_seed = int(sys.argv[5]) if len(sys.argv) > 5 else 1
source = pathlib.Path(source)
scratch = pathlib.Path(scratch)
shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)

try:
    import openpyxl
except ImportError:
    print("skipped: no openpyxl")
    sys.exit(0)
if shutil.which("soffice") is None:
    print("skipped: no libreoffice")
    sys.exit(0)

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
failures = []


def run(*arguments):
    done = subprocess.run([str(a) for a in arguments], capture_output=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, arguments))}\n{done.stderr.decode()}")
    return done.stdout


def recalculated(paths):
    """The workbooks as LibreOffice computes them anew, whatever was saved in them."""
    profile = scratch / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user/registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    after = scratch / "after"
    run("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx", "--outdir", after, *paths)
    return [after / path.name for path in paths]


class Case:
    """A run of the program with what it says of every node of every unit."""

    def __init__(self, name, *arguments, depth="2"):
        self.name = name
        self.arguments = [str(a) for a in arguments]
        self.depth = depth
        self.path = scratch / f"{name}.xlsx"

    def write(self):
        run(program, "compute", *self.arguments, "--live", "-o", self.path, "--lang", "en", "-q")

    def command(self, *more):
        return [str(a) for a in (program, "compute", *self.arguments, *more, "--depth", self.depth, "-f", "csv",
                                 "--header", "code", "-q")]

    def has_scores(self, *more):
        """An index may ask for what its values or weights do not have."""
        return subprocess.run(self.command(*more), capture_output=True).returncode == 0

    def scores(self, *more):
        text = run(*self.command(*more))
        rows = list(csv.DictReader(io.StringIO(text.decode())))
        return {(row.get("period", ""), row["code"]): row for row in rows}


def number(cell):
    return float(cell) if isinstance(cell, (int, float)) and not isinstance(cell, bool) else None


NOT_SCORES = ("Rank", "Tier", "Place")


def scores_on_sheets(path):
    """By unit: its scores by code, its rank, and the finding of the control cell."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    units, indicators = {}, set()
    for name in ("Normalised", "Nodes"):
        rows = [list(row) for row in book[name].iter_rows(values_only=True)]
        titles = next(i for i, row in enumerate(rows) if row[1] == "Code")
        codes, names = rows[titles - 1], rows[titles]
        columns = {}  # a node's own column stands behind its place among its siblings
        for column in range(3, len(names)):
            if codes[column] is not None and codes[column] not in indicators and names[column] not in NOT_SCORES:
                columns[codes[column]] = column
        if name == "Normalised":
            indicators = set(columns)
        for row in rows[titles + 1 :]:
            unit = units.setdefault((row[0] or "", row[1]), {})
            unit.update({code: number(row[column]) for code, column in columns.items()})
            if name == "Nodes":
                unit["rank"] = number(row[names.index("Rank")])
    finding = next(book["Control"].iter_rows(min_row=3, max_row=3, values_only=True))[2]
    return units, finding, [error for name in ("Ranking", "Nodes", "Scales") for error in errors_in(book[name])]


def indicator_tiers(path):
    """By unit and indicator: the tier that stands behind the indicators' scores."""
    rows = [list(row) for row in openpyxl.load_workbook(path, data_only=True)["Normalised"].iter_rows(values_only=True)]
    titles = next(i for i, row in enumerate(rows) if row[1] == "Code")
    columns = {rows[titles - 1][c]: c for c, title in enumerate(rows[titles]) if title == "Tier"}
    return {(row[1], code): row[c] or "" for row in rows[titles + 1 :] for code, c in columns.items()}


def compare_tiers(case, what, path, *more):
    found = indicator_tiers(path)
    for code in {code for _, code in found}:
        text = run(program, "compute", *case.arguments, *more, "--by", code, "-f", "csv", "--lang", "en", "-q")
        for row in csv.DictReader(io.StringIO(text.decode())):
            unit = next(u for u, c in found if c == code and row["Code"] == u)
            tier = row["Tier"].removeprefix("'")  # of what looks like a formula, in CSV
            if found[unit, code] != tier:
                failures.append(f"{case.name}, {what}: {unit} {code}: {found[unit, code]!r}, expected {tier!r}")
    if not found:
        failures.append(f"{case.name}, {what}: no tiers of indicators")


def errors_in(sheet):
    return [f"{sheet.title}: {value}" for row in sheet.iter_rows(values_only=True) for value in row
            if isinstance(value, str) and value.startswith("#")]


def compare(case, what, path, expected, agrees=True):
    """agrees: what the control cell says of the scores as the program had them; None: it may say either."""
    units, finding, errors = scores_on_sheets(path)
    faults = [f"error in {error}" for error in errors[:3]]
    for unit, row in expected.items():
        found = next(scores for (period, code), scores in units.items() if unit in ((period, code), ("", code)))
        for code, text in row.items():
            if code in ("period", "rank", "tier", "code", "name"):
                continue
            want, got = (float(text) if text else None), found[code]
            same = want is None and got is None or (
                want is not None and got is not None and math.isclose(want, got, rel_tol=1e-9, abs_tol=1e-9))
            if not same:
                faults.append(f"{unit} {code}: {got}, expected {want}")
        if (found["rank"] or None) != (float(row["rank"]) if row["rank"] else None):
            faults.append(f"{unit} rank: {found['rank']}, expected {row['rank']}")
    if agrees is not None and finding.startswith("agrees") != agrees:
        faults.append(f"the control cell says '{finding}'")
    for fault in faults[:10]:
        failures.append(f"{case.name}, {what}: {fault}")


def change_weights(case):
    """Other weights in the yellow cells, and the same as a file."""
    book = openpyxl.load_workbook(case.path)
    sheet = book["Weights"]
    column = next(c for c in range(1, 20) if str(sheet.cell(4, c).value).startswith("Weight"))
    weights = []
    for row in range(5, sheet.max_row + 1):
        cell = sheet.cell(row, column)
        if isinstance(cell.value, (int, float)) and cell.fill.start_color.rgb == "FFFFF2CC" and sheet.cell(row, 1).value:
            cell.value = 1 + (7 * row) % 5
            weights.append((sheet.cell(row, 1).value, cell.value))
    changed = scratch / f"{case.name}-changed.xlsx"
    book.save(changed)
    with open(scratch / f"{case.name}-weights.csv", "w", newline="") as file:
        csv.writer(file).writerows([("code", "weight"), *weights])
    return changed, scratch / f"{case.name}-weights.csv"


def index_file(called, children, **settings):
    path = scratch / f"{called}.json"
    path.write_text(json.dumps({"format": "iiindex/index/1", "code": "total", "name": "Total", "children": children, **settings}))
    return path


def values_file(name, rows):
    path = scratch / f"{name}.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def pillars(settings, pillar, leaves, suffix=""):
    """Two nodes over five indicators, whose codes end with a suffix."""

    def leaf(code, **more):
        keys = {"code": code + suffix, "name": (code + suffix).upper(), **more, **leaves}
        return {key: value for key, value in keys.items() if value is not None}

    return {**settings, "children": [
        {"code": "first" + suffix, "name": "First", "weight": 2, **pillar,
         "children": [leaf("a", weight=3), leaf("b", direction="negative"), leaf("c")]},
        {"code": "second" + suffix, "name": "Second", "weight": 1, "children": [leaf("d"), leaf("e", weight=2)]}]}


def small(name, settings, rows, *options, pillar={}, leaves={}):
    tree = pillars(settings, pillar, leaves)
    return Case(name, "-i", index_file(name, tree.pop("children"), **tree), values_file(name, rows), *options)


def many(name, rows, **kinds):
    """An index with a node for each kind of settings, all over the same values: LibreOffice takes long to begin with a file."""
    tree, table = [], [list(row[:2]) for row in rows]
    for number, (kind, (settings, pillar, leaves)) in enumerate(kinds.items(), 1):
        tree.append({"code": "of_" + kind, "name": kind, "weight": number, **pillars(settings, pillar, leaves, f"_{number}")})
        for row, all_of_it in zip(rows, table):
            all_of_it += [f"{value}_{number}" if row is rows[0] else value for value in row[2:7]]
    table = [[*more, *row[7:]] for row, more in zip(rows, table)]
    return Case(name, "-i", index_file(name, tree), values_file(name, table), depth="3")


def kind(settings={}, pillar={}, **leaves):
    return settings, pillar, leaves


HEAD = ["code", "name", "a", "b", "c", "d", "e"]
FULL = [
    HEAD,
    ["u1", "=1+1", 90.2, 3, 5, 100, 7],
    ["u2", "-Two", 90.1, 1, 9, 250, 7.5],
    ["u3", "@three \"quoted\" <&>", 90.0, 8, 2, 70, 1],
    ["u4", "'Four", 95, 2, 2, 999, 3],
    ["u5", "Five", 91, 5, 4, 400, 3],
]
GAPS = [HEAD, *([*row[:2], *(None if (i + j) % 4 == 3 else value for j, value in enumerate(row[2:]))] for i, row in enumerate(FULL[1:])),
        ["u6", "Nothing", None, None, None, None, None]]
TO_100 = {"normalisation": {"method": "min-max", "range": [1, 100]}}
method = lambda name, **more: {"normalisation": {"method": name, **more}}

GROUPED = [[*GAPS[0], "group:region"]] + [[*row, region] for row, region in zip(GAPS[1:], ["=x", "y", "=X", "y", "=x", "y"])]
power = lambda exponent: {"aggregation": {"method": "power", "exponent": exponent}}
cases = [
    small("indicator-tiers", {}, GAPS, leaves={"tiers": {"cuts": [70, 30], "names": ["High", "\"Mid\"", "=Low"]}}),
    Case("2020", source / "data/2020.json", depth="3"),
    small("full", {"tiers": {"cuts": [60, 40], "names": ["\"A\"", "B", "C"]}}, FULL),
    many("of-gaps", GROUPED,
         reweighted=kind(), none=kind({"missing": "none"}), weightless=kind({"missing": "none"}, {"weight": 0}),
         coverage=kind({}, {"coverage": {"of": "weight", "at_least": 0.6}}),
         coverage_of_indicators=kind({"coverage": {"of": "indicators", "at_least": 0.7}}),
         coverage_of_children=kind({"coverage": {"of": "children", "at_least": 0.6}}),
         coverage_without_some=kind({"coverage": {"of": "indicators", "at_least": 0.7}}, {"weight": 0}),
         mean=kind({"missing": {"impute": "mean"}}),
         median=kind({"missing": {"impute": "median"}, "aggregation": "geometric", **TO_100}),
         group_mean=kind({"missing": {"impute": "group-mean", "group": "region"}}),
         group_median=kind({"missing": {"impute": "group-median", "group": "region"}}),
         group_median_of_covered=kind({"missing": {"impute": "group-median", "group": "region"}},
                                      {"missing": "reweight", "coverage": {"of": "weight", "at_least": 0.5}}),
         mean_of_weightless=kind({"missing": {"impute": "mean"}}, {"weight": 0}),
         z_score=kind(method("z-score", mean=50, sd=10)), rank=kind(method("rank")),
         rank_average=kind(method("rank", ties="average")), borda=kind(method("borda")),
         percentile_rank=kind(method("percentile-rank", range=[0, 100])),
         distance_to_target=kind(method("distance-to-target"), direction="positive", target=2000),
         exponential=kind(method("exponential")), logarithmic=kind(method("logarithmic")),
         geometric=kind({"aggregation": "geometric", **TO_100}), geometric_zero=kind({"aggregation": "geometric"}),
         harmonic=kind({"aggregation": "harmonic", **TO_100}), power=kind(power(2)), power_negative=kind({**power(-0.5), **TO_100}),
         minimum=kind({"aggregation": "minimum"}),
         mazziotta=kind({"aggregation": {"method": "mazziotta-pareto", "divisor": "n-1"}, **TO_100}),
         penalty=kind({"aggregation": {"method": "mazziotta-pareto", "penalty": "plus"}, **TO_100}),
         inverted=kind({"aggregation": {"method": "geometric", "inverted": True, "on": [1, 10]}}),
         reversed=kind({}, {"direction": "negative"}),
         rounded=kind({"round": {"digits": 1}, "rescale": {"best": 100}}, {"round": {"digits": 0}}),
         logarithm=kind(transform="log"), cube_root=kind(transform="cube-root"),
         goalposts=kind(goalposts={"worst": 1, "best": 50}, cap="both", transform="log", direction="positive"),
         middle=kind(best_at=[3, 5], direction=None),
         middle_rank=kind(method("rank", ties="average"), best_at=4.5, direction=None)),
    many("of-all", FULL,
         reference=kind(method("distance-to-reference", reference_unit="u5"), direction="positive"),
         topsis=kind({"aggregation": "topsis"}, {"aggregation": "arithmetic"}), grey=kind({"aggregation": "grey-relational"}),
         quantiles=kind(goalposts={"quantiles": [0.1, 0.9]}, cap="both"), entropy=kind({"weighting": "entropy"})),
    small("copeland", {"aggregation": "copeland"}, GAPS, pillar={"aggregation": "arithmetic"}),  # plain numbers
    small("prepared", {"prepare": [{"impute": "median"}, {"treat": {"winsorise": 1}}]}, GAPS[:-1]),
    Case("formulas", "-i", source / "docs/growth/index.json", source / "docs/growth/levels.csv", "--period", "2020", depth="1"),
]
cases += [
    small("screened", {"prepare": [{"screen": {"at_least": 0.7}}, {"impute": "mean"}]}, GAPS),
    small("treated", {"prepare": [{"treat": {"winsorise": 0, "skewness": 0.1, "kurtosis": 0.1}}]}, FULL),
    small("divided", {"inputs": [{"code": "people", "name": "=People"}]},
          [[*HEAD, "people"]] + [[*row, people] for row, people in zip(GAPS[1:], [2, 3, 0, 4, 5, 6])],
          leaves={"denominator": "people"}),
    small("screened-divided", {"inputs": [{"code": "people", "name": "People"}], "prepare": [{"screen": {"at_least": 0.6}}]},
          [[*HEAD, "people"], *([*row, 2] for row in FULL[1:]), ["u6", "Six", None, 8, None, None, 1, 1]],
          leaves={"denominator": "people"}),
    Case("node-formula", "-i", index_file("node-formula", [
        {"code": "first", "name": "First", "aggregation": {"formula": "max(a, coalesce(b, 3)) + unit_mean(c)"},
         "coverage": {"of": "children", "at_least": 0.5}, "children": [{"code": code, "name": code} for code in "abc"]},
        {"code": "second", "name": "Second", "children": [{"code": code, "name": code} for code in "de"]}],
        aggregation={"formula": "first / second - 1"}, round={"digits": 2}), values_file("node-formula", GAPS)),
    Case("node-formula-put-in", "-i", index_file("node-formula-put-in", [
        {"code": "first", "name": "First", "aggregation": {"formula": "max(a, b) - c / 2"}, "children": [
            {"code": code, "name": code} for code in "abc"]},
        {"code": "second", "name": "Second", "children": [{"code": code, "name": code} for code in "de"]}],
        missing={"impute": "group-median", "group": "region"}), values_file("node-formula-put-in", GROUPED)),
    Case("mixed", "-i", index_file("mixed", [
        {"code": "a", "name": "A", "weight": 0.3},
        {"code": "deep", "name": "Deep", "missing": "none", "children": [
            {"code": "deeper", "name": "Deeper", "children": [{"code": "b", "name": "B"}]}, {"code": "c", "name": "C", "weight": 0}]},
        {"code": "d", "name": "D", "weight": 0}]), values_file("mixed", GAPS), depth="3"),
]
two_years = [["period", *HEAD]] + [["2019", *row] for row in FULL[1:]] + [
    ["2020", *row[:2], *(value * (1 + 0.1 * i) for i, value in enumerate(row[2:]))] for row in FULL[2:]]
for name, options in {"years": [], "years-pooled": ["--pooled"]}.items():
    cases.append(small(name, {}, two_years, *options))
cases.append(small("years-by-order-pooled", method("percentile-rank"), two_years, "--pooled"))
cases.append(small("years-entropy", {"weighting": "entropy"}, two_years))
cases.append(small("around", method("around-reference"), two_years))
cases.append(small("referenced", {}, FULL, "--reference", values_file("base", [HEAD, *FULL[1:4]])))

ratio = [
    {"code": "back", "name": "Back", "formula": "lag(a + b) * (coalesce(c + 1) - lag(2))",
     "goalposts": {"worst": -100, "best": 2000}},
    {"code": "grows", "name": "Grows", "formula": "100 * (a / lag(a) - 1)", "goalposts": {"worst": -10, "best": 10}},
    {"code": "some", "name": "Some", "formula": "if(b > 2, mean(b, d), coalesce(c, -2 ^ 2)) + min(a, max(d, 1)) * clamp(e, 2, 4)"},
    {"code": "share", "name": "Share", "formula": "d / unit_sum(d) - unit_mean(a) / (1 + abs(b) + sqrt(4) + ln(c) + exp(0) + log10(100))"},
]
inputs = [{"code": code, "name": code} for code in "abcde"]
cases.append(Case("formulas-many", "-i", index_file("formulas-many", ratio, inputs=inputs),
                  values_file("formulas-many", [["period", *HEAD]] + [["2020", *row] for row in FULL[1:]]
                              + [["2019", *row[:2], *(value + i for i, value in enumerate(row[2:], k))]
                                 for k, row in enumerate(FULL[1:5])]), depth="1"))

reference = os.environ.get("IIINDEX_REFERENCE")
if reference:
    hdi = source / "tests/reference/hdi"
    titles = "code=iso3,name=country,group:kind=kind,period=year"
    cases.append(Case("hdi", "-i", hdi / "hdi.json", pathlib.Path(reference) / "hdi/raw.csv", "--columns", titles,
                      "--period", "2022"))

def random_cases(count, seed):
    """So many indices that compute() has scores for."""
    some = []
    while len(some) < count:
        name = f"random-{seed}"
        index, titles, rows, pooled = random_indices.make(seed, MORE_METHODS)
        case = Case(name, "-i", index_file(name, **index), values_file(name, [titles, *rows]), *(["--pooled"] if pooled else []))
        if case.has_scores():
            some.append(case)
        seed += 1
    return some


MORE_METHODS = ["mazziotta-pareto", "topsis", "grey-relational"]
randomly = random_cases(how_many, first_seed)
cases += randomly

only = os.environ.get("CASES")
if only:
    cases = [case for case in cases if case.name in only.split(",")]
for case in cases:
    case.write()
changed_too = [case for case in cases if case.name in ("2020", "full", "of-gaps", "of-all", "years") or case in randomly]
changes = {case.name: change_weights(case) for case in changed_too}
recalculated([case.path for case in cases] + [changed for changed, _ in changes.values()])
for case in cases:
    expected = case.scores()
    compare(case, "as saved", case.path, expected)
    compare(case, "computed anew", scratch / "after" / case.path.name, expected)
    if case.name == "indicator-tiers":
        compare_tiers(case, "as saved", case.path)
        compare_tiers(case, "computed anew", scratch / "after" / case.path.name)
    if case.name in changes:
        changed, weights = changes[case.name]
        if case in randomly and not case.has_scores("--weights", weights):
            continue
        compare(case, "other weights", scratch / "after" / changed.name, case.scores("--weights", weights),
                agrees=None if case in randomly else False)
if failures:
    sys.exit("\n".join(failures))
print(f"{len(cases)} workbooks compute what the program does, {len(changes)} of them with other weights too")
