#!/usr/bin/env python3
"""The causes that `change` gives of random years are those of docs/explain.md: Shapley's values over the sixteen mixtures
of old and new, each computed by the evaluator beside this file.

usage: change_test.py PROGRAM SOURCE SCRATCH [HOW MANY YEARS [FIRST SEED]]
"""
import copy
import itertools
import json
import random

from trial import Trial, is_value, nodes_below
import evaluator
import random_indices
import weigh

METHODS = ["mazziotta-pareto", "topsis", "grey-relational", "copeland"]
CAUSES = ["own", "others", "method", "units"]
MOST_UNITS = 20


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


def by_program(trial, years):
    """By unit what changed; nothing where a year is refused."""
    text = trial.output("change", *(trial.write_json(f"{i}.json", dataset(*year)) for i, year in enumerate(years)), "-f", "json")
    return text and {unit["code"]: unit for unit in json.loads(text)["changes"]}


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


trial = Trial(100)
for seed in trial.seeds:
    rng = random.Random(seed)
    index, titles, rows, _ = random_indices.make(seed, METHODS, everything=True)
    if "period" in titles or len(rows) > MOST_UNITS:
        continue
    years = [(index, titles, rows), (rng.choice([index, with_other_method(rng, index)]), titles, next_year(rng, titles, rows))]
    changes = by_program(trial, years)
    if changes is None:
        continue
    mixtures = Mixtures(years)
    try:
        expected = {code: mixtures.causes(code) for code in changes if all(code in rows for rows in mixtures.rows)}
    except weigh.Undecided:
        continue
    trial.compare(seed, (f"{cause} of {code}: {changes[code]['score_' + cause]}, expected {share}"
                         for code, shares in expected.items() for cause, share in zip(CAUSES, shares)
                         if differs(changes[code]["score_" + cause], share)))
trial.end("pairs of years", at_least=0.15)
