"""Makes smoothEce.json: smooth calibration errors by their definition, and what relplot makes of the same rows.

Run by hand, never in CI:

    pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 mpmath==1.3.0 relplot==1.0.3
    python makeSmoothEceGoldens.py

The smoothed residual is its cosine series, cut where terms fall below 1e-18. The series is integrated term by term
between its zeros, which brentq finds on the series itself; the bandwidth is brentq's root of smECE_s = s. For cases of
up to 200 rows everything is made a second time from the Gaussian and its reflections, and the maker stops if the two
differ by more than 2e-14.

Beside each stands relplot 1.0.3's own number, which approximates the definition:

- a row whose score is exactly 0 or 1 counts half, and one within a cell of the end in part: the mirrored grid does
  not repeat its ends;
- the kernel ends at a distance of 1/2, which is felt from bandwidth 0.2 on;
- the bandwidth is halved out of [0, 1] ten times, so it ends up to 2^-10 above the fixed point;
- rows lie on a grid by linear weights, and a sum over a mesh stands for the integral.
"""

import math
from importlib.metadata import version

import numpy as np
import relplot
from scipy.fft import dct
from scipy.optimize import brentq
from scipy.special import erf

from goldenFile import HERE, seeded, write_golden

SMALLEST = 1e-4
BANDWIDTHS = [1.0, 0.3, 0.1, 0.03, 0.01, 0.001]


def main():
    cases = [smooth_ece_case(name, *rows) for name, rows in all_rows().items()]
    report_relplot(cases)
    parts = {"relplot": version("relplot"), "bandwidths": BANDWIDTHS, "cases": cases}
    write_golden(HERE / "smoothEce.json", "makeSmoothEceGoldens.py", **parts)


def all_rows():
    """Scores, outcomes and weights of each case."""
    cases = {}

    def draw(name, n, chance, digits=6, low=0.0):
        rng = seeded(name + " smoothEce")
        f = np.round(low + (1 - low) * rng.random(n), digits)
        y = (rng.random(n) < np.clip(chance(f), 0, 1)).astype(int)
        cases[name] = (f, y, None)
        return rng

    calibrated = lambda f: f
    over = lambda f: 0.5 + 0.6 * (f - 0.5)
    draw("twoRows", 2, calibrated)
    draw("fiveRows", 5, calibrated)
    draw("calibrated30", 30, calibrated)
    draw("calibrated500", 500, calibrated)
    draw("calibrated5000", 5000, calibrated, digits=4)
    draw("overConfident100", 100, over)
    draw("overConfident2000", 2000, over, digits=4)
    draw("underConfident300", 300, lambda f: 0.5 + 1.6 * (f - 0.5))
    draw("wavy3000", 3000, lambda f: f + 0.1 * np.sin(25 * f), digits=4)
    draw("topLabel400", 400, lambda f: f - 0.1 * (f > 0.8), low=0.4)
    draw("ties200", 200, over, digits=1)
    draw("ties1000", 1000, calibrated, digits=2)
    rng = draw("weights150", 150, over)
    cases["weights150"] = (*cases["weights150"][:2], rng.gamma(1.0, 1.0, 150).round(4))
    rng = draw("integerWeights80", 80, calibrated, digits=2)
    cases["integerWeights80"] = (*cases["integerWeights80"][:2], rng.integers(0, 4, 80))
    cases["oneRow"] = (np.array([0.8]), np.array([1]), None)
    cases["bothEnds"] = (np.array([0.0, 0, 0, 1, 1, 1, 1, 0.5]), np.array([0, 1, 0, 1, 1, 0, 1, 1]), None)
    cases["crossing"] = (np.array([0.3, 0.35, 0.65, 0.7]), np.array([1, 0, 0, 1]), None)
    rng = seeded("certain smoothEce")
    f = np.where(rng.random(120) < 0.5, rng.integers(0, 2, 120), rng.random(120).round(3))
    cases["certain120"] = (f, (rng.random(120) < 0.1 + 0.8 * f).astype(int), None)
    rng = seeded("nearlyPerfect smoothEce")
    f = 1 - (10.0 ** rng.uniform(-4, -2, 2000)).round(6)
    cases["nearlyPerfect2000"] = (f, (rng.random(2000) < f).astype(int), None)
    # At bandwidth 0.1 the middle row takes the sum of its neighbours just below 0, or leaves it just above, for 1/50
    # of the bandwidth.
    f, y = np.array([0.3037, 0.5037, 0.7037]), np.array([0, 1, 0])
    balance = 4 * 3037 * 0.7037 * math.exp(-2) / 0.4963
    cases["crossesTwiceNearby"] = (f, y, np.array([7037, round(balance * 1.001, 3), 3037]))
    cases["nearlyCrosses"] = (f, y, np.array([7037, round(balance * 0.999, 3), 3037]))
    return cases


