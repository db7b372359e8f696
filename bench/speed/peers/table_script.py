"""What the command line does, with pandas and scikit-learn: fit, apply or evaluate, on a Parquet table."""

import json

import joblib
import numpy as np
import pandas as pd
from measure import ARGUMENTS, report_peak


def probability_columns(frame):
    return [name for name in frame.columns if name.startswith("p_")]


def classes_of(frame):
    return [name.removeprefix("p_") for name in probability_columns(frame)]


def labels_of(frame):
    return pd.Categorical(frame["label"], categories=classes_of(frame)).codes.astype(np.int64)


def fit_temperature(frame):
    import given_rows

    model = given_rows.fit_temperature(frame[probability_columns(frame)].to_numpy(), labels_of(frame))
    joblib.dump(model, "temperature.model")


def fit_isotonic(frame):
    from formulas import fit_isotonic_classes

    rows = frame[probability_columns(frame)].to_numpy()
    joblib.dump(fit_isotonic_classes(rows, labels_of(frame)), "isotonic.model")


def apply(frame):
    columns = probability_columns(frame)
    calibrated = joblib.load("given.model").predict_proba(frame[columns].to_numpy())
    frame[columns] = calibrated
    frame["predicted"] = np.array(classes_of(frame))[calibrated.argmax(axis=1)]
    frame["confidence"] = calibrated.max(axis=1)
    frame["rejected"] = frame["confidence"] < 0.6
    frame.loc[frame["rejected"], "predicted"] = "Mixed/Unknown"
    frame.to_parquet("theirs.parquet", index=False)


def evaluate(frame):
    rows = frame[probability_columns(frame)].to_numpy()
    labels = labels_of(frame)
    calibrated = joblib.load("given.model").predict_proba(rows)
    print(json.dumps({"raw": scores(rows, labels), "calibrated": scores(calibrated, labels)}))


def scores(rows, labels):
    from sklearn.metrics import accuracy_score, log_loss

    predicted = rows.argmax(axis=1)
    one_hot = np.zeros_like(rows)
    one_hot[np.arange(len(labels)), labels] = 1
    return {
        "accuracy": accuracy_score(labels, predicted),
        "nll": log_loss(labels, rows),
        "brierScore": ((rows - one_hot) ** 2).sum(axis=1).mean(),
        "topLabelEce": {"value": top_label_ece(rows.max(axis=1), predicted == labels)},
    }


def top_label_ece(confidence, right):
    bins = np.digitize(confidence, np.arange(1, 15) / 15, right=True)
    gaps = np.bincount(bins, confidence, minlength=15) - np.bincount(bins, right, minlength=15)
    return np.abs(gaps).sum() / len(confidence)


work = {"fit-temperature": fit_temperature, "fit-isotonic": fit_isotonic, "apply": apply, "evaluate": evaluate}
work[ARGUMENTS[0]](pd.read_parquet("table.parquet"))
report_peak()
