"""Negative log likelihoods, in nats, as PyTorch computes them.

Each takes the decoder's outputs and targets x, tensors of one shape, and gives the loss of
every element, of that shape; autograd differentiates it.
"""

import torch
from torch import distributions
from torch.nn import functional


def bernoulli(logits, x):
    """x in [0, 1]."""
    return functional.binary_cross_entropy_with_logits(logits, x, reduction="none")


def continuous_bernoulli(logits, x):
    """x in [0, 1]. PyTorch's own takes a Taylor series where |probability - 1/2| < 1e-3."""
    return -distributions.ContinuousBernoulli(logits=logits).log_prob(x)


def gaussian(mu, logvar, x, floor=0.0):
    """The variance is exp(logvar) + floor."""
    return gaussian_fixed(mu, x, (logvar.exp() + floor).sqrt())


def gaussian_fixed(mu, x, sigma):
    return -distributions.Normal(mu, sigma).log_prob(x)


def laplace(mu, x, scale):
    return -distributions.Laplace(mu, scale).log_prob(x)


def poisson(log_rate, x):
    return -distributions.Poisson(log_rate.exp(), validate_args=False).log_prob(x)


def negative_binomial(log_mean, log_dispersion, x):
    """Mean m and variance m + m²/r with r = exp(log_dispersion), so the log odds are log(m/r)."""
    log_odds = log_mean - log_dispersion
    total = log_dispersion.exp()
    return -distributions.NegativeBinomial(total, logits=log_odds).log_prob(x)


def categorical(logits, x, group):
    """One distribution for each `group` neighbouring columns; x is one-hot or counts.

    Counts have no multinomial coefficient, which does not depend on the logits: Liang et al.,
    "Variational autoencoders for collaborative filtering", 2018, equation 2.
    """
    grouped = logits.reshape(len(logits), -1, group)
    return -x * torch.log_softmax(grouped, dim=2).reshape(logits.shape)
