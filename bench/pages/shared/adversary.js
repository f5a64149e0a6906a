/** The VAE-GAN that every contender builds: initial values as PyTorch draws them. */
import { ADVERSARIES } from '../../cases.mjs';
import { uniform } from './random.js';

/** The parameters by group, those of each layer in order. @param {keyof typeof ADVERSARIES} name */
export function adversaryParameters(name) {
  const { input, hidden, latent, judge } = ADVERSARIES[name];
  const random = uniform(1);
  const values = (length, fanIn) =>
    Float32Array.from({ length }, () => (2 * random() - 1) / Math.sqrt(fanIn));
  const dense = (inputs, outputs) => ({
    weight: { shape: [inputs, outputs], values: values(inputs * outputs, inputs) },
    bias: { shape: [outputs], values: values(outputs, inputs) },
  });
  const stack = (widths) => widths.slice(1).map((units, i) => dense(widths[i], units));
  return {
    encoder: stack([input, hidden, 2 * latent]),
    decoder: stack([latent, hidden, input]),
    discriminator: stack([input, ...judge, 1]),
  };
}
