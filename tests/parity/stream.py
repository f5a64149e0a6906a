"""The inputs of the parity cases, from one integer random stream.

stream.ts computes the same values bit for bit, so fixtures hold results alone. Everything
is made of Threefry-2x32-20 words, exact float64 arithmetic and one rounding to float32.

Keys and counters: key = (the case's seed, STREAM), counter = (purpose, block); a block
gives two u32 words. Purposes:
  PARAMETER + n   initial values of parameter n, in the order of `parameter_shapes`
  PIXELS + step   the batch of a step (from 1), one byte a pixel
  NOISE + step    the noise of a step, one block a value
  PROTOTYPES      which pixels each of the four kinds of row lights
  SAMPLES + n     which elements of parameter n a fixture keeps, where it does not keep all
"""

import numpy as np

STREAM = 0x1000
PARAMETER, PIXELS, NOISE, PROTOTYPES, SAMPLES = 0x000, 0x100, 0x200, 0x300, 0x400
KINDS = 4
SAMPLE_COUNT = 256
LARGEST_COUNT = 20
BERNOULLI = dict(kind="bernoulli")


def threefry2x32(key, counter):
    """Two u32 arrays from a pair of u32 and a pair of u32 arrays; wraps modulo 2^32."""
    keys = [np.uint32(key[0]), np.uint32(key[1])]
    keys.append(keys[0] ^ keys[1] ^ np.uint32(0x1BD11BDA))
    rotations = (13, 15, 26, 6), (17, 29, 16, 24)
    x0, x1 = counter[0] + keys[0], counter[1] + keys[1]
    for group in range(5):
        for rotation in rotations[group % 2]:
            x0 = x0 + x1
            x1 = ((x1 << np.uint32(rotation)) | (x1 >> np.uint32(32 - rotation))) ^ x0
        x0 = x0 + keys[(group + 1) % 3]
        x1 = x1 + keys[(group + 2) % 3] + np.uint32(group + 1)
    return x0, x1


def words(seed, purpose, count):
    blocks = np.arange((count + 1) // 2, dtype=np.uint32)
    counter = np.full_like(blocks, purpose), blocks
    return np.stack(threefry2x32((seed, STREAM), counter), axis=1).reshape(-1)[:count]


def as_bytes(seed, purpose, count):
    return words(seed, purpose, (count + 3) // 4).astype("<u4").view(np.uint8)[:count]


def layer_sizes(case):
    """(name, inputs, outputs) of every layer, under the names of PyTorch's VAE example."""

    def stack(name, widths):
        pairs = list(zip(widths, widths[1:]))
        names = [name] if len(pairs) == 1 else [f"{name}.{i}" for i in range(len(pairs))]
        return [(name, *pair) for name, pair in zip(names, pairs)]

    hidden, latent = case["hidden"], case["latent"]
    likelihood = likelihood_of(case)
    outputs = case["input"] * likelihood.get("levels", 1)
    second = [("fc42", hidden[0], outputs)] if likelihood.get("variance") == "network" else []
    return [
        *stack("fc1", [case["input"], *hidden]),
        ("fc21", hidden[-1], latent),
        ("fc22", hidden[-1], latent),
        *stack("fc3", [latent, *reversed(hidden)]),
        ("fc4", hidden[0], outputs),
        *second,
    ]


def likelihood_of(case):
    """A case's `likelihood`: its kind, and by kind
      gaussian            variance: "fixed" with sigma, "learned" for one of all columns, or
                          "network" for the head fc42 of log variances, with floor
      laplace             scale
      negative_binomial   a log dispersion a column
      categorical         levels, for each of which a column has a logit
    """
    return case.get("likelihood", BERNOULLI)


def layer_shapes(layers):
    """(name, shape, inputs) of the weight and the bias of each (name, inputs, outputs)."""
    for name, inputs, outputs in layers:
        yield f"{name}.weight", (outputs, inputs), inputs
        yield f"{name}.bias", (outputs,), inputs


def parameter_shapes(case):
    """(name, shape, inputs of the layer) of every parameter; those of no layer start at zero."""
    yield from layer_shapes(layer_sizes(case))
    likelihood = likelihood_of(case)
    if likelihood.get("variance") == "learned":
        yield "likelihood.logvar", (1,), None
    if likelihood["kind"] == "negative_binomial":
        yield "likelihood.log_dispersion", (case["input"],), None


def initial_parameters(case):
    """Uniform in ±1/√inputs, as torch.nn.Linear draws them. {name: float32 array}"""
    return drawn_parameters(case["seed"], parameter_shapes(case))


def drawn_parameters(seed, shapes):
    """The same for any parameters, given as `parameter_shapes` gives them."""
    values = {}
    for number, (name, shape, inputs) in enumerate(shapes):
        if inputs is None:
            values[name] = np.zeros(shape, dtype=np.float32)
            continue
        bits = words(seed, PARAMETER + number, int(np.prod(shape)))
        uniform = ((bits >> np.uint32(9)).astype(np.float64) + 0.5) * 2.0**-23
        value = (2 * uniform - 1) * (1 / np.sqrt(np.float64(inputs)))
        values[name] = value.astype(np.float32).reshape(shape)
    return values


def batch(case, step):
    """u8 [rows, input]: a quarter of the pixels lit by the row's kind, and some specks."""
    rows, columns = case["rows"], case["input"]
    lit = as_bytes(case["seed"], PROTOTYPES, KINDS * columns).reshape(KINDS, columns) < 64
    pixels = as_bytes(case["seed"], PIXELS + step, rows * columns).reshape(rows, columns)
    return np.where(lit[np.arange(rows) % KINDS] | (pixels >= 240), pixels, 0).astype(np.uint8)


def data(case, step):
    """Input of a model, [rows, input]: u8 that stand for [0, 1], or float32 counts from 0 to
    LARGEST_COUNT for a likelihood of counts."""
    bytes_ = batch(case, step)
    if likelihood_of(case)["kind"] not in ("poisson", "negative_binomial"):
        return bytes_
    return (bytes_.astype(np.int64) * (LARGEST_COUNT + 1) // 256).astype(np.float32)


def noise(case, step):
    """float32 [rows, latent]: sums of four 16-bit uniforms, scaled to variance 1.

    Box-Muller would need logarithms and cosines, which differ in the last bit between
    libraries; this is exact everywhere.
    """
    count = case["rows"] * case["latent"]
    halves = words(case["seed"], NOISE + step, 2 * count).astype("<u4").view("<u2")
    sums = halves.reshape(count, 4).astype(np.float64).sum(axis=1)
    value = (sums - 2 * 65535) / 65536 * np.sqrt(np.float64(3))
    return value.astype(np.float32).reshape(case["rows"], case["latent"])


def sample_indices(case, number, size):
    """Elements of parameter `number` that the fixture keeps."""
    if not case["sampled"]:
        return np.arange(size)
    return words(case["seed"], SAMPLES + number, SAMPLE_COUNT) % np.uint32(size)
