/** A sequence VAE for jax-js. */
import { nn, numpy as np } from '@jax-js/jax';
import { SEQUENCES } from '../../../cases.mjs';
import { BEGIN, batchesByStep, drawnTokens, sequenceParameters } from '../recurrent.js';
import { divergenceOf, gru, lastOf } from './gru.js';

/**
 * The rows of a table that tokens name. Negated twice: the scatter of the gradient takes nothing that a reshape of a
 * product is the last form of.
 */
const embedding = (table, tokens) => np.negative(np.negative(np.take(table, tokens, 0)));

const dense = (x, { weight, bias }) => np.dot(x, weight).add(bias);

/** @param {keyof typeof SEQUENCES} name @param {{ batch: number }} data */
export function sequenceTask(name, { batch }) {
  const { length, vocabulary, hidden, latent } = SEQUENCES[name];
  const rows = drawnTokens(name);
  return {
    parameters: sequenceParameters(name),
    batches: batchesByStep(rows, { batch, length, width: 1 }).map((values) =>
      np.array(Int32Array.from(values), { dtype: np.int32 }),
    ),
    datasetBytes: rows.byteLength,
    noise: [batch, latent],
    loss({ encoder, head, initial, decoder, output }, tokens, noise) {
      const read = embedding(encoder.table, tokens.ref);
      const h = lastOf(gru(read, np.zeros([batch, hidden]), encoder.gru, length));
      const [mu, logvar] = np.split(dense(h, head), 2, 1);
      const divergence = divergenceOf(mu.ref, logvar.ref);
      const z = mu.add(np.exp(logvar.mul(0.5)).mul(noise));

      const first = np.full([batch], BEGIN, { dtype: np.int32 });
      const before = np.concatenate([first, tokens.ref.slice([0, (length - 1) * batch])]);
      const known = embedding(decoder.table, before);
      const states = gru(known, dense(z, initial), decoder.gru, length);
      const logits = dense(np.concatenate(states, 0), output);
      const words = np.arange(vocabulary).astype(np.int32);
      const targets = np.equal(tokens.reshape([-1, 1]), words);
      const right = np.where(targets, logits.ref, 0).sum();
      return nn.logsumexp(logits, 1).sum().sub(right).add(divergence);
    },
  };
}
