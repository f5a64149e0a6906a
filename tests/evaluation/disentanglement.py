"""Writes tests/evaluation/disentanglement.json: scores of codes with NumPy, each by its definition.

    /usr/bin/python3 tests/evaluation/disentanglement.py

Bins are those of np.histogram, correlations those of np.corrcoef, thresholds are tried one by one, and
the lasso is solved by proximal gradient steps.
"""

import json
from pathlib import Path

import numpy as np

ROWS, BINS, PENALTY = 120, 20, 0.02
FACTORS = [
    dict(name="shape", values=3, kind="categorical"),
    dict(name="scale", values=6, kind="ordered"),
    dict(name="position", values=32, kind="ordered"),
]


def entropy(counts):
    shares = counts[counts > 0] / counts.sum()
    return -(shares * np.log(shares)).sum()


def information(code, factor, values):
    edges = np.histogram_bin_edges(code, BINS)
    joint = np.histogram2d(code, factor, bins=[edges, np.arange(values + 1) - 0.5])[0]
    return entropy(joint.sum(axis=1)) + entropy(joint.sum(axis=0)) - entropy(joint.ravel())


def gap(scores):
    ordered = np.sort(scores)[::-1]
    return ordered[0] - (ordered[1] if len(ordered) > 1 else 0)


def mig(codes, factors):
    gaps = []
    for k, factor in enumerate(FACTORS):
        column, values = factors[:, k], factor["values"]
        known = np.array([information(code, column, values) for code in codes.T])
        gaps.append(gap(known / entropy(np.bincount(column, minlength=values))))
    return np.mean(gaps)


def balanced_accuracy(predicted, wanted):
    return (np.mean(predicted[wanted]) + np.mean(~predicted[~wanted])) / 2


def predictability(code, column, kind):
    if kind == "ordered":
        return np.corrcoef(code, column)[0, 1] ** 2
    best = []
    for value in np.unique(column):
        wanted = column == value
        below = [balanced_accuracy(code <= threshold, wanted) for threshold in code]
        best.append(max(max(below), 1 - min(below), 0.5))
    return np.mean(best)


def sap(codes, factors):
    return np.mean(
        [
            gap(np.array([predictability(code, factors[:, k], factor["kind"]) for code in codes.T]))
            for k, factor in enumerate(FACTORS)
        ]
    )


def lasso(x, y):
    weights = np.zeros(x.shape[1])
    step = len(x) / np.linalg.norm(x, 2) ** 2
    for _ in range(20000):
        moved = weights - step * x.T @ (x @ weights - y) / len(x)
        weights = np.sign(moved) * np.maximum(np.abs(moved) - step * PENALTY, 0)
    return weights


def concentration(importance):
    shares = importance / importance.sum()
    return 1 - entropy(shares) / np.log(len(shares))


def dci(codes, factors):
    fitted = 2 * ROWS // 3
    x = (codes - codes[:fitted].mean(axis=0)) / codes[:fitted].std(axis=0)
    y = (factors - factors[:fitted].mean(axis=0)) / factors[:fitted].std(axis=0)
    weights = np.stack([lasso(x[:fitted], column[:fitted]) for column in y.T], axis=1)
    importance = np.abs(weights)
    share = importance.sum(axis=1) / importance.sum()
    used = [concentration(row) if row.sum() > 0 else 0 for row in importance]
    left = ((y[fitted:] - x[fitted:] @ weights) ** 2).sum(axis=0)
    spread = ((y[fitted:] - y[fitted:].mean(axis=0)) ** 2).sum(axis=0)
    return dict(
        disentanglement=float(share @ used),
        completeness=float(np.mean([concentration(column) for column in importance.T])),
        informativeness=float(np.mean(1 - left / spread)),
    )


def main():
    random = np.random.default_rng(3)
    factors = np.stack([random.integers(0, f["values"], ROWS) for f in FACTORS], axis=1)
    clean = (factors - factors.mean(axis=0)) / factors.std(axis=0)
    noise = random.normal(size=(ROWS, 4))
    mixed = clean @ random.normal(size=(3, 4)) * 0.3
    cases = {
        "aligned": np.concatenate([clean, noise[:, :1]], axis=1) + 0.1 * noise,
        "mixed": mixed + 0.3 * noise,
        "noise": noise,
    }
    found = {}
    for name, codes in cases.items():
        codes = codes.astype(np.float32).astype(np.float64)
        found[name] = dict(
            codes=codes.ravel().tolist(),
            mig=float(mig(codes, factors)),
            sap=float(sap(codes, factors)),
            dci=dci(codes, factors),
        )
    fixture = dict(factors=FACTORS, values=factors.ravel().tolist(), cases=found)
    path = Path(__file__).parent / "disentanglement.json"
    path.write_text(json.dumps(fixture) + "\n")


if __name__ == "__main__":
    main()
