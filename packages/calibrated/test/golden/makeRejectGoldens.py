"""Makes rejectAccuracy.json: the reject threshold of the reference system's rule, by its description.

Run by hand, never in CI:

    pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 mpmath==1.4.1
    python makeRejectGoldens.py

The rule: of the thresholds 0.10, 0.15, ..., 0.95 those whose reject rate, the weighted share of rows with a confidence
below the threshold, lies within [min, max], ends included; of these the one with the highest accuracy on the accepted
rows, and the lowest of equally accurate ones. `threshold` is null where none lies within.
"""

import numpy as np

from goldenFile import HERE, seeded, write_golden

THRESHOLDS = np.round(np.arange(0.10, 1.00, 0.05), 2)


def main():
    cases = []

    def add(name, p, labels, weights=None, reject_rate=(0.05, 0.3)):
        cases.append(case(name, np.asarray(p, float), np.asarray(labels), weights, *reject_rate))

    add("typical", *model("typical", 150))
    add("manyClasses", *model("manyClasses", 120, k=8))
    add("narrowRange", *model("narrowRange", 150), reject_rate=(0.15, 0.35))
    add("everythingAllowed", *model("everythingAllowed", 100), reject_rate=(0, 0.999))
    add("noneInRange", *model("noneInRange", 100), reject_rate=(0.0001, 0.0002))
    p, labels = model("wholeWeights", 120)
    add("wholeWeights", p, labels, seeded("wholeWeights weights").integers(0, 4, 120))
    p, labels = model("realWeights", 120)
    add("realWeights", p, labels, seeded("realWeights weights").gamma(1.0, 1.0, 120))

    # Reject rates of exactly 0.05 and 0.30. The label 0 is the top class.
    rows = [[0.55, 0.45]] * 5 + [[0.6, 0.4]] * 25 + [[0.75, 0.25]] * 40 + [[0.9, 0.1]] * 30
    labels = np.r_[[0] * 5, [0] * 15, [1] * 10, [0] * 30, [1] * 10, [0] * 30]
    add("onBothEdges", rows, labels)
    add("onTheUpperEdge", rows, labels, reject_rate=(0.1, 0.3))
    add("justMissed", rows, labels, reject_rate=(0.06, 0.29))
    # The same accuracy from every threshold on: the lowest that rejects enough.
    add("equallyAccurate", rows, [0, 0, 0, 0, 1] * 20)
    add("allRight", rows, [0] * 100)
    write_golden(HERE / "rejectAccuracy.json", "makeRejectGoldens.py", cases=cases)


def model(name, n, k=3):
    rng = seeded(name)
    p = np.exp(rng.normal(0, 1.5, (n, k))).round(3) + 0.001
    p /= p.sum(1, keepdims=True)
    return p, np.array([rng.choice(k, p=row) for row in p])


def case(name, p, labels, weights, least, most):
    w = np.ones(len(p)) if weights is None else np.asarray(weights, float)
    confidence, right = p.max(1), p.argmax(1) == labels
    threshold, best = None, -1.0
    for t in THRESHOLDS:
        rejected = confidence < t
        if not least <= w[rejected].sum() / w.sum() <= most:
            continue
        accuracy = np.average(right[~rejected], weights=w[~rejected])
        if accuracy > best:
            threshold, best = float(t), float(accuracy)
    print(f"  {name}: {threshold}")
    return {
        "name": name,
        "probabilities": p.tolist(),
        "labels": labels.tolist(),
        "weights": None if weights is None else np.asarray(weights).tolist(),
        "minRejectRate": least,
        "maxRejectRate": most,
        "threshold": threshold,
        "accuracy": None if threshold is None else best,
    }


if __name__ == "__main__":
    main()
