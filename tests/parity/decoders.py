"""From the decoder's last hidden layer to the reconstruction term, for each kind of likelihood."""

import torch
from torch.nn import functional

import densities
import stream


def reconstruction(case, vae, hidden, x):
    """Negative log likelihood of x, summed, from the decoder's last hidden layer."""
    likelihood = stream.likelihood_of(case)
    kind, outputs = likelihood["kind"], vae.linear(hidden, "fc4")
    if kind == "bernoulli":
        # Summed by PyTorch itself, so that its order of summation applies.
        return functional.binary_cross_entropy_with_logits(outputs, x, reduction="sum")
    if kind == "gaussian":
        return gaussian(likelihood, vae, hidden, outputs, x).sum()
    if kind == "laplace":
        return densities.laplace(outputs, x, likelihood["scale"]).sum()
    if kind == "poisson":
        return densities.poisson(outputs, x).sum()
    if kind == "negative_binomial":
        dispersion = vae.parameters["likelihood.log_dispersion"].expand_as(outputs)
        return densities.negative_binomial(outputs, dispersion, x).sum()
    if kind == "categorical":
        levels = likelihood["levels"]
        one_hot = functional.one_hot(level_of(x, levels), levels).to(x.dtype)
        return densities.categorical(outputs, one_hot.reshape(outputs.shape), levels).sum()
    raise ValueError(f'case "{case["name"]}" has a likelihood of unknown kind "{kind}"')


def gaussian(likelihood, vae, hidden, outputs, x):
    variance = likelihood["variance"]
    if variance == "fixed":
        return densities.gaussian_fixed(outputs, x, likelihood["sigma"])
    if variance == "learned":
        logvar = vae.parameters["likelihood.logvar"].expand_as(outputs)
        return densities.gaussian(outputs, logvar, x)
    if variance == "network":
        return densities.gaussian(outputs, vae.linear(hidden, "fc42"), x, likelihood["floor"])
    raise ValueError(f'a Gaussian\'s variance is "fixed", "learned" or "network", not "{variance}"')


def level_of(x, levels):
    """The level of each x in [0, 1]: equal parts, of which the last includes 1."""
    return torch.clamp((x * levels).floor().long(), max=levels - 1)
