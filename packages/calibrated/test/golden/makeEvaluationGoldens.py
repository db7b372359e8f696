"""Makes evaluation.json, the reference values of the metrics.

Run by hand, never in CI:

    pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 mpmath==1.3.0 netcal==1.4.0
    python makeEvaluationGoldens.py

Every value follows its definition, with rows of weight 0 left out. Where another program has it, or a theorem gives it
by another way, the maker stops if the two disagree:

- scikit-learn: accuracy, NLL, Brier score, macro F1, isotonic fits, AUROC (from which AUGRC follows).
- netcal: equal-width ECE, of the top label and of each class, with whole weights as repeated rows.
- whole weights: every value again from the repeated rows.
- the range of Brownian motion: two series, one for each end of its distribution, and the mean of the range.

Where they are known to differ is said in README.md and beside each check.
"""

import math
from fractions import Fraction

import mpmath
import netcal
import numpy as np
from netcal.metrics import ECE
from scipy.stats import norm
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import accuracy_score, brier_score_loss, f1_score, log_loss, roc_auc_score

from goldenFile import HERE, seeded, write_golden
from makeGoldens import BINS, FLOOR, bin_edges, draw, mean_nll, softmax

mpmath.mp.dps = 50
EDGES = np.arange(BINS + 1) / BINS


def main():
    check_range_of_brownian_motion()
    cases = evaluation_cases()
    assert len({case["name"] for case in cases}) == len(cases), "case names must differ"
    write_golden(HERE / "evaluation.json", "makeEvaluationGoldens.py", {"netcal": netcal.__version__}, cases=cases)


def evaluation_cases():
    cases = []

    def add(name, p, labels, weights=None):
        cases.append(evaluation_case(name, np.asarray(p, float), np.asarray(labels), weights))

    def model(name, n, k, temperature=1.0, spread=1.5):
        """Rows softmax(z) whose labels are drawn from softmax(z / temperature)."""
        rng = seeded("evaluation " + name)
        z = rng.normal(0, spread, (n, k))
        return rng, softmax(z), draw(rng, softmax(z / temperature))

    def rounded(rng, p, parts):
        """Rows of whole parts, such as twentieths for probabilities rounded to 0.05."""
        return np.array([rng.multinomial(parts, row) for row in p]) / parts

    add("calibrated", *model("calibrated", 600, 3)[1:])
    add("overConfident", *model("overConfident", 500, 3, 2.5)[1:])
    add("underConfident", *model("underConfident", 300, 2, 0.4, spread=0.5)[1:])
    add("binary", *model("binary", 400, 2, 1.5)[1:])
    rng, p, labels = model("tenClasses", 600, 10, 1.4)
    add("tenClasses", rounded(rng, p, 10_000), labels)

    for k, n in ((2, 200), (3, 300), (10, 150)):
        name = f"ties{k}"
        rng, p, labels = model(name, n, k, 1.5)
        add(name, rounded(rng, p, 20), labels)
    add("allTied", np.full((6, 4), 0.25), [0, 1, 2, 3, 0, 0])
    add("halves", [[0.5, 0.5]] * 4, [0, 0, 1, 1])  # calibrated exactly, and Spiegelhalter's denominator is 0

    rng, p, labels = model("wholeWeights", 250, 3, 1.6)
    add("wholeWeights", p, labels, rng.integers(0, 5, 250))
    rng, p, labels = model("wholeWeightsTies", 250, 3, 1.6)
    add("wholeWeightsTies", rounded(rng, p, 20), labels, rng.integers(0, 4, 250))
    rng, p, labels = model("floatWeights", 250, 3, 1.6)
    add("floatWeights", p, labels, rng.gamma(1.0, 1.0, 250))
    rng, p, labels = model("floatWeightsTies", 250, 2, 1.6)
    add("floatWeightsTies", rounded(rng, p, 20), labels, rng.gamma(0.5, 1.0, 250))
    add("smallWeights", *model("smallWeights", 40, 3)[1:], np.full(40, 0.25))
    add("weightZeroAlone", [[0.7, 0.2, 0.1], [0.1, 0.2, 0.7], [0.6, 0.3, 0.1]], [0, 2, 1], [2, 0, 1])

    rng, p, labels = model("absentClasses", 120, 10, 1.3)
    p = rounded(rng, p, 1000)
    add("absentClasses", p, np.where(labels < 3, labels, p.argmax(1) % 3))
    add("neverPredicted", [[0.6, 0.3, 0.1], [0.5, 0.4, 0.1], [0.7, 0.2, 0.1]], [0, 1, 1])

    add("binEdges", *bin_edges())
    rng, p, labels = model("fifteenths", 200, 3, 1.5)
    add("fifteenths", rounded(rng, p, BINS), labels)

    rng, p, labels = model("zerosAndOnes", 200, 3, 2.0, spread=3.0)
    p[::3] = np.eye(3)[p[::3].argmax(1)]
    p[1::3] = (np.eye(3)[rng.integers(0, 2, 67)] + np.eye(3)[2]) / 2
    add("zerosAndOnes", p, labels)
    add("certainAndRight", np.eye(3), [0, 1, 2])
    add("certainAndWrong", np.eye(3), [1, 2, 0])
    add("certain", [[1, 0], [1, 0], [0, 1], [0, 1], [0, 1]], [0, 1, 1, 1, 0])

    add("oneRowRight", [[0.2, 0.7, 0.1]], [1])
    add("oneRowWrong", [[0.2, 0.7, 0.1]], [2])
    add("twoRows", [[0.75, 0.25], [0.375, 0.625]], [1, 1])
    for n in (7, 15, 16, 31):
        add(f"few{n}", *model(f"few{n}", n, 3)[1:])
    return cases


