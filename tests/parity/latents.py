"""Writes tests/parity/fixtures/latents.safetensors: operations of latent codes, and their gradients.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/latents.py

For each NAME of CASES:
  NAME/given/PART     F64: what the value depends on
  NAME/noise/SITE     F64: standard normals of a sampling site
  NAME/value          F64: what the operation gives
  NAME/gradient/PART  F64: gradients of ½ Σ (value - ¼)², or of the sum of a loss; absent where the
                      operation has none
"""

from pathlib import Path

import numpy as np
import torch
from torch.distributions import (
    Independent,
    LowRankMultivariateNormal,
    MultivariateNormal,
    Normal,
    OneHotCategorical,
    kl_divergence,
)

import stream
import tensor_file

ROWS, LATENT, COMPONENTS, CLASSES, VARIABLES, RANK = 7, 3, 4, 5, 2, 2
TEMPERATURE = 0.7
BELOW = LATENT * (LATENT - 1) // 2


def gaussian(stats):
    """N(mu, exp(logvar)) of stats [_, 2 · latent] = mu | logvar."""
    mu, logvar = stats.chunk(2, dim=1)
    return Independent(Normal(mu, torch.exp(0.5 * logvar)), 1)


def below_diagonal(lower):
    """Matrices with the given elements below their diagonals, row by row."""
    rows, columns = torch.tril_indices(LATENT, LATENT, offset=-1)
    matrix = torch.zeros(len(lower), LATENT, LATENT, dtype=lower.dtype)
    return matrix.index_put((torch.arange(len(lower))[:, None], rows[None], columns[None]), lower)


def lower_product(lower, noise):
    return (below_diagonal(lower) @ noise[0][:, :, None])[:, :, 0]


def marginal_moments(stats, lower, noise):
    mu, logvar = stats.chunk(2, dim=1)
    factor = torch.diag_embed(torch.exp(0.5 * logvar)) + below_diagonal(lower)
    return torch.cat([mu, torch.log(MultivariateNormal(mu, scale_tril=factor).variance)], dim=1)


def mixture_sample(stats, weights, noise):
    draws = Normal(0.0, 1.0).cdf(noise[0])
    choice = torch.searchsorted(torch.cumsum(torch.softmax(weights, 0), 0), draws)[:, 0]
    mu, logvar = stats[choice].chunk(2, dim=1)
    return mu + torch.exp(0.5 * logvar) * noise[1]


def merged(q, p, noise):
    """The normalized product of two Gaussians."""
    (mu_q, logvar_q), (mu_p, logvar_p) = q.chunk(2, dim=1), p.chunk(2, dim=1)
    precision = torch.exp(-logvar_q) + torch.exp(-logvar_p)
    mu = (mu_q * torch.exp(-logvar_q) + mu_p * torch.exp(-logvar_p)) / precision
    return torch.cat([mu, -torch.log(precision)], dim=1)


def gaussian_kl(q, p, noise):
    return kl_divergence(gaussian(q), gaussian(p))


def sampled_gaussian_kl(q, p, noise):
    mu, logvar = q.chunk(2, dim=1)
    z = mu + torch.exp(0.5 * logvar) * noise[0]
    return gaussian(q).log_prob(z) - gaussian(p).log_prob(z)


def concrete(logits, noise):
    draws = Normal(0.0, 1.0).cdf(noise[0])
    values = (logits - torch.log(-torch.log(draws))) / TEMPERATURE
    return torch.softmax(values.reshape(-1, VARIABLES, CLASSES), -1).reshape(logits.shape)


def categories(logits):
    return Independent(OneHotCategorical(logits=logits.reshape(-1, VARIABLES, CLASSES)), 1)


def categorical_kl(logits, noise):
    return kl_divergence(categories(logits), categories(torch.zeros_like(logits)))


def low_rank(stats, factor):
    mu, logvar = stats.chunk(2, dim=1)
    return LowRankMultivariateNormal(mu, factor.reshape(-1, LATENT, RANK), torch.exp(logvar))


def full_nll(x, stats, lower, noise):
    mu, logvar = stats.chunk(2, dim=1)
    factor = torch.diag_embed(torch.exp(0.5 * logvar)) + below_diagonal(lower)
    return -MultivariateNormal(mu, scale_tril=factor).log_prob(x)


def full_nll_of_draws(x, stats, lower, noise):
    return full_nll(x.repeat_interleave(2, 0), stats, lower, noise)


def low_rank_nll_of_draws(x, stats, factor, noise):
    return -low_rank(stats, factor).log_prob(x.repeat_interleave(2, 0))


def low_rank_product(factor, noise):
    return (factor.reshape(-1, LATENT, RANK) @ noise[0][:, :, None])[:, :, 0]


