/** All settings of the page that affect a run, as shown by the controls. */
export interface Settings {
  readonly model: ModelName;
  /** Dimensions of z. */
  readonly latent: number;
  /** Widths of the encoder's hidden layers; the decoder mirrors them. */
  readonly hidden: readonly number[];
  readonly batchSize: number;
  readonly learningRate: number;
  /** Weight of the KL after annealing. */
  readonly beta: number;
  readonly annealing: Annealing;
  readonly likelihood: Likelihood;
  readonly seed: number;
  readonly epochs: number;
  /** Maximum number of training images. */
  readonly images: number;
  readonly backend: BackendWish;
  readonly adapter: AdapterWish;
  readonly hiddenTab: HiddenTab;
}

/** The models to choose from, and what differs between them before there is one to ask. */
export const MODELS = {
  vae: { settings: { beta: 1 }, programs: ['encode', 'decode', 'sample'], widths: true },
  conv: { settings: { beta: 1 }, programs: ['encode', 'decode', 'sample'], widths: false },
  flow: { settings: { beta: 1 }, programs: ['posterior', 'decode', 'sample'], widths: true },
  hierarchical: {
    settings: { beta: 1 },
    programs: ['encode', 'decode', 'sample'],
    widths: true,
  },
  ladder: { settings: { beta: 1 }, programs: ['encode', 'decode', 'sample'], widths: true },
  vib: { settings: { beta: 1e-3 }, programs: ['encode', 'classify'], widths: true },
} as const satisfies Record<string, ModelChoice>;
export type ModelName = keyof typeof MODELS;
export const MODEL_NAMES = Object.keys(MODELS) as readonly ModelName[];

interface ModelChoice {
  /** Settings that change with the choice. */
  readonly settings: { readonly beta: number };
  /** Names of its programs. */
  readonly programs: readonly string[];
  /** True if the widths of hidden layers are a setting. */
  readonly widths: boolean;
}

export const ANNEALING = ['none', 'linear', 'cyclical'] as const;
type Annealing = (typeof ANNEALING)[number];

export const LIKELIHOODS = ['bernoulli', 'continuousBernoulli', 'gaussian', 'laplace'] as const;
type Likelihood = (typeof LIKELIHOODS)[number];

export const BACKENDS = ['auto', 'webgpu', 'wasm'] as const;
type BackendWish = (typeof BACKENDS)[number];

export const ADAPTERS = ['high-performance', 'low-power', 'fallback'] as const;
type AdapterWish = (typeof ADAPTERS)[number];

export const HIDDEN_TAB = ['continue', 'pause'] as const;
type HiddenTab = (typeof HIDDEN_TAB)[number];

/** The classic VAE of PyTorch's examples, on all of MNIST. */
const CLASSIC: Settings = {
  model: 'vae',
  latent: 20,
  hidden: [400],
  batchSize: 128,
  learningRate: 1e-3,
  beta: 1,
  annealing: 'none',
  likelihood: 'bernoulli',
  seed: 1,
  epochs: 10,
  images: 60_000,
  backend: 'auto',
  adapter: 'high-performance',
  hiddenTab: 'continue',
};

/** A named choice of settings; omitted settings are not changed. */
export interface Preset {
  readonly name: string;
  readonly about: string;
  readonly settings: Partial<Settings>;
}

/** A model with what comes with the choice of it. */
export function usual<M extends ModelName>(model: M): { readonly model: M; readonly beta: number } {
  return { model, ...MODELS[model].settings };
}

const VAE = usual('vae');

export const PRESETS = {
  classic: {
    name: 'Classic',
    about: '784-400-20: sharp reconstructions',
    settings: {
      ...VAE,
      latent: 20,
      hidden: [400],
      learningRate: 1e-3,
      images: 60_000,
      epochs: 10,
    },
  },
  map: {
    name: 'Map',
    about: '2 latent dimensions: all digits on one plane',
    settings: {
      ...VAE,
      latent: 2,
      hidden: [400],
      learningRate: 1e-3,
      images: 60_000,
      epochs: 20,
    },
  },
  small: {
    name: 'Small',
    about: 'narrow layers, fewer images: for slow machines',
    settings: {
      ...VAE,
      latent: 10,
      hidden: [200],
      learningRate: 2e-3,
      images: 12_800,
      epochs: 10,
    },
  },
  convolutional: {
    name: 'Convolutional',
    about: 'sees which pixels are neighbours: sharper, and slower',
    settings: { ...usual('conv'), latent: 20, learningRate: 1e-3, images: 60_000, epochs: 10 },
  },
  ladder: {
    name: 'Ladder',
    about: 'two levels of codes, each the prior of the one below it',
    settings: { ...usual('ladder'), annealing: 'linear', latent: 16, hidden: [400], epochs: 10 },
  },
  classifier: {
    name: 'Classifier',
    about: 'reads digits through a noisy code: an information bottleneck',
    settings: {
      ...usual('vib'),
      latent: 32,
      hidden: [256, 256],
      learningRate: 1e-3,
      epochs: 10,
    },
  },
} as const satisfies Record<string, Preset>;

/** Defaults: on a software adapter the small preset. */
export function defaultSettings(software: boolean): Settings {
  return software ? { ...CLASSIC, ...PRESETS.small.settings } : CLASSIC;
}

/** The settings that define a model; others may change during its life. */
export const MODEL_SETTINGS = [
  'model',
  'latent',
  'hidden',
  'batchSize',
  'learningRate',
  'beta',
  'annealing',
  'likelihood',
  'seed',
  'backend',
  'adapter',
] as const satisfies readonly (keyof Settings)[];

/** The length of training. These may change between runs, unless annealing depends on them. */
export const RUN_SETTINGS = ['epochs', 'images'] as const satisfies readonly (keyof Settings)[];
