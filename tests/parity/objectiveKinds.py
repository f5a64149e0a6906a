"""Writes tests/parity/fixtures/objective-kinds.safetensors: regularizers and bounds of a vae.

    /usr/bin/python3 tests/parity/objectiveKinds.py

The models, data and noise are those of objective.py. Metadata "kinds" lists what is trained: the
options as the library takes them. For each of its cases and each kind, in float64,
  CASE/KIND/TERM             [B] or [B·k]: a loss term of the kind, in nats
  CASE/KIND/gradient/NAME    of the minimised sum over the batch
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


REGULARIZERS = {
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


def regularized(case, regularizer, options):
    parameters, x, noise = inputs_of(case)
    batch = Batch(Vae(parameters, case["activation"]), x, noise)
    terms, loss = regularizer(batch, **without_kind(options))
    gradients = torch.autograd.grad(loss, list(parameters.values()))
    return terms, dict(zip(parameters, gradients))


def main():
    torch.set_num_threads(1)
    cases = [case for case in CASES if case["name"] in NAMES]
    tensors = {}
    kinds = []
    for name, (regularizer, options) in REGULARIZERS.items():
        kinds.append(dict(name=name, options=dict(regularizer=options)))
        for case in cases:
            terms, gradients = regularized(case, regularizer, options)
            prefix = f"{case['name']}/{name}"
            for term, values in terms.items():
                tensors[f"{prefix}/{term}"] = values.detach().numpy()
            for parameter, gradient in gradients.items():
                tensors[f"{prefix}/gradient/{parameter}"] = gradient.numpy()
    path = Path(__file__).parent / "fixtures" / "objective-kinds.safetensors"
    tensor_file.write(path, tensors, {"kinds": json.dumps(kinds)})


if __name__ == "__main__":
    main()
