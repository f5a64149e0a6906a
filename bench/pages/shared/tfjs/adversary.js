/** A VAE-GAN for TensorFlow.js: a gradient for each of three networks, which hand each other what they computed. */
import * as tf from '@tensorflow/tfjs-core';
import { ADVERSARIES } from '../../../cases.mjs';
import { adversaryParameters } from '../adversary.js';
import { floatBatches, floatBytes } from '../model.js';
import { divergenceOf, sampled } from './gaussian.js';

/**
 * @param {keyof typeof ADVERSARIES} name
 * @param {{ batch: number, images: Uint8Array, rows: number }} data
 * @param {typeof import('./builtIn.js').builtIn} forward
 */
export function adversaryTask(name, { batch, images, rows }, forward) {
  const { latent } = ADVERSARIES[name];
  const dense = (x, layer, activation = 'linear', isFirst = false) =>
    forward.dense(x, { ...layer, activation, isFirst });
  const encode = ([hidden, head], x) => tf.split(dense(dense(x, hidden, 'relu', true), head), 2, 1);
  const decode = ([hidden, output], z, given = false) =>
    dense(dense(z, hidden, 'relu', given), output).sigmoid();
  /** @param given true for rows that need no gradient */
  const featuresOf = (discriminator, x, given = false) =>
    discriminator
      .slice(0, -1)
      .reduce((h, layer, i) => dense(h, layer, 'relu', given && i === 0), x);
  const judge = (discriminator, features) => dense(features, discriminator.at(-1));
  /** The binary cross-entropy of logits with the target 1, or 0. */
  const taken = (logits) => logits.neg().softplus().sum();
  const refused = (logits) => logits.softplus().sum();
  const distance = (a, b) => a.sub(b).square().sum().mul(0.5);
  const variablesOf = (layers) => layers.flatMap(({ weight, bias }) => [weight, bias]);

  return {
    parameters: adversaryParameters(name),
    batches: floatBatches(images, rows, batch).map((values) =>
      tf.tensor2d(values, [batch, images.length / rows]),
    ),
    datasetBytes: floatBytes(images),
    /** The sum of what encoder and discriminator minimise, and the gradients of each network, within a `tidy`. */
    gradients({ encoder, decoder, discriminator }, x) {
      const real = featuresOf(discriminator, x, true);
      let codes;
      const ofEncoder = tf.variableGrads(() => {
        const [mu, logvar] = encode(encoder, x);
        codes = tf.keep(sampled(mu, logvar, latent));
        const made = featuresOf(discriminator, decode(decoder, codes));
        return distance(real, made).add(divergenceOf(mu, logvar));
      }, variablesOf(encoder));

      const both = tf.concat([codes, tf.randomNormal([batch, latent])]);
      codes.dispose();
      let made;
      const ofDecoder = tf.variableGrads(() => {
        made = tf.keep(decode(decoder, both, true));
        const features = featuresOf(discriminator, made);
        const near = distance(real, features.slice(0, batch));
        return near.add(taken(judge(discriminator, features)));
      }, variablesOf(decoder));

      const all = tf.concat([x, made]);
      made.dispose();
      const ofDiscriminator = tf.variableGrads(() => {
        const logits = judge(discriminator, featuresOf(discriminator, all, true));
        return taken(logits.slice(0, batch)).add(refused(logits.slice(batch)));
      }, variablesOf(discriminator));

      const grads = [ofEncoder, ofDecoder, ofDiscriminator].map((each) => each.grads);
      return {
        value: ofEncoder.value.add(ofDiscriminator.value),
        grads: Object.assign({}, ...grads),
      };
    },
  };
}
