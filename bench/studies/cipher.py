"""Deciphers sentences with pairs, the upper bound of cipher.mjs: its encoder and decoder, trained in PyTorch on
each ciphered sentence of both halves together with the plain one.

    /usr/bin/python3 bench/studies/cipher.py FOLDER --length 16 --epochs 20

FOLDER is the `--out` of cipher.mjs. Prints a Markdown row a share: BLEU of the held-out sentences.
"""

import argparse
import math
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence

BEGIN, UNKNOWN, BATCH, EMBEDDING = 1, 2, 64, 128


class Translator(nn.Module):
    def __init__(self, vocabulary, hidden, latent):
        super().__init__()
        self.read = nn.Embedding(vocabulary, EMBEDDING)
        self.encoder = nn.GRU(EMBEDDING, hidden, batch_first=True)
        self.code = nn.Linear(hidden, latent)
        self.initial = nn.Linear(latent, hidden)
        self.write = nn.Embedding(vocabulary, EMBEDDING)
        self.decoder = nn.GRU(EMBEDDING, hidden, batch_first=True)
        self.output = nn.Linear(hidden, vocabulary)

    def encode(self, x):
        steps = pack_padded_sequence(
            self.read(x), lengths_of(x), batch_first=True, enforce_sorted=False
        )
        return self.initial(self.code(self.encoder(steps)[1][0]))[None]

    def logits(self, before, state):
        h, state = self.decoder(self.write(before), state)
        return self.output(h), state

    def loss(self, x, target, dropout):
        before = torch.cat([torch.full_like(target[:, :1], BEGIN), target[:, :-1]], dim=1)
        hidden = torch.rand(before.shape) < dropout
        hidden[:, 0] = False
        logits, _ = self.logits(before.masked_fill(hidden, UNKNOWN), self.encode(x))
        nll = functional.cross_entropy(logits.transpose(1, 2), target, reduction="none")
        counts = torch.arange(target.shape[1])[None] < lengths_of(target)[:, None]
        return (nll * counts).sum() / len(x)

    @torch.no_grad()
    def translate(self, x):
        state = self.encode(x)
        before, tokens = torch.full((len(x), 1), BEGIN), []
        for _ in range(x.shape[1]):
            logits, state = self.logits(before, state)
            before = logits.argmax(dim=2)
            tokens.append(before)
        return torch.cat(tokens, dim=1)


def lengths_of(x):
    ends = (x == 0).long()
    return torch.where(ends.any(dim=1), ends.argmax(dim=1) + 1, torch.tensor(x.shape[1]))


def texts_of(rows):
    return [row[: row.index(0)] if 0 in row else row for row in rows.tolist()]


def bleu(translations, references):
    """As bench/lib/bleu.mjs has it."""
    logs = 0
    for n in range(1, 5):
        runs = lambda text: Counter(tuple(text[i : i + n]) for i in range(len(text) - n + 1))
        pairs = [(runs(a), runs(b)) for a, b in zip(translations, references)]
        matches = sum(sum((a & b).values()) for a, b in pairs)
        if matches == 0:
            return 0
        logs += math.log(matches / sum(sum(a.values()) for a, _ in pairs))
    short = 1 - sum(map(len, references)) / sum(map(len, translations))
    return 100 * math.exp(logs / 4 + min(0, short))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--length", type=int, default=16)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--latent", type=int, default=64)
    parser.add_argument("--dropout", type=float, default=0.4)
    given = parser.parse_args()
    load = lambda name: torch.from_numpy(
        np.fromfile(given.folder / name, dtype=np.uint32).astype(np.int64)
    )
    train, test = (load(f"{name}.bin").reshape(-1, given.length) for name in ("train", "test"))
    print("| ciphered | paired |\n| ---: | ---: |")
    for file in sorted(given.folder.glob("cipher-*.bin")):
        torch.manual_seed(1)
        cipher = load(file.name)
        model = Translator(len(cipher), given.hidden, given.latent)
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
        for _ in range(given.epochs):
            for rows in torch.randperm(len(train)).split(BATCH):
                optimizer.zero_grad()
                model.loss(cipher[train[rows]], train[rows], given.dropout).backward()
                optimizer.step()
        found = model.translate(cipher[test])
        share = 100 * float(file.stem.split("-")[1])
        print(f"| {share:.0f} % | {bleu(texts_of(found), texts_of(test)):.1f} |", flush=True)


if __name__ == "__main__":
    main()