# --- the definition -------------------------------------------------------------------------------------------------


class Residual:
    """sum of w K_s(t, f) (f - y) / sum of w, as c_0 + 2 sum over k of exp(-(pi k s)^2 / 2) c_k cos(pi k t)."""

    def __init__(self, f, y, w):
        self.masses = w * (f - y) / math.fsum(w)
        self.f = f
        self.coefficients = np.zeros(0)

    def terms(self, s):
        count = math.ceil(math.sqrt(2 * 18 * math.log(10)) / (math.pi * s)) + 1
        while len(self.coefficients) < count:
            k = np.arange(len(self.coefficients), min(count, len(self.coefficients) + 500))
            self.coefficients = np.r_[self.coefficients, np.cos(np.pi * np.outer(k, self.f)) @ self.masses]
        k = np.arange(count)
        c = 2 * np.exp(-((np.pi * k * s) ** 2) / 2) * self.coefficients[:count]
        c[0] /= 2
        return k * np.pi, c

    def smooth_ece(self, s):
        k, c = self.terms(s)
        size = max(64, 2 ** math.ceil(math.log2(32 / s)))
        padded = np.zeros(size + 1)
        padded[: len(c)] = c
        samples = dct(np.r_[2 * padded[0], padded[1:-1], 2 * padded[-1]], type=1) / 2
        return absolute_integral(
            samples,
            value=lambda x: math.fsum(c * np.cos(k * x)),
            slope=lambda x: -math.fsum(c * k * np.sin(k * x)),
            primitive=lambda x: c[0] * x + math.fsum(c[1:] / k[1:] * np.sin(k[1:] * x)),
        )

    def smooth_ece_by_images(self, s):
        """The same from the Gaussian and its reflections, all within 9 standard deviations of [0, 1]."""
        reach = math.ceil(9 * s) + 1
        turns = 2 * np.arange(-reach, reach + 1)
        images = np.add.outer(turns, np.r_[self.f, -self.f]).ravel()
        masses = np.tile(np.r_[self.masses, self.masses], len(turns))
        near = (masses != 0) & (images > -9 * s) & (images < 1 + 9 * s)
        images, masses = images[near], masses[near] / (s * math.sqrt(2 * math.pi))

        def terms(x):
            z = (x - images) / s
            return z, masses * np.exp(-z * z / 2)

        def primitive(x):
            return math.fsum(masses * s * math.sqrt(math.pi / 2) * erf((x - images) / (s * math.sqrt(2))))

        size = max(64, math.ceil(29 / s))
        return absolute_integral(
            np.array([terms(i / size)[1].sum() for i in range(size + 1)]),
            value=lambda x: math.fsum(terms(x)[1]),
            slope=lambda x: -math.fsum(np.prod(terms(x), axis=0)) / s,
            primitive=primitive,
        )


