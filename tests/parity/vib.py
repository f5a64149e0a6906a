"""Writes tests/parity/fixtures/vib.safetensors: a deep variational information bottleneck.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/vib.py

Alemi et al., "Deep variational information bottleneck", 2017: x -> fc1.0, fc1.1 (ReLU) -> fc21
(mu) and fc22 (logvar) -> z = mu + exp(logvar / 2) · noise -> `classifier`, which gives a logit a
class. The loss of a batch is the sum over its rows of cross-entropy + beta · KL, in nats, with
KL(N(mu, exp(logvar)) || N(0, I)). Of several samples of z a row the mean cross-entropy counts.
Step t of STEPS takes the BATCH rows from BATCH · (t - 1) modulo ROWS. Everything is computed in
float32 (F32) and in float64 (F64), which PRECISION names; `losses` is F64 in both. Metadata
"model" and "cases" describe the runs, and the tensors are
  data                 F32 [ROWS, input], in [0, 1]
  labels               U8  [ROWS]
  initial/NAME         F32: stream.py's initial parameters times SCALE
and for each CASE of k samples a row
  CASE/noise                      F32 [STEPS, BATCH · k, latent], the samples of a row adjacent
  CASE/losses.PRECISION           [STEPS, 2]: cross-entropy and KL, means over the rows
  CASE/gradient.PRECISION/NAME    of step 1, and
  CASE/weight|m|v.PRECISION/NAME  after the last step: training_record.py
  CASE/prediction_noise           F32 [ROWS · PREDICTION_SAMPLES, latent]
  CASE/probabilities.PRECISION    [ROWS, classes]: means over these samples, after training
  CASE/accuracy.PRECISION         F64 []: the share of rows whose likeliest class is their label
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
from model import Vae

STEPS, BATCH, ROWS, PREDICTION_SAMPLES = 20, 8, 32, 5
MODEL = dict(input=12, hidden=[10, 8], latent=3, classes=4, beta=1e-3, learningRate=1e-3)
LAYERS = [
    ("fc1.0", 12, 10),
    ("fc1.1", 10, 8),
    ("fc21", 8, 3),
    ("fc22", 8, 3),
    ("classifier", 3, 4),
]
MODEL_SEED = 197
CASES = [dict(name="one-sample", seed=42, samples=1), dict(name="two-samples", seed=43, samples=2)]
SCALE = np.float32(2)
DATA, LABELS = 0x500, 0x501


def inputs():
    """data and labels: a row lies halfway between its class's prototype and a uniform draw."""
    labels = stream.words(MODEL_SEED, LABELS, ROWS) % np.uint32(MODEL["classes"])
    width = MODEL["input"]
    uniform = stream.words(MODEL_SEED, DATA, (MODEL["classes"] + ROWS) * width) >> np.uint32(16)
    prototypes, own = np.split(uniform.reshape(-1, width), [MODEL["classes"]])
    return ((prototypes[labels] + own) / 2.0**17).astype(np.float32), labels.astype(np.uint8)


def noise(case, rows, step):
    return stream.noise(dict(seed=case["seed"], rows=rows, latent=MODEL["latent"]), step)


def logits_of(vae, x, noise):
    """Logits of each sample, [rows · samples, classes], and mu and logvar of each row."""
    mu, logvar = vae.encode(x)
    samples = len(noise) // len(x)
    mean, std = (
        value.repeat_interleave(samples, dim=0) for value in (mu, torch.exp(0.5 * logvar))
    )
    return vae.linear(mean + std * noise, "classifier"), mu, logvar


def losses(vae, x, labels, noise):
    """Cross-entropy and KL, summed over the rows."""
    logits, mu, logvar = logits_of(vae, x, noise)
    samples = len(noise) // len(x)
    cross_entropy = functional.cross_entropy(
        logits, labels.repeat_interleave(samples), reduction="sum"
    )
    kl = kl_divergence(Normal(mu, torch.exp(0.5 * logvar)), Normal(0.0, 1.0)).sum()
    return cross_entropy / samples, kl


def predict(vae, x, noise):
    """Class probabilities of each row, means over its samples."""
    probabilities = torch.softmax(logits_of(vae, x, noise)[0], dim=1)
    return probabilities.reshape(len(x), -1, MODEL["classes"]).mean(dim=1)


