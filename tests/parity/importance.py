"""Importance weights of a VAE with a Bernoulli decoder, and the bound that they give."""

import math

import torch
from torch.distributions import Bernoulli, Normal


def log_weights(vae, x, noise):
    """log p(x | z) + log p(z) - log q(z | x) for z = mu + std · noise, in nats.

    x [rows, input] in [0, 1], noise [rows · k, latent] with the k samples of a row adjacent;
    gives [rows, k]. Encodes each row once.
    """
    samples = len(noise) // len(x)
    mu, logvar = (value.repeat_interleave(samples, dim=0) for value in vae.encode(x))
    std = torch.exp(0.5 * logvar)
    z = mu + std * noise
    prior, posterior = Normal(0.0, 1.0), Normal(mu, std)
    likelihood = Bernoulli(logits=vae.decode(z), validate_args=False)
    likely = likelihood.log_prob(x.repeat_interleave(samples, dim=0)).sum(dim=1)
    weights = likely + (prior.log_prob(z) - posterior.log_prob(z)).sum(dim=1)
    return weights.reshape(len(x), samples)


def bound(weights):
    """log (1/k) Σ_k exp(weights), [rows, k] -> [rows]: a lower bound of log p(x) in expectation.

    Burda, Grosse & Salakhutdinov, "Importance weighted autoencoders", 2015, equation 8.
    """
    return torch.logsumexp(weights, dim=1) - math.log(weights.shape[1])
