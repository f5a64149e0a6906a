"""Writes tests/parity/fixtures/table.safetensors: VAEs of a table of mixed columns with missing cells.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/table.py

The columns are a category of three levels, a real number, a binary one, a count, and another real number. The encoder
(ReLU, then fc21 and fc22) reads the values of a row side by side, kind by kind: (x - mean) / deviation of real numbers,
the same of log(1 + x) of counts, 0 or 1, and one-hot levels; all values of a missing cell are 0. On the decoder (ReLU)
stand a Gaussian with a variance of exp(output2) + FLOOR, a negative binomial with a dispersion a column, a
Bernoulli and a softmax. -log p(x | z) is the sum over the cells that are there. KIND is `elbo`, which adds KL(q || N(0, I)),
or `iwae` over SAMPLES codes, with log q(z | x) - log p(z) of each. Mattei & Frellsen 2019. `outcomes` is `elbo` where the columns
OUTCOMES alone are learned; the values of the others follow after theirs in the encoder, and after z in the decoder. The loss
of a batch is the sum over its rows.
Step t of STEPS takes the BATCH rows from BATCH · (t - 1) modulo ROWS. All is computed row by row and cell by cell, in float32
and in float64, which PRECISION names; `losses` is F64 in both. The tensors are
  data F32 [ROWS, 5], NaN where a cell is missing
and for each KIND
  KIND/initial/NAME              F32
  KIND/noise                     F32 [STEPS, BATCH · samples, latent]
  KIND/losses.PRECISION          [STEPS, terms]: means over the rows of the terms that the metadata name
  KIND/gradient.PRECISION/NAME   of step 1, and KIND/weight|m|v.PRECISION/NAME after the last: training_record.py
"""

import json
import math
from pathlib import Path

import numpy as np
import torch
from torch.distributions import Bernoulli, Categorical, NegativeBinomial, Normal, kl_divergence
from torch.nn import functional

import stream
import tensor_file
import training_record

STEPS, BATCH, ROWS, LATENT, SEED = 20, 6, 18, 3, 611
HIDDEN, FLOOR, RATE, LEVELS = 7, 0.01, 1e-3, 3
COLUMNS = [
    dict(name="group", kind="category", levels=LEVELS),
    dict(name="size", kind="real", mean=5, deviation=2),
    dict(name="old", kind="binary"),
    dict(name="visits", kind="count", mean=1, deviation=0.75),
    dict(name="weight", kind="real", mean=-1, deviation=0.5),
]
CATEGORY, SIZE, OLD, VISITS, WEIGHT = range(5)
ORDER = ["real", "count", "binary", "category"]
OUTCOMES = ["size", "visits", "old"]
KINDS = {
    "elbo": dict(bound="elbo", samples=1, terms=["reconstruction", "kl"], outcomes=None),
    "iwae": dict(bound="iwae", samples=3, terms=["bound"], outcomes=None),
    "outcomes": dict(bound="elbo", samples=1, terms=["reconstruction", "kl"], outcomes=OUTCOMES),
}


def layout_of(outcomes):
    """The places of the columns that are learned and of those that are told, each kind by kind."""
    by_kind = [
        place
        for kind in ORDER
        for place, column in enumerate(COLUMNS)
        if column["kind"] == kind
    ]
    learned = [place for place in by_kind if outcomes is None or COLUMNS[place]["name"] in outcomes]
    return learned, [place for place in by_kind if place not in learned]


def width_of(places):
    return sum(COLUMNS[place].get("levels", 1) for place in places)


def initial_of(outcomes):
    learned, told = layout_of(outcomes)
    widths = {
        kind: width_of([place for place in learned if COLUMNS[place]["kind"] == kind])
        for kind in ORDER
    }
    layers = [
        ("encoder", width_of(learned + told), HIDDEN),
        ("fc21", HIDDEN, LATENT),
        ("fc22", HIDDEN, LATENT),
        ("decoder", LATENT + width_of(told), HIDDEN),
        ("real.output", HIDDEN, widths["real"]),
        ("real.output2", HIDDEN, widths["real"]),
        ("count.output", HIDDEN, widths["count"]),
        ("binary.output", HIDDEN, widths["binary"]),
        ("category.output", HIDDEN, widths["category"]),
    ]
    shapes = stream.layer_shapes([layer for layer in layers if layer[2] > 0])
    drawn = stream.drawn_parameters(
        SEED, [*shapes, ("count.likelihood.log_dispersion", (1,), None)]
    )
    return {name: np.float32(2) * value for name, value in drawn.items()}


class Model:
    def __init__(self, parameters, outcomes):
        self.parameters = parameters
        self.learned, self.told = layout_of(outcomes)

    def linear(self, name, x):
        return functional.linear(x, self.parameters[f"{name}.weight"], self.parameters[f"{name}.bias"])

    def posterior(self, row):
        seen = torch.cat([seen_of(row, self.learned), seen_of(row, self.told)])
        h = torch.relu(self.linear("encoder", seen))
        return Normal(self.linear("fc21", h), torch.exp(0.5 * self.linear("fc22", h)))

    def nll(self, z, row):
        """-log p of the cells that are there, each by itself."""
        h = torch.relu(self.linear("decoder", torch.cat([z, seen_of(row, self.told)])))
        cost = z.new_zeros(())
        reals = [place for place in self.learned if COLUMNS[place]["kind"] == "real"]
        for place in self.learned:
            column, value = COLUMNS[place], row[place]
            if torch.isnan(value):
                continue
            if column["kind"] == "real":
                own = reals.index(place)
                variance = torch.exp(self.linear("real.output2", h)[own]) + FLOOR
                density = Normal(self.linear("real.output", h)[own], torch.sqrt(variance))
                cost = cost - density.log_prob(scaled(column, value))
            elif column["kind"] == "count":
                log_dispersion = self.parameters["count.likelihood.log_dispersion"][0]
                logits = self.linear("count.output", h)[0] - log_dispersion
                density = NegativeBinomial(torch.exp(log_dispersion), logits=logits)
                cost = cost - density.log_prob(value)
            elif column["kind"] == "binary":
                cost = cost - Bernoulli(logits=self.linear("binary.output", h)[0]).log_prob(value)
            else:
                cost = cost - Categorical(logits=self.linear("category.output", h)).log_prob(value)
        return cost


