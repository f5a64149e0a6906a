"""Writes tests/parity/fixtures/likelihoods.safetensors: losses and gradients of likelihoods.

    apt-get install python3-torch python3-mpmath && /usr/bin/python3 tests/parity/likelihoods.py

For each NAME of CASES, matrices [ROWS, COLUMNS]:
  NAME/outputs, NAME/second, NAME/x   F32: the decoder's outputs, second outputs where the
                                      likelihood has them, targets
  NAME/loss                           F64: negative log likelihood of each element, in nats
  NAME/doutputs, NAME/dsecond         F64: gradients of the losses' sum
and metadata "parameters": {NAME: its likelihood and parameters} as JSON. The numbers are
exact.py's, rounded once. PyTorch's distributions and autograd must agree with them, or the
script stops: where a case says, only in part of the points.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Optional

import numpy as np
import torch

import densities
import exact
import stream
import tensor_file

ROWS, COLUMNS = 5, 40
FLOOR = 1e-4
EDGES = [-60, -20, -5, -0.5, -1e-3, 0, 1e-3, 5, 20, 60]
NEAR_ZERO = [-60, -4, -0.03, -5e-3, -1e-6, 0, 1e-8, 1e-3, 0.02, 60]


@dataclass
class Case:
    likelihood: str
    torch: Callable
    exact: Callable
    points: Callable
    """From a Draw: outputs, second outputs or None, targets."""
    parameters: dict = field(default_factory=dict)
    group: int = 1
    rtol: float = 1e-12
    atol: float = 1e-15
    """Tolerance of PyTorch's values relative to max(1, |x|)."""
    where: Optional[Callable] = None
    """Selects the points where PyTorch is stable; by default all of them."""


class Draw:
    """Values of the shape [ROWS, COLUMNS], from one stream of stream.py."""

    def __init__(self, seed):
        self.seed, self.purpose = seed, 0

    def uniform(self, low, high):
        self.purpose += 1
        bits = stream.words(self.seed, self.purpose, ROWS * COLUMNS)
        return (low + (high - low) * (bits / 2.0**32)).reshape(ROWS, COLUMNS)

    def counts(self, high):
        """Long-tailed: as many from 1 to 10 as from 10 to 100."""
        return np.floor(np.exp(self.uniform(0, np.log(high + 1)))) - 1


def with_edges(values, edges):
    """The first values replaced by edges."""
    flat = values.reshape(-1).copy()
    flat[: len(edges)] = edges
    return flat.reshape(values.shape)


def product(*lists):
    """Every combination of the lists' values, as one array a list."""
    return [grid.reshape(-1) for grid in np.meshgrid(*lists, indexing="ij")]


def unit_points(logits):
    """Logits at the edges, each with x of 0, 1/4, 3/4 and 1; then anywhere in ±12."""

    def points(draw):
        edges = product(logits, [0, 0.25, 0.75, 1])
        outputs = with_edges(draw.uniform(-12, 12), edges[0])
        return outputs, None, with_edges(draw.uniform(0, 1), edges[1])

    return points


def real_points(draw):
    """x at, near and far from mu; then within a few units."""
    edges = product([-1e3, -2.5, 0, 0.125, 40], [0, 2.0**-12, -1, 100])
    mu = with_edges(draw.uniform(-3, 3), edges[0])
    return mu, None, with_edges(draw.uniform(-4, 4), edges[0] + edges[1])


def gaussian_points(draw):
    mu, _, x = real_points(draw)
    return mu, with_edges(draw.uniform(-8, 8), np.tile([-8, 8, 0, -3, 3], 4)), x


def poisson_points(draw):
    rates, counts = product([-30, -10, -1, 0, 0.5, 2, 5, 9, 10, 11], [0, 1, 17, 1e4])
    outputs = with_edges(draw.uniform(-3, 7), rates)
    return outputs, None, with_edges(draw.counts(1000), counts)


def negative_binomial_points(draw):
    means, dispersions, counts = product([-10, 0, 4, 9], [-8, -2, 0.5, 3, 8], [0, 1, 23, 1e4])
    outputs = with_edges(draw.uniform(-3, 7), means)
    second = with_edges(draw.uniform(-3, 5), dispersions)
    return outputs, second, with_edges(draw.counts(1000), counts)


def group_points(group, one_hot):
    """Rows of ordinary logits and two of extreme ones; x is one-hot, or counts of which a group
    has none and one is 10^4."""

    def points(draw):
        logits = draw.uniform(-4, 4)
        logits[0] *= 15
        logits[1] = np.where(np.arange(COLUMNS) % group == 1, 60, -60)
        if one_hot:
            first = np.arange(0, COLUMNS, group)
            x = np.zeros((ROWS, COLUMNS))
            chosen = np.floor(draw.uniform(0, group)).astype(int)[:, first]
            np.put_along_axis(x, first + chosen, 1, axis=1)
        else:
            x = draw.counts(100) * (draw.uniform(0, 1) < 0.5)
            x[2, 3] = 1e4
            x[3, :group] = 0
        return logits, None, x

    return points


