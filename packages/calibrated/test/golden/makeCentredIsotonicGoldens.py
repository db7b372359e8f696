"""Makes centredIsotonic.json: centred isotonic regression by the paper's own steps, in exact fractions.

Run by hand, never in CI:

    pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 mpmath==1.3.0
    python makeCentredIsotonicGoldens.py

Oron & Flournoy 2017: while two neighbouring points violate strict order, the first such pair becomes one point at the
weighted means of x and y; two equal y are no violation if they are 0 or 1. Straight lines join the points that are left,
and beyond the first and last the curve is constant.
"""

from bisect import bisect_right
from fractions import Fraction

import numpy as np

from goldenFile import HERE, seeded, write_golden


def main():
    cases = []

    def add(name, x, y, weights=None):
        cases.append(case(name, np.asarray(x, float), np.asarray(y, float), weights))

    for name, n, digits in (("continuous", 150, 17), ("twoDecimals", 150, 2), ("oneDecimal", 100, 1)):
        add(name, *scores(name, n, digits))
    add("wholeWeights", *scores("wholeWeights", 80, 2), seeded("wholeWeights weights").integers(0, 4, 80))
    add("realWeights", *scores("realWeights", 80, 2), seeded("realWeights weights").gamma(1.0, 1.0, 80))
    add("separated", np.arange(10) / 10, np.arange(10) >= 5)
    add("reversed", np.arange(10) / 10, np.arange(10) < 5)
    add("allZero", [0.2, 0.4, 0.9], [0, 0, 0])
    add("allOne", [0.2, 0.4, 0.9], [1, 1, 1])
    add("onePoint", [0.3], [1])
    add("onePlace", [0.3] * 5, [1, 0, 0, 1, 0])
    add("bothEnds", [0, 0, 0.5, 1, 1], [0, 1, 0, 0, 1])
    write_golden(HERE / "centredIsotonic.json", "makeCentredIsotonicGoldens.py", cases=cases)


def scores(name, n, digits):
    """Over-confident scores of a binary model: the true chance of a 1 lies nearer to 1/2 than x."""
    rng = seeded(name)
    x = rng.beta(0.6, 0.6, n).round(digits)
    return x, rng.random(n) < 0.1 + 0.8 * x


def case(name, x, y, weights):
    points = centred(x, y, np.ones(len(x)) if weights is None else weights)
    rng = seeded(name + " probes")
    probes = np.unique(np.r_[0, 1, x, [float(p[0]) for p in points], rng.random(20)])
    return {
        "name": name,
        "x": x.tolist(),
        "y": y.tolist(),
        "weights": None if weights is None else np.asarray(weights).tolist(),
        "probes": probes.tolist(),
        "predictions": [float(value_at(points, Fraction(probe))) for probe in probes.tolist()],
    }


def centred(x, y, weights):
    """The points (x, y, weight) that are left when none violates strict order."""
    places = {}
    for a, b, w in zip(x.tolist(), y.tolist(), np.asarray(weights, float).tolist()):
        if w > 0:
            total, weight = places.get(a, (0, 0))
            places[a] = (total + Fraction(b) * Fraction(w), weight + Fraction(w))
    points = [(Fraction(a), total / weight, weight) for a, (total, weight) in sorted(places.items())]
    while (at := first_violation(points)) is not None:
        (x1, y1, w1), (x2, y2, w2) = points[at : at + 2]
        w = w1 + w2
        points[at : at + 2] = [((x1 * w1 + x2 * w2) / w, (y1 * w1 + y2 * w2) / w, w)]
    return points


def first_violation(points):
    for i, ((_, y1, _), (_, y2, _)) in enumerate(zip(points, points[1:])):
        if y1 > y2 or (y1 == y2 and y1 not in (0, 1)):
            return i
    return None


def value_at(points, x):
    after = bisect_right([p[0] for p in points], x)
    if after == 0:
        return points[0][1]
    if after == len(points):
        return points[-1][1]
    (x1, y1, _), (x2, y2, _) = points[after - 1 : after + 1]
    return y1 + (y2 - y1) * (x - x1) / (x2 - x1)


if __name__ == "__main__":
    main()