def scaled(column, value):
    return (value - column["mean"]) / column["deviation"]


def seen_of(row, places):
    """Columns of a row as the networks read them."""
    seen = [value_of(COLUMNS[place], row[place]) for place in places]
    return torch.cat(seen) if seen else row.new_zeros(0)


def value_of(column, value):
    values = value.new_zeros(column.get("levels", 1))
    if torch.isnan(value):
        return values
    if column["kind"] == "category":
        values[int(value)] = 1
    elif column["kind"] == "count":
        values[0] = scaled(column, torch.log1p(value))
    else:
        values[0] = value if column["kind"] == "binary" else scaled(column, value)
    return values


def row_terms(bound, model, row, noise):
    """The terms of one row by name. noise [samples, latent]"""
    posterior = model.posterior(row)
    normal = Normal(torch.zeros_like(posterior.mean), torch.ones_like(posterior.mean))
    codes = [posterior.mean + posterior.stddev * draw for draw in noise]
    if bound == "elbo":
        return [model.nll(codes[0], row), kl_divergence(posterior, normal).sum()]
    ratios = [
        normal.log_prob(z).sum() - posterior.log_prob(z).sum() - model.nll(z, row) for z in codes
    ]
    return [math.log(len(ratios)) - torch.logsumexp(torch.stack(ratios), 0)]


def train(kind, given, dtype):
    parameters = training_record.parameters_of(given["initial"], dtype)
    model = Model(parameters, KINDS[kind]["outcomes"])
    optimizer = torch.optim.Adam(parameters.values(), lr=RATE)
    data = torch.from_numpy(given["data"]).to(dtype)
    draws = torch.from_numpy(given["noise"]).to(dtype)
    history, found = [], {}
    for step in range(STEPS):
        optimizer.zero_grad()
        own = draws[step].reshape(BATCH, KINDS[kind]["samples"], LATENT)
        rows = [(BATCH * step + place) % ROWS for place in range(BATCH)]
        terms = [
            row_terms(KINDS[kind]["bound"], model, data[row], own[place])
            for place, row in enumerate(rows)
        ]
        sums = [sum(term) for term in zip(*terms)]
        sum(sums).backward()
        if step == 0:
            found.update(training_record.gradients_of(parameters))
        optimizer.step()
        history.append([total.item() / BATCH for total in sums])
    found.update(training_record.state_of(parameters, optimizer))
    return found, np.array(history)


def table():
    """Cells of every kind, a third of them missing; one row has none at all."""
    word = stream.words(SEED, 0x700, 6 * ROWS).reshape(6, ROWS)
    data = np.zeros((ROWS, 5), dtype=np.float32)
    data[:, CATEGORY] = word[0] % np.uint32(LEVELS)
    data[:, SIZE] = 3 + 4 * (word[1] >> np.uint32(16)) / 2.0**16
    data[:, OLD] = word[2] % np.uint32(2)
    data[:, VISITS] = word[3] % np.uint32(9)
    data[:, WEIGHT] = -2 + 2 * (word[4] >> np.uint32(16)) / 2.0**16
    gone = stream.words(SEED, 0x701, 5 * ROWS).reshape(ROWS, 5) % np.uint32(3) == 0
    gone[1] = True
    data[gone] = np.nan
    return data


def main():
    torch.set_num_threads(1)
    data = table()
    tensors = dict(data=data)
    for kind, sizes in KINDS.items():
        case = dict(seed=SEED, rows=BATCH * sizes["samples"], latent=LATENT)
        noise = np.stack([stream.noise(case, step) for step in range(1, STEPS + 1)])
        given = dict(data=data, initial=initial_of(sizes["outcomes"]), noise=noise)
        own = {f"initial/{name}": value for name, value in given["initial"].items()}
        own["noise"] = noise
        runs = {p: train(kind, given, dtype) for p, dtype in training_record.PRECISIONS.items()}
        for precision, (found, losses) in runs.items():
            own.update(training_record.with_precision(found, precision))
            own[f"losses.{precision}"] = losses
        for name, value in runs["float64"][0].items():
            assert np.linalg.norm(value) > 0, f"{kind} {name} is zero: take another seed"
        errors = training_record.own_errors(runs["float32"][0], runs["float64"][0])
        apart = abs(runs["float32"][1] / runs["float64"][1] - 1).max(axis=0)
        print(kind, "own errors:", errors, "losses", apart)
        tensors.update({f"{kind}/{name}": value for name, value in own.items()})
    model = dict(hidden=HIDDEN, latent=LATENT, batch=BATCH, rows=ROWS, steps=STEPS, learningRate=RATE)
    kinds = [dict(name=kind, **sizes) for kind, sizes in KINDS.items()]
    metadata = dict(model=json.dumps(model), kinds=json.dumps(kinds), columns=json.dumps(COLUMNS))
    path = Path(__file__).parent / "fixtures" / "table.safetensors"
    tensor_file.write(path, tensors, metadata)


if __name__ == "__main__":
    main()
