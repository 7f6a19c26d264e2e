"""docs/method.md, 5: children's scores to their node's."""
import itertools
import math

from nodes import CENTRES, half_up, present, same
from weigh import Undecided, solved, weights_of


def power_mean(scores, weights, exponent):
    if any(s < -1e-12 or (s < 1e-12 and exponent <= 0) for s in scores):
        return None
    total = math.fsum(weights)
    if exponent == 0:
        return math.exp(math.fsum(w * math.log(s) for w, s in zip(weights, scores)) / total)
    return (math.fsum(w * max(s, 0) ** exponent for w, s in zip(weights, scores)) / total) ** (1 / exponent)


def mazziotta_pareto(scores, weights, settings):
    if min(scores) < 1e-12:
        return None
    centre = math.fsum(w * s for w, s in zip(weights, scores)) / math.fsum(weights)
    spread = math.fsum(w * (s - centre) ** 2 for w, s in zip(weights, scores)) / math.fsum(weights)
    if settings.get("divisor") == "n-1" and len(scores) > 1:
        spread *= len(scores) / (len(scores) - 1)
    return centre + spread / centre * (1 if settings.get("penalty") == "plus" else -1)


def of_unit(scores, weights, settings):
    """One unit's, from those of its children that it has."""
    method = settings["method"]
    if method == "minimum":
        return min(scores)
    if method == "arithmetic":
        return math.fsum(w * s for w, s in zip(weights, scores)) / math.fsum(weights)
    if method == "mazziotta-pareto":
        return mazziotta_pareto(scores, weights, settings)
    return power_mean(scores, weights, {"geometric": 0, "harmonic": -1}.get(method, settings.get("exponent")))


def copeland(unit, peers, weights, _):
    score = 0
    for other in peers:
        ahead = math.fsum(w * (0 if same(a, b) else math.copysign(1, a - b))
                          for a, b, w in zip(unit, other, weights) if a is not None and b is not None)
        score += (ahead > 1e-9) - (ahead < -1e-9)
    return score


def topsis(unit, peers, weights, _):
    ends = [(max(there, default=0), min(there, default=0)) for there in map(present, zip(*peers))]
    there = [(s, w, *end) for s, w, end in zip(unit, weights, ends) if s is not None]
    from_best, from_worst = (math.sqrt(math.fsum((w * (s - end[k])) ** 2 for s, w, *end in there)) for k in (0, 1))
    return from_worst / (from_best + from_worst) if from_best + from_worst > 0 else None


def grey_relational(unit, peers, weights, settings):
    best = [max(present(column), default=None) for column in zip(*peers)]
    furthest = settings.get("distinguishing", 0.5) * max(b - s for peer in peers for s, b in zip(peer, best) if s is not None)
    if furthest == 0:
        return None
    there = [(w, furthest / (b - s + furthest)) for s, b, w in zip(unit, best, weights) if s is not None]
    return math.fsum(w * x for w, x in there) / math.fsum(w for w, _ in there)


def benefit_of_the_doubt(unit, peers, _, settings):
    """The greatest at a corner of what the weights may be."""
    there = [j for j, s in enumerate(unit) if s is not None]
    own = [unit[j] for j in there]
    low, high = settings.get("shares", [0, 1])
    if min(own) < -1e-12 or (low > 0 and min(own) < 1e-12):
        return None
    low, high, n = min(low, 1 / len(own)), max(high, 1 / len(own)), len(own)
    limits = [([max(peer[j] or 0, 0) for j in there], 1) for peer in peers]
    for j in range(n):
        limits.append(([-1.0 * (i == j) for i in range(n)], 0))
        limits.append(([low * s - own[j] * (i == j) for i, s in enumerate(own)], 0))
        limits.append(([own[j] * (i == j) - high * s for i, s in enumerate(own)], 0))
    best = 0
    for some in itertools.combinations(limits, n):
        try:
            corner = solved([row for row, _ in some], [limit for _, limit in some])
        except Undecided:
            continue
        if all(math.fsum(v * x for v, x in zip(corner, row)) <= limit + 1e-9 for row, limit in limits):
            best = max(best, math.fsum(v * s for v, s in zip(corner, own)))
    return best


