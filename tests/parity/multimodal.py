"""Writes tests/parity/fixtures/multimodal.safetensors: VAEs of an image and a word, either of which may be missing.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/multimodal.py

Each modality x has an encoder NAME.encoder (ReLU) to NAME.mean and NAME.logvar, and a decoder NAME.decoder (ReLU)
to NAME.output: logits of Bernoulli pixels, or of one word. A row of the data has only the modalities that are there.
A code z of the posterior q_S of a subset S of them costs the sum of -log p(x | z) over the modalities that it
explains, and KL(q_S || N(0, I)) in closed form. The loss of a row by KIND, the first four published as MVAE, MMVAE, MoPoE and JMVAE:
  product            q_S is the product of N(0, I) and the experts in S; the sum over S of all that are there
                     and, if these are several, each of them alone; a code explains S
  mixture            q_S of each modality that is there; the mean over them of the importance-weighted bound of SAMPLES codes,
                     whose posterior is the mixture of all; a code explains all that is there
  mixtureOfProducts  q_S the product of the experts in S without N(0, I); the mean over all subsets that are there; a
                     code explains all that is there
  encoder            q of `joint`, an encoder of both side by side, where both are there, plus ALPHA times
                     KL(q || q_x) of each modality; else q_x of the only one
Wu & Goodman 2018, Shi et al. 2019, Sutter et al. 2021, Suzuki et al. 2017. The loss of a batch is the sum over its
rows. Step t of STEPS takes the BATCH rows from BATCH · (t - 1) modulo ROWS. All is computed row by row, in float32 and in
float64, which PRECISION names; `losses` is F64 in both. Metadata "model" describes the run, and the tensors are
  image F32 [ROWS, 6], word F32 [ROWS, 3], present U8 [ROWS, 2]
and for each KIND
  KIND/initial/NAME              F32
  KIND/noise                     F32 [STEPS, BATCH · subsets · samples, latent]
  KIND/losses.PRECISION          [STEPS, terms]: means over the rows of the terms that the metadata name
  KIND/gradient.PRECISION/NAME   of step 1, and KIND/weight|m|v.PRECISION/NAME after the last: training_record.py
"""

import json
import math
from pathlib import Path

import numpy as np
import torch
from torch.distributions import Normal, kl_divergence
from torch.nn import functional

import stream
import tensor_file
import training_record

STEPS, BATCH, ROWS, LATENT, SEED = 20, 6, 18, 3, 311
HIDDEN, ALPHA, RATE = 7, 0.3, 1e-3
WIDTHS = {"image": 6, "word": 3}
# Subsets of the modalities, in the order of their codes.
BOTH, IMAGE, WORD = ("image", "word"), ("image",), ("word",)
KINDS = {
    "product": dict(subsets=[BOTH, IMAGE, WORD], samples=1, terms=["image", "word", "kl"]),
    "mixture": dict(subsets=[IMAGE, WORD], samples=2, terms=["bound"]),
    "mixtureOfProducts": dict(subsets=[IMAGE, WORD, BOTH], samples=1, terms=["image", "word", "kl"]),
    "encoder": dict(
        subsets=[BOTH], samples=1, terms=["image", "word", "kl", "image.kl", "word.kl"]
    ),
}


def expert_layers(name, inputs):
    return [
        (f"{name}.encoder", inputs, HIDDEN),
        (f"{name}.mean", HIDDEN, LATENT),
        (f"{name}.logvar", HIDDEN, LATENT),
    ]


def initial_of(kind):
    layers = [each for name, width in WIDTHS.items() for each in expert_layers(name, width)]
    if kind == "encoder":
        layers += expert_layers("joint", sum(WIDTHS.values()))
    for name, width in WIDTHS.items():
        layers += [(f"{name}.decoder", LATENT, HIDDEN), (f"{name}.output", HIDDEN, width)]
    drawn = stream.drawn_parameters(SEED, stream.layer_shapes(layers))
    return {name: np.float32(2) * value for name, value in drawn.items()}


class Model:
    def __init__(self, parameters):
        self.parameters = parameters

    def linear(self, name, x):
        return functional.linear(x, self.parameters[f"{name}.weight"], self.parameters[f"{name}.bias"])

    def expert(self, name, x):
        h = torch.relu(self.linear(f"{name}.encoder", x))
        return self.linear(f"{name}.mean", h), self.linear(f"{name}.logvar", h)

    def nll(self, name, z, x):
        logits = self.linear(f"{name}.output", torch.relu(self.linear(f"{name}.decoder", z)))
        if name == "word":
            return -(torch.log_softmax(logits, dim=-1) * x).sum()
        return functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")


def product(experts, prior):
    precisions = [torch.exp(-logvar) for _, logvar in experts]
    total = sum(precisions) + (1 if prior else 0)
    mean = sum(mu * precision for (mu, _), precision in zip(experts, precisions)) / total
    return mean, -torch.log(total)


def gaussian(moments):
    return Normal(moments[0], torch.exp(0.5 * moments[1]))


