/**
 * jax-js, used as its guides recommend: the whole step (noise, loss, gradients, Adam) in one `jit`,
 * with owned arrays passed on (`.ref` counts a further use), and all batches resident before the
 * clock starts.
 */
import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  numpy as np,
  random,
  tree,
  valueAndGrad,
} from '@jax-js/jax';
import { isAdversary, isRecurrent, isSequence } from '../../cases.mjs';
import { adversaryTask } from './jax/adversary.js';
import { imageTask } from './jax/images.js';
import { recurrentTask } from './jax/recurrent.js';
import { sequenceTask } from './jax/sequence.js';
import { mapLeaves } from './leaves.js';

/**
 * The training: initial values `{ shape, values }` in a tree, resident batches, the shape of the noise of a step
 * if it has any, and the sum of the loss over a batch. The loss consumes its arguments, like every function of jax-js.
 *
 * @typedef {(params: any, x: any, noise: any) => any} Loss
 * @typedef {{ parameters: any, batches: any[], datasetBytes: number, noise?: number[], loss?: Loss, gradients?: (params: any, x: any, noise: any) => [any, any] }} Task
 */

const BETA1 = 0.9;
const BETA2 = 0.999;
/** Maximum number of queued steps before the page waits: jax-js recommends a bounded queue. */
const QUEUE = 32;

/** @param {string} model @param {{ batch: number, images: Uint8Array, rows: number }} data @returns {Task} */
function taskOf(model, data) {
  if (isSequence(model)) return sequenceTask(model, data);
  if (isRecurrent(model)) return recurrentTask(model, data);
  if (isAdversary(model)) return adversaryTask(model, data);
  return imageTask(model, data);
}

/** A loss and its gradients, by the task's own function if it has several losses. @param {Task} task */
function gradientsOf({ loss, gradients }, params, x, noise) {
  return gradients ? gradients(params, x, noise) : valueAndGrad((p) => loss(p, x, noise))(params);
}

/** @param {Task} task */
function trainStep({ noise: shape, ...task }) {
  return jit(({ params, m, v, t, key }, x) => {
    const keys = random.split(key, 2);
    const noise = shape && random.normal(keys.ref.slice(0), shape);
    const [value, grads] = gradientsOf(task, tree.ref(params), x, noise);
    const step = t.add(1);
    const scale1 = np.reciprocal(np.subtract(1, np.exp(step.ref.mul(Math.log(BETA1)))));
    const scale2 = np.reciprocal(np.subtract(1, np.exp(step.ref.mul(Math.log(BETA2)))));
    const m2 = tree.map((a, g) => a.mul(BETA1).add(g.ref.mul(1 - BETA1)), m, grads);
    const v2 = tree.map((a, g) => a.mul(BETA2).add(np.square(g).mul(1 - BETA2)), v, grads);
    const moved = tree.map(
      (p, a, b) =>
        p.sub(
          a.ref
            .mul(scale1.ref)
            .mul(1e-3)
            .div(np.sqrt(b.ref.mul(scale2.ref)).add(1e-8)),
        ),
      params,
      m2,
      v2,
    );
    scale1.dispose();
    scale2.dispose();
    return [{ params: moved, m: m2, v: v2, t: step, key: keys.slice(1) }, value];
  });
}

/** @param {string} name @param {'webgpu' | 'wasm'} device @param {string} version */
export function jaxContender(name, device, version) {
  let state;
  // Waiting for one output at the end of the GPU's queue suffices; a wait for each output would be
  // counted and timed.
  const awaited = () => (device === 'webgpu' ? state.carry.t : state.carry);
  return {
    name,
    version,
    /** @param {{ model: any, batch: number, images: Uint8Array, rows: number }} options */
    async setup({ model, batch, images, rows }) {
      if (!(await init(device)).includes(device))
        throw new Error(`jax-js could not start its ${device} device`);
      defaultDevice(device);
      const task = taskOf(model, { batch, images, rows });
      const each = (make) => mapLeaves(task.parameters, make);
      const zeros = () => each(({ shape }) => np.zeros(shape));
      state = {
        batch,
        step: 0,
        train: trainStep(task),
        batches: task.batches,
        carry: {
          params: each(({ shape, values }) => np.array(values).reshape(shape)),
          m: zeros(),
          v: zeros(),
          t: np.array(0, { dtype: np.float32 }),
          key: random.key(1),
        },
      };
      this.datasetBytes = task.datasetBytes;
    },
    /** @param {number} n */
    async steps(n) {
      const { batches, batch, train } = state;
      let loss;
      for (let i = 0; i < n; i++) {
        loss?.dispose();
        const x = batches[state.step++ % batches.length];
        [state.carry, loss] = train(state.carry, x.ref);
        if (i % QUEUE === QUEUE - 1) await blockUntilReady(awaited());
      }
      await blockUntilReady(awaited());
      return { loss: (await loss.jsAsync()) / batch };
    },
    async dispose() {
      tree.dispose(state.carry);
      tree.dispose(state.batches);
      state.train.dispose();
    },
  };
}
