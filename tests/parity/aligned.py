"""Writes tests/parity/fixtures/aligned.safetensors: two domains with one space of codes, trained by PyTorch.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/aligned.py

Shen et al., "Style transfer from non-parallel text by cross-alignment", 2017: the aligned autoencoder. Each
row has a domain, a one-hot row of two. All is in float64.
  rows    the encoder takes [x | domain], the decoder [z | domain]; the reconstruction is the binary
          cross-entropy with x
  tokens  `encoder.initial` of the domain gives the state with which the encoder begins, `initial` of
          [z | domain] that of the decoder, which reads the token before each; the reconstruction is the
          cross-entropy of all tokens up to the end
The critic's logit is high for codes of the second domain. A step makes
  1. the critic's update, of the binary cross-entropy of its logit with the second column of the domain
  2. the autoencoder's, of reconstruction + WEIGHT · fool, the cross-entropy of the updated critic's logit
     with the first column
In "crossed" cases the critic sees [row | domain] in place of a code, and its logit is high for rows of the
domain: of `real`, the rows themselves, and of `fake`, translations of each row into its other domain. Of
numbers it sees the values and means. Of tokens it sees the states of the decoder after each step, zero past
the end; translations are the likeliest tokens, and the decoder is told them to go through its states. The
critic minimises real (target 1) + fake (target 0), and fool is fake with target 1.
Terms are sums over the rows of a batch where they are differentiated. Step t of STEPS takes the BATCH rows
from BATCH · (t - 1) modulo ROWS. For each CASE, all F64:
  CASE/data [ROWS, columns], CASE/domain [ROWS, 2]
  CASE/TERM [STEPS]: reconstruction, critic or real and fake, and fool, means over the rows
  CASE/initial/NAME, CASE/gradient/NAME of step 1, CASE/weight/NAME after the last step
  CASE/WRONG/NAME: the weights that a mistake gives, where WRONG is
    simultaneous   the autoencoder fools the critic from before its update
    leak           the autoencoder minimises the critic's loss too
    agreeing       the autoencoder helps the critic in place of fooling it
Metadata "cases": {CASE: architecture} as JSON.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence

import stream
import tensor_file

STEPS, BATCH, ROWS, LATENT, WEIGHT = 20, 8, 24, 3, 4
RATES = dict(model=1e-3, critic=3e-3)
INPUT, HIDDEN, CRITIC, LENGTH = 12, 10, 7, 6
TOKENS = dict(family="sequence", length=LENGTH, vocabulary=11, embedding=5, hidden=6, latent=LATENT)
TANH = lambda units: [dict(kind="dense", units=units, activation="tanh")]
ROWS_OF_NUMBERS = dict(input=INPUT, encoder=TANH(HIDDEN), latent=LATENT, decoder=TANH(HIDDEN))
CASES = {
    "rows": ROWS_OF_NUMBERS,
    "tokens": dict(TOKENS, unit="gru", layers=1, bidirectional=False),
    "tokens-lstm": dict(TOKENS, unit="lstm", layers=2, bidirectional=True),
    "rows-crossed": ROWS_OF_NUMBERS,
    "tokens-crossed": dict(TOKENS, unit="gru", layers=1, bidirectional=False),
}
ENDING = 1.0
MISTAKES = ["simultaneous", "leak", "agreeing"]


def critic(inputs):
    return nn.ModuleDict({"0": nn.Linear(inputs, CRITIC), "logit": nn.Linear(CRITIC, 1)})


class OfRows(nn.Module):
    def __init__(self, crossed, **_):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(INPUT + 2, HIDDEN), nn.Linear(HIDDEN, LATENT)
        self.fc3, self.fc4 = nn.Linear(LATENT + 2, HIDDEN), nn.Linear(HIDDEN, INPUT)
        self.critic = critic(INPUT + 2 if crossed else LATENT)

    def code(self, x, domain):
        return self.fc2(torch.tanh(self.fc1(torch.cat([x, domain], dim=1))))

    def logits(self, z, domain):
        return self.fc4(torch.tanh(self.fc3(torch.cat([z, domain], dim=1))))

    def reconstruction(self, z, x, domain):
        logits = self.logits(z, domain)
        return functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")

    def seen(self, z, x, domain):
        return x

    def translated(self, z, domain):
        return torch.sigmoid(self.logits(z, domain))


class OfTokens(nn.Module):
    def __init__(self, crossed, unit, layers, bidirectional, vocabulary, embedding, hidden, **_):
        super().__init__()
        kind = nn.GRU if unit == "gru" else nn.LSTM
        self.layers, self.parts, self.hidden = layers, 1 if unit == "gru" else 2, hidden
        self.directions = 2 if bidirectional else 1
        sizes = dict(num_layers=layers, batch_first=True)
        self.encoder = nn.ModuleDict(
            {
                "0": nn.Embedding(vocabulary, embedding),
                "1": kind(embedding, hidden, bidirectional=bidirectional, **sizes),
                "initial": nn.Linear(2, layers * self.directions * self.parts * hidden),
            }
        )
        self.fc2 = nn.Linear(self.directions * hidden, LATENT)
        self.initial = nn.Linear(LATENT + 2, layers * self.parts * hidden)
        read = nn.Embedding(vocabulary, embedding)
        self.decoder = nn.ModuleDict({"0": read, "1": kind(embedding, hidden, **sizes)})
        self.output = nn.Linear(hidden, vocabulary)
        self.critic = critic(LENGTH * hidden + 2 if crossed else LATENT)

    def state(self, flat):
        """A state as PyTorch takes it, from tensors of each layer and direction side by side."""
        split = flat.reshape(len(flat), -1, self.parts, self.hidden)
        parts = [split[:, :, i].transpose(0, 1).contiguous() for i in range(self.parts)]
        return parts[0] if self.parts == 1 else tuple(parts)

    def lengths(self, x):
        return torch.tensor([list(row).index(0) + 1 if 0 in row else LENGTH for row in x.tolist()])

    def code(self, x, domain):
        steps = pack_padded_sequence(
            self.encoder["0"](x), self.lengths(x), batch_first=True, enforce_sorted=False
        )
        final = self.encoder["1"](steps, self.state(self.encoder["initial"](domain)))[1]
        final = final[0] if isinstance(final, tuple) else final
        return self.fc2(torch.cat(list(final[-self.directions :]), dim=1))

    def begin(self, z, domain):
        return self.state(self.initial(torch.cat([z, domain], dim=1)))

    def counts(self, x):
        return torch.arange(LENGTH)[None, :] < self.lengths(x)[:, None]

    def states(self, z, x, domain):
        before = torch.cat([torch.ones_like(x[:, :1]), x[:, :-1]], dim=1)
        return self.decoder["1"](self.decoder["0"](before), self.begin(z, domain))[0]

    def reconstruction(self, z, x, domain):
        logits = self.output(self.states(z, x, domain))
        nll = functional.cross_entropy(logits.transpose(1, 2), x, reduction="none")
        return (nll * self.counts(x)).sum()

    def seen(self, z, x, domain):
        return (self.states(z, x, domain) * self.counts(x)[:, :, None]).flatten(1)

    @torch.no_grad()
    def written(self, z, domain):
        state, before, tokens = self.begin(z, domain), torch.ones(len(z), 1, dtype=torch.long), []
        ended = torch.zeros(len(z), 1, dtype=torch.bool)
        for _ in range(LENGTH):
            h, state = self.decoder["1"](self.decoder["0"](before), state)
            before = self.output(h).argmax(dim=2).masked_fill(ended, 0)
            ended = ended | (before == 0)
            tokens.append(before)
        self.ended = getattr(self, "ended", 0) + ended[:, 0].sum().item() / len(z)
        return torch.cat(tokens, dim=1)

    def translated(self, z, domain):
        return self.seen(z, self.written(z, domain), domain)


def verdict(model, seen, targets):
    logits = model.critic["logit"](torch.tanh(model.critic["0"](seen)))
    return functional.binary_cross_entropy_with_logits(logits, targets, reduction="sum")


def game(model, z, x, domain, crossed):
    """The critic's terms, and what fools it where its argument is 1, as functions of the critic as it is."""
    if not crossed:
        terms = dict(critic=lambda: verdict(model, z, domain[:, 1:]))
        return terms, lambda fooled: verdict(model, z, domain[:, :1] if fooled else domain[:, 1:])
    ones, other = torch.ones(len(z), 1).double(), domain.flip(1)
    real = torch.cat([model.seen(z, x, domain), domain], dim=1)
    fake = torch.cat([model.translated(z, other), other], dim=1)
    terms = dict(
        real=lambda: verdict(model, real, ones), fake=lambda: verdict(model, fake, 0 * ones)
    )
    return terms, lambda fooled: verdict(model, fake, fooled * ones)


