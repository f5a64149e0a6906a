"""Writes tests/parity/fixtures/counts.safetensors: losses of counts that share the total of their row.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/counts.py

For each NAME of CASES:
  NAME/given/PART     F64: counts x [ROWS, COLUMNS]; logits, log_dispersion and, where zeros are inflated,
                      zero_logit [ROWS · samples, COLUMNS]
  NAME/gradient/PART  F64: gradients of the sum of all losses, but of x
  NAME/loss           F64 [ROWS · samples]: as torch.distributions computes it, in nats
The samples of a row are adjacent. The last row of x is all zeros.
"""

from pathlib import Path

import numpy as np
import torch
from torch.distributions import Bernoulli, NegativeBinomial

import stream
import tensor_file

ROWS, COLUMNS = 5, 13
CASES = {"shares": (1, False), "samples": (3, False), "inflated": (1, True), "both": (3, True)}


def uniform(shape, seed, low, high):
    bits = stream.words(seed, 1, int(np.prod(shape)))
    return torch.from_numpy(low + (high - low) * (bits / 2.0**32)).reshape(shape)


def loss(x, logits, log_dispersion, zero_logit=None):
    """Lopez et al., 2018: mean total · softmax, dispersion r, and zeros beside."""
    total = x.sum(dim=1, keepdim=True).clamp(min=1e-8)
    log_mean = total.log() + torch.log_softmax(logits, dim=1)
    counts = NegativeBinomial(log_dispersion.exp(), logits=log_mean - log_dispersion)
    log_prob = counts.log_prob(x)
    if zero_logit is not None:
        missed = Bernoulli(logits=zero_logit)
        counted = missed.log_prob(torch.zeros_like(x)) + log_prob
        either = torch.logaddexp(missed.log_prob(torch.ones_like(x)), counted)
        log_prob = torch.where(x == 0, either, counted)
    return -log_prob.sum(dim=1)


def main():
    tensors = {}
    for case, (name, (samples, inflated)) in enumerate(CASES.items()):
        seed = 7000 + 10 * case
        x = (uniform([ROWS, COLUMNS], seed, -1, 3).exp() - 1).clamp(min=0).floor()
        x[-1] = 0
        shape = [ROWS * samples, COLUMNS]
        given = dict(
            logits=uniform(shape, seed + 1, -3, 3),
            log_dispersion=uniform(shape, seed + 2, -2, 3),
            **(dict(zero_logit=uniform(shape, seed + 3, -4, 4)) if inflated else {}),
        )
        for value in given.values():
            value.requires_grad_()
        losses = loss(x.repeat_interleave(samples, dim=0), **given)
        gradients = torch.autograd.grad(losses.sum(), list(given.values()))
        tensors[f"{name}/loss"] = losses.detach().numpy()
        tensors[f"{name}/given/x"] = x.numpy()
        for (part, tensor), gradient in zip(given.items(), gradients):
            tensors[f"{name}/given/{part}"] = tensor.detach().numpy()
            tensors[f"{name}/gradient/{part}"] = gradient.numpy()
    tensor_file.write(Path(__file__).parent / "fixtures" / "counts.safetensors", tensors, {})


if __name__ == "__main__":
    main()
