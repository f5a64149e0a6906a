"""Writes tests/parity/fixtures/two-networks.safetensors: two networks, each with its own Adam.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/twoNetworks.py

The generator makes rows of noise into rows of data: noise -> generator.0 (tanh) -> generator.1 =
fake. The critic D gives a row one logit: x -> critic.0 (tanh) -> critic.1. The terms are binary
cross-entropies from logits, one value a row, summed over the rows of a batch where they are
differentiated:
  fool   of D(fake) with target 1: the generator's loss
  real   of D(x) with target 1, and
  fake   of D(fake) with target 0: their sum is the critic's loss
Step t of STEPS takes the BATCH rows from BATCH · (t - 1) modulo ROWS, and makes
  1. the generator's update, with gradients of fool for the generator alone
  2. in every CRITIC_EVERY-th step, the first among them, the critic's update, with gradients for
     the critic alone. It has its own forward after 1: the updated generator, on the same noise.
Each group counts its own steps. Everything is computed in float32 (F32) and in float64 (F64), which
PRECISION names; losses are F64 in both. Metadata "model" describes the run, and the tensors are
  data                       F32 [ROWS, input], in [0, 1]
  noise                      F32 [STEPS, BATCH, noise]
  initial/NAME               F32: stream.py's initial parameters
  fool.PRECISION             [STEPS]: mean over the rows, before the step's updates
  real.PRECISION, fake.PRECISION   one value for each update of the critic, in its own forward
  gradient.PRECISION/NAME    of each group's update in step 1, and
  weight|m|v.PRECISION/NAME  after the last step: training_record.py
  ORDER/NAME                 F64: the weights that a wrong order gives, where ORDER is
    critic_first       the critic's update, with its own forward, comes before the generator's
    shared_forward     the critic's update takes fake from before the generator's update
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

import stream
import tensor_file
import training_record

STEPS, BATCH, ROWS = 10, 8, 24
CRITIC_EVERY = 2
SEED = 57
DATA = 0x500
MODEL = dict(input=6, noise=4, hidden=8)
LAYERS = [
    ("generator.0", 4, 8),
    ("generator.1", 8, 6),
    ("critic.0", 6, 8),
    ("critic.1", 8, 1),
]
ADAM = dict(
    generator=dict(learningRate=1e-3, beta1=0.9, beta2=0.999),
    critic=dict(learningRate=2e-3, beta1=0.5, beta2=0.9),
)
RIGHT_ORDER = "generator_first"
WRONG_ORDERS = ["critic_first", "shared_forward"]
# A wrong order must differ in every tensor by this many times float32's own error.
CLEARLY_APART = 500


class Group:
    """The parameters of one network, with their optimizer."""

    def __init__(self, name, initial, dtype):
        own = {each: value for each, value in initial.items() if each.startswith(f"{name}.")}
        self.name, self.parameters = name, training_record.parameters_of(own, dtype)
        given = ADAM[name]
        self.optimizer = torch.optim.Adam(
            self.parameters.values(),
            lr=given["learningRate"],
            betas=(given["beta1"], given["beta2"]),
        )
        self.first_gradients = None

    def forward(self, x):
        hidden = torch.tanh(self.linear(x, 0))
        return self.linear(hidden, 1)

    def linear(self, x, layer):
        name = f"{self.name}.{layer}"
        return functional.linear(
            x, self.parameters[f"{name}.weight"], self.parameters[f"{name}.bias"]
        )

    def update(self, loss):
        """One step of Adam; no other group gets a gradient."""
        gradients = torch.autograd.grad(loss, list(self.parameters.values()))
        for parameter, gradient in zip(self.parameters.values(), gradients):
            parameter.grad = gradient
        self.first_gradients = self.first_gradients or training_record.gradients_of(self.parameters)
        self.optimizer.step()


def term(logits, target):
    """Sum over the rows."""
    targets = torch.full_like(logits, target)
    return functional.binary_cross_entropy_with_logits(logits, targets, reduction="sum")


def train(given, dtype, order):
    """Returns the training's results and the history of each term, a mean over the rows."""
    generator, critic = (Group(name, given["initial"], dtype) for name in ADAM)
    data, noise = (torch.from_numpy(given[name]).to(dtype) for name in ("data", "noise"))
    history = {"fool": [], "real": [], "fake": []}

    def noted(name, value):
        history[name].append(value.item() / BATCH)
        return value

    def update_generator(draws):
        generator.update(noted("fool", term(critic.forward(generator.forward(draws)), 1)))

    def update_critic(x, fake):
        real = noted("real", term(critic.forward(x), 1))
        critic.update(real + noted("fake", term(critic.forward(fake), 0)))

    for step in range(STEPS):
        draws, start = noise[step], BATCH * step % ROWS
        x, critic_too = data[start : start + BATCH], step % CRITIC_EVERY == 0
        before = generator.forward(draws).detach()
        if critic_too and order == "critic_first":
            update_critic(x, before)
        update_generator(draws)
        if critic_too and order == "shared_forward":
            update_critic(x, before)
        if critic_too and order == RIGHT_ORDER:
            update_critic(x, generator.forward(draws).detach())
    found = {}
    for group in (generator, critic):
        found.update(group.first_gradients)
        found.update(training_record.state_of(group.parameters, group.optimizer))
    return found, {name: np.array(values) for name, values in history.items()}


