/** The autoencoders of images for jax-js: layers on flat rows. */
import { nn, numpy as np } from '@jax-js/jax';
import { floatBatches, floatBytes, layersOf } from '../model.js';

/**
 * @param {string} name of the model
 * @param {{ batch: number, images: Uint8Array, rows: number }} data
 */
export function imageTask(name, { batch, images, rows }) {
  const { layers, latent, head } = layersOf(name);
  return {
    parameters: layers.map(({ weight, bias, shape }) => ({
      weight: { shape, values: weight },
      bias: { shape: [bias.length], values: bias },
    })),
    batches: floatBatches(images, rows, batch).map((values) =>
      np.array(values).reshape([batch, images.length / rows]),
    ),
    datasetBytes: floatBytes(images),
    noise: [batch, latent],
    loss: (params, x, noise) => negativeElbo(layers, params, x, noise, head),
  };
}

/** Consumes its arguments, like every function of jax-js. */
function negativeElbo(layers, params, x, noise, head) {
  let h = x.ref;
  let divergence;
  params.forEach(({ weight, bias }, i) => {
    h = FORWARD[layers[i].kind](h, weight, bias, layers[i]);
    if (i === head) {
      const [mu, logvar] = np.split(h, 2, 1);
      divergence = np.square(mu.ref).add(np.exp(logvar.ref)).sub(logvar.ref).sub(1).sum().mul(0.5);
      h = mu.add(np.exp(logvar.mul(0.5)).mul(noise));
    } else if (i < params.length - 1) {
      h = nn.relu(h);
    }
  });
  // -log p(x | z) from logits l is softplus(l) - l x, summed over pixels.
  return nn.softplus(h.ref).sub(h.mul(x)).sum().add(divergence);
}

/** The forward pass of each kind of layer. */
const FORWARD = {
  dense: (x, weight, bias) => np.dot(x, weight).add(bias),
  convolution,
  transposed,
};

/** Where the four 2x2 blocks of a 4x4 kernel lie, in blocks. */
const SHIFTS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

/** Pixels in 2x2 blocks, four shifted slices of them, and one plain product. */
function convolution(x, weight, bias, { size: [height, width], inputs, outputs }) {
  const [h, w] = [height / 2, width / 2];
  const padded = np.pad(x.reshape([-1, height, width, inputs]), [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
  const blocks = padded
    .reshape([-1, h + 1, 2, w + 1, 2, inputs])
    .transpose([0, 1, 3, 2, 4, 5])
    .reshape([-1, h + 1, w + 1, 4 * inputs]);
  const slices = SHIFTS.map(([dy, dx]) => blocks.ref.slice([], [dy, dy + h], [dx, dx + w]));
  blocks.dispose();
  const patches = np.concatenate(slices, 3).reshape([-1, 16 * inputs]);
  return np
    .dot(patches, weight)
    .add(bias)
    .reshape([-1, h * w * outputs]);
}

/** The adjoint: one plain product, and four shifted additions of its 2x2 blocks. */
function transposed(x, weight, bias, { size: [h, w], inputs, outputs }) {
  const product = np.dot(x.reshape([-1, inputs]), weight);
  const pieces = np.split(product.reshape([-1, h, w, 16 * outputs]), 4, 3);
  return SHIFTS.map(([dy, dx], i) =>
    np.pad(pieces[i], [
      [0, 0],
      [dy, 1 - dy],
      [dx, 1 - dx],
      [0, 0],
    ]),
  )
    .reduce((sum, piece) => sum.add(piece))
    .reshape([-1, h + 1, w + 1, 2, 2, outputs])
    .transpose([0, 1, 3, 2, 4, 5])
    .reshape([-1, 2 * h + 2, 2 * w + 2, outputs])
    .slice([], [1, 2 * h + 1], [1, 2 * w + 1])
    .add(bias)
    .reshape([-1, 4 * h * w * outputs]);
}
