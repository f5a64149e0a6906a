"""Writes tests/parity/fixtures/recurrent-training.safetensors: layers of sequences, trained with Adam.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/recurrentTraining.py

Each of CASES is a layer over sequences of LENGTH steps and a dense layer `head` on all its outputs, flat,
which gives TARGETS logits. The loss of a batch is the sum over its rows of the binary cross-entropy, in
nats. Step t of STEPS takes the BATCH rows from BATCH · (t - 1) modulo ROWS. Everything is computed in
float32 (F32) and in float64 (F64), which PRECISION names; `losses` is F64 in both.
Metadata "model" describes the runs, and "layers" has each CASE's layer. The tensors are
  data      F32 [ROWS, LENGTH · WIDTH], in ±1
  lengths   F32 [ROWS]: steps that count, which only some cases read
  target    F32 [ROWS, TARGETS], in [0, 1]
and for each CASE
  CASE/initial/NAME            F32: stream.py's initial parameters, `layer.*` in PyTorch's layout
  CASE/losses.PRECISION        [STEPS], means over the rows
  CASE/gradient.PRECISION/NAME    of step 1, and
  CASE/weight|m|v.PRECISION/NAME  after the last step: training_record.py
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import stream
import tensor_file
import training_record

STEPS, BATCH, ROWS, SEED = 20, 6, 24, 521
DATA, TARGET, LENGTHS = 0x500, 0x600, 0x700
LENGTH, WIDTH, UNITS, TARGETS = 5, 3, 6, 4
RATE = 1e-2


def case(kind, lengths=False, **options):
    return dict(spec=dict(kind=kind, units=UNITS, **options), lengths=lengths)


CASES = {
    "gru": case("gru"),
    "lstm": case("lstm", returns="all"),
    "gru-lengths": case("gru", lengths=True, returns="all"),
    "lstm-lengths": case("lstm", lengths=True),
    "gru-bidirectional": case("gru", lengths=True, bidirectional=True, returns="all"),
    "lstm-bidirectional": case("lstm", lengths=True, bidirectional=True),
    "gru-stacked": case("gru", lengths=True, layers=2, bidirectional=True),
    "lstm-stacked": case("lstm", layers=3, returns="all"),
}


class Network(nn.Module):
    def __init__(self, spec, lengths):
        super().__init__()
        kind = nn.GRU if spec["kind"] == "gru" else nn.LSTM
        self.directions = 2 if spec.get("bidirectional") else 1
        self.lengths, self.all = lengths, spec.get("returns") == "all"
        self.layer = kind(
            WIDTH,
            UNITS,
            num_layers=spec.get("layers", 1),
            bidirectional=self.directions == 2,
            batch_first=True,
        )
        width = self.directions * UNITS * (LENGTH if self.all else 1)
        self.head = nn.Linear(width, TARGETS)

    def forward(self, x, lengths):
        """x [rows, LENGTH, WIDTH] -> logits [rows, TARGETS]"""
        if self.lengths:
            x = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        y, final = self.layer(x)
        if self.lengths:
            y, _ = pad_packed_sequence(y, batch_first=True, total_length=LENGTH)
        if not self.all:
            states = final[0] if isinstance(final, tuple) else final
            y = torch.cat(list(states[-self.directions :]), dim=1)
        return self.head(y.flatten(1))


def train(given, initial, network, dtype):
    """Gradients, weights and moments by name, and the loss of each step."""
    data, target = (torch.from_numpy(given[name]).to(dtype) for name in ("data", "target"))
    lengths = torch.from_numpy(given["lengths"]).long()
    network = network.to(dtype)
    parameters = dict(network.named_parameters())
    for name, parameter in parameters.items():
        parameter.data = torch.tensor(initial[name], dtype=dtype)
    optimizer = torch.optim.Adam(parameters.values(), lr=RATE)
    history, found = [], {}
    for step in range(STEPS):
        start = BATCH * step % ROWS
        rows = slice(start, start + BATCH)
        optimizer.zero_grad()
        logits = network(data[rows].reshape(BATCH, LENGTH, WIDTH), lengths[rows])
        loss = nn.functional.binary_cross_entropy_with_logits(logits, target[rows], reduction="sum")
        loss.backward()
        if step == 0:
            found.update(training_record.gradients_of(parameters))
        optimizer.step()
        history.append(loss.item() / BATCH)
    found.update(training_record.state_of(parameters, optimizer))
    return found, np.array(history)


def uniform(purpose, count):
    """In [0, 1), as f32 holds it exactly."""
    return ((stream.words(SEED, purpose, count) >> np.uint32(16)) / 2.0**16).astype(np.float32)


def main():
    torch.set_num_threads(1)
    # The lengths of each batch differ, and one of them is the whole sequence.
    lengths = stream.words(SEED, LENGTHS, ROWS) % np.uint32(LENGTH) + np.uint32(1)
    lengths[::BATCH] = LENGTH
    given = {
        "data": 2 * uniform(DATA, ROWS * LENGTH * WIDTH).reshape(ROWS, -1) - 1,
        "lengths": lengths.astype(np.float32),
        "target": uniform(TARGET, ROWS * TARGETS).reshape(ROWS, -1),
    }
    tensors = dict(given)
    for number, (name, options) in enumerate(CASES.items()):
        network = Network(**options)
        shapes = [
            (parameter, tuple(value.shape), value.shape[-1] if value.dim() > 1 else UNITS)
            for parameter, value in network.named_parameters()
        ]
        initial = stream.drawn_parameters(SEED + 1 + number, shapes)
        runs = {
            precision: train(given, initial, network, dtype)
            for precision, dtype in training_record.PRECISIONS.items()
        }
        (float32, losses32), (float64, losses64) = runs.values()
        for value in float64.values():
            assert np.linalg.norm(value) > 0, f"{name}: a tensor is zero, take another seed"
        print(name, losses64[0], losses64[-1], "own errors:")
        print(" ", abs(losses32 / losses64 - 1).max(), training_record.own_errors(float32, float64))
        tensors.update({f"{name}/initial/{part}": value for part, value in initial.items()})
        for precision, (found, history) in runs.items():
            named = training_record.with_precision(found, precision)
            tensors.update({f"{name}/{part}": value for part, value in named.items()})
            tensors[f"{name}/losses.{precision}"] = history
    model = dict(
        length=LENGTH, width=WIDTH, targets=TARGETS, learningRate=RATE, rows=ROWS, batch=BATCH, steps=STEPS
    )
    path = Path(__file__).parent / "fixtures" / "recurrent-training.safetensors"
    metadata = {"model": json.dumps(model), "layers": json.dumps(CASES)}
    tensor_file.write(path, tensors, metadata)


if __name__ == "__main__":
    main()
