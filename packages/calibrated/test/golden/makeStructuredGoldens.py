"""Makes structured.json: mixed and ensemble temperature, structured vector and matrix scaling, by their definitions.

Run by hand, never in CI:

    pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 mpmath==1.3.0 torch==2.15.0 probmetrics==1.3.0
    python makeStructuredGoldens.py

Every optimum is found by SciPy on the objective as published and polished by Newton steps until its gradient is below
1e-13. Beside it stands what probmetrics makes of the same rows, for the cases without exact zeros (it floors logarithms
at -87.3, we at ln 1e-12): its optimiser stops early, so its objective is never lower, which the maker checks.
"""

import warnings
from importlib.metadata import version

import numpy as np
from scipy.optimize import brentq, minimize
from scipy.special import log_softmax, softmax

from goldenFile import HERE, seeded, write_golden

FLOOR = 1e-12
PROBES = 8


def main():
    cases = [
        case("typical", *rows("typical", 150, 3)),
        case("binary", *rows("binary", 100, 2)),
        case("fewRows", *rows("fewRows", 12, 4)),
        case("wholeWeights", *rows("wholeWeights", 90, 3), seeded("wholeWeights weights").integers(1, 5, 90)),
        case("realWeights", *rows("realWeights", 90, 3), seeded("realWeights weights").gamma(1.0, 1.0, 90)),
        case("missingClass", *without(3, rows("missingClass", 80, 4))),
        case("zeros", *with_zeros(rows("zeros", 80, 3))),
        case("reversed", *reversed_class()),
        case("twelveClasses", *rows("twelveClasses", 150, 12)),
    ]
    versions = {"torch": version("torch"), "probmetrics": version("probmetrics")}
    write_golden(HERE / "structured.json", "makeStructuredGoldens.py", versions, cases=cases)


def rows(name, n, k):
    """An over-confident model that confuses neighbouring classes and neglects the first ones."""
    rng = seeded(name)
    scores = 1.5 * rng.standard_normal((n, k))
    true = softmax(scores + 0.5 * np.roll(scores, 1, axis=1), axis=1)
    labels = np.array([rng.choice(k, p=p) for p in true])
    probabilities = softmax(1.8 * scores + np.arange(k) / k, axis=1)
    return probabilities, labels


def without(missing, given):
    probabilities, labels = given
    return probabilities, np.where(labels == missing, 0, labels)


def with_zeros(given):
    probabilities, labels = given
    rounded = np.floor(10 * probabilities)
    top = probabilities.argmax(axis=1)
    rounded[np.arange(len(top)), top] += 10 - rounded.sum(axis=1)
    return rounded / 10, labels


def reversed_class():
    """The first class is the label the more rarely the more the model says of it; the other two it tells apart."""
    said = np.array([0.05, 0.1, 0.2, 0.4])
    came = [300, 200, 100, 25]
    weights = []
    probabilities = []
    labels = []
    for p, first in zip(said, came):
        for right in (1, 2):
            row = np.full(3, (1 - p) * 0.1)
            row[0], row[right] = p, (1 - p) * 0.9
            probabilities += [row] * 3
            labels += [0, right, 3 - right]
            weights += [first, 500 - first, 40]
    return np.array(probabilities), np.array(labels), np.array(weights)


def case(name, probabilities, labels, weights=None):
    n, k = probabilities.shape
    w = np.ones(n) if weights is None else np.asarray(weights, float)
    total = w.sum()
    logs = np.log(np.maximum(probabilities, FLOOR))
    inverse = inverse_temperature(logs, labels, w)
    scaled = softmax(inverse * logs, axis=1)
    mixed = (total * scaled + 1 / k) / (total + 1)
    z = np.log(mixed)
    vector = vector_scaling(z, labels, w)
    matrix = matrix_scaling(z, labels, w)
    has_peer = probabilities.min() > 0 and name != "realWeights"
    return {
        "name": name,
        "probabilities": probabilities.tolist(),
        "labels": labels.tolist(),
        "weights": None if weights is None else w.tolist(),
        "temperature": float(1 / inverse),
        "ensemble": ensemble(scaled, probabilities, labels, w),
        "vector": vector,
        "matrix": matrix,
        "peer": peer(probabilities, labels, w, z, vector, matrix) if has_peer else None,
    }


def inverse_temperature(logs, labels, w):
    own = logs[np.arange(len(labels)), labels]

    def slope(b):
        return np.average((softmax(b * logs, axis=1) * logs).sum(axis=1) - own, weights=w)

    return brentq(slope, 0.01, 100, xtol=1e-16, rtol=1e-15)


def ensemble(scaled, raw, labels, w):
    """The weights of scaled, raw and uniform: least -mean ln(P x) + sum x over x >= 0, where the sum is 1 by itself."""
    at = np.arange(len(labels)), labels
    p = np.column_stack([scaled[at], raw[at], np.full(len(labels), 1 / raw.shape[1])])
    share = w / w.sum()

    def value(x):
        return -share @ np.log(p @ x) + x.sum()

    def gradient(x):
        return 1 - (share / (p @ x)) @ p

    start = minimize(value, np.full(3, 1 / 3), jac=gradient, bounds=[(1e-12, None)] * 3, options={"ftol": 0, "gtol": 1e-12})
    x = np.where(start.x < 1e-6, 0.0, start.x)
    free = x > 0
    for _ in range(20):
        ratios = p[:, free] / (p @ x)[:, None]
        x[free] -= np.linalg.solve(ratios.T @ (share[:, None] * ratios), gradient(x)[free])
    assert np.abs(gradient(x)[free]).max() < 1e-13 and (gradient(x)[~free] > 0).all() and (x >= 0).all()
    return {"weights": x.tolist(), "nll": float(value(x) - x.sum())}


