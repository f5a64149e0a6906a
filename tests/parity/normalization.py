"""Writes tests/parity/fixtures/normalization.safetensors: what torch.nn normalizes, and blocks with it.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/normalization.py

Every case is a layer, in training mode, on STEPS batches, the last of which is smaller; then in
evaluation on the last batch. Nothing is optimised: what is differentiated is the binary
cross-entropy of the layer's outputs as logits, summed. All is computed in float64. Values of an
example lie with the channels last, parameters as PyTorch's state_dict holds them. The fixture is
a safetensors file with
  metadata "cases"          name, layer as webgpu-vae describes it, input shape, rows of each batch
  NAME/x.STEP, target.STEP  F32, the inputs and targets of a batch, [rows, values]
  NAME/parameter/PARAMETER  F32, under the layer's name "layer"
  NAME/y.STEP, dx.STEP      F64, outputs and gradients of the inputs
  NAME/gradient.STEP/PARAMETER
  NAME/variable.STEP/VARIABLE  F64, after the batch
  NAME/evaluated            F64, outputs of the last batch in evaluation
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

import tensor_file

ROWS = [4, 4, 3]

CASES = [
    ("layer norm of examples", dict(kind="layerNorm", over="example"), [3, 2, 4]),
    ("layer norm of pixels", dict(kind="layerNorm"), [3, 2, 4]),
    ("layer norm of values", dict(kind="layerNorm", over="example", epsilon=1e-3), [10]),
    ("layer norm, not affine", dict(kind="layerNorm", over="example", affine=False), [5, 3]),
    ("layer norm of signals", dict(kind="layerNorm", over="example", activation="tanh"), [5, 3]),
    ("group norm of images", dict(kind="groupNorm", groups=3), [2, 3, 6]),
    ("group norm of values", dict(kind="groupNorm", groups=2, epsilon=1e-3), [8]),
    ("group norm, not affine", dict(kind="groupNorm", groups=1, affine=False), [5, 3]),
    ("batch norm of images", dict(kind="batchNorm"), [3, 2, 4]),
    ("batch norm of values", dict(kind="batchNorm", momentum=0.3, epsilon=1e-3), [6]),
    ("batch norm, not affine", dict(kind="batchNorm", affine=False, activation="relu"), [7, 3]),
    ("residual", dict(
        kind="residual",
        layers=[
            dict(kind="dense", units=5, activation="tanh"),
            dict(kind="dense", units=4, activation="identity"),
        ],
        shortcut=[dict(kind="dense", units=4, activation="identity")],
        activation="relu",
    ), [3]),
    ("residual with batch norm", dict(
        kind="residual",
        layers=[
            dict(kind="batchNorm", activation="relu"),
            dict(kind="dense", units=4, activation="identity"),
        ],
    ), [4]),
    ("spectral dense", dict(kind="spectralDense", units=5, activation="tanh"), [7]),
    ("spectral convolution", dict(
        kind="spectralConv2d", channels=3, kernel=3, stride=2, padding=1, activation="tanh"
    ), [5, 4, 2]),
]

ACTIVATIONS = {
    "identity": lambda x: x,
    "relu": torch.relu,
    "tanh": torch.tanh,
    "elu": nn.functional.elu,
}


class Activated(nn.Module):
    """A module whose outputs go through an activation; it hides in no name of a parameter."""

    def __init__(self, module, activation):
        super().__init__()
        self.inner = module
        self.activation = ACTIVATIONS[activation]

    def forward(self, x):
        return self.activation(self.inner(x))


class OverChannels(nn.LayerNorm):
    """Over the channels of each pixel of a batch [N, C, ...]."""

    def forward(self, x):
        return super().forward(x.movedim(1, -1)).movedim(-1, 1)


class Residual(nn.Module):
    def __init__(self, layers, shortcut, activation):
        super().__init__()
        self.layers, self.shortcut = layers, shortcut
        self.activation = ACTIVATIONS[activation]

    def forward(self, x):
        return self.activation(self.layers(x) + self.shortcut(x))


def spectral(module):
    nn.utils.spectral_norm(module)
    module.weight_u.fill_(len(module.weight_u) ** -0.5)
    return module


def stack(specs, shape):
    """Several layers are numbered, one is not."""
    modules = []
    for spec in specs:
        modules.append(module_of(spec, shape))
        shape = [spec["units"]] if spec["kind"] == "dense" else shape
    return modules[0] if len(modules) == 1 else nn.Sequential(*modules)


def module_of(spec, shape):
    """The module of a layer for inputs [N, C, ...] of which an example has the shape [..., C]."""
    kind, activation = spec["kind"], spec.get("activation", "identity")
    epsilon, affine = spec.get("epsilon", 1e-5), spec.get("affine", True)
    channels, pixels = shape[-1], shape[:-1]
    if kind == "dense":
        return Activated(nn.Linear(channels, spec["units"]), activation)
    if kind == "spectralDense":
        return Activated(spectral(nn.Linear(channels, spec["units"])), activation)
    if kind == "spectralConv2d":
        window = spec["kernel"], spec["stride"], spec["padding"]
        return Activated(spectral(nn.Conv2d(channels, spec["channels"], *window)), activation)
    if kind == "layerNorm":
        whole = spec.get("over") == "example"
        of, size = (nn.LayerNorm, [channels, *pixels]) if whole else (OverChannels, [channels])
        return Activated(of(size, epsilon, affine), activation)
    if kind == "groupNorm":
        return Activated(nn.GroupNorm(spec["groups"], channels, epsilon, affine), activation)
    if kind == "batchNorm":
        of = nn.BatchNorm2d if len(pixels) == 2 else nn.BatchNorm1d
        return Activated(of(channels, epsilon, spec.get("momentum", 0.1), affine), activation)
    shortcut = stack(spec["shortcut"], shape) if "shortcut" in spec else nn.Identity()
    return Residual(stack(spec["layers"], shape), shortcut, activation)


def named(tensors):
    """Under the names of PyTorch's modules without the activations around them."""
    for name, tensor in tensors:
        if not name.endswith(("num_batches_tracked", "weight_v")):
            yield name.replace("inner.", "").replace("_orig", ""), tensor


