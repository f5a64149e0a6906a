"""The results of a training as tensors of a fixture, in float32 and in float64.

A name is KIND.PRECISION/PARAMETER: `weight`, `m` and `v` after the last step, where m and v are
Adam's moments, and `gradient` of the first step.
"""

import numpy as np
import torch

PRECISIONS = {"float32": torch.float32, "float64": torch.float64}


def parameters_of(initial, dtype):
    """{name: float32 array} as copies that an optimizer may change."""
    return {
        name: torch.tensor(value, dtype=dtype, requires_grad=True)
        for name, value in initial.items()
    }


def gradients_of(parameters):
    return {f"gradient/{name}": value.grad.numpy().copy() for name, value in parameters.items()}


def state_of(parameters, optimizer):
    """Weights and moments of the parameters that a torch.optim.Adam updates."""
    found = {}
    for name, value in parameters.items():
        kept = optimizer.state[value]
        found[f"weight/{name}"] = value.detach().numpy().copy()
        found[f"m/{name}"] = kept["exp_avg"].numpy().copy()
        found[f"v/{name}"] = kept["exp_avg_sq"].numpy().copy()
    return found


def with_precision(values, precision):
    """{KIND/NAME: array} under the names KIND.PRECISION/NAME."""
    return {
        f"{kind}.{precision}/{name}": value
        for (kind, name), value in ((key.split("/"), value) for key, value in values.items())
    }


def own_errors(float32, float64):
    """{kind: the largest of ‖float32 - float64‖ / ‖float64‖ of its tensors}, to print."""
    errors = {}
    for name, truth in float64.items():
        kind = name.split("/")[0]
        apart = np.linalg.norm(float32[name] - truth) / np.linalg.norm(truth)
        errors[kind] = max(errors.get(kind, 0), apart)
    return errors
