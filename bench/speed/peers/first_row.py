"""The first calibrated row of a process that serves a saved model, whole."""

import sys

import joblib
import numpy as np

model = joblib.load("given.model")
calibrated = model.predict_proba(np.array([[0.5, 0.2, 0.1, 0.05, 0.05, 0.04, 0.03, 0.02, 0.01, 0]]))
if sys.argv[1] != "-":
    calibrated.tofile(sys.argv[1])
