/** A VAE-GAN for jax-js: a loss for each of three networks. */
import { nn, numpy as np } from '@jax-js/jax';
import { ADVERSARIES } from '../../../cases.mjs';
import { adversaryParameters } from '../adversary.js';
import { floatBatches, floatBytes } from '../model.js';

const dense = (x, { weight, bias }) => np.dot(x, weight).add(bias);

/** As an array is referenced once for each use, so is a layer. */
const again = ({ weight, bias }) => ({ weight: weight.ref, bias: bias.ref });

function disposed(...layers) {
  for (const { weight, bias } of layers) {
    weight.dispose();
    bias.dispose();
  }
}

const decode = ([hidden, output], z) => nn.sigmoid(dense(nn.relu(dense(z, hidden)), output));
const featuresOf = (hidden, x) => nn.relu(dense(x, hidden));
/** The binary cross-entropy of logits with the target 1, or 0. */
const taken = (logits) => nn.softplus(np.negative(logits)).sum();
const refused = (logits) => nn.softplus(logits).sum();
const distance = (a, b) => np.square(a.sub(b)).sum().mul(0.5);

function momentsOf([hidden, head], x) {
  return np.split(dense(nn.relu(dense(x, hidden)), head), 2, 1);
}

const sampledOf = (mu, logvar, noise) => mu.add(np.exp(logvar.mul(0.5)).mul(noise));

/** The losses by group; they consume their arguments, like every function of jax-js. */
const LOSSES = {
  encoder({ encoder, decoder, discriminator: [hidden, logit] }, x, own, drawn) {
    drawn.dispose();
    disposed(logit);
    const [mu, logvar] = momentsOf(encoder, x.ref);
    const divergence = np
      .square(mu.ref)
      .add(np.exp(logvar.ref))
      .sub(logvar.ref)
      .sub(1)
      .sum()
      .mul(0.5);
    const made = featuresOf(again(hidden), decode(decoder, sampledOf(mu, logvar, own)));
    return distance(featuresOf(hidden, x), made).add(divergence);
  },
  decoder({ encoder, decoder, discriminator: [hidden, logit] }, x, own, drawn) {
    const [mu, logvar] = momentsOf(encoder, x.ref);
    const rows = decode(decoder.map(again), sampledOf(mu, logvar, own));
    const made = featuresOf(again(hidden), rows);
    const sampled = featuresOf(again(hidden), decode(decoder, drawn));
    const near = distance(featuresOf(hidden, x), made.ref);
    return near.add(taken(dense(made, again(logit)))).add(taken(dense(sampled, logit)));
  },
  discriminator({ encoder, decoder, discriminator: [hidden, logit] }, x, own, drawn) {
    const [mu, logvar] = momentsOf(encoder, x.ref);
    const made = decode(decoder.map(again), sampledOf(mu, logvar, own));
    const sampled = decode(decoder, drawn);
    const judge = (rows) => dense(featuresOf(again(hidden), rows), again(logit));
    const sum = taken(judge(x))
      .add(refused(judge(made)))
      .add(refused(judge(sampled)));
    disposed(hidden, logit);
    return sum;
  },
};

/** @param {keyof typeof ADVERSARIES} name @param {{ batch: number, images: Uint8Array, rows: number }} data */
export function adversaryTask(name, { batch, images, rows }) {
  const { latent } = ADVERSARIES[name];
  return {
    parameters: adversaryParameters(name),
    batches: floatBatches(images, rows, batch).map((values) =>
      np.array(values).reshape([batch, images.length / rows]),
    ),
    datasetBytes: floatBytes(images),
    noise: [batch, 2 * latent],
    losses: Object.fromEntries(
      Object.entries(LOSSES).map(([group, loss]) => [
        group,
        (params, x, noise) => {
          const [own, drawn] = np.split(noise, 2, 1);
          return loss(params, x, own, drawn);
        },
      ]),
    ),
  };
}
