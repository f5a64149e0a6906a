/** A recurrent layer alone for jax-js. */
import { numpy as np } from '@jax-js/jax';
import { RECURRENT } from '../../../cases.mjs';
import { batchesByStep, drawnSteps, recurrentParameters } from '../recurrent.js';
import { divergenceOf, gru, lastOf } from './gru.js';

/** @param {keyof typeof RECURRENT} name @param {{ batch: number }} data */
export function recurrentTask(name, { batch }) {
  const { length, width, units } = RECURRENT[name];
  const rows = drawnSteps(name);
  return {
    parameters: recurrentParameters(name),
    batches: batchesByStep(rows, { batch, length, width }).map((values) =>
      np.array(values).reshape([length * batch, width]),
    ),
    datasetBytes: rows.byteLength,
    loss(params, x) {
      const [mu, logvar] = np.split(lastOf(gru(x, np.zeros([batch, units]), params, length)), 2, 1);
      return divergenceOf(mu, logvar);
    },
  };
}
