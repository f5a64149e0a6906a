"""Writes tests/parity/fixtures/image-layers.safetensors: a VAE with every layer of images, trained with Adam.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/imageLayers.py

ARCHITECTURE has the layers as webgpu-vae describes them, and HEADS those between: fc21 and fc22 give mu and
logvar. No normalization follows a bias at once: the bias would have no gradient, and Adam would divide
rounding errors by rounding errors. Loss, steps and tensors are those of convolutional.py. The running
statistics of batch normalization lie among initial/NAME, and after the last step in
  variable.PRECISION/NAME    running_mean and running_var
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

import convolutional
import stream
import tensor_file
import training_record
from normalization import Activated, Residual, named

STEPS, BATCH, ROWS = 20, 6, 24
SEED, DATA = 91, 0x500
INPUT, LATENT = [8, 6, 3], 3
RATE = 1e-3

ARCHITECTURE = dict(
    input=INPUT,
    encoder=[
        dict(kind="conv2d", channels=6, kernel=3, padding=1, activation="tanh"),
        dict(kind="batchNorm"),
        dict(kind="maxPool2d", kernel=2),
        dict(
            kind="residual",
            layers=[
                dict(kind="groupNorm", groups=3, activation="elu"),
                dict(kind="conv2d", channels=6, kernel=3, padding=1, activation="identity"),
            ],
        ),
        dict(kind="activation", activation="elu"),
        dict(kind="layerNorm", over="example"),
        dict(kind="conv2d", channels=8, kernel=3, padding=1, activation="identity"),
        dict(kind="gate"),
        dict(kind="avgPool2d", kernel=[2, 1]),
        dict(kind="dropout", rate=0),
        dict(kind="flatten"),
        dict(kind="dense", units=10, activation="tanh"),
    ],
    latent=LATENT,
    decoder=[
        dict(kind="dense", units=24, activation="tanh"),
        dict(kind="reshape", shape=[6, 4]),
        dict(kind="conv1d", channels=4, kernel=3, padding=1, activation="elu"),
        dict(kind="reshape", shape=[2, 3, 4]),
        dict(kind="upsample", scale=[2, 1]),
        dict(kind="convTranspose2d", channels=5, kernel=3, padding=1, activation="elu"),
        dict(kind="upsample", mode="bilinear"),
    ],
    output=dict(kind="conv2d", kernel=3, padding=1),
)


class Reshape(nn.Module):
    """To an example of channels and pixels, channels last."""

    def __init__(self, shape):
        super().__init__()
        *self.pixels, self.channels = shape

    def forward(self, x):
        return x.reshape(len(x), self.channels, *self.pixels)


class Flatten(nn.Module):
    """To a list of values, whose order webgpu-vae keeps: the channels of a pixel side by side."""

    def forward(self, x):
        return x.movedim(1, -1).flatten(1)


def stack(specs, shape):
    """The modules of layers for examples of a shape, channels last, and the shape of their output."""
    modules = []
    for spec in specs:
        module = module_of(spec, shape)
        with torch.no_grad():
            out = module.eval()(torch.zeros(1, shape[-1], *shape[:-1]))
        shape = [*out.shape[2:], out.shape[1]]
        modules.append(module)
    return nn.Sequential(*modules), shape


def module_of(spec, shape):
    kind, activation, channels = spec["kind"], spec.get("activation", "identity"), shape[-1]
    if kind in ("conv1d", "conv2d", "convTranspose2d"):
        of = {"conv1d": nn.Conv1d, "conv2d": nn.Conv2d, "convTranspose2d": nn.ConvTranspose2d}[kind]
        outputs = spec.get("channels", INPUT[-1])
        layer = of(channels, outputs, spec["kernel"], padding=spec["padding"])
    elif kind == "dense":
        layer = nn.Linear(channels, spec["units"])
    elif kind == "batchNorm":
        layer = nn.BatchNorm2d(channels)
    elif kind == "groupNorm":
        layer = nn.GroupNorm(spec["groups"], channels)
    elif kind == "layerNorm":
        layer = nn.LayerNorm([channels, *shape[:-1]])
    elif kind == "residual":
        layer = Residual(stack(spec["layers"], shape)[0], nn.Identity(), "identity")
    else:
        layer = {
            "maxPool2d": lambda: nn.MaxPool2d(spec["kernel"]),
            "avgPool2d": lambda: nn.AvgPool2d(spec["kernel"]),
            "activation": nn.Identity,
            "gate": lambda: nn.GLU(dim=1),
            "dropout": lambda: nn.Dropout(spec["rate"]),
            "flatten": Flatten,
            "reshape": lambda: Reshape(spec["shape"]),
            "upsample": lambda: nn.Upsample(
                scale_factor=tuple(spec["scale"]) if "scale" in spec else 2,
                mode=spec.get("mode", "nearest"),
            ),
        }[kind]()
    return layer if activation == "identity" else Activated(layer, activation)


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, (width,) = stack(ARCHITECTURE["encoder"], INPUT)
        self.fc21, self.fc22 = nn.Linear(width, LATENT), nn.Linear(width, LATENT)
        self.decoder, shape = stack(ARCHITECTURE["decoder"], [LATENT])
        self.output = module_of(ARCHITECTURE["output"], shape)

    def encode(self, x):
        h = self.encoder(x)
        return self.fc21(h), self.fc22(h)

    def decode(self, z):
        return self.output(self.decoder(z))


def initial_of(vae):
    """{name: float32 array} of parameters, drawn about 0, or about 1 for factors of normalizations, and of variables."""
    shapes = {name: tuple(value.shape) for name, value in named(vae.named_parameters())}
    drawn = stream.drawn_parameters(
        SEED, [(name, shape, int(np.prod(shape[1:]) or 1)) for name, shape in shapes.items()]
    )
    normalizations = (nn.BatchNorm2d, nn.GroupNorm, nn.LayerNorm)
    factors = dict(
        named(
            (f"{prefix}.weight", module)
            for prefix, module in vae.named_modules()
            if isinstance(module, normalizations)
        )
    )
    initial = {
        name: (1 + value / 4 if name in factors else value).astype(np.float32)
        for name, value in drawn.items()
    }
    return {**initial, **{name: value.numpy().copy() for name, value in named(vae.named_buffers())}}


def train(given, dtype):
    """Gradients, weights, moments and variables by name, and the losses of each step."""
    data, noise = (torch.from_numpy(given[name]).to(dtype) for name in ("data", "noise"))
    height, width, channels = INPUT
    images = data.reshape(ROWS, height, width, channels).permute(0, 3, 1, 2).contiguous()
    vae = Vae().to(dtype).train()
    with torch.no_grad():
        for name, value in named([*vae.named_parameters(), *vae.named_buffers()]):
            value.copy_(torch.from_numpy(given["initial"][name]))
    parameters = dict(named(vae.named_parameters()))
    optimizer = torch.optim.Adam(parameters.values(), lr=RATE)
    history, found = [], {}
    for step in range(STEPS):
        start = BATCH * step % ROWS
        optimizer.zero_grad()
        terms = convolutional.losses(vae, images[start : start + BATCH], noise[step])
        sum(terms).backward()
        if step == 0:
            found.update(training_record.gradients_of(parameters))
        optimizer.step()
        history.append([term.item() / BATCH for term in terms])
    found.update(training_record.state_of(parameters, optimizer))
    for name, value in named(vae.named_buffers()):
        found[f"variable/{name}"] = value.numpy().copy()
    return found, np.array(history)


def inputs():
    uniform = stream.words(SEED, DATA, ROWS * int(np.prod(INPUT))) >> np.uint32(16)
    draws = [
        stream.noise(dict(seed=SEED, rows=BATCH, latent=LATENT), step)
        for step in range(1, STEPS + 1)
    ]
    return {
        "data": (uniform.reshape(ROWS, -1) / 2.0**16).astype(np.float32),
        "noise": np.stack(draws),
        "initial": initial_of(Vae()),
    }


def main():
    torch.set_num_threads(1)
    given = inputs()
    runs = {
        precision: train(given, dtype) for precision, dtype in training_record.PRECISIONS.items()
    }
    convolutional.check(*runs.values())
    tensors = {"data": given["data"], "noise": given["noise"]}
    tensors.update({f"initial/{name}": value for name, value in given["initial"].items()})
    for precision, (found, history) in runs.items():
        tensors.update(training_record.with_precision(found, precision))
        tensors[f"losses.{precision}"] = history
    model = dict(
        architecture=ARCHITECTURE, learningRate=RATE, rows=ROWS, batch=BATCH, steps=STEPS
    )
    path = Path(__file__).parent / "fixtures" / "image-layers.safetensors"
    tensor_file.write(path, tensors, {"model": json.dumps(model)})


if __name__ == "__main__":
    main()
