"""Makes distributions.json, the reference values of the distributions in src/numerics.

Run by hand, never in CI:

    python makeDistributionGoldens.py

Everything is computed in 50 digits or more (mpmath), by ways that the library does not go: the incomplete beta function
from its power series in the smaller of x and 1 - x, the normal tail from erfc, Student's from the incomplete beta
function, the range of Brownian motion from both of its series, which must agree to 40 digits. Quantiles and bounds are
SciPy's answers, polished by Newton's method. Where SciPy has the function, both must agree to 1e-9.
"""

import math

import mpmath as mp
from scipy import stats

from goldenFile import HERE, seeded, write_golden

mp.mp.dps = 50
LEAST = 1e-300


def main():
    write_golden(
        HERE / "distributions.json",
        "makeDistributionGoldens.py",
        incompleteBeta=beta_cases(),
        binomialWeight=weight_cases(),
        binomialLowerTail=lower_tail_cases(),
        binomialInterval=interval_cases(),
        normal=normal_cases(),
        normalQuantile=normal_quantile_cases(),
        student=student_cases(),
        studentQuantile=student_quantile_cases(),
        brownianRange=brownian_range_cases(),
    )


def agree(exact, other, what):
    assert math.isclose(float(exact), float(other), rel_tol=1e-9), f"{what}: {float(exact)} and SciPy's {other}"


# --- binomial -------------------------------------------------------------------------------------------------------


def incomplete_beta(x, a, b, y=None):
    """I_x(a, b) for y = 1 - x; from the series in the smaller of both, with digits enough for what cancels."""
    x, a, b = mp.mpf(x), mp.mpf(a), mp.mpf(b)
    y = 1 - x if y is None else mp.mpf(y)
    if x <= y:
        return beta_series(x, y, a, b)
    value = 1 - beta_series(y, x, b, a)
    if value > 1e-8:
        return value
    with mp.workdps(400):
        x = 1 - y
        value = 1 - beta_series(y, x, b, a)
    return +value


def beta_series(x, y, a, b):
    """Every term is positive, so that nothing cancels; some sqrt(a + b) and 1 / y of them count."""
    total = term = mp.mpf(1)
    negligible = mp.mpf(10) ** -mp.mp.dps
    for k in range(10**6):
        term *= (a + b + k) * x / (a + 1 + k)
        total += term
        if term < total * negligible:
            return total * beta_density(x, y, a, b) * x * y / a
    raise AssertionError("the series has not converged")


def beta_density(x, y, a, b):
    log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    return mp.exp((a - 1) * mp.log(x) + (b - 1) * mp.log(y) - log_beta)


def binomial_weight(a, b, x):
    a, b, x = mp.mpf(a), mp.mpf(b), mp.mpf(x)
    choices = mp.loggamma(a + b + 1) - mp.loggamma(a + 1) - mp.loggamma(b + 1)
    return mp.exp(choices + a * mp.log(x) + b * mp.log(1 - x))


def counts(name, cases, biggest):
    """Shares and counts of both outcomes: near the mean and far from it, whole and not, and tiny ones."""
    rng = seeded(name)
    for i in range(cases):
        n = 10 ** rng.uniform(0, biggest)
        x = float(rng.choice([0.5, 0.05, 0.3, 0.9, 1e-3, rng.random(), 10 ** rng.uniform(-12, -1)]))
        a = n * x + rng.uniform(-40, 40) * math.sqrt(n * x * (1 - x))
        b = n - a
        if i % 5 == 0:
            a, b = float(rng.choice([0.5, 1, 1e-3, 2.5])), n
        elif i % 5 == 1:
            a, b = n, float(rng.choice([0.5, 1, 1e-3, 2.5]))
        elif i % 5 == 2:
            a, b = float(round(a)), float(round(b))
        if a > 0 and b > 0:
            yield x, float(a), float(b)


BIG = [(0.5, 5e6, 5e6), (0.3, 3e6 - 2000.0, 7e6 + 2000.0), (1e-6, 3.0, 1e7), (0.05, 499_000.5, 9_500_999.5)]
# Of 900 more the ones that lose most of their digits to the rounding of the exponent.
FAR = [(0.05, 17376.728922843067, 247201.35888552165), (0.3, 1150.4141158775308, 570.6073913063381)]


def beta_cases():
    cases = []
    for x, a, b in [*counts("incompleteBeta", 220, 5.5), *BIG, *FAR]:
        value = incomplete_beta(x, a, b)
        if value > LEAST:
            if value > 1e-30:
                agree(value, stats.beta.cdf(x, a, b), ("incompleteBeta", x, a, b))
            cases.append([x, a, b, float(value)])
    return cases


