"""Temperature scaling, softmax and isotonic prediction in NumPy and scikit-learn, as their users write them."""

import numpy as np
from sklearn.isotonic import IsotonicRegression

FLOOR = 1e-12


def temperature_as_written(rows, temperature):
    return softmax_as_written(np.log(np.clip(rows, FLOOR, None)) / temperature)


def softmax_as_written(scores):
    scores = scores - scores.max(axis=-1, keepdims=True)
    exponentials = np.exp(scores)
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def temperature_in_place(rows, temperature, out):
    np.maximum(rows, FLOOR, out=out)
    np.log(out, out=out)
    out /= temperature
    out -= out.max(axis=1, keepdims=True)
    np.exp(out, out=out)
    out /= out.sum(axis=1, keepdims=True)
    return out


def grid_temperature(rows, labels):
    """71 steps: from 0.1 to 5 by 0.1, then 0.1 around the best by 0.01. The logarithms are taken once."""
    scores = np.log(np.clip(rows, FLOOR, None))
    index = np.arange(len(labels))

    def nll(temperature):
        scaled = scores / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        own = scaled[index, labels]
        return (np.log(np.exp(scaled).sum(axis=1)) - own).mean()

    coarse = min((0.1 * step for step in range(1, 51)), key=nll)
    return min((max(coarse + 0.01 * step, 0.01) for step in range(-10, 11)), key=nll)


def fit_isotonic(scores, outcomes):
    return IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(scores, outcomes)


def fit_isotonic_classes(rows, labels):
    return [fit_isotonic(rows[:, j], (labels == j).astype(np.float64)) for j in range(rows.shape[1])]


def predict_isotonic_classes(regressions, rows):
    out = np.empty_like(rows)
    for j, regression in enumerate(regressions):
        out[:, j] = np.maximum(regression.predict(rows[:, j]), FLOOR)
    out /= out.sum(axis=1, keepdims=True)
    return out
