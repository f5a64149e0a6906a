"""Writes tests/parity/fixtures/private.safetensors: gradients of private steps (DP-SGD), before their noise.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/private.py

Abadi et al., "Deep learning with differential privacy", 2016: the gradient of each row of a batch with respect to all
parameters is scaled to a norm of at most CLIP; their sum is divided by EXPECTED, the rows that a batch has on average.
Here each row goes through PyTorch alone. Each CASE has a model:
  dense          a VAE: fc1.0 (ReLU), fc1.1 (tanh), fc21 (mu) and fc22 (logvar), fc3 (ReLU), fc4 (logits)
  convolutional  a VAE: encoder, a convolution of 3x3 (ReLU); fc21, fc22; decoder.0 (ReLU), to [4, 3, 2]; output, a
                 transposed convolution of 4x5, stride 2, padding 1 (logits)
  classifier     a VIB: fc1.0, a convolution of 4x4, stride 2, padding 1 (tanh); maxima of 2x2, stride 1; fc1.2, a
                 convolution of 2x2 (tanh); fc21, fc22; tanh of z; classifier
The loss of a row is its binary or categorical cross-entropy + BETA · KL(N(mu, exp(logvar)) || N(0, I)), in nats.
Everything is computed in float32 (F32) and in float64 (F64), which PRECISION names. Metadata "cases" describes them, and
for each CASE the tensors are
  CASE/data                        F32 [ROWS, values], in [0, 1], images in the order H, W, C
  CASE/label                       U8 [ROWS], of a VIB
  CASE/noise                       F32 [ROWS, latent]
  CASE/initial/NAME                F32: stream.py's initial parameters times SCALE
  CASE/gradient.PRECISION/NAME     the sum of the clipped gradients / EXPECTED
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch.distributions import Normal, kl_divergence
from torch.nn import functional

import stream
import tensor_file
import training_record

ROWS, EXPECTED, BETA, LATENT, CLASSES = 6, 5, 0.5, 3, 3
DATA, LABELS = 0x500, 0x501
SCALE = np.float32(1.5)
HEADS = {"fc21": (LATENT, 8), "fc22": (LATENT, 8)}


class Model:
    """A row at a time: x [1, values] as it lies in memory."""

    def __init__(self, parameters):
        self.parameters = parameters

    def apply(self, layer, name, x, **options):
        return layer(x, self.parameters[f"{name}.weight"], self.parameters[f"{name}.bias"], **options)

    def linear(self, name, x):
        return self.apply(functional.linear, name, x)

    def code(self, h, noise):
        """z, and the KL."""
        mu, logvar = self.linear("fc21", h), self.linear("fc22", h)
        std = torch.exp(0.5 * logvar)
        return mu + std * noise, kl_divergence(Normal(mu, std), Normal(0.0, 1.0)).sum()


def image(x, height, width, channels):
    return x.reshape(1, height, width, channels).permute(0, 3, 1, 2)


class Dense(Model):
    seed, clip, transposed = 211, 4, ()
    layers = {"fc1.0": (10, 12), "fc1.1": (8, 10), **HEADS, "fc3": (9, LATENT), "fc4": (12, 9)}
    architecture = dict(
        family="vae",
        input=12,
        encoder=[dict(kind="dense", units=10), dict(kind="dense", units=8, activation="tanh")],
        latent=LATENT,
        decoder=[dict(kind="dense", units=9)],
    )

    def loss(self, x, label, noise):
        h = torch.tanh(self.linear("fc1.1", functional.relu(self.linear("fc1.0", x))))
        z, kl = self.code(h, noise)
        logits = self.linear("fc4", functional.relu(self.linear("fc3", z)))
        return functional.binary_cross_entropy_with_logits(logits, x, reduction="sum") + BETA * kl


class Convolutional(Model):
    seed, clip, transposed = 223, 8, ("output",)
    layers = {
        "encoder": (4, 2, 3, 3),
        "fc21": (LATENT, 48),
        "fc22": (LATENT, 48),
        "decoder.0": (24, LATENT),
        "output": (4, 2, 4, 5),
    }
    architecture = dict(
        family="vae",
        input=[6, 5, 2],
        encoder=[dict(kind="conv2d", channels=4, kernel=3)],
        latent=LATENT,
        decoder=[dict(kind="dense", units=24), dict(kind="reshape", shape=[3, 2, 4])],
        output=dict(kind="convTranspose2d", kernel=[4, 5], stride=2, padding=1),
    )

    def loss(self, x, label, noise):
        x = image(x, 6, 5, 2)
        h = functional.relu(self.apply(functional.conv2d, "encoder", x))
        # A dense layer takes the values in the order C, H, W, as torch.nn.Flatten gives them.
        z, kl = self.code(h.flatten(1), noise)
        h = functional.relu(self.linear("decoder.0", z)).unflatten(1, (4, 3, 2))
        logits = self.apply(functional.conv_transpose2d, "output", h, stride=2, padding=1)
        return functional.binary_cross_entropy_with_logits(logits, x, reduction="sum") + BETA * kl


class Classifier(Model):
    seed, clip, transposed = 227, 2, ()
    layers = {
        "fc1.0": (5, 1, 4, 4),
        "fc1.2": (4, 5, 2, 2),
        "fc21": (LATENT, 16),
        "fc22": (LATENT, 16),
        "classifier": (CLASSES, LATENT),
    }
    architecture = dict(
        family="vib",
        input=[9, 8, 1],
        encoder=[
            dict(kind="conv2d", channels=5, kernel=4, stride=2, padding=1, activation="tanh"),
            dict(kind="maxPool2d", kernel=2, stride=1),
            dict(kind="conv2d", channels=4, kernel=2, activation="tanh"),
        ],
        latent=LATENT,
        decoder=[dict(kind="activation", activation="tanh")],
        classes=CLASSES,
    )

    def loss(self, x, label, noise):
        x = image(x, 9, 8, 1)
        h = torch.tanh(self.apply(functional.conv2d, "fc1.0", x, stride=2, padding=1))
        h = torch.tanh(self.apply(functional.conv2d, "fc1.2", functional.max_pool2d(h, 2, 1)))
        z, kl = self.code(h.flatten(1), noise)
        logits = self.linear("classifier", torch.tanh(z))
        return functional.cross_entropy(logits, label, reduction="sum") + BETA * kl


CASES = {"dense": Dense, "convolutional": Convolutional, "classifier": Classifier}


def parameter_shapes(case):
    """(name, shape, fan-in); PyTorch takes the second axis of any weight for inputs."""
    for name, weight in case.layers.items():
        inputs = int(np.prod(weight[1:]))
        yield f"{name}.weight", weight, inputs
        yield f"{name}.bias", (weight[1] if name in case.transposed else weight[0],), inputs


def inputs(case):
    values = int(np.prod(case.architecture["input"]))
    uniform = stream.words(case.seed, DATA, ROWS * values) >> np.uint32(16)
    labels = stream.words(case.seed, LABELS, ROWS) % np.uint32(CLASSES)
    initial = stream.drawn_parameters(case.seed, parameter_shapes(case))
    return {
        "data": (uniform.reshape(ROWS, values) / 2.0**16).astype(np.float32),
        "label": labels.astype(np.uint8),
        "noise": stream.noise(dict(seed=case.seed, rows=ROWS, latent=LATENT), 1),
        "initial": {name: SCALE * value for name, value in initial.items()},
    }


def private_gradient(case, given, dtype):
    """The clipped mean gradient by name, and the norm of each row's gradient."""
    data, noise = (torch.from_numpy(given[name]).to(dtype) for name in ("data", "noise"))
    labels = torch.from_numpy(given["label"]).long()
    parameters = training_record.parameters_of(given["initial"], dtype)
    model, norms = case(parameters), []
    total = {name: torch.zeros_like(value) for name, value in parameters.items()}
    for row in range(ROWS):
        one = slice(row, row + 1)
        loss = model.loss(data[one], labels[one], noise[one])
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        norm = torch.sqrt(sum(each.square().sum() for each in gradients))
        scale = min(1.0, (case.clip / norm).item())
        for name, each in zip(parameters, gradients):
            total[name] += scale * each / EXPECTED
        norms.append(norm.item())
    return {f"gradient/{name}": value.numpy() for name, value in total.items()}, norms


