"""What the golden makers share: seeds, provenance, and one JSON layout.

Versions, seed and date go into every file, so a reader can tell a moved result from a moved dependency.
"""

import datetime
import json
import platform
from pathlib import Path

import mpmath
import numpy as np
import scipy
import sklearn

HERE = Path(__file__).parent
SEED = 20261123


def seeded(name):
    """A generator of its own for each name: adding a case leaves all others as they were."""
    return np.random.default_rng([SEED, *name.encode()])


def made_by(script):
    return {
        "script": script,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "scikitLearn": sklearn.__version__,
        "mpmath": mpmath.__version__,
        "seed": SEED,
        "date": datetime.date.today().isoformat(),
    }


def write_golden(path, script, other_versions=(), **parts):
    """Writes one JSON file: lists of cases one case a line, floats as their shortest round trip."""
    parts = {"madeBy": made_by(script) | dict(other_versions), **parts}
    blocks = [f"{_line(key)}: {_block(value)}" for key, value in parts.items()]
    text = "{\n" + ",\n".join(blocks) + "\n}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{path.relative_to(HERE)}: {len(text.encode()):,} bytes")


def _block(value):
    if isinstance(value, list) and value and isinstance(value[0], (dict, list)):
        return "[\n" + ",\n".join(map(_line, value)) + "\n]"
    if isinstance(value, dict) and any(isinstance(v, list) for v in value.values()):
        return "{\n" + ",\n".join(f"{_line(k)}: {_block(v)}" for k, v in value.items()) + "\n}"
    return _line(value)


def _line(value):
    return json.dumps(value, allow_nan=False, separators=(",", ":"))
