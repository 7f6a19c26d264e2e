#!/usr/bin/env python3
"""A replicate of `robustness` that varies nothing but which indicator is left out ranks as docs/robustness.md says: as the
index without one of its indicators does, or as the index itself, each computed by the evaluator beside this file.

usage: left_out_test.py PROGRAM SOURCE SCRATCH [HOW MANY INDICES [FIRST SEED]]
"""
import copy
import csv

from trial import Trial, nodes_below
import evaluator
import random_indices

METHODS = ["mazziotta-pareto", "topsis", "grey-relational", "copeland"]
REPLICATES = 60


def as_given(index):
    """Without what robustness keeps as it was: weights found in the data, prepared values."""
    for node in [index, *nodes_below(index)]:
        node.pop("weighting", None)
    index.pop("prepare", None)
    return index


def without(index, code):
    """The index without a node, and without those of which nothing that counts is left; None where nothing is."""
    def kept(node):
        if node["code"] == code:
            return None
        if "children" not in node:
            return node
        children = [child for child in map(kept, node["children"]) if child]
        return {**node, "children": children} if any(child.get("weight", 1) != 0 for child in children) else None
    return kept(copy.deepcopy(index))


def raw_ranks(trial, index, titles, rows):
    """By replicate the ranks of units as text; nothing where the index or its data are refused."""
    raw = trial.scratch / "raw.csv"
    text = trial.output("robustness", trial.write_csv("values.csv", [titles, *rows]), "-i", trial.write_json("index.json", index),
                        "--weights", 0, "--normalise", "own", "--aggregate", "own", "--missing", "own", "--leave-out",
                        "--replicates", REPLICATES, "--raw", raw, "-f", "csv")
    if text is None:
        return None
    with open(raw, encoding="utf-8", newline="") as file:
        return [{code: rank for code, rank in row.items() if code != "replicate"} for row in csv.DictReader(file)]


def expected_ranks(index, titles, rows, codes):
    """Among the units that have a score by the index as it is."""
    at = titles.index("code")
    scores = evaluator.scores(index, titles, rows)["total"]
    there = [i for i, row in enumerate(rows) if row[at] in codes]
    ranks = evaluator.ranks({i: scores[i] for i in there}, there)
    return {rows[i][at]: "" if ranks[i] is None else str(ranks[i]) for i in there}


trial = Trial(200)
for seed in trial.seeds:
    index, titles, rows, _ = random_indices.make(seed, METHODS, everything=True)
    found = None if "period" in titles else raw_ranks(trial, as_given(index), titles, rows)
    if not found:
        continue
    indices = [index, *(without(index, node["code"]) for node in nodes_below(index) if "children" not in node)]
    expected = [expected_ranks(one, titles, rows, found[0]) for one in indices if one]
    trial.compare(seed, (f"replicate {i + 1}: {ranks}" for i, ranks in enumerate(found) if ranks not in expected))
trial.end("indices", at_least=0.15)
