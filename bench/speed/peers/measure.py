"""What the scripts of this folder share: reading data, measuring calls, and the most memory of a process."""

import json
import os
import statistics
import sys
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")

import numpy as np

RESULT = sys.argv[1]
ARGUMENTS = sys.argv[2:]
SHORTEST = 1
LONGEST = 10


def read_rows(data, rows, classes):
    return np.fromfile(f"{data}.probabilities", count=rows * classes).reshape(rows, classes)


def read_labels(data, rows):
    return np.fromfile(f"{data}.labels", dtype=np.int32, count=rows).astype(np.int64)


def seconds_of(call):
    start = time.perf_counter()
    value = call()
    return time.perf_counter() - start, value


def measure(call, warm_up=None, times=1):
    """The median seconds of a call, after one to warm up, and what the last one gave.

    A call of more than 10 seconds has warmed up by itself, and is not made again.
    """
    if warm_up is None:
        seconds, value = seconds_of(call)
        if seconds > LONGEST:
            return seconds / times, value
    else:
        warm_up()
    durations = []
    while sum(durations) < SHORTEST:
        seconds, value = seconds_of(call)
        durations.append(seconds)
    return statistics.median(durations) / times, value


def report(seconds, result, part=None):
    """Prints the time for run.js, and writes the result for comparison; `part` says of what the time is scaled up."""
    save_result(result)
    print(json.dumps({"milliseconds": 1000 * seconds} | ({"part": part} if part else {})))


def save_result(result):
    if RESULT != "-":
        np.asarray(result, dtype=np.float64).tofile(RESULT)


def report_peak():
    file = os.environ.get("PEAK_FILE")
    if file is not None:
        Path(file).write_text(str(peak_kilobytes()))


def peak_kilobytes():
    status = Path("/proc/self/status")
    # What the operating system counts for a child can include the parent it was forked from.
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak
