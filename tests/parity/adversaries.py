"""Writes tests/parity/fixtures/adversaries.safetensors: autoencoders with an adversary.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/adversaries.py

Networks are fully connected with tanh: fc1 encodes, fc3 and fc4 decode, the critic ends in `logit`. A
verdict is the binary cross-entropy of its logit with one target. Reconstruction is that of the outputs of
fc4 with x. All terms are sums over the rows of a batch where they are differentiated.

aae: Makhzani et al., "Adversarial autoencoders", 2016. fc2 is the code z, without noise. A step makes
  1. the critic's update, of real (samples of N(0, I), target 1 - smoothing) + fake (z, target 0)
  2. the autoencoder's, of reconstruction + weight · fool, the verdict of the updated critic on z with target 1
vae-gan: Larsen et al., "Autoencoding beyond pixels using a learned similarity metric", 2016. fc21 and fc22
are mu and logvar. `made` is the mean of what fc4 makes of z, `sampled` that of a sample of N(0, I); features
are those of discriminator.0, and the distance of two rows is their Gaussian negative log likelihood with
variance 1. All gradients are taken before any update:
  encoder        features + beta · KL + pixels · reconstruction
  decoder        gamma · features + fool + foolSample + pixels · reconstruction; where loss is "minimax",
                 - fake - fakeSample in place of the two in the middle
  discriminator  real (target 1 - smoothing) + fake + fakeSample
With a balance, an update is skipped by the mean losses, as src/ops/balance.ts says it.

Step t of STEPS takes the BATCH rows from BATCH · (t - 1) modulo ROWS. Everything is computed in float32 (F32)
and in float64 (F64), which PRECISION names; losses are F64 in both. Metadata "cases" describes the runs, and
the tensors are
  data                            F32 [ROWS, input], in [0, 1]
and for each CASE
  CASE/initial/NAME               F32: stream.py's initial parameters times SCALE
  CASE/noise.N                    F32 [STEPS, BATCH, latent]: of the N-th place that samples
  CASE/TERM.PRECISION             [STEPS]: mean over the rows
  CASE/gradient.PRECISION/NAME    of each group in step 1, whether it is updated or not, and
  CASE/weight|m|v.PRECISION/NAME  after the last step: training_record.py
  CASE/skipped                    F64 [groups]: the updates that a balance skipped, in the order of GROUPS
  CASE/WRONG/NAME                 F64: the weights that a mistake gives, where WRONG is
    simultaneous   aae: the autoencoder fools the critic from before its update
    swapped        aae: the autoencoder's update comes first
    leak           vae-gan: the discriminator's losses reach the decoder too
    moved          vae-gan with a balance: a skipped update is one with gradients of zero
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

import stream
import tensor_file
import training_record

STEPS, BATCH, ROWS = 20, 8, 24
SEED, DATA = 83, 0x500
SIZES = dict(input=12, hidden=10, latent=3, critic=[9, 7])
SCALE = np.float32(2)
CLEARLY_APART = 500
AAE = [("fc1", 12, 10), ("fc2", 10, 3), ("fc3", 3, 10), ("fc4", 10, 12)]
VAE = [("fc1", 12, 10), ("fc21", 10, 3), ("fc22", 10, 3), ("fc3", 3, 10), ("fc4", 10, 12)]


def critic(name, inputs):
    first, second = SIZES["critic"]
    return [(f"{name}.0", inputs, first), (f"{name}.1", first, second), (f"{name}.logit", second, 1)]


ADAM = dict(learningRate=1e-3, beta1=0.9, beta2=0.999)
QUICK = dict(learningRate=3e-3, beta1=0.5, beta2=0.99)
GROUPS = dict(
    aae=dict(critic=["critic."], model=["fc"]),
    gan=dict(encoder=["fc1", "fc2"], decoder=["fc3", "fc4"], discriminator=["discriminator."]),
)
GAN = dict(beta=0.7, gamma=0.6, pixels=0.25, smoothing=0.1, loss="nonSaturating", balance=None)
CASES = [
    dict(name="aae", number=0, family="aae", weight=3, smoothing=0.1, adam=dict(critic=QUICK)),
    dict(name="vae-gan", number=1, family="gan", **GAN, adam=dict(discriminator=QUICK)),
    dict(name="vae-gan-minimax", number=2, family="gan", **dict(GAN, loss="minimax"), adam={}),
    *(
        dict(
            name=f"vae-gan-{skipped}-skipped",
            number=3,
            family="gan",
            **dict(GAN, balance=dict(equilibrium=equilibrium, margin=margin)),
            skips=skipped,
            adam=dict(decoder=QUICK, discriminator=QUICK),
        )
        for skipped, equilibrium, margin in [
            ("decoder", 0.66, 0.04),
            ("discriminator", 0.7, 0.08),
        ]
    ),
]
WRONG = dict(aae=["simultaneous", "swapped"], gan=["leak"], balanced=["leak", "moved"])


def bce(logits, targets):
    return functional.binary_cross_entropy_with_logits(logits, targets, reduction="sum")


def verdict(logits, target):
    return bce(logits, torch.full_like(logits, target))


class Run:
    """One training: parameters, an Adam for each group, and the history of each term."""

    def __init__(self, case, given, dtype, wrong):
        self.case, self.dtype, self.wrong = case, dtype, wrong
        self.parameters = training_record.parameters_of(given["initial"], dtype)
        self.groups, self.optimizers = {}, {}
        for group, prefixes in GROUPS[case["family"]].items():
            own = {
                name: value
                for name, value in self.parameters.items()
                if any(name.startswith(prefix) for prefix in prefixes)
            }
            options = case["adam"].get(group, ADAM)
            self.groups[group] = own
            self.optimizers[group] = torch.optim.Adam(
                own.values(), lr=options["learningRate"], betas=(options["beta1"], options["beta2"])
            )
        self.first, self.history = {}, {}
        self.skipped = {group: 0 for group in self.groups}

    def linear(self, value, name):
        weight, bias = (self.parameters[f"{name}.{part}"] for part in ("weight", "bias"))
        return functional.linear(value, weight, bias)

    def layer(self, value, name):
        return torch.tanh(self.linear(value, name))

    def judge(self, name, value):
        """Features and logit."""
        features = self.layer(value, f"{name}.0")
        return features, self.linear(self.layer(features, f"{name}.1"), f"{name}.logit")

    def noted(self, name, value):
        self.history.setdefault(name, []).append(value.item() / BATCH)
        return value

    def gradients(self, group, loss):
        own = self.groups[group]
        found = torch.autograd.grad(loss, list(own.values()), retain_graph=True)
        return dict(zip(own, found))

    def keep_first(self, gradients):
        for name, value in gradients.items():
            self.first.setdefault(f"gradient/{name}", value.numpy().copy())

    def update(self, group, gradients):
        """One step of Adam."""
        self.keep_first(gradients)
        for name, value in gradients.items():
            self.parameters[name].grad = value
        self.optimizers[group].step()

    def found(self):
        found = dict(self.first)
        for group, own in self.groups.items():
            found.update(training_record.state_of(own, self.optimizers[group]))
        return found


def aae_step(run, x, noise):
    case = run.case
    (drawn,) = noise
    z = run.linear(run.layer(x, "fc1"), "fc2")
    reconstruction = run.noted("reconstruction", bce(run.linear(run.layer(z, "fc3"), "fc4"), x))
    before = verdict(run.judge("critic", z)[1], 1)
    early = run.gradients("model", reconstruction + case["weight"] * before)
    real = verdict(run.judge("critic", drawn)[1], 1 - case["smoothing"])
    fake = verdict(run.judge("critic", z)[1], 0)
    of_critic = run.gradients("critic", run.noted("real", real) + run.noted("fake", fake))
    if run.wrong == "swapped":
        run.update("model", early)
        again = run.linear(run.layer(x, "fc1"), "fc2").detach()
        fake = verdict(run.judge("critic", again)[1], 0)
        run.update("critic", run.gradients("critic", real + fake))
        return
    run.update("critic", of_critic)
    fool = run.noted("fool", verdict(run.judge("critic", z.detach())[1], 1))
    if run.wrong == "simultaneous":
        run.update("model", early)
        return
    # The graph up to z holds values from before the update, which changed none of its parameters.
    code = z.detach().requires_grad_()
    fool = verdict(run.judge("critic", code)[1], 1)
    (pull,) = torch.autograd.grad(fool, [code])
    run.update("model", run.gradients("model", reconstruction + case["weight"] * (pull * z).sum()))


def gan_step(run, x, noise):
    case = run.case
    own, drawn = noise
    h = run.layer(x, "fc1")
    mu, logvar = run.linear(h, "fc21"), run.linear(h, "fc22")
    z = mu + torch.exp(0.5 * logvar) * own
    outputs = run.linear(run.layer(z, "fc3"), "fc4")
    made = torch.sigmoid(outputs)
    sampled = torch.sigmoid(run.linear(run.layer(drawn, "fc3"), "fc4"))
    (of_x, real), (of_made, fake), (_, sample) = (
        run.judge("discriminator", rows) for rows in (x, made, sampled)
    )
    terms = dict(
        reconstruction=bce(outputs, x),
        kl=0.5 * (mu**2 + torch.exp(logvar) - 1 - logvar).sum(),
        features=(0.5 * (of_x.detach() - of_made) ** 2 + 0.5 * np.log(2 * np.pi)).sum(),
        real=verdict(real, 1 - case["smoothing"]),
        fake=verdict(fake, 0),
        fakeSample=verdict(sample, 0),
        fool=verdict(fake, 1),
        foolSample=verdict(sample, 1),
    )
    for name, value in terms.items():
        run.noted(name, value)
    pixels = case["pixels"] * terms["reconstruction"]
    judge = terms["real"] + terms["fake"] + terms["fakeSample"]
    against = terms["fool"] + terms["foolSample"]
    if case["loss"] == "minimax":
        against = -terms["fake"] - terms["fakeSample"]
    if run.wrong == "leak":
        against = against + judge
    losses = dict(
        encoder=terms["features"] + case["beta"] * terms["kl"] + pixels,
        decoder=case["gamma"] * terms["features"] + against + pixels,
        discriminator=judge,
    )
    gradients = {group: run.gradients(group, loss) for group, loss in losses.items()}
    shut = skipped(case["balance"], terms)
    for group, own in gradients.items():
        run.keep_first(own)
        if group not in shut:
            run.update(group, own)
            continue
        run.skipped[group] += 1
        if run.wrong == "moved":
            run.update(group, {name: torch.zeros_like(value) for name, value in own.items()})


def skipped(balance, terms):
    """The groups that a step does not update."""
    if balance is None:
        return []
    of_data = terms["real"].item() / BATCH
    of_made = (terms["fake"].item() + terms["fakeSample"].item()) / (2 * BATCH)
    low = min(of_data, of_made) < balance["equilibrium"] - balance["margin"]
    high = max(of_data, of_made) > balance["equilibrium"] + balance["margin"]
    if low == high:
        return []
    return ["discriminator"] if low else ["decoder"]


def train(case, given, dtype, wrong=None):
    run = Run(case, given, dtype, wrong)
    data = torch.from_numpy(given["data"]).to(dtype)
    noises = [torch.from_numpy(each).to(dtype) for each in given["noises"]]
    step_of = aae_step if case["family"] == "aae" else gan_step
    for step in range(STEPS):
        start = BATCH * step % ROWS
        step_of(run, data[start : start + BATCH], [each[step] for each in noises])
    return run


def inputs(case):
    layers = (
        AAE + critic("critic", SIZES["latent"])
        if case["family"] == "aae"
        else VAE + critic("discriminator", SIZES["input"])
    )
    seed = SEED + case["number"]
    places = 1 if case["family"] == "aae" else 2
    noises = [
        np.stack(
            [
                stream.noise(dict(seed=seed, rows=BATCH, latent=SIZES["latent"]), place * STEPS + step)
                for step in range(STEPS)
            ]
        )
        for place in range(places)
    ]
    uniform = stream.words(SEED, DATA, ROWS * SIZES["input"]) >> np.uint32(16)
    initial = stream.drawn_parameters(seed, stream.layer_shapes(layers))
    return dict(
        data=(uniform.reshape(ROWS, -1) / 2.0**16).astype(np.float32),
        initial={name: SCALE * value for name, value in initial.items()},
        noises=noises,
    )


def wrong_of(case):
    return WRONG["balanced" if case.get("balance") else case["family"]]


def check(case, float32, float64, wrong):
    """The fixture must be able to tell a mistake from rounding."""
    print(case["name"], training_record.own_errors(float32.found(), float64.found()), float64.skipped)
    assert float32.skipped == float64.skipped, "rounding decides about an update: take other margins"
    if case.get("balance"):
        assert 2 <= float64.skipped[case["skips"]] <= STEPS - 2, f"skipped {float64.skipped}"
    for mistake, run in wrong.items():
        weights = [name for name in float64.found() if name.startswith("weight/")]
        norm = lambda one, other: max(
            np.linalg.norm(one.found()[name] - other.found()[name])
            / np.linalg.norm(other.found()[name])
            for name in weights
        )
        own, apart = norm(float32, float64), norm(run, float64)
        print(f"  {mistake}: {apart:.1e}, {apart / own:.0f} times the own error")
        assert apart > CLEARLY_APART * own, f"{mistake} hardly changes anything"


def main():
    torch.set_num_threads(1)
    tensors = {}
    for case in CASES:
        given = inputs(case)
        runs = {
            precision: train(case, given, dtype)
            for precision, dtype in training_record.PRECISIONS.items()
        }
        wrong = {each: train(case, given, torch.float64, each) for each in wrong_of(case)}
        check(case, *runs.values(), wrong)
        own = {f"initial/{name}": value for name, value in given["initial"].items()}
        own.update({f"noise.{place}": value for place, value in enumerate(given["noises"])})
        for precision, run in runs.items():
            own.update(training_record.with_precision(run.found(), precision))
            own.update({f"{name}.{precision}": np.array(v) for name, v in run.history.items()})
        own["skipped"] = np.array([float(n) for n in runs["float64"].skipped.values()])
        for mistake, run in wrong.items():
            found = run.found()
            own.update(
                {
                    name.replace("weight", mistake, 1): value
                    for name, value in found.items()
                    if name.startswith("weight/")
                }
            )
        tensors["data"] = given["data"]
        tensors.update({f"{case['name']}/{name}": value for name, value in own.items()})
    shape = dict(SIZES, rows=ROWS, batch=BATCH, steps=STEPS)
    groups = {family: list(own) for family, own in GROUPS.items()}
    metadata = dict(shape=shape, groups=groups, cases=[dict(c, wrong=wrong_of(c)) for c in CASES])
    path = Path(__file__).parent / "fixtures" / "adversaries.safetensors"
    tensor_file.write(path, tensors, {"model": json.dumps(metadata)})


if __name__ == "__main__":
    main()
