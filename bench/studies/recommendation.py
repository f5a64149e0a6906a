"""Mult-VAE of Liang et al. 2018 in PyTorch, on the splits of recommendation.mjs: the study's baseline.

    node bench/studies/recommendation.mjs --dataset ratings.csv --seed 1 2 --write FOLDER
    /usr/bin/python3 bench/studies/recommendation.py FOLDER

Prints a Markdown row for each split in FOLDER: the same layers, optimizer, batches and weight of the KL.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

BATCH = 100


class MultVae(nn.Module):
    def __init__(self, items, hidden, latent):
        super().__init__()
        self.fc1 = nn.Linear(items, hidden)
        self.fc2 = nn.Linear(hidden, 2 * latent)
        self.fc3 = nn.Linear(latent, hidden)
        self.fc4 = nn.Linear(hidden, items)

    def encode(self, x):
        seen = F.dropout(F.normalize(x), 0.5, self.training)
        return self.fc2(torch.tanh(self.fc1(seen))).chunk(2, dim=1)

    def decode(self, z):
        return F.log_softmax(self.fc4(torch.tanh(self.fc3(z))), dim=1)


def train(x, epochs, seed, hidden, latent):
    torch.manual_seed(seed)
    model = MultVae(x.shape[1], hidden, latent)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    steps = epochs * -(-len(x) // BATCH)
    step = 0
    for _ in range(epochs):
        for batch in torch.randperm(len(x)).split(BATCH):
            own = x[batch]
            mean, logvar = model.encode(own)
            z = mean + torch.exp(0.5 * logvar) * torch.randn_like(mean)
            reconstruction = -(own * model.decode(z)).sum(1).mean()
            kl = -0.5 * (1 + logvar - mean**2 - logvar.exp()).sum(1).mean()
            beta = 0.2 * min(1, step / steps)
            optimizer.zero_grad()
            (reconstruction + beta * kl).backward()
            optimizer.step()
            step += 1
    return model.eval()


def ndcg(order, relevant, k):
    discount = 1 / np.log2(np.arange(2, k + 2))
    hits = np.take_along_axis(relevant, order[:, :k], 1)
    best = np.array([discount[: min(int(n), k)].sum() for n in relevant.sum(1)])
    return (hits * discount).sum(1) / best


def recall(order, relevant, k):
    hits = np.take_along_axis(relevant, order[:, :k], 1).sum(1)
    return hits / np.minimum(k, relevant.sum(1))


def figure(values):
    return f"{values.mean():.4f} ± {values.std(ddof=1) / np.sqrt(len(values)):.4f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--hidden", type=int, default=200)
    parser.add_argument("--latent", type=int, default=64)
    options = parser.parse_args()
    for folder in sorted(options.folder.iterdir()):
        data, given, target = (np.load(folder / f"{name}.npy") for name in ("train", "input", "target"))
        seed = int(folder.name)
        model = train(torch.from_numpy(data), options.epochs, seed, options.hidden, options.latent)
        with torch.no_grad():
            scores = model.decode(model.encode(torch.from_numpy(given))[0]).numpy()
        scores[given > 0] = -np.inf
        order = np.argsort(-scores, axis=1, kind="stable")
        row = [ndcg(order, target, 100), recall(order, target, 20), recall(order, target, 50)]
        print(f"| PyTorch's Mult-VAE, seed {seed} | {' | '.join(map(figure, row))} |", flush=True)


if __name__ == "__main__":
    main()
