/** A sequence VAE for TensorFlow.js. */
import * as tf from '@tensorflow/tfjs-core';
import { SEQUENCES } from '../../../cases.mjs';
import { BEGIN, batchesByStep, drawnTokens, sequenceParameters } from '../recurrent.js';
import { divergenceOf, sampled } from './gaussian.js';
import { gru } from './gru.js';

/**
 * @param {keyof typeof SEQUENCES} name
 * @param {{ batch: number }} data
 * @param {typeof import('./builtIn.js').builtIn} forward
 */
export function sequenceTask(name, { batch }, forward) {
  const { length, vocabulary, hidden, latent } = SEQUENCES[name];
  const rows = drawnTokens(name);
  const dense = (x, layer) => forward.dense(x, { ...layer, activation: 'linear' });
  return {
    parameters: sequenceParameters(name),
    batches: batchesByStep(rows, { batch, length, width: 1 }).map((values) =>
      tf.tensor1d(Int32Array.from(values), 'int32'),
    ),
    datasetBytes: rows.byteLength,
    loss({ encoder, head, initial, decoder, output }, tokens) {
      const read = forward.embedding(encoder.table, tokens);
      const zeros = tf.zeros([batch, hidden]);
      const h = gru(read, zeros, encoder.gru, { length, returns: 'last' }, forward);
      const [mu, logvar] = tf.split(dense(h, head), 2, 1);
      const state = dense(sampled(mu, logvar, latent), initial);

      const first = tf.fill([batch], BEGIN, 'int32');
      const before = tf.concat([first, tokens.slice(0, (length - 1) * batch)]);
      const known = forward.embedding(decoder.table, before);
      const states = gru(known, state, decoder.gru, { length, returns: 'all' }, forward);
      const logits = dense(states, output);
      return nll(logits, tokens, vocabulary).add(divergenceOf(mu, logvar));
    },
  };
}

/** -log of the probability of each token, summed; the gradient of the logits is the probabilities less the tokens. */
function nll(logits, tokens, vocabulary) {
  return tf.customGrad((x, save) => {
    const probabilities = tf.softmax(x);
    const targets = tf.oneHot(tokens, vocabulary).cast('float32');
    save([probabilities, targets]);
    const gradFunc = (dy, [p, t]) => p.sub(t).mul(dy);
    return { value: probabilities.mul(targets).sum(1).log().sum().neg(), gradFunc };
  })(logits);
}
