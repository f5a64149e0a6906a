import { expect, test, vi } from 'vitest';
import type { Architecture, ProgramKind } from '../../src/families/model.ts';
import type { VaeArchitectureChoice } from '../../src/families/vae/architecture.ts';
import type { VaeConfigChoice } from '../../src/families/vae/config.ts';
import { fromConfig } from '../../src/families/vae/shortForm.ts';
import type { Plan } from '../../src/graph/plan.ts';
import type { LayerChoice } from '../../src/layers/registry.ts';
import { ACTIVATIONS } from '../../src/ops/slots.ts';
import type { TrainingOptions } from '../../src/training/options.ts';
import { HIERARCHIES, smallHierarchy } from '../support/smallHierarchy.ts';

const dtypes = {
  ...({ data: 'u8', domain: 'f32', image: 'u8', word: 'f32', present: 'u8' } as const),
  ...({ observed: 'u8', counts: 'f32' } as const),
};
const source = { rows: 8, dataRows: 16, dtypes, ring: 4 } as const;
const shape = { input: 12, hidden: [9, 7], latent: 3 };

/**
 * The WGSL of every dispatch that uses, evaluates and trains a VAE, fused and unfused.
 * @param everything true loads all parts, false those that the options name
 * @param layers fields of an architecture, in place of the config's
 */
async function shadersOf(
  config: VaeConfigChoice,
  options: Partial<TrainingOptions>,
  everything: boolean,
  layers: Pick<VaeArchitectureChoice, 'encoder' | 'latent' | 'decoder' | 'output'> = {},
): Promise<string[]> {
  const asked = { family: 'vae', ...fromConfig({ ...shape, ...config }), ...layers };
  return shadersOfModel(asked, options, everything);
}

/**
 * The same of a model of any family that decodes.
 * @param also further programs of the model, of which some need the parts of training
 */
async function shadersOfModel(
  asked: Architecture,
  options: Partial<TrainingOptions>,
  everything: boolean,
  also: readonly string[] = [],
): Promise<string[]> {
  // A fresh module registry, like on a newly opened page: nothing is loaded for another model.
  vi.resetModules();
  if (everything) await import('../setup/everything.ts');
  const { loadFamily } = await import('../../src/families/registry.ts');
  const { drawnNoise } = await import('../../src/ops/noise.ts');
  const { recordEvaluation } = await import('../../src/inference/evaluator.ts');
  const { loadTraining, resolveTraining } = await import('../../src/training/options.ts');
  const { recordTraining } = await import('../../src/training/recordTraining.ts');
  const { Secret } = await import('../../src/random/secret.ts');
  const { fuse } = await import('../../src/fusion/fuse.ts');
  const { specialize } = await import('../../src/kernels/specialize.ts');
  const family = await loadFamily(asked.family);
  await Promise.all([family.loadOptions?.({ ...options }), loadTraining(options)]);
  const model = await family.build(await family.resolve(asked));
  const training = resolveTraining(options, family);
  const shaders = ({ step, burst }: Plan): string[] =>
    [...step, ...burst].map(({ kernel, slots, constants }) => {
      const choices = Object.entries(slots).map(([slot, { choice }]) => [slot, choice]);
      return specialize(kernel, Object.fromEntries(choices), constants).code;
    });
  const both = (plan: Plan): string[] => [...shaders(plan), ...shaders(fuse(plan))];
  const { encode, posterior, decode, sample } = model.programs;
  const recorded = (programs: readonly (ProgramKind | undefined)[]): string[] =>
    programs.flatMap((program) => {
      if (!program) throw new Error('the model lacks a program');
      return both(program.record({ source, noise: drawnNoise(1), samples: 1 }).plan);
    });
  // Code that only uses a model must not need the parts for training.
  return [
    ...recorded([encode ?? posterior, decode, ...(model.domains ? [] : [sample])]),
    ...both(recordEvaluation(model, source, { ...training }).plan),
    ...both(recordTraining(model, source, training, { secret: Secret.fresh() }).plan),
    ...recorded(also.map((name) => model.programs[name])),
  ];
}

