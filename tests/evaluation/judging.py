"""Writes tests/evaluation/judging.json: figures of small sets of points by NumPy, SciPy and scikit-learn.

    /usr/bin/python3 tests/evaluation/judging.py && npx biome format --write tests/evaluation/judging.json
"""

import json
from pathlib import Path

import numpy as np
from scipy.linalg import orthogonal_procrustes
from scipy.spatial.distance import cdist, pdist, squareform
from scipy.special import logsumexp
from scipy.stats import norm, rankdata, spearmanr
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score, roc_auc_score, roc_curve
from sklearn.neighbors import KNeighborsClassifier

ROWS = 60


def single(values):
    """Values as a file of floats holds them."""
    return np.asarray(values, np.float32).astype(np.float64)


def cka(a, b):
    a, b = a - a.mean(0), b - b.mean(0)
    kernels = a @ a.T, b @ b.T
    return float(np.sum(kernels[0] * kernels[1]) / np.linalg.norm(kernels[0]) / np.linalg.norm(kernels[1]))


def procrustes(a, b):
    a, b = a - a.mean(0), b - b.mean(0)
    a, b = a / np.linalg.norm(a), b / np.linalg.norm(b)
    width = max(a.shape[1], b.shape[1])
    a, b = (np.pad(x, [(0, 0), (0, width - x.shape[1])]) for x in (a, b))
    turn, _ = orthogonal_procrustes(a, b)
    return float(np.linalg.norm(a @ turn - b) ** 2)


def near(points, k):
    distances = squareform(pdist(points))
    np.fill_diagonal(distances, np.inf)
    return np.argsort(distances, axis=1)[:, :k], np.sort(distances, axis=1)[:, :k]


def agreement(a, b, k):
    pairs = zip(near(a, k)[0], near(b, k)[0])
    return float(np.mean([len(set(x) & set(y)) / len(set(x) | set(y)) for x, y in pairs]))


def udr(a, b):
    count = a.shape[1]
    similar = np.abs(spearmanr(a, b).correlation[:count, count:])
    columns = similar.max(0) ** 2 / similar.sum(0)
    rows = similar.max(1) ** 2 / similar.sum(1)
    return float((columns.sum() + rows.sum()) / (len(columns) + len(rows)))


def two_nearest(points):
    first, second = near(points, 2)[1].T
    ratios = np.sort(second / first)
    kept = int(len(ratios) * 0.9)
    empirical = np.arange(1, kept + 1) / len(ratios)
    x, y = np.log(ratios[:kept]), -np.log(1 - empirical)
    return float(np.linalg.lstsq(x[:, None], y, rcond=None)[0][0])


def levina_bickel(points, k):
    distances = near(points, k)[1]
    inverse = np.mean(np.log(distances[:, -1:] / distances[:, :-1]), axis=1)
    return float(1 / np.mean(inverse))


def total_correlation(mu, logvar, z):
    logs = norm.logpdf(z[:, None], mu[None], np.exp(0.5 * logvar)[None])
    count = np.log(len(mu))
    joint = logsumexp(logs.sum(2), axis=1) - count
    own = logsumexp(logs, axis=1) - count
    return float(np.mean(joint - own.sum(1)))


def discrepancy(a, b):
    width = float(np.median(pdist(np.concatenate([a, b]))))
    kernel = lambda x, y: np.exp(-cdist(x, y, "sqeuclidean") / (2 * width**2))
    n, m = len(a), len(b)
    within = (kernel(a, a).sum() - n) / (n * (n - 1)) + (kernel(b, b).sum() - m) / (m * (m - 1))
    return dict(squared=float(within - 2 * kernel(a, b).mean()), width=width)


def two_samples(a, b):
    rows = min(len(a), len(b))
    a, b = a[:rows], b[:rows]
    known, asked = np.concatenate([a[::2], b[::2]]), np.concatenate([a[1::2], b[1::2]])
    k = int(np.sqrt(len(known)))
    k -= 1 - k % 2
    classifier = KNeighborsClassifier(k).fit(known, np.repeat([0, 1], [len(a[::2]), len(b[::2])]))
    accuracy = classifier.score(asked, np.repeat([0, 1], [len(a[1::2]), len(b[1::2])]))
    return dict(accuracy=float(accuracy), pValue=float(norm.sf((accuracy - 0.5) / np.sqrt(0.25 / len(asked)))))


def probe(train, labels, test, wanted, penalty):
    mean, deviation = train.mean(0), train.std(0)
    model = LogisticRegression(C=1 / penalty, tol=1e-10, max_iter=10000)
    model.fit((train - mean) / deviation, labels)
    logs = model.predict_log_proba((test - mean) / deviation)
    return dict(
        accuracy=float(np.mean(model.predict((test - mean) / deviation) == wanted)),
        trainAccuracy=float(np.mean(model.predict((train - mean) / deviation) == labels)),
        crossEntropy=float(-logs[np.arange(len(test)), wanted].mean()),
    )