def row_terms(kind, model, x, there, noise):
    """The terms of one row by name. noise [subsets, samples, latent]"""
    subsets = KINDS[kind]["subsets"]
    experts = {name: model.expert(name, x[name]) for name in there}
    normal = Normal(torch.zeros(LATENT, dtype=noise.dtype), torch.ones(LATENT, dtype=noise.dtype))
    terms = {name: noise.new_zeros(()) for name in KINDS[kind]["terms"]}

    def code(moments, draw):
        return moments[0] + torch.exp(0.5 * moments[1]) * draw

    def add(moments, draw, explained, share):
        z = code(moments, draw)
        for name in explained:
            terms[name] = terms[name] + share * model.nll(name, z, x[name])
        terms["kl"] = terms["kl"] + share * kl_divergence(gaussian(moments), normal).sum()

    if kind == "product":
        add(product(experts.values(), True), noise[0, 0], there, 1)
        for place, subset in enumerate(subsets[1:], 1):
            if len(there) > 1:
                add(product([experts[subset[0]]], True), noise[place, 0], subset, 1)
    elif kind == "mixtureOfProducts":
        own = [s for s, subset in enumerate(subsets) if set(subset) <= set(there)]
        for s in own:
            moments = product([experts[name] for name in subsets[s]], False)
            add(moments, noise[s, 0], there, 1 / len(own))
    elif kind == "encoder" and len(there) == 1:
        add(experts[there[0]], noise[0, 0], there, 1)
    elif kind == "encoder":
        joint = model.expert("joint", torch.cat([x["image"], x["word"]]))
        add(joint, noise[0, 0], there, 1)
        for name in there:
            terms[f"{name}.kl"] = kl_divergence(gaussian(joint), gaussian(experts[name])).sum()
    else:
        for s, (own,) in enumerate(subsets):
            if own not in there:
                continue
            ratios = []
            for draw in noise[s]:
                z = code(experts[own], draw)
                densities = [gaussian(experts[name]).log_prob(z).sum() for name in there]
                posterior = torch.logsumexp(torch.stack(densities), 0) - math.log(len(there))
                cost = sum(model.nll(name, z, x[name]) for name in there)
                ratios.append(normal.log_prob(z).sum() - cost - posterior)
            bound = math.log(len(ratios)) - torch.logsumexp(torch.stack(ratios), 0)
            terms["bound"] = terms["bound"] + bound / len(there)
    return terms


def train(kind, given, dtype):
    weights = [ALPHA if name.endswith(".kl") else 1 for name in KINDS[kind]["terms"]]
    parameters = training_record.parameters_of(given["initial"], dtype)
    model = Model(parameters)
    optimizer = torch.optim.Adam(parameters.values(), lr=RATE)
    values = {name: torch.from_numpy(given[name]).to(dtype) for name in WIDTHS}
    draws = torch.from_numpy(given["noise"]).to(dtype)
    subsets, samples = len(KINDS[kind]["subsets"]), KINDS[kind]["samples"]
    history, found = [], {}
    for step in range(STEPS):
        optimizer.zero_grad()
        sums = [torch.zeros((), dtype=dtype) for _ in weights]
        own = draws[step].reshape(BATCH, subsets, samples, LATENT)
        for place in range(BATCH):
            row = (BATCH * step + place) % ROWS
            there = [name for name, flag in zip(WIDTHS, given["present"][row]) if flag]
            x = {name: values[name][row] for name in there}
            terms = row_terms(kind, model, x, there, own[place])
            sums = [total + term for total, term in zip(sums, terms.values())]
        sum(weight * total for weight, total in zip(weights, sums)).backward()
        if step == 0:
            found.update(training_record.gradients_of(parameters))
        optimizer.step()
        history.append([total.item() / BATCH for total in sums])
    found.update(training_record.state_of(parameters, optimizer))
    return found, np.array(history)


def inputs():
    image = (stream.words(SEED, 0x700, ROWS * WIDTHS["image"]) >> np.uint32(16)) / 2.0**16
    word = stream.words(SEED, 0x701, ROWS) % np.uint32(WIDTHS["word"])
    # Both, the image alone and the word alone, all in every batch.
    present = np.array([[1, 1], [1, 0], [0, 1], [1, 1], [1, 1], [0, 1]], dtype=np.uint8)
    return {
        "image": image.reshape(ROWS, -1).astype(np.float32),
        "word": np.eye(WIDTHS["word"], dtype=np.float32)[word],
        "present": np.tile(present, (ROWS // len(present), 1)),
    }


def main():
    torch.set_num_threads(1)
    shared = inputs()
    tensors = dict(shared)
    for kind, sizes in KINDS.items():
        rows = BATCH * len(sizes["subsets"]) * sizes["samples"]
        case = dict(seed=SEED, rows=rows, latent=LATENT)
        noise = np.stack([stream.noise(case, step) for step in range(1, STEPS + 1)])
        given = {**shared, "initial": initial_of(kind), "noise": noise}
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
    model = dict(hidden=HIDDEN, latent=LATENT, batch=BATCH, rows=ROWS, steps=STEPS, alpha=ALPHA, learningRate=RATE)
    kinds = [dict(name=kind, samples=KINDS[kind]["samples"], terms=KINDS[kind]["terms"]) for kind in KINDS]
    path = Path(__file__).parent / "fixtures" / "multimodal.safetensors"
    tensor_file.write(path, tensors, {"model": json.dumps(model), "kinds": json.dumps(kinds)})


if __name__ == "__main__":
    main()
