"""Judges the clusters that clusters.mjs leaves in a folder, and those of k-means on codes.

    apt-get install python3-sklearn
    node bench/studies/clusters.mjs --out FOLDER && /usr/bin/python3 bench/studies/clusters.py FOLDER

Prints a Markdown row for each file: accuracy of the best assignment of clusters to digits, normalised mutual information with the
digits, and how many clusters have at least one test image in a hundred.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.metrics import normalized_mutual_info_score


def row(name, clusters, labels, elbo):
    counts = np.zeros((10, 10), dtype=int)
    np.add.at(counts, (clusters, labels), 1)
    rows, columns = linear_sum_assignment(-counts)
    accuracy = counts[rows, columns].sum() / len(labels)
    nmi = normalized_mutual_info_score(labels, clusters)
    used = (counts.sum(1) >= len(labels) / 100).sum()
    print(f"| {name} | {elbo:.2f} | {100 * accuracy:.1f} % | {nmi:.3f} | {used} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    print("| clusters | test ELBO | accuracy | NMI | clusters in use |\n| --- | ---: | ---: | ---: | ---: |")
    for path in sorted(given.folder.glob("*.json")):
        model = json.loads(path.read_text())
        labels = np.array(model["labels"])
        codes = np.array(model["codes"]).reshape(-1, model["size"])
        seed, elbo = model["seed"], model["elbo"]
        if model.get("clusters"):
            row(f"mixture, seed {seed}", np.array(model["clusters"]), labels, elbo)
        means = KMeans(10, n_init=10, random_state=seed).fit_predict(codes)
        row(f"k-means on the codes, prior {model['prior']}, seed {seed}", means, labels, elbo)


if __name__ == "__main__":
    main()
