"""The VAE in PyTorch, from parameters under the names that checkpoints give them."""

import re

import torch
from torch.nn import functional

ACTIVATIONS = {
    "identity": lambda value: value,
    "relu": functional.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
}


class Vae:
    """fc1 or fc1.0, fc1.1, … encode; fc21 gives mu and fc22 logvar; fc3… and fc4 decode."""

    def __init__(self, parameters, activation):
        if activation not in ACTIVATIONS:
            known = ", ".join(ACTIVATIONS)
            raise ValueError(f'activation "{activation}" is none of {known}: add it to model.py')
        self.parameters, self.activate = parameters, ACTIVATIONS[activation]

    def linear(self, value, name):
        return functional.linear(
            value, self.parameters[f"{name}.weight"], self.parameters[f"{name}.bias"]
        )

    def encode(self, x):
        """x [rows, input] -> mu, logvar [rows, latent]"""
        h = self.hidden(x, "fc1")
        return self.linear(h, "fc21"), self.linear(h, "fc22")

    def decode(self, z):
        """z [rows, latent] -> the outputs of fc4, without an activation"""
        return self.linear(self.hidden(z, "fc3"), "fc4")

    def hidden(self, value, stack):
        for name in self.layers(stack):
            value = self.activate(self.linear(value, name))
        return value

    def layers(self, stack):
        """The names of a stack's layers in order; empty if the model has no hidden layers."""
        pattern = re.compile(rf"({stack}(?:\.(\d+))?)\.weight")
        found = [match for match in map(pattern.fullmatch, self.parameters) if match]
        return [match[1] for match in sorted(found, key=lambda match: int(match[2] or 0))]
