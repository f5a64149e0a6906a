/** The operations as TensorFlow.js has them, with its gradients: fused matMul with bias and activation, conv2d, gather. */
import * as tf from '@tensorflow/tfjs-core';

const activated = (y, activation) => (activation === 'relu' ? y.relu() : y);

/** The forward pass of each kind of layer, and a gradient for those of other files. */
export const builtIn = {
  dense: (a, { weight: b, bias, activation }) => tf.fused.matMul({ a, b, bias, activation }),
  convolution(x, { weight, bias, activation, size: [height, width], inputs, outputs }) {
    const filter = weight.reshape([4, 4, inputs, outputs]);
    const y = tf.conv2d(x.reshape([-1, height, width, inputs]), filter, 2, 1);
    return activated(y.add(bias), activation).reshape([x.shape[0], -1]);
  },
  transposed(x, { weight, bias, activation, size: [h, w], inputs, outputs }) {
    const filter = weight.reshape([4, 4, outputs, inputs]);
    const large = [x.shape[0], 2 * h, 2 * w, outputs];
    const y = tf.conv2dTranspose(x.reshape([-1, h, w, inputs]), filter, large, 2, 1);
    return activated(y.add(bias), activation).reshape([x.shape[0], -1]);
  },
  embedding: (table, tokens) => tf.gather(table, tokens),
  /** xᵀ · dy */
  weightGradient: (x, dy) => x.matMul(dy, true, false),
};
