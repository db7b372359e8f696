import numpy as np
from formulas import fit_isotonic
from measure import ARGUMENTS, measure, report

data, rows = ARGUMENTS
scores = np.fromfile(f"{data}.scores", count=int(rows))
outcomes = np.fromfile(f"{data}.outcomes", count=int(rows))
seconds, regression = measure(lambda: fit_isotonic(scores, outcomes))
report(seconds, regression.predict(np.arange(10_001) / 10_000))
