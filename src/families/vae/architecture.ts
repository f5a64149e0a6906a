import { assertInRange, isRecord, knownFields, wholeNumber } from '../../checks.ts';
import {
  type LikelihoodChoice,
  type LikelihoodOptions,
  loadLikelihood,
  resolveLikelihood,
} from '../../distributions/likelihoods/likelihoods.ts';
import { loadPosterior, resolvePosterior } from '../../distributions/posteriors/posteriors.ts';
import { loadPrior, type PriorChoice, resolvePrior } from '../../distributions/priors/priors.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { flatSize, type LayerSpec, type Shape } from '../../layers/layer.ts';
import { others } from '../../layers/others.ts';
import { type LayerChoice, loadLayerKinds } from '../../layers/registry.ts';
import { resolveStack } from '../../layers/stack.ts';
import { meantName } from '../../synonyms.ts';
import { inputShape } from '../input.ts';
import type { Architecture } from '../model.ts';
import { type InputConfig, images, resolveInput } from './config.ts';
import type { Latent } from './latent.ts';
import type { PresetName } from './presets/names.ts';

/** A latent code with optional fields: by default Gaussian posteriors and the prior N(0, I). */
export type LatentChoice = Partial<Pick<Latent, 'kind'>> &
  Pick<Latent, 'size'> & {
    /** A prior with its options, or its name. */
    readonly prior?: PriorChoice;
    /** Options of the posterior. */
    readonly [option: string]: unknown;
  };

/** A variational autoencoder: encoder layers, a latent code, decoder layers, a likelihood. */
export interface VaeArchitecture extends Architecture, InputConfig {
  readonly family: 'vae';
  /** Shape of one row of data, without the condition. */
  readonly input: Shape;
  /** Layers between `[x | condition]` and the posterior. May be empty. */
  readonly encoder: readonly LayerSpec[];
  /** The latent code. */
  readonly latent: Latent;
  /** Layers between `[z | condition]` and the likelihood. May be empty. */
  readonly decoder: readonly LayerSpec[];
  /**
   * The layer that computes the likelihood's outputs from the decoder's; a dense one if left out. Its
   * channels follow from the data.
   */
  readonly output?: LayerSpec;
  /** p(x | z) */
  readonly likelihood: LikelihoodOptions;
}

/** An architecture with optional fields; omitted fields take the values of the classic model. */
export interface VaeArchitectureChoice extends Partial<InputConfig> {
  /** `vae` by default. */
  readonly family?: 'vae';
  /**
   * Names the layers: encoder, decoder and output, each unless it is given. Presets are for images
   * whose height and width are multiples of 4. By default the layers are those of the classic model.
   */
  readonly preset?: PresetName;
  /** Shape of one row of data, without the condition; 784 by default, `[28, 28, 1]` with a preset. */
  readonly input?: number | Shape;
  /** Layers before the code; by default one dense layer of 400 with ReLU. */
  readonly encoder?: readonly LayerChoice[];
  /** The latent code, or its dimensions; 20 by default. */
  readonly latent?: number | LatentChoice;
  /** Layers after the code; by default one dense layer of 400 with ReLU. */
  readonly decoder?: readonly LayerChoice[];
  /**
   * The layer that computes the likelihood's outputs from the decoder's, without its channels and
   * activation; a dense layer by default.
   */
  readonly output?: LayerChoice;
  /** p(x | z); `bernoulli` by default. */
  readonly likelihood?: LikelihoodChoice;
}

/** Names of all fields. */
export const VAE_FIELDS = [
  'family',
  'input',
  'preset',
  'encoder',
  'latent',
  'decoder',
  'output',
  'likelihood',
  'condition',
  'binarize',
  'inputDropout',
  'normalizeInput',
  'logInput',
  'flip',
] as const;

