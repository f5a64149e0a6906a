"""Convolutional against dense: the study's baseline in PyTorch.

    apt-get install python3-torch libopenblas0-pthread dataset-fashion-mnist
    OPENBLAS_NUM_THREADS=1 /usr/bin/python3 bench/studies/conv.py /usr/share/datasets/fashion-mnist --threads 2

`conv`   28x28x1 -> 32 channels 4x4/2 -> 64 channels 4x4/2 -> 256 -> (16 + 16), and its mirror with transposed convolutions
`dense`  784-804-256-(16 + 16)-256-804-784: as many parameters within 0.05 %, with a dense layer for the two convolutions

ReLU, padding 1, Bernoulli likelihood of grey values, the loss of a batch summed over its rows, batch 128, Adam 1e-3, weights
as PyTorch draws them.

Prints a Markdown row an epoch, then one line of JSON with everything. ELBO is the negative evidence lower bound, with one
sample of the code, in nats an image; `seconds` is of training, without the tests. --time takes steps instead of epochs and
prints images a second: the median and the range of the rounds.

With OpenBLAS, two threads of PyTorch are slower than one at convolutions unless OPENBLAS_NUM_THREADS is 1. OpenBLAS 0.3.21, of
Debian 12, takes processors that it does not know for a Pentium 4: look with OPENBLAS_VERBOSE=2, and set OPENBLAS_CORETYPE=SkylakeX
on those with AVX-512. One of them trained `conv` twice as fast with it.
"""

import argparse
import gzip
import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

PIXELS, BATCH, LATENT, RATE = 784, 128, 16, 1e-3
ROWS_AT_ONCE = 1000
FILES = {"train": "train-images-idx3-ubyte", "test": "t10k-images-idx3-ubyte"}


def convolutional():
    encoder = nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, 32, 4, stride=2, padding=1),
        nn.ReLU(),
        nn.Conv2d(32, 64, 4, stride=2, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(3136, 256),
        nn.ReLU(),
        nn.Linear(256, 2 * LATENT),
    )
    decoder = nn.Sequential(
        nn.Linear(LATENT, 256),
        nn.ReLU(),
        nn.Linear(256, 3136),
        nn.ReLU(),
        nn.Unflatten(1, (64, 7, 7)),
        nn.ConvTranspose2d(64, 32, 4, stride=2, padding=1),
        nn.ReLU(),
        nn.ConvTranspose2d(32, 1, 4, stride=2, padding=1),
        nn.Flatten(),
    )
    return encoder, decoder


def dense():
    encoder = nn.Sequential(
        nn.Linear(PIXELS, 804),
        nn.ReLU(),
        nn.Linear(804, 256),
        nn.ReLU(),
        nn.Linear(256, 2 * LATENT),
    )
    decoder = nn.Sequential(
        nn.Linear(LATENT, 256),
        nn.ReLU(),
        nn.Linear(256, 804),
        nn.ReLU(),
        nn.Linear(804, PIXELS),
    )
    return encoder, decoder


MODELS = {"conv": convolutional, "dense": dense}


class Vae(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.encoder, self.decoder = MODELS[model]()

    def forward(self, x):
        """Reconstruction and KL, summed over the rows [rows, PIXELS]."""
        mu, logvar = self.encoder(x).chunk(2, dim=1)
        z = mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)
        logits = self.decoder(z)
        reconstruction = functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")
        return reconstruction, 0.5 * (mu.square() + logvar.exp() - logvar - 1).sum()


class Trainer:
    def __init__(self, model, seed):
        torch.manual_seed(seed)
        self.vae = Vae(model)
        self.optimizer = torch.optim.Adam(self.vae.parameters(), lr=RATE)

    def step(self, x):
        reconstruction, kl = self.vae(x)
        self.optimizer.zero_grad(set_to_none=True)
        (reconstruction + kl).backward()
        self.optimizer.step()
        return torch.stack([reconstruction, kl]).detach()

    def epoch(self, data):
        """Means of reconstruction and KL over the images."""
        batches = torch.randperm(len(data)).split(BATCH)
        return sum(self.step(pixels(data[rows])) for rows in batches) / len(data)

    @torch.no_grad()
    def evaluate(self, data):
        return sum(torch.stack(self.vae(pixels(some))) for some in data.split(ROWS_AT_ONCE)) / len(data)


