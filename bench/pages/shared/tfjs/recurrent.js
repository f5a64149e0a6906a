/** A recurrent layer alone for TensorFlow.js. */
import * as tf from '@tensorflow/tfjs-core';
import { RECURRENT } from '../../../cases.mjs';
import { batchesByStep, drawnSteps, recurrentParameters } from '../recurrent.js';
import { divergenceOf } from './gaussian.js';
import { gru } from './gru.js';

/**
 * @param {keyof typeof RECURRENT} name
 * @param {{ batch: number }} data
 * @param {typeof import('./builtIn.js').builtIn} forward
 */
export function recurrentTask(name, { batch }, forward) {
  const { length, width, units } = RECURRENT[name];
  const rows = drawnSteps(name);
  return {
    parameters: recurrentParameters(name),
    batches: batchesByStep(rows, { batch, length, width }).map((values) =>
      tf.tensor2d(values, [length * batch, width]),
    ),
    datasetBytes: rows.byteLength,
    loss(params, x) {
      const how = { length, returns: 'last', isFirst: true };
      const last = gru(x, tf.zeros([batch, units]), params, how, forward);
      return divergenceOf(...tf.split(last, 2, 1));
    },
  };
}
