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
  nn,
  numpy as np,
  random,
  tree,
  valueAndGrad,
} from '@jax-js/jax';
import { floatBatches, floatBytes, layersOf } from './model.js';

const BETA1 = 0.9;
const BETA2 = 0.999;
/** Maximum number of queued steps before the page waits: jax-js recommends a bounded queue. */
const QUEUE = 32;

/** Consumes its arguments, like every function of jax-js. */
function negativeElbo(layers, params, x, noise, head) {
  let h = x.ref;
  let divergence;
  params.forEach(({ weight, bias }, i) => {
    h = FORWARD[layers[i].kind](h, weight, bias, layers[i]);
    if (i === head) {
      const [mu, logvar] = np.split(h, 2, 1);
      divergence = np.square(mu.ref).add(np.exp(logvar.ref)).sub(logvar.ref).sub(1).sum().mul(0.5);
      h = mu.add(np.exp(logvar.mul(0.5)).mul(noise));
    } else if (i < params.length - 1) {
      h = nn.relu(h);
    }
  });
  // -log p(x | z) from logits l is softplus(l) - l x, summed over pixels.
  return nn.softplus(h.ref).sub(h.mul(x)).sum().add(divergence);
}

/** The forward pass of each kind of layer. */
const FORWARD = {
  dense: (x, weight, bias) => np.dot(x, weight).add(bias),
  convolution,
  transposed,
};

/** Where the four 2x2 blocks of a 4x4 kernel lie, in blocks. */
const SHIFTS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

/** Pixels in 2x2 blocks, four shifted slices of them, and one plain product. */
function convolution(x, weight, bias, { size: [height, width], inputs, outputs }) {
  const [h, w] = [height / 2, width / 2];
  const padded = np.pad(x.reshape([-1, height, width, inputs]), [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
  const blocks = padded
    .reshape([-1, h + 1, 2, w + 1, 2, inputs])
    .transpose([0, 1, 3, 2, 4, 5])
    .reshape([-1, h + 1, w + 1, 4 * inputs]);
  const slices = SHIFTS.map(([dy, dx]) => blocks.ref.slice([], [dy, dy + h], [dx, dx + w]));
  blocks.dispose();
  const patches = np.concatenate(slices, 3).reshape([-1, 16 * inputs]);
  return np
    .dot(patches, weight)
    .add(bias)
    .reshape([-1, h * w * outputs]);
}

/** The adjoint: one plain product, and four shifted additions of its 2x2 blocks. */
function transposed(x, weight, bias, { size: [h, w], inputs, outputs }) {
  const product = np.dot(x.reshape([-1, inputs]), weight);
  const pieces = np.split(product.reshape([-1, h, w, 16 * outputs]), 4, 3);
  return SHIFTS.map(([dy, dx], i) =>
    np.pad(pieces[i], [
      [0, 0],
      [dy, 1 - dy],
      [dx, 1 - dx],
      [0, 0],
    ]),
  )
    .reduce((sum, piece) => sum.add(piece))
    .reshape([-1, h + 1, w + 1, 2, 2, outputs])
    .transpose([0, 1, 3, 2, 4, 5])
    .reshape([-1, 2 * h + 2, 2 * w + 2, outputs])
    .slice([], [1, 2 * h + 1], [1, 2 * w + 1])
    .add(bias)
    .reshape([-1, 4 * h * w * outputs]);
}

/** @param {number} batch @param {ReturnType<typeof layersOf>} model */
function trainStep(batch, { layers, latent, head }) {
  return jit(({ params, m, v, t, key }, x) => {
    const keys = random.split(key, 2);
    const noise = random.normal(keys.ref.slice(0), [batch, latent]);
    const loss = (p) => negativeElbo(layers, p, x, noise, head);
    const [value, grads] = valueAndGrad(loss)(tree.ref(params));
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
      const known = layersOf(model);
      const zeros = () =>
        known.layers.map((l) => ({ weight: np.zeros(l.shape), bias: np.zeros([l.bias.length]) }));
      state = {
        batch,
        step: 0,
        train: trainStep(batch, known),
        batches: floatBatches(images, rows, batch).map((values) =>
          np.array(values).reshape([batch, images.length / rows]),
        ),
        carry: {
          params: known.layers.map((l) => ({
            weight: np.array(l.weight).reshape(l.shape),
            bias: np.array(l.bias),
          })),
          m: zeros(),
          v: zeros(),
          t: np.array(0, { dtype: np.float32 }),
          key: random.key(1),
        },
      };
      this.datasetBytes = floatBytes(images);
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
