"""The product of experts (MVAE) of digits and their words in PyTorch: the baseline of multimodal.mjs.

    apt-get install python3-torch libopenblas0-pthread
    /usr/bin/python3 bench/studies/multimodal.py MNIST --epochs 10 --seed 1 2

MNIST is the folder of its four files. Sizes, weight of the word, batch and optimizer are those of multimodal.mjs, weights as
PyTorch draws them. Prints a Markdown row a training: the words that are found of images, the images of words as
a classifier trained here sees them (its accuracy is told first), of the mean of the code and of a sample of it, the joint
samples whose two classes agree, and seconds of training.
"""

import argparse
import gzip
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

LATENT, BATCH, RATE, WEIGHT, CLASSES = 20, 128, 1e-3, 50.0, 10


def read(folder, name):
    found = [path for path in (folder / name, folder / f"{name}.gz") if path.exists()]
    if not found:
        raise SystemExit(f"{folder} has no {name}")
    content = found[0].read_bytes()
    content = gzip.decompress(content) if found[0].suffix == ".gz" else content
    return np.frombuffer(content, np.uint8, offset=16 if "images" in name else 8).copy()


def load(folder, part, limit):
    images = read(folder, f"{part}-images-idx3-ubyte").reshape(-1, 784)[:limit]
    labels = read(folder, f"{part}-labels-idx1-ubyte")[:limit]
    return torch.from_numpy(images).float() / 255, torch.from_numpy(labels).long()


def network(inputs, hidden, outputs):
    return nn.Sequential(nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, outputs))


class Mvae(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = (784, 400), (CLASSES, 64)
        self.encoders = nn.ModuleList(network(width, hidden, 2 * LATENT) for width, hidden in sizes)
        self.decoders = nn.ModuleList(network(LATENT, hidden, width) for width, hidden in sizes)

    def posterior(self, given):
        """Moments of the product of N(0, I) and the experts of the modalities that are not None."""
        total, mean = 1.0, 0.0
        for encoder, x in zip(self.encoders, given):
            if x is not None:
                mu, logvar = encoder(x).chunk(2, dim=1)
                precision = torch.exp(-logvar)
                total, mean = total + precision, mean + precision * mu
        return mean / total, -torch.log(total)

    def loss(self, given, labels):
        mu, logvar = self.posterior(given)
        z = mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)
        total = 0.5 * (mu**2 + torch.exp(logvar) - 1 - logvar).sum()
        if given[0] is not None:
            logits = self.decoders[0](z)
            total = total + functional.binary_cross_entropy_with_logits(logits, given[0], reduction="sum")
        if given[1] is not None:
            total = total + WEIGHT * functional.cross_entropy(self.decoders[1](z), labels, reduction="sum")
        return total


def batches(rows):
    return torch.randperm(rows).split(BATCH)


def train(model, epochs, rows, loss_of):
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    for _ in range(epochs):
        for rows_of in batches(rows):
            optimizer.zero_grad()
            loss_of(rows_of).backward()
            optimizer.step()


def share(found, labels):
    return f"{100 * (found.argmax(dim=1) == labels).float().mean().item():.1f} %"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mnist", type=Path)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--limit", type=int, default=60_000)
    parser.add_argument("--tests", type=int, default=2000)
    parser.add_argument("--seed", type=int, nargs="*", default=[1])
    given = parser.parse_args()
    images, labels = load(given.mnist, "train", given.limit)
    test_images, test_labels = load(given.mnist, "t10k", given.tests)
    words = functional.one_hot(labels, CLASSES).float()
    torch.manual_seed(0)
    classifier = network(784, 400, CLASSES)
    cross_entropy = lambda rows: functional.cross_entropy(classifier(images[rows]), labels[rows])
    train(classifier, max(3, given.epochs), len(labels), cross_entropy)
    print(f"{len(labels)} pairs, {given.epochs} epochs; classifier {share(classifier(test_images), test_labels)}\n")
    print("| joint | seed | image → other | other → image | sampled | samples agree | s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for seed in given.seed:
        torch.manual_seed(seed)
        model = Mvae()

        def loss_of(rows):
            x, word = images[rows], words[rows]
            subsets = (x, word), (x, None), (None, word)
            return sum(model.loss(subset, labels[rows]) for subset in subsets)

        started = time.perf_counter()
        train(model, given.epochs, len(labels), loss_of)
        seconds = time.perf_counter() - started
        with torch.no_grad():
            to_word = model.decoders[1](model.posterior((test_images, None))[0])
            one_hot = functional.one_hot(test_labels, CLASSES).float()
            mu, logvar = model.posterior((None, one_hot))
            noise = lambda: torch.randn(len(test_labels), LATENT)
            image_of = lambda z: torch.sigmoid(model.decoders[0](z))
            sampled, drawn = mu + torch.exp(0.5 * logvar) * noise(), noise()
            found = (
                share(to_word, test_labels),
                share(classifier(image_of(mu)), test_labels),
                share(classifier(image_of(sampled)), test_labels),
                share(classifier(image_of(drawn)), model.decoders[1](drawn).argmax(dim=1)),
            )
        print(f"| product, PyTorch | {seed} | {' | '.join(found)} | {seconds:.1f} |")


if __name__ == "__main__":
    main()
