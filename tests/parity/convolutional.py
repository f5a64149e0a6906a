"""Writes tests/parity/fixtures/convolutional.safetensors: a VAE with convolutions, trained with Adam.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/convolutional.py

Images of 9x7 pixels and 3 channels. ReLU follows each layer but the heads and the last:
  encoder.0   convolution of 3x3, stride 2, padding 1         [3, 9, 7] -> [5, 5, 4]
  encoder.1   convolution of 3x3, padding 1                   -> [4, 5, 4]
  encoder.2   convolution of 3x3, padding 1, dilation 2       -> [6, 3, 2]
  encoder.3   dense, on the 36 values in the order C, H, W    -> 10
  fc21, fc22  mu and logvar                                   -> 3 each
  decoder.0   dense                                           -> 12
  decoder.1   dense                                           -> 48 = [4, 4, 3]
  decoder.3   transposed convolution of 4x4, stride 2, padding 1, output padding 1   -> [5, 9, 7]
  output      transposed convolution of 3x3, padding 1        -> [3, 9, 7], logits
decoder.2 is the change of shape. Tensors have PyTorch's layouts: a convolution's weight is
[outputs, inputs, height, width], a transposed one's [inputs, outputs, height, width].

The loss of a batch is the sum over its rows of the binary cross-entropy of all values and
KL(N(mu, exp(logvar)) || N(0, I)), in nats. Step t of STEPS takes the BATCH rows from BATCH · (t - 1)
modulo ROWS. Everything is computed in float32 (F32) and in float64 (F64), which PRECISION names;
`losses` is F64 in both. Metadata "model" describes the run, and the tensors are
  data                       F32 [ROWS, 9 · 7 · 3], in [0, 1], in the order H, W, C
  noise                      F32 [STEPS, BATCH, 3]
  initial/NAME               F32: stream.py's initial parameters times SCALE
  losses.PRECISION           [STEPS, 2]: reconstruction and KL, means over the rows
  gradient.PRECISION/NAME    of step 1, and
  weight|m|v.PRECISION/NAME  after the last step: training_record.py
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

STEPS, BATCH, ROWS = 20, 6, 24
SEED, DATA = 83, 0x500
HEIGHT, WIDTH, CHANNELS, LATENT = 9, 7, 3, 3
RATE = 1e-3
SCALE = np.float32(1.5)
SHAPES = {
    "encoder.0": (5, 3, 3, 3),
    "encoder.1": (4, 5, 3, 3),
    "encoder.2": (6, 4, 3, 3),
    "encoder.3": (10, 36),
    "fc21": (3, 10),
    "fc22": (3, 10),
    "decoder.0": (12, 3),
    "decoder.1": (48, 12),
    "decoder.3": (4, 5, 4, 4),
    "output": (5, 3, 3, 3),
}
TRANSPOSED = {"decoder.3", "output"}
# The same as webgpu-vae describes it.
ARCHITECTURE = dict(
    input=[HEIGHT, WIDTH, CHANNELS],
    encoder=[
        dict(kind="conv2d", channels=5, kernel=3, stride=2, padding=1),
        dict(kind="conv2d", channels=4, kernel=3, padding=1),
        dict(kind="conv2d", channels=6, kernel=3, padding=1, dilation=2),
        dict(kind="dense", units=10),
    ],
    latent=LATENT,
    decoder=[
        dict(kind="dense", units=12),
        dict(kind="dense", units=48),
        dict(kind="reshape", shape=[4, 3, 4]),
        dict(kind="convTranspose2d", channels=5, kernel=4, stride=2, padding=1, outputPadding=1),
    ],
    output=dict(kind="convTranspose2d", kernel=3, padding=1),
)


def parameter_shapes():
    """(name, shape, fan-in) of every parameter; PyTorch takes the second axis of any weight for inputs."""
    for name, weight in SHAPES.items():
        inputs = int(np.prod(weight[1:]))
        outputs = weight[1] if name in TRANSPOSED else weight[0]
        yield f"{name}.weight", weight, inputs
        yield f"{name}.bias", (outputs,), inputs


class Vae:
    def __init__(self, parameters):
        self.parameters = parameters

    def apply(self, layer, name, x, **options):
        return layer(x, self.parameters[f"{name}.weight"], self.parameters[f"{name}.bias"], **options)

    def encode(self, x):
        """x [rows, channels, height, width] -> mu, logvar [rows, LATENT]"""
        h = functional.relu(self.apply(functional.conv2d, "encoder.0", x, stride=2, padding=1))
        h = functional.relu(self.apply(functional.conv2d, "encoder.1", h, padding=1))
        h = functional.relu(self.apply(functional.conv2d, "encoder.2", h, padding=1, dilation=2))
        h = functional.relu(self.apply(functional.linear, "encoder.3", h.flatten(1)))
        return tuple(self.apply(functional.linear, name, h) for name in ("fc21", "fc22"))

    def decode(self, z):
        """z [rows, LATENT] -> logits [rows, channels, height, width]"""
        h = functional.relu(self.apply(functional.linear, "decoder.0", z))
        h = functional.relu(self.apply(functional.linear, "decoder.1", h)).unflatten(1, (4, 4, 3))
        options = dict(stride=2, padding=1, output_padding=1)
        h = functional.relu(self.apply(functional.conv_transpose2d, "decoder.3", h, **options))
        return self.apply(functional.conv_transpose2d, "output", h, padding=1)


def losses(vae, x, noise):
    """Reconstruction and KL, summed over the rows."""
    mu, logvar = vae.encode(x)
    logits = vae.decode(mu + torch.exp(0.5 * logvar) * noise)
    reconstruction = functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")
    return reconstruction, kl_divergence(Normal(mu, torch.exp(0.5 * logvar)), Normal(0.0, 1.0)).sum()


def train(given, dtype):
    """Gradients, weights and moments by name, and the losses of each step."""
    data, noise = (torch.from_numpy(given[name]).to(dtype) for name in ("data", "noise"))
    images = data.reshape(ROWS, HEIGHT, WIDTH, CHANNELS).permute(0, 3, 1, 2).contiguous()
    parameters = training_record.parameters_of(given["initial"], dtype)
    vae = Vae(parameters)
    optimizer = torch.optim.Adam(parameters.values(), lr=RATE)
    history, found = [], {}
    for step in range(STEPS):
        start = BATCH * step % ROWS
        optimizer.zero_grad()
        reconstruction, kl = losses(vae, images[start : start + BATCH], noise[step])
        (reconstruction + kl).backward()
        if step == 0:
            found.update(training_record.gradients_of(parameters))
        optimizer.step()
        history.append([reconstruction.item() / BATCH, kl.item() / BATCH])
    found.update(training_record.state_of(parameters, optimizer))
    return found, np.array(history)


def inputs():
    uniform = stream.words(SEED, DATA, ROWS * HEIGHT * WIDTH * CHANNELS) >> np.uint32(16)
    initial = stream.drawn_parameters(SEED, parameter_shapes())
    draws = [
        stream.noise(dict(seed=SEED, rows=BATCH, latent=LATENT), step)
        for step in range(1, STEPS + 1)
    ]
    return {
        "data": (uniform.reshape(ROWS, -1) / 2.0**16).astype(np.float32),
        "noise": np.stack(draws),
        "initial": {name: SCALE * value for name, value in initial.items()},
    }


def check(float32, float64):
    """The fixture must detect a wrong model."""
    for name, value in float64[0].items():
        assert np.linalg.norm(value) > 0, f"{name} is zero: take another seed"
    print("own errors:", training_record.own_errors(float32[0], float64[0]))
    print("  reconstruction, kl:", abs(float32[1] / float64[1] - 1).max(axis=0))
    gradients = {
        name: abs(float32[0][name] - value).max() / abs(value).max()
        for name, value in float64[0].items()
        if name.startswith("gradient/")
    }
    print("  gradients, of their largest element:", max(gradients.values()))


def main():
    torch.set_num_threads(1)
    given = inputs()
    runs = {
        precision: train(given, dtype) for precision, dtype in training_record.PRECISIONS.items()
    }
    check(*runs.values())
    tensors = {"data": given["data"], "noise": given["noise"]}
    tensors.update({f"initial/{name}": value for name, value in given["initial"].items()})
    for precision, (found, history) in runs.items():
        tensors.update(training_record.with_precision(found, precision))
        tensors[f"losses.{precision}"] = history
    model = dict(
        architecture=ARCHITECTURE, learningRate=RATE, rows=ROWS, batch=BATCH, steps=STEPS
    )
    path = Path(__file__).parent / "fixtures" / "convolutional.safetensors"
    tensor_file.write(path, tensors, {"model": json.dumps(model)})


if __name__ == "__main__":
    main()
