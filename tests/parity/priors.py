"""Writes tests/parity/fixtures/priors.safetensors: losses of priors and posteriors, and their gradients.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/priors.py

For each NAME of CASES:
  NAME/given/PART     F64: what the loss depends on
  NAME/gradient/PART  F64: gradients of the sum of all losses
  NAME/loss           F64 [rows]: as torch.distributions computes it, in nats
"""

from pathlib import Path

import numpy as np
import torch
from torch.distributions import (
    Categorical,
    Independent,
    MixtureSameFamily,
    MultivariateNormal,
    Normal,
    kl_divergence,
)

import stream
import tensor_file

ROWS, LATENT, COMPONENTS = 7, 3, 4


def gaussian(stats):
    """N(mu, exp(logvar)) of stats [_, 2 · latent] = mu | logvar."""
    mu, logvar = stats.chunk(2, dim=1)
    return Independent(Normal(mu, torch.exp(0.5 * logvar)), 1)


def mixture(z, stats, weights):
    """-log p(z); the weights are logarithms, up to a constant."""
    return -MixtureSameFamily(Categorical(logits=weights), gaussian(stats)).log_prob(z)


def divergence(stats, prior):
    """KL(N(stats) || N(prior)), with one row of prior, or one for each."""
    return kl_divergence(gaussian(stats), gaussian(prior.expand_as(stats)))


def full_divergence(stats, lower):
    """KL(N(mu, C Cᵀ) || N(0, I)), with the log of the squared diagonal of C, and C below it."""
    mu, logvar = stats.chunk(2, dim=1)
    rows, columns = torch.tril_indices(LATENT, LATENT, offset=-1)
    factor = torch.zeros(len(mu), LATENT, LATENT, dtype=mu.dtype)
    factor = torch.diag_embed(torch.exp(0.5 * logvar)) + factor.index_put(
        (torch.arange(len(mu))[:, None], rows[None], columns[None]), lower
    )
    normal = MultivariateNormal(torch.zeros_like(mu), torch.eye(LATENT, dtype=mu.dtype))
    return kl_divergence(MultivariateNormal(mu, scale_tril=factor), normal)


CASES = {
    "mixture": (
        mixture,
        dict(z=[ROWS, LATENT], stats=[COMPONENTS, 2 * LATENT], weights=[COMPONENTS]),
    ),
    "one-component": (mixture, dict(z=[ROWS, LATENT], stats=[1, 2 * LATENT], weights=[1])),
    "divergence": (divergence, dict(stats=[ROWS, 2 * LATENT], prior=[1, 2 * LATENT])),
    "full-divergence": (
        full_divergence,
        dict(stats=[ROWS, 2 * LATENT], lower=[ROWS, LATENT * (LATENT - 1) // 2]),
    ),
    "divergence-of-rows": (divergence, dict(stats=[ROWS, 2 * LATENT], prior=[ROWS, 2 * LATENT])),
}


def uniform(shape, seed):
    """Values in ±2."""
    bits = stream.words(seed, 1, int(np.prod(shape)))
    return torch.from_numpy(bits / 2.0**32 * 4 - 2).reshape(shape).requires_grad_()


def main():
    tensors = {}
    for case, (name, (loss, shapes)) in enumerate(CASES.items()):
        given = {
            part: uniform(shape, 5000 + 10 * case + i)
            for i, (part, shape) in enumerate(shapes.items())
        }
        value = loss(**given)
        gradients = torch.autograd.grad(value.sum(), list(given.values()))
        tensors[f"{name}/loss"] = value.detach().numpy()
        for (part, tensor), gradient in zip(given.items(), gradients):
            tensors[f"{name}/given/{part}"] = tensor.detach().numpy()
            tensors[f"{name}/gradient/{part}"] = gradient.numpy()
    tensor_file.write(Path(__file__).parent / "fixtures" / "priors.safetensors", tensors, {})


if __name__ == "__main__":
    main()
