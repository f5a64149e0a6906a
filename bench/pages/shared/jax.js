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
import { denseLayers, floatBatches, floatBytes } from './model.js';

const BETA1 = 0.9;
const BETA2 = 0.999;
/** Maximum number of queued steps before the page waits: jax-js recommends a bounded queue. */
const QUEUE = 32;

/** Consumes its arguments, like every function of jax-js. */
function negativeElbo(params, x, noise, head) {
  let h = x.ref;
  let divergence;
  params.forEach(({ weight, bias }, i) => {
    h = np.dot(h, weight).add(bias);
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

/** @param {number} batch @param {number} latent @param {number} head */
function trainStep(batch, latent, head) {
  return jit(({ params, m, v, t, key }, x) => {
    const keys = random.split(key, 2);
    const noise = random.normal(keys.ref.slice(0), [batch, latent]);
    const loss = (p) => negativeElbo(p, x, noise, head);
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
      const { layers, latent, head } = denseLayers(model);
      const zeros = () =>
        layers.map((l) => ({ weight: np.zeros([l.fanIn, l.out]), bias: np.zeros([l.out]) }));
      state = {
        batch,
        step: 0,
        train: trainStep(batch, latent, head),
        batches: floatBatches(images, rows, batch).map((values) =>
          np.array(values).reshape([batch, images.length / rows]),
        ),
        carry: {
          params: layers.map((l) => ({
            weight: np.array(l.weight).reshape([l.fanIn, l.out]),
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
