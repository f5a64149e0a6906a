/**
 * TensorFlow.js, used as its guides recommend: `tidy`, its Adam, and `minimize`, with all batches
 * resident on the device before the clock starts. Each backend has the form of the layers that is
 * fastest on it (`tfjs/builtIn.js`, `tfjs/wasm.js`).
 *
 * Alternatives measured against this form, interleaved, and no faster on either backend: an Adam
 * with fewer operations than the library's, a custom gradient for the likelihood, longer queues than
 * the default (WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE), other matMul programs.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { floatBatches, floatBytes, layersOf } from './model.js';

/**
 * @param {string} name @param {string} backend @param {string} version
 * @param {typeof import('./tfjs/builtIn.js').builtIn} forward the form of the layers that is fastest on the backend
 */
export function tfContender(name, backend, version, forward) {
  let state;

  const lossOf = (x) => {
    const { layers, latent, head } = state;
    const through = (h, some) => some.reduce((y, layer) => forward[layer.kind](y, layer), h);
    const [mu, logvar] = tf.split(through(x, layers.slice(0, head + 1)), 2, 1);
    const noise = tf.randomNormal([x.shape[0], latent]);
    const z = mu.add(logvar.mul(0.5).exp().mul(noise));
    const logits = through(z, layers.slice(head + 1));
    // -log p(x | z) from logits l is softplus(l) - l x, summed over pixels.
    const likelihood = logits.softplus().sub(logits.mul(x)).sum();
    const divergence = mu.square().add(logvar.exp()).sub(logvar).sub(1).sum().mul(0.5);
    return likelihood.add(divergence);
  };

  return {
    name,
    version,
    /** @param {{ model: any, batch: number, images: Uint8Array, rows: number }} options */
    async setup({ model, batch, images, rows }) {
      if (!(await tf.setBackend(backend)))
        throw new Error(`TensorFlow.js could not start its ${backend} backend`);
      await tf.ready();
      const { layers, latent, head } = layersOf(model);
      state = {
        layers: layers.map((layer, i) => ({
          ...layer,
          weight: tf.variable(tf.tensor2d(layer.weight, layer.shape)),
          bias: tf.variable(tf.tensor1d(layer.bias)),
          activation: i === head || i === layers.length - 1 ? 'linear' : 'relu',
          isFirst: i === 0,
        })),
        latent,
        head,
        batch,
        step: 0,
        batches: floatBatches(images, rows, batch).map((values) =>
          tf.tensor2d(values, [batch, images.length / rows]),
        ),
        optimizer: tf.train.adam(1e-3, 0.9, 0.999, 1e-8),
      };
      // Tensors are uploaded to the GPU on first use, which would be timed; upload them now.
      for (const { dataId } of state.batches) tf.backend().uploadToGPU?.(dataId);
      this.datasetBytes = floatBytes(images);
    },
    /** @param {number} n */
    async steps(n) {
      const { batches, optimizer, batch } = state;
      let cost;
      for (let i = 0; i < n; i++) {
        cost?.dispose();
        const x = batches[state.step++ % batches.length];
        cost = tf.tidy(() => optimizer.minimize(() => lossOf(x), true));
      }
      // Reading a value that depends on the last step's forward pass, then a weight, waits for all
      // work.
      const value = (await cost.data())[0] ?? Number.NaN;
      cost?.dispose();
      await state.layers[0].bias.data();
      return { loss: value / batch };
    },
    async dispose() {
      state.optimizer.dispose();
      tf.dispose([state.layers, state.batches]);
    },
  };
}