AMONG_PEERS = {"copeland": copeland, "topsis": topsis, "grey-relational": grey_relational,
               "benefit-of-the-doubt": benefit_of_the_doubt}


class Aggregator:
    """Scores of a node, from those of the children that count."""

    def __init__(self, node, data, below, pooled):
        self.node, self.data = node, data
        self.settings, self.missing = node.setting("aggregation"), node.inherited["missing"]
        self.children = node.counted
        self.columns = [[self.entering(child, s) for s in below[child.code]] for child in self.children]
        self.weighting = node.setting("weighting")
        self.pooled = pooled or self.weighting.get("pooled", False)

    def entering(self, child, score):
        if score is None:
            return None
        if child.children and child.is_negative():
            score = sum(child.ends()) - score
        return self.mapped(score)

    def line(self):
        """Where the ends of the children's range lie (5.5); None where they stay."""
        if not self.settings.get("inverted") and "on" not in self.settings:
            return None
        low, high = self.children[0].ends()
        to = self.settings.get("on", [low, high])
        return (low, high, *(reversed(to) if self.settings.get("inverted") else to))

    def mapped(self, score):
        line = self.line()
        if line is None:
            return score
        low, high, a, b = line
        return a + (b - a) * (score - low) / (high - low)

    def mapped_back(self, score):
        line = self.line()
        if line is None or score is None:
            return score
        low, high, a, b = line
        return low + (high - low) * (score - a) / (b - a)

    def scores(self):
        found = [None] * len(self.data.codes)
        everywhere = range(len(found))
        for period in self.data.periods:
            rows = everywhere if self.pooled else period
            weights = weights_of(self.children, self.columns, rows, self.weighting)
            scores = self.rescaled(self.of_period(period, weights))
            for row, score in zip(period, scores):
                digits = self.node.own.get("round", {}).get("digits")
                found[row] = score if score is None or digits is None else half_up(score, digits)
        return found

    def of_period(self, period, weights):
        units = [[column[row] for column in self.columns] for row in period]
        covered = [self.is_covered(row, unit, weights) for row, unit in zip(period, units)]
        if isinstance(self.missing, dict):
            units = self.imputed(period, units)
        peers = [unit for unit in units if present(unit)]
        return [self.mapped_back(self.combined(unit, peers, weights)) if is_covered else None
                for unit, is_covered in zip(units, covered)]

    def combined(self, unit, peers, weights):
        if not present(unit) or (self.missing != "reweight" and None in unit):
            return None
        method = self.settings["method"]
        if method in AMONG_PEERS:
            return AMONG_PEERS[method](unit, peers, weights, self.settings)
        return of_unit(present(unit), [w for s, w in zip(unit, weights) if s is not None], self.settings)

    def imputed(self, period, units):
        method = self.missing["impute"]

        def filled(row, child, score):
            if score is not None or self.data.left_out[row] or not self.data.measured[row]:
                return score
            group = self.data.groups[row]
            others = present(unit[child] for r, unit in zip(period, units)
                             if not method.startswith("group") or self.data.groups[r] == group is not None)
            return CENTRES[method.removeprefix("group-")](others) if others else None
        return [[filled(row, child, score) for child, score in enumerate(unit)] for row, unit in zip(period, units)]

    def is_covered(self, row, unit, weights):
        coverage = self.node.own.get("coverage")
        if not coverage:
            return True
        if coverage["of"] == "indicators":
            below = [node for child in self.children for node in counted_indicators(child)]
            there = [self.data.values[node.code][row] is not None for node in below]
            share = sum(there) / len(there)
        else:
            weights = weights if coverage["of"] == "weight" else [1] * len(unit)
            share = math.fsum(w for s, w in zip(unit, weights) if s is not None) / math.fsum(weights)
        return share >= coverage["at_least"] - 1e-12

    def rescaled(self, scores):
        if "rescale" not in self.node.own or not present(scores):
            return scores
        best = max(present(scores))
        if best <= 1e-12:
            return [None] * len(scores)
        return [None if s is None else s * self.node.own["rescale"]["best"] / best for s in scores]


def counted_indicators(node):
    return [node] if not node.children else [one for child in node.counted for one in counted_indicators(child)]
