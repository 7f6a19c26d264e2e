"""docs/method.md, 4: the weights of a node's children, as shares."""
import itertools
import math

from nodes import deviation, mean


class Undecided(Exception):
    """The guide leaves a choice that arithmetic decides, as between equal eigenvalues."""


def shared(weights):
    return [weight / math.fsum(weights) for weight in weights]


def correlations(columns):
    def product(a, b):
        return math.fsum((x - mean(a)) * (y - mean(b)) for x, y in zip(a, b))
    return [[product(a, b) / math.sqrt(product(a, a) * product(b, b)) for b in columns] for a in columns]


def eigenvectors(matrix):
    """Pairs of value and vector of a symmetric matrix, the greatest first, by Jacobi's rotations."""
    n = len(matrix)
    a, v = [list(row) for row in matrix], [[float(i == j) for j in range(n)] for i in range(n)]
    for _ in range(100):
        if sum(a[i][j] ** 2 for i in range(n) for j in range(i)) < 1e-30:
            break
        for p, q in itertools.combinations(range(n), 2):
            angle = math.atan2(2 * a[p][q], a[q][q] - a[p][p]) / 2
            c, s = math.cos(angle), math.sin(angle)
            for rows in (a, v):
                for row in rows:
                    row[p], row[q] = c * row[p] - s * row[q], s * row[p] + c * row[q]
            a[p], a[q] = ([c * x - s * y for x, y in zip(a[p], a[q])], [s * x + c * y for x, y in zip(a[p], a[q])])
    return sorted(((a[i][i], [row[i] for row in v]) for i in range(n)), reverse=True)


def varimax(loadings):
    """With Kaiser's normalisation: rows of loadings, a child each."""
    lengths = [math.sqrt(math.fsum(x * x for x in row)) for row in loadings]
    rotated, n = [[x / length for x in row] for row, length in zip(loadings, lengths)], len(loadings)
    for _ in range(1000):
        turned = 0
        for p, q in itertools.combinations(range(len(loadings[0])), 2):
            u, t = [r[p] ** 2 - r[q] ** 2 for r in rotated], [2 * r[p] * r[q] for r in rotated]
            above = 2 * (sum(x * y for x, y in zip(u, t)) - sum(u) * sum(t) / n)
            below = sum(x * x - y * y for x, y in zip(u, t)) - (sum(u) ** 2 - sum(t) ** 2) / n
            angle = math.atan2(above, below) / 4
            turned = max(turned, abs(angle))
            for row in rotated:
                row[p], row[q] = (row[p] * math.cos(angle) + row[q] * math.sin(angle),
                                  row[q] * math.cos(angle) - row[p] * math.sin(angle))
        if turned < 1e-14:
            break
    return [[x * length for x in row] for row, length in zip(rotated, lengths)]


def by_pca(columns, _):
    (first, vector), (second, _), *_ = eigenvectors(correlations(columns))
    if first - second < 1e-6:
        raise Undecided
    return [x * x for x in vector]


def by_factors(columns, settings):
    found = eigenvectors(correlations(columns))
    kept = settings.get("components") or max(1, sum(value > 1 for value, _ in found))
    if kept < len(found) and found[kept - 1][0] - found[kept][0] < 1e-6:
        raise Undecided
    loadings = varimax([[math.sqrt(max(value, 0)) * vector[j] for value, vector in found[:kept]]
                        for j in range(len(columns))])
    weights = []
    for row in loadings:
        squares = sorted((x * x for x in row), reverse=True)
        if len(squares) > 1 and squares[0] - squares[1] < 1e-6:
            raise Undecided
        weights.append(squares[0])  # over its factor's sum of squares, times that sum over all of them
    return weights


def by_entropy(columns, settings):
    def entropy(column):
        column = shared([x + settings.get("shift", 0) for x in column])
        return -math.fsum(p * math.log(p) for p in column if p > 0) / math.log(len(column))
    return [1 - entropy(column) for column in columns]


FROM_SCORES = {
    "pca": by_pca,
    "factor-analysis": by_factors,
    "entropy": by_entropy,
    "critic": lambda columns, _: [deviation(column) * math.fsum(1 - r for r in row)
                                  for column, row in zip(columns, correlations(columns))],
    "standard-deviation": lambda columns, _: [deviation(column) for column in columns],
    "coefficient-of-variation": lambda columns, _: [deviation(column) / abs(mean(column)) for column in columns],
}


def solved(matrix, right):
    """By elimination; Undecided where there is no one solution."""
    n = len(matrix)
    rows = [list(row) + [x] for row, x in zip(matrix, right)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        if abs(rows[i][i]) < 1e-12:
            raise Undecided
        for k in range(n):
            if k != i:
                times = rows[k][i] / rows[i][i]
                rows[k] = [x - times * y for x, y in zip(rows[k], rows[i])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def together(sets, settings):
    shares = shared(settings.get("shares", [1] * len(sets)))
    if settings["by"] == "product":
        return [math.prod(w ** (share * len(sets)) for w, share in zip(column, shares)) for column in zip(*sets)]
    if settings["by"] == "least-squares":
        products = [[math.fsum(x * y for x, y in zip(a, b)) for b in sets] for a in sets]
        shares = [abs(x) for x in solved(products, [row[i] for i, row in enumerate(products)])]
    return [math.fsum(w * share for w, share in zip(column, shares)) for column in zip(*sets)]


def weights_of(children, columns, rows, settings):
    """Shares of the children: found from the rows that have all of them."""
    method = settings["method"]
    if method == "given":
        return shared([child.weight for child in children])
    if method == "equal" or len(children) == 1:
        return shared([1] * len(children))
    if method == "combined":
        sets = [weights_of(children, columns, rows, one if isinstance(one, dict) else {"method": one})
                for one in settings["of"]]
        return shared(together(sets, settings))
    whole = [row for row in rows if all(column[row] is not None for column in columns)]
    scaled = []
    for column in columns:
        there = [column[row] for row in whole]
        scaled.append([(x - min(there)) / (max(there) - min(there)) for x in there])
    return shared(FROM_SCORES[method](scaled, settings))
