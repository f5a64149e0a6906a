import {
  assertInRange,
  isRecord,
  knownFields,
  oneOf,
  POSITIVE,
  shown,
  wholeNumber,
} from '../../checks.ts';
import {
  type LikelihoodChoice,
  type LikelihoodOptions,
  loadLikelihood,
  resolveLikelihood,
} from '../../distributions/likelihoods/likelihoods.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { ConfigError } from '../../errors.ts';
import { flatSize, type LayerSpec, type Shape } from '../../layers/layer.ts';
import { others } from '../../layers/others.ts';
import { type LayerChoice, loadLayerKinds } from '../../layers/registry.ts';
import { resolveStack } from '../../layers/stack.ts';
import { meantName } from '../../synonyms.ts';
import { inputShape } from '../input.ts';
import type { Architecture } from '../model.ts';
import {
  resolveSequence,
  type SequenceArchitectureChoice,
  type SequenceNetworks,
} from '../sequence/architecture.ts';
import { type JointChoice, type JointOptions, resolveJoint } from './joints/joints.ts';

/** A modality of rows of numbers: its encoder, its decoder and its likelihood. */
export interface RowsModality {
  /** Shape of one row of its field. */
  readonly input: Shape;
  /** Layers between its values and the posterior. May be empty. */
  readonly encoder: readonly LayerSpec[];
  /** Layers between the code and the likelihood. May be empty. */
  readonly decoder: readonly LayerSpec[];
  /** The layer that computes the likelihood's outputs; a dense one if left out. */
  readonly output?: LayerSpec;
  /** p(x | z) of its values. */
  readonly likelihood: LikelihoodOptions;
  /** Weight of its reconstruction in the minimised sum. */
  readonly weight: number;
}

/** A modality of sequences of tokens: the encoder and the decoder of a `sequence`. */
export interface TokensModality extends SequenceNetworks {
  /** Weight of its reconstruction in the minimised sum. */
  readonly weight: number;
}

/** One modality. */
export type Modality = RowsModality | TokensModality;

/** A modality of rows of numbers with optional fields. */
export interface RowsModalityChoice {
  /** Shape of one row of its field, or its number of columns. */
  readonly input: number | Shape;
  /** Layers before the code; by default one dense layer of 400 with ReLU. */
  readonly encoder?: readonly LayerChoice[];
  /** Layers after the code; by default one dense layer of 400 with ReLU. */
  readonly decoder?: readonly LayerChoice[];
  /** The layer that computes the likelihood's outputs; a dense one by default. */
  readonly output?: LayerChoice;
  /** p(x | z) of its values; `bernoulli` by default. */
  readonly likelihood?: LikelihoodChoice;
  /**
   * Weight of its reconstruction in the minimised sum, such as above 1 for one of few values beside an image.
   * 1 by default.
   */
  readonly weight?: number;
}

/** A modality of sequences of tokens, with the optional fields of a `sequence` but its code. */
export interface TokensModalityChoice extends Omit<SequenceArchitectureChoice, 'latent'> {
  /** Weight of its reconstruction in the minimised sum. 1 by default. */
  readonly weight?: number;
}

/** A modality with optional fields. */
export type ModalityChoice = RowsModalityChoice | TokensModalityChoice;

/** A VAE of several modalities with one code. */
export interface MultimodalArchitecture extends Architecture {
  readonly family: 'multimodal';
  /** The modalities by the names of their fields. */
  readonly modalities: Readonly<Record<string, Modality>>;
  /** The latent code. */
  readonly latent: { readonly size: number };
  /** How the posteriors of single modalities make that of several. */
  readonly joint: JointOptions;
}

/** A VAE of several modalities with optional fields. */
export interface MultimodalArchitectureChoice {
  /** Names the family. */
  readonly family: 'multimodal';
  /**
   * The modalities by the names of their fields; by default an `image` of 784 values and a `word`, one of ten, whose
   * weight is 50.
   */
  readonly modalities?: Readonly<Record<string, ModalityChoice>>;
  /** The latent code, or its dimensions; 20 by default. */
  readonly latent?: number | { readonly size: number };
  /**
   * How the posteriors of single modalities make that of several; `mixtureOfProducts` by default. It draws a code of each
   * subset, so take `product` for more than four modalities.
   */
  readonly joint?: JointChoice;
}

const FIELDS = ['family', 'modalities', 'latent', 'joint'] as const;
const OF_ROWS = ['input', 'encoder', 'decoder', 'output', 'likelihood', 'weight'] as const;

/** Name of the field that says which modalities of a row are there. */
export const PRESENT = 'present';
/** Name of the term of the KL. */
export const KL = 'kl';
/** Names of other fields, terms and figures. */
const TAKEN = [PRESENT, KL, 'elbo', 'reconstruction', 'bound', 'joint', 'row_index', 'noise'];

/** A digit and its word, whose few nats would else count little beside the many of an image. */
const DIGITS: Readonly<Record<string, ModalityChoice>> = {
  image: { input: 784 },
  word: { input: 10, likelihood: { kind: 'categorical', group: 10 }, weight: 50 },
};
const HIDDEN: readonly LayerChoice[] = [{ kind: 'dense', units: 400 }];

