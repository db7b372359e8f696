"""Makes seedStores/: calibrator stores as the Python reference system writes them, and what they must give.

    python makeSeedStores.py

Same packages as makeGoldens.py. The stores are written anew: `temperature`, `isotonic` (thresholds fitted by
scikit-learn on small seeded data, three classes) and `old`, whose store.json knows no model and no time. None has a
format version or class names; the reference system has neither. expected.json holds 60 rows and what each store,
read back from its files by readStore.py, makes of them.
"""

import json
import shutil

import numpy as np
from sklearn.isotonic import IsotonicRegression

from goldenFile import HERE, seeded, write_golden
from readStore import apply_store, load_store, map_isotonic

STORES = HERE / "seedStores"
BINDING = {
    "model_bundle_id": "2026-01-15_run-0001",
    "model_schema_hash": "3f2a9c41d07b",
    "created_at": "2026-01-15T12:00:00+00:00",
}
USERS = ["alice", "bob", "Zoë", "dana"]
SIZES = {"everyone": 240, "alice": 60, "bob": 16, "Zoë": 40}  # rows each isotonic calibrator is fitted on
# Unknown to every store: other case, "Zoë" with a combining diaeresis, a property of every JavaScript object, nothing.
UNKNOWN = ["carol", "Alice", "Zoe\u0308", "__proto__", ""]


def main():
    shutil.rmtree(STORES, ignore_errors=True)
    temperatures = {user: temperature(t) for user, t in zip(USERS, [1.05, 0.62, 2.5, 1.0])}
    fitted = {name: fit_regressors(name, n) for name, n in SIZES.items()}
    regressors = {user: isotonic(fitted[user]) for user in USERS if user in fitted}
    write_store("temperature", "temperature", temperature(1.35), temperatures, BINDING)
    write_store("isotonic", "isotonic", isotonic(fitted["everyone"]), regressors, BINDING)
    write_store("old", "temperature", {"type": "identity"}, {"bob": temperature(1.7)}, {})

    rows = make_rows()
    user_ids = [(USERS + UNKNOWN)[i % 9] for i in range(len(rows))]
    flat = np.ptp(rows, axis=1).argmin()
    user_ids[flat] = "bob"  # whose three regressors all say 0 for this row, so only the floor is left
    user_ids[(rows == 0).any(axis=1).argmax()] = "dana"  # whose T = 1 leaves even exact zeros as they are
    stores = {name: load_store(STORES / name) for name in ("temperature", "isotonic", "old")}
    calibrated = {name: apply_store(store, rows, user_ids) for name, store in stores.items()}
    assert all(np.abs(p.sum(1) - 1).max() < 1e-15 for p in calibrated.values())

    everywhere_zero = [r.predict([1 / 3])[0] == 0 for r in fitted["bob"]]
    assert all(everywhere_zero) and np.allclose(calibrated["isotonic"][flat], 1 / 3, rtol=1e-15)

    # Fitting anew on the thresholds must give the regressors that were fitted on data.
    direct = np.vstack([map_isotonic(r[None], fitted.get(u, fitted["everyone"])) for r, u in zip(rows, user_ids)])
    print(f"refitted regressors differ by {np.abs(direct - calibrated['isotonic']).max():.3g}")

    expected = {name: p.tolist() for name, p in calibrated.items()}
    parts = {"rows": rows.tolist(), "userIds": user_ids, "calibrated": expected}
    write_golden(STORES / "expected.json", "makeSeedStores.py", **parts)


def make_rows():
    """60 valid rows: typical, sharp, on a grid of tenths, with exact zeros and ones, and near the floor of 1e-12."""
    rng = seeded("rows")
    corners = np.eye(3)
    halves = (1 - corners) / 2
    tiny = [[1 - 2 * e, e, e] for e in (1e-9, 1e-12, 5e-13, 1e-300)]
    third = np.full((1, 3), 1 / 3)
    typical, sharp = rng.dirichlet([1, 1, 1], 26), rng.dirichlet([0.1, 0.1, 0.1], 11)
    tenths = rng.multinomial(10, [0.5, 0.3, 0.2], 12) / 10
    rows = np.vstack([typical, sharp, tenths, corners, halves, tiny, third])
    assert rows.shape == (60, 3) and np.abs(rows.sum(1) - 1).max() < 1e-15
    return rng.permutation(rows)


def fit_regressors(name, n):
    """One regressor a class on one-vs-rest targets; the model over-confident, favours class 0, never wrong for bob."""
    rng = seeded("fit " + name)
    chances = rng.dirichlet([0.8, 0.8, 0.8], n)
    labels = np.array([rng.choice(3, p=row) for row in chances])
    p = chances**1.8 * [1.4, 1, 1]
    p /= p.sum(1, keepdims=True)
    if name == "bob":
        labels = p.argmax(1)
    return [IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(p[:, j], labels == j) for j in range(3)]


def temperature(value):
    return {"type": "temperature", "temperature": value}


def isotonic(regressors):
    return {"type": "isotonic", "regressors": [describe(regressor) for regressor in regressors]}


def describe(regressor):
    return {
        "X_thresholds_": regressor.X_thresholds_.tolist(),
        "y_thresholds_": regressor.y_thresholds_.tolist(),
        "X_min_": float(regressor.X_min_),
        "X_max_": float(regressor.X_max_),
        "increasing_": bool(regressor.increasing_),
        "out_of_bounds": regressor.out_of_bounds,
    }


def write_store(name, method, everyone, users, binding):
    folder = STORES / name
    meta = {"method": method, "user_count": len(users), "user_ids": sorted(users), **binding}
    write_json(folder / "store.json", meta)
    write_json(folder / "global.json", everyone)
    for user, calibrator in users.items():
        write_json(folder / "users" / f"{user}.json", calibrator)


def write_json(file, value):
    """As the reference system does: two spaces, non-ASCII escaped, no newline at the end."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(value, indent=2), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