def tensors_of(name, case):
    given = inputs(case)
    runs = {
        precision: private_gradient(case, given, dtype)
        for precision, dtype in training_record.PRECISIONS.items()
    }
    (float32, _), (float64, norms) = runs.values()
    clipped = sum(norm > case.clip for norm in norms)
    assert 0 < clipped < ROWS, f"{name}: of {norms} some must be clipped, and not all"
    for key, value in float64.items():
        assert np.linalg.norm(value) > 0, f"{key} is zero: take another seed"
    print(name, "norms", norms, "own errors", training_record.own_errors(float32, float64))
    initial = given.pop("initial")
    if case.architecture["family"] != "vib":
        del given["label"]
    tensors = {**given, **{f"initial/{key}": value for key, value in initial.items()}}
    for precision, (found, _) in runs.items():
        tensors.update(training_record.with_precision(found, precision))
    return {f"{name}/{key}": value for key, value in tensors.items()}


def main():
    torch.set_num_threads(1)
    tensors, cases = {}, {}
    for name, case in CASES.items():
        tensors.update(tensors_of(name, case))
        cases[name] = dict(
            architecture=case.architecture, clip=case.clip, beta=BETA, rows=ROWS, expected=EXPECTED
        )
    path = Path(__file__).parent / "fixtures" / "private.safetensors"
    tensor_file.write(path, tensors, {"cases": json.dumps(cases)})


if __name__ == "__main__":
    main()
