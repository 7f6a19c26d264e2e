"""Nodes with their settings, and what all chapters reckon with."""
import math
from decimal import ROUND_FLOOR, Decimal

INHERITED = {"normalisation": "min-max", "aggregation": "arithmetic", "missing": "reweight", "weighting": "given"}
ON_ONE = ("topsis", "grey-relational", "benefit-of-the-doubt")                 # whose scores are from 0 to 1
RANGES = {"min-max": [0, 100], "around-reference": [70, 130], "exponential": [60, 100], "logarithmic": [60, 100]}


class Node:
    def __init__(self, own, above=None, parent=None):
        self.own, self.parent = own, parent
        self.inherited = {**(above or INHERITED), **{key: own[key] for key in INHERITED if key in own}}
        self.children = [Node(child, self.inherited, self) for child in own.get("children", [])]

    code = property(lambda self: self.own["code"])
    weight = property(lambda self: self.own.get("weight", 1))
    counted = property(lambda self: [child for child in self.children if child.weight != 0])

    def setting(self, key):
        value = self.inherited[key]
        return value if isinstance(value, dict) else {"method": value}

    def is_negative(self):
        goalposts = self.own.get("goalposts", {})
        if "worst" in goalposts:
            return goalposts["worst"] > goalposts["best"]
        return "best_at" in self.own or self.own.get("direction") == "negative"

    def all(self):
        return [self] + [node for child in self.children for node in child.all()]

    def indicators(self):
        return [node for node in self.all() if not node.children]

    def ends(self):
        """Between which its scores lie (5.5, 5.6), or of a z-score what lies as far to both sides of the mean."""
        if not self.children:
            settings = self.setting("normalisation")
            if settings["method"] == "z-score":
                return settings.get("mean", 0), settings.get("mean", 0)
            return settings.get("range", RANGES.get(settings["method"], [0, 1]))
        return (0, 1) if self.setting("aggregation")["method"] in ON_ONE else self.counted[0].ends()


def same(a, b):
    return abs(a - b) <= 1e-12 * max(1, abs(a), abs(b))


def present(numbers):
    return [number for number in numbers if number is not None]


def mean(numbers):
    return math.fsum(numbers) / len(numbers)


def quantile(numbers, share):
    numbers = sorted(numbers)
    place = (len(numbers) - 1) * share
    below = math.floor(place)
    return numbers[below] + (place - below) * (numbers[min(below + 1, len(numbers) - 1)] - numbers[below])


def deviation(numbers, divisor="n-1"):
    centre = mean(numbers)
    return math.sqrt(math.fsum((x - centre) ** 2 for x in numbers) / (len(numbers) - (divisor == "n-1")))


CENTRES = {"mean": mean, "median": lambda numbers: quantile(numbers, 0.5)}


def half_up(number, digits):
    number = Decimal(repr(float(f"{number:.15g}"))).scaleb(digits)
    whole = (number + Decimal("0.5") + Decimal("1e-9")).to_integral_value(ROUND_FLOOR)
    return float(whole.scaleb(-digits))
