"""Writes tests/parity/fixtures/objective.safetensors: bounds of several samples an example.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/objective.py

A tanh model with a Bernoulli decoder whose weights are stream.py's initial ones times SCALE,
so that samples of one example differ in weight. For each CASE of B examples and k samples,
metadata "cases" describes it and the tensors are
  CASE/data          U8  [B, input]: x is a 255th of it
  CASE/noise         F32 [B·k, latent]: the k samples of one example are adjacent
  CASE/weight/NAME   F32: the parameters
  CASE/log_weights   F64 [B, k]: log p(x, z) - log q(z | x)
  CASE/nll           F64 [2]: mean and standard error over the examples of -bound
and for each OBJECTIVE, in nats, computed in float32 and in float64 (PRECISION):
  CASE/OBJECTIVE.PRECISION                  [B]: the objective of each example
  CASE/gradient.OBJECTIVE.PRECISION/NAME    of the negative objectives' sum
OBJECTIVE is
  bound          the importance-weighted bound; gradients reparameterised, through the weights
                 and the density of the posterior (not "doubly reparameterised")
  elbo           mean of log p(x | z) over the samples, minus KL in closed form
  sampled_elbo   mean of the log weights
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch.distributions import Bernoulli, Normal, kl_divergence

import importance
import stream
import tensor_file
from model import Vae

MODEL = dict(input=12, hidden=[9], latent=3, activation="tanh")
CASES = [
    dict(MODEL, name="two-by-one", seed=31, rows=2, samples=1),
    dict(MODEL, name="two-by-five", seed=32, rows=2, samples=5),
    dict(MODEL, name="seven-by-four", seed=33, rows=7, samples=4),
]
SCALE = np.float32(4)
PRECISIONS = {"float32": torch.float32, "float64": torch.float64}


def elbo(vae, x, noise):
    samples = len(noise) // len(x)
    mu, logvar = vae.encode(x)
    posterior = Normal(mu, torch.exp(0.5 * logvar))
    mean, std = (
        value.repeat_interleave(samples, dim=0) for value in (posterior.mean, posterior.stddev)
    )
    likelihood = Bernoulli(logits=vae.decode(mean + std * noise), validate_args=False)
    likely = likelihood.log_prob(x.repeat_interleave(samples, dim=0)).sum(dim=1)
    kl = kl_divergence(posterior, Normal(0.0, 1.0)).sum(dim=1)
    return likely.reshape(len(x), samples).mean(dim=1) - kl


OBJECTIVES = {
    "bound": lambda *given: importance.bound(importance.log_weights(*given)),
    "elbo": elbo,
    "sampled_elbo": lambda *given: importance.log_weights(*given).mean(dim=1),
}


def evaluate(case, inputs, objective, dtype):
    """An objective of each example, and {name: gradient of the sum of their negatives}."""
    data, noise, weights = inputs
    parameters = {
        name: torch.from_numpy(value).to(dtype).requires_grad_() for name, value in weights.items()
    }
    x = torch.from_numpy(data).to(dtype) / 255
    found = objective(Vae(parameters, case["activation"]), x, torch.from_numpy(noise).to(dtype))
    gradients = torch.autograd.grad(-found.sum(), list(parameters.values()))
    named = dict(zip(parameters, (gradient.numpy() for gradient in gradients)))
    return found.detach().numpy(), named


def tensors_of(case):
    data = stream.batch(case, 1)
    noise = stream.noise(dict(case, rows=case["rows"] * case["samples"]), 1)
    weights = {name: SCALE * value for name, value in stream.initial_parameters(case).items()}
    found = {"data": data, "noise": noise}
    found.update({f"weight/{name}": value for name, value in weights.items()})
    for name, objective in OBJECTIVES.items():
        for precision, dtype in PRECISIONS.items():
            values, gradients = evaluate(case, (data, noise, weights), objective, dtype)
            found[f"{name}.{precision}"] = values
            for parameter, gradient in gradients.items():
                found[f"gradient.{name}.{precision}/{parameter}"] = gradient
    exact = {name: torch.from_numpy(value).double() for name, value in weights.items()}
    x, noise64 = torch.from_numpy(data).double() / 255, torch.from_numpy(noise).double()
    log_weights = importance.log_weights(Vae(exact, case["activation"]), x, noise64)
    losses = -importance.bound(log_weights)
    error = losses.std(unbiased=True) / len(losses) ** 0.5
    found["log_weights"] = log_weights.numpy()
    found["nll"] = np.array([losses.mean().item(), error.item()])
    return {f"{case['name']}/{name}": value for name, value in found.items()}


def main():
    torch.set_num_threads(1)
    tensors = {}
    for case in CASES:
        tensors.update(tensors_of(case))
    path = Path(__file__).parent / "fixtures" / "objective.safetensors"
    tensor_file.write(path, tensors, {"cases": json.dumps(CASES)})


if __name__ == "__main__":
    main()
