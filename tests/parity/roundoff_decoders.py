"""roundoff.py's analysis of each likelihood: gradients with respect to what decides it.

The functions of float32 are allowed what WGSL allows or a little more, in roundings of the
result: 10 for exp, and for logarithms and digamma 10 of max(1, |result|), since an
implementation may subtract there.
"""

import numpy as np
import torch

import stream
from roundoff import U, Inexact, UndecidedError, exact, quadrature, rounded, sigmoid


def gradients(case, weights, outputs, second, x):
    """(doutputs, dsecond or None, {name: gradient of a parameter of the likelihood}), Inexact.

    `weights` are the parameters, `second` the outputs of fc42 where the case has it.
    """
    likelihood = stream.likelihood_of(case)
    kind = likelihood["kind"]
    if kind == "bernoulli":
        likely = outputs.apply(sigmoid, lambda l: sigmoid(l) * (1 - sigmoid(l)), 10)
        return likely + -x, None, {}
    if kind == "gaussian":
        return gaussian(likelihood, weights, outputs, second, x)
    if kind == "laplace":
        away = outputs + -x
        if (abs(away.value) <= away.error).any():
            raise UndecidedError("x lies on the kink of a Laplace density: take another seed")
        return exact(np.sign(away.value) / likelihood["scale"]), None, {}
    if kind == "poisson":
        return exponential(outputs) + -x, None, {}
    if kind == "negative_binomial":
        return negative_binomial(weights["likelihood.log_dispersion"], outputs, x)
    if kind == "categorical":
        return categorical(outputs, x, likelihood["levels"]), None, {}
    raise ValueError(f'case "{case["name"]}" has a likelihood of unknown kind "{kind}"')


def gaussian(likelihood, weights, mu, logvar, x):
    away = mu + -x
    if likelihood["variance"] == "fixed":
        return away * rounded(likelihood["sigma"] ** -2.0), None, {}
    learned = likelihood["variance"] == "learned"
    if learned:
        spread = weights["likelihood.logvar"]
        logvar = spread + exact(np.zeros_like(mu.value))
    exponent = exponential(logvar)
    precision = reciprocal(exponent + rounded(likelihood.get("floor", 0)))
    share = exponent * precision
    dlogvar = exact(0.5) * (share * (exact(1) + -(away * away * precision)))
    doutputs = away * precision
    if not learned:
        return doutputs, dlogvar, {}
    return doutputs, None, {"likelihood.logvar": total(dlogvar.reshape(-1, 1))}


def negative_binomial(log_dispersion, outputs, x):
    m = exponential(outputs)
    r = exponential(log_dispersion)
    scale = reciprocal(r + m)
    missing = (x + -m) * scale
    log_share = logarithm(r * scale)
    digammas = digamma(x + r) + -digamma(r)
    dlog_dispersion = -(r * (digammas + log_share + -missing))
    return -(r * missing), None, {"likelihood.log_dispersion": total(dlog_dispersion)}


def categorical(outputs, x, levels):
    """One softmax for each `levels` columns, minus the one-hot level of each x."""
    rows = len(x.value)
    shape = rows, -1, levels
    logits = outputs.reshape(*shape)
    # The largest logit cancels out of the quotient, and with it most of its error.
    powers = exponential(logits + exact(-logits.value.max(axis=2, keepdims=True)))
    sums = powers.value.sum(axis=2, keepdims=True)
    error = np.sqrt((powers.error**2).sum(axis=2, keepdims=True) + levels * (U * sums) ** 2)
    share = powers * reciprocal(Inexact(sums, error))
    level = np.minimum(np.floor(x.value * levels), levels - 1).astype(int)
    return (share + exact(-np.eye(levels)[level])).reshape(rows, -1)


def exponential(value):
    return value.apply(np.exp, np.exp, 10)


def reciprocal(value):
    return value.apply(np.reciprocal, lambda v: v**-2.0, 3)


def logarithm(value):
    found = value.apply(np.log, np.reciprocal, 10)
    return Inexact(found.value, quadrature(found.error, 10 * U))


def digamma(value):
    def psi(order):
        return lambda v: torch.polygamma(order, torch.from_numpy(np.array(v))).numpy()

    found = value.apply(psi(0), psi(1), 10)
    return Inexact(found.value, quadrature(found.error, 10 * U))


def total(values):
    """The sum of each column, as the products of roundoff.py sum."""
    column = values.T @ exact(np.ones((len(values.value), 1)))
    return Inexact(column.value[:, 0], column.error[:, 0])