def audit(samples, train, test):
    rows = min(len(train), len(test))
    own, other = cdist(samples, train[:rows]), cdist(samples, test[:rows])
    seen = own.min(1) < other.min(1)
    share = float(np.mean(seen))
    owners = np.where(seen, own.argmin(1), rows + other.argmin(1))
    weights = np.bincount(owners) / len(samples)
    ratios = np.sort(own.min(1) / other.min(1))
    nearest = int(np.argmin(own.min(1)))
    return dict(
        nearerToTrain=share,
        pValue=float(norm.sf((share - 0.5) / np.sqrt(0.25 * np.sum(weights**2)))),
        medianRatio=float(ratios[len(ratios) // 2]),
        nearest=[nearest, int(np.argmin(own[nearest]))],
    )


def attack(members, others):
    labels = np.repeat([1, 0], [len(members), len(others)])
    scores = -np.concatenate([members, others])
    below, above, _ = roc_curve(labels, scores)
    return dict(auc=float(roc_auc_score(labels, scores)), advantage=float(np.max(above - below)))


def main():
    random = np.random.default_rng(5)
    labels = random.integers(0, 3, ROWS)
    centres = random.normal(size=(3, 4)) * 1.5
    a = single(centres[labels] + random.normal(size=(ROWS, 4)))
    b = single(a @ random.normal(size=(4, 3)) + 0.3 * random.normal(size=(ROWS, 3)))
    c = single(a[:, [2, 0, 3, 1]] * [1, -2, 0.5, 3] + 0.2 * random.normal(size=(ROWS, 4)))
    logvar = single(random.normal(size=a.shape) * 0.3 - 2)
    z = single(a + np.exp(0.5 * logvar) * random.normal(size=a.shape))
    normal = single(random.normal(size=(50, 4)))
    wanted = random.integers(0, 3, 40)
    test = single(centres[wanted] + random.normal(size=(40, 4)))
    samples = single(a[random.integers(0, ROWS, 30)] + 0.7 * random.normal(size=(30, 4)))
    losses = [single(np.round(random.normal(size=25), 1)), single(np.round(0.6 + random.normal(size=35), 1))]
    groups = random.integers(0, 5, ROWS)
    clusters = KMeans(3, n_init=50, random_state=0, tol=0).fit(a)
    listed = lambda values: np.asarray(values).ravel().tolist()
    figures = dict(
        cka=dict(ab=cka(a, b), ac=cka(a, c)),
        procrustes=dict(ab=procrustes(a, b), ac=procrustes(a, c)),
        agreement=agreement(a, b, 5),
        udr=[[udr(x, y) if x is not y else None for y in (a, b, c)] for x in (a, b, c)],
        ranks=listed(rankdata(losses[0])),
        dimension=dict(twoNearest=two_nearest(a), likelihood=levina_bickel(a, 8)),
        gaussian=float(-0.5 * np.linalg.slogdet(np.corrcoef(a.T))[1]),
        total=total_correlation(a, logvar, z),
        discrepancy=discrepancy(a, normal),
        twoSamples=two_samples(a, normal),
        probes=[dict(penalty=p, **probe(a, labels, test, wanted, p)) for p in [0.1, 1, 20]],
        neighbours=[[k, float(KNeighborsClassifier(k).fit(a, labels).score(test, wanted))] for k in [1, 5, 8]],
        inertia=float(clusters.inertia_),
        information=float(normalized_mutual_info_score(labels, groups)),
        rand=float(adjusted_rand_score(labels, groups)),
        found=[
            float(normalized_mutual_info_score(labels, clusters.labels_)),
            float(adjusted_rand_score(labels, clusters.labels_)),
        ],
        audit=audit(samples, a, test),
        attack=attack(*losses),
    )
    points = dict(a=[a, 4], b=[b, 3], c=[c, 4], logvar=[logvar, 4], z=[z, 4], normal=[normal, 4], test=[test, 4])
    points["samples"] = [samples, 4]
    fixture = dict(
        points={name: dict(data=listed(data), columns=columns) for name, (data, columns) in points.items()},
        labels=listed(labels),
        wanted=listed(wanted),
        groups=listed(groups),
        losses=[listed(each) for each in losses],
        figures=figures,
    )
    path = Path(__file__).parent / "judging.json"
    path.write_text(json.dumps(fixture) + "\n")


if __name__ == "__main__":
    main()