/**
 * Loads the kinds that an architecture names, and fills in its defaults.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export async function resolveVaeArchitecture(
  given: VaeArchitectureChoice,
): Promise<VaeArchitecture> {
  const choice = await withPreset(dropUndefined(given));
  const {
    encoder = HIDDEN,
    latent = LATENT,
    decoder = HIDDEN,
    output,
    likelihood = LIKELIHOOD,
    flip = false,
  } = choice;
  await Promise.all([
    loadLayerKinds('encoder', encoder),
    loadLayerKinds('decoder', decoder),
    output !== undefined && Promise.all([loadLayerKinds('output', [output]), others.load()]),
    flip !== false && images.load(),
    loadLikelihood(likelihood),
    loadLatentKinds(latent),
  ]);
  return completeArchitecture(choice);
}

/** An architecture with the layers of its preset, if it names one. */
async function withPreset({
  preset,
  ...own
}: VaeArchitectureChoice): Promise<VaeArchitectureChoice> {
  if (preset === undefined) return own;
  await images.load();
  const { size } = askedLatent(own.latent ?? LATENT);
  return { ...images.get().presetNetworks(preset, own, size), ...own };
}

/** The hidden layer of the classic model. */
const HIDDEN: readonly LayerChoice[] = [{ kind: 'dense', units: 400 }];
const LATENT = 20;
const LIKELIHOOD = 'bernoulli';
const STANDARD_NORMAL = 'standardNormal';

/**
 * Fills in the defaults of an architecture whose kinds are loaded.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export function completeArchitecture(choice: VaeArchitectureChoice): VaeArchitecture {
  const given: VaeArchitectureChoice = dropUndefined(choice);
  knownFields('a vae', given, VAE_FIELDS, meantField);
  const {
    input: asked = 784,
    encoder = HIDDEN,
    latent: code = LATENT,
    decoder = HIDDEN,
    likelihood = LIKELIHOOD,
  } = given;
  const input = inputShape(asked);
  const latent = resolveLatent(code);
  const columns = resolveInput(given, input);
  const seen: Shape = columns.condition > 0 ? [flatSize(input) + columns.condition] : input;
  const z = [latent.size + columns.condition];
  const encoding = resolveStack(encoder, seen, 'encoder');
  const layers = resolveStack(decoder, z, 'decoder');
  const output =
    given.output !== undefined && others.get().resolveHead(given.output, layers, z, input);
  return {
    family: 'vae',
    input,
    encoder: encoding,
    latent,
    decoder: layers,
    ...(output && { output }),
    likelihood: resolveLikelihood(likelihood),
    ...columns,
  };
}

/** Fields of the short form that have other names here may be meant too, but not what was given. */
const meantField: typeof meantName = (given, names) =>
  meantName(
    given,
    [...names, 'hidden', 'activation'].filter((name) => name !== given),
  );

/** The parts of a latent code that may come from a file. */
function askedLatent(latent: unknown) {
  const given: object = isRecord(latent) ? latent : { size: latent };
  const { size, prior = STANDARD_NORMAL, ...posterior } = dropUndefined(given as LatentChoice);
  return { size, prior, posterior: { kind: 'gaussian', ...posterior } };
}

/** Loads the posterior and the prior of a latent code, which may come from a file. */
export async function loadLatentKinds(latent: unknown): Promise<void> {
  const { prior, posterior } = askedLatent(latent);
  await Promise.all([loadPosterior(posterior), loadPrior(prior)]);
}

/**
 * Fills in the defaults of a latent code, whose kinds are loaded.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export function resolveLatent(latent: unknown): Latent {
  const { size, prior, posterior } = askedLatent(latent);
  const options = resolvePosterior(posterior);
  const own = ['size', 'prior', ...Object.keys(options)];
  if (isRecord(latent)) knownFields('latent', latent, own);
  assertInRange('latent', wholeNumber(1), size);
  const resolved = resolvePrior(prior);
  return { ...options, size, ...(resolved.kind !== STANDARD_NORMAL && { prior: resolved }) };
}