def weight_cases():
    cases = [[a, b, x, float(binomial_weight(a, b, x))] for x, a, b in [*counts("binomialWeight", 160, 6), *BIG, *FAR]]
    cases += [[0.0, b, x, float(binomial_weight(0, b, x))] for b, x in ((1000.0, 0.3), (1e7, 1e-5), (12.5, 0.99))]
    return [case for case in cases if case[-1] > LEAST]


def lower_tail_cases():
    """[successes, trials, share, P(X <= successes)]"""
    rng = seeded("binomialLowerTail")
    cases = [(0, 1000, 0.5), (0, 1000, 0.3), (0, 10**7, 1e-5), (0, 3, 0.1), (5, 5.5, 1e-6)]
    cases.append((10**7 - 1, 10**7, 0.999999))
    for n in (10, 100, 1000, 10**4, 10**5, 10**6, 10**7):
        for share in (0.5, 0.05, 0.001, float(rng.random())):
            for z in (-30, -8, -3, -1, 0, 2):
                cases.append((round(n * share + z * math.sqrt(n * share * (1 - share))), n, share))
            cases.append((math.floor(n * share) + 0.25, n, share))
    found = []
    for s, n, share in sorted({case for case in cases if 0 <= case[0] < case[1]}):
        value = incomplete_beta(1 - mp.mpf(share), mp.mpf(n) - s, mp.mpf(s) + 1, share)
        if value > LEAST:
            found.append([s, n, share, float(value)])
            if value > 1e-30 and s == int(s) and n == int(n):
                agree(value, stats.binom.cdf(s, n, share), ("binomialLowerTail", s, n, share))
    return found


