"""β-VAE and β-TCVAE on sprites of known factors in PyTorch: the study's baseline.

    npm run build && node bench/studies/disentangle.mjs --write FOLDER
    OMP_NUM_THREADS=1 /usr/bin/python3 bench/studies/disentangle.py FOLDER --beta 6 --epochs 30

Model, batches and Adam are those of disentangle.mjs: ReLU, two hidden layers, sums over the batch.
β-TCVAE is Chen et al., 2018, with minibatch-weighted sampling. Prints a Markdown row a training: the
mutual information gap of the posterior means in 20 bins of equal width, and the ELBO.
"""

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.distributions import Normal, kl_divergence
from torch.nn import functional

FACTORS = [3, 6, 40, 32, 32]
BATCH, BINS = 128, 20


class Model(nn.Module):
    def __init__(self, pixels, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(
            *(nn.Linear(pixels, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU()),
            nn.Linear(hidden, 2 * latent),
        )
        self.decoder = nn.Sequential(
            *(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU()),
            nn.Linear(hidden, pixels),
        )

    def encode(self, x):
        mu, logvar = self.encoder(x).chunk(2, dim=1)
        return mu, torch.exp(0.5 * logvar)


def total_correlation(mu, std, z, beta):
    """Mutual information + beta · total correlation + KL of each dimension, summed over the batch."""
    single = Normal(mu[None], std[None]).log_prob(z[:, None])
    joint = torch.logsumexp(single.sum(dim=2), dim=1) - math.log(len(z))
    marginals = (torch.logsumexp(single, dim=1) - math.log(len(z))).sum(dim=1)
    own = Normal(mu, std).log_prob(z).sum(dim=1)
    prior = Normal(0.0, 1.0).log_prob(z).sum(dim=1)
    return ((own - joint) + beta * (joint - marginals) + (marginals - prior)).sum()


def terms(model, x):
    mu, std = model.encode(x)
    z = mu + std * torch.randn_like(mu)
    cost = functional.binary_cross_entropy_with_logits(model.decoder(z), x, reduction="sum")
    return cost, kl_divergence(Normal(mu, std), Normal(0.0, 1.0)).sum(), (mu, std, z)


def train(images, objective, given, seed):
    torch.manual_seed(seed)
    model = Model(images.shape[1], given.hidden, given.latent)
    optimizer = torch.optim.Adam(model.parameters())
    for _ in range(given.epochs):
        for rows in torch.randperm(len(images)).split(BATCH):
            cost, kl, code = terms(model, images[rows].float() / 255)
            regularized = (
                given.beta * kl if objective == "β-VAE" else total_correlation(*code, given.beta)
            )
            optimizer.zero_grad()
            (cost + regularized).backward()
            optimizer.step()
    return model


def entropy(counts):
    shares = counts[counts > 0] / counts.sum()
    return -(shares * np.log(shares)).sum()


def mig(codes, factors):
    gaps = []
    for k, values in enumerate(FACTORS):
        known = []
        for code in codes.T:
            edges = np.histogram_bin_edges(code, BINS)
            both = [edges, np.arange(values + 1) - 0.5]
            joint = np.histogram2d(code, factors[:, k], bins=both)[0]
            known.append(
                entropy(joint.sum(axis=1)) + entropy(joint.sum(axis=0)) - entropy(joint.ravel())
            )
        second, first = np.sort(known)[-2:]
        gaps.append((first - second) / entropy(np.bincount(factors[:, k])))
    return np.mean(gaps)


def judge(model, images):
    with torch.no_grad():
        codes, total = [], 0.0
        for part in images.split(1000):
            cost, kl, (mu, _, _) = terms(model, part.float() / 255)
            total += (cost + kl).item()
            codes.append(mu.numpy())
    return np.concatenate(codes).astype(np.float64), total / len(images)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--beta", type=float, default=6)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--hidden", type=int, default=1200)
    parser.add_argument("--latent", type=int, default=10)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    given = parser.parse_args()
    factors = np.fromfile(given.folder / "factors.u8", dtype=np.uint8).reshape(-1, len(FACTORS))
    pixels = np.fromfile(given.folder / "images.u8", dtype=np.uint8).reshape(len(factors), -1)
    images = torch.from_numpy(pixels)
    print("| objective | seed | MIG | ELBO | seconds |\n| --- | ---: | ---: | ---: | ---: |")
    for objective in ("β-VAE", "β-TCVAE"):
        for seed in given.seed:
            started = time.perf_counter()
            model = train(images, objective, given, seed)
            seconds = time.perf_counter() - started
            codes, elbo = judge(model, images)
            found = mig(codes, factors)
            print(f"| {objective} | {seed} | {found:.3f} | {elbo:.2f} | {seconds:.0f} |")


if __name__ == "__main__":
    main()
