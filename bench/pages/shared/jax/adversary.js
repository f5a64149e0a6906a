/** A VAE-GAN for jax-js: a gradient for each of three networks, which hand each other what they computed. */
import { nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { ADVERSARIES } from '../../../cases.mjs';
import { adversaryParameters } from '../adversary.js';
import { floatBatches, floatBytes } from '../model.js';
import { divergenceOf } from './gru.js';

// All functions consume their arguments, like those of jax-js.

const dense = (x, { weight, bias }) => np.dot(x, weight).add(bias);
const encode = ([hidden, head], x) => np.split(dense(nn.relu(dense(x, hidden)), head), 2, 1);
const decode = ([hidden, output], z) => nn.sigmoid(dense(nn.relu(dense(z, hidden)), output));
const featuresOf = (layers, x) => layers.reduce((h, layer) => nn.relu(dense(h, layer)), x);
/** The binary cross-entropy of logits with the target 1, or 0. */
const taken = (logits) => nn.softplus(np.negative(logits)).sum();
const refused = (logits) => nn.softplus(logits).sum();
const distance = (a, b) => np.square(a.sub(b)).sum().mul(0.5);

/** @returns {[any, any]} the sum of what encoder and discriminator minimise, and the gradients of all three networks */
function gradients({ encoder, decoder, discriminator }, x, noise, batch) {
  const [own, drawn] = np.split(noise, 2, 0);
  const hidden = discriminator.slice(0, -1);
  const real = featuresOf(tree.ref(hidden), x.ref);
  const withAux = { hasAux: true };

  const [[coded, z], ofEncoder] = valueAndGrad((layers) => {
    const [mu, logvar] = encode(layers, x.ref);
    const divergence = divergenceOf(mu.ref, logvar.ref);
    const codes = mu.add(np.exp(logvar.mul(0.5)).mul(own));
    const made = featuresOf(tree.ref(hidden), decode(tree.ref(decoder), codes.ref));
    return [distance(real.ref, made).add(divergence), codes];
  }, withAux)(encoder);

  const [[played, rows], ofDecoder] = valueAndGrad((layers) => {
    const made = decode(layers, np.concatenate([z, drawn]));
    const features = featuresOf(tree.ref(hidden), made.ref);
    const near = distance(real, features.ref.slice([0, batch]));
    return [near.add(taken(dense(features, tree.ref(discriminator.at(-1))))), made];
  }, withAux)(decoder);
  played.dispose();

  const [judged, ofDiscriminator] = valueAndGrad((layers) => {
    const features = featuresOf(layers.slice(0, -1), np.concatenate([x, rows]));
    const logits = dense(features, layers.at(-1));
    return taken(logits.ref.slice([0, batch])).add(refused(logits.slice([batch, 3 * batch])));
  })(discriminator);

  const grads = { encoder: ofEncoder, decoder: ofDecoder, discriminator: ofDiscriminator };
  return [coded.add(judged), grads];
}

/** @param {keyof typeof ADVERSARIES} name @param {{ batch: number, images: Uint8Array, rows: number }} data */
export function adversaryTask(name, { batch, images, rows }) {
  const { latent } = ADVERSARIES[name];
  return {
    parameters: adversaryParameters(name),
    batches: floatBatches(images, rows, batch).map((values) =>
      np.array(values).reshape([batch, images.length / rows]),
    ),
    datasetBytes: floatBytes(images),
    noise: [2 * batch, latent],
    gradients: (params, x, noise) => gradients(params, x, noise, batch),
  };
}