def inputs():
    uniform = stream.words(SEED, DATA, ROWS * MODEL["input"]) >> np.uint32(16)
    noises = [
        stream.noise(dict(seed=SEED, rows=BATCH, latent=MODEL["noise"]), step)
        for step in range(1, STEPS + 1)
    ]
    return {
        "data": (uniform.reshape(ROWS, -1) / 2.0**16).astype(np.float32),
        "noise": np.stack(noises),
        "initial": stream.drawn_parameters(SEED, stream.layer_shapes(LAYERS)),
    }


def weights_in(found):
    return {name: value for name, value in found.items() if name.startswith("weight/")}


def check(float32, float64, wrong):
    """The fixture must be able to tell a wrong order from rounding."""
    for name, value in float64.items():
        assert np.linalg.norm(value) > 0, f"{name} is zero: take another seed"
    print("own errors:", training_record.own_errors(float32, float64))
    for order, found in wrong.items():
        for name, truth in weights_in(float64).items():
            own = np.linalg.norm(float32[name] - truth)
            apart = np.linalg.norm(found[name] - truth)
            print(f"  {order}, {name}: {apart / np.linalg.norm(truth):.1e}, {apart / own:.0f}")
            assert apart > CLEARLY_APART * own, f"{order} hardly changes {name}"


def main():
    torch.set_num_threads(1)
    given = inputs()
    runs = {
        precision: train(given, dtype, RIGHT_ORDER)
        for precision, dtype in training_record.PRECISIONS.items()
    }
    wrong = {order: train(given, torch.float64, order)[0] for order in WRONG_ORDERS}
    check(*(found for found, _ in runs.values()), wrong)
    tensors = {"data": given["data"], "noise": given["noise"]}
    tensors.update({f"initial/{name}": value for name, value in given["initial"].items()})
    for precision, (found, losses) in runs.items():
        tensors.update(training_record.with_precision(found, precision))
        tensors.update({f"{name}.{precision}": value for name, value in losses.items()})
    for order, found in wrong.items():
        for name, value in weights_in(found).items():
            tensors[name.replace("weight", order, 1)] = value
    model = dict(
        MODEL, rows=ROWS, batch=BATCH, steps=STEPS, criticEvery=CRITIC_EVERY, optimizers=ADAM
    )
    path = Path(__file__).parent / "fixtures" / "two-networks.safetensors"
    tensor_file.write(path, tensors, {"model": json.dumps(model)})


if __name__ == "__main__":
    main()
