/** The posterior of VAEs for TensorFlow.js. */
import * as tf from '@tensorflow/tfjs-core';

/** A sample of each row. */
export function sampled(mu, logvar, latent) {
  const noise = tf.randomNormal([mu.shape[0], latent]);
  return mu.add(logvar.mul(0.5).exp().mul(noise));
}

/** KL(N(mu, exp(logvar)) || N(0, I)), summed over the rows. */
export function divergenceOf(mu, logvar) {
  return mu.square().add(logvar.exp()).sub(logvar).sub(1).sum().mul(0.5);
}