def vector_scaling(z, labels, w):
    k = z.shape[1]
    ridge = np.repeat(k / w.sum(), 2 * k)
    # The unknowns: v - 1, then b. d scores[i, j] / d unknowns.
    features = np.zeros((len(z), k, 2 * k))
    features[:, np.arange(k), np.arange(k)] = z
    features[:, np.arange(k), k + np.arange(k)] = 1
    x, objective = penalised(z, features, labels, w, ridge)
    made = {"scales": (1 + x[:k]).tolist(), "biases": x[k:].tolist(), "objective": objective}
    held = x[:k] < -1
    if held.any():
        # The same with the scales that came out negative held at 0.
        free = np.r_[~held, np.ones(k, bool)]
        x, objective = penalised(np.where(held, 0, z), features[:, :, free], labels, w, ridge[free])
        scales = np.zeros(k)
        scales[~held] = 1 + x[: -k]
        objective += float(ridge[:k][held].sum())
        made["held"] = {"scales": scales.tolist(), "biases": x[-k:].tolist(), "objective": objective}
    return made


def matrix_scaling(z, labels, w):
    k = z.shape[1]
    total = w.sum()
    ridge = np.full((k, k), k * (k - 1) / total)
    np.fill_diagonal(ridge, k / total)
    ridge = np.concatenate([ridge.ravel(), np.full(k, k / total)])
    features = np.zeros((len(z), k, k * k + k))
    for j in range(k):
        features[:, j, j * k : (j + 1) * k] = z
        features[:, j, k * k + j] = 1
    x, objective = penalised(z, features, labels, w, ridge)
    return {
        "weights": (np.eye(k) + x[: k * k].reshape(k, k)).tolist(),
        "biases": x[k * k :].tolist(),
        "objective": objective,
    }


def penalised(z, features, labels, w, ridge):
    """The x of least mean cross-entropy of softmax(z + features x) + ridge . x^2."""
    share = w / w.sum()
    own = np.eye(z.shape[1])[labels]

    def value(x):
        return -share @ log_softmax(z + features @ x, axis=1)[np.arange(len(z)), labels] + ridge @ x**2

    def gradient(x):
        gap = softmax(z + features @ x, axis=1) - own
        return np.einsum("i,ij,iju->u", share, gap, features) + 2 * ridge * x

    def hessian(x):
        q = softmax(z + features @ x, axis=1)
        mean = np.einsum("ij,iju->iu", q, features)
        flat = (np.sqrt(share[:, None] * q)[:, :, None] * features).reshape(-1, features.shape[2])
        return flat.T @ flat - mean.T @ (share[:, None] * mean) + np.diag(2 * ridge)

    start = np.zeros(features.shape[2])
    x = minimize(value, start, jac=gradient, hess=hessian, method="trust-exact", options={"gtol": 1e-9}).x
    for _ in range(4):
        x = x - np.linalg.solve(hessian(x), gradient(x))
    assert np.abs(gradient(x)).max() < 1e-13, np.abs(gradient(x)).max()
    return x, float(value(x))


def peer(probabilities, labels, w, z, vector, matrix):
    """What probmetrics says of the first rows, and the objectives that its parameters reach on our own z."""
    import torch
    from probmetrics.calibrators import get_calibrator

    torch.set_num_threads(1)
    warnings.filterwarnings("ignore")
    repeats = w.astype(int)
    given, answers = np.repeat(probabilities, repeats, axis=0), np.repeat(labels, repeats)
    made = {}
    for key, method in (("mixedTemperature", "ts-mix"), ("vector", "svs"), ("matrix", "sms")):
        calibrator = get_calibrator(method).fit(given, answers)
        made[key] = {"predictions": calibrator.predict_proba(probabilities[:PROBES]).tolist()}
        if key == "vector":
            scores = calibrator.v_ * z + calibrator.b_
            k, total = z.shape[1], w.sum()
            ridge = k / total * (((calibrator.v_ - 1) ** 2).sum() + (calibrator.b_**2).sum())
        elif key == "matrix":
            weights, biases = calibrator.W_[:, :-1], calibrator.W_[:, -1]
            scores = z @ weights.T + biases
            squares = (weights - np.eye(k)) ** 2
            diagonal = np.trace(squares)
            ridge = k / total * (diagonal + (biases**2).sum()) + k * (k - 1) / total * (squares.sum() - diagonal)
        else:
            continue
        nll = -np.average(log_softmax(scores, axis=1)[np.arange(len(z)), labels], weights=w)
        made[key]["objective"] = float(nll + ridge)
        least = (vector if key == "vector" else matrix)["objective"]
        print(f"  {key}: probmetrics' objective is {nll + ridge - least:.1e} above the least")
        assert nll + ridge > least - 1e-14
    return made


if __name__ == "__main__":
    main()