def low_rank_nll(x, stats, factor, noise):
    return -low_rank(stats, factor).log_prob(x)


def low_rank_nll_of_samples(x, stats, factor, noise):
    repeated = [tensor.repeat_interleave(2, 0) for tensor in (stats, factor)]
    return -low_rank(*repeated).log_prob(x)


def low_rank_kl(stats, factor, noise):
    mu = stats[:, :LATENT]
    standard = MultivariateNormal(torch.zeros_like(mu), torch.eye(LATENT, dtype=mu.dtype))
    whole = MultivariateNormal(mu, low_rank(stats, factor).covariance_matrix)
    return kl_divergence(whole, standard)


def low_rank_moments(stats, factor, noise):
    of = low_rank(stats, factor)
    return torch.cat([of.mean, torch.log(of.variance)], dim=1)


STATS = [ROWS, 2 * LATENT]
FACTOR = [ROWS, LATENT * RANK]
LOGITS = [ROWS, VARIABLES * CLASSES]
# Function, shapes of what it takes, columns of each site's noise, whether it has a gradient.
CASES = {
    "lower-product": (lower_product, dict(lower=[ROWS, BELOW]), [LATENT], True),
    "marginal-moments": (marginal_moments, dict(stats=STATS, lower=[ROWS, BELOW]), [], False),
    "mixture-sample": (
        mixture_sample,
        dict(stats=[COMPONENTS, 2 * LATENT], weights=[COMPONENTS]),
        [1, LATENT],
        False,
    ),
    "merged": (merged, dict(q=STATS, p=STATS), [], True),
    "gaussian-kl": (gaussian_kl, dict(q=STATS, p=STATS), [], True),
    "sampled-gaussian-kl": (sampled_gaussian_kl, dict(q=STATS, p=STATS), [LATENT], True),
    "concrete": (concrete, dict(logits=LOGITS), [VARIABLES * CLASSES], True),
    "categorical-kl": (categorical_kl, dict(logits=LOGITS), [], True),
    "low-rank-product": (low_rank_product, dict(factor=FACTOR), [RANK], True),
    "low-rank-nll": (
        low_rank_nll,
        dict(x=[ROWS, LATENT], stats=STATS, factor=FACTOR),
        [],
        True,
    ),
    "low-rank-nll-of-samples": (
        low_rank_nll_of_samples,
        dict(x=[2 * ROWS, LATENT], stats=STATS, factor=FACTOR),
        [],
        True,
    ),
    "low-rank-kl": (low_rank_kl, dict(stats=STATS, factor=FACTOR), [], True),
    "low-rank-moments": (low_rank_moments, dict(stats=STATS, factor=FACTOR), [], False),
    "low-rank-nll-of-draws": (
        low_rank_nll_of_draws,
        dict(x=[ROWS, LATENT], stats=[2 * ROWS, 2 * LATENT], factor=[2 * ROWS, LATENT * RANK]),
        [],
        True,
    ),
    "full-nll": (
        full_nll,
        dict(x=[ROWS, LATENT], stats=STATS, lower=[ROWS, BELOW]),
        [],
        True,
    ),
    "full-nll-of-draws": (
        full_nll_of_draws,
        dict(x=[ROWS, LATENT], stats=[2 * ROWS, 2 * LATENT], lower=[2 * ROWS, BELOW]),
        [],
        True,
    ),
}


def uniform(shape, seed):
    """Values in ±2."""
    bits = stream.words(seed, 1, int(np.prod(shape)))
    return torch.from_numpy(bits / 2.0**32 * 4 - 2).reshape(shape)


def main():
    tensors = {}
    for case, (name, (function, shapes, sites, differentiable)) in enumerate(CASES.items()):
        given = {
            part: uniform(shape, 7000 + 20 * case + i).requires_grad_()
            for i, (part, shape) in enumerate(shapes.items())
        }
        noise = [uniform([ROWS, width], 7010 + 20 * case + i) for i, width in enumerate(sites)]
        value = function(**given, noise=noise)
        for i, site in enumerate(noise):
            tensors[f"{name}/noise/{i}"] = site.numpy()
        for part, tensor in given.items():
            tensors[f"{name}/given/{part}"] = tensor.detach().numpy()
        tensors[f"{name}/value"] = value.detach().numpy()
        if not differentiable:
            continue
        loss = value.sum() if value.dim() == 1 else 0.5 * ((value - 0.25) ** 2).sum()
        gradients = torch.autograd.grad(loss, list(given.values()))
        for part, gradient in zip(given, gradients):
            tensors[f"{name}/gradient/{part}"] = gradient.numpy()
    tensor_file.write(Path(__file__).parent / "fixtures" / "latents.safetensors", tensors, {})


if __name__ == "__main__":
    main()