def evaluation_case(name, p, labels, weights):
    for row in p.tolist():
        assert abs(sum(row) - 1) <= len(row) * np.finfo(float).eps, f"{name}: a table would divide {row} by its sum"
    w = np.ones(len(p)) if weights is None else np.asarray(weights, float)
    values = evaluate(name, p[w > 0], labels[w > 0], w[w > 0])
    if weights is not None and np.all(w == w.round()):
        check_repeated_rows(name, values, p, labels, w.astype(int))
    return {
        "name": name,
        "probabilities": p.tolist(),
        "labels": labels.tolist(),
        "weights": None if weights is None else np.asarray(weights).tolist(),
        **values,
    }


def evaluate(name, p, labels, w):
    top, confidence = p.argmax(1), p.max(1)
    right = (top == labels).astype(float)
    total = math.fsum(w)
    accuracy = math.fsum(w * right) / total
    assert close(accuracy, accuracy_score(labels, top, sample_weight=w)), name
    brier = brier_score(name, p, labels, w)
    return {
        "accuracy": accuracy,
        "meanConfidence": math.fsum(w * confidence) / total,
        "nll": nll(name, p, labels, w),
        "brierScore": brier,
        "macroF1": macro_f1(name, top, labels, w),
        "brierSplit": brier_split(name, p, labels, w, brier),
        "topLabelEce": equal_width_ece(name, confidence, right, w),
        "topLabelEceEqualMass": equal_mass_ece(name, confidence, right, w),
        "classwiseEce": math.fsum(equal_width_ece(name, x, labels == j, w) for j, x in enumerate(p.T)) / p.shape[1],
        "topLabelL2": debiased_l2(confidence, right, w),
        "kuiper": kuiper(confidence, right, w),
        "spiegelhalter": spiegelhalter(confidence, right, w),
        **risk_coverage(name, confidence, right, w),
    }


# --- scores ---------------------------------------------------------------------------------------------------------


def nll(name, p, labels, w):
    value = mean_nll(p, labels, w)
    if p[np.arange(len(p)), labels].min() >= FLOOR:  # scikit-learn clips at the double's epsilon, not at 1e-12
        assert close(value, log_loss(labels, p, sample_weight=w, labels=range(p.shape[1]))), name
    return value


def brier_score(name, p, labels, w):
    squares = [math.fsum(row) for row in (p - np.eye(p.shape[1])[labels]) ** 2]
    value = math.fsum(w * squares) / math.fsum(w)
    theirs = brier_score_loss(labels, p, sample_weight=w, labels=range(p.shape[1]), scale_by_half=False)
    assert close(value, theirs), name
    return value


def macro_f1(name, top, labels, w):
    f1 = []
    for j in np.union1d(top, labels):
        hit = math.fsum(w[(top == j) & (labels == j)])
        missed = math.fsum(w[(top == j) != (labels == j)])  # false positives and false negatives
        f1.append(2 * hit / (2 * hit + missed))
    value = math.fsum(f1) / len(f1)
    # Given rows of weight 0 as well, scikit-learn counts classes that occur only there, with an F1 of 0.
    assert close(value, f1_score(labels, top, average="macro", sample_weight=w)), name
    return value


