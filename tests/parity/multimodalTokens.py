"""Writes tests/parity/fixtures/multimodalTokens.safetensors: a VAE of an image and a text, either of which may be missing.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/multimodalTokens.py

The image has the networks of multimodal.py, the text those of sequence.py, by tokens. The posterior of a subset is the
product of N(0, I) and its experts; the loss of a row is the sum over all that is there and, if that is both, each alone,
of -log p of the subset and KL(q || N(0, I)) in nats (Wu & Goodman 2018, MVAE). Step t of STEPS takes the BATCH rows from
BATCH * (t - 1) modulo ROWS. All F64:
  image [ROWS, 6], text [ROWS, LENGTH], present [ROWS, 2], noise [STEPS, BATCH * 3, LATENT]
  losses [STEPS, 3]: image, text and KL, means over the rows
  initial/NAME, gradient/NAME of step 1 and weight/NAME after the last step
Metadata "model" describes the run as JSON.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.distributions import Normal, kl_divergence
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence

import tensor_file
from multimodal import gaussian, product
from sequence import LENGTH, ROWS, normals, tokens_of, uniform

STEPS, BATCH, LATENT, COLUMNS, HIDDEN, RATE = 20, 8, 3, 6, 7, 1e-3
TEXT = dict(length=LENGTH, vocabulary=11, embedding=5, hidden=6)


class Image(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(COLUMNS, HIDDEN)
        self.mean, self.logvar = nn.Linear(HIDDEN, LATENT), nn.Linear(HIDDEN, LATENT)
        self.decoder, self.output = nn.Linear(LATENT, HIDDEN), nn.Linear(HIDDEN, COLUMNS)

    def encode(self, x):
        h = torch.relu(self.encoder(x))
        return self.mean(h), self.logvar(h)

    def nll(self, z, x):
        logits = self.output(torch.relu(self.decoder(z)))
        return functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")


class Text(nn.Module):
    def __init__(self, vocabulary, embedding, hidden, **_):
        super().__init__()
        self.encoder = nn.ModuleList(
            [nn.Embedding(vocabulary, embedding), nn.GRU(embedding, hidden, batch_first=True)]
        )
        self.mean, self.logvar = nn.Linear(hidden, LATENT), nn.Linear(hidden, LATENT)
        self.initial = nn.Linear(LATENT, hidden)
        self.decoder = nn.ModuleList(
            [nn.Embedding(vocabulary, embedding), nn.GRU(embedding, hidden, batch_first=True)]
        )
        self.output = nn.Linear(hidden, vocabulary)

    def encode(self, x):
        steps = pack_padded_sequence(self.encoder[0](x[None]), [len(x)], batch_first=True)
        h = self.encoder[1](steps)[1][0, 0]
        return self.mean(h), self.logvar(h)

    def nll(self, z, x):
        before = torch.cat([torch.ones_like(x[:1]), x[:-1]])
        states = self.decoder[1](self.decoder[0](before)[None], self.initial(z)[None, None])[0][0]
        return functional.cross_entropy(self.output(states), x, reduction="sum")


def row_losses(model, x, noise):
    """Image, text and KL of one row. x has the modalities that are there; noise [3, LATENT]"""
    experts = {name: model[name].encode(value) for name, value in x.items()}
    subsets = [list(x)] + [[name] if len(x) > 1 else [] for name in ("image", "text")]
    sums = {"image": 0.0, "text": 0.0, "kl": 0.0}
    for subset, draw in zip(subsets, noise):
        if not subset:
            continue
        mu, logvar = product([experts[name] for name in subset], True)
        z = mu + torch.exp(0.5 * logvar) * draw
        for name in subset:
            sums[name] = sums[name] + model[name].nll(z, x[name])
        normal = Normal(torch.zeros_like(mu), torch.ones_like(mu))
        sums["kl"] = sums["kl"] + kl_divergence(gaussian((mu, logvar)), normal).sum()
    return list(sums.values())


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    model = nn.ModuleDict({"image": Image(), "text": Text(**TEXT)})
    for i, parameter in enumerate(model.parameters()):
        parameter.data = uniform(parameter.shape, 40_000 + i)
    own = {f"initial/{key}": value.detach().clone() for key, value in model.named_parameters()}
    image, text = torch.round(uniform((ROWS, COLUMNS), 401) + 0.5), tokens_of(402)
    # Both, the image alone and the text alone, all in every batch.
    present = torch.tensor([[1, 1], [1, 0], [0, 1], [1, 1]] * (ROWS // 4))
    noise = normals((STEPS, BATCH * 3, LATENT), 403)
    own.update(image=image, text=text.double(), present=present.double(), noise=noise)
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    history = []
    for step in range(STEPS):
        optimizer.zero_grad()
        sums = [0.0, 0.0, 0.0]
        for place in range(BATCH):
            row = (BATCH * step + place) % ROWS
            tokens = text[row].tolist()
            length = tokens.index(0) + 1 if 0 in tokens else LENGTH
            whole = {"image": image[row], "text": text[row, :length]}
            x = {name: whole[name] for name, flag in zip(whole, present[row]) if flag}
            found = row_losses(model, x, noise[step].reshape(BATCH, 3, LATENT)[place])
            sums = [total + term for total, term in zip(sums, found)]
        sum(sums).backward()
        if step == 0:
            for key, value in model.named_parameters():
                assert value.grad.norm() > 0, f"the gradient of {key} is zero"
                own[f"gradient/{key}"] = value.grad.clone()
        optimizer.step()
        history.append([total.item() / BATCH for total in sums])
    own["losses"] = torch.tensor(history)
    own.update({f"weight/{key}": value.detach() for key, value in model.named_parameters()})
    about = dict(steps=STEPS, batch=BATCH, rows=ROWS, latent=LATENT, learningRate=RATE)
    about.update(image=dict(input=COLUMNS, hidden=HIDDEN), text=TEXT)
    path = Path(__file__).parent / "fixtures" / "multimodalTokens.safetensors"
    tensors = {key: np.asarray(value, dtype=np.float64) for key, value in own.items()}
    tensor_file.write(path, tensors, {"model": json.dumps(about)})


if __name__ == "__main__":
    main()