const kinds: readonly VaeConfigChoice[] = [
  {},
  ...ACTIVATIONS.map((activation) => ({ activation })),
  { likelihood: 'continuousBernoulli' },
  { likelihood: { kind: 'gaussian', sigma: 0.5 } },
  { likelihood: { kind: 'gaussian', sigma: 'learned' } },
  { likelihood: { kind: 'gaussian', sigma: 'network' } },
  { likelihood: 'fullGaussian' },
  { likelihood: 'lowRankGaussian' },
  { likelihood: 'laplace' },
  { likelihood: { kind: 'categorical', levels: 4 } },
  { likelihood: { kind: 'categorical', group: 3 } },
  { likelihood: 'multinomial' },
  { likelihood: 'poisson' },
  { likelihood: { kind: 'negativeBinomial', dispersion: 'column' } },
  { likelihood: { kind: 'negativeBinomial', dispersion: 'network' } },
  { likelihood: { kind: 'countShares', zeros: 'none' } },
  { likelihood: { kind: 'countShares', zeros: 'inflated', dispersion: 'network' } },
  { condition: 4 },
  { binarize: 'static' },
  { binarize: 'dynamic', condition: 4 },
  { inputDropout: 0.5 },
  { normalizeInput: true },
  { logInput: true, condition: 4 },
  // Images have a shape, which the long form alone types.
  { input: [2, 2, 3] as never, flip: true },
];

const PRIVATE = { privacy: { noise: 1, delta: 1e-5, clip: 1 }, batchSize: source.rows } as const;

const objectives: readonly Partial<TrainingOptions>[] = [
  { optimizer: 'adamw' },
  { optimizer: 'sgd', momentum: 0.9 },
  { optimizer: 'rmsprop', clipValue: 1 },
  { clipNorm: 1 },
  PRIVATE,
  { bound: 'iwae', samples: 3 },
  { bound: { kind: 'iwae', gradient: 'doubly' }, samples: 3 },
  { bound: { kind: 'miwae', bounds: 3 }, samples: 6 },
  { bound: 'ciwae', samples: 3 },
  { bound: { kind: 'piwae', bounds: 3 }, samples: 6 },
  { regularizer: 'totalCorrelation' },
  { regularizer: { kind: 'dip', of: 'means' } },
  { regularizer: 'mmd' },
  {
    regularizer: { kind: 'totalCorrelation', beta: { kind: 'linear', from: 1, to: 6, steps: 10 } },
  },
  { freeBits: 0.1 },
  { capacity: 5 },
  { sampler: { kind: 'poisson' } },
  { sampler: { kind: 'buckets', field: 'length' } },
  { learningRate: { kind: 'cosine', from: 1e-3, steps: 10 } },
  { beta: { kind: 'warmup', to: 1, steps: 10 } },
  { capacity: { kind: 'linear', from: 0, to: 5, steps: 10 } },
  { groups: { model: { learningRate: { kind: 'step', from: 1e-3, factor: 0.5, every: 10 } } } },
];

test.each([
  ...kinds.map((config) => [config, {}] as const),
  ...objectives.map((options) => [{}, options] as const),
])('a model with %j and %j loads all that its plans need', async (config, options) => {
  const alone = await shadersOf(config, options, false);
  expect(alone.length).toBeGreaterThan(20);
  expect(alone).toEqual(await shadersOf(config, options, true));
});

const layers: readonly LayerChoice[] = [
  { kind: 'layerNorm' },
  { kind: 'groupNorm', groups: 2, activation: 'gelu' },
  { kind: 'batchNorm', activation: 'relu' },
  { kind: 'residual', layers: [{ kind: 'dense', units: 12 }], activation: 'relu' },
  { kind: 'residual', layers: [{ kind: 'batchNorm' }] },
  { kind: 'dropout' },
  { kind: 'gate' },
  { kind: 'gate', activation: 'relu' },
  { kind: 'gate', activation: 'gelu' },
  { kind: 'activation' },
  { kind: 'activation', activation: 'silu' },
  { kind: 'flatten' },
  { kind: 'softmax' },
  { kind: 'spectralDense', units: 5, activation: 'tanh' },
  ofImages({ kind: 'spectralConv2d', channels: 5, kernel: 2 }),
  ofImages({ kind: 'maxPool2d', kernel: 2 }),
  ofImages({ kind: 'avgPool2d', kernel: 2 }),
  ofImages({ kind: 'upsample' }),
  ofImages({ kind: 'upsample', mode: 'bilinear' }),
  ofImages({ kind: 'conv2d', channels: 5, kernel: 2 }),
  ofImages({ kind: 'conv2d', channels: 2, kernel: 1, activation: 'gelu' }),
  ofImages({ kind: 'convTranspose2d', channels: 2, kernel: 2, stride: 2, activation: 'silu' }),
  ofImages({ kind: 'conv1d', channels: 4, kernel: 2, activation: 'tanh' }, [4, 3]),
  ofImages({ kind: 'gru', units: 5 }, [4, 3]),
  ofImages({ kind: 'lstm', units: 4, layers: 2, bidirectional: true, returns: 'all' }, [4, 3]),
  {
    kind: 'residual',
    layers: [
      { kind: 'embedding', vocabulary: 9, width: 2 },
      { kind: 'gru', units: 3, bidirectional: true },
      { kind: 'dense', units: 12 },
    ],
  },
];

const latents: readonly Exclude<VaeArchitectureChoice['latent'], undefined>[] = [
  { size: 3, prior: 'gaussian' },
  { size: 3, prior: 'dirichlet' },
  { kind: 'fullGaussian', size: 3 },
  { kind: 'lowRankGaussian', size: 3, rank: 2 },
  { kind: 'categorical', size: 6, classes: 3 },
  { size: 3, prior: { kind: 'mixture', components: 4 } },
  { size: 3, prior: { kind: 'vamp', components: 4 } },
];

test.each(latents)(
  'a model with the latent code %j loads all that its plans need',
  async (latent) => {
    const alone = await shadersOf({}, {}, false, { latent });
    expect(alone).toEqual(await shadersOf({}, {}, true, { latent }));
  },
);

const DENSE = [{ kind: 'dense', units: 9 }] as const;
const UP = { kind: 'convTranspose2d', channels: 3, kernel: 2, activation: 'elu' } as const;

/** A layer of images where rows are flat, which changes their shape. */
function ofImages(layer: LayerChoice, image = [2, 2, 3]): LayerChoice {
  const shapes = {
    layers: [{ kind: 'reshape', shape: image }, layer, { kind: 'dense', units: 12 }],
  };
  return { kind: 'residual', ...shapes } as LayerChoice;
}

test.each(layers)('a model with the layer %j loads all that its plans need', async (layer) => {
  const alone = await shadersOf({}, {}, false, { encoder: [layer] });
  expect(alone).toEqual(await shadersOf({}, {}, true, { encoder: [layer] }));
});

test.each([
  { kind: 'conv2d', kernel: 3, padding: 1 },
  { kind: 'convTranspose2d', kernel: 3, padding: 1 },
] as const)('a model whose last layer is %j loads all that its plans need', async (output) => {
  const layers = { decoder: [{ kind: 'reshape', shape: [1, 1, 3] }, UP], output } as const;
  for (const [likelihood, options] of [
    ['bernoulli', {}],
    ['bernoulli', PRIVATE],
    ['laplace', {}],
  ] as const) {
    // Images have a shape, which the long form alone types.
    const config = { input: [2, 2, 3] as never, likelihood };
    const alone = await shadersOf(config, options, false, layers);
    expect(alone).toEqual(await shadersOf(config, options, true, layers));
  }
});

test.each([
  { flows: [{ kind: 'planar', count: 2 }], amortised: true },
  { flows: ['planar'], amortised: false },
  { flows: ['radial'], amortised: true },
  { flows: ['householder', 'iaf'], amortised: true },
  { flows: ['sylvester', 'coupling'], amortised: false },
])('a model whose posterior is %j loads all that its plans need', async (flow) => {
  const latent = { kind: 'flow', size: 3, ...flow };
  const alone = await shadersOf({}, {}, false, { latent });
  expect(alone).toEqual(await shadersOf({}, {}, true, { latent }));
});

test('a model whose prior has flows loads all that its plans need', async () => {
  const latent = { size: 3, prior: { kind: 'flow', flows: ['maf'] } } as const;
  const alone = await shadersOf({}, {}, false, { latent });
  expect(alone).toEqual(await shadersOf({}, {}, true, { latent }));
});

test.each(
  HIERARCHIES.flatMap((family) => [
    [family, {}, {}],
    [family, { likelihood: 'laplace', inputDropout: 0.5 }, { freeBits: [0, 1] as never }],
    [family, { binarize: 'dynamic' }, { beta: [1, { kind: 'warmup', to: 1, steps: 10 }] as never }],
  ]),
)('a %s with %j and %j loads all that its plans need', async (family, more, options) => {
  const asked = { ...smallHierarchy(family as never, shape.input), ...(more as object) };
  const programs = ['posterior', 'bound'];
  const alone = await shadersOfModel(asked, options as object, false, programs);
  expect(alone).toEqual(await shadersOfModel(asked, options as object, true, programs));
});

