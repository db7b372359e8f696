import numpy as np
from formulas import temperature_as_written
from measure import ARGUMENTS, measure, read_rows, report

data, rows, classes, users, way = ARGUMENTS
values = read_rows(data, int(rows), int(classes))
user_of_row = np.fromfile(f"{data}.users", dtype=np.int32, count=int(rows))
temperatures = np.fromfile("users.temperatures", count=int(users))
out = np.empty_like(values)


def row_loop(some):
    for i, row in enumerate(some):
        out[i] = temperature_as_written(row, temperatures[user_of_row[i]])
    return out[: len(some)]


if way == "row-loop":
    some = values[:20_000]
    seconds, result = measure(lambda: row_loop(some), warm_up=lambda: row_loop(some[:1000]))
    report(seconds * len(values) / len(some), result, part=f"{len(some):,} rows")
else:
    report(*measure(lambda: temperature_as_written(values, temperatures[user_of_row][:, None])))