def absolute_integral(samples, value, slope, primitive):
    """The integral of |value| over [0, 1]; the samples, evenly spaced, say where to look for its zeros."""
    size = len(samples) - 1
    rounding = 1e-14 * np.abs(samples).max()
    points = [(i / size, v) for i, v in enumerate(samples)]
    bend = np.abs(np.diff(samples, 2))
    for i in range(1, size - 1):
        least = min(abs(samples[i]), abs(samples[i + 1]))
        if samples[i] * samples[i + 1] > 0 and rounding < least < bend[i - 1] + bend[i]:
            a, b = i / size, (i + 1) / size
            if slope(a) * slope(b) < 0:
                turn = brentq(slope, a, b, xtol=1e-15)
                points.append((turn, value(turn)))
    # What is smaller is 0 but for rounding: where exactly it changes its sign does not matter.
    points = sorted(point for point in points if abs(point[1]) > rounding)
    cuts = [0.0]
    for (a, left), (b, right) in zip(points, points[1:]):
        if left * right < 0:
            cuts.append(brentq(value, a, b, xtol=1e-16))
    cuts.append(1.0)
    ends = [primitive(x) for x in cuts]
    return math.fsum(abs(b - a) for a, b in zip(ends, ends[1:]))


def smooth_ece_case(name, f, y, weights):
    w = np.ones(len(f)) if weights is None else np.asarray(weights, float)
    residual = Residual(f, y, w)
    bandwidth = fixed_point(residual)
    value = residual.smooth_ece(bandwidth)
    at_bandwidths = [residual.smooth_ece(s) for s in BANDWIDTHS]
    if len(f) <= 200:
        for s, exact in zip([bandwidth, *BANDWIDTHS], [value, *at_bandwidths]):
            again = residual.smooth_ece_by_images(s)
            assert abs(exact - again) < 2e-14, (name, s, exact, again)
    theirs = None
    if weights is None:
        outcomes = y.astype(float)
        their_value, their_bandwidth = relplot.smECE(f, outcomes, return_width=True)
        theirs = {
            "value": float(their_value),
            "bandwidth": float(their_bandwidth),
            "atBandwidths": [float(relplot.smECE_sigma(f, outcomes, s)) for s in BANDWIDTHS],
        }
    print(f"  {name}: {value:.12g} at {bandwidth:.12g}, relplot {theirs and theirs['value']}")
    return {
        "name": name,
        "scores": f.tolist(),
        "outcomes": y.tolist(),
        "weights": None if weights is None else np.asarray(weights).tolist(),
        "value": value,
        "bandwidth": bandwidth,
        "atBandwidths": at_bandwidths,
        "relplot": theirs,
    }


def fixed_point(residual):
    """Where smECE_s = s: between |sum| and sum of | | of the masses, and not below SMALLEST."""
    low = max(abs(math.fsum(residual.masses)), SMALLEST)
    high = math.fsum(np.abs(residual.masses))
    if low >= high * (1 - 1e-14):
        return low
    while high > 2 * low:
        middle = math.sqrt(low * high)
        if residual.smooth_ece(middle) > middle:
            low = middle
        else:
            high = middle
    excess = lambda s: residual.smooth_ece(s) - s
    if excess(low) <= 0:
        return low
    return brentq(excess, low, high, xtol=1e-16, rtol=1e-15)


def report_relplot(cases):
    """How far relplot is from the definition, for the note in README.md."""
    compared = [case for case in cases if case["relplot"]]
    for i, s in enumerate(BANDWIDTHS):
        off = max((abs(c["atBandwidths"][i] - c["relplot"]["atBandwidths"][i]), c["name"]) for c in compared)
        print(f"  relplot at bandwidth {s}: off by {off[0]:.2g} at most ({off[1]})")
    for key in ("value", "bandwidth"):
        off = [(c["relplot"][key] - c[key], c["name"]) for c in compared]
        print(f"  relplot's {key}: from {min(off)} to {max(off)} off")


if __name__ == "__main__":
    main()
