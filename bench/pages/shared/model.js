/** The model that every contender builds: layer shapes and equal initial values. */
import { MODELS } from '../../cases.mjs';

/** Gives the same numbers in every page and on every machine (mulberry32). */
function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Dense layers in forward order. `head` is the layer that computes mu and logvar together (one
 * product instead of two); the layers after it are the decoder.
 *
 * @param {keyof typeof MODELS} name
 */
export function denseLayers(name) {
  const { input, hidden, latent } = MODELS[name];
  const encoder = [input, ...hidden, 2 * latent];
  const decoder = [latent, ...hidden.toReversed(), input];
  const random = uniform(1);
  const stack = (widths) =>
    widths.slice(1).map((out, i) => {
      const fanIn = widths[i];
      const limit = 1 / Math.sqrt(fanIn);
      const values = (n) => Float32Array.from({ length: n }, () => (2 * random() - 1) * limit);
      return { fanIn, out, weight: values(fanIn * out), bias: values(out) };
    });
  return { latent, head: hidden.length, layers: [...stack(encoder), ...stack(decoder)] };
}

/**
 * The images in batches of float32 in 0..1, in training order.
 *
 * @param {Uint8Array} images rows * 784 bytes @param {number} rows @param {number} batch
 */
export function floatBatches(images, rows, batch) {
  const length = batch * (images.length / rows);
  return Array.from({ length: Math.floor(rows / batch) }, (_, i) =>
    Float32Array.from(images.subarray(i * length, (i + 1) * length), (pixel) => pixel / 255),
  );
}

/** Size of these batches on a device, in bytes. @param {Uint8Array} images */
export function floatBytes(images) {
  return Float32Array.BYTES_PER_ELEMENT * images.length;
}
