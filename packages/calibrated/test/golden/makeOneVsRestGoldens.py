"""Makes oneVsRest.json: beta calibration, Platt scaling on log-odds and histogram binning, by their definitions.

Run by hand, never in CI:

    pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 mpmath==1.3.0 betacal==1.1.0 netcal==1.4.0
    python makeOneVsRestGoldens.py

Beta and Platt: the mean negative log-likelihood of each class against the rest (Platt: the mean cross-entropy to the
smoothed labels) plus the ridge that the library documents, minimised under its bounds. SciPy's L-BFGS-B finds where;
on each set of parameters held at 0 its root finder then solves the gradient, and the one solution that meets the
optimality conditions of the bounded problem is kept. Where betacal,
scikit-learn and netcal solve the same problem they are asked too, and the maker stops if one differs.
"""

from itertools import combinations

import betacal
import netcal
import numpy as np
from betacal import BetaCalibration
from netcal.binning import HistogramBinning
from scipy.optimize import minimize, root
from scipy.special import expit, log_expit, softmax
from sklearn.calibration import _SigmoidCalibration

from goldenFile import HERE, seeded, write_golden

FLOOR = 1e-12
RIDGE = 1e-10
PROBED = 20


def main():
    cases = [fitted(*table) for table in tables()]
    peers = {"betacal": betacal.__version__, "netcal": netcal.__version__}
    write_golden(HERE / "oneVsRest.json", "makeOneVsRestGoldens.py", peers, cases=cases)


def tables():
    """Name, probabilities, labels, weights."""
    for name, n, k, digits in (
        ("two", 150, 2, 6),
        ("twoTied", 100, 2, 1),
        ("three", 150, 3, 6),
        ("fiveTied", 120, 5, 2),
    ):
        yield name, *over_confident(name, n, k, digits), None
    rows, labels = over_confident("weights", 120, 2, 6)
    yield "wholeWeights", rows, labels, seeded("whole weights").integers(0, 4, 120).astype(float)
    rows, labels = over_confident("weights of three", 100, 3, 2)
    yield "realWeights", rows, labels, seeded("real weights").gamma(1.0, 1.0, 100).round(3)
    rows, labels = over_confident("saturated", 120, 3, 6)
    rows[::4] = np.eye(3)[labels[::4]]
    rows[1::8] = np.eye(3)[(labels[1::8] + 1) % 3]
    yield "saturated", rows, labels, None
    name, rows, labels, weights = bent("bAtZero", lambda p: expit(-0.5 + 1.2 * np.log(p) + 0.8 * np.log(1 - p)))
    yield name, rows, labels, weights
    yield "aAtZero", rows[:, ::-1], 1 - labels, weights
    yield bent("falling", lambda p: 0.9 - 0.8 * p)
    rows, labels = over_confident("missing class", 100, 3, 6)
    yield "missingClass", rows, labels % 2, None


def over_confident(name, n, k, digits):
    """Rows of a model whose scores are too large by a half, in classes that it favours by their number."""
    rng = seeded(name)
    scores = 1.5 * rng.standard_normal((n, k))
    rows = softmax(1.5 * scores + np.arange(k) / k, axis=1).round(digits)
    rows[:, -1] = 1 - rows[:, :-1].sum(axis=1)
    rows = np.clip(rows.round(15), 0, 1)
    labels = (rng.random(n)[:, None] > softmax(scores, axis=1).cumsum(axis=1)).sum(axis=1)
    return rows, np.minimum(labels, k - 1)


def bent(name, chance):
    rng = seeded(name)
    p = rng.uniform(0.02, 0.98, 150).round(6)
    labels = (rng.random(150) < chance(p)).astype(int)
    return name, np.c_[1 - p, p].round(6), labels, None


def fitted(name, rows, labels, weights):
    n, k = rows.shape
    w = np.ones(n) if weights is None else weights
    keep = w > 0
    rests = np.array([[row[:j].sum() + row[j + 1 :].sum() for j in range(k)] for row in rows])
    lows, lowr = np.log(np.maximum(rows, FLOOR)), np.log(np.maximum(rests, FLOOR))
    classes = [1] if k == 2 else range(k)
    beta, platt, histograms = [], [], []
    for j in classes:
        y = (labels == j).astype(float)
        features = np.c_[lows[:, j], -lowr[:, j], np.ones(n)]
        # b1 − b0 = c with b0 = −b1, so that the ridge on the two biases is one on c/√2.
        found = bounded(features, y, w, np.array([1.0, 1.0, 0.0]), np.array([1.0, 1.0, 0.5]), bounds=2)
        beta.append(dict(zip("abc", found.tolist())))
        check_betacal(rows[keep, j], y[keep], w[keep], found, features[keep])
        high, low = (w @ y + 1) / (w @ y + 2), 1 / (w @ (1 - y) + 2)
        features = np.c_[lows[:, j] - lowr[:, j], np.ones(n)]
        smoothed = np.where(y == 1, high, low)
        found = bounded(features, smoothed, w, np.array([1.0, 0.0]), np.ones(2), bounds=1)
        platt.append(dict(zip(("slope", "bias"), found.tolist())))
        check_sklearn(features[:, 0], y, weights, found)
        histograms.append(
            {
                "equalMass": equal_mass(rows[keep, j], y[keep], w[keep], 15),
                "equalWidth": equal_width(rows[keep, j], y[keep], w[keep], 15),
            }
        )
        if weights is None and k == 2:
            check_netcal(rows[:, j], y, histograms[-1]["equalWidth"])
    return {
        "name": name,
        "probabilities": rows.tolist(),
        "labels": labels.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "beta": ([None] if k == 2 else []) + beta,
        "betaRows": divided([expit(lows[:, j] * m["a"] - lowr[:, j] * m["b"] + m["c"]) for j, m in zip(classes, beta)]),
        "platt": ([None] if k == 2 else []) + platt,
        "plattRows": divided(
            [expit((lows[:, j] - lowr[:, j]) * m["slope"] + m["bias"]) for j, m in zip(classes, platt)]
        ),
        "histogram": ([None] if k == 2 else []) + histograms,
    }