def train(given, dtype):
    """All results of one precision, by name without the precision."""
    data, labels = torch.from_numpy(given["data"]).to(dtype), torch.from_numpy(given["labels"])
    draws = torch.from_numpy(given["noise"]).to(dtype)
    parameters = training_record.parameters_of(given["initial"], dtype)
    vae = Vae(parameters, "relu")
    optimizer = torch.optim.Adam(parameters.values(), lr=MODEL["learningRate"])
    history, found = [], {}
    for step in range(STEPS):
        rows = slice(BATCH * step % ROWS, BATCH * step % ROWS + BATCH)
        optimizer.zero_grad()
        cross_entropy, kl = losses(vae, data[rows], labels[rows].long(), draws[step])
        (cross_entropy + MODEL["beta"] * kl).backward()
        if step == 0:
            found.update(training_record.gradients_of(parameters))
        optimizer.step()
        history.append([cross_entropy.item() / BATCH, kl.item() / BATCH])
    found.update(training_record.state_of(parameters, optimizer))
    with torch.no_grad():
        probabilities = predict(vae, data, torch.from_numpy(given["prediction_noise"]).to(dtype))
    accuracy = (probabilities.argmax(dim=1) == labels).double().mean()
    results = {
        "losses": np.array(history),
        "probabilities": probabilities.numpy(),
        "accuracy": np.array(accuracy.item()),
    }
    return found, results


def tensors_of(case, shared):
    noises = [noise(case, BATCH * case["samples"], step) for step in range(1, STEPS + 1)]
    own = {
        "noise": np.stack(noises),
        "prediction_noise": noise(case, ROWS * PREDICTION_SAMPLES, STEPS + 1),
    }
    runs = {
        precision: train({**shared, **own}, dtype)
        for precision, dtype in training_record.PRECISIONS.items()
    }
    check(case, *runs.values())
    for precision, (found, results) in runs.items():
        own.update(training_record.with_precision(found, precision))
        own.update({f"{name}.{precision}": value for name, value in results.items()})
    return {f"{case['name']}/{name}": value for name, value in own.items()}


def check(case, float32, float64):
    """The fixture must detect a wrong model, and no predicted class may depend on rounding."""
    for name, value in float64[0].items():
        assert np.linalg.norm(value) > 0, f"{name} is zero: take another seed"
    probabilities = np.sort(float64[1]["probabilities"], axis=1)
    margin = (probabilities[:, -1] - probabilities[:, -2]).min()
    classes = set(float64[1]["probabilities"].argmax(axis=1))
    assert margin > 1e-3, f"two classes are likeliest by {margin}: take another seed"
    assert len(classes) == MODEL["classes"], f"only {classes} are predicted: take another seed"
    assert float32[1]["accuracy"] == float64[1]["accuracy"]
    errors = training_record.own_errors(float32[0], float64[0])
    loss_errors = abs(float32[1]["losses"] / float64[1]["losses"] - 1).max(axis=0)
    print(case["name"], "own errors:", errors, "cross-entropy, kl", loss_errors)
    apart = abs(float32[1]["probabilities"] - float64[1]["probabilities"]).max()
    print("  probabilities", apart, "accuracy", float64[1]["accuracy"], "margin", margin)


def main():
    torch.set_num_threads(1)
    data, labels = inputs()
    initial = stream.drawn_parameters(MODEL_SEED, stream.layer_shapes(LAYERS))
    initial = {name: SCALE * value for name, value in initial.items()}
    tensors = {"data": data, "labels": labels}
    tensors.update({f"initial/{name}": value for name, value in initial.items()})
    for case in CASES:
        tensors.update(tensors_of(case, {"data": data, "labels": labels, "initial": initial}))
    model = dict(MODEL, rows=ROWS, batch=BATCH, steps=STEPS, predictionSamples=PREDICTION_SAMPLES)
    path = Path(__file__).parent / "fixtures" / "vib.safetensors"
    cases = [dict(name=case["name"], samples=case["samples"]) for case in CASES]
    tensor_file.write(path, tensors, {"model": json.dumps(model), "cases": json.dumps(cases)})


if __name__ == "__main__":
    main()
