"""Fits scikit-learn's temperature and saves it, for the scripts that start from a saved model."""

import joblib
from given_rows import fit_temperature
from measure import ARGUMENTS, read_labels, read_rows

data, rows, classes = ARGUMENTS
joblib.dump(fit_temperature(read_rows(data, int(rows), int(classes)), read_labels(data, int(rows))), "given.model")
