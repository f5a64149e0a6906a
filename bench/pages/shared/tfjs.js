/**
 * TensorFlow.js, used as its guides recommend: `tidy`, its Adam, and `minimize`, with all batches
 * resident on the device before the clock starts. Each backend has the form of the operations that is
 * fastest on it (`tfjs/builtIn.js`, `tfjs/wasm.js`).
 *
 * Alternatives measured against this form, interleaved, and no faster on either backend: an Adam
 * with fewer operations than the library's, a custom gradient for the likelihood, longer queues than
 * the default (WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE), other matMul programs.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { isAdversary, isRecurrent, isSequence } from '../../cases.mjs';
import { mapLeaves } from './leaves.js';
import { adversaryTask } from './tfjs/adversary.js';
import { imageTask } from './tfjs/images.js';
import { recurrentTask } from './tfjs/recurrent.js';
import { sequenceTask } from './tfjs/sequence.js';

/**
 * The training: initial values `{ shape, values }` in a tree, resident batches, and the sum of the loss over a batch.
 *
 * @typedef {(params: any, x: tf.Tensor) => tf.Scalar} Loss
 * @typedef {{ parameters: any, batches: tf.Tensor[], datasetBytes: number, loss?: Loss, gradients?: (params: any, x: tf.Tensor) => { value: tf.Scalar, grads: tf.NamedTensorMap } }} Task
 */

/**
 * The step of a task: of its loss, or of several losses by its own function. One Adam serves several networks: it treats
 * each weight alone.
 *
 * @param {Task} task
 */
function stepOf({ loss, gradients }, params, adam) {
  if (loss) return (x) => tf.tidy(() => adam.minimize(() => loss(params, x), true));
  return (x) =>
    tf.tidy(() => {
      const { value, grads } = gradients(params, x);
      adam.applyGradients(grads);
      return value;
    });
}

/** @returns {Task} */
function taskOf(model, data, forward) {
  if (isSequence(model)) return sequenceTask(model, data, forward);
  if (isRecurrent(model)) return recurrentTask(model, data, forward);
  if (isAdversary(model)) return adversaryTask(model, data, forward);
  return imageTask(model, data, forward);
}

/**
 * @param {string} name @param {string} backend @param {string} version
 * @param {typeof import('./tfjs/builtIn.js').builtIn} forward the form of the operations that is fastest on the backend
 */
export function tfContender(name, backend, version, forward) {
  let state;

  return {
    name,
    version,
    /** @param {{ model: any, batch: number, images: Uint8Array, rows: number }} options */
    async setup({ model, batch, images, rows }) {
      if (!(await tf.setBackend(backend)))
        throw new Error(`TensorFlow.js could not start its ${backend} backend`);
      await tf.ready();
      const task = taskOf(model, { batch, images, rows }, forward);
      const variables = [];
      const params = mapLeaves(task.parameters, ({ shape, values }) => {
        const variable = tf.variable(tf.tensor(values, shape));
        variables.push(variable);
        return variable;
      });
      const optimizer = tf.train.adam(1e-3, 0.9, 0.999, 1e-8);
      state = {
        variables,
        batch,
        step: 0,
        batches: task.batches,
        optimizer,
        update: stepOf(task, params, optimizer),
      };
      // Tensors are uploaded to the GPU on first use, which would be timed; upload them now.
      for (const { dataId } of state.batches) tf.backend().uploadToGPU?.(dataId);
      this.datasetBytes = task.datasetBytes;
    },
    /** @param {number} n */
    async steps(n) {
      const { batches, update, batch, variables } = state;
      let cost;
      for (let i = 0; i < n; i++) {
        cost?.dispose();
        const x = batches[state.step++ % batches.length];
        cost = update(x);
      }
      // Reading a value that depends on the last step's forward pass, then a weight, waits for all
      // work.
      const value = (await cost.data())[0] ?? Number.NaN;
      cost?.dispose();
      await variables.at(-1).data();
      return { loss: value / batch };
    },
    async dispose() {
      state.optimizer.dispose();
      tf.dispose([state.variables, state.batches]);
    },
  };
}
