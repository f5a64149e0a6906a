"""Writes tests/parity/fixtures/objective-kinds.safetensors: regularizers and bounds of a vae.

    /usr/bin/python3 tests/parity/objectiveKinds.py

The models, data and noise are those of objective.py. Metadata "kinds" has, by CASE/KIND, what is
trained: the options as the library takes them. For each of them, in float64,
  CASE/KIND/TERM             [B] or [B·k]: a loss term of the kind, in nats
  CASE/KIND/gradient/NAME    of the minimised sum over the batch
  CASE/prior                 F32 [B, latent]: samples of the prior, which the kind "mmd" draws
PIWAE and the doubly reparameterized gradient differ for the parameters of the encoder (fc1, fc21,
fc22) and of the decoder.
"""

import json
import math
from pathlib import Path

import torch
from torch.distributions import Bernoulli, Normal, kl_divergence

import importance
import stream
import tensor_file
from model import Vae
from objective import CASES, SCALE

NAMES = ["two-by-five", "seven-by-four"]


class Batch:
    """What an objective is made of: the posterior, samples of it, and the reconstruction's cost."""

    def __init__(self, vae, x, noise):
        self.rows, self.samples = len(x), len(noise) // len(x)
        self.mu, self.logvar = vae.encode(x)
        self.std = torch.exp(0.5 * self.logvar)
        self.z = self.each(self.mu) + self.each(self.std) * noise
        likelihood = Bernoulli(logits=vae.decode(self.z), validate_args=False)
        self.cost = -likelihood.log_prob(self.each(x)).sum(dim=1)

    def each(self, value):
        return value.repeat_interleave(self.samples, dim=0)

    def elbo(self):
        kl = kl_divergence(Normal(self.mu, self.std), Normal(0.0, 1.0)).sum()
        return self.cost.sum() / self.samples + kl


def log_weights_of_posteriors(batch, sampling, data_rows):
    """log of the weight of posterior j in the density of the samples of row i, [rows, rows]."""
    n = batch.rows
    if sampling == "weighted":
        return torch.full((n, n), -math.log(data_rows * n), dtype=torch.float64)
    others = n - 1
    weights = torch.full((n, n), 1 / others, dtype=torch.float64)
    for i in range(n):
        weights[i, (i + 1) % n] = (data_rows - others) / (data_rows * others)
        weights[i, i] = 1 / data_rows
    return weights.log()


def total_correlation(batch, alpha, beta, gamma, sampling="weighted", rows=1):
    """Chen et al., 2018, equation 4, by the estimates of its appendix C."""
    posterior = Normal(batch.mu[None], batch.std[None])
    single = posterior.log_prob(batch.z[:, None])
    weights = batch.each(log_weights_of_posteriors(batch, sampling, rows))
    joint = torch.logsumexp(weights + single.sum(dim=2), dim=1)
    marginals = torch.logsumexp(weights[:, :, None] + single, dim=1).sum(dim=1)
    own = Normal(batch.each(batch.mu), batch.each(batch.std)).log_prob(batch.z).sum(dim=1)
    prior = Normal(0.0, 1.0).log_prob(batch.z).sum(dim=1)
    terms = dict(
        mutualInformation=own - joint,
        totalCorrelation=joint - marginals,
        dimensionKl=marginals - prior,
    )
    mean = {name: term.sum() / batch.samples for name, term in terms.items()}
    regularized = (
        alpha * mean["mutualInformation"]
        + beta * mean["totalCorrelation"]
        + gamma * mean["dimensionKl"]
    )
    return terms, batch.cost.sum() / batch.samples + regularized


def dip(batch, of, offDiagonal, diagonal):
    """Kumar et al., 2018, equations 6 and 7: the penalty of a batch, for each of its rows."""
    apart = batch.mu - batch.mu.mean(dim=0)
    covariance = apart.T @ apart / batch.rows
    if of == "samples":
        covariance = covariance + torch.diag(torch.exp(batch.logvar).mean(dim=0))
    squares = covariance**2
    beside = squares.sum() - squares.diagonal().sum()
    penalty = offDiagonal * beside + diagonal * ((covariance.diagonal() - 1) ** 2).sum()
    return dict(dip=penalty.repeat(batch.rows)), batch.elbo() + batch.rows * penalty


def mmd(batch, weight, kernel, scale):
    """Gretton et al., 2012, equation 5, between the samples and those of the prior."""

    def mean_kernel(a, b):
        squared = ((a[:, None] - b[None]) ** 2).sum(dim=2)
        value = torch.exp(-squared / scale) if kernel == "rbf" else scale / (scale + squared)
        return value.mean()

    z, prior = batch.z, batch.prior
    discrepancy = mean_kernel(z, z) + mean_kernel(prior, prior) - 2 * mean_kernel(z, prior)
    return dict(mmd=discrepancy.repeat(len(z))), batch.elbo() + batch.rows * weight * discrepancy


REGULARIZERS = {
    "dip-means": (dip, dict(kind="dip", of="means", offDiagonal=2.0, diagonal=5.0)),
    "dip-samples": (dip, dict(kind="dip", of="samples", offDiagonal=3.0, diagonal=0.5)),
    "mmd-rbf": (mmd, dict(kind="mmd", weight=20.0, kernel="rbf", scale=6.0)),
    "mmd-imq": (mmd, dict(kind="mmd", weight=7.5, kernel="imq", scale=1.5)),
    "weighted": (total_correlation, dict(kind="totalCorrelation", alpha=0.5, beta=6.0, gamma=1.25)),
    "weighted-rows": (
        total_correlation,
        dict(kind="totalCorrelation", alpha=1.0, beta=3.0, gamma=1.0, rows=90),
    ),
    "stratified": (
        total_correlation,
        dict(
            kind="totalCorrelation", alpha=1.0, beta=4.0, gamma=2.0, sampling="stratified", rows=60
        ),
    ),
}


