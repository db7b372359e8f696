import torch
from measure import ARGUMENTS, measure, read_labels, read_rows, report
from probmetrics.calibrators import get_calibrator

torch.set_num_threads(1)
data, rows, classes = ARGUMENTS
values = read_rows(data, int(rows), int(classes))
labels = read_labels(data, int(rows))
seconds, model = measure(lambda: get_calibrator("sms").fit(values, labels))
report(seconds, model.predict_proba(values))
