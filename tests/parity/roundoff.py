"""Bound on the float32 error of a VAE's gradients: a first-order error analysis.

Every value carries the size of its error. A rounding adds u = 2^-24 of the result; a sum of n
products adds u √n Σ|aᵢ bᵢ|, since the n roundings, in any order of summation, are each at most
u of the sum so far and independent in sign. Errors of different origin are added in
quadrature. Near ReLU's kink there is no such bound: UndecidedError asks for other inputs.
"""

from dataclasses import dataclass

import numpy as np

import stream

U = 2.0**-24


@dataclass
class Inexact:
    value: np.ndarray
    error: np.ndarray

    def __matmul__(self, other):
        rounding = U * np.sqrt(self.value.shape[1]) * (abs(self.value) @ abs(other.value))
        carried = self.error**2 @ other.value**2 + self.value**2 @ other.error**2
        return Inexact(self.value @ other.value, np.sqrt(carried + rounding**2))

    def __add__(self, other):
        value = self.value + other.value
        return Inexact(value, quadrature(self.error, other.error, U * value))

    def __mul__(self, other):
        value = self.value * other.value
        errors = self.error * other.value, self.value * other.error, U * value
        return Inexact(value, quadrature(*errors))

    def __neg__(self):
        return Inexact(-self.value, self.error)

    @property
    def T(self):
        return Inexact(self.value.T, self.error.T)

    def reshape(self, *shape):
        return Inexact(self.value.reshape(shape), self.error.reshape(shape))

    def scaled(self, power):
        """By a power of two, which rounds nothing."""
        return Inexact(self.value * power, self.error * power)

    def apply(self, function, slope, roundings):
        """An elementwise function whose evaluation costs a few roundings of its result."""
        value = function(self.value)
        return Inexact(value, quadrature(slope(self.value) * self.error, roundings * U * value))


class UndecidedError(Exception):
    """A preactivation is closer to zero than its error: float32 may pass it on or not."""


def quadrature(*errors):
    return np.sqrt(sum(error**2 for error in errors))


def exact(value):
    value = np.asarray(value, dtype=np.float64)
    return Inexact(value, np.zeros_like(value))


def rounded(value):
    """The float32 rounding of a value."""
    value = np.asarray(value, dtype=np.float64)
    return Inexact(value, U * value)


def relu(y):
    if (abs(y.value) <= y.error).any():
        raise UndecidedError("an activation lies on ReLU's kink: give the case another seed")
    return relu_backward(y, y)


def relu_backward(dh, h):
    on = h.value > 0
    return Inexact(np.where(on, dh.value, 0), np.where(on, dh.error, 0))


def tanh(y):
    return y.apply(np.tanh, lambda v: 1 - np.tanh(v) ** 2, 10)


def tanh_backward(dh, h):
    return dh * (exact(1) + -(h * h))


ACTIVATIONS = {"relu": (relu, relu_backward), "tanh": (tanh, tanh_backward)}


def sigmoid(values):
    return 1 / (1 + np.exp(-values))


def gradients(case, parameters, x, noise, likelihood_gradients):
    """Gradients of reconstruction + beta · KL, summed over the batch: {parameter name: Inexact}.

    `x` is the batch, Inexact; `likelihood_gradients` is roundoff_decoders.gradients; beta must
    be a power of two.
    """
    weights = {name: exact(value) for name, value in parameters.items()}
    layers = [name for name, _, _ in stream.layer_sizes(case)]
    activate, activate_backward = ACTIVATIONS[case.get("activation", "relu")]
    beta = case.get("beta", 1)
    encoder = [name for name in layers if name.startswith("fc1")]
    decoder = [name for name in layers if name.startswith("fc3")]

    def linear(value, name):
        return value @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def hidden(value, names):
        tape = []
        for name in names:
            y = linear(value, name)
            h = activate(y)
            tape.append((name, value, h))
            value = h
        return value, tape

    # exp is allowed 3 + 2|x| units in the last place by WGSL; its argument is below 1 here.
    h, encoder_tape = hidden(x, encoder)
    mu, logvar = linear(h, "fc21"), linear(h, "fc22")
    std = (exact(0.5) * logvar).apply(np.exp, np.exp, 10)
    z = mu + std * exact(noise)
    h3, decoder_tape = hidden(z, decoder)
    outputs = linear(h3, "fc4")
    second = linear(h3, "fc42") if "fc42" in layers else None

    found = {}

    def backward(dy, value, name):
        found[f"{name}.weight"] = dy.T @ value
        bias = dy.T @ exact(np.ones((len(noise), 1)))
        found[f"{name}.bias"] = Inexact(bias.value[:, 0], bias.error[:, 0])
        return dy @ weights[f"{name}.weight"]

    def hidden_backward(dvalue, tape):
        for name, value, h in reversed(tape):
            dvalue = backward(activate_backward(dvalue, h), value, name)
        return dvalue

    doutputs, dsecond, own = likelihood_gradients(case, weights, outputs, second, x)
    found.update(own)
    dh3 = backward(doutputs, h3, "fc4")
    if dsecond is not None:
        dh3 = dh3 + backward(dsecond, h3, "fc42")
    dz = hidden_backward(dh3, decoder_tape)
    variance = logvar.apply(np.exp, np.exp, 10)
    dmu = dz + mu.scaled(beta)
    dkl = (variance + exact(-1)).scaled(beta)
    dlogvar = exact(0.5) * (dz * std * exact(noise) + dkl)
    dh = backward(dmu, h, "fc21") + backward(dlogvar, h, "fc22")
    hidden_backward(dh, encoder_tape)
    return found
