"""Writes tests/parity/fixtures/kl-objective.json: gradients of the KL's objectives by PyTorch.

    /usr/bin/python3 tests/parity/klObjective.py

A case holds statistics [rows, 2 * latent] = mu | logvar, and what autograd gives, in float64, for
beta * rows * objective of them, where the KL comes from torch.distributions and the objective is

    plain      the sum over the latent dimensions of the KL's mean over the rows
    free_bits  the same of max(target, mean)
    capacity   |that sum - target|
"""

import json
from pathlib import Path

import torch
from torch.distributions import Normal, kl_divergence

ROWS, LATENT = 9, 5
CASES = [
    dict(rule="plain", beta=4.0, target=0.0),
    dict(rule="free_bits", beta=1.0, target=0.3),
    dict(rule="free_bits", beta=0.25, target=1.0),
    dict(rule="capacity", beta=2.0, target=1.0),
    dict(rule="capacity", beta=0.5, target=25.0),
]


def objective(rule, means, target):
    if rule == "free_bits":
        return means.clamp(min=target).sum()
    return (means.sum() - target).abs() if rule == "capacity" else means.sum()


def gradient(stats, rule, beta, target):
    stats = stats.clone().requires_grad_()
    mu, logvar = stats.chunk(2, dim=1)
    posterior = Normal(mu, torch.exp(0.5 * logvar))
    means = kl_divergence(posterior, Normal(torch.zeros_like(mu), 1.0)).mean(dim=0)
    (beta * ROWS * objective(rule, means, target)).backward()
    return stats.grad


def main():
    torch.manual_seed(5)
    # Dimensions of different spread: some above a target, some below.
    spread = torch.tensor([0.2, 0.5, 0.8, 1.2, 1.6], dtype=torch.float64).repeat(2)
    stats = torch.randn(ROWS, 2 * LATENT, dtype=torch.float64) * spread
    cases = [{**case, "gradient": gradient(stats, **case).flatten().tolist()} for case in CASES]
    fixture = dict(rows=ROWS, latent=LATENT, stats=stats.flatten().tolist(), cases=cases)
    path = Path(__file__).parent / "fixtures" / "kl-objective.json"
    path.write_text(json.dumps(fixture) + "\n")


if __name__ == "__main__":
    main()