def interval_cases():
    """[successes, trials, level, lower, upper, upper bound with confidence = level]"""
    rng = seeded("binomialInterval")
    cases = []
    for n in (1, 2, 10, 59, 1000, 31_623, 10**6, 10**7):
        share = float(rng.random())
        for s in (0, 1, n // 20, n // 2, round(n * share), n - 1, n, 0.3, 0.02, n * share, n - 0.25):
            cases.append((s, n, float(rng.choice([0.5, 0.9, 0.95, 0.99, 0.999999]))))
    cases += [(2.75, 7.5, 0.95), (0.5, 0.75, 0.9), (40, 100, 1 - 1e-10), (1e-3, 1, 0.95)]
    found = []
    for s, n, level in sorted({case for case in cases if 0 <= case[0] <= case[1]}):
        tail = (1 - mp.mpf(level)) / 2
        found.append([s, n, level, lower_end(s, n, tail), upper_end(s, n, tail), upper_end(s, n, 2 * tail)])
    return found


def lower_end(s, n, tail):
    """The share x with I_x(s, n - s + 1) = tail."""
    if s == 0:
        return 0.0
    return float(beta_quantile(mp.mpf(s), mp.mpf(n) - s + 1, tail))


def upper_end(s, n, tail):
    """The share x with 1 - I_x(s + 1, n - s) = tail."""
    if s == n:
        return 1.0
    return float(1 - beta_quantile(mp.mpf(n) - s, mp.mpf(s) + 1, tail))


def beta_quantile(a, b, tail):
    """x with I_x(a, b) = tail: secant steps in ln x, so that a tiny x has all digits."""
    if a == 1:
        return 1 - (1 - tail) ** (1 / b)
    if b == 1:
        return tail ** (1 / a)
    start = float(stats.beta.ppf(float(tail), float(a), float(b)))
    if start < 1e-290:
        return mp.mpf(0)
    x = mp.mpf(start)
    if start > 1 - 1e-12:  # too near 1 for a double: 1 - x is the smaller number
        x = 1 - mp.mpf(float(stats.beta.isf(float(tail), float(b), float(a))))
    for _ in range(12):
        value = incomplete_beta(x, a, b)
        step = mp.log(value / tail) * value / beta_density(x, 1 - x, a, b)
        x -= step
        if abs(step) < min(x, 1 - x) * mp.mpf(10) ** -20:
            return x
    raise AssertionError(f"no quantile of Beta({a}, {b}) at {tail}")


# --- normal, Student ------------------------------------------------------------------------------------------------


def normal_tail(z):
    return mp.erfc(mp.mpf(z) / mp.sqrt(2)) / 2


def normal_cases():
    """[z, P(Z >= z)]"""
    rng = seeded("normal")
    zs = [0, 1e-300, 1e-9, 0.5, 1, 1.96, 1.9999999, 2, 2.0000001, 3, 5, 8, 20, 37]
    zs += [-z for z in zs[1:8]] + [-30] + list(rng.uniform(-6, 6, 60)) + list(rng.uniform(0, 37, 60))
    for z in zs:
        agree(normal_tail(z), stats.norm.sf(z), ("normal", z))
    return [[float(z), float(normal_tail(z))] for z in zs]


def normal_quantile_cases():
    """[p, z]"""
    rng = seeded("normalQuantile")
    ps = [0.25, 0.75, 0.975, 0.025, 0.2499999, 1e-300, 1e-16, 1 - 2**-52, 0.5 + 1e-12, 0.5 - 1e-7]
    ps += list(rng.random(40)) + list(10 ** rng.uniform(-300, -1, 40)) + list(1 - 2.0 ** rng.uniform(-50, -2, 20))
    cases = []
    for p in map(float, ps):
        z = mp.mpf(float(stats.norm.ppf(p)))
        for _ in range(12):
            excess = normal_tail(-z) - mp.mpf(p) if p < 0.5 else (1 - mp.mpf(p)) - normal_tail(z)
            step = excess / (mp.exp(-(z**2) / 2) / mp.sqrt(2 * mp.pi))
            step /= 1 + z * step / 2
            z -= step
        assert abs(step) < abs(z) * mp.mpf(10) ** -20, p
        agree(z, stats.norm.ppf(p), ("normalQuantile", p))
        cases.append([p, float(z)])
    return cases


DEGREES = (0.3, 1, 2, 2.5, 5, 30, 1000, 12_345.5, 1e6, 1e7)


def student_tail(t, degrees):
    t, degrees = mp.mpf(t), mp.mpf(degrees)
    if t < 0:
        return 1 - student_tail(-t, degrees)
    square = t**2
    return incomplete_beta(degrees / (degrees + square), degrees / 2, mp.mpf(1) / 2, square / (degrees + square)) / 2


def student_cases():
    """[t, degrees, P(T >= t)]"""
    cases = []
    for degrees in DEGREES:
        for t in (0.0, 1e-9, 0.01, 0.7, 1.0, 1.96, 5.0, 12.0, 30.0, 1e4, -1e-5, -0.4, -3.0, -20.0):
            value = student_tail(t, degrees) if t else mp.mpf(1) / 2
            if value > LEAST:
                agree(value, stats.t.sf(t, degrees), ("student", t, degrees))
                cases.append([t, degrees, float(value)])
    return cases


def student_density(t, degrees):
    gammas = mp.loggamma((degrees + 1) / 2) - mp.loggamma(degrees / 2)
    return mp.exp(gammas - (degrees + 1) / 2 * mp.log1p(t**2 / degrees)) / mp.sqrt(degrees * mp.pi)


def student_quantile_cases():
    """[p, degrees, t with P(T <= t) = p]"""
    cases = []
    for degrees in DEGREES:
        for p in (1e-30, 1e-10, 0.001, 0.025, 0.2, 0.4999, 0.50000001, 0.6, 0.95, 0.975, 0.999999, 1 - 2**-50):
            tail = mp.mpf(p) if p < 0.5 else 1 - mp.mpf(p)
            t = mp.mpf(abs(float(stats.t.isf(float(tail), degrees))))
            for _ in range(12):
                value = student_tail(t, degrees)
                step = (value - tail) / student_density(t, mp.mpf(degrees))
                t += step
                if abs(step) < t * mp.mpf(10) ** -20:
                    break
            else:
                raise AssertionError(f"no quantile of Student({degrees}) at {p}")
            cases.append([p, degrees, float(-t if p < 0.5 else t)])
    return cases


# --- range of Brownian motion ---------------------------------------------------------------------------------------


def brownian_range_tail(r):
    """P(range >= r) by the series for large r and by the one for small r, which must agree to 40 digits."""
    with mp.workdps(70 + int(float(r) ** 2 / 4)):
        r, far, near = mp.mpf(r), mp.mpf(0), mp.mpf(1)
        for k in range(1, 20 + int(20 / r)):
            far += 8 * (-1) ** (k - 1) * k * normal_tail(k * r)
        for k in range(20 + int(r * (20 + r))):
            odd = ((2 * k + 1) * mp.pi) ** 2
            near -= 8 * (1 / r**2 + 1 / odd) * mp.exp(-odd / (2 * r**2))
        assert abs(far / near - 1) < mp.mpf(10) ** -40, (r, far, near)
    return far


def brownian_range_cases():
    """[r, P(range >= r)]"""
    rng = seeded("brownianRange")
    rs = [0.3, 0.5, 1, 1.5, 1.9, 2, 2.1, 2.5, 3, 5, 10, 20, 36.9]
    rs += [*rng.uniform(0.2, 4, 30), *rng.uniform(4, 37, 15)]
    return [[float(r), float(brownian_range_tail(float(r)))] for r in rs]


if __name__ == "__main__":
    main()
