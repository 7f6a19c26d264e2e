"""docs/method.md, 1: values and what is done to them before they have a scale."""
import math

from nodes import CENTRES, mean, present, same


class Data:
    """Values by indicator, and what they are of; periods are lists of rows."""

    def __init__(self, root, titles, rows):
        table = [dict(zip(titles, row)) for row in rows]
        self.indicators, self.nodes = root.indicators(), root.all()
        self.codes = [row["code"] for row in table]
        self.labels = [row.get("period") for row in table]
        self.groups = [row.get("group:region") or None for row in table]
        self.periods = [[i for i, one in enumerate(self.labels) if one == label] for label in dict.fromkeys(self.labels)]
        self.left_out = [False] * len(table)
        column = lambda title: [float(row[title]) if row[title] else None for row in table]
        self.values = {node.code: column(node.code) for node in self.indicators}
        for node in self.indicators:
            if "denominator" in node.own:
                self.values[node.code] = [None if x is None or not by else x / by for x, by in
                                          zip(self.values[node.code], column(node.own["denominator"]))]
        for step in root.own.get("prepare", []):
            (kind, settings), = [(key, step[key]) for key in ("impute", "screen", "treat") if key in step]
            {"impute": self.impute, "screen": self.screen, "treat": self.treat}[kind](settings)
        self.measured = [self.has_any(row) for row in range(len(table))]

    def has_any(self, row):
        return any(column[row] is not None for column in self.values.values())

    def impute(self, method):
        has_any = [self.has_any(row) for row in range(len(self.codes))]
        filled = {code: list(column) for code, column in self.values.items()}
        for node in self.indicators:
            for period in self.periods:
                live = [row for row in period if not self.left_out[row]]
                for row in live:
                    if self.values[node.code][row] is None and (has_any[row] or method in ("carry-forward", "linear")):
                        filled[node.code][row] = self.put_in(node, row, live, method)
        self.values = filled

    def put_in(self, node, row, live, method):
        column = self.values[node.code]
        if method in ("carry-forward", "linear"):
            return self.between_periods(column, row, method)
        if method == "row-mean":
            return self.by_siblings(node, row, live)
        others = [r for r in live if not method.startswith("group") or self.groups[r] == self.groups[row] is not None]
        there = present(column[r] for r in others)
        return CENTRES[method.removeprefix("group-")](there) if there else None

    def between_periods(self, column, row, method):
        now = int(self.labels[row])
        known = sorted((int(self.labels[r]), x) for r, x in enumerate(column)
                       if self.codes[r] == self.codes[row] and x is not None)
        before, after = [k for k in known if k[0] < now], [k for k in known if k[0] > now]
        if method == "carry-forward":
            return before[-1][1] if before else None
        if not before or not after:
            return None
        (then, old), (later, new) = before[-1], after[0]
        return old + (new - old) * (now - then) / (later - then)

    def by_siblings(self, node, row, live):
        def ends(of):
            there = present(self.values[of.code][r] for r in live)
            if not there or same(min(there), max(there)):
                return None
            return (max(there), min(there)) if of.is_negative() else (min(there), max(there))
        shares = []
        for sibling in node.parent.children:
            value, scale = None if sibling.children else self.values[sibling.code][row], None
            if value is not None:
                scale = ends(sibling)
            if scale:
                shares.append((value - scale[0]) / (scale[1] - scale[0]))
        own = ends(node)
        return own[0] + mean(shares) * (own[1] - own[0]) if own and shares else None

    def screen(self, settings):
        for row in range(len(self.codes)):
            there = sum(column[row] is not None for column in self.values.values())
            if there / len(self.values) < settings["at_least"] - 1e-12:
                self.left_out[row] = True
                for column in self.values.values():
                    column[row] = None

    def treat(self, settings):
        for column in self.values.values():
            for period in self.periods:
                rows = [row for row in period if column[row] is not None]
                for row, x in zip(rows, treated([column[row] for row in rows], settings)):
                    column[row] = x


def shape(numbers):
    n, centre = len(numbers), mean(numbers)
    m2, m3, m4 = (mean([(x - centre) ** k for x in numbers]) for k in (2, 3, 4))
    skewness = m3 / m2 ** 1.5 * math.sqrt(n * (n - 1)) / (n - 2)
    return skewness, ((n + 1) * (m4 / m2 ** 2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))


def treated(numbers, settings):
    def passes(some):
        if len(some) < 4 or same(min(some), max(some)):
            return True
        skewness, kurtosis = shape(some)
        return abs(skewness) < settings["skewness"] or kurtosis < settings["kurtosis"]
    moved = list(numbers)
    while not passes(moved) and sum(x != y for x, y in zip(numbers, moved)) < settings["winsorise"]:
        extreme, *others = sorted(set(moved), reverse=shape(moved)[0] >= 0)
        moved = [others[0] if x == extreme else x for x in moved]
    if passes(moved) or settings["then"] == "none":
        return moved
    least, most = min(numbers), max(numbers)
    shift = 0.01 * (most - least)
    if settings["then"] == "log" or shape(numbers)[0] >= 0:
        return [math.log(x - least + shift) for x in numbers]
    return [-math.log(most + shift - x) for x in numbers]
