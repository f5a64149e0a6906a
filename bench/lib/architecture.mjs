// @ts-check
/** The models of the lists as this library takes them. */
import {
  ADVERSARIES,
  CLASSIFIERS,
  CONVOLUTIONAL,
  HIERARCHIES,
  isAdversary,
  isClassifier,
  isConvolutional,
  isHierarchy,
  isMultimodal,
  isRecurrent,
  isSequence,
  MODELS,
  MULTIMODAL,
  RECURRENT,
  SEQUENCES,
} from '../cases.mjs';

/** @param {number} units */
const dense = (units) => ({ kind: 'dense', units });

/** Halves an image, or doubles it where it is transposed. */
const HALVING = { kernel: 4, stride: 2, padding: 1 };

/** @param {string} model one of the lists in `cases.mjs` @returns the option `architecture` of `VAE.create` */
export function architectureOf(model) {
  if (isClassifier(model)) {
    const { input, hidden, latent, classes } = CLASSIFIERS[model];
    return { family: 'vib', input, encoder: hidden.map(dense), latent, classes };
  }
  if (isHierarchy(model)) {
    const { input, levels } = HIERARCHIES[model];
    const either = levels.map(({ size, units }) => {
      return { size, encoder: [dense(units)], decoder: [dense(units)] };
    });
    return { family: 'ladder', input, levels: either };
  }
  if (isMultimodal(model)) {
    const { modalities, latent } = MULTIMODAL[model];
    const { image, word } = modalities;
    /** @param {{ input: number, hidden: number }} sizes */
    const either = ({ input, hidden }) => {
      return { input, encoder: [dense(hidden)], decoder: [dense(hidden)] };
    };
    const likelihood = { kind: 'categorical', group: word.input };
    return {
      family: 'multimodal',
      modalities: { image: either(image), word: { ...either(word), likelihood } },
      latent,
      joint: 'mixtureOfProducts',
    };
  }
  if (isSequence(model)) {
    const { length, vocabulary, embedding, hidden, latent } = SEQUENCES[model];
    return { family: 'sequence', length, vocabulary, embedding, hidden, latent };
  }
  if (isRecurrent(model)) {
    const { length, width, units } = RECURRENT[model];
    return { family: 'gru', length, width, units };
  }
  if (isAdversary(model)) {
    const { input, hidden, latent, judge } = ADVERSARIES[model];
    const autoencoder = { input, encoder: [dense(hidden)], latent, decoder: [dense(hidden)] };
    return { family: 'vae-gan', ...autoencoder, discriminator: judge.map(dense) };
  }
  if (isConvolutional(model)) return convolutional(CONVOLUTIONAL[model]);
  const { input, hidden, latent } = MODELS[/** @type {keyof typeof MODELS} */ (model)];
  return { input, encoder: hidden.map(dense), latent, decoder: hidden.toReversed().map(dense) };
}

/** @param {Omit<(typeof CONVOLUTIONAL)['conv'], 'batches'>} sizes */
function convolutional({ input, channels, hidden, latent }) {
  const [height = 0, width = 0] = input;
  const halved = 2 ** channels.length;
  const last = channels.at(-1) ?? 0;
  const small = [height / halved, width / halved, last];
  return {
    input,
    encoder: [
      ...channels.map((count) => ({ kind: 'conv2d', channels: count, ...HALVING })),
      dense(hidden),
    ],
    latent,
    decoder: [
      dense(hidden),
      dense(small.reduce((product, size) => product * size)),
      { kind: 'reshape', shape: small },
      ...channels
        .slice(0, -1)
        .toReversed()
        .map((count) => ({ kind: 'convTranspose2d', channels: count, ...HALVING })),
    ],
    output: { kind: 'convTranspose2d', ...HALVING },
  };
}