def brier_split(name, p, labels, w, brier):
    """Dimitriadis, Gneiting & Jordan 2021, on each class against the rest, summed over the classes."""
    split = {"miscalibration": 0.0, "discrimination": 0.0, "uncertainty": 0.0}
    for j, x in enumerate(p.T):
        y = (labels == j).astype(float)
        fitted = exact_isotonic(x, y, w)
        check_isotonic(name, x, y, w, fitted)
        mean = math.fsum(w * y) / math.fsum(w)
        of_x, of_fit, of_mean = (math.fsum(w * (s - y) ** 2) / math.fsum(w) for s in (x, fitted, mean))
        assert of_x >= of_fit - 1e-16 and of_mean >= of_fit - 1e-16, name
        split["miscalibration"] += of_x - of_fit
        split["discrimination"] += of_mean - of_fit
        split["uncertainty"] += of_mean
    assert close(brier, split["miscalibration"] - split["discrimination"] + split["uncertainty"]), name
    return split


def exact_isotonic(x, y, w):
    """The pool-adjacent-violators fit of y on x at each row, in exact fractions; only equal x are ties."""
    values, group = np.unique(x, return_inverse=True)
    weights = [Fraction(0)] * len(values)
    targets = [Fraction(0)] * len(values)
    for g, target, weight in zip(group, y.tolist(), w.tolist()):
        weights[g] += Fraction(weight)
        targets[g] += Fraction(weight) * Fraction(target)
    blocks = []  # weighted sum, weight, number of groups
    for target, weight in zip(targets, weights):
        block = (target, weight, 1)
        while blocks and blocks[-1][0] * block[1] >= block[0] * blocks[-1][1]:
            block = tuple(map(sum, zip(blocks.pop(), block)))
        blocks.append(block)
    fit = np.array([float(target / weight) for target, weight, count in blocks for _ in range(count)])
    return fit[group]


def check_isotonic(name, x, y, w, fitted):
    values = np.unique(x)
    if len(values) > 1 and np.diff(values).min() < 2e-15:
        return  # scikit-learn takes x less than 1e-15 apart for ties
    theirs = IsotonicRegression(y_min=0, y_max=1).fit(x, y, sample_weight=w).predict(x)
    assert np.abs(theirs - fitted).max() < 1e-14, name


# --- calibration errors ---------------------------------------------------------------------------------------------


def equal_width_bins(x):
    """Bins (j/15, (j+1)/15] with 0 in the first."""
    return (np.searchsorted(EDGES, x) - 1).clip(0)


def equal_width_ece(name, x, y, w):
    value = binned_error(equal_width_bins(x), x, y, w)
    # netcal has no weights, and its bins hold their lower edge instead of their upper one.
    if np.all(w == w.round()) and np.abs(x[:, None] - EDGES[1:-1]).min() > 1e-9:
        repeated = np.repeat(np.arange(len(x)), w.astype(int))
        assert close(value, ECE(BINS).measure(x[repeated], y[repeated].astype(int))), name
    return value


def equal_mass_ece(name, x, y, w):
    values, group = np.unique(x, return_inverse=True)
    masses = [sum((Fraction(v) for v in w[group == g].tolist()), Fraction(0)) for g in range(len(values))]
    total = sum(masses)
    before = Fraction(0)
    bins = []
    for mass in masses:
        position = BINS * (before + mass / 2) / total
        bins.append(min(BINS - 1, math.floor(position)))
        # Rounded sums of other weights than whole ones must not decide a bin.
        assert np.all(w == w.round()) or abs(position - round(position)) > 1e-9, name
        before += mass
    bins = np.array(bins)[group]
    if len(values) == len(x) and len(x) % BINS == 0 and np.all(w == w[0]):
        chunks = np.array_split(np.argsort(x), BINS)
        assert all(set(bins[chunk]) == {b} for b, chunk in enumerate(chunks)), name
    return binned_error(bins, x, y, w)


def binned_error(bins, x, y, w):
    gap = w * (y - x)
    return math.fsum(abs(math.fsum(gap[bins == b])) for b in range(BINS)) / math.fsum(w)


def debiased_l2(x, y, w):
    """Kumar, Liang & Ma 2019."""
    bins = equal_width_bins(x)
    terms = []
    for b in np.unique(bins):
        inside = bins == b
        mass = math.fsum(w[inside])
        if mass < 2:
            continue
        accuracy, confidence = (math.fsum((w * v)[inside]) / mass for v in (y, x))
        bias = accuracy * (1 - accuracy) / (mass - 1)
        terms.append(mass / math.fsum(w) * ((accuracy - confidence) ** 2 - bias))
    square = math.fsum(terms)
    assert abs(square) > 1e-9 or not any(terms)  # else its root would show rounding only
    return math.sqrt(max(square, 0.0))


