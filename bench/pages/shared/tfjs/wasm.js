/**
 * The layers for TensorFlow.js in WebAssembly. Only two of its kernels are fast and have threads, a
 * product without transposed operands and conv2d (both are XNNPACK's); its products with transposed
 * operands are plain loops, and conv2d has no registered gradients. So everything here, gradients
 * included, is one of the two: transposing copies cost little beside it. The gradient of gather has no kernel
 * either; scatterND is the same sum.
 */
import * as tf from '@tensorflow/tfjs-core';

/** The forward pass of each kind of layer, and a gradient for those of other files. */
export const wasm = {
  dense: (x, layer) => activated(product(x, layer.weight, layer.isFirst), layer),
  convolution(x, layer) {
    const { weight, size, inputs, outputs, isFirst } = layer;
    const filter = weight.reshape([4, 4, inputs, outputs]);
    const y = convolution(x.reshape([-1, ...size, inputs]), filter, isFirst);
    return activated(y, layer).reshape([x.shape[0], -1]);
  },
  transposed(x, layer) {
    const { weight, size, inputs, outputs, isFirst } = layer;
    const filter = weight.reshape([4, 4, outputs, inputs]);
    const y = transposed(x.reshape([-1, ...size, inputs]), filter, isFirst);
    return activated(y, layer).reshape([x.shape[0], -1]);
  },
  embedding: (table, tokens) => looked(tokens)(table),
  weightGradient,
};

function activated(y, { bias, activation }) {
  return activation === 'relu' ? y.add(bias).relu() : y.add(bias);
}

/**
 * An operation that is linear in x and in its weight. The data, which are the x of the first layer,
 * need no gradient.
 */
function bilinear(forward, toInput, toWeight) {
  const ofBoth = tf.customGrad((x, weight, save) => {
    save([x, weight]);
    const gradFunc = (dy, saved) => [toInput(dy, saved[1]), toWeight(saved[0], dy)];
    return { value: forward(x, weight), gradFunc };
  });
  const ofWeight = (data) =>
    tf.customGrad((weight, save) => {
      save([data]);
      return { value: forward(data, weight), gradFunc: (dy, [x]) => toWeight(x, dy) };
    });
  return (x, weight, isFirst) => (isFirst ? ofWeight(x)(weight) : ofBoth(x, weight));
}

const product = bilinear(
  (x, weight) => x.matMul(weight),
  (dy, weight) => dy.matMul(weight.transpose()),
  weightGradient,
);
const convolution = bilinear(halve, double, filterGradient);
const transposed = bilinear(double, halve, (small, dLarge) => filterGradient(dLarge, small));

/** xᵀ · dy */
function weightGradient(x, dy) {
  return x.transpose().matMul(dy);
}

/** The rows of a table that tokens name. */
function looked(tokens) {
  return tf.customGrad((table, save) => {
    save([tokens]);
    const gradFunc = (dy, [rows]) => tf.scatterND(rows.expandDims(1), dy, table.shape);
    return { value: tf.gather(table, tokens), gradFunc };
  });
}

/** [rows, 2h, 2w, inputs] -> [rows, h, w, outputs], with a filter [4, 4, inputs, outputs] */
function halve(large, filter) {
  return tf.conv2d(large, filter, 2, 1);
}

/** Padding before and after a small image, for the even and the odd pixels of the large one. */
const PADDING = [
  [1, 0],
  [0, 1],
];

/** The adjoint of `halve`: a convolution of 2x2 for each pixel of a block of 2x2. */
function double(small, filter) {
  const [, , inputs, outputs] = filter.shape;
  const [, h, w] = small.shape;
  const filters = filter
    .reverse([0, 1])
    .reshape([2, 2, 2, 2, inputs, outputs])
    .transpose([1, 3, 0, 2, 5, 4])
    .reshape([4, 2, 2, outputs, inputs])
    .unstack();
  const lines = PADDING.map((vertical, i) => {
    const pixels = PADDING.map((horizontal, j) =>
      tf.conv2d(small, filters[2 * i + j], 1, [[0, 0], vertical, horizontal, [0, 0]]),
    );
    return tf.concat(pixels, 3).reshape([-1, h, 2 * w * inputs]);
  });
  return tf.concat(lines, 2).reshape([-1, 2 * h, 2 * w, inputs]);
}

/** A convolution in which the rows are channels and the small images the filter, with dilation 2. */
function filterGradient(large, small) {
  const [images, filter] = [large.transpose([3, 1, 2, 0]), small.transpose([1, 2, 0, 3])];
  const padding = [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ];
  return tf.conv2d(images, filter, 1, padding, 'NHWC', 2).transpose([1, 2, 0, 3]);
}
