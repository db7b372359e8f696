import numpy as np
from formulas import grid_temperature
from measure import ARGUMENTS, measure, read_labels, read_rows, report, seconds_of

data, rows, classes, users = ARGUMENTS
users = int(users)
values = read_rows(data, int(rows), int(classes))
labels = read_labels(data, int(rows))
user_of_row = np.fromfile(f"{data}.users", dtype=np.int32, count=int(rows))
some = min(users, 200)


def group():
    order = np.argsort(user_of_row, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(user_of_row[order])) + 1)


def fit_users(groups):
    return [grid_temperature(values[group], labels[group]) for group in groups]


grouping, groups = seconds_of(group)
seconds, temperatures = measure(lambda: fit_users(groups[:some]), warm_up=lambda: fit_users(groups[:2]))
report(grouping + seconds * users / some, temperatures, part=f"{some} users")