def kuiper(x, y, w):
    """Arrieta-Ibarra, Gujral, Tannen, Tygert & Xu 2022: ECCE-R, with its p-value."""
    total = math.fsum(w)
    path = [0.0] + [math.fsum((w * (y - x))[x <= value]) / total for value in np.unique(x)]
    value = max(path) - min(path)
    sigma = math.sqrt(math.fsum(w * x * (1 - x))) / total
    if sigma == 0:
        p_value = 1.0 if value == 0 else 0.0
    else:
        p_value = float(range_above(mpmath.mpf(value) / mpmath.mpf(sigma)))
    return {"value": value, "sigma": sigma, "pValue": p_value}


def range_above(x):
    """P(range of standard Brownian motion on [0, 1] >= x): Feller 1951, integrated term by term."""
    if x == 0:
        return mpmath.mpf(1)
    return 1 - range_below(x) if x < 1 else range_tail(x)


def range_tail(x):
    """By reflections; the terms fall fast for large x."""
    counts = range(1, 3 + math.ceil(15 / x))
    return 4 * mpmath.fsum((-1) ** (m - 1) * m * mpmath.erfc(m * x / mpmath.sqrt(2)) for m in counts)


def range_below(x):
    """One less the same, by the heat equation between two absorbing walls; the terms fall fast for small x."""
    squares = [((2 * m + 1) * mpmath.pi) ** 2 for m in range(40)]
    return 8 * mpmath.fsum((1 / x**2 + 1 / s) * mpmath.exp(-s / (2 * x**2)) for s in squares)


def check_range_of_brownian_motion():
    for x in (0.7, 1, 1.5, 2, 3, 5):
        assert abs(range_tail(mpmath.mpf(x)) + range_below(mpmath.mpf(x)) - 1) < 1e-30, x
    mean = mpmath.quad(range_above, [0, 0.5, 1, 2, 4, 8, 20])
    assert abs(mean - 2 * mpmath.sqrt(2 / mpmath.pi)) < 1e-10


def spiegelhalter(x, y, w):
    variance = math.fsum(w * (1 - 2 * x) ** 2 * x * (1 - x))
    if variance == 0:
        return None
    z = math.fsum(w * (y - x) * (1 - 2 * x)) / math.sqrt(variance)
    p_value = float(mpmath.erfc(abs(mpmath.mpf(z)) / mpmath.sqrt(2)))
    assert math.isclose(p_value, 2 * norm.sf(abs(z)), rel_tol=1e-12)
    return {"z": z, "pValue": p_value}


# --- risk and coverage ----------------------------------------------------------------------------------------------


def risk_coverage(name, x, y, w):
    """Rows are accepted from the most confident down, those of equal confidence together."""
    total = math.fsum(w)
    aurc, augrc = [], []
    errors = 0.0
    for value in np.unique(x)[::-1]:
        share = math.fsum(w[x == value]) / total
        wrong = math.fsum((w * (1 - y))[x >= value])
        aurc.append(share * wrong / math.fsum(w[x >= value]))
        augrc.append(share * (errors + wrong / total) / 2)
        errors = wrong / total
    if len(np.unique(x)) == len(x) and np.all(w == w[0]):
        wrong = 1 - y[np.argsort(-x)]
        assert close(math.fsum(aurc), (wrong.cumsum() / np.arange(1, len(x) + 1)).mean()), name
    right = 1 - errors
    auroc = roc_auc_score(y, x, sample_weight=w) if len(np.unique(y)) == 2 else 0
    assert close(math.fsum(augrc), (1 - auroc) * right * errors + errors**2 / 2), name
    best = errors + (right * math.log(right) if right > 0 else 0)
    return {"aurc": math.fsum(aurc), "augrc": math.fsum(augrc), "excessAurc": math.fsum(aurc) - best}


# --- checks ---------------------------------------------------------------------------------------------------------


def check_repeated_rows(name, values, p, labels, w):
    rows = np.repeat(np.arange(len(p)), w)
    repeated = evaluate(name, p[rows], labels[rows], np.ones(len(rows)))
    for (metric, value), (_, again) in zip(numbers(values), numbers(repeated)):
        assert close(value, again), f"{name}: {metric} is {value}, and {again} of repeated rows"


def numbers(values):
    return [
        (f"{metric} {part}", value)
        for metric, parts in values.items()
        for part, value in (parts.items() if isinstance(parts, dict) else [("", parts)])
    ]


def close(a, b):
    return math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-14)


if __name__ == "__main__":
    main()
