"""Writes tests/parity/fixtures/optimizers.safetensors: the steps of torch.optim in float64.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/optimizers.py

Every case starts from the same two parameters and is given the same gradients, so that nothing
but the optimizer and the clipping is compared. The fixture is a safetensors file with
  metadata "optimizers"  the cases as JSON: name, and options as webgpu-vae calls them
  start                  F32 [52]: the parameters one after the other, [37] and [3, 5]
  gradients              F32 [20, 52], some of them zero; their norm is between 1 and 17
  weight/NAME            F64 [3, 52]: after steps 1, 2 and 20
"""

import json
from pathlib import Path

import numpy as np
import torch

import tensor_file

LEARNING_RATE = 0.01
SHAPES = [(37,), (3, 5)]
STEPS = 20
KEPT = [1, 2, 20]

OPTIMIZERS = {
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "sgd": torch.optim.SGD,
    "rmsprop": torch.optim.RMSprop,
}
NAMES = {"epsilon": "eps", "weightDecay": "weight_decay"}

CASES = [
    ("adam", {"optimizer": "adam"}),
    ("adam, all", {"optimizer": "adam", "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3, "weightDecay": 0.1}),
    ("adam, clipped by value", {"optimizer": "adam", "clipValue": 0.5}),
    ("adam, clipped by norm", {"optimizer": "adam", "clipNorm": 5.0}),
    ("adamw", {"optimizer": "adamw"}),
    ("adamw, strong decay", {"optimizer": "adamw", "weightDecay": 2.0}),
    ("sgd", {"optimizer": "sgd"}),
    ("sgd, weight decay", {"optimizer": "sgd", "weightDecay": 0.1}),
    ("sgd, momentum", {"optimizer": "sgd", "momentum": 0.9, "weightDecay": 0.1}),
    ("sgd, nesterov", {"optimizer": "sgd", "momentum": 0.9, "nesterov": True, "weightDecay": 0.1}),
    ("sgd, clipped both ways", {"optimizer": "sgd", "momentum": 0.5, "clipNorm": 5.0, "clipValue": 0.5}),
    ("rmsprop", {"optimizer": "rmsprop"}),
    ("rmsprop, all", {"optimizer": "rmsprop", "alpha": 0.9, "epsilon": 1e-3, "momentum": 0.9, "weightDecay": 0.1}),
    ("rmsprop, clipped by norm", {"optimizer": "rmsprop", "momentum": 0.9, "clipNorm": 5.0, "weightDecay": 0.1}),
]


def split(values):
    first = int(np.prod(SHAPES[0]))
    return [values[:first].reshape(SHAPES[0]), values[first:].reshape(SHAPES[1])]


def torch_options(options):
    own = {NAMES.get(name, name): value for name, value in options.items()}
    for name in ("optimizer", "clipValue", "clipNorm"):
        own.pop(name, None)
    if "beta1" in own:
        own["betas"] = (own.pop("beta1"), own.pop("beta2"))
    return own


def train(options, start, gradients):
    parameters = [torch.tensor(part, dtype=torch.float64, requires_grad=True) for part in split(start)]
    optimizer = OPTIMIZERS[options["optimizer"]](parameters, lr=LEARNING_RATE, **torch_options(options))
    kept = []
    for step, gradient in enumerate(gradients, 1):
        for parameter, part in zip(parameters, split(gradient)):
            parameter.grad = torch.tensor(part, dtype=torch.float64)
        if "clipNorm" in options:
            torch.nn.utils.clip_grad_norm_(parameters, options["clipNorm"])
        if "clipValue" in options:
            torch.nn.utils.clip_grad_value_(parameters, options["clipValue"])
        optimizer.step()
        if step in KEPT:
            kept.append(np.concatenate([each.detach().numpy().ravel() for each in parameters]))
    return np.stack(kept)


def main():
    random = np.random.default_rng(1)
    size = sum(int(np.prod(shape)) for shape in SHAPES)
    start = random.normal(size=size).astype(np.float32)
    scales = 2.0 ** (np.arange(STEPS) % 4 - 2)
    gradients = (random.normal(size=(STEPS, size)) * scales[:, None]).astype(np.float32)
    # An element without any gradient, and one whose gradient comes and goes.
    gradients[:, 3] = 0
    gradients[::3, 40] = 0
    tensors = {"start": start, "gradients": gradients}
    for name, options in CASES:
        tensors[f"weight/{name}"] = train(options, start, gradients)
    cases = [{"name": name, "options": options} for name, options in CASES]
    path = Path(__file__).parent / "fixtures" / "optimizers.safetensors"
    tensor_file.write(path, tensors, {"optimizers": json.dumps(cases)})


if __name__ == "__main__":
    main()
