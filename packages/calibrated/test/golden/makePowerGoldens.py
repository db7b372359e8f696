"""Logarithms and powers to base 2, to 60 digits, for test/numerics: powers.json.

    python makePowerGoldens.py    (needs mpmath 1.3.0)
"""

import hashlib
import random
import struct
from pathlib import Path

from goldenFile import HERE, SEED, write_golden
from mpmath import mp, mpf

mp.prec = 200


def digest(values):
    return hashlib.sha256(b"".join(struct.pack("<d", float(value)) for value in values)).hexdigest()


inverses = [float(mpf(1024) / (1024 + i)) for i in range(1025)]
tables = {
    "powers": digest(mpf(2) ** (mpf(i) / 2048) for i in range(2048)),
    "inverses": digest(inverses),
    "logs": digest(-mp.log(mpf(inverse), 2) for inverse in inverses),
}

draw = random.Random(SEED)
exponents = [0.0, -1.0, 0.5, -0.5, 1 / 4096, -1 / 4096, 999.75, -1021.9]
exponents += [draw.uniform(-40, 3) for _ in range(200)] + [draw.uniform(-1022, 1000) for _ in range(100)]
values = [1.0, 0.5, 1 - 2**-53, 1 + 2**-52, 1e-12, 2.0, 1.0009765625, 1 + 1 / 2048, 2**900 * 1.7]
values += [draw.random() for _ in range(200)] + [10 ** draw.uniform(-12, 0) for _ in range(100)]

rows = []
for _ in range(60):
    weights = [10 ** draw.uniform(-6, 0) for _ in range(draw.choice([2, 3, 8]))]
    row = [weight / sum(weights) for weight in weights]
    exponent = draw.choice([0.01, 0.37, 0.5, 1.9, 4.0, 10.0, 24.0])
    powers = [mpf(p) ** mpf(exponent) for p in row]
    rows.append({"row": row, "exponent": exponent, "expected": [float(p / sum(powers)) for p in powers]})

# Classes that are nearly as probable as the largest, where a sharp power shows what a logarithm is off by.
close = random.Random(SEED + 1)
close_rows = []
for exponent in [0.5, 2.0, 5.0, 10.0, 15.0, 24.0, 26.0, 50.0, 100.0, 1000.0, 1e6, 1e12]:
    for _ in range(12):
        base = close.random()
        weights = [base + close.random() / exponent for _ in range(close.choice([2, 3, 8]))]
        row = [weight / sum(weights) for weight in weights]
        powers = [mpf(p) ** mpf(exponent) for p in row]
        expected = [float(p / sum(powers)) for p in powers]
        close_rows.append({"row": row, "exponent": exponent, "expected": expected})

write_golden(
    HERE / "powers.json",
    Path(__file__).name,
    tables=tables,
    exp2=[[x, float(mpf(2) ** mpf(x))] for x in exponents],
    log2=[[x, float(mp.log(mpf(x), 2))] for x in values],
    rows=rows,
    closeRows=close_rows,
)
