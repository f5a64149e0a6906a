"""Writes tests/parity/fixtures: what PyTorch computes for the parity cases.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/fixtures.py

The model is the VAE of PyTorch's examples: ReLU, binary cross-entropy from logits plus KL,
summed over the batch, Adam with a learning rate of 1e-3. A case may have another likelihood
(stream.likelihood_of), another activation and a beta that multiplies KL in what is
differentiated. Inputs come from stream.py; a categorical case is given x itself and compares
its levels. A fixture is a safetensors file with
  metadata "case"           the case as JSON, with its parameters' names, shapes and fan-in
  metadata "checksums"      CRC-32 of the inputs, so that a stream that drifts is named as such
  losses.float32|float64    F64 [steps, 3]: negative elbo, reconstruction, kl summed over the rows
  gradient/NAME             F32, of step 1, in float32
  gradient_error/NAME       F64, how far float32 may be from exact (roundoff.py)
  weight/NAME               F32, after the last step, in float32
  own_error                 F64 [parameters]: |float32 - float64| / |float64| of each weight
where a sampled case keeps SAMPLE_COUNT elements of each tensor, and for each of the three
  norms/gradient|gradient_error|weight   F64 [parameters]: the whole tensors' norms
"""

import json
import zlib
from pathlib import Path

import numpy as np
import torch

import decoders
import roundoff
import roundoff_decoders
import stream
import tensor_file
from model import Vae

STEPS = 20
LEARNING_RATE = 1e-3
CASES = [
    dict(name="seed", seed=2, input=784, hidden=[400], latent=20, rows=128, sampled=True),
    dict(name="odd-sizes", seed=1, input=37, hidden=[53, 29], latent=3, rows=7, sampled=False),
    dict(name="one-hidden-unit", seed=3, input=10, hidden=[1], latent=2, rows=5, sampled=False),
    dict(name="one-row", seed=4, input=24, hidden=[16], latent=5, rows=1, sampled=False),
]
SMALL = dict(input=37, hidden=[29], latent=3, rows=7, sampled=False)
CASES += [
    dict(name="gaussian-fixed", seed=18, **SMALL,
         likelihood=dict(kind="gaussian", variance="fixed", sigma=0.5)),
    dict(name="gaussian-learned", seed=12, **SMALL, activation="tanh", beta=0.5,
         likelihood=dict(kind="gaussian", variance="learned")),
    dict(name="gaussian-network", seed=13, **SMALL,
         likelihood=dict(kind="gaussian", variance="network", floor=1e-4)),
    dict(name="laplace", seed=14, **SMALL, likelihood=dict(kind="laplace", scale=1)),
    dict(name="poisson", seed=15, **SMALL, likelihood=dict(kind="poisson")),
    dict(name="negative-binomial", seed=16, **SMALL, likelihood=dict(kind="negative_binomial")),
    dict(name="categorical", seed=17, **dict(SMALL, sampled=True),
         likelihood=dict(kind="categorical", levels=8)),
]


def losses(case, parameters, step):
    """reconstruction and kl of a step's batch, summed over its rows."""
    some = next(iter(parameters.values()))
    data = torch.from_numpy(stream.data(case, step))
    x = data.to(some.dtype) / (255 if data.dtype == torch.uint8 else 1)
    noise = torch.from_numpy(stream.noise(case, step)).to(some.dtype)
    vae = Vae(parameters, case.get("activation", "relu"))
    mu, logvar = vae.encode(x)
    z = mu + torch.exp(0.5 * logvar) * noise
    reconstruction = decoders.reconstruction(case, vae, vae.hidden(z, "fc3"), x)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return reconstruction, kl


def train(case, dtype):
    """The losses of every step, the gradients of the first, the weights after the last."""
    parameters = {
        name: torch.from_numpy(value).to(dtype).requires_grad_()
        for name, value in stream.initial_parameters(case).items()
    }
    optimizer = torch.optim.Adam(parameters.values(), lr=LEARNING_RATE)
    history, gradients = [], {}
    for step in range(1, STEPS + 1):
        optimizer.zero_grad()
        reconstruction, kl = losses(case, parameters, step)
        (reconstruction + case.get("beta", 1) * kl).backward()
        optimizer.step()
        terms = reconstruction + kl, reconstruction, kl
        history.append([term.item() for term in terms])
        if step == 1:
            gradients = {name: value.grad.numpy().copy() for name, value in parameters.items()}
    weights = {name: value.detach().numpy() for name, value in parameters.items()}
    return np.array(history), gradients, weights


def checksums(case):
    """CRC-32 of all initial values, and of the last data and noise."""
    initial = b"".join(value.tobytes() for value in stream.initial_parameters(case).values())
    parts = initial, stream.data(case, STEPS).tobytes(), stream.noise(case, STEPS).tobytes()
    return dict(zip(("parameters", "batch", "noise"), map(zlib.crc32, parts)))


def analyse(case, gradients):
    """Sizes of the gradients' errors; the analysis must describe PyTorch's computation."""
    data = stream.data(case, 1)
    x = roundoff.rounded(data / 255.0) if data.dtype == np.uint8 else roundoff.exact(data)
    parameters, noise = stream.initial_parameters(case), stream.noise(case, 1)
    found = roundoff.gradients(case, parameters, x, noise, roundoff_decoders.gradients)
    for name, gradient in gradients.items():
        np.testing.assert_allclose(found[name].value, gradient, rtol=1e-9, atol=1e-12)
        assert np.linalg.norm(gradient) > 0, f"{name} has no gradient: take another seed"
    return {name: found[name].error for name in gradients}


def fixture(case):
    history, gradients, weights = train(case, torch.float32)
    history64, gradients64, weights64 = train(case, torch.float64)
    kinds = {
        "gradient": (gradients, np.float32),
        "gradient_error": (analyse(case, gradients64), np.float64),
        "weight": (weights, np.float32),
    }
    tensors = {"losses.float32": history, "losses.float64": history64}
    for kind, (values, dtype) in kinds.items():
        norms = [np.linalg.norm(value.astype(np.float64)) for value in values.values()]
        tensors[f"norms/{kind}"] = np.array(norms)
        for number, (name, value) in enumerate(values.items()):
            kept = stream.sample_indices(case, number, value.size)
            tensors[f"{kind}/{name}"] = value.reshape(-1)[kept].astype(dtype)
    tensors["own_error"] = np.array(
        [np.linalg.norm(weights[name] - truth) / np.linalg.norm(truth)
         for name, truth in weights64.items()]
    )
    parameters = [
        dict(name=name, shape=shape, inputs=inputs)
        for name, shape, inputs in stream.parameter_shapes(case)
    ]
    described = dict(case, steps=STEPS, learningRate=LEARNING_RATE, parameters=parameters)
    metadata = {"case": json.dumps(described), "checksums": json.dumps(checksums(case))}
    return tensors, metadata


def main():
    torch.set_num_threads(1)
    folder = Path(__file__).parent / "fixtures"
    folder.mkdir(exist_ok=True)
    for case in CASES:
        tensors, metadata = fixture(case)
        tensor_file.write(folder / f"{case['name']}.safetensors", tensors, metadata)
        errors = abs(tensors["losses.float32"] / tensors["losses.float64"] - 1).max(axis=0)
        print(case["name"], "own errors: elbo, reconstruction, kl", errors, end=" ")
        print("weights", tensors["own_error"].max())


if __name__ == "__main__":
    main()
