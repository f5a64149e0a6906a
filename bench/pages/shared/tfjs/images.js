/** The autoencoders of images for TensorFlow.js: layers on flat rows. */
import * as tf from '@tensorflow/tfjs-core';
import { floatBatches, floatBytes, layersOf } from '../model.js';
import { divergenceOf, sampled } from './gaussian.js';

/**
 * @param {string} name of the model
 * @param {{ batch: number, images: Uint8Array, rows: number }} data
 * @param {typeof import('./builtIn.js').builtIn} forward
 */
export function imageTask(name, { batch, images, rows }, forward) {
  const { layers, latent, head } = layersOf(name);
  const last = layers.length - 1;
  const fixed = layers.map((layer, i) => ({
    ...layer,
    activation: i === head || i === last ? 'linear' : 'relu',
    isFirst: i === 0,
  }));
  return {
    parameters: layers.map(({ weight, bias, shape }) => ({
      weight: { shape, values: weight },
      bias: { shape: [bias.length], values: bias },
    })),
    batches: floatBatches(images, rows, batch).map((values) =>
      tf.tensor2d(values, [batch, images.length / rows]),
    ),
    datasetBytes: floatBytes(images),
    loss(params, x) {
      const through = (input, from, to) =>
        fixed.slice(from, to).reduce((h, layer, i) => {
          return forward[layer.kind](h, { ...layer, ...params[from + i] });
        }, input);
      const [mu, logvar] = tf.split(through(x, 0, head + 1), 2, 1);
      const logits = through(sampled(mu, logvar, latent), head + 1);
      // -log p(x | z) from logits l is softplus(l) - l x, summed over pixels.
      const likelihood = logits.softplus().sub(logits.mul(x)).sum();
      return likelihood.add(divergenceOf(mu, logvar));
    },
  };
}
