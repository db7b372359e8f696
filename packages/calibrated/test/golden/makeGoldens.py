"""Makes isotonic.json, temperature.json and metrics.json, the reference values of the numeric tests.

Run by hand, never in CI:

    pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 mpmath==1.4.1
    python makeGoldens.py

- isotonic: scikit-learn's IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip"). Each fit is also compared
  with pool-adjacent-violators in exact fractions, and the maker stops if they differ by more than 1e-14.
- temperature: 1/b, where b is the root of the slope of the mean weighted NLL of softmax(b ln max(p, 1e-12)).
  SciPy's brentq finds it, Newton's method in 50 digits (mpmath) polishes it, and the two must agree.
- metrics: by their definitions. Accuracy, the Brier score and, where nothing is clipped, NLL must also agree with
  scikit-learn, which has no ECE.
"""

import math
from fractions import Fraction

import mpmath
import numpy as np
from scipy.optimize import brentq
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import accuracy_score, brier_score_loss, log_loss

from goldenFile import HERE, seeded, write_golden

FLOOR = 1e-12
BINS = 15


def main():
    for name, make in (("isotonic", isotonic_cases), ("temperature", temperature_cases), ("metrics", metric_cases)):
        cases = make()
        assert len({case["name"] for case in cases}) == len(cases), "case names must differ"
        write_golden(HERE / f"{name}.json", "makeGoldens.py", cases=cases)


# --- isotonic -------------------------------------------------------------------------------------------------------


