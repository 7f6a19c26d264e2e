"""Indices and tables of values, made at random: the same ones from the same seed."""
import random

GAP = 0.1
WEIGHTINGS = ["pca", "entropy", {"method": "entropy", "shift": 0.01}, "critic", "standard-deviation",
              "coefficient-of-variation", "factor-analysis", {"method": "factor-analysis", "components": 1}]
KEYS = {  # that a method of aggregation may have
    "mazziotta-pareto": [{"penalty": "plus"}, {"divisor": "n-1"}],
    "grey-relational": [{"distinguishing": 0.3}, {"distinguishing": 1}],
    "benefit-of-the-doubt": [{"shares": [0, 0.7]}, {"shares": [0.05, 0.8]}],
}


def weight(rng):
    return rng.choice([1, 1, 2, 3, 0.5, 0.15])


def tidy(node):
    """Not all siblings may have a weight of 0."""
    children = node["children"]
    if all(child.get("weight", 1) == 0 for child in children):
        children[0]["weight"] = 1
    return node


class Maker:
    def __init__(self, seed, more_methods=(), everything=False):
        self.everything = everything  # what no query states, but no formulas
        self.rng = random.Random(seed)
        rng = self.rng
        self.methods = ["arithmetic", "arithmetic", "minimum", "geometric", "harmonic", "power", *more_methods]
        self.periods = rng.choice([[None], [None], ["2019", "2020"], ["2018", "2019", "2020"]])
        self.inputs = ["population", "area"]
        self.leaves = []
        self.has_groups = rng.random() < 0.5
        self.is_positive = rng.random() < 0.5  # scores that any mean takes
        self.pooled = len(self.periods) > 1 and rng.random() < 0.4
        self.by_line = rng.random() < 0.75

    def chance(self, share):
        return self.rng.random() < share

    def normalisation(self):
        rng = self.rng
        low = 1 if self.is_positive else rng.choice([0, 0, 50, -10])
        ranged = {"range": [low, rng.choice([100, 100, 60.5])]}
        if not self.by_line and self.chance(0.5):
            method = rng.choice(["rank", "borda", "percentile-rank"])
            setting = {"method": method, "ties": rng.choice(["minimum", "average"])}
            return {**setting, **ranged} if method == "percentile-rank" else setting
        if self.chance(0.15):
            return {"method": "z-score", "mean": 50, "sd": 10, "divisor": rng.choice(["n", "n-1"])}
        if self.chance(0.1):
            return {"method": "exponential"}
        if self.chance(0.1):
            return {"method": "logarithmic"}
        if self.chance(0.1):
            return {"method": "distance-to-max", **ranged}
        if self.chance(0.1):
            return {"method": "distance-to-reference", "reference_unit": "u3", **ranged}
        if self.chance(0.1):
            return {"method": "around-reference"}
        return {"method": "min-max", **ranged}

    def aggregation(self):
        rng = self.rng
        method = rng.choice(self.methods)
        if self.everything and method in KEYS and self.chance(0.6):
            return {"method": method, **rng.choice(KEYS[method])}
        if method == "power":
            method = {"method": "power", "exponent": rng.choice([2, 0.5, -2, 0, 3])}
        if self.chance(0.2):
            method = method if isinstance(method, dict) else {"method": method}
            method["inverted"] = self.chance(0.5)
            method["on"] = rng.choice([[1, 10], [1, 100], [0.5, 2]])
        return method

    def missing(self):
        kind = self.rng.choice(["reweight", "reweight", "none", "mean", "median", "group-mean", "group-median"])
        if kind in ("reweight", "none"):
            return kind
        if kind.startswith("group"):
            return {"impute": kind, "group": "region"} if self.has_groups else "none"
        return {"impute": kind}

    def leaf(self, code):
        rng = self.rng
        node = {"code": code, "name": code.upper() + " name", "weight": weight(rng)}
        if self.chance(0.08):
            node["weight"] = 0
        if self.chance(0.3):
            node["direction"] = "negative"
        if self.chance(0.15):
            node["transform"] = rng.choice(["log", "log1p", "square-root", "cube-root"])
        if self.chance(0.2):
            node["normalisation"] = self.normalisation()
        kind = rng.random()
        if kind < 0.12 and self.by_line:
            ends = rng.choice([[0.5, 95], [20, 85], [10, 60]])
            if node.get("direction") == "negative":
                ends.reverse()
            node["goalposts"] = {"worst": ends[0], "best": ends[1]}
            node["normalisation"] = {"method": "min-max", "range": [1, 100]}
            node["cap"] = rng.choice(["none", "lower", "upper", "both"])
        elif kind < 0.2 and self.by_line:
            node["normalisation"] = {"method": "min-max", "range": [1, 100]}
            node["quantiles" if "goalposts" not in node else "cap"] = [0.05, 0.9]
            node["goalposts"] = {"quantiles": node.pop("quantiles")}
            node["cap"] = rng.choice(["both", "none"])
        elif kind < 0.26:
            node.pop("direction", None)
            node.pop("transform", None)
            node["best_at"] = rng.choice([50, [40, 60]])
        elif kind < 0.32 and self.by_line:
            node["normalisation"] = {"method": "distance-to-target"}
            node["target"] = 0.01 if node.get("direction") == "negative" else 120
        if self.chance(0.1):
            node["denominator"] = "population"
        elif not self.everything and self.chance(0.12):
            node["formula"] = self.formula()
        if self.chance(0.1):
            node["round"] = {"digits": rng.choice([0, 1, 3])}
        self.leaves.append(node)
        return node

    def formula(self):
        rng = self.rng
        some = ["population / area", "sqrt(population) + ln(area) * 2", "if(area > 5, population, area ^ 2)",
                "clamp(population, 10, 60) - min(area, 4)", "mean(population, area, 3)", "coalesce(area, population / 3)",
                "population / unit_sum(population) * 100", "abs(area - unit_mean(area)) + 1",
                "max(population, area) / exp(area / 50)", "(population >= 50) * 3 + area"]
        read = [leaf["code"] for leaf in self.leaves if "formula" not in leaf]
        if read:
            some.append(f"{rng.choice(read)} / population + 1")
        if self.periods[0]:
            some += ["population / lag(population) - 1", "area - lag(coalesce(area, 3) / population)",
                     "population / lag(unit_sum(population))"]
        return rng.choice(some)

    def inner(self, code, children):
        rng = self.rng
        node = {"code": code, "name": code + " name", "weight": weight(rng), "aggregation": self.aggregation(),
                "missing": self.missing(), "children": children}
        if self.chance(0.15):
            node["direction"] = "negative"
        if self.chance(0.25):
            node["coverage"] = {"of": rng.choice(["weight", "children", "indicators"]),
                                "at_least": rng.choice([0.5, 0.66, 0.9])}
        if self.chance(0.25):
            node["round"] = {"digits": rng.choice([0, 1, 2, 3])}
        if self.chance(0.1):
            node["rescale"] = {"best": 100}
        if self.chance(0.15):
            node["weighting"] = "equal"
        elif self.everything and self.chance(0.4):
            node["weighting"] = self.weighting()
        tidy(node)
        if not self.everything and self.chance(0.1) and len(children) > 1:
            codes = [child["code"] for child in children]
            node["aggregation"] = {"formula": rng.choice(["{0} / {1}", "mean({0}, {1}) - {1} / 10",
                                                          "{0} * 2 + max({0}, {1})"]).format(*codes)}
            node.pop("missing")
            for child in children:
                child.pop("weight", None)
        return node

    def index(self):
        rng = self.rng
        children = []
        for pillar in range(rng.randint(2, 4)):
            leaves = [self.leaf(f"i{pillar}{k}") for k in range(rng.randint(1, 4))]
            children.append(self.inner(f"p{pillar}", leaves))
        root = self.inner("total", children)
        for key in ("weight", "direction"):
            root.pop(key, None)
        root.update({"format": "iiindex/index/1", "normalisation": self.normalisation(),
                     "inputs": [{"code": code, "name": code} for code in self.inputs],
                     "tiers": {"cuts": [70, 50, 25], "names": ["a", "b", "c", "d"]}})
        steps = []
        if self.chance(0.2):
            steps.append(rng.choice([{"impute": "mean"}, {"impute": "median"}]))
        if self.has_groups and self.chance(0.2):
            steps.append({"impute": rng.choice(["group-mean", "group-median"]), "group": "region"})
        if self.chance(0.15):
            steps.append({"screen": {"at_least": 0.6}})
        if self.everything and self.chance(0.3):
            steps.append(self.step())
        rng.shuffle(steps)
        if steps:
            root["prepare"] = steps
        return root

    def weighting(self):
        rng = self.rng
        one = rng.choice(WEIGHTINGS)
        if self.chance(0.25):
            one = {"method": "combined", "of": rng.sample(WEIGHTINGS + ["given"], 2),
                   "by": rng.choice(["product", "mean", "least-squares"])}
        if len(self.periods) > 1 and self.chance(0.3):
            one = {**(one if isinstance(one, dict) else {"method": one}), "pooled": True}
        return one

    def step(self):
        rng = self.rng
        if self.periods[0] and self.chance(0.5):
            return {"impute": rng.choice(["carry-forward", "linear"])}
        if self.chance(0.5):
            return {"impute": "row-mean"}
        return {"treat": {"winsorise": rng.choice([1, 3, 5]), "skewness": rng.choice([1, 2]),
                          "kurtosis": rng.choice([1, 3.5]), "then": rng.choice(["log", "log-both", "none", "none"])}}

    def number(self, kind):
        rng = self.rng
        if kind == "tied":
            return str(rng.randint(1, 6))
        if kind == "whole":
            return str(rng.randint(1, 100))
        if kind == "skewed":
            return repr(round(rng.lognormvariate(2, 1), 3))
        return repr(round(rng.uniform(1, 100), rng.choice([1, 1, 6])))

    def table(self):
        """The titles, and a row a unit and period; what is missing is empty."""
        rng = self.rng
        columns = self.inputs + [leaf["code"] for leaf in self.leaves if "formula" not in leaf]
        kinds = {column: rng.choice(["tied", "whole", "skewed", "real"]) for column in columns}
        titles = ["code", "name"] + (["period"] if self.periods[0] else [])
        titles += (["group:region"] if self.has_groups else []) + columns
        rows = []
        units = rng.randint(8, 24)
        for period in self.periods:
            for unit in range(units):
                if len(self.periods) > 1 and unit > 4 and rng.random() < 0.1:
                    continue
                row = [f"u{unit}", f"Unit {unit}"] + ([period] if period else [])
                if self.has_groups:
                    row.append("" if rng.random() < 0.05 else f"r{unit % 3}")
                gap = 1 if rng.random() < 0.03 else GAP
                row += ["" if rng.random() < gap else self.number(kinds[column]) for column in columns]
                rows.append(row)
            rows.append([f"twin{period or ''}", "Twin"] + rows[-1][2:])  # a tie
        return titles, rows


def make(seed, more_methods=(), everything=False):
    maker = Maker(seed, more_methods, everything)
    return maker.index(), *maker.table(), maker.pooled
