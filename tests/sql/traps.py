"""Cases that are about the query more than about an index: what engines do differently, and what options ask for."""
import copy

import cases

NAMES = {"code": 'unit "code"', "name": "naïve `name`", "period": "select", "gdp": "order", "GDP": "人均 GDP",
         "from": "it's", "group:region": "Group", "rank_": "a\\b"}


def leaf(code, **settings):
    return {"code": code, "name": settings.pop("name", code), **settings}


def index_of(*children, **settings):
    return {"format": "iiindex/index/1", "code": "total", "name": "Total",
            "normalisation": {"method": "min-max", "range": [0, 100]},
            "tiers": {"cuts": [75, 50], "names": ["a", "b", "c"]}, **settings, "children": list(children)}


def not_numbers():
    """NaN and infinity in the table are missing, and so is x / 0."""
    index = index_of(leaf("a"), leaf("b", denominator="by"), leaf("c", formula="ln(a) + 1 / (by - 2) + sqrt(a - 3)"),
                     inputs=[{"code": "by", "name": "by"}])
    rows = [["u1", "1", "10", "0"], ["u2", "nan", "20", "2"], ["u3", "3.5", "inf", "5"], ["u4", "4", "-inf", "4"],
            ["u5", "5", "7", "1"], ["u6", "nan", "nan", "nan"], ["u7", "0", "3", "3"]]
    case = ("not_numbers", index, ["code", "name", "a", "b", "by"], [[row[0], "N " + row[0], *row[1:]] for row in rows])
    return case, {"seen": lambda cell: "" if cell in ("nan", "inf", "-inf") else cell}


def halves():
    """Halves are rounded up, those below zero too, and what arithmetic has lost of one is put back."""
    index = index_of(leaf("a", goalposts={"worst": 0, "best": 100}, normalisation={"method": "min-max", "range": [0, 100]},
                          round={"digits": 0}),
                     leaf("b", goalposts={"worst": 0, "best": 10}, normalisation={"method": "min-max", "range": [-5, 5]},
                          round={"digits": 1}),
                     leaf("c", goalposts={"worst": 0, "best": 1}, normalisation={"method": "min-max", "range": [0, 1]},
                          round={"digits": 2}), round={"digits": 1})
    rows = [[f"u{k}", f"N{k}", str(k + 0.5), str(k / 4 + 0.05), repr(round(0.005 + 0.01 * k, 3))] for k in range(24)]
    return ("halves", index, ["code", "name", "a", "b", "c"], rows), {}