def isotonic_cases():
    cases = []

    def add(name, x, y, weights=None):
        cases.append(isotonic_case(name, np.asarray(x, float), np.asarray(y, float), weights))

    def scores(name, n=400):
        """Over-confident scores of a binary model: the true chance of a 1 lies nearer to 1/2 than x."""
        rng = seeded(name)
        x = rng.beta(0.6, 0.6, n)
        return rng, x, rng.random(n) < 0.2 + 0.6 * x

    rng, x, y = scores("continuous")
    add("continuous", x, y)
    rng, x, y = scores("twoDecimals")
    add("twoDecimals", x.round(2), y)
    rng, x, y = scores("oneDecimal")
    add("oneDecimal", x.round(1), y)

    # Two x join one group while x - first < 1e-15, counted from the group's FIRST member.
    steps = np.array([0, 5e-16, 9e-16, 1.1e-15, 2e-15])
    for label, base in (("One", 1 - 1e-14), ("Quarter", 0.25), ("Thousandth", 1e-3)):
        add(f"nearTiedAt{label}", np.r_[base - 0.1 * base, base + steps, base + 1e-14], [0, 1, 0, 0, 1, 1, 1])
    chain = np.arange(20)
    add("nearTiedChain", 0.01 + chain * 6e-16, chain % 3 == 2)
    add("nearTiedChainReversed", (0.01 + chain * 3.5e-16)[::-1], chain % 4 == 0)
    below = np.nextafter(1e-15, 0)
    x = [0, below, 1e-15, np.nextafter(2e-15, 0), 2e-15, 3e-15, 0.5]
    add("resolutionItself", x, [0, 0.2, 0.2, 0.4, 0.5, 0.7, 1])
    rng, x, y = scores("nearTiedRandom", 300)
    add("nearTiedRandom", x.round(1) * 0.9 + rng.integers(0, 12, 300) * 3e-16, y)

    # Scores of an over-confident model: most lie within 1e-15 of 0 or of 1, so scikit-learn merges them.
    rng = seeded("saturated")
    tiny = 10.0 ** -rng.uniform(10, 40, 120)
    x = np.r_[tiny[:90], 1 - tiny[90:], rng.random(60), 0, 1]
    add("saturated", x, rng.random(len(x)) < 0.1 + 0.8 * x)
    add("allBelowResolution", 10.0 ** -rng.uniform(16, 300, 40), rng.random(40) < 0.3)
    add("lastGroupKeepsItsFirst", [0.2, 0.5, 1 - 4.4e-16, 1 - 2.2e-16, 1], [0, 1, 0, 1, 1])
    add("subnormal", [5e-324, 1e-323, 1e-310, 2.2e-308, 1e-300, 1e-16, 0.5], [0, 1, 0, 1, 1, 0, 1])
    add("subnormalAndLarge", [5e-324, 0.25, 0.5, 1], [0.25, 0, 0.75, 1])

    rng, x, y = scores("weightedFloat")
    add("weightedFloat", x.round(2), y, rng.gamma(1.0, 1.0, 400))
    rng, x, y = scores("weightedInteger", 200)
    add("weightedInteger", x.round(2), y, rng.integers(1, 6, 200))
    rng, x, y = scores("weightedWideRange", 200)
    add("weightedWideRange", x, y, 10.0 ** rng.uniform(-6, 6, 200))
    rng, x, y = scores("zeroWeights", 100)
    x = np.sort(x)
    w = rng.integers(0, 3, 100)
    w[:5] = w[-5:] = 0  # the domain shrinks to the rows that count
    add("zeroWeights", x, y, w)
    add("zeroWeightsAtEnds", [0, 0.2, 0.4, 0.6, 1], [1, 0, 1, 1, 0], [0, 1, 2, 0.5, 0])
    add("zeroWeightStartsNearTie", [0.3, 0.3 + 6e-16, 0.3 + 1.2e-15, 0.6], [0, 1, 0, 1], [0, 1, 1, 1])
    add("oneWeightLeft", [0.1, 0.5, 0.9], [0, 1, 0], [0, 3, 0])

    add("onePoint", [0.3], [1])
    add("twoPointsUp", [0.25, 0.75], [0, 1])
    add("twoPointsDown", [0.25, 0.75], [1, 0])
    add("constantX", [0.4] * 7, [0, 1, 1, 0, 1, 0, 0])
    add("allZero", np.linspace(0, 1, 9), np.zeros(9))
    add("allOne", np.linspace(0, 1, 9), np.ones(9))
    add("allDecreasing", np.linspace(0.05, 0.95, 10), np.linspace(1, 0, 10))
    add("alreadyMonotone", np.linspace(0, 1, 40), np.linspace(0, 1, 40) ** 2)
    add("monotoneWithFlats", np.arange(12) / 11, [0, 0, 0, 0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0.5, 1, 1])
    add("exactZeroAndOne", [0, 0, 0, 1, 1, 1, 0.5, 0, 1], [0, 0, 1, 1, 1, 0, 1, 0, 1])
    rng, x, y = scores("fractionalTargets", 200)
    add("fractionalTargets", x.round(3), rng.beta(1 + 4 * x, 5 - 4 * x).round(3))

    for i in range(40):
        name = f"small{i:02d}"
        rng = seeded(name)
        n = int(rng.integers(1, 13))
        x = rng.integers(0, 6, n) / (5 if i % 2 else 7)
        weights = [None, rng.integers(0, 4, n), rng.random(n)][i % 3]
        if weights is not None and not weights.any():
            weights[0] = 1
        add(name, x, rng.random(n) < 0.5, weights)

    cases += [split_case("splitByRounding"), split_case("splitByRoundingWeighted")]
    apart = [case["name"] for case in cases if case["splitByRounding"]]
    print("  thresholds other than in exact arithmetic:", ", ".join(apart))
    return cases


def split_case(name):
    """The first random case whose thresholds are not those of exact arithmetic; see README.md."""
    rng = seeded(name)
    while True:
        n = int(rng.integers(6, 40))
        x, y = rng.integers(0, 12, n) / 12, np.round(rng.random(n))
        weights = rng.integers(1, 10, n) / 10 if name.endswith("Weighted") else None
        rises = np.diff(fit_isotonic(x, y, weights).y_thresholds_)
        if np.any((rises > 0) & (rises < 1e-14)):
            return isotonic_case(name, x, y, weights)


def fit_isotonic(x, y, weights):
    return IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(x, y, sample_weight=weights)


def isotonic_case(name, x, y, weights):
    model = fit_isotonic(x, y, weights)
    tx, ty = model.X_thresholds_, model.y_thresholds_
    group_x, exact_y = exact_isotonic(x, y, weights)
    assert np.abs(model.predict(group_x) - np.array([float(v) for v in exact_y])).max() <= 1e-14, name
    inner = sum(not (a == b == c) for a, b, c in zip(exact_y, exact_y[1:], exact_y[2:]))
    probes = isotonic_probes(name, tx)
    return {
        "name": name,
        "x": x.tolist(),
        "y": y.tolist(),
        "weights": None if weights is None else np.asarray(weights).tolist(),
        "xThresholds": tx.tolist(),
        "yThresholds": ty.tolist(),
        "splitByRounding": len(tx) != min(2, len(exact_y)) + inner,
        "probes": probes.tolist(),
        "predictions": model.predict(probes).tolist(),
    }


