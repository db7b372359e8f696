from formulas import fit_isotonic_classes, predict_isotonic_classes
from measure import ARGUMENTS, measure, read_labels, read_rows, report

data, rows, classes, fit_rows = ARGUMENTS
values = read_rows(data, int(rows), int(classes))
regressions = fit_isotonic_classes(values[: int(fit_rows)], read_labels(data, int(fit_rows)))
report(*measure(lambda: predict_isotonic_classes(regressions, values)))