def whole_numbers():
    """Nothing is divided as whole numbers are, not even counts."""
    index = index_of(leaf("a", formula="x / y"), leaf("b", denominator="y"), leaf("x"),
                     leaf("n", normalisation={"method": "percentile-rank", "range": [0, 100]}),
                     inputs=[{"code": "y", "name": "y"}], aggregation="geometric", normalisation={
                         "method": "min-max", "range": [1, 100]})
    rows = [[f"u{k}", f"N{k}", str(k), str(k % 3 + 2), str(10 - k), str(k // 2)] for k in range(1, 8)]
    return ("whole_numbers", index, ["code", "name", "x", "y", "b", "n"], rows), {}


def gaps():
    """Units, nodes, groups and group-mates of which nothing is there."""
    mean = {"impute": "group-mean", "group": "region"}
    index = index_of({"code": "p", "name": "P", "missing": mean, "children": [leaf("a"), leaf("b")]},
                     {"code": "q", "name": "Q", "missing": {"impute": "group-median", "group": "region"},
                      "children": [leaf("c"), leaf("d", direction="negative")]}, missing="none")
    rows = [["u1", "north", "1", "5", "", "3"], ["u2", "north", "", "2", "", "1"], ["u3", "south", "3", "", "4", ""],
            ["u4", "south", "4", "", "9", "8"], ["u5", "", "5", "1", "2", ""], ["u6", "east", "", "7", "6", "2"],
            ["u7", "east", "", "", "", ""], ["u8", "north", "2", "", "", "5"]]
    return ("gaps", index, ["code", "name", "group:region", "a", "b", "c", "d"],
            [[row[0], "N " + row[0], *row[1:]] for row in rows]), {}


def names():
    """Reserved words, quotes, names that differ by case alone or are not Latin; a name that would end a remark."""
    index = index_of({"code": "select", "name": "选择\n*/ -- \"';", "children": [leaf("gdp"), leaf("GDP", name="it's -- \\")]},
                     {"code": "order", "name": "群", "missing": {"impute": "group-mean", "group": "region"},
                      "children": [leaf("from"), leaf("rank_", direction="negative")]})
    rows = [[f"it's {k}\\", f'"N" `{k}` 北京', "2019" if k < 5 else "2020", "ü'" if k % 2 else "ß",
             str(k), str(k * k % 7), "" if k == 3 else str(9 - k), str(k % 4 + k)] for k in range(10)]
    return ("names", index, ["code", "name", "period", "group:region", "gdp", "GDP", "from", "rank_"], rows), \
        {"columns": NAMES}


def letters():
    """Columns that are called as the query calls its steps where it joins them."""
    index = index_of({"code": "r", "name": "R", "children": [leaf("a"), leaf("t", direction="negative")]},
                     {"code": "f", "name": "F", "missing": {"impute": "group-mean", "group": "region"}, "children": [
                         leaf("l", formula="coalesce(lag(x), p) + x + g"), leaf("v", denominator="p")]},
                     inputs=[{"code": code, "name": code} for code in "xpg"])
    rows = [[f"u{k // 2}", f"N{k // 2}", str(2019 + k % 2), f"g{k // 4}", str(k * k % 7 + 1), str(k % 5), str(k % 4 + k),
             str(k % 3 + 2), "" if k == 3 else str(k + 3), str(k % 2 + 1)] for k in range(16)]
    return ("letters", index, ["code", "name", "period", "group:region", "a", "t", "x", "p", "v", "g"], rows), {}


def ties():
    """Scores that differ by what arithmetic loses share a rank, as those in a row of such do not count as one."""
    index = index_of(leaf("a", weight=0.1), leaf("b", weight=0.2), leaf("c", weight=0.3, direction="negative"))
    rows = [["u1", "90.2", "90.1", "90.0"], ["u2", "90.1", "90.0", "89.8"], ["u3", "90.0", "90.2", "90.1"],
            ["u4", "90.2", "90.1", "90.0"], ["u5", "1000000000.1", "1", "3"], ["u6", "1000000000.2", "1", "3"]]
    rows += [[f"v{k}", repr(0.1 * k), repr(0.3 - 0.1 * k if k < 3 else 0.2), "0.3"] for k in range(6)]
    return ("ties", index, ["code", "name", "a", "b", "c"], [[row[0], "N", *row[1:]] for row in rows]), {}


def earlier():
    """Looking back: over periods that a unit or everybody lacks, in a row, at what is there without a value."""
    inputs = [{"code": c, "name": c.upper()} for c in ("x", "y")]
    formulas = ["x / lag(x) - 1", "lag(lag(x)) - lag(x, 2)", "x - lag(lag(x, 1), 2)", "lag(coalesce(x, 3)) + y",
                "lag(if(y > 2, x, 5) / y, 3)", "x - lag(mean(x, lag(y), 4), 2)", "lag(unit_mean(x)) - y"]
    children = [leaf(f"i{k}", formula=formula, goalposts={"worst": -9, "best": 9}) for k, formula in enumerate(formulas)]
    index = index_of(*children, inputs=inputs)
    rows = []
    for k in range(8):
        for period in (2015, 2016, 2018, 2019, 2020):
            if (k + period) % 5 == 0 or (k == 3 and period < 2019):
                continue
            x = "" if (k * period) % 7 == 0 else str(1 + (3 * k + period) % 11)
            rows.append([f"u{k}", f"N{k}", str(period), x, str((k + period) % 5)])
    return ("earlier", index, ["code", "name", "period", "x", "y"], rows), {}


def called_as_joined():
    """Columns called as what a query joins to look back and to the units of a period; much that is joined."""
    formulas = ["lag(unit_mean(x)) - y + unit_sum(x) + w1_1_",
                "i0 / 2 + lag(unit_mean(i0), 2) + lag(coalesce(i0, 1)) - p_1_"]
    children = [leaf(f"i{k}", formula=formula, goalposts={"worst": -9, "best": 99}) for k, formula in enumerate(formulas)]
    plain = ["p_1_", "p_2_", "w1_0_", "w1_1_", "w2_0_", "w2_1_"]
    index = index_of(*children, *[leaf(code) for code in plain], inputs=[{"code": c, "name": c.upper()} for c in "xy"])
    rows = [[f"u{k}", f"N{k}", str(period), "" if k == period % 5 else str(1 + (3 * k + period) % 11),
             *[str((k * (i + 3) + period) % 11 + i) for i in range(7)]] for k in range(6) for period in (2018, 2019, 2020)]
    return ("called_as_joined", index, ["code", "name", "period", "x", "y", *plain], rows), {}


def long_names():
    """Names of which PostgreSQL, which cuts them at 63 bytes, could not tell one from another."""
    codes = ["a_code_that_says_all_there_is_to_say_of_an_indicator_and_then_a_little_more_" + end for end in "abc"]
    index = index_of({"code": codes[0][:-1] + "p", "name": "P", "children": [leaf(codes[0]), leaf(codes[1])]},
                     {"code": codes[0][:-1] + "q", "name": "Q", "missing": {"impute": "group-mean", "group": "地" * 30},
                      "children": [leaf(codes[2]), leaf("b")]})
    rows = [[f"u{k}", f"N{k}", "ab"[k % 2], str(k), str(k * k % 7), "" if k == 3 else str(9 - k), str(k % 4 + k)]
            for k in range(9)]
    columns = {code: f"column {code[-1]}" for code in codes} | {"group:" + "地" * 30: "group"}
    return ("long_names", index, ["code", "name", "group:" + "地" * 30, *codes, "b"], rows), {"columns": columns}


def called_as_steps():
    """Nodes called as what a query calls its own rows and steps."""
    children = [{"code": code, "name": code.upper(), "children": [leaf("x" + code), leaf("y" + code)],
                 "round": {"digits": 1}} for code in ("t", "c", "cells", "ranked")]
    index = index_of(*children, rescale={"best": 100})
    codes = [x + child["code"] for child in children for x in "xy"]
    rows = [[f"u{k}", f"N{k}", *[str((k * (i + 3) * 7 + i) % 13 + k / 10) for i in range(len(codes))]] for k in range(9)]
    return ("called_as_steps", index, ["code", "name", *codes], rows), {}


def blanks():
    """Blanks around a name or a group are not seen; who has no other name is called by the code."""
    mean = {"impute": "group-mean", "group": "region"}
    index = index_of({"code": "p", "name": "P", "missing": mean, "children": [leaf("a"), leaf("b")]}, leaf("c"))
    rows = [["u1", "", "north", "1", "", "2"], ["u2", " V ", "north ", "2", "3", "4"], ["u3", "W", " north", "3", "8", "5"],
            ["u4", "  ", "NORTH", "5", "9", "1"], ["u5", "Y", "  ", "5", "9", ""]]
    return ("blanks", index, ["code", "name", "group:region", "a", "b", "c"], rows), {}


def crowd():
    """More children than SQLite takes arguments."""
    index = index_of(*[leaf(f"i{k}") for k in range(150)], aggregation="minimum")
    rows = [[f"u{k}", f"N{k}", *[str((k * (i + 3) * 7 + i) % 13 + k / 10) for i in range(150)]] for k in range(5)]
    return ("crowd", index, ["code", "name", *[f"i{k}" for k in range(150)]], rows), {"depth": 0}


TRAPS = [not_numbers, halves, whole_numbers, gaps, names, letters, ties, earlier, long_names, called_as_steps,
         called_as_joined, blanks, crowd]


def trap_cases(program, scratch):
    made = []
    for trap in TRAPS:
        (name, index, titles, rows), more = trap()
        made.append(cases.Case(name, scratch / name, index, titles, rows, **more))
        made[-1].must(program)
    return made


def sample():
    """An index with periods, whose scales are all found, and its values."""
    index = index_of({"code": "p", "name": "P", "children": [
        leaf("a"), leaf("b", transform="log", normalisation={"method": "z-score", "mean": 50, "sd": 10})]},
        {"code": "q", "name": "Q", "aggregation": "geometric", "normalisation": {"method": "min-max", "range": [1, 100]},
         "children": [leaf("c", direction="negative"), leaf("d"), leaf("e")]})
    rows = []
    for period in ("2019", "2020", "2021"):
        for k in range(9):
            rows.append([f"u{k}", f"N{k}", period, *[str(1 + (7 * k + 3 * i + int(period)) * (i + 2) % 23) for i in range(5)]])
    return index, ["code", "name", "period", "a", "b", "c", "d", "e"], rows


def option_cases(program, scratch):
    """--scales of a period and of several, weights from data, --pooled, --columns, --depth, and what makes a view."""
    index, titles, rows = sample()
    made = []

    def add(name, of=index, more=(), **settings):
        made.append(cases.Case(name, scratch / name, of, titles, rows, **settings))
        made[-1].more = [str(one) for one in more]
        return made[-1]
    base = [row[:2] + row[3:] for row in rows if row[2] == "2019"]
    one = cases.Case("base", scratch / "base", index, titles[:2] + titles[3:], base)
    add("scales_of_one", more=["--scales", one.values], asked=["--reference", one.values])
    case = add("scales_of_each")
    case.more = ["--scales", str(case.values)]
    case = add("scales_of_all", options=["--pooled"])
    case.more = ["--scales", str(case.values)]
    for method in ("entropy", "critic", "pca"):
        weighed = copy.deepcopy(index)
        weighed["children"][1]["weighting"] = {"method": method}
        for pooled in ([], ["--pooled"]):
            case = add(f"weights_{method}{'_pooled' if pooled else ''}", of=weighed, options=pooled)
            case.more = ["--scales", str(case.values)]
    add("pooled", options=["--pooled"])
    add("total_alone", depth=0)
    add("as_view", made_as="view", depth=1)
    add("as_table", made_as="table")
    add("called", columns={title: f"The {title}" for title in titles})
    for case in made:
        case.must(program)
    return made
