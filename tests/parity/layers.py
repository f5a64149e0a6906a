"""Writes tests/parity/fixtures/layers.safetensors: outputs and gradients of layers of images.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/layers.py

For each NAME of CASES, with ROWS rows, channels last:
  NAME/x   F64 [ROWS, *input]: the layer's input
  NAME/dy  F64 [ROWS, *output]: gradients of its output
  NAME/y   F64 [ROWS, *output], NAME/dx F64 [ROWS, *input]: PyTorch's output and gradients
  NAME/parameter/PART and NAME/gradient/PART   F64: its weight and bias in PyTorch's layout, and their gradients
and metadata "layers": {NAME: its spec, input and output shape} as JSON. Values are multiples of 1/8, so that
windows have equal largest values.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

import stream
import tensor_file

ROWS = 3


def gate(activation):
    def apply(x):
        values, gates = x.chunk(2, dim=1)
        return activation(values) * torch.sigmoid(gates)

    return apply


CASES = {
    "max": (dict(kind="maxPool2d", kernel=2), [6, 4, 4], nn.MaxPool2d(2)),
    "max-overlapping": (
        dict(kind="maxPool2d", kernel=[3, 2], stride=[2, 1], padding=1),
        [5, 7, 3],
        nn.MaxPool2d((3, 2), stride=(2, 1), padding=1),
    ),
    "average": (dict(kind="avgPool2d", kernel=[2, 3]), [5, 7, 3], nn.AvgPool2d((2, 3))),
    "average-overlapping": (
        dict(kind="avgPool2d", kernel=3, stride=2, padding=[1, 0]),
        [6, 5, 4],
        nn.AvgPool2d(3, stride=2, padding=(1, 0)),
    ),
    "nearest": (dict(kind="upsample"), [3, 2, 5], nn.Upsample(scale_factor=2)),
    "nearest-of-axes": (
        dict(kind="upsample", scale=[3, 1]),
        [2, 4, 4],
        nn.Upsample(scale_factor=(3, 1)),
    ),
    "bilinear": (
        dict(kind="upsample", mode="bilinear"),
        [3, 4, 4],
        nn.Upsample(scale_factor=2, mode="bilinear"),
    ),
    "bilinear-of-axes": (
        dict(kind="upsample", scale=[3, 4], mode="bilinear"),
        [2, 3, 3],
        nn.Upsample(scale_factor=(3, 4), mode="bilinear"),
    ),
    "bilinear-of-a-pixel": (
        dict(kind="upsample", scale=5, mode="bilinear"),
        [1, 1, 2],
        nn.Upsample(scale_factor=5, mode="bilinear"),
    ),
    "gate": (dict(kind="gate"), [3, 2, 6], nn.GLU(dim=1)),
    "gate-flat": (dict(kind="gate"), [14], nn.GLU(dim=1)),
    "gate-tanh": (dict(kind="gate", activation="tanh"), [3, 2, 8], gate(torch.tanh)),
    "gate-gelu": (dict(kind="gate", activation="gelu"), [10], gate(nn.GELU())),
    "softmax": (dict(kind="softmax"), [3, 2, 6], nn.Softmax(dim=1)),
    "softmax-flat": (dict(kind="softmax"), [11], nn.Softmax(dim=1)),
    "activation": (dict(kind="activation", activation="elu"), [2, 3, 5], nn.ELU()),
    "signal": (
        dict(kind="conv1d", channels=5, kernel=4, activation="identity"),
        [9, 3],
        nn.Conv1d(3, 5, 4),
    ),
    "signal-with-strides": (
        dict(kind="conv1d", channels=4, kernel=3, stride=2, padding=2, activation="tanh"),
        [8, 2],
        nn.Sequential(nn.Conv1d(2, 4, 3, stride=2, padding=2), nn.Tanh()),
    ),
    "signal-dilated": (
        dict(kind="conv1d", channels=2, kernel=3, padding=1, dilation=3),
        [10, 5],
        nn.Sequential(nn.Conv1d(5, 2, 3, padding=1, dilation=3), nn.ReLU()),
    ),
}


def eighths(shape, seed):
    """Multiples of 1/8 in ±2."""
    bits = stream.words(seed, 1, int(np.prod(shape)))
    return torch.from_numpy(np.floor(bits / 2.0**32 * 33) / 8 - 2).reshape(shape)


def channels_first(x):
    return x.movedim(-1, 1)


def channels_last(x):
    return x.movedim(1, -1).contiguous().detach().numpy()


def parameters_of(layer, seed):
    """{weight and bias: tensor} of a layer, filled with eighths; none of a layer without parameters."""
    named = layer.double().named_parameters() if isinstance(layer, nn.Module) else ()
    parameters = {name.split(".")[-1]: parameter for name, parameter in named}
    for i, parameter in enumerate(parameters.values()):
        parameter.data = eighths(parameter.shape, seed + i)
    return parameters


def main():
    tensors, layers = {}, {}
    for seed, (name, (spec, shape, layer)) in enumerate(CASES.items()):
        x = channels_first(eighths([ROWS, *shape], 2000 + seed)).requires_grad_()
        parameters = parameters_of(layer, 4000 + 2 * seed)
        y = layer(x)
        dy = eighths(channels_last(y).shape, 3000 + seed)
        dx, *gradients = torch.autograd.grad(y, [x, *parameters.values()], channels_first(dy))
        parts = dict(x=channels_last(x), y=channels_last(y), dy=dy.numpy(), dx=channels_last(dx))
        for (part, parameter), gradient in zip(parameters.items(), gradients):
            parts[f"parameter/{part}"] = parameter.detach().numpy()
            parts[f"gradient/{part}"] = gradient.numpy()
        tensors.update({f"{name}/{part}": value for part, value in parts.items()})
        layers[name] = dict(spec=spec, input=shape, output=list(dy.shape[1:]))
    path = Path(__file__).parent / "fixtures" / "layers.safetensors"
    tensor_file.write(path, tensors, {"layers": json.dumps(layers)})


if __name__ == "__main__":
    main()
