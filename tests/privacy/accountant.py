"""Writes tests/privacy/accountant.json: values of the accountants' parts, each by another way.

    /usr/bin/python3 tests/privacy/accountant.py && npx biome format --write tests/privacy/accountant.json

Tails are those of SciPy, Rényi divergences integrals with mpmath. Of compositions there are bounds from both
sides: losses rounded up and rounded down to a fine grid, convolved with NumPy.
"""

import json
from pathlib import Path

import mpmath
import numpy as np
from scipy.special import log_ndtr
from scipy.stats import norm

TAILS = [-9, -2.6, -0.3, 0, 0.1, 1, 2.4, 2.6, 5, 12, 30]
STEPS = [  # noise, sample rate, order
    (0.5, 0.2, 1.1),
    (0.5, 0.2, 4.7),
    (1.0, 0.01, 2),
    (1.0, 0.01, 2.5),
    (1.1, 256 / 60000, 17.3),
    (2.0, 1.0, 8),
    (4.0, 0.01, 64),
    (0.7, 0.004, 12),
    (10.0, 0.5, 512),
]
HISTORIES = [
    dict(history=[dict(noise=1.1, sampleRate=256 / 60000, steps=2000)], delta=1e-5),
    dict(history=[dict(noise=0.8, sampleRate=0.005, steps=1000)], delta=1e-6),
    dict(history=[dict(noise=0.5, sampleRate=0.2, steps=3)], delta=1e-4),
    dict(history=[dict(noise=4.0, sampleRate=0.3, steps=200)], delta=1e-5),
    dict(
        history=[
            dict(noise=0.8, sampleRate=0.005, steps=100),
            dict(noise=1.3, sampleRate=0.02, steps=400),
        ],
        delta=1e-5,
    ),
]


def divergence(noise, rate, order):
    sigma, q, alpha = mpmath.mpf(noise), mpmath.mpf(rate), mpmath.mpf(order)

    def term(x):
        return mpmath.npdf(x, 0, sigma) * (1 - q + q * mpmath.exp((2 * x - 1) / (2 * sigma**2))) ** alpha

    points = [-30 * sigma, -3 * sigma, 0, 1, alpha / 2, alpha - 3 * sigma, alpha, alpha + 3 * sigma, alpha + 30 * sigma]
    return float(mpmath.log(mpmath.quad(term, sorted(points), maxdegree=9)) / (alpha - 1))


def losses(step, removed, width, up):
    """Probabilities of the loss of one step on a grid, by the distribution function of the loss."""
    sigma, q = step["noise"], step["sampleRate"]
    most = 12.0 if sigma > 0.6 else 45.0
    edges = np.arange(-int(most / width), int(most / width) + 1) * width
    signed = edges if removed else -edges
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = np.expm1(signed) + q
        x = np.where(inside > 0, sigma**2 * np.log(np.maximum(inside, 1e-300) / q) + 0.5, -np.inf)
    without, within = norm.cdf(x / sigma), norm.cdf((x - 1) / sigma)
    below = (1 - q) * without + q * within if removed else 1 - without
    masses = np.diff(below)
    first = below[0]
    last = 1 - below[-1]
    grid = np.zeros(len(edges))
    if up:
        grid[1:] += masses
        grid[0] += first
        return grid, last
    grid[:-1] += masses
    grid[-1] += last
    return grid, 0.0


def epsilon(history, delta, removed, width, up):
    size = 2**21
    total = np.ones(size // 2 + 1, dtype=complex)
    finite = 1.0
    for step in history:
        grid, infinite = losses(step, removed, width, up)
        half = len(grid) // 2
        wrapped = np.zeros(size)
        wrapped[: half + 1] = grid[half:]
        wrapped[-half:] = grid[:half]
        total *= np.fft.rfft(wrapped) ** step["steps"]
        finite *= (1 - infinite) ** step["steps"]
    sums = np.maximum(np.fft.irfft(total, size), 0)
    loss = np.fft.fftshift(np.fft.fftfreq(size, 1 / size)) * width
    sums = np.fft.fftshift(sums)

    def left(eps):
        above = loss > eps
        return 1 - finite + np.sum(sums[above] * -np.expm1(eps - loss[above]))

    low, high = 0.0, float(loss[-1])
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if left(middle) > delta else (low, middle)
    return high


def main():
    found = []
    for case in HISTORIES:
        ends = []
        for up in [False, True]:
            ends.append(max(epsilon(**case, removed=removed, width=5e-5, up=up) for removed in [True, False]))
        print(case, ends)
        found.append(dict(**case, least=ends[0], most=ends[1]))
    fixture = dict(
        tails=[[x, float(np.exp(log_ndtr(-x)))] for x in TAILS],
        divergences=[dict(noise=s, sampleRate=q, order=a, value=divergence(s, q, a)) for s, q, a in STEPS],
        histories=found,
    )
    path = Path(__file__).parent / "accountant.json"
    path.write_text(json.dumps(fixture) + "\n")


if __name__ == "__main__":
    main()
