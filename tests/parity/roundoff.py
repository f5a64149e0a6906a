"""How far float32 may be from the exact gradients of a VAE: a first-order error analysis.

Every value carries the size of its error. A rounding adds u = 2^-24 of the result; a sum of n
products adds u √n Σ|aᵢ bᵢ|, since the n roundings, in any order of summation, are each at most
u of the sum so far and independent in sign. Errors of different origin are added in
quadrature. Near ReLU's kink there is no such bound: UndecidedError asks for other inputs.
"""

from dataclasses import dataclass

import numpy as np

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

    @property
    def T(self):
        return Inexact(self.value.T, self.error.T)

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


def relu(y):
    if (abs(y.value) <= y.error).any():
        raise UndecidedError("an activation lies on ReLU's kink: give the case another seed")
    return relu_backward(y, y)


def relu_backward(dy, y):
    on = y.value > 0
    return Inexact(np.where(on, dy.value, 0), np.where(on, dy.error, 0))


def sigmoid(values):
    return 1 / (1 + np.exp(-values))


def gradients(layers, parameters, pixels, noise):
    """Gradients of BCE + KL, summed over the batch: {parameter name: Inexact}.

    `layers` are the layers' names in order, from fc1 to fc4.
    """
    weights = {name: exact(value) for name, value in parameters.items()}
    x = Inexact(pixels / 255.0, U * (pixels / 255.0))
    encoder = [name for name in layers if name.startswith("fc1")]
    decoder = [name for name in layers if name.startswith("fc3")]

    def linear(value, name):
        return value @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def hidden(value, names):
        tape = []
        for name in names:
            y = linear(value, name)
            tape.append((name, value, y))
            value = relu(y)
        return value, tape

    # exp is allowed 3 + 2|x| units in the last place by WGSL; its argument is below 1 here.
    h, encoder_tape = hidden(x, encoder)
    mu, logvar = linear(h, "fc21"), linear(h, "fc22")
    std = (exact(0.5) * logvar).apply(np.exp, np.exp, 10)
    z = mu + std * exact(noise)
    h3, decoder_tape = hidden(z, decoder)
    logits = linear(h3, "fc4")

    found = {}

    def backward(dy, value, name):
        found[f"{name}.weight"] = dy.T @ value
        bias = dy.T @ exact(np.ones((len(pixels), 1)))
        found[f"{name}.bias"] = Inexact(bias.value[:, 0], bias.error[:, 0])
        return dy @ weights[f"{name}.weight"]

    def hidden_backward(dvalue, tape):
        for name, value, y in reversed(tape):
            dvalue = backward(relu_backward(dvalue, y), value, name)
        return dvalue

    likely = logits.apply(sigmoid, lambda l: sigmoid(l) * (1 - sigmoid(l)), 10)
    dlogits = likely + Inexact(-x.value, x.error)
    dz = hidden_backward(backward(dlogits, h3, "fc4"), decoder_tape)
    variance = logvar.apply(np.exp, np.exp, 10)
    dmu = dz + mu
    dlogvar = exact(0.5) * (dz * std * exact(noise) + (variance + exact(-1)))
    dh = backward(dmu, h, "fc21") + backward(dlogvar, h, "fc22")
    hidden_backward(dh, encoder_tape)
    return found
