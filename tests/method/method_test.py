#!/usr/bin/env python3
"""What the program computes of random indices is what docs/method.md says: an evaluator written from that page alone gives
the same scores at every node, and of the total the same ranks and tiers.

usage: method_test.py PROGRAM SOURCE SCRATCH [HOW MANY INDICES [FIRST SEED]]
"""
import csv
import io

from trial import Trial
import evaluator
import random_indices
import weigh

METHODS = ["mazziotta-pareto", "topsis", "grey-relational", "copeland", "benefit-of-the-doubt"]
MOST_CHILDREN = 3  # that a corner is looked for of: see aggregate.benefit_of_the_doubt


def depth(node):
    return 1 + max(map(depth, node["children"])) if "children" in node else 0


def is_too_slow(node):
    method = node.get("aggregation", "")
    method = method["method"] if isinstance(method, dict) else method
    return (method == "benefit-of-the-doubt" and len(node["children"]) > MOST_CHILDREN or
            any(map(is_too_slow, node.get("children", []))))


def by_program(trial, index, titles, rows, pooled):
    """By period and unit the row of the ranking; nothing where the index or its data are refused."""
    text = trial.output("compute", trial.write_csv("values.csv", [titles, *rows]), "-i", trial.write_json("index.json", index),
                        "-f", "csv", "--header", "code", "--depth", depth(index), *(["--pooled"] if pooled else []))
    return text and {(row.get("period"), row["code"]): row for row in csv.DictReader(io.StringIO(text))}


def differences(found, expected, titles, rows):
    for code, column in expected.items():
        for row, score in zip(rows, column):
            row = dict(zip(titles, row))
            text = found[row.get("period"), row["code"]][code]
            own = float(text) if text else None
            if (own is None) != (score is None) or own is not None and abs(own - score) > 1e-8 * max(1, abs(score)):
                yield f"{code} of {row['code']} {row.get('period', '')}: {own}, expected {score}"


def is_close(score, others):
    """Whether one lies so near that another test has to say whether the two are the same."""
    return score is not None and any(1e-14 * abs(score) < abs(score - other) < 1e-9 * abs(score) for other in others)


def places(found, scores, titles, rows, index):
    """Ranks and tiers of the total that are others than its scores say."""
    of = [dict(zip(titles, row)) for row in rows]
    own = [found[row.get("period"), row["code"]] for row in of]
    for label in dict.fromkeys(row.get("period") for row in of):
        period = [i for i, row in enumerate(of) if row.get("period") == label]
        for i, rank in evaluator.ranks(scores, period).items():
            cuts = index["tiers"]["cuts"]
            if is_close(scores[i], [*cuts, *(scores[other] for other in period if scores[other] is not None)]):
                continue
            tier = evaluator.tier(scores[i], cuts)
            expected = ["" if place is None else str(place) for place in (rank, tier)]
            if [own[i]["rank"], own[i]["tier"]] != expected:
                yield f"rank and tier of {of[i]['code']} {label or ''}: {own[i]['rank']}, {own[i]['tier']}, expected {expected}"


trial = Trial(120)
for seed in trial.seeds:
    index, titles, rows, pooled = random_indices.make(seed, METHODS, everything=True)
    found = None if is_too_slow(index) else by_program(trial, index, titles, rows, pooled)
    if found is None:
        continue
    try:
        expected = evaluator.scores(index, titles, rows, pooled)
    except weigh.Undecided:
        continue
    trial.compare(seed, [*differences(found, expected, titles, rows), *places(found, expected["total"], titles, rows, index)])
trial.end("indices", at_least=0.25)
