import { assertInRange, isRecord, knownFields, shown, wholeNumber } from '../../checks.ts';
import {
  type LikelihoodChoice,
  type LikelihoodOptions,
  loadLikelihood,
  resolveLikelihood,
} from '../../distributions/likelihoods/likelihoods.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { ConfigError } from '../../errors.ts';
import { MAX_TARGETS } from '../../graph/graph.ts';
import type { LayerSpec, Shape } from '../../layers/layer.ts';
import { others } from '../../layers/others.ts';
import { type LayerChoice, loadLayerKinds } from '../../layers/registry.ts';
import { resolveStack } from '../../layers/stack.ts';
import { stackOutput } from '../../layers/stackOutput.ts';
import { meantName } from '../../synonyms.ts';
import { inputShape } from '../input.ts';
import type { Architecture } from '../model.ts';
import { type InputConfig, images, resolveInput } from '../vae/config.ts';

/** One level of a hierarchy of latent codes. */
export interface Level {
  /** Dimensions of the level's code. */
  readonly size: number;
  /** Layers on the way up to the code, from what lies below it. May be empty. */
  readonly encoder: readonly LayerSpec[];
  /** Layers on the way down from the code, to what lies below it. May be empty. */
  readonly decoder: readonly LayerSpec[];
}

/** A level with optional fields. */
export interface LevelChoice {
  /** Dimensions of the level's code. */
  readonly size: number;
  /** Layers on the way up to the code; none by default. */
  readonly encoder?: readonly LayerChoice[];
  /** Layers on the way down from the code; none by default. */
  readonly decoder?: readonly LayerChoice[];
}

/** How rows of data become inputs. */
type LevelsInput = Omit<InputConfig, 'condition'>;

/** Several levels of latent codes, each the prior of the one below it. */
export interface LevelsArchitecture extends Architecture, LevelsInput {
  /** Shape of one row of data. */
  readonly input: Shape;
  /** Two levels or more, the one next to the data first. */
  readonly levels: readonly Level[];
  /** The layer that computes the likelihood's outputs; a dense one if left out. */
  readonly output?: LayerSpec;
  /** p(x | z1) */
  readonly likelihood: LikelihoodOptions;
}

/** An architecture with optional fields; omitted fields take the published values for MNIST. */
export interface LevelsArchitectureChoice extends Partial<LevelsInput> {
  /** Shape of one row of data; 784 by default. */
  readonly input?: number | Shape;
  /** Two levels or more, the one next to the data first; those of the publication by default. */
  readonly levels?: readonly LevelChoice[];
  /**
   * The layer that computes the likelihood's outputs from the lowest decoder's, without its channels
   * and activation; a dense layer by default.
   */
  readonly output?: LayerChoice;
  /** p(x | z1); `bernoulli` by default. */
  readonly likelihood?: LikelihoodChoice;
}

const FIELDS = [
  'family',
  'input',
  'levels',
  'output',
  'likelihood',
  'binarize',
  'inputDropout',
  'normalizeInput',
  'logInput',
  'flip',
];

/**
 * Completes an architecture and loads the kinds that it names.
 * @param options.family that takes it
 * @param options.levels its default
 * @param options.upward shape of what the encoder of the next level takes
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export async function resolveLevels(
  choice: LevelsArchitectureChoice,
  {
    family,
    levels: published,
    upward,
  }: {
    readonly family: string;
    readonly levels: readonly LevelChoice[];
    readonly upward: (level: Level, encoded: Shape) => Shape;
  },
): Promise<LevelsArchitecture> {
  const given: LevelsArchitectureChoice = dropUndefined(choice);
  knownFields(`a ${family}`, given, FIELDS, meantName);
  const { input: asked = 784, levels = published, output, likelihood = 'bernoulli', flip } = given;
  const input = inputShape(asked);
  assertLevels(levels);
  await Promise.all([
    ...levels.flatMap(({ encoder = [], decoder = [] }, place) => [
      loadLayerKinds(`levels[${place}].encoder`, encoder),
      loadLayerKinds(`levels[${place}].decoder`, decoder),
    ]),
    output !== undefined && Promise.all([loadLayerKinds('output', [output]), others.load()]),
    flip === true && images.load(),
    loadLikelihood(likelihood),
  ]);
  const { condition: _, ...columns } = resolveInput(given, input);
  const resolved: Level[] = [];
  let below = input;
  for (const [place, { size, encoder = [], decoder = [] }] of levels.entries()) {
    const level: Level = {
      size,
      encoder: resolveStack(encoder, below, `levels[${place}].encoder`),
      decoder: resolveStack(decoder, [size], `levels[${place}].decoder`),
    };
    resolved.push(level);
    below = upward(level, stackOutput(level.encoder, below));
  }
  const [bottom] = resolved;
  const head =
    output !== undefined &&
    bottom &&
    others.get().resolveHead(output, bottom.decoder, [bottom.size], input);
  return {
    family,
    input,
    levels: resolved,
    ...(head && { output: head }),
    likelihood: resolveLikelihood(likelihood),
    ...columns,
  };
}

/** Every level may have a floor, which is a target of the step. */
function assertLevels(levels: unknown): asserts levels is readonly LevelChoice[] {
  if (!Array.isArray(levels) || levels.length < 2 || levels.length > MAX_TARGETS) {
    throw new ConfigError(
      `levels must be a list of 2 to ${MAX_TARGETS} levels such as { size: 20, encoder: [], ` +
        `decoder: [] }, got ${shown(levels)}`,
    );
  }
  for (const [place, level] of levels.entries()) {
    if (!isRecord(level)) {
      throw new ConfigError(`levels[${place}] must be an object with a size, got ${shown(level)}`);
    }
    knownFields(`levels[${place}]`, level, ['size', 'encoder', 'decoder'], meantName);
    assertInRange(`levels[${place}].size`, wholeNumber(1), level.size);
  }
}
