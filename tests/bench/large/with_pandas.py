#!/usr/bin/python3
"""The same ranking with pandas.

usage: with_pandas.py INDEX TABLE OUTPUT

Reads with the C engine, the faster one of those that pandas has without pyarrow, its columns told beforehand;
then computes on whole columns. pandas uses one thread for all of this.
"""

import json
import sys

import numpy as np
import pandas as pd


def leaves(node):
    children = node.get("children")
    return [leaf for child in children for leaf in leaves(child)] if children else [node]


def indicator_score(node, values, low, high):
    """Min-max over the units; a negative indicator's least value is its best."""
    least, greatest = np.nanmin(values), np.nanmax(values)
    slope = (high - low) / (greatest - least)
    if node["direction"] == "negative":
        return high - (values - least) * slope
    return low + (values - least) * slope


def weighted_mean(weights, scores):
    """Over the children that have a score; NaN where none has."""
    if len(scores) == 1:
        return scores[0]
    total = np.zeros_like(scores[0])
    measured = np.zeros_like(scores[0])
    for weight, score in zip(weights, scores):
        present = ~np.isnan(score)
        np.add(total, weight * score, out=total, where=present)
        np.add(measured, weight, out=measured, where=present)
    with np.errstate(invalid="ignore"):
        return total / measured


def node_score(node, values, low, high, kept):
    """The scores of a node; those of the primary indices are put into `kept` on the way."""
    if "children" not in node:
        return indicator_score(node, values.pop(node["code"]).to_numpy(), low, high)
    scores = [node_score(child, values, low, high, kept) for child in node["children"]]
    score = weighted_mean([child["weight"] for child in node["children"]], scores)
    if node["code"] in kept:
        kept[node["code"]] = score
    return score


def tiers(scores, cuts):
    """1 is the best; the cut belongs to the better one."""
    tier = pd.array(len(cuts) + 1 - np.searchsorted(np.sort(cuts), scores, side="right"), dtype="Int64")
    tier[np.isnan(scores)] = pd.NA
    return tier


def main(index_file, table_file, output):
    with open(index_file, encoding="utf-8") as file:
        index = json.load(file)
    types = {"code": str, **{leaf["code"]: np.float64 for leaf in leaves(index)}}
    values = pd.read_csv(table_file, engine="c", dtype=types, low_memory=False)

    kept = {child["code"]: None for child in index["children"]}
    low, high = index["normalisation"]["range"]
    result = pd.DataFrame({"code": values.pop("code")})
    result["iii"] = node_score(index, values, low, high, kept)
    for code, score in kept.items():
        result[code] = score

    result.insert(0, "rank", result["iii"].rank(method="min", ascending=False).astype("Int64"))
    result.insert(1, "tier", tiers(result["iii"].to_numpy(), index["tiers"]["cuts"]))
    result.sort_values("rank", kind="stable", na_position="last").to_csv(output, index=False)


main(*sys.argv[1:])
