"""An index computed a second time, from what docs/method.md says alone: slowly, in plain Python, a file a chapter.

Not here: formulas, `optimised` weights, and tolerances but one for numbers that are the same.
"""
from aggregate import Aggregator
from nodes import Node
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