/** Bits of a subset in a whole number that a shader has for it. */
const MOST_MODALITIES = 8;

/**
 * Loads the kinds that an architecture names, and fills in its defaults.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export async function resolveMultimodal(
  choice: MultimodalArchitectureChoice,
): Promise<MultimodalArchitecture> {
  const given: MultimodalArchitectureChoice = dropUndefined(choice);
  knownFields('a multimodal', given, FIELDS, meantName);
  const { modalities = DIGITS, latent = 20, joint = 'mixtureOfProducts' } = given;
  const size: unknown = isRecord(latent) ? latent.size : latent;
  if (isRecord(latent)) knownFields('latent', latent, ['size']);
  assertInRange('latent', wholeNumber(1), size);
  assertNames(modalities);
  const code = [Number(size)];
  const resolved: Record<string, Modality> = {};
  for (const [name, modality] of Object.entries(modalities)) {
    resolved[name] = await resolveModality(name, modality, code);
  }
  return {
    family: 'multimodal',
    modalities: resolved,
    latent: { size: Number(size) },
    joint: await resolveWholeJoint(joint, resolved),
  };
}

/** @throws ConfigError for anything but some modalities with names of their own */
function assertNames(modalities: unknown): void {
  const names = isRecord(modalities) ? Object.keys(modalities) : [];
  if (names.length < 1 || names.length > MOST_MODALITIES) {
    throw new ConfigError(
      `modalities must be an object with 1 to ${MOST_MODALITIES} modalities by name, got ` +
        shown(modalities),
    );
  }
  const wrong = names.find((name) => TAKEN.includes(name) || !/^[a-z]\w*$/i.test(name));
  if (wrong === undefined) return;
  throw new ConfigError(
    `no modality can be called "${wrong}": take a word of letters and digits other than ` +
      TAKEN.join(', '),
  );
}

async function resolveModality(
  name: string,
  choice: ModalityChoice,
  code: Shape,
): Promise<Modality> {
  const where = `modalities.${name}`;
  if (!isRecord(choice)) throw new ConfigError(`${where} must be an object, got ${shown(choice)}`);
  if ('family' in choice) return resolveTokens(where, choice as TokensModalityChoice, code);
  const given = dropUndefined(choice as RowsModalityChoice);
  knownFields(where, given, OF_ROWS, meantName);
  const {
    encoder = HIDDEN,
    decoder = HIDDEN,
    output,
    likelihood = 'bernoulli',
    weight = 1,
  } = given;
  const input = inputShape(given.input);
  assertInRange(`${where}.weight`, POSITIVE, weight);
  await Promise.all([
    loadLayerKinds(`${where}.encoder`, encoder),
    loadLayerKinds(`${where}.decoder`, decoder),
    output && Promise.all([loadLayerKinds(`${where}.output`, [output]), others.load()]),
    loadLikelihood(likelihood),
  ]);
  const layers = resolveStack(decoder, code, `${where}.decoder`);
  const head = output !== undefined && others.get().resolveHead(output, layers, code, input);
  return {
    input,
    encoder: resolveStack(encoder, input, `${where}.encoder`),
    decoder: layers,
    ...(head && { output: head }),
    likelihood: resolveLikelihood(likelihood),
    weight,
  };
}

/** @throws ConfigError for another family, or a code of its own */
async function resolveTokens(
  where: string,
  choice: TokensModalityChoice,
  [size = 0]: Shape,
): Promise<TokensModality> {
  const { weight = 1, ...own } = dropUndefined(choice);
  assertInRange(`${where}.family`, oneOf(['sequence']), own.family);
  assertInRange(`${where}.weight`, POSITIVE, weight);
  if ('latent' in own) {
    throw new ConfigError(`${where} takes no latent: all modalities have one code`);
  }
  const { latent: _, ...networks } = await resolveSequence({ ...own, latent: size });
  return { ...networks, weight };
}

/** The options of a joint posterior, with the layers of a joint encoder. */
async function resolveWholeJoint(
  choice: JointChoice,
  modalities: Readonly<Record<string, Modality>>,
): Promise<JointOptions> {
  const joint = resolveJoint(choice);
  if (joint.kind !== 'encoder') return joint;
  const tokens = Object.keys(modalities).find((name) => isOfTokens(modalities[name] as Modality));
  if (tokens !== undefined) {
    throw new ConfigError(
      `joint: an encoder reads rows of numbers side by side, but modalities.${tokens} has tokens: take another kind`,
    );
  }
  await loadLayerKinds('joint.encoder', joint.encoder);
  return {
    ...joint,
    encoder: resolveStack(joint.encoder, allColumns(modalities), 'joint.encoder'),
  };
}

/** True for a modality of sequences of tokens. */
export const isOfTokens = (modality: Modality): modality is TokensModality => 'family' in modality;

/** Shape of a row of a modality. */
const shapeOf = (modality: Modality): Shape =>
  isOfTokens(modality) ? [modality.length] : modality.input;

/** Shape of the values of all modalities, side by side. */
export function allColumns(modalities: Readonly<Record<string, Modality>>): Shape {
  return [Object.values(modalities).reduce((sum, each) => sum + flatSize(shapeOf(each)), 0)];
}