def divided(columns):
    """The first rows, calibrated."""
    if len(columns) == 1:
        return np.c_[1 - columns[0], columns[0]][:PROBED].tolist()
    q = np.array(columns).T
    return (q / q.sum(axis=1, keepdims=True))[:PROBED].tolist()


def bounded(features, targets, w, centre, strengths, bounds):
    """The minimum with the first `bounds` unknowns at least 0."""
    share = w / w.sum()

    def value(x):
        s = features @ x
        loss = -(share @ (targets * log_expit(s) + (1 - targets) * log_expit(-s)))
        return loss + RIDGE / 2 * (strengths @ (x - centre) ** 2)

    def gradient(x):
        return features.T @ (share * (expit(features @ x) - targets)) + RIDGE * strengths * (x - centre)

    def hessian(x):
        s = features @ x
        return (features * (share * expit(s) * expit(-s))[:, None]).T @ features + RIDGE * np.diag(strengths)

    limits = [(0, None)] * bounds + [(None, None)] * (len(centre) - bounds)
    tight = {"ftol": 1e-16, "gtol": 1e-12, "maxiter": 10_000, "maxfun": 100_000}
    start = minimize(value, centre, jac=gradient, method="L-BFGS-B", bounds=limits, options=tight).x
    solutions = []
    for size in range(bounds + 1):
        for held in combinations(range(bounds), size):
            free = [u for u in range(len(centre)) if u not in held]
            x = np.where(np.isin(range(len(centre)), held), 0.0, start)

            def filled(part, x=x, free=free):
                y = x.copy()
                y[free] = part
                return y

            solved = root(
                lambda part: gradient(filled(part))[free],
                x[free],
                jac=lambda part: hessian(filled(part))[np.ix_(free, free)],
                method="hybr",
                options={"xtol": 1e-15},
            )
            x = filled(solved.x)
            g = gradient(x)
            is_root = np.abs(g[free]).max() < 1e-13
            if is_root and (x[:bounds] >= 0).all() and (g[list(held)] >= 0).all():
                solutions.append(x)
    assert len(solutions) == 1, solutions
    assert value(solutions[0]) <= value(start) + 1e-13
    return solutions[0]


def check_betacal(p, y, w, best, features):
    """betacal's fit has the NLL of the joint optimum, unless it clips more or leaves a or b negative."""
    if y.sum() == 0 or p.min() < FLOOR or p.max() > 1 - FLOOR:
        return
    peer = BetaCalibration(parameters="abm").fit(p.reshape(-1, 1), y, w)
    share = w / w.sum()
    q = peer.predict(p.reshape(-1, 1))
    s = features @ best
    ours = -(share @ (y * log_expit(s) + (1 - y) * log_expit(-s)))
    miss = -(share @ (y * np.log(q) + (1 - y) * np.log1p(-q))) - ours
    theirs = peer.calibrator_.map_[:2]
    print(f"betacal: {miss:.1e} above the optimum, a, b {np.round(theirs, 6)}, ours {best[:2].round(6)}")
    assert min(theirs) < 0 or -1e-10 < miss < 1e-6


def check_sklearn(z, y, weights, found):
    """scikit-learn's sigmoid on log-odds is the same problem without the bound and the ridge."""
    peer = _SigmoidCalibration().fit(z, y, weights)
    ours, theirs = expit(found[0] * z + found[1]), peer.predict(z)
    difference = np.abs(ours - theirs).max()
    print(f"scikit-learn: {difference:.1e} apart, slope {-peer.a_:.6f}, ours {found[0]:.6f}")
    assert difference < 1e-6 or found[0] == 0


def equal_width(p, y, w, bins):
    """Shares in bins that hold their upper edge, the edges being doubles k / bins; the middle where there is no row."""
    edges = [i / bins for i in range(1, bins)]
    at = np.searchsorted(edges, p, side="left")
    mass, hits = np.bincount(at, w, bins), np.bincount(at, w * y, bins)
    middles = (np.arange(bins) + 0.5) / bins
    values = np.where(mass > 0, hits / np.where(mass > 0, mass, 1), middles)
    return {"edges": edges, "values": values.tolist()}


def equal_mass(p, y, w, bins):
    """Equal scores together, in the bin in whose stretch of the cumulated weight their middle lies."""
    scores, at = np.unique(p, return_inverse=True)
    mass, hits = np.bincount(at, w), np.bincount(at, w * y)
    bin_of = np.minimum(np.floor(bins * (mass.cumsum() - mass / 2) / mass.sum()).astype(int), bins - 1)
    used = np.unique(bin_of)
    values = [hits[bin_of == b].sum() / mass[bin_of == b].sum() for b in used]
    ends = [(scores[bin_of == a].max(), scores[bin_of == b].min()) for a, b in zip(used, used[1:])]
    return {"edges": [(low + high) / 2 for low, high in ends], "values": values}


def check_netcal(p, y, expected):
    """netcal's bins hold their lower edge, ours the upper, so that scores on an edge are left out of the question."""
    if np.isin(p, expected["edges"] + [0.0, 1.0]).any():
        return
    peer = HistogramBinning(bins=15, equal_intervals=True)
    peer.fit(p, y)
    difference = np.abs(np.ravel(peer._bin_map) - expected["values"]).max()
    print(f"netcal: {difference:.1e} apart")
    assert difference < 1e-12


if __name__ == "__main__":
    main()