def uniform(shape, seed):
    """Numbers in ±0.5 that f32 holds exactly."""
    bits = stream.words(seed, 1, int(np.prod(shape)))
    return torch.from_numpy(np.floor(bits / 2.0**16) / 2.0**16 - 0.5).reshape(shape)


def tokens_of(seed):
    """Rows of words from 3 on, each after its length followed by zeros; some are full."""
    words = stream.words(seed, 2, ROWS * LENGTH).reshape(ROWS, LENGTH) % np.uint32(8) + np.uint32(3)
    lengths = stream.words(seed, 3, ROWS) % np.uint32(LENGTH + 1)
    rows = np.where(np.arange(LENGTH)[None, :] < lengths[:, None], words, 0)
    return torch.from_numpy(rows.astype(np.int64))


def domains_of(seed):
    return functional.one_hot(torch.from_numpy((stream.words(seed, 4, ROWS) % 2).astype(np.int64)), 2)


def built(name, number):
    options = CASES[name]
    kind = OfTokens if options.get("family") else OfRows
    model = kind(crossed=name.endswith("crossed"), **options).double()
    for i, parameter in enumerate(model.parameters()):
        parameter.data = uniform(parameter.shape, 20_000 + 1000 * number + i)
    if name == "tokens-crossed":
        # Translations depend on the code, and some end early.
        model.initial.weight.data *= 8
        model.output.weight.data *= 4
        model.output.bias.data[0] += ENDING
    return model