def pixels(some):
    return some.float() / 255


def load(folder, part):
    """Images as bytes, [rows, PIXELS]."""
    path = folder / FILES[part]
    content = path.read_bytes() if path.exists() else gzip.decompress(Path(f"{path}.gz").read_bytes())
    if content[:4] != b"\0\0\x08\3":
        raise ValueError(f"{path} is not an IDX file of images")
    rows, height, width = np.frombuffer(content[4:16], ">u4")
    if height * width != PIXELS or len(content) != 16 + rows * PIXELS:
        raise ValueError(f"{path} should hold {rows} images of {PIXELS} pixels")
    return torch.from_numpy(np.frombuffer(content, np.uint8, offset=16).reshape(rows, PIXELS).copy())


def train(model, data, given):
    trainer = Trainer(model, given.seed)
    results = []
    for epoch in range(1, given.epochs + 1):
        start = time.monotonic()
        trained = trainer.epoch(data["train"]).tolist()
        seconds = time.monotonic() - start
        reconstruction, kl = trainer.evaluate(data["test"]).tolist()
        results.append(
            {
                "model": model,
                "epoch": epoch,
                "train_elbo": sum(trained),
                "test_elbo": reconstruction + kl,
                "test_reconstruction": reconstruction,
                "test_kl": kl,
                "seconds": seconds,
            }
        )
        figures = (f"{value:.2f}" for value in list(results[-1].values())[2:])
        print(f"| {model} | {epoch} | {' | '.join(figures)} |", flush=True)
    return results


def measure(model, data, given):
    """Images a second of each round, in rounds of about a second."""
    trainer = Trainer(model, given.seed)
    batches = data["train"][: 64 * BATCH].split(BATCH)

    def timed(steps):
        start = time.monotonic()
        for i in range(steps):
            trainer.step(pixels(batches[i % len(batches)]))
        return steps * BATCH / (time.monotonic() - start)

    timed(8)
    steps = max(1, round(timed(8) / BATCH))
    rates = [timed(steps) for _ in range(given.rounds)]
    cells = f"{statistics.median(rates):,.0f} | {min(rates):,.0f}–{max(rates):,.0f}"
    print(f"| {model} | {cells} |", flush=True)
    return [{"model": model, "samples_per_second": rates}]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("data", type=Path, help="folder of IDX files of MNIST's names, plain or .gz")
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--limit", type=int, default=60_000, help="images to train on")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--time", action="store_true", help="measure steps, train no epochs")
    parser.add_argument("--rounds", type=int, default=5, help="with --time")
    return parser.parse_args()


def main():
    given = arguments()
    try:
        data = {part: load(given.data, part) for part in FILES}
    except (OSError, ValueError) as error:
        sys.exit(str(error))
    data["train"] = data["train"][: given.limit]
    torch.set_num_threads(given.threads)
    # Moments of weights with rare gradients would become denormal, which is slow.
    torch.set_flush_denormal(True)
    heads = ["model", "epoch", "train ELBO", "test ELBO", "reconstruction", "KL", "seconds"]
    if given.time:
        heads = ["model", "images/s", "range"]
    print(f"| {' | '.join(heads)} |\n| --- |{' ---: |' * (len(heads) - 1)}", flush=True)
    work = measure if given.time else train
    results = [each for model in given.models for each in work(model, data, given)]
    sizes = {
        model: sum(value.numel() for value in Vae(model).parameters()) for model in given.models
    }
    options = {**vars(given), "data": str(given.data)}
    print(json.dumps({"options": options, "torch": torch.__version__, "parameters": sizes, "results": results}))


if __name__ == "__main__":
    main()
