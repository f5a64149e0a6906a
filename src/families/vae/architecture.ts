import { assertInRange, isRecord, knownFields, shown, wholeNumber } from '../../checks.ts';
import {
  type LikelihoodChoice,
  type LikelihoodOptions,
  loadLikelihood,
  resolveLikelihood,
} from '../../distributions/likelihoods/likelihoods.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { ConfigError } from '../../errors.ts';
import { flatSize, type LayerSpec, type Shape } from '../../layers/layer.ts';
import { type LayerChoice, loadLayerKinds } from '../../layers/registry.ts';
import { resolveStack } from '../../layers/stack.ts';
import { inputShape } from '../input.ts';
import type { Architecture } from '../model.ts';
import { type InputConfig, resolveInput } from './config.ts';

/** The latent code z: independent Gaussians with a standard normal prior. */
interface GaussianLatent {
  readonly kind: 'gaussian';
  /** Dimensions of z. */
  readonly size: number;
}

/** A variational autoencoder: encoder layers, a Gaussian code, decoder layers, a likelihood. */
export interface VaeArchitecture extends Architecture, InputConfig {
  readonly family: 'vae';
  /** Shape of one row of data, without the condition. */
  readonly input: Shape;
  /** Layers between `[x | condition]` and the posterior. May be empty. */
  readonly encoder: readonly LayerSpec[];
  readonly latent: GaussianLatent;
  /** Layers between `[z | condition]` and the likelihood. May be empty. */
  readonly decoder: readonly LayerSpec[];
  /** p(x | z) */
  readonly likelihood: LikelihoodOptions;
}

/** An architecture with optional fields; omitted fields take the values of the classic model. */
export interface VaeArchitectureChoice extends Partial<InputConfig> {
  readonly family?: 'vae';
  readonly input?: number | Shape;
  readonly encoder?: readonly LayerChoice[];
  readonly latent?: number | GaussianLatent;
  readonly decoder?: readonly LayerChoice[];
  readonly likelihood?: LikelihoodChoice;
}

const FIELDS = [
  'family',
  'input',
  'encoder',
  'latent',
  'decoder',
  'likelihood',
  'condition',
  'binarize',
  'inputDropout',
  'normalizeInput',
] as const;

/**
 * Loads the kinds that an architecture names, and fills in its defaults.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export async function resolveVaeArchitecture(
  choice: VaeArchitectureChoice,
): Promise<VaeArchitecture> {
  const { encoder = HIDDEN, decoder = HIDDEN, likelihood = LIKELIHOOD } = dropUndefined(choice);
  await Promise.all([
    loadLayerKinds('encoder', encoder),
    loadLayerKinds('decoder', decoder),
    loadLikelihood(likelihood),
  ]);
  return completeArchitecture(choice);
}

/** The hidden layer of the classic model. */
const HIDDEN: readonly LayerChoice[] = [{ kind: 'dense', units: 400 }];
const LIKELIHOOD = 'bernoulli';

/**
 * Fills in the defaults of an architecture whose kinds are loaded.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export function completeArchitecture(choice: VaeArchitectureChoice): VaeArchitecture {
  const given: VaeArchitectureChoice = dropUndefined(choice);
  knownFields('a vae', given, FIELDS);
  const {
    input: asked = 784,
    encoder = HIDDEN,
    latent: code = 20,
    decoder = HIDDEN,
    likelihood = LIKELIHOOD,
  } = given;
  const input = inputShape(asked);
  const latent = resolveLatent(code);
  const columns = resolveInput(given);
  const seen: Shape = columns.condition > 0 ? [flatSize(input) + columns.condition] : input;
  return {
    family: 'vae',
    input,
    encoder: resolveStack(encoder, seen, 'encoder'),
    latent,
    decoder: resolveStack(decoder, [latent.size + columns.condition], 'decoder'),
    likelihood: resolveLikelihood(likelihood),
    ...columns,
  };
}

function resolveLatent(latent: number | GaussianLatent): GaussianLatent {
  const { kind, size } = isRecord(latent) ? latent : { kind: 'gaussian', size: latent };
  if (isRecord(latent)) knownFields('latent', latent, ['kind', 'size']);
  assertInRange('latent', wholeNumber(1), size);
  if (kind !== 'gaussian') {
    throw new ConfigError(`latent.kind must be "gaussian", got ${shown(kind)}`);
  }
  return { kind, size: Number(size) };
}
