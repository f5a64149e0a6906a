"""Negative log likelihoods and their derivatives to 50 digits, from the definitions.

What is in likelihoods.py's fixture: float64 formulas, PyTorch's among them, cancel where
counts are large and switch to series near removable singularities. Each likelihood takes
lists of the outputs, second outputs and targets of one group of columns that are normalised
together, most often a single one, and gives the list of their losses.
"""

import mpmath
import numpy as np
from mpmath import mp

mp.dps = 50


def each(loss):
    """A likelihood with independent columns, from the loss of one element."""
    return lambda outputs, seconds, xs: [loss(*element) for element in zip(outputs, seconds, xs)]


def bernoulli(logit, _, x):
    return mp.log(1 + mp.exp(logit)) - logit * x


def continuous_bernoulli(logit, _, x):
    """The density is exp(logit x) on [0, 1] over its integral, (exp(logit) - 1) / logit."""
    integral = mp.expm1(logit) / logit if logit else mp.one
    return mp.log(integral) - logit * x


def gaussian(floor):
    return lambda mu, logvar, x: normal(mu, mp.exp(logvar) + floor, x)


def gaussian_fixed(sigma):
    return lambda mu, _, x: normal(mu, mp.mpf(sigma) ** 2, x)


def normal(mu, variance, x):
    return (mp.log(2 * mp.pi * variance) + (x - mu) ** 2 / variance) / 2


def laplace(scale):
    return lambda mu, _, x: mp.log(2 * mp.mpf(scale)) + abs(x - mu) / scale


def poisson(log_rate, _, x):
    return mp.exp(log_rate) - x * log_rate + mp.loggamma(x + 1)


def negative_binomial(log_mean, log_dispersion, x):
    m, r = mp.exp(log_mean), mp.exp(log_dispersion)
    ways = mp.loggamma(x + r) - mp.loggamma(r) - mp.loggamma(x + 1)
    return -ways - r * mp.log(r / (r + m)) - x * mp.log(m / (r + m))


def categorical(logits, _, xs):
    normalizer = mp.log(sum(mp.exp(logit) for logit in logits))
    return [x * (normalizer - logit) for logit, x in zip(logits, xs)]


def losses_and_gradients(likelihood, group, outputs, second, x):
    """Float64 arrays of the shape of `outputs`: loss, and the derivatives of the losses' sum
    with respect to outputs and, where there is one, second. mpmath takes differences with
    several times the digits, which leaves about 50 right."""
    found = [np.empty(x.shape) for _ in range(2 if second is None else 3)]
    for row, start in np.ndindex(len(x), x.shape[1] // group):
        here = row, slice(start * group, (start + 1) * group)
        # Without second outputs the second list is ignored.
        arguments = [exactly(values[here]) for values in (outputs, x if second is None else second)]
        xs = exactly(x[here])
        found[0][here] = [float(loss) for loss in likelihood(*arguments, xs)]
        for number, derivative in enumerate(found[1:]):
            derivative[here] = [
                float(partial(likelihood, arguments, xs, number, column)) for column in range(group)
            ]
    return found


def partial(likelihood, arguments, xs, number, column):
    def total(value):
        moved = [list(values) for values in arguments]
        moved[number][column] = value
        return mp.fsum(likelihood(*moved, xs))

    return mpmath.diff(total, arguments[number][column])


def exactly(values):
    return [mp.mpf(float(value)) for value in values]
