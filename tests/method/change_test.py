#!/usr/bin/env python3
"""The causes that `change` gives of random years are those of docs/explain.md: Shapley's values over the sixteen mixtures
of old and new, each computed by the evaluator beside this file.

usage: change_test.py PROGRAM SOURCE SCRATCH [HOW MANY YEARS [FIRST SEED]]
"""
import copy
import itertools
import json
import pathlib
import random
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(sys.argv[2]) / "tests"))
import evaluator
import random_indices
import weigh

program, scratch = sys.argv[1], pathlib.Path(sys.argv[3])
how_many = int(sys.argv[4]) if len(sys.argv) > 4 else 100
first_seed = int(sys.argv[5]) if len(sys.argv) > 5 else 1
shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)

METHODS = ["mazziotta-pareto", "topsis", "grey-relational", "copeland"]
CAUSES = ["own", "others", "method", "units"]
MOST_UNITS = 20


def nodes_below(node):
    return [below for child in node.get("children", []) for below in [child, *nodes_below(child)]]


def is_value(title):
    return title not in ("code", "name") and not title.startswith("group:")


def with_other_method(rng, index):
    index = copy.deepcopy(index)
    for node in nodes_below(index):
        if rng.random() < 0.3:
            node["weight"] = rng.choice([1, 2, 0.5])
    if rng.random() < 0.5:
        index["aggregation"] = rng.choice(["arithmetic", "geometric", "minimum"])
    return index


def next_year(rng, titles, rows):
    """Other values, some of them none; some units have left, one may have come."""
    moved = [[repr(float(cell) * rng.uniform(0.7, 1.3)) if cell and is_value(title) and rng.random() < 0.4 else
              "" if is_value(title) and rng.random() < 0.03 else cell for title, cell in zip(titles, row)]
             for row in rows if rng.random() < 0.9]
    if moved and rng.random() < 0.5:
        moved.append(["new" if title == "code" else cell for title, cell in zip(titles, rng.choice(rows))])
    rng.shuffle(moved)
    return moved


def dataset(index, titles, rows):
    def unit(row):
        cells = dict(zip(titles, row))
        return {"code": cells["code"],
                "groups": {title[len("group:"):]: cell for title, cell in cells.items()
                           if title.startswith("group:") and cell},
                "values": {title: float(cell) if cell else None for title, cell in cells.items() if is_value(title)}}
    return {"format": "iiindex/dataset/1", "index": index, "units": [unit(row) for row in rows]}


def by_program(years):
    """By unit what changed; nothing where a year is refused."""
    paths = [scratch / "old.json", scratch / "new.json"]
    for path, year in zip(paths, years):
        path.write_text(json.dumps(dataset(*year)), encoding="utf-8")
    done = subprocess.run([program, "change", *paths, "-f", "json", "-q"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"exit {done.returncode}\n{done.stderr}")
    return {unit["code"]: unit for unit in json.loads(done.stdout)["changes"]} if done.returncode == 0 else None


class Mixtures:
    def __init__(self, years):
        self.years, self.titles = years, years[0][1]
        at = self.titles.index("code")
        self.rows = [{row[at]: row for row in rows} for _, _, rows in years]
        self.codes = list(dict.fromkeys([*self.rows[1], *self.rows[0]]))

    def score(self, code, mix):
        """Of a unit that both years have. A unit of one year alone keeps its values."""
        own, others, method, units = mix
        codes = [unit for unit in self.codes if unit in self.rows[units]]
        rows = [self.rows[year].get(unit) or self.rows[1 - year][unit]
                for unit in codes for year in [own if unit == code else others]]
        return evaluator.scores(self.years[method][0], self.titles, rows)["total"][codes.index(code)]

    def causes(self, code):
        """None where a mixture has no score."""
        scores = {mix: self.score(code, mix) for mix in itertools.product((0, 1), repeat=4)}
        if None in scores.values():
            return [None] * 4
        causes = [0.0] * 4
        for order in itertools.permutations(range(4)):
            mix = [0] * 4
            for cause in order:
                before = scores[tuple(mix)]
                mix[cause] = 1
                causes[cause] += (scores[tuple(mix)] - before) / 24
        return causes


def differs(found, expected):
    return (found is None) != (expected is None) or (
        expected is not None and abs(found - expected) > 1e-8 * max(1, abs(expected)))


compared = failed = 0
for seed in range(first_seed, first_seed + how_many):
    rng = random.Random(seed)
    index, titles, rows, _ = random_indices.make(seed, METHODS, everything=True)
    if "period" in titles or len(rows) > MOST_UNITS:
        continue
    years = [(index, titles, rows), (rng.choice([index, with_other_method(rng, index)]), titles, next_year(rng, titles, rows))]
    changes = by_program(years)
    if changes is None:
        continue
    mixtures = Mixtures(years)
    try:
        expected = {code: mixtures.causes(code) for code in changes if all(code in rows for rows in mixtures.rows)}
    except weigh.Undecided:
        continue
    compared += 1
    some = [f"{cause} of {code}: {changes[code]['score_' + cause]}, expected {share}" for code, shares in expected.items()
            for cause, share in zip(CAUSES, shares) if differs(changes[code]["score_" + cause], share)]
    if some:
        failed += 1
        print(f"seed {seed}: {len(some)} differ: {some[0]}")
print(f"{compared} of {how_many} pairs of years compared, {failed} differ")
sys.exit(failed > 0 or compared < how_many // 6)
