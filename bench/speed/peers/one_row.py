from formulas import fit_isotonic_classes, predict_isotonic_classes
from given_rows import fit_temperature
from measure import ARGUMENTS, measure, read_labels, read_rows, report

data, fit_rows, classes, method = ARGUMENTS
values = read_rows(data, int(fit_rows), int(classes))
labels = read_labels(data, int(fit_rows))
if method == "temperature":
    predict = fit_temperature(values, labels).predict_proba
else:
    regressions = fit_isotonic_classes(values, labels)

    def predict(row):
        return predict_isotonic_classes(regressions, row)


rows = [values[i : i + 1] for i in range(1000)]


def predict_each():
    for row in rows:
        predict(row)


seconds, _ = measure(predict_each, times=len(rows))
report(seconds, predict(rows[0]))
