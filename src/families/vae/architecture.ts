import { assertInRange, wholeNumber } from '../../checks.ts';
import {
  type LikelihoodChoice,
  type LikelihoodOptions,
  loadLikelihood,
  resolveLikelihood,
} from '../../distributions/likelihoods/likelihoods.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { ConfigError } from '../../errors.ts';
import { flatSize, type LayerSpec, type Shape } from '../../layers/layer.ts';
import {
  type AnyLayerKind,
  assertLayers,
  type LayerChoice,
  loadLayerKinds,
} from '../../layers/registry.ts';
import { resolveStack } from '../../layers/stack.ts';
import type { Architecture } from '../model.ts';
import { type InputConfig, resolveInput } from './config.ts';

/** The code z: independent Gaussians, against a standard normal prior. */
interface GaussianLatent {
  readonly kind: 'gaussian';
  /** Dimensions of z. */
  readonly size: number;
}

/** A variational autoencoder: layers to a Gaussian code, layers back, a likelihood. */
export interface VaeArchitecture extends Architecture, InputConfig {
  readonly family: 'vae';
  /** Of one row of data, side information not counted. */
  readonly input: Shape;
  /** From `[x | condition]` to what the posterior is made of. May be empty. */
  readonly encoder: readonly LayerSpec[];
  readonly latent: GaussianLatent;
  /** From `[z | condition]` to what the likelihood is made of. May be empty. */
  readonly decoder: readonly LayerSpec[];
  /** p(x | z) */
  readonly likelihood: LikelihoodOptions;
}

/** An architecture as it is asked for: what is left out is that of the classic model. */
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
 * Loads the kinds that an architecture names, and fills it in.
 * @throws ConfigError naming the field, what it takes and what came
 */
export async function resolveVaeArchitecture(
  choice: VaeArchitectureChoice,
): Promise<VaeArchitecture> {
  const { encoder = HIDDEN, decoder = HIDDEN, likelihood = LIKELIHOOD } = dropUndefined(choice);
  assertLayers('encoder', encoder);
  assertLayers('decoder', decoder);
  const [kinds] = await Promise.all([
    loadLayerKinds([...encoder, ...decoder]),
    loadLikelihood(likelihood),
  ]);
  return completeArchitecture(choice, kinds);
}

/** The classic model's. */
const HIDDEN: readonly LayerChoice[] = [{ kind: 'dense', units: 400 }];
const LIKELIHOOD = 'bernoulli';

/**
 * Fills in an architecture whose kinds are loaded.
 * @throws ConfigError naming the field, what it takes and what came
 */
export function completeArchitecture(
  choice: VaeArchitectureChoice,
  kinds: ReadonlyMap<string, AnyLayerKind>,
): VaeArchitecture {
  const given: VaeArchitectureChoice = dropUndefined(choice);
  const unknown = Object.keys(given).find((name) => !(FIELDS as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new ConfigError(`a vae has no field "${unknown}"; it takes: ${FIELDS.join(', ')}`);
  }
  const { encoder = HIDDEN, decoder = HIDDEN, likelihood = LIKELIHOOD } = given;
  const input = inputShape(given.input ?? 784);
  const latent = resolveLatent(given.latent ?? 20);
  const columns = resolveInput(given);
  const seen: Shape = columns.condition > 0 ? [flatSize(input) + columns.condition] : input;
  return {
    family: 'vae',
    input,
    encoder: resolveStack(encoder, seen, kinds, 'encoder'),
    latent,
    decoder: resolveStack(decoder, [latent.size + columns.condition], kinds, 'decoder'),
    likelihood: resolveLikelihood(likelihood),
    ...columns,
  };
}

function inputShape(input: number | Shape): Shape {
  if (!Array.isArray(input)) {
    assertInRange('input', wholeNumber(1), input);
    return [Number(input)];
  }
  for (const [i, size] of input.entries()) assertInRange(`input[${i}]`, wholeNumber(1), size);
  return input;
}

function resolveLatent(latent: number | GaussianLatent): GaussianLatent {
  const size: unknown = typeof latent === 'object' && latent !== null ? latent.size : latent;
  assertInRange('latent', wholeNumber(1), size);
  if (typeof latent === 'object' && latent.kind !== 'gaussian') {
    throw new ConfigError(`latent.kind must be "gaussian", got ${JSON.stringify(latent.kind)}`);
  }
  return { kind: 'gaussian', size: Number(size) };
}
