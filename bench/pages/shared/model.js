/** The model that every contender builds: layer shapes and equal initial values. */
import { CONVOLUTIONAL, isConvolutional, MODELS } from '../../cases.mjs';
import { uniform } from './random.js';

/**
 * Layers in forward order. `head` is the layer that computes mu and logvar together (one product
 * instead of two); the layers after it are the decoder.
 *
 * A layer takes and gives flat rows, `[batch, height * width * channels]` for images. Its weight is a
 * matrix, `[fanIn, out]` of a dense layer. A convolution has 4x4 pixels, stride 2 and padding 1: its
 * weight `[16 * inputs, outputs]` takes the pixels of an output; that of a transposed one
 * `[inputs, 16 * outputs]` gives the pixels of an input. `size` is height and width of its input.
 *
 * @param {string} name
 */
export function layersOf(name) {
  const random = uniform(1);
  const values = (n, limit) => Float32Array.from({ length: n }, () => (2 * random() - 1) * limit);
  // PyTorch's initial distribution: its fan-in of a transposed convolution is that of its outputs.
  const drawn = (layer, fanIn, [rows, columns], biases) => ({
    ...layer,
    shape: [rows, columns],
    weight: values(rows * columns, 1 / Math.sqrt(fanIn)),
    bias: values(biases, 1 / Math.sqrt(fanIn)),
  });
  const dense = (widths) =>
    widths.slice(1).map((out, i) => drawn({ kind: 'dense' }, widths[i], [widths[i], out], out));
  if (!isConvolutional(name)) {
    const { input, hidden, latent } = MODELS[name];
    const encoder = dense([input, ...hidden, 2 * latent]);
    const decoder = dense([latent, ...hidden.toReversed(), input]);
    return { latent, head: hidden.length, layers: [...encoder, ...decoder] };
  }
  const {
    input: [height, width, colours],
    channels,
    hidden,
    latent,
  } = CONVOLUTIONAL[name];
  const stages = [colours, ...channels].map((count, i) => ({
    size: [height / 2 ** i, width / 2 ** i],
    count,
  }));
  const pairs = stages.slice(1).map((small, i) => ({ large: stages[i], small }));
  const convolutions = pairs.map(({ large, small }) => {
    const [inputs, outputs] = [large.count, small.count];
    const layer = { kind: 'convolution', size: large.size, inputs, outputs };
    return drawn(layer, 16 * inputs, [16 * inputs, outputs], outputs);
  });
  const { size, count } = stages[channels.length];
  const flat = size[0] * size[1] * count;
  const encoder = [...convolutions, ...dense([flat, hidden, 2 * latent])];
  const transposed = pairs.toReversed().map(({ large, small }) => {
    const [inputs, outputs] = [small.count, large.count];
    const layer = { kind: 'transposed', size: small.size, inputs, outputs };
    return drawn(layer, 16 * outputs, [inputs, 16 * outputs], outputs);
  });
  const decoder = [...dense([latent, hidden, flat]), ...transposed];
  return { latent, head: encoder.length - 1, layers: [...encoder, ...decoder] };
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
