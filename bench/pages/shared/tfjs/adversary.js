/** A VAE-GAN for TensorFlow.js: a loss and an Adam for each of three networks. */
import * as tf from '@tensorflow/tfjs-core';
import { ADVERSARIES } from '../../../cases.mjs';
import { adversaryParameters } from '../adversary.js';
import { floatBatches, floatBytes } from '../model.js';
import { divergenceOf } from './gaussian.js';

/**
 * @param {keyof typeof ADVERSARIES} name
 * @param {{ batch: number, images: Uint8Array, rows: number }} data
 * @param {typeof import('./builtIn.js').builtIn} forward
 */
export function adversaryTask(name, { batch, images, rows }, forward) {
  const { latent } = ADVERSARIES[name];
  const dense = (x, layer, activation = 'linear') => forward.dense(x, { ...layer, activation });
  const encode = ([hidden, head], x) => tf.split(dense(dense(x, hidden, 'relu'), head), 2, 1);
  const decode = ([hidden, output], z) => dense(dense(z, hidden, 'relu'), output).sigmoid();
  const featuresOf = ([hidden], x) => dense(x, hidden, 'relu');
  const judge = ([, logit], features) => dense(features, logit);
  /** The binary cross-entropy of logits with the target 1, or 0. */
  const taken = (logits) => logits.neg().softplus().sum();
  const refused = (logits) => logits.softplus().sum();
  const distance = (a, b) => a.sub(b).square().sum().mul(0.5);

  const coded = ({ encoder }, x, { own }) => {
    const [mu, logvar] = encode(encoder, x);
    return { z: mu.add(logvar.mul(0.5).exp().mul(own)), divergence: divergenceOf(mu, logvar) };
  };
  return {
    parameters: adversaryParameters(name),
    batches: floatBatches(images, rows, batch).map((values) =>
      tf.tensor2d(values, [batch, images.length / rows]),
    ),
    datasetBytes: floatBytes(images),
    noise: () => ({
      own: tf.randomNormal([batch, latent]),
      drawn: tf.randomNormal([batch, latent]),
    }),
    losses: {
      encoder(params, x, noise) {
        const { z, divergence } = coded(params, x, noise);
        const made = featuresOf(params.discriminator, decode(params.decoder, z));
        return distance(featuresOf(params.discriminator, x), made).add(divergence);
      },
      decoder(params, x, noise) {
        const { discriminator, decoder } = params;
        const made = featuresOf(discriminator, decode(decoder, coded(params, x, noise).z));
        const sampled = featuresOf(discriminator, decode(decoder, noise.drawn));
        return distance(featuresOf(discriminator, x), made)
          .add(taken(judge(discriminator, made)))
          .add(taken(judge(discriminator, sampled)));
      },
      discriminator(params, x, noise) {
        const { discriminator, decoder } = params;
        const logits = (pictures) => judge(discriminator, featuresOf(discriminator, pictures));
        return taken(logits(x))
          .add(refused(logits(decode(decoder, coded(params, x, noise).z))))
          .add(refused(logits(decode(decoder, noise.drawn))));
      },
    },
  };
}