def outputs(module, shape, x):
    rows = x.reshape(len(x), *shape).movedim(-1, 1)
    return module(rows).movedim(1, -1).reshape(len(x), -1)


def record(spec, shape, random):
    torch.manual_seed(1)
    module = module_of(spec, shape).double()
    tensors = {}

    def uniform(size, low, high):
        return random.uniform(low, high, size).astype(np.float32)

    for name, parameter in named(module.named_parameters()):
        value = uniform(tuple(parameter.shape), -1, 1)
        tensors[f"parameter/{name}"] = value
        parameter.data = torch.tensor(value, dtype=torch.float64)
    size = int(np.prod(shape))
    for step, rows in enumerate(ROWS):
        # Away from zero, so that a variance that cancels shows.
        x = uniform((rows, size), 3, 5)
        inputs = torch.tensor(x, dtype=torch.float64, requires_grad=True)
        y = outputs(module, shape, inputs)
        target = uniform(tuple(y.shape), 0, 1)
        module.zero_grad()
        nn.functional.binary_cross_entropy_with_logits(
            y, torch.tensor(target, dtype=torch.float64), reduction="sum"
        ).backward()
        tensors |= {f"x.{step}": x, f"target.{step}": target}
        tensors |= {f"y.{step}": y.detach().numpy(), f"dx.{step}": inputs.grad.numpy()}
        for name, parameter in named(module.named_parameters()):
            tensors[f"gradient.{step}/{name}"] = parameter.grad.numpy().copy()
        for name, value in named(module.named_buffers()):
            tensors[f"variable.{step}/{name}"] = value.numpy().copy()
    # PyTorch evaluates with the singular value of the last iteration, the library with that of the next.
    module.train(spec["kind"].startswith("spectral"))
    tensors["evaluated"] = outputs(module, shape, inputs).detach().numpy()
    return tensors


def main():
    random = np.random.default_rng(1)
    tensors = {}
    for name, spec, shape in CASES:
        own = record(spec, shape, random)
        tensors |= {f"{name}/{part}": np.ascontiguousarray(value) for part, value in own.items()}
    cases = [dict(name=name, layer=spec, input=shape, rows=ROWS) for name, spec, shape in CASES]
    path = Path(__file__).parent / "fixtures" / "normalization.safetensors"
    tensor_file.write(path, tensors, {"cases": json.dumps(cases)})


if __name__ == "__main__":
    main()
