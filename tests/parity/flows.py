"""Writes tests/parity/fixtures/flows.safetensors: normalizing flows, their determinants and gradients.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/flows.py

For each NAME of CASES, with ROWS rows of SIZE values:
  NAME/z, NAME/dy  F64 [ROWS, SIZE]: samples, and gradients of what becomes of them
  NAME/y           F64 [ROWS, SIZE], NAME/logdet F64 [ROWS]: log |det| of the Jacobian by torch.autograd
  NAME/dz          F64 [ROWS, SIZE]: gradient of sum(dy y) + sum(logdet)
  NAME/parameter/PART and NAME/gradient/PART   F64
and metadata "flows": {NAME: the flows as the library names them} as JSON.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

import tensor_file

ROWS, SIZE = 4, 5


def planar(count):
    shapes = {"flow.0": [count * (2 * SIZE + 1)]}

    def apply(z, parameters):
        for numbers in parameters["flow.0"].reshape(count, -1):
            u, w, b = numbers[:SIZE], numbers[SIZE : 2 * SIZE], numbers[-1]
            inner = w @ u
            moved = u + (functional.softplus(inner) - 1 - inner) * w / (w @ w)
            z = z + moved * torch.tanh(z @ w + b)[:, None]
        return z

    return [dict(kind="planar", count=count)], shapes, apply


def radial(count):
    shapes = {"flow.0": [count * (SIZE + 2)]}

    def apply(z, parameters):
        for numbers in parameters["flow.0"].reshape(count, -1):
            centre = numbers[:SIZE]
            alpha, p = functional.softplus(numbers[SIZE]), functional.softplus(numbers[SIZE + 1])
            apart = z - centre
            h = 1 / (alpha + apart.norm(dim=1, keepdim=True))
            z = z + (p - alpha) * h * apart
        return z

    return [dict(kind="radial", count=count)], shapes, apply


def reflect(z, vectors):
    for v in vectors:
        z = z - 2 * (z @ v)[:, None] * v / (v @ v)
    return z


def householder(count):
    shapes = {"flow.0": [count * SIZE]}

    def apply(z, parameters):
        return reflect(z, parameters["flow.0"].reshape(count, SIZE))

    return [dict(kind="householder", count=count)], shapes, apply


def sylvester(count, reflections):
    shapes = {}
    for i in range(count):
        shapes[f"flow.0.{i}.reflections"] = [reflections * SIZE]
        shapes[f"flow.0.{i}.triangles"] = [SIZE * (SIZE + 2)]

    def apply(z, parameters):
        for i in range(count):
            vectors = parameters[f"flow.0.{i}.reflections"].reshape(reflections, SIZE)
            # The orthogonal matrix as a whole, unlike the library.
            q = reflect(torch.eye(SIZE, dtype=z.dtype), vectors).T
            numbers = parameters[f"flow.0.{i}.triangles"].reshape(SIZE + 2, SIZE)
            matrix, s, b = numbers[:SIZE], numbers[SIZE], numbers[SIZE + 1]
            r = torch.triu(matrix, 1) + torch.diag(torch.tanh(torch.diagonal(matrix)))
            other = torch.tril(matrix, -1).T + torch.diag(torch.tanh(s))
            z = z + torch.tanh(z @ q @ other.T + b) @ r.T @ q.T
        return z

    return [dict(kind="sylvester", count=count, reflections=reflections)], shapes, apply


def autoregressive(kind, count, hidden, block=1):
    """Networks whose masks are made of degrees: no unit sees a block that is not before its own."""
    gated = kind == "iaf"
    blocks = -(-SIZE // block)
    units = np.arange(hidden) % max(1, blocks - 1) + 1
    shapes = {}
    for i in range(count):
        shapes[f"flow.0.{i}.hidden.0.weight"] = [hidden, SIZE]
        shapes[f"flow.0.{i}.hidden.0.bias"] = [hidden]
        shapes[f"flow.0.{i}.numbers.weight"] = [2 * SIZE, hidden]
        shapes[f"flow.0.{i}.numbers.bias"] = [2 * SIZE]

    def apply(z, parameters):
        for i in range(count):
            part = lambda name: parameters[f"flow.0.{i}.{name}"]
            degrees = np.arange(SIZE) // block + 1
            degrees = blocks + 1 - degrees if i % 2 else degrees
            first = torch.tensor(units[:, None] >= degrees[None, :])
            last = torch.tensor(np.tile(degrees, 2)[:, None] > units[None, :])
            h = torch.relu(
                functional.linear(z, part("hidden.0.weight") * first, part("hidden.0.bias"))
            )
            numbers = functional.linear(h, part("numbers.weight") * last, part("numbers.bias"))
            m, s = numbers.chunk(2, dim=1)
            open_share = torch.sigmoid(s)
            z = open_share * z + (1 - open_share) * m if gated else (z - m) * torch.exp(-s)
        return z

    return [dict(kind=kind, count=count, hidden=[hidden])], shapes, apply


CASES = {
    "planar": planar(3),
    "radial": radial(3),
    "householder": householder(3),
    "sylvester": sylvester(2, 3),
    "iaf": autoregressive("iaf", 2, 7),
    "maf": autoregressive("maf", 2, 7),
    "coupling": autoregressive("coupling", 2, 6, block=3),
}


def log_determinants(apply, z, parameters):
    """From the whole Jacobian of every row, which stays part of the graph."""
    rows = []
    for row in z:
        jacobian = torch.autograd.functional.jacobian(
            lambda one: apply(one[None], parameters)[0], row, create_graph=True
        )
        rows.append(torch.linalg.slogdet(jacobian)[1])
    return torch.stack(rows)


def main():
    tensors = {}
    for number, (name, (_, shapes, apply)) in enumerate(CASES.items()):
        random = np.random.default_rng(number + 1)
        # Values that f32 holds, in which checkpoints keep parameters.
        draw = lambda shape: torch.tensor(
            np.float32(random.normal(size=shape) / 2), dtype=torch.float64
        )
        z = draw([ROWS, SIZE]).requires_grad_()
        dy = draw([ROWS, SIZE])
        parameters = {part: draw(shape).requires_grad_() for part, shape in shapes.items()}
        y = apply(z, parameters)
        logdet = log_determinants(apply, z, parameters)
        ((dy * y).sum() + logdet.sum()).backward()
        values = dict(z=z, dy=dy, y=y, logdet=logdet, dz=z.grad)
        for part, parameter in parameters.items():
            values[f"parameter/{part}"] = parameter
            values[f"gradient/{part}"] = parameter.grad
        for part, value in values.items():
            tensors[f"{name}/{part}"] = value.detach().numpy()
    flows = {name: flows for name, (flows, _, _) in CASES.items()}
    path = Path(__file__).parent / "fixtures" / "flows.safetensors"
    tensor_file.write(path, tensors, dict(flows=json.dumps(flows)))


if __name__ == "__main__":
    main()
