"""The versions of everything that is compared, and what of the processor NumPy uses."""

import json
import platform
from importlib.metadata import version

import numpy as np

packages = ["numpy", "scipy", "scikit-learn", "pandas", "pyarrow", "torch", "probmetrics", "netcal"]
extensions = np.show_config(mode="dicts")["SIMD Extensions"]
simd = [*extensions["baseline"], *extensions.get("found", [])]
versions = {"Python": platform.python_version()} | {name: version(name) for name in packages}
print(json.dumps({"versions": versions, "simd": simd[-1]}))
