"""Counts of genes: the PyTorch part of the study, and its tables.

    apt-get install python3-torch
    OMP_NUM_THREADS=1 /usr/bin/python3 bench/studies/counts.py out/counts

Reads what counts.mjs wrote. Trains the same models (Lopez et al., "Deep generative modeling for single-cell
transcriptomics", 2018, with the observed total of a cell): log(1 + x), a layer with ReLU and dropout of 0.1, a Gaussian
code, a layer with ReLU, the softmax of the genes times the total, a learned dispersion of each gene; Adam 1e-3, the
same batches' size, epochs and held-out cells. Prints Markdown tables:

  ELBO       of the cells that are held out, nats a cell, by one sample of each code
  classes    adjusted Rand index of k-means with as many clusters as classes, on the codes of all cells
  batch      share of a cell's 10 nearest others in the codes that are of its own batch; by chance at the end
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.distributions import Bernoulli, NegativeBinomial
from torch.nn import functional

NEIGHBOURS, STARTS = 10, 20


class Counts(nn.Module):
    def __init__(self, genes, batches, hidden, latent, zeros):
        super().__init__()
        self.encoder = nn.Linear(genes + batches, hidden)
        self.code = nn.Linear(hidden, 2 * latent)
        self.decoder = nn.Linear(latent + batches, hidden)
        self.genes = nn.Linear(hidden, genes)
        self.zeros = nn.Linear(hidden, genes) if zeros == "inflated" else None
        self.log_dispersion = nn.Parameter(torch.zeros(genes))

    def encode(self, x, batch):
        h = torch.relu(self.encoder(torch.cat([torch.log1p(x), batch], dim=1)))
        return self.code(functional.dropout(h, 0.1, self.training)).chunk(2, dim=1)

    def loss(self, x, batch):
        """-ELBO of each row, in nats."""
        mu, logvar = self.encode(x, batch)
        z = mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)
        h = torch.relu(self.decoder(torch.cat([z, batch], dim=1)))
        total = x.sum(dim=1, keepdim=True).clamp(min=1e-8)
        log_mean = total.log() + torch.log_softmax(self.genes(h), dim=1)
        logits = log_mean - self.log_dispersion
        log_prob = NegativeBinomial(
            self.log_dispersion.exp(), logits=logits, validate_args=False
        ).log_prob(x)
        if self.zeros is not None:
            missed = Bernoulli(logits=self.zeros(h), validate_args=False)
            counted = missed.log_prob(torch.zeros_like(x)) + log_prob
            either = torch.logaddexp(missed.log_prob(torch.ones_like(x)), counted)
            log_prob = torch.where(x == 0, either, counted)
        kl = 0.5 * (mu**2 + logvar.exp() - 1 - logvar).sum(dim=1)
        return kl - log_prob.sum(dim=1)


def trained(x, batch, held, seed, model):
    """(-ELBO of the held-out cells, codes of all cells, seconds of the processor)."""
    torch.manual_seed(seed)
    sizes = {name: model[name] for name in ("hidden", "latent", "zeros")}
    net = Counts(x.shape[1], batch.shape[1], **sizes)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    places = torch.nonzero(~held)[:, 0]
    start = time.process_time()
    for _ in range(model["epochs"]):
        for rows in places[torch.randperm(len(places))].split(model["batchSize"]):
            optimizer.zero_grad()
            net.loss(x[rows], batch[rows]).mean().backward()
            optimizer.step()
    seconds = time.process_time() - start
    net.eval()
    with torch.no_grad():
        elbo = net.loss(x[held], batch[held]).mean().item()
        return elbo, net.encode(x, batch)[0].numpy(), seconds


def squared_distances(a, b):
    return (a**2).sum(1)[:, None] - 2 * a @ b.T + (b**2).sum(1)[None]


def k_means(points, count, seed):
    """The clusters of the best of several starts from centres that lie apart (Arthur & Vassilvitskii, 2007)."""
    random, best = np.random.RandomState(seed), (np.inf, None)
    for _ in range(STARTS):
        centres = points[random.randint(len(points), size=1)]
        while len(centres) < count:
            apart = np.maximum(squared_distances(points, centres).min(1), 0)
            chosen = random.choice(len(points), p=apart / apart.sum())
            centres = np.concatenate([centres, points[[chosen]]])
        clusters = None
        for _ in range(300):
            distances = squared_distances(points, centres)
            before, clusters = clusters, distances.argmin(1)
            if before is not None and (before == clusters).all():
                break
            own = [points[clusters == k] for k in range(count)]
            centres = np.stack([rows.mean(0) if len(rows) else c for rows, c in zip(own, centres)])
        inertia = distances.min(1).sum()
        if inertia < best[0]:
            best = inertia, clusters
    return best[1]


def adjusted_rand(a, b):
    """Hubert & Arabie, "Comparing partitions", 1985."""
    table = np.zeros((max(a) + 1, max(b) + 1))
    np.add.at(table, (a, b), 1)
    pairs = lambda n: (n * (n - 1) / 2).sum()
    rows, columns = pairs(table.sum(1)), pairs(table.sum(0))
    expected = rows * columns / pairs(np.array([len(a)]))
    return (pairs(table) - expected) / ((rows + columns) / 2 - expected)


def same_batch(points, labels):
    distances = squared_distances(points, points)
    np.fill_diagonal(distances, np.inf)
    nearest = distances.argsort(1)[:, :NEIGHBOURS]
    return (labels[nearest] == labels[:, None]).mean()


def principal_components(counts, size):
    """Of log(1 + x), with each cell scaled to the median total, as is usual."""
    totals = np.maximum(counts.sum(1, keepdims=True), 1)
    logs = np.log1p(counts / totals * np.median(totals))
    left, values, _ = np.linalg.svd(logs - logs.mean(0), full_matrices=False)
    return left[:, :size] * values[:size]


def main(folder):
    study = json.loads((folder / "study.json").read_text())
    counts = np.load(folder / "counts.npy")
    model, classes, batches = study["model"], study.get("classes"), study.get("batches")
    x = torch.from_numpy(counts)
    held = torch.arange(len(x)) % 10 == 9
    labels = np.array(batches["labels"]) if batches else None
    none = torch.zeros(len(x), 0)
    one_hot = torch.eye(len(batches["names"]))[labels] if batches else none

    def row(name, codes, elbo, seconds):
        cells = [name, "" if elbo is None else f"{elbo:.2f}"]
        if classes:
            found = k_means(codes.astype(float), len(classes["names"]), 1)
            cells.append(f"{adjusted_rand(found, np.array(classes['labels'])):.3f}")
        if batches:
            cells.append(f"{same_batch(codes.astype(float), labels):.3f}")
        print("| " + " | ".join([*cells, "" if seconds is None else f"{seconds:.0f}"]) + " |")

    heads = ["codes", "ELBO", *(["classes"] if classes else []), *(["batch"] if batches else [])]
    print(f"{study['cells']} cells, {study['genes']} genes, {model}")
    print("| " + " | ".join([*heads, "CPU s"]) + " |\n" + "|---" * (len(heads) + 1) + "|")
    row("principal components", principal_components(counts, model["latent"]), None, None)
    for run in study["runs"]:
        name = f"{'with batches' if run['batches'] else 'plain'}, seed {run['seed']}"
        row(f"webgpu-vae, {name}", np.load(folder / run["codes"]), run["elbo"], run["seconds"])
        batch = one_hot if run["batches"] else none
        elbo, codes, seconds = trained(x, batch, held, run["seed"], model)
        row(f"PyTorch, {name}", codes, elbo, seconds)
    if batches:
        shares = np.bincount(labels) / len(labels)
        print(f"by chance {(shares**2).sum():.3f} of the nearest are of the same batch")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