def isotonic_probes(name, tx):
    rng = seeded(name + " probes")
    near = tx if len(tx) < 12 else tx[:: len(tx) // 8]
    outside = [0, 1, tx[0] - 0.1, tx[-1] + 0.1, -1, 2]
    around = np.r_[np.nextafter(near, -1), np.nextafter(near, 2)]
    return np.unique(np.r_[tx, (tx[:-1] + tx[1:]) / 2, outside, around, rng.random(8)] + 0.0)


def exact_isotonic(x, y, weights):
    """The fitted value of each group of tied x: scikit-learn's grouping, but fractions instead of doubles."""
    weights = np.ones(len(x)) if weights is None else weights
    rows = sorted((a, b, w) for a, b, w in zip(x.tolist(), y.tolist(), np.asarray(weights, float).tolist()) if w > 0)
    groups = []
    for a, b, w in rows:
        if not groups or a - groups[-1][0] >= 1e-15:
            groups.append([a, Fraction(0), Fraction(0)])
        groups[-1][1] += Fraction(b) * Fraction(w)
        groups[-1][2] += Fraction(w)
    blocks = []  # weighted sum, weight, number of groups
    for _, total, weight in groups:
        block = (total, weight, 1)
        while blocks and blocks[-1][0] * block[1] >= block[0] * blocks[-1][1]:
            block = tuple(map(sum, zip(blocks.pop(), block)))
        blocks.append(block)
    return np.array([g[0] for g in groups]), [total / weight for total, weight, count in blocks for _ in range(count)]


# --- temperature ----------------------------------------------------------------------------------------------------


def temperature_cases():
    cases = []

    def add(name, probabilities, labels, weights=None):
        cases.append(temperature_case(name, np.asarray(probabilities, float), np.asarray(labels), weights))

    def model(name, n, k, true_temperature, spread=2.0):
        """Rows softmax(z) whose labels are drawn from softmax(z / true_temperature)."""
        rng = seeded(name)
        z = rng.normal(0, spread, (n, k))
        return rng, softmax(z), draw(rng, softmax(z / true_temperature))

    for name, n, k, t in (
        ("overConfident", 300, 4, 2.0),
        ("underConfident", 300, 4, 0.5),
        ("binary", 200, 2, 1.5),
        ("tenClasses", 200, 10, 1.3),
    ):
        add(name, *model(name, n, k, t)[1:])
    add("veryOverConfident", *model("veryOverConfident", 200, 3, 15.0, spread=20.0)[1:])
    add("veryUnderConfident", *model("veryUnderConfident", 200, 3, 0.05, spread=0.05)[1:])

    rng, p, labels = model("exactZerosAndOnes", 200, 4, 2.0, spread=3.0)
    certain = np.arange(200) % 5 == 0
    p[certain] = np.eye(4)[p[certain].argmax(1)]
    half = np.arange(200) % 5 == 1
    p[half] = np.repeat(np.eye(2)[rng.integers(0, 2, half.sum())], 2, axis=1) / 2
    add("exactZerosAndOnes", p, labels)

    rng, p, labels = model("heavyTies", 250, 3, 1.5)
    add("heavyTies", np.array([rng.multinomial(10, row) for row in p]) / 10, labels)
    rng, p, labels = model("floatWeights", 200, 4, 1.7)
    add("floatWeights", p, labels, rng.gamma(1.0, 1.0, 200))
    rng, p, labels = model("integerWeights", 150, 4, 1.7)
    add("integerWeights", p, labels, rng.integers(0, 5, 150))
    five = [[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.1, 0.8, 0.1], [0.3, 0.3, 0.4], [0.5, 0.25, 0.25]]
    add("tiny", five, [0, 1, 1, 2, 0])
    add("nearlyFlat", *nearly_flat("nearlyFlat"))

    # Always 0.9, right 7 times in 10: T = ln 9 / ln(7/3).
    add("closedForm", [[0.9, 0.1]] * 10, [0] * 7 + [1] * 3)
    assert abs(cases[-1]["temperature"] - math.log(9) / math.log(7 / 3)) < 1e-14
    return cases


def nearly_flat(name):
    """Rows within 1e-4 of uniform, labels chosen so that the best T is near 0.05 and not far outside the bounds."""
    rng = seeded(name)
    p = softmax(rng.uniform(-1e-4, 1e-4, (200, 3)))
    z = np.log(p) - np.log(p).mean(1, keepdims=True)
    labels = np.empty(200, int)
    left = 20 * (z**2).mean() * 200  # what the chosen z must sum to for a slope of 0 at b = 20
    for i, row in enumerate(z[:-9]):
        choices = rng.permutation(3)[:2]
        labels[i] = choices[np.abs(left - row[choices]).argmin()]
        left -= row[labels[i]]
    last = min(np.ndindex(*[3] * 9), key=lambda pick: abs(left - z[np.arange(-9, 0), pick].sum()))
    labels[-9:] = last
    return p, labels


def temperature_case(name, p, labels, weights):
    w = np.ones(len(p)) if weights is None else np.asarray(weights, float)
    z = np.log(np.maximum(p, FLOOR))
    d = z - z[np.arange(len(p)), labels][:, None]  # sum of q * d is E[z] - z[label], without its cancellation

    def slope(log_beta):
        return math.fsum(w * (softmax(np.exp(log_beta) * z) * d).sum(1))

    found = math.exp(brentq(slope, math.log(0.01), math.log(100), xtol=1e-16, rtol=4 * np.finfo(float).eps))
    root, curvature = exact_root(found, p, labels, w)
    error = abs(found - root)
    assert error * curvature < 1e-14, f"{name}: brentq and 50 digits differ by {error}"
    assert 0.011 < root < 90, f"{name}: 1/{root} is not interior"
    print(f"  {name}: T = {1 / root:.6g}, curvature {curvature:.3g}, brentq off by {error / root:.1e} relative")
    after = softmax(root * z)
    assert after[np.arange(len(p)), labels][w > 0].min() > FLOOR
    return {
        "name": name,
        "probabilities": p.tolist(),
        "labels": labels.tolist(),
        "weights": None if weights is None else np.asarray(weights).tolist(),
        "temperature": 1 / root,
        "curvature": curvature,
        "nllBefore": mean_nll(p, labels, w),
        "nllAfter": mean_nll(after, labels, w),
    }


def exact_root(beta, p, labels, w):
    """Newton's method in 50 digits on the slope; returns the root and the second derivative of the mean NLL there."""
    with mpmath.workdps(50):
        rows = [
            ([mpmath.log(max(mpmath.mpf(v), mpmath.mpf(FLOOR))) for v in row], label, mpmath.mpf(weight))
            for row, label, weight in zip(p.tolist(), labels.tolist(), w.tolist())
        ]
        beta = mpmath.mpf(beta)
        for _ in range(20):
            slope = curvature = mpmath.mpf(0)
            for z, label, weight in rows:
                e = [mpmath.exp(beta * v) for v in z]
                q = [v / sum(e) for v in e]
                mean = sum(a * b for a, b in zip(q, z))
                slope += weight * (mean - z[label])
                curvature += weight * sum(a * (b - mean) ** 2 for a, b in zip(q, z))
            step = slope / curvature
            beta -= step
            if abs(step) < beta * mpmath.mpf(10) ** -40:
                return float(beta), float(curvature / sum(r[2] for r in rows))
    raise AssertionError("Newton's method has not converged")


# --- metrics --------------------------------------------------------------------------------------------------------


def metric_cases():
    cases = []

    def add(name, probabilities, labels, weights=None):
        cases.append(metric_case(name, np.asarray(probabilities, float), np.asarray(labels), weights))

    def model(name, n, k, spread=1.5):
        rng = seeded(name)
        z = rng.normal(0, spread, (n, k))
        return rng, softmax(z), draw(rng, softmax(z / 1.6))

    add("typical", *model("typical", 200, 4)[1:])
    add("binary", *model("binary metric", 200, 2)[1:])
    add("tenClasses", *model("tenClasses metric", 200, 10)[1:])
    add("binEdges", *bin_edges())
    rng, p, labels = model("topTies", 120, 4)
    add("topTies", np.array([rng.multinomial(8, row) + 1 for row in p]) / 12, labels)
    add("allTied", np.full((6, 4), 0.25), [0, 1, 2, 3, 0, 0])
    rng, p, labels = model("floatWeights metric", 150, 4)
    add("floatWeights", p, labels, rng.gamma(1.0, 1.0, 150))
    rng, p, labels = model("integerWeights metric", 150, 3)
    add("integerWeights", p, labels, rng.integers(0, 4, 150))
    add("oneRowRight", [[0.2, 0.7, 0.1]], [1])
    add("oneRowWrong", [[0.2, 0.7, 0.1]], [2])
    rng, p, labels = model("zerosAndOnes", 80, 3, spread=3.0)
    p[::3] = np.eye(3)[p[::3].argmax(1)]
    p[1::3] = np.eye(3)[[0, 2] * 13 + [1]] / 2 + np.eye(3)[[1, 1] * 13 + [0]] / 2
    add("zerosAndOnes", p, labels)
    add("certainAndRight", np.eye(3), [0, 1, 2])
    add("certainAndWrong", np.eye(3), [1, 2, 0])

    # A bin found by rounding a product must not pass unseen.
    p, labels = bin_edges()
    right = next(case["topLabelEce15"] for case in cases if case["name"] == "binEdges")
    for bins in (np.floor(p.max(1) * BINS), np.ceil(p.max(1) * BINS) - 1):
        assert abs(top_label_ece(p, labels, np.ones(len(p)), bins.clip(0, BINS - 1)) - right) > 1e-3
    return cases


def bin_edges():
    """Top probabilities on each bin edge j/15 and one double beside it; right on the edge, wrong above it."""
    rows, labels = [], []
    for j in range(3, BINS + 1):
        edge = j / BINS
        for top, right in ((edge, True), (edge, True), (np.nextafter(edge, 0), True), (np.nextafter(edge, 2), False)):
            if top > 1:
                continue
            at = len(rows) % 6
            rest = np.full(6, round((1 - top) / 5 * 2**20) / 2**20)  # short numbers: the row sums to 1 without rounding
            rest[at] = top
            rest[(at + 1) % 6] += 1 - math.fsum(rest)
            assert math.fsum(rest) == 1 and rest.argmax() == at and rest.min() >= 0
            rows.append(rest)
            labels.append(at if right else (at + 2) % 6)
    return np.array(rows), np.array(labels)


def metric_case(name, p, labels, weights):
    n, k = p.shape
    w = np.ones(n) if weights is None else np.asarray(weights, float)
    true = p[np.arange(n), labels]
    nll = mean_nll(p, labels, w)
    if true.min() >= FLOOR:
        theirs = log_loss(labels, p, sample_weight=w, labels=range(k))
        assert math.isclose(nll, theirs, rel_tol=1e-14, abs_tol=1e-15), name  # theirs stops one epsilon short of 0
    brier = math.fsum(w * [math.fsum(v) for v in (p - np.eye(k)[labels]) ** 2]) / math.fsum(w)
    theirs = brier_score_loss(labels, p, sample_weight=w, labels=range(k), scale_by_half=False)
    assert math.isclose(brier, theirs, rel_tol=1e-14, abs_tol=1e-15), name
    return {
        "name": name,
        "probabilities": p.tolist(),
        "labels": labels.tolist(),
        "weights": None if weights is None else np.asarray(weights).tolist(),
        "accuracy": float(accuracy_score(labels, p.argmax(1), sample_weight=w)),
        "nll": nll,
        "brierScore": brier,
        "topLabelEce15": top_label_ece(p, labels, w, np.searchsorted(np.arange(BINS + 1) / BINS, p.max(1)) - 1),
    }


def top_label_ece(p, labels, w, bins):
    """Sum over bins of the share of weight times |accuracy - mean confidence|; `bins` holds each row's bin."""
    gap = w * ((p.argmax(1) == labels) - p.max(1))
    return math.fsum(abs(math.fsum(gap[bins == b])) for b in range(BINS)) / math.fsum(w)


# --- both -----------------------------------------------------------------------------------------------------------


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def draw(rng, probabilities):
    return np.array([rng.choice(len(row), p=row) for row in probabilities])


def mean_nll(p, labels, w):
    return -math.fsum(w * np.log(np.maximum(p[np.arange(len(p)), labels], FLOOR))) / math.fsum(w) + 0.0


if __name__ == "__main__":
    main()
