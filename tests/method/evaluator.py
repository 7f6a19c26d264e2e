"""An index computed a second time, from what docs/method.md says alone: slowly, in plain Python, a file a chapter.

Not here: formulas, `optimised` weights, and tolerances but one for numbers that are the same.
"""
from aggregate import Aggregator
from nodes import Node, present, same
from normalise import Normaliser
from prepare import Data


def scores(index, titles, rows, pooled=False):
    """By node's code its scores in the order of the rows, None where there is none. Raises weigh.Undecided."""
    root = Node(index)
    data = Data(root, titles, rows)
    found = {node.code: Normaliser(node, data, pooled).scores() for node in data.indicators}
    for node in reversed(data.nodes):
        if node.children:
            found[node.code] = Aggregator(node, data, found, pooled).scores()
    return found


def ranks(scores, rows):
    """Chapter 6, of the rows of a period: by row its rank, None without a score."""
    there = present(scores[row] for row in rows)
    return {row: None if scores[row] is None else 1 + sum(s > scores[row] and not same(s, scores[row]) for s in there)
            for row in rows}


def tier(score, cuts):
    """From 1 on; None without a score."""
    return None if score is None else 1 + sum(score < cut and not same(score, cut) for cut in cuts)
