"""Writes tests/parity/fixtures/hierarchies.safetensors: two hierarchies of two latent codes.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/hierarchies.py

Both have p(x | z1) p(z1 | z2) p(z2) with p(z2) = N(0, I): z2 -> decoder2 (ReLU) -> prior1.mu and
prior1.logvar; z1 -> decoder1 (ReLU) -> output, which gives a logit a column.
  hierarchical   x -> encoder1 (ReLU) -> posterior1.mu, .logvar -> z1 -> encoder2 (ReLU) ->
                 posterior2.mu, .logvar -> z2. KL of level 1: log q(z1 | x) - log p(z1 | z2)
  ladder         x -> encoder1 (ReLU) -> encoder2 (ReLU), each with its posterior; z2 of posterior2,
                 z1 of posterior1 merged with p(z1 | z2) by their precisions. KLs in closed form
The loss of a batch is the sum over its rows of the binary cross-entropy and beta · KL of each level,
in nats. Step t of STEPS takes the BATCH rows from BATCH · (t - 1) modulo ROWS. Everything is computed
in float64. Metadata "model" describes the runs, and the tensors are
  data            F32 [ROWS, input], in [0, 1]
and for each CASE
  CASE/initial/NAME            F32: the initial parameters of stream.py
  CASE/noise.1, CASE/noise.2   F32 [STEPS, BATCH, size] of level 1 and of level 2
  CASE/losses                  F64 [STEPS, 3]: reconstruction, KL of level 1 and of level 2, means
  CASE/weight.float64/NAME     F64, after the last step
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

STEPS, BATCH, ROWS, SEED, DATA = 20, 8, 24, 311, 0x500
MODEL = dict(input=12, hidden=[10, 6], sizes=[5, 3], beta=[0.5, 2], learningRate=1e-3)
HEADS = [("posterior1", 10, 5), ("posterior2", 6, 3), ("prior1", 6, 5)]
SHARED = [("encoder1", 12, 10), ("decoder1", 5, 10), ("decoder2", 3, 6), ("output", 10, 12)]
CASES = dict(hierarchical=5, ladder=10)  # inputs of encoder2


def layers(inputs):
    heads = [(f"{name}.{part}", *size) for name, *size in HEADS for part in ("mu", "logvar")]
    return [*SHARED, ("encoder2", inputs, 6), *heads]


class Hierarchy:
    def __init__(self, parameters):
        self.parameters = parameters

    def linear(self, x, name):
        return functional.linear(
            x, self.parameters[f"{name}.weight"], self.parameters[f"{name}.bias"]
        )

    def relu(self, x, name):
        return torch.relu(self.linear(x, name))

    def gaussian(self, h, name):
        logvar = self.linear(h, f"{name}.logvar")
        return Normal(self.linear(h, f"{name}.mu"), torch.exp(0.5 * logvar))

    def prior(self, z2):
        return self.gaussian(self.relu(z2, "decoder2"), "prior1")

    def levels(self, case, x, noises):
        """z1 and the KLs of both levels, summed over dimensions."""
        h1 = self.relu(x, "encoder1")
        q1 = self.gaussian(h1, "posterior1")
        if case == "hierarchical":
            z1 = q1.loc + q1.scale * noises[0]
            q2 = self.gaussian(self.relu(z1, "encoder2"), "posterior2")
            p1 = self.prior(q2.loc + q2.scale * noises[1])
            kl1 = q1.log_prob(z1) - p1.log_prob(z1)
        else:
            q2 = self.gaussian(self.relu(h1, "encoder2"), "posterior2")
            p1 = self.prior(q2.loc + q2.scale * noises[1])
            precisions = q1.scale**-2, p1.scale**-2
            total = sum(precisions)
            mean = (q1.loc * precisions[0] + p1.loc * precisions[1]) / total
            merged = Normal(mean, total**-0.5)
            z1 = merged.loc + merged.scale * noises[0]
            kl1 = kl_divergence(merged, p1)
        return z1, kl1.sum(), kl_divergence(q2, Normal(0.0, 1.0)).sum()

    def losses(self, case, x, noises):
        z1, kl1, kl2 = self.levels(case, x, noises)
        logits = self.linear(self.relu(z1, "decoder1"), "output")
        entropy = functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")
        return entropy, kl1, kl2


def train(case, data, initial, noises):
    parameters = training_record.parameters_of(initial, torch.float64)
    model = Hierarchy(parameters)
    optimizer = torch.optim.Adam(parameters.values(), lr=MODEL["learningRate"])
    history = []
    for step in range(STEPS):
        rows = slice(BATCH * step % ROWS, BATCH * step % ROWS + BATCH)
        x = torch.from_numpy(data[rows]).double()
        drawn = [torch.from_numpy(noise[step]).double() for noise in noises]
        optimizer.zero_grad()
        terms = model.losses(case, x, drawn)
        weights = [1, *MODEL["beta"]]
        sum(weight * term for weight, term in zip(weights, terms)).backward()
        for name, value in parameters.items():
            assert value.grad.norm() > 0, f"no gradient reaches {name}: take another seed"
        optimizer.step()
        history.append([term.item() / BATCH for term in terms])
    return np.array(history), {name: value.detach().numpy() for name, value in parameters.items()}


def main():
    torch.set_num_threads(1)
    bits = stream.words(SEED, DATA, ROWS * MODEL["input"]) >> np.uint32(16)
    data = (bits / 2.0**16).astype(np.float32).reshape(ROWS, MODEL["input"])
    tensors = {"data": data}
    for number, (case, inputs) in enumerate(CASES.items()):
        initial = stream.drawn_parameters(SEED, stream.layer_shapes(layers(inputs)))
        noises = [
            np.stack(
                [
                    stream.noise(dict(seed=SEED + number, rows=BATCH, latent=size), step)
                    for step in range(100 * level, 100 * level + STEPS)
                ]
            )
            for level, size in enumerate(MODEL["sizes"], 1)
        ]
        losses, weights = train(case, data, initial, noises)
        tensors.update({f"{case}/initial/{name}": value for name, value in initial.items()})
        tensors.update({f"{case}/noise.{i}": noise for i, noise in enumerate(noises, 1)})
        tensors[f"{case}/losses"] = losses
        tensors.update({f"{case}/weight.float64/{name}": value for name, value in weights.items()})
        print(case, losses[0], losses[-1])
    model = dict(MODEL, rows=ROWS, batch=BATCH, steps=STEPS, cases=list(CASES))
    path = Path(__file__).parent / "fixtures" / "hierarchies.safetensors"
    tensor_file.write(path, tensors, {"model": json.dumps(model)})


if __name__ == "__main__":
    main()
