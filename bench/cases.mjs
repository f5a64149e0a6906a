// @ts-check
/** The measured cases: contenders, models and batch sizes. Pages and Node read the same lists. */

/** This library among the contenders. */
export const OWN = 'webgpu-vae';

/** This library with the kernels that its tuner chooses. It takes longer and is measured if it is asked for. */
export const TUNED = 'webgpu-vae-tuned';

/** @typedef {'webgpu' | 'wasm'} Backend what this library computes on */

/** The contenders that are measured by default, by the backend of this library. */
export const USUAL = {
  webgpu: ['webgpu-vae', 'tfjs-webgpu', 'tfjs-wasm', 'jax-js-webgpu', 'jax-js-wasm'],
  wasm: ['webgpu-vae', 'tfjs-wasm', 'jax-js-wasm'],
};

/** Contenders that need no browser: they compute on WebGPU. */
export const IN_NODE = ['webgpu-vae', 'webgpu-vae-tuned', 'jax-js-webgpu', 'tfjs-webgpu'];

/** Name of a contender → the npm package that its version is read from (`null`: this repository). */
export const CONTENDERS = {
  'webgpu-vae': null,
  'webgpu-vae-tuned': null,
  'tfjs-webgpu': '@tensorflow/tfjs-backend-webgpu',
  'tfjs-wasm': '@tensorflow/tfjs-backend-wasm',
  'jax-js-webgpu': '@jax-js/jax',
  'jax-js-wasm': '@jax-js/jax',
};

/** Dense autoencoders: encoder 784 → hidden → (latent mu + latent logvar); the decoder mirrors it. */
export const MODELS = {
  seed: { input: 784, hidden: [400], latent: 20, batches: [128, 512] },
  wide: { input: 784, hidden: [1024, 512], latent: 64, batches: [128] },
};

/**
 * Autoencoders of images. Convolutions of 4x4 pixels with stride 2 and padding 1 halve the image, each to a number of
 * channels; a dense layer of `hidden` and the code follow. The decoder mirrors them with transposed convolutions.
 */
export const CONVOLUTIONAL = {
  conv: { input: [28, 28, 1], channels: [32, 64], hidden: 256, latent: 16, batches: [128] },
};

/**
 * Classifiers with an information bottleneck: 784 → hidden → (code mu + code logvar) → classes. This library trains
 * them alone: no peer has one.
 */
export const CLASSIFIERS = {
  vib: { input: 784, hidden: [256, 256], latent: 32, classes: 10, batches: [128] },
};

/**
 * Hierarchies inferred from the top downwards. Each level has a code of its `size` and a layer of its `units` on either
 * way, the one next to the data first. This library trains them alone: no peer has one.
 */
export const HIERARCHIES = {
  ladder: {
    input: 784,
    levels: [
      { size: 32, units: 256 },
      { size: 16, units: 128 },
    ],
    batches: [128],
  },
};

/**
 * VAEs of images and words with one code: an encoder and a decoder of each, and the mixture of the products of their
 * posteriors. This library trains them alone: no peer has one.
 */
export const MULTIMODAL = {
  multimodal: {
    modalities: { image: { input: 784, hidden: 400 }, word: { input: 10, hidden: 64 } },
    latent: 20,
    batches: [128],
  },
};

/**
 * VAEs of sequences of tokens: embedding → GRU → (latent mu + latent logvar); the code gives the first state of the
 * decoder's GRU, and each of its states the logits of a token. The tables of encoder and decoder are two.
 */
export const SEQUENCES = {
  sequence: {
    length: 32,
    vocabulary: 2000,
    embedding: 128,
    hidden: 256,
    latent: 16,
    batches: [32],
  },
};

/** A recurrent layer alone. Its last state is read as (mu + logvar), and their KL is the loss. */
export const RECURRENT = {
  gru: { length: 32, width: 128, units: 256, batches: [32] },
};

/**
 * A VAE whose decoder is the generator of a GAN: the networks of `seed`, and a discriminator with hidden layers of
 * `judge` units, in the last of which rows are compared. Encoder, decoder and discriminator have an Adam each.
 */
export const ADVERSARIES = {
  'vae-gan': { input: 784, hidden: 400, latent: 20, judge: [400, 400], batches: [128] },
};

const ALL = {
  ...MODELS,
  ...CONVOLUTIONAL,
  ...CLASSIFIERS,
  ...HIERARCHIES,
  ...MULTIMODAL,
  ...SEQUENCES,
  ...RECURRENT,
  ...ADVERSARIES,
};

/** Names of all that can be measured. */
export const MODEL_NAMES = Object.keys(ALL);

/** @param {string} model @returns {model is keyof typeof MODELS} */
export const isDense = (model) => Object.hasOwn(MODELS, model);

/** @param {string} model @returns {model is keyof typeof CONVOLUTIONAL} */
export const isConvolutional = (model) => Object.hasOwn(CONVOLUTIONAL, model);

/** @param {string} model @returns {model is keyof typeof CLASSIFIERS} */
export const isClassifier = (model) => Object.hasOwn(CLASSIFIERS, model);

/** @param {string} model @returns {model is keyof typeof HIERARCHIES} */
export const isHierarchy = (model) => Object.hasOwn(HIERARCHIES, model);

/** @param {string} model @returns {model is keyof typeof MULTIMODAL} */
export const isMultimodal = (model) => Object.hasOwn(MULTIMODAL, model);

/** @param {string} model @returns {model is keyof typeof SEQUENCES} */
export const isSequence = (model) => Object.hasOwn(SEQUENCES, model);

/** @param {string} model @returns {model is keyof typeof RECURRENT} */
export const isRecurrent = (model) => Object.hasOwn(RECURRENT, model);

/** @param {string} model @returns {model is keyof typeof ADVERSARIES} */
export const isAdversary = (model) => Object.hasOwn(ADVERSARIES, model);

/** True for an autoencoder of images. @param {string} model */
export const isOfImages = (model) => isDense(model) || isConvolutional(model);

/** True for a model that peers train too. @param {string} model */
export const isShared = (model) =>
  isOfImages(model) || isSequence(model) || isRecurrent(model) || isAdversary(model);

/** @param {string} model @param {string[]} contenders @returns {string[]} those that have the model */
export const contendersOf = (model, contenders) =>
  isShared(model) ? contenders : contenders.filter(isOwn);

/** True for this library among the contenders. @param {string} name */
export const isOwn = (name) => CONTENDERS[/** @type {keyof typeof CONTENDERS} */ (name)] === null;

/** Batch sizes at which a multiply-add of the library's own step is costed besides the model's first. */
export const STEP_BATCHES = [256, 512];

/** Rows of MNIST that a page holds: whole batches of every size above, 32 MB as float32. */
export const ROWS = 10_240;

/** Rows of the data that a page draws for recurrent models, 17 MB as float32. */
export const DRAWN_ROWS = 1024;

/** @param {string[]} models @param {boolean} quick only the first batch size of each model */
export function casesOf(models, quick) {
  return models.flatMap((model) => {
    const known = ALL[/** @type {keyof typeof ALL} */ (model)];
    if (!known) {
      throw new Error(`--models: expected some of ${MODEL_NAMES.join(', ')}, got "${model}"`);
    }
    const batches = quick ? known.batches.slice(0, 1) : known.batches;
    return batches.map((batch) => ({ model, batch }));
  });
}
