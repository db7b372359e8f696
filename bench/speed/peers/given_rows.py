"""scikit-learn's temperature scaling of probabilities that are already there."""

import numpy as np
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


def fit_temperature(rows, labels):
    frozen = FrozenEstimator(GivenRows(rows.shape[1]).fit(rows, labels))
    # What a frozen estimator learns from does not matter, but folds proper take it apart and put it together again.
    everything = np.arange(len(rows))
    return CalibratedClassifierCV(frozen, method="temperature", cv=[(everything, everything)]).fit(rows, labels)


def temperature_of(model):
    return 1 / model.calibrated_classifiers_[0].calibrators[0].beta_
