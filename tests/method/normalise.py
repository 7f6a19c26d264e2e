"""docs/method.md, 2 and 3: values to an indicator's scores."""
import math

from nodes import deviation, half_up, mean, present, quantile, same

TRANSFORMS = {
    "none": lambda x: x,
    "log": lambda x: math.log(x) if x > 0 else None,
    "log1p": lambda x: math.log1p(x) if x > -1 else None,
    "square-root": lambda x: math.sqrt(x) if x >= 0 else None,
    "cube-root": lambda x: math.copysign(abs(x) ** (1 / 3), x),
}


class Normaliser:
    def __init__(self, node, data, pooled):
        self.node, self.data = node, data
        self.settings = node.setting("normalisation")
        self.method = self.settings["method"]
        transform = "log" if self.method == "logarithmic" else node.own.get("transform", "none")
        self.transformed = lambda x: None if x is None else TRANSFORMS[transform](x)
        self.values = [self.distance(self.transformed(x)) for x in data.values[node.code]]
        self.periods = [(rows, range(len(self.values)) if pooled else rows) for rows in data.periods]

    def distance(self, x):
        """From where it is best (3.4)."""
        if x is None or "best_at" not in self.node.own:
            return x
        best = self.node.own["best_at"]
        low, high = best if isinstance(best, list) else (best, best)
        return max(low - x, x - high, 0)

    def scores(self):
        found = [None] * len(self.values)
        for rows, population in self.periods:
            there = present(self.values[row] for row in population)
            for row in rows:
                if self.values[row] is not None:
                    found[row] = self.capped(self.score(self.values[row], there, population))
        digits = self.node.own.get("round", {}).get("digits")
        return found if digits is None else [None if x is None else half_up(x, digits) for x in found]

    def score(self, x, there, population):
        if self.method in ("rank", "borda", "percentile-rank"):
            return self.by_order(x, there)
        if self.method == "z-score":
            z = (x - mean(there)) / deviation(there, self.settings.get("divisor", "n-1"))
            return self.settings.get("mean", 0) + self.settings.get("sd", 1) * (-z if self.node.is_negative() else z)
        low, high = self.node.ends()
        if self.method == "around-reference":
            worst, best = self.worst_and_best(present(self.values), [])
            half = (best - worst) / 2
            return low + (high - low) * (x - self.reference() + half) / (2 * half)
        worst, best = self.worst_and_best(there, population)
        share = (x - worst) / (best - worst)
        return low * (high / low) ** share if self.method == "exponential" else low + (high - low) * share

    def by_order(self, x, there):
        better = (lambda y: y > x) if self.node.is_negative() else (lambda y: y < x)
        ties = sum(same(y, x) for y in there)
        rank = 1 + sum(better(y) and not same(y, x) for y in there)
        if self.settings.get("ties") == "average":
            rank += (ties - 1) / 2
        if self.method != "percentile-rank":
            return rank - (self.method == "borda")
        low, high = self.node.ends()
        return low + (high - low) * (rank - 1) / (len(there) - 1) if len(there) > 1 else None

    def worst_and_best(self, there, population):
        own, goalposts = self.node.own, self.node.own.get("goalposts", {})
        worst, best = (max(there), min(there)) if self.node.is_negative() else (min(there), max(there))
        if "worst" in goalposts:
            return self.transformed(goalposts["worst"]), self.transformed(goalposts["best"])
        if goalposts:
            ends = [quantile(there, share) for share in goalposts["quantiles"]]
            return reversed(ends) if self.node.is_negative() else ends
        if self.method == "distance-to-target":
            return worst, self.transformed(own["target"])
        if self.method == "distance-to-reference":
            return worst, self.of_reference(population)[0]
        return (own.get("worst_distance", worst), 0) if "best_at" in own else (worst, best)

    def reference(self):
        for rows in self.data.periods:
            there = self.of_reference(rows)
            if there:
                return mean(there)

    def of_reference(self, rows):
        unit = self.settings.get("reference_unit")
        return present(self.values[row] for row in rows if unit in (None, self.data.codes[row]))

    def capped(self, score):
        cap = self.node.own.get("cap", "none")
        if score is None or cap == "none":
            return score
        low, high = self.node.ends()
        score = max(score, low) if cap in ("lower", "both") else score
        return min(score, high) if cap in ("upper", "both") else score
