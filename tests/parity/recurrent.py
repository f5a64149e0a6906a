"""Writes tests/parity/fixtures/recurrent.safetensors: outputs and gradients of recurrent layers.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/recurrent.py

For each NAME of CASES, with ROWS sequences of LENGTH steps:
  NAME/x   F64 [ROWS, LENGTH, width]: the inputs; NAME/dy F64 [ROWS, *output]: gradients of the output
  NAME/y   F64 [ROWS, *output], NAME/dx F64 [ROWS, LENGTH, width]: PyTorch's output and gradients
  NAME/lengths  F64 [ROWS]: steps that count, where a case has them
  NAME/state/I and NAME/dstate/I   F64 [ROWS, units]: the initial state, where a case has one, and its gradient
  NAME/final/I  F64 [ROWS, units]: the final state, likewise
  NAME/parameter/PART and NAME/gradient/PART   F64: parameters in PyTorch's layout, and their gradients
and metadata "layers": {NAME: its spec, input and output shape} as JSON.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import stream
import tensor_file

ROWS, LENGTH, WIDTH, UNITS = 4, 5, 3, 6
LENGTHS = [5, 2, 1, 4]


def case(kind, lengths=False, state=False, **options):
    return dict(kind=kind, units=UNITS, **options), lengths, state


CASES = {
    f"{kind}-{name}": case(kind, **options)
    for kind in ("gru", "lstm")
    for name, options in {
        "last": dict(),
        "all": dict(returns="all"),
        "state": dict(returns="all", state=True),
        "lengths": dict(returns="all", lengths=True),
        "last-of-lengths": dict(lengths=True, state=True),
        "bidirectional": dict(bidirectional=True, returns="all", lengths=True),
        "bidirectional-last": dict(bidirectional=True, lengths=True, state=True),
        "stacked": dict(layers=2, returns="all"),
        "stacked-bidirectional": dict(
            layers=2, bidirectional=True, returns="all", lengths=True, state=True
        ),
    }.items()
}


def uniform(shape, seed, scale=1.0):
    """Numbers in ±scale that f32 holds exactly."""
    bits = stream.words(seed, 1, int(np.prod(shape)))
    return torch.from_numpy((np.floor(bits / 2.0**16) / 2.0**15 - 1) * scale).reshape(shape)


def run(layer, x, lengths, states):
    """Outputs of all steps and the final state, [layers · directions, ROWS, UNITS] each."""
    given = states if states is None or len(states) > 1 else states[0]
    steps = x
    if lengths:
        steps = pack_padded_sequence(x, LENGTHS, batch_first=True, enforce_sorted=False)
    y, final = layer(steps, given)
    if lengths:
        y, _ = pad_packed_sequence(y, batch_first=True, total_length=LENGTH)
    return y, list(final) if isinstance(final, tuple) else [final]


def main():
    tensors, layers = {}, {}
    for seed, (name, (spec, lengths, state)) in enumerate(CASES.items()):
        options = {key: value for key, value in spec.items() if key not in ("kind", "units", "returns")}
        count = options.pop("layers", 1)
        kind = nn.GRU if spec["kind"] == "gru" else nn.LSTM
        layer = kind(WIDTH, UNITS, num_layers=count, batch_first=True, **options).double()
        parameters = dict(layer.named_parameters())
        for i, parameter in enumerate(parameters.values()):
            parameter.data = uniform(parameter.shape, 5000 + 100 * seed + i, 0.5)
        directions = 2 if spec.get("bidirectional") else 1
        tensors_of_state = 2 if spec["kind"] == "lstm" else 1
        x = uniform([ROWS, LENGTH, WIDTH], 2000 + seed).requires_grad_()
        states = None
        if state:
            shape = [count * directions, ROWS, UNITS]
            states = [
                uniform(shape, 3000 + 10 * seed + i, 0.75).requires_grad_()
                for i in range(tensors_of_state)
            ]
        outputs, final = run(layer, x, lengths, states)
        y = outputs if spec.get("returns") == "all" else torch.cat(list(final[0][-directions:]), dim=1)
        dy = uniform(y.shape, 4000 + seed)
        sources = [x, *parameters.values(), *(states or [])]
        dx, *gradients = torch.autograd.grad(y, sources, dy)
        parts = dict(x=x, y=y, dy=dy, dx=dx)
        if lengths:
            parts["lengths"] = torch.tensor(LENGTHS, dtype=torch.float64)
        for part, parameter in parameters.items():
            parts[f"parameter/{part}"] = parameter
            parts[f"gradient/{part}"] = gradients.pop(0)
        if states:
            # State by state: of each layer and direction, what is shown and then the cell.
            for i in range(count * directions):
                for k in range(tensors_of_state):
                    place = i * tensors_of_state + k
                    parts[f"state/{place}"] = states[k][i]
                    parts[f"dstate/{place}"] = gradients[k][i]
                    parts[f"final/{place}"] = final[k][i]
        tensors.update(
            {f"{name}/{part}": value.detach().contiguous().numpy() for part, value in parts.items()}
        )
        layers[name] = dict(spec=spec, input=[LENGTH, WIDTH], output=list(y.shape[1:]))
    path = Path(__file__).parent / "fixtures" / "recurrent.safetensors"
    tensor_file.write(path, tensors, {"layers": json.dumps(layers)})


if __name__ == "__main__":
    main()
