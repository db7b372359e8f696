import numpy as np
from formulas import temperature_as_written, temperature_in_place
from measure import ARGUMENTS, measure, read_rows, report

data, rows, classes, way = ARGUMENTS
values = read_rows(data, int(rows), int(classes))
temperature = 1.7
out = values.copy()


def row_loop(some):
    for i, row in enumerate(some):
        out[i] = temperature_as_written(row, temperature)
    return out[: len(some)]


if way == "row-loop":
    some = values[:20_000]
    seconds, result = measure(lambda: row_loop(some), warm_up=lambda: row_loop(some[:1000]))
    report(seconds * len(values) / len(some), result, part=f"{len(some):,} rows")
elif way == "in-place":
    report(*measure(lambda: temperature_in_place(values, temperature, out)))
else:
    report(*measure(lambda: temperature_as_written(values, temperature)))
