"""Serves calibrators of Python packages to bench/quality, one request a line.

A request is a JSON object: `method`, `classes` (how many), `fit` and `test` (files of float64 probabilities, row by row),
`labels` (a file of int32 class indices) and `out`, the file to write calibrated float64 probabilities to. The first line
of the answer has the versions; each later one is `{}` or `{"error": ...}`.
"""

import json
import platform
import sys
import warnings
from importlib.metadata import version

warnings.filterwarnings("ignore")

import numpy as np
import torch
from probmetrics.calibrators import get_calibrator
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator


class GivenRows(ClassifierMixin, BaseEstimator):
    """A fitted classifier whose probabilities are the rows that it is given."""

    def __init__(self, classes):
        self.classes = classes

    def fit(self, rows, labels):
        self.classes_ = np.arange(self.classes)
        return self

    def predict_proba(self, rows):
        return rows

    def predict(self, rows):
        return rows.argmax(axis=1)


def scikit_learn(method):
    def calibrate(rows, labels, test):
        classes = rows.shape[1]
        # scikit-learn takes its classes from the labels: one without rows gets a row of weight 0.
        missing = np.setdiff1d(np.arange(classes), labels)
        weights = np.concatenate([np.ones(len(rows)), np.zeros(len(missing))])
        rows = np.concatenate([rows, np.full((len(missing), classes), 1 / classes)])
        labels = np.concatenate([labels, missing])
        frozen = FrozenEstimator(GivenRows(classes).fit(rows, labels))
        # What a frozen estimator learns from does not matter, but folds proper refuse rare classes.
        everything = np.arange(len(rows))
        calibrated = CalibratedClassifierCV(frozen, method=method, cv=[(everything, everything)])
        return calibrated.fit(rows, labels, sample_weight=weights).predict_proba(test)

    return calibrate


def probmetrics(name):
    def calibrate(rows, labels, test):
        return get_calibrator(name).fit(rows, labels).predict_proba(test)

    return calibrate


METHODS = {
    "temperature": scikit_learn("temperature"),
    "isotonic": scikit_learn("isotonic"),
    "sigmoid": scikit_learn("sigmoid"),
    "sms": probmetrics("sms"),
    "ts-mix": probmetrics("ts-mix"),
}


def answer(request):
    classes = request["classes"]
    rows = np.fromfile(request["fit"]).reshape(-1, classes)
    test = np.fromfile(request["test"]).reshape(-1, classes)
    labels = np.fromfile(request["labels"], dtype=np.int32).astype(np.int64)
    calibrated = METHODS[request["method"]](rows, labels, test)
    np.asarray(calibrated, dtype=np.float64).tofile(request["out"])


def main():
    # Models of a few parameters: more threads only wait for each other.
    torch.set_num_threads(1)
    packages = ["numpy", "scikit-learn", "torch", "probmetrics"]
    print(json.dumps({"python": platform.python_version()} | {name: version(name) for name in packages}), flush=True)
    for line in sys.stdin:
        try:
            answer(json.loads(line))
            print("{}", flush=True)
        except Exception as error:
            print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)


main()
