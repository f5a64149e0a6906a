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
 * What is trained: initial values `{ shape, values }` in a tree, resident batches, and the sum of the loss over a batch.
 *
 * @typedef {(params: any, x: tf.Tensor, noise?: any) => tf.Scalar} Loss
 * @typedef {{ parameters: any, batches: tf.Tensor[], datasetBytes: number, loss?: Loss, losses?: Record<string, Loss>, noise?: () => any }} Task
 */

/** The step of one loss. @param {Task} task */
function oneUpdate({ loss }, params, adam) {
  const optimizer = adam();
  const step = (x) => tf.tidy(() => optimizer.minimize(() => loss(params, x), true));
  return { step, dispose: () => optimizer.dispose() };
}

/** The step of a loss for each group of parameters. All gradients are taken before any update. @param {Task} task */
function severalUpdates({ losses, noise }, params, adam) {
  const updates = Object.entries(losses).map(([group, loss]) => ({
    loss,
    variables: params[group].flatMap(({ weight, bias }) => [weight, bias]),
    optimizer: adam(),
  }));
  const step = (x) =>
    tf.tidy(() => {
      const drawn = noise();
      const found = updates.map(({ loss, variables }) =>
        tf.variableGrads(() => loss(params, x, drawn), variables),
      );
      for (const [i, { optimizer }] of updates.entries()) optimizer.applyGradients(found[i].grads);
      return found[0].value;
    });
  const dispose = () => {
    for (const { optimizer } of updates) optimizer.dispose();
  };
  return { step, dispose };
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
      state = {
        variables,
        batch,
        step: 0,
        batches: task.batches,
        update: (task.losses ? severalUpdates : oneUpdate)(task, params, () =>
          tf.train.adam(1e-3, 0.9, 0.999, 1e-8),
        ),
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
        cost = update.step(x);
      }
      // Reading a value that depends on the last step's forward pass, then a weight, waits for all
      // work.
      const value = (await cost.data())[0] ?? Number.NaN;
      cost?.dispose();
      await variables.at(-1).data();
      return { loss: value / batch };
    },
    async dispose() {
      state.update.dispose();
      tf.dispose([state.variables, state.batches]);
    },
  };
}
