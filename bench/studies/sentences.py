"""Sentence VAEs and a language model in PyTorch: the study's baselines.

    apt-get install python3-torch libopenblas0-pthread
    node bench/studies/sentences.mjs CORPUS --out FOLDER
    OMP_WAIT_POLICY=passive /usr/bin/python3 bench/studies/sentences.py FOLDER

The rows, sizes, batch, optimizer and annealing of sentences.mjs, weights as PyTorch draws them. `language model` is the decoder alone,
from a state of zeros. Prints a Markdown row a training: ELBO and KL of the held-out sentences in nats a sentence, -log p(x) by importance
sampling, perplexity of a token by it, and sentences a second.
"""

import argparse
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence

LENGTH, BATCH, EMBEDDING, HIDDEN, LATENT, RATE = 32, 64, 128, 256, 32, 1e-3
BEGIN, UNKNOWN = 1, 2
MODELS = {
    "plain": dict(annealed=False, dropout=0.0, free_bits=0.0),
    "annealed": dict(annealed=True, dropout=0.0, free_bits=0.0),
    "annealed, word dropout": dict(annealed=True, dropout=0.4, free_bits=0.0),
    "free bits, word dropout": dict(annealed=False, dropout=0.4, free_bits=0.25),
    "language model": dict(annealed=False, dropout=0.0, free_bits=0.0),
}
NORMAL = math.log(2 * math.pi)


class Decoder(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, EMBEDDING)
        self.gru = nn.GRU(EMBEDDING, HIDDEN, batch_first=True)
        self.output = nn.Linear(HIDDEN, vocabulary)

    def nll(self, x, state, dropout=0.0):
        """-log p of each row under teacher forcing."""
        before = torch.cat([torch.full_like(x[:, :1], BEGIN), x[:, :-1]], dim=1)
        if dropout > 0:
            hidden = torch.rand(before.shape) < dropout
            hidden[:, 0] = False
            before = torch.where(hidden, torch.full_like(before, UNKNOWN), before)
        h = self.gru(self.embedding(before), state)[0]
        counts = torch.arange(LENGTH)[None] < lengths_of(x)[:, None]
        losses = functional.cross_entropy(self.output(h[counts]), x[counts], reduction="none")
        return torch.zeros(x.shape, dtype=losses.dtype).masked_scatter(counts, losses).sum(dim=1)


class SentenceVae(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, EMBEDDING)
        self.gru = nn.GRU(EMBEDDING, HIDDEN, batch_first=True)
        self.moments = nn.Linear(HIDDEN, 2 * LATENT)
        self.initial = nn.Linear(LATENT, HIDDEN)
        self.decoder = Decoder(vocabulary)

    def encode(self, x):
        steps = pack_padded_sequence(
            self.embedding(x), lengths_of(x), batch_first=True, enforce_sorted=False
        )
        return self.moments(self.gru(steps)[1][0]).chunk(2, dim=1)

    def losses(self, x, dropout=0.0):
        """-log p(x | z) of each row, and KL of each row and dimension."""
        mu, logvar = self.encode(x)
        z = mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)
        kl = 0.5 * (mu**2 + logvar.exp() - 1 - logvar)
        return self.decoder.nll(x, self.initial(z)[None], dropout), kl

    def log_likelihood(self, x, samples):
        """log p(x) of each row by importance sampling (Burda et al. 2016)."""
        mu, logvar = self.encode(x)
        weights = []
        for _ in range(samples):
            noise = torch.randn_like(mu)
            z = mu + torch.exp(0.5 * logvar) * noise
            log_q = -0.5 * (noise**2 + logvar + NORMAL).sum(dim=1)
            log_p = -0.5 * (z**2 + NORMAL).sum(dim=1)
            weights.append(log_p - log_q - self.decoder.nll(x, self.initial(z)[None]))
        return torch.logsumexp(torch.stack(weights), dim=0) - math.log(samples)


class LanguageModel(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.decoder = Decoder(vocabulary)

    def losses(self, x, dropout=0.0):
        nll = self.decoder.nll(x, torch.zeros(1, len(x), HIDDEN), dropout)
        return nll, torch.zeros(len(x), 1)

    def log_likelihood(self, x, _):
        return -self.losses(x)[0]


def lengths_of(x):
    ends = (x == 0).long()
    return torch.where(ends.any(dim=1), ends.argmax(dim=1) + 1, LENGTH)


def train(model, rows, epochs, annealed, dropout, free_bits, report):
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    half, step = math.ceil(math.ceil(len(rows) / BATCH) * epochs / 2), 0
    for epoch in range(1, epochs + 1):
        sums = np.zeros(2)
        for batch in torch.randperm(len(rows)).split(BATCH):
            step += 1
            beta = min(1, step / half) if annealed else 1
            optimizer.zero_grad()
            nll, kl = model.losses(rows[batch], dropout)
            (nll.mean() + beta * kl.mean(dim=0).clamp(min=free_bits).sum()).backward()
            optimizer.step()
            sums += [nll.sum().item(), kl.sum().item()]
        report(epoch, sums / len(rows))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--samples", type=int, default=50)
    parser.add_argument("--rows", type=int, default=500, help="held-out sentences for -log p(x)")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    vocabulary = len(json.loads((given.folder / "tokens.json").read_text()))
    rows, test = (
        torch.from_numpy(np.fromfile(given.folder / f"{name}.bin", "<u4").astype(np.int64)).reshape(-1, LENGTH)
        for name in ("train", "test")
    )
    few = test[: given.rows]
    print("| model | seed | ELBO | KL | -log p(x) | perplexity | sentences/s |\n| --- | --- | --- | --- | --- | --- | --- |")
    for name in given.models:
        options = MODELS[name]
        for seed in given.seed or [1]:
            torch.manual_seed(seed)
            model = LanguageModel(vocabulary) if name == "language model" else SentenceVae(vocabulary)

            def report(epoch, means):
                print(f"{name} {seed}, epoch {epoch}: {means}", file=sys.stderr, flush=True)

            started = time.time()
            train(model, rows, given.epochs, **options, report=report)
            seconds = time.time() - started
            with torch.no_grad():
                parts = [[loss.sum() for loss in model.losses(part)] for part in test.split(200)]
                nll, kl = (torch.tensor(parts).sum(dim=0) / len(test)).tolist()
                log_p = torch.cat([model.log_likelihood(part, given.samples) for part in few.split(100)])
            own = -log_p.mean().item()
            perplexity = math.exp(own * len(few) / lengths_of(few).sum().item())
            speed = len(rows) * given.epochs / seconds
            print(f"| {name} | {seed} | {nll + kl:.2f} | {kl:.2f} | {own:.2f} | {perplexity:.1f} | {speed:.0f} |", flush=True)


if __name__ == "__main__":
    main()