def train(model, data, domain, crossed, wrong=None):
    """The history of each term, and the gradients of the first step."""
    groups = dict(critic=list(model.critic.parameters()))
    of_critic = {id(value) for value in groups["critic"]}
    groups["model"] = [value for value in model.parameters() if id(value) not in of_critic]
    adam = {name: torch.optim.Adam(own, lr=RATES[name]) for name, own in groups.items()}
    names = {id(value): name for name, value in model.named_parameters()}
    history, first = {}, {}

    def gradients(group, loss):
        return torch.autograd.grad(loss, groups[group], retain_graph=True, allow_unused=True)

    def update(group, found):
        for value, gradient in zip(groups[group], found):
            assert gradient.norm() > 0, f"the gradient of {names[id(value)]} is zero"
            first.setdefault(names[id(value)], gradient.clone())
            value.grad = gradient
        adam[group].step()

    def added(one, other, factor):
        return [a if b is None else a + factor * b for a, b in zip(one, other)]

    for step in range(STEPS):
        rows = slice(BATCH * step % ROWS, BATCH * step % ROWS + BATCH)
        x, own = data[rows], domain[rows].double()
        z = model.code(x, own)
        of_critic, fool = game(model, z, x, own, crossed)
        terms = dict(reconstruction=model.reconstruction(z, x, own))
        pull = gradients("model", terms["reconstruction"])
        early = gradients("model", fool(1))
        terms.update({name: term() for name, term in of_critic.items()})
        loss = sum(terms[name] for name in of_critic)
        leak = gradients("model", loss)
        update("critic", gradients("critic", loss))
        terms["fool"] = fool(0 if wrong == "agreeing" else 1)
        late = gradients("model", terms["fool"])
        pull = added(pull, early if wrong == "simultaneous" else late, WEIGHT)
        if wrong == "leak":
            pull = added(pull, leak, 1)
        update("model", pull)
        for name, value in terms.items():
            history.setdefault(name, []).append(value.item() / BATCH)
    return history, first


def main():
    torch.set_num_threads(1)
    tensors = {}
    for number, name in enumerate(CASES):
        seed = 500 + 10 * number
        numbers, crossed = name.startswith("rows"), name.endswith("crossed")
        data = uniform((ROWS, INPUT), seed) + 0.5 if numbers else tokens_of(seed)
        domain = domains_of(seed)
        model = built(name, number)
        own = {f"initial/{key}": value.detach().clone() for key, value in model.named_parameters()}
        own.update(data=data.double(), domain=domain.double())
        history, first = train(model, data, domain, crossed)
        if name == "tokens-crossed":
            print(f"{model.ended / STEPS:.2f} of the translations end early")
            assert 0.2 < model.ended / STEPS < 0.8, "take another ENDING"
        own.update({term: torch.tensor(v, dtype=torch.float64) for term, v in history.items()})
        own.update({f"gradient/{key}": value for key, value in first.items()})
        own.update({f"weight/{key}": value.detach() for key, value in model.named_parameters()})
        for mistake in MISTAKES:
            other = built(name, number)
            train(other, data, domain, crossed, mistake)
            own.update({f"{mistake}/{key}": v.detach() for key, v in other.named_parameters()})
        tensors.update({f"{name}/{key}": value.numpy() for key, value in own.items()})
    layers = TANH(CRITIC)
    cases = {
        name: {
            **{"family": "aligned", "autoencoder": options, "critic": layers},
            **({"align": "translations"} if name.endswith("crossed") else {}),
        }
        for name, options in CASES.items()
    }
    model = dict(steps=STEPS, batch=BATCH, rows=ROWS, weight=WEIGHT, rates=RATES, wrong=MISTAKES)
    path = Path(__file__).parent / "fixtures" / "aligned.safetensors"
    tensor_file.write(path, tensors, {"cases": json.dumps(cases), "model": json.dumps(model)})


if __name__ == "__main__":
    main()
