/**
 * The recurrent models that every contender builds: initial values as PyTorch draws them, and data. All
 * rows are full, so that no contender needs a mask.
 */
import { DRAWN_ROWS, RECURRENT, SEQUENCES } from '../../cases.mjs';
import { uniform } from './random.js';

/** The token before the first of a sequence, as this library has it; smaller than those of a row. */
export const BEGIN = 1;
const FIRST_WORD = 3;
const GATES = 3;

/** Draws parameters `{ shape, values }`. */
function drawing(seed) {
  const random = uniform(seed);
  const filled = (shape, draw) => {
    const length = shape.reduce((product, size) => product * size);
    return { shape, values: Float32Array.from({ length }, draw) };
  };
  const bounded = (shape, fanIn) => filled(shape, () => (2 * random() - 1) / Math.sqrt(fanIn));
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return {
    table: (vocabulary, width) => filled([vocabulary, width], normal),
    dense: (inputs, outputs) => ({
      weight: bounded([inputs, outputs], inputs),
      bias: bounded([outputs], inputs),
    }),
    /** Gates r, z and n side by side; the products of inputs and of states have a bias each. */
    gru: (width, units) => ({
      input: {
        weight: bounded([width, GATES * units], units),
        bias: bounded([GATES * units], units),
      },
      hidden: {
        weight: bounded([units, GATES * units], units),
        bias: bounded([GATES * units], units),
      },
    }),
  };
}

/** The parameters of a sequence VAE, by part. @param {keyof typeof SEQUENCES} name */
export function sequenceParameters(name) {
  const { vocabulary, embedding, hidden, latent } = SEQUENCES[name];
  const { table, dense, gru } = drawing(1);
  return {
    encoder: { table: table(vocabulary, embedding), gru: gru(embedding, hidden) },
    head: dense(hidden, 2 * latent),
    initial: dense(latent, hidden),
    decoder: { table: table(vocabulary, embedding), gru: gru(embedding, hidden) },
    output: dense(hidden, vocabulary),
  };
}

/** The parameters of a recurrent layer. @param {keyof typeof RECURRENT} name */
export function recurrentParameters(name) {
  const { width, units } = RECURRENT[name];
  return drawing(1).gru(width, units);
}

/** Tokens of which few are frequent, row after row. @param {keyof typeof SEQUENCES} name */
export function drawnTokens(name) {
  const { length, vocabulary } = SEQUENCES[name];
  const random = uniform(2);
  const words = vocabulary - FIRST_WORD;
  const token = () => FIRST_WORD + Math.floor(words * random() ** 4);
  return Uint32Array.from({ length: DRAWN_ROWS * length }, token);
}

/** Values in (-1, 1), row after row and step after step. @param {keyof typeof RECURRENT} name */
export function drawnSteps(name) {
  const { length, width } = RECURRENT[name];
  const random = uniform(2);
  return Float32Array.from({ length: DRAWN_ROWS * length * width }, () => 2 * random() - 1);
}

/**
 * Batches of rows, the first step of all rows first, in training order.
 *
 * @template {Uint32Array | Float32Array} T
 * @param {T} rows `[rows, length, width]` @param {{ batch: number, length: number, width: number }} sizes
 * @returns {T[]} `[length, batch, width]` each
 */
export function batchesByStep(rows, { batch, length, width }) {
  const size = batch * length * width;
  return Array.from({ length: Math.floor(rows.length / size) }, (_, i) => {
    const values = rows.slice(i * size, (i + 1) * size);
    for (let row = 0; row < batch; row++) {
      for (let step = 0; step < length; step++) {
        const from = i * size + (row * length + step) * width;
        values.set(rows.subarray(from, from + width), (step * batch + row) * width);
      }
    }
    return values;
  });
}
