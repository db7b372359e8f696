"""What a saved model makes of the first rows, for comparison."""

import joblib
from formulas import predict_isotonic_classes
from measure import ARGUMENTS, read_rows, save_result

file, data, rows, classes = ARGUMENTS
model = joblib.load(file)
values = read_rows(data, int(rows), int(classes))
save_result(predict_isotonic_classes(model, values) if isinstance(model, list) else model.predict_proba(values))