test.each([
  [{ family: 'aae' }, { match: { weight: { kind: 'warmup', to: 5, steps: 10 } } }],
  [{ family: 'aae', latent: { kind: 'gaussian', size: 3 } }, {}],
  [{ family: 'wae' }, {}],
  [{ family: 'wae', critic: [{ kind: 'spectralDense', units: 5 }] }, { match: { smoothing: 0.1 } }],
  [{ family: 'vae-gan' }, { beta: { kind: 'linear', from: 0, to: 1, steps: 10 } }],
  [{ family: 'vae-gan' }, { adversary: { balance: true, loss: 'minimax' } }],
] as const)('%j with %j loads all that its plans need', async (own, options) => {
  const networks = { input: shape.input, encoder: DENSE, decoder: DENSE };
  const asked = { latent: shape.latent, ...networks, ...own };
  const programs = own.family === 'wae' && !('critic' in own) ? [] : ['discriminate'];
  const alone = await shadersOfModel(asked, options, false, programs);
  expect(alone).toEqual(await shadersOfModel(asked, options, true, programs));
});

test.each([
  ['product', {}],
  ['mixture', {}],
  ['mixtureOfProducts', { bound: 'iwae', samples: 2 }],
  ['encoder', {}],
] as const)('a joint %s with %j loads all that its plans need', async (joint, options) => {
  const asked = { family: 'multimodal', joint } as const;
  const programs = ['posterior', 'bound', 'joint', 'translate', 'conditional'];
  const alone = await shadersOfModel(asked, options, false, programs);
  expect(alone).toEqual(await shadersOfModel(asked, options, true, programs));
});

test('a modality of tokens loads all that its plans need', async () => {
  const word = { family: 'sequence', length: 4, vocabulary: 9, wordDropout: 0.1 } as const;
  const asked = { family: 'multimodal', modalities: { image: { input: 6 }, word } } as const;
  const programs = ['posterior', 'bound', 'joint', 'translate', 'conditional'];
  const alone = await shadersOfModel(asked, {}, false, programs);
  expect(alone).toEqual(await shadersOfModel(asked, {}, true, programs));
});

test.each([
  ['codes', { input: shape.input, encoder: DENSE, decoder: DENSE }],
  ['translations', { input: shape.input, encoder: DENSE, decoder: DENSE }],
  ['codes', { family: 'sequence', length: 4, vocabulary: 9, embedding: 3, hidden: 5 }],
  ['codes', { family: 'sequence', length: 4, vocabulary: 9, unit: 'lstm', bidirectional: true }],
  ['translations', { family: 'sequence', length: 4, vocabulary: 9, wordDropout: 0.1 }],
] as const)('aligned %s of %j load all that their plans need', async (align, autoencoder) => {
  const asked = { family: 'aligned', autoencoder, align, critic: DENSE } as const;
  const programs = align === 'codes' ? ['translate', 'discriminate'] : ['translate'];
  const options = { match: { weight: { kind: 'warmup', to: 5, steps: 10 } } } as const;
  const alone = await shadersOfModel(asked, options, false, programs);
  expect(alone).toEqual(await shadersOfModel(asked, options, true, programs));
});

test('a recommender loads all that its plans need', async () => {
  const asked = { family: 'recommendation', input: shape.input, hidden: [9], latent: 3 };
  const programs = ['recommend', 'rank'];
  const alone = await shadersOfModel(asked, {}, false, programs);
  expect(alone).toEqual(await shadersOfModel(asked, {}, true, programs));
});

test('a table loads all that its plans need', async () => {
  const kinds = ['real', 'count', 'binary'].map((kind) => ({ kind }));
  const columns = [...kinds, { kind: 'category', levels: 3 }];
  const asked = { family: 'table', columns, hidden: [9], latent: 3 };
  const programs = ['posterior', 'impute'];
  const alone = await shadersOfModel(asked, {}, false, programs);
  expect(alone).toEqual(await shadersOfModel(asked, {}, true, programs));
});

test('a model of counts loads all that its plans need', async () => {
  const asked = { family: 'counts', input: shape.input, hidden: [9], latent: 3 };
  const alone = await shadersOfModel(asked, {}, false, ['posterior', 'decode']);
  expect(alone).toEqual(await shadersOfModel(asked, {}, true, ['posterior', 'decode']));
});

test('what no option names is not there, and recording it is an internal error', async () => {
  vi.resetModules();
  const { InternalError } = await import('../../src/errors.ts');
  const { resolveLikelihood } = await import('../../src/distributions/likelihoods/likelihoods.ts');
  const { kernelEntry, slotPiece } = await import('../../src/kernels/catalogue.ts');
  expect(() => kernelEntry('kl_gate')).toThrow(InternalError);
  expect(() => kernelEntry('kl_gate')).toThrow('no kernel "kl_gate" is loaded');
  expect(() => slotPiece('optimizer', 'sgd')).toThrow('no choice "sgd" for slot "optimizer"');
  expect(() => resolveLikelihood('laplace')).toThrow(InternalError);
  expect(() => resolveLikelihood('laplace')).toThrow('the likelihood laplace must be');
});
