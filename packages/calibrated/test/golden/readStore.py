"""Loads a calibrator store as the Python reference system does and checks what it gives.

    python readStore.py <store folder> <expected.json>

The JSON file has `rows` (probabilities), `userIds` (one a row) and `calibrated`: the rows expected, or an object that
holds them under the store folder's name. Prints the largest difference; exits with 1 if it is above 1e-12. Needs
numpy and scikit-learn only.

The reader is the reference system's on purpose, with its habits: keys it does not know are ignored, a user's file is
users/<user_id>.json verbatim, a listed user without a file gets the global calibrator, isotonic regressors are
fitted anew on their thresholds. So a store that passes here serves the same probabilities on both sides.
"""

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.isotonic import IsotonicRegression

FLOOR = 1e-12
TOLERANCE = 1e-12


def load_store(folder):
    """Returns (global calibrator, {user id: calibrator}); a calibrator maps an (n, k) array to another."""
    meta = read_json(folder / "store.json")
    files = {user: folder / "users" / f"{user}.json" for user in meta["user_ids"]}
    users = {user: load_calibrator(file) for user, file in files.items() if file.exists()}
    for user in files.keys() - users.keys():
        print(f"no file for user {user!r}: the global calibrator serves", file=sys.stderr)
    return load_calibrator(folder / "global.json"), users


def load_calibrator(file):
    spec = read_json(file)
    kind = spec.get("type", "identity")
    if kind == "identity":
        return lambda p: p
    if kind == "temperature":
        return lambda p: scale_temperature(p, spec["temperature"])
    if kind == "isotonic":
        regressors = [refit(regressor) for regressor in spec["regressors"]]
        return lambda p: map_isotonic(p, regressors)
    raise ValueError(f"{file}: unknown calibrator type {kind!r}")


def refit(spec):
    model = IsotonicRegression(
        increasing=spec["increasing_"], out_of_bounds=spec["out_of_bounds"], y_min=0.0, y_max=1.0
    )
    return model.fit(np.array(spec["X_thresholds_"]), np.array(spec["y_thresholds_"]))


def scale_temperature(p, temperature):
    if temperature == 1:
        return p
    z = np.log(np.maximum(p, FLOOR)) / temperature
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def map_isotonic(p, regressors):
    q = np.column_stack([np.maximum(r.predict(column), FLOOR) for r, column in zip(regressors, p.T, strict=True)])
    return q / q.sum(axis=1, keepdims=True)


def apply_store(store, rows, user_ids):
    everyone, users = store
    pairs = zip(np.asarray(rows, float), user_ids, strict=True)
    return np.vstack([users.get(user, everyone)(row[np.newaxis]) for row, user in pairs])


def read_json(file):
    return json.loads(file.read_text(encoding="utf-8"))


def main(folder, expected_file):
    expected = read_json(Path(expected_file))
    calibrated = expected["calibrated"]
    if isinstance(calibrated, dict):
        calibrated = calibrated[Path(folder).resolve().name]
    calibrated = np.array(calibrated, float)
    ours = apply_store(load_store(Path(folder)), expected["rows"], expected["userIds"])
    if ours.shape != calibrated.shape:
        sys.exit(f"expected {calibrated.shape} probabilities, but the store gives {ours.shape}")
    difference = np.abs(ours - calibrated).max()
    print(f"{len(ours)} rows, largest difference {difference:.3g}")
    return 0 if difference <= TOLERANCE else 1  # NaN is no pass


if __name__ == "__main__":
    if len(sys.argv) != 3:
        print("usage: python readStore.py <store folder> <expected.json>", file=sys.stderr)
        sys.exit(2)
    sys.exit(main(*sys.argv[1:]))
