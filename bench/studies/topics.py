"""Latent Dirichlet allocation on the counts of topics.mjs: the study's baseline.

    apt-get install python3-sklearn
    node bench/studies/topics.mjs MAILS --out FOLDER && /usr/bin/python3 bench/studies/topics.py FOLDER

Prints a Markdown row for scikit-learn's online variational LDA (Hoffman et al., 2010) of each seed, and for each model that
topics.mjs left in FOLDER: NPMI of the ten likeliest words of the topics over all texts, how many of these words are distinct, as a
share of all, and the accuracy of a logistic regression that tells a mail's class from the shares of its topics, on the held-out mails.
"""

import argparse
import json
import sys
import time
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.linear_model import LogisticRegression

SHOWN = 10


def npmi(topics, counts):
    """Mean over topics of the mean NPMI of their pairs of words, given as columns."""
    there = (counts > 0).astype(np.float64)
    texts = there.shape[0]
    both = np.asarray((there.T @ there).todense()) / texts
    alone = np.diag(both)

    def pair(a, b):
        if both[a, b] == 0:
            return -1
        if both[a, b] == 1:
            return 1
        return np.log(both[a, b] / (alone[a] * alone[b])) / -np.log(both[a, b])

    return np.mean([np.mean([pair(a, b) for a, b in combinations(topic, 2)]) for topic in topics])


def accuracy(codes, labels, held):
    model = LogisticRegression(max_iter=2000).fit(codes[:-held], labels[:-held])
    return model.score(codes[-held:], labels[-held:])


def row(name, topics, counts, codes, labels, held, words):
    own = len({word for topic in topics for word in topic}) / (SHOWN * len(topics))
    found = npmi(topics, counts)
    print(f"| {name} | {found:.3f} | {100 * own:.0f} % | {100 * accuracy(codes, labels, held):.1f} % |", flush=True)
    for topic in topics:
        print(f"{name}: {' '.join(words[word] for word in topic)}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--topics", type=int, default=20)
    parser.add_argument("--passes", type=int, default=20, help="through the texts")
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    given = parser.parse_args()
    data = json.loads((given.folder / "data.json").read_text())
    words, labels, held = data["words"], np.array(data["labels"]), data["held"]
    entries = data["counts"]
    counts = csr_matrix((entries["values"], entries["columns"], entries["offsets"]), shape=(len(labels), len(words)))
    print("| model | NPMI | distinct words | accuracy |\n| --- | ---: | ---: | ---: |")
    for seed in given.seed:
        start = time.perf_counter()
        lda = LatentDirichletAllocation(given.topics, max_iter=given.passes, learning_method="online", random_state=seed)
        lda.fit(counts[:-held])
        topics = np.argsort(-lda.components_, axis=1)[:, :SHOWN]
        row(f"LDA, seed {seed}", topics.tolist(), counts, lda.transform(counts), labels, held, words)
        print(f"LDA, seed {seed}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    column_of = {word: column for column, word in enumerate(words)}
    for path in sorted(given.folder.glob("*-*.json")):
        model = json.loads(path.read_text())
        codes = np.array(model["codes"]).reshape(len(labels), model["size"])
        if path.name.startswith("prodLda"):
            codes = np.exp(codes - codes.max(1, keepdims=True))
            codes /= codes.sum(1, keepdims=True)
        topics = [[column_of[word] for word in topic] for topic in model["topics"]]
        row(path.stem, topics, counts, codes, labels, held, words)


if __name__ == "__main__":
    main()