def grouped(likelihood, group, one_hot):
    return Case(
        likelihood,
        lambda outputs, _, x: densities.categorical(outputs, x, group),
        exact.categorical,
        group_points(group, one_hot),
        dict(group=group),
        group,
    )


def gaussian_fixed(sigma):
    return Case(
        "gaussian_fixed",
        lambda mu, _, x: densities.gaussian_fixed(mu, x, sigma),
        exact.each(exact.gaussian_fixed(sigma)),
        real_points,
        dict(sigma=sigma),
    )


def laplace(scale):
    return Case(
        "laplace",
        lambda mu, _, x: densities.laplace(mu, x, scale),
        exact.each(exact.laplace(scale)),
        real_points,
        dict(scale=scale),
    )


CASES = {
    "bernoulli": Case(
        "bernoulli",
        lambda outputs, _, x: densities.bernoulli(outputs, x),
        exact.each(exact.bernoulli),
        unit_points(EDGES),
    ),
    # PyTorch clamps probabilities, which affects |logit| > 15, and near 0 it switches to a series
    # with too few terms for 1e-12.
    "continuous_bernoulli": Case(
        "continuous_bernoulli",
        lambda outputs, _, x: densities.continuous_bernoulli(outputs, x),
        exact.each(exact.continuous_bernoulli),
        unit_points(NEAR_ZERO),
        rtol=1e-9,
        where=lambda outputs: (abs(outputs) > 1e-2) & (abs(outputs) < 15),
    ),
    "gaussian": Case(
        "gaussian",
        lambda mu, logvar, x: densities.gaussian(mu, logvar, x, FLOOR),
        exact.each(exact.gaussian(FLOOR)),
        gaussian_points,
        dict(floor=FLOOR),
    ),
    **{f"gaussian_fixed-{sigma}": gaussian_fixed(sigma) for sigma in (0.1, 1, 2.5)},
    **{f"laplace-{scale}": laplace(scale) for scale in (0.5, 2)},
    "poisson": Case(
        "poisson",
        lambda outputs, _, x: densities.poisson(outputs, x),
        exact.each(exact.poisson),
        poisson_points,
        atol=4e-15,
    ),
    # lgamma(x + r) - lgamma(r) loses precision for large r.
    "negative_binomial": Case(
        "negative_binomial",
        densities.negative_binomial,
        exact.each(exact.negative_binomial),
        negative_binomial_points,
        rtol=1e-9,
        atol=1e-11,
    ),
    "categorical-8": grouped("categorical", 8, one_hot=True),
    "categorical-5": grouped("categorical", 5, one_hot=False),
    "multinomial": grouped("multinomial", COLUMNS, one_hot=False),
}


def by_torch(case, points):
    """Loss and gradients in PyTorch's float64."""
    outputs, second, x = [
        None if values is None else torch.from_numpy(values.astype(np.float64)) for values in points
    ]
    sources = [value.requires_grad_() for value in (outputs, second) if value is not None]
    loss = case.torch(outputs, second, x)
    gradients = torch.autograd.grad(loss.sum(), sources)
    return [value.detach().numpy() for value in (loss, *gradients)]


def assert_agreement(name, case, points, values):
    outputs, _, x = points
    stable = np.ones_like(x, dtype=bool) if case.where is None else case.where(outputs)
    for value, theirs in zip(values, by_torch(case, points)):
        away = abs(theirs - value)
        allowed = case.rtol * abs(value) + case.atol * np.maximum(1, abs(x))
        wrong = stable & ~(away <= allowed)
        if wrong.any():
            at = tuple(np.argwhere(wrong)[0])
            told = [None if part is None else part[at] for part in points]
            raise AssertionError(f"{name}: {told} is {value[at]}, PyTorch says {theirs[at]}")


def tensors_of(name, case, seed):
    drawn = case.points(Draw(seed))
    points = [None if values is None else values.astype(np.float32) for values in drawn]
    outputs, second, x = points
    values = exact.losses_and_gradients(case.exact, case.group, outputs, second, x)
    assert_agreement(name, case, points, values)
    found = dict(zip(("outputs", "second", "x"), points))
    found.update(zip(("loss", "doutputs", "dsecond"), values))
    return {f"{name}/{part}": value for part, value in found.items() if value is not None}


def main():
    tensors, parameters = {}, {}
    for seed, (name, case) in enumerate(CASES.items()):
        tensors.update(tensors_of(name, case, 1000 + seed))
        parameters[name] = dict(likelihood=case.likelihood, **case.parameters)
    path = Path(__file__).parent / "fixtures" / "likelihoods.safetensors"
    tensor_file.write(path, tensors, {"parameters": json.dumps(parameters)})


if __name__ == "__main__":
    main()