def several(log_weights, bounds):
    """The mean of the bounds of groups of samples, [rows, k] -> [rows]."""
    rows, samples = log_weights.shape
    grouped = log_weights.reshape(rows * bounds, samples // bounds)
    return importance.bound(grouped).reshape(rows, bounds).mean(dim=1)


def held_log_weights(vae, x, noise):
    """importance.log_weights with the posterior's parameters held fixed in its density."""
    batch = Batch(vae, x, noise)
    mean, std = batch.each(batch.mu).detach(), batch.each(batch.std).detach()
    ratio = Normal(0.0, 1.0).log_prob(batch.z) - Normal(mean, std).log_prob(batch.z)
    return (ratio.sum(dim=1) - batch.cost).reshape(len(x), batch.samples)


def doubly(log_weights, held, bounds):
    """Its gradient is the doubly reparameterized one. Tucker et al., 2018, equation 8."""
    rows, samples = held.shape
    shape = (rows, bounds, samples // bounds)
    shares = torch.softmax(log_weights.reshape(shape), dim=2).detach()
    return (shares**2 * held.reshape(shape)).sum(dim=(1, 2)) / bounds


def bounds_of(case, kind):
    """{term: values}, and the values whose sum the decoder and the encoder minimise."""
    parameters, x, noise = inputs_of(case)
    vae = Vae(parameters, case["activation"])
    log_weights = importance.log_weights(vae, x, noise)
    whole, elbo = -importance.bound(log_weights), -log_weights.mean(dim=1)
    name, bounds = kind["kind"], kind.get("bounds", 1)
    parts = -several(log_weights, bounds)
    if name == "ciwae":
        mixed = kind["share"] * elbo + (1 - kind["share"]) * whole
        return parameters, dict(bound=mixed), mixed, mixed
    decoder = parts if name == "miwae" else whole
    if kind.get("gradient") == "doubly":
        held = held_log_weights(vae, x, noise)
        return parameters, dict(bound=decoder), decoder, -doubly(log_weights, held, bounds)
    terms = dict(bound=whole, encoderBound=parts) if name == "piwae" else dict(bound=decoder)
    return parameters, terms, decoder, parts if name == "piwae" else decoder


def bounded(case, kind):
    parameters, terms, decoder, encoder = bounds_of(case, kind)
    gradients = {}
    for name, parameter in parameters.items():
        of_encoder = name.startswith(("fc1", "fc2"))
        loss = encoder if of_encoder else decoder
        (gradients[name],) = torch.autograd.grad(loss.sum(), [parameter], retain_graph=True)
    return terms, gradients


def without_kind(options):
    return {name: value for name, value in options.items() if name != "kind"}


def inputs_of(case):
    data = stream.batch(case, 1)
    noise = stream.noise(dict(case, rows=case["rows"] * case["samples"]), 1)
    weights = {name: SCALE * value for name, value in stream.initial_parameters(case).items()}
    x = torch.from_numpy(data).double() / 255
    parameters = {
        name: torch.from_numpy(value).double().requires_grad_() for name, value in weights.items()
    }
    return parameters, x, torch.from_numpy(noise).double()


def prior_noise(case):
    """Samples of the prior, one a row: the noise of a second place."""
    return stream.noise(case, 2)


def regularized(case, regularizer, options):
    parameters, x, noise = inputs_of(case)
    batch = Batch(Vae(parameters, case["activation"]), x, noise)
    batch.prior = torch.from_numpy(prior_noise(case)).double()
    terms, loss = regularizer(batch, **without_kind(options))
    gradients = torch.autograd.grad(loss, list(parameters.values()))
    return terms, dict(zip(parameters, gradients))


def bound_kinds(case):
    """The bounds by name. Several bounds share the samples of a row, which they must divide."""
    bounds = {"seven-by-four": 2, "two-by-five": 5}[case["name"]]
    return {
        "iwae-doubly": dict(kind="iwae", gradient="doubly"),
        "miwae": dict(kind="miwae", bounds=bounds),
        "miwae-doubly": dict(kind="miwae", bounds=bounds, gradient="doubly"),
        "ciwae": dict(kind="ciwae", share=0.25),
        "piwae": dict(kind="piwae", bounds=bounds),
    }


def main():
    torch.set_num_threads(1)
    cases = [case for case in CASES if case["name"] in NAMES]
    tensors = {}
    kinds = {}

    def add(case, name, options, terms, gradients):
        kinds[f"{case['name']}/{name}"] = options
        for term, values in terms.items():
            tensors[f"{case['name']}/{name}/{term}"] = values.detach().numpy()
        for parameter, gradient in gradients.items():
            tensors[f"{case['name']}/{name}/gradient/{parameter}"] = gradient.numpy()

    for case in cases:
        tensors[f"{case['name']}/prior"] = prior_noise(case)
        for name, (regularizer, options) in REGULARIZERS.items():
            add(case, name, dict(regularizer=options), *regularized(case, regularizer, options))
        for name, bound in bound_kinds(case).items():
            add(case, name, dict(bound=bound), *bounded(case, bound))
    path = Path(__file__).parent / "fixtures" / "objective-kinds.safetensors"
    tensor_file.write(path, tensors, {"kinds": json.dumps(kinds)})


if __name__ == "__main__":
    main()
