"""Writes tests/parity/fixtures/sequence.safetensors: VAEs of sequences of tokens, trained by PyTorch.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/sequence.py

Bowman et al., "Generating sentences from a continuous space", 2016. Token 0 ends a sequence, 1 begins it,
2 is unknown. The encoder reads a row up to its end and gives mu and logvar; z = mu + exp(logvar / 2) · noise;
`initial` gives the decoder's first state; before each step the decoder reads the token before, which word
dropout replaces by 2 where Φ(dropout noise) < RATE. The loss of a batch is the sum over its rows of
cross-entropy over all tokens up to the end + BETA · KL, in nats. Step t of STEPS takes the BATCH rows from
BATCH · (t - 1) modulo ROWS. For each CASE, all F64 but where said:
  CASE/tokens F64 [ROWS, LENGTH], CASE/noise [STEPS, BATCH, LATENT], CASE/dropout [STEPS, BATCH, LENGTH]
  CASE/losses [STEPS, 2]: cross-entropy and KL, means over the rows
  CASE/initial/NAME, CASE/gradient/NAME of step 1 and CASE/weight/NAME after the last step
Metadata "cases": {CASE: architecture} as JSON.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.distributions import Normal, kl_divergence
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence

import stream
import tensor_file

STEPS, BATCH, ROWS, LENGTH, LATENT, BETA, RATE = 20, 8, 24, 7, 3, 0.5, 0.3
SIZES = dict(length=LENGTH, vocabulary=11, embedding=5, hidden=6, latent=LATENT, wordDropout=RATE)
CASES = {
    "gru": dict(unit="gru", layers=1, bidirectional=False),
    "lstm": dict(unit="lstm", layers=1, bidirectional=False),
    "stacked-bidirectional": dict(unit="gru", layers=2, bidirectional=True),
}


class SequenceVae(nn.Module):
    def __init__(self, unit, layers, bidirectional, vocabulary, embedding, hidden, latent, **_):
        super().__init__()
        kind = nn.GRU if unit == "gru" else nn.LSTM
        self.layers, self.tensors, self.hidden = layers, 1 if unit == "gru" else 2, hidden
        self.directions = 2 if bidirectional else 1
        read = kind(
            embedding, hidden, num_layers=layers, batch_first=True, bidirectional=bidirectional
        )
        self.encoder = nn.ModuleList([nn.Embedding(vocabulary, embedding), read])
        self.fc21 = nn.Linear(self.directions * hidden, latent)
        self.fc22 = nn.Linear(self.directions * hidden, latent)
        self.initial = nn.Linear(latent, layers * self.tensors * hidden)
        write = kind(embedding, hidden, num_layers=layers, batch_first=True)
        self.decoder = nn.ModuleList([nn.Embedding(vocabulary, embedding), write])
        self.output = nn.Linear(hidden, vocabulary)

    def encode(self, x, lengths):
        steps = pack_padded_sequence(
            self.encoder[0](x), lengths, batch_first=True, enforce_sorted=False
        )
        final = self.encoder[1](steps)[1]
        final = final[0] if isinstance(final, tuple) else final
        h = torch.cat(list(final[-self.directions :]), dim=1)
        return self.fc21(h), self.fc22(h)

    def logits(self, z, before):
        state = self.initial(z).reshape(len(z), self.layers, self.tensors, self.hidden)
        parts = [state[:, :, i].transpose(0, 1).contiguous() for i in range(self.tensors)]
        given = parts[0] if self.tensors == 1 else tuple(parts)
        return self.output(self.decoder[1](self.decoder[0](before), given)[0])


def losses(vae, x, noise, dropout):
    """Cross-entropy and KL, summed over the rows."""
    lengths = torch.tensor([list(row).index(0) + 1 if 0 in row else LENGTH for row in x.tolist()])
    mu, logvar = vae.encode(x, lengths)
    z = mu + torch.exp(0.5 * logvar) * noise
    before = torch.cat([torch.ones_like(x[:, :1]), x[:, :-1]], dim=1)
    hidden = Normal(0.0, 1.0).cdf(dropout) < RATE
    hidden[:, 0] = False
    logits = vae.logits(z, torch.where(hidden, torch.full_like(before, 2), before))
    nll = functional.cross_entropy(logits.transpose(1, 2), x, reduction="none")
    counts = torch.arange(LENGTH)[None, :] < lengths[:, None]
    kl = kl_divergence(Normal(mu, torch.exp(0.5 * logvar)), Normal(0.0, 1.0)).sum()
    return (nll * counts).sum(), kl


def uniform(shape, seed):
    """Numbers in ±0.5 that f32 holds exactly."""
    bits = stream.words(seed, 1, int(np.prod(shape)))
    return torch.from_numpy(np.floor(bits / 2.0**16) / 2.0**16 - 0.5).reshape(shape)


def normals(shape, seed):
    """Sums of four uniforms, scaled to variance 1, that f32 holds exactly."""
    total = uniform((4, *shape), seed).sum(dim=0)
    return torch.round(total * np.sqrt(3.0) * 2.0**16) / 2.0**16


def tokens_of(seed):
    """Rows of words from 3 on, each after its length followed by zeros; some are full."""
    words = stream.words(seed, 2, ROWS * LENGTH).reshape(ROWS, LENGTH) % np.uint32(8) + np.uint32(3)
    lengths = stream.words(seed, 3, ROWS) % np.uint32(LENGTH + 1)
    rows = np.where(np.arange(LENGTH)[None, :] < lengths[:, None], words, 0)
    return torch.from_numpy(rows.astype(np.int64))


def main():
    torch.set_num_threads(1)
    tensors = {}
    for number, (name, options) in enumerate(CASES.items()):
        seed = 300 + 10 * number
        vae = SequenceVae(**SIZES, **options).double()
        for i, parameter in enumerate(vae.parameters()):
            parameter.data = uniform(parameter.shape, 10_000 + 1000 * number + i)
        own = {f"initial/{key}": value.detach().clone() for key, value in vae.named_parameters()}
        own["tokens"] = tokens_of(seed).double()
        own["noise"] = normals((STEPS, BATCH, LATENT), seed + 1)
        own["dropout"] = normals((STEPS, BATCH, LENGTH), seed + 2)
        optimizer = torch.optim.Adam(vae.parameters(), lr=1e-3)
        history = []
        for step in range(STEPS):
            rows = slice(BATCH * step % ROWS, BATCH * step % ROWS + BATCH)
            optimizer.zero_grad()
            nll, kl = losses(vae, own["tokens"][rows].long(), own["noise"][step], own["dropout"][step])
            (nll + BETA * kl).backward()
            if step == 0:
                for key, value in vae.named_parameters():
                    assert value.grad.norm() > 0, f"the gradient of {key} is zero"
                    own[f"gradient/{key}"] = value.grad.clone()
            optimizer.step()
            history.append([nll.item() / BATCH, kl.item() / BATCH])
        own["losses"] = torch.tensor(history, dtype=torch.float64)
        own.update({f"weight/{key}": value.detach() for key, value in vae.named_parameters()})
        tensors.update({f"{name}/{key}": value.numpy() for key, value in own.items()})
    cases = {name: {"family": "sequence", **SIZES, **options} for name, options in CASES.items()}
    model = dict(steps=STEPS, batch=BATCH, rows=ROWS, beta=BETA, learningRate=1e-3)
    path = Path(__file__).parent / "fixtures" / "sequence.safetensors"
    tensor_file.write(path, tensors, {"cases": json.dumps(cases), "model": json.dumps(model)})


if __name__ == "__main__":
    main()
