import { assertInRange, FRACTION, knownFields, wholeNumber } from '../../checks.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import type { LayerChoice } from '../../layers/registry.ts';
import { meantName } from '../../synonyms.ts';
import { assertWidths } from '../../widths.ts';
import { assertColumnNames } from '../columnNames.ts';
import type { Architecture } from '../model.ts';
import { columnCount } from '../sizes.ts';
import type { VaeArchitectureChoice } from '../vae/architecture.ts';

/** A recommender: the items of a user in, a score of every item out. */
export interface RecommendationArchitecture extends Architecture {
  readonly family: 'recommendation';
  /** Number of items, as the shape of a row. */
  readonly input: readonly [number];
  /** Widths of the encoder's layers; the decoder mirrors them. */
  readonly hidden: readonly number[];
  /** Size of the code of a user. */
  readonly latent: number;
  /** Share of a user's items that the encoder does not see in training. */
  readonly dropout: number;
  /** The items in the order of the columns; a checkpoint keeps them. */
  readonly items?: readonly string[];
}

/** A recommender with optional fields. */
export interface RecommendationArchitectureChoice {
  /** Names the family. */
  readonly family: 'recommendation';
  /** Number of items; by default that of `items`. */
  readonly input?: number | readonly number[];
  /** Widths of the encoder's layers; `[600]` by default. */
  readonly hidden?: readonly number[];
  /** Size of the code; 200 by default. */
  readonly latent?: number;
  /** Share of a user's items that the encoder does not see in training; 0.5 by default. */
  readonly dropout?: number;
  /** The items in the order of the columns. None by default. */
  readonly items?: readonly string[];
}

const FIELDS = ['family', 'input', 'hidden', 'latent', 'dropout', 'items'] as const;

/**
 * Fills in the defaults.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export function resolveRecommendation(
  choice: RecommendationArchitectureChoice,
): RecommendationArchitecture {
  const given: RecommendationArchitectureChoice = dropUndefined(choice);
  knownFields('a recommendation', given, FIELDS, meantName);
  const { items, input = items?.length ?? 2000, hidden = [600], latent = 200 } = given;
  const { dropout = 0.5 } = given;
  const columns = columnCount(input);
  assertWidths(hidden);
  assertInRange('latent', wholeNumber(1), latent);
  assertInRange('dropout', FRACTION, dropout);
  if (items !== undefined) assertColumnNames('items', items, columns);
  return {
    family: 'recommendation',
    input: [columns],
    hidden,
    latent,
    dropout,
    ...(items && { items }),
  };
}

/**
 * The recommender as a VAE. Source: Liang, Krishnan, Hoffman & Jebara, "Variational autoencoders for
 * collaborative filtering", 2018.
 */
export function asVae({
  input,
  hidden,
  latent,
  dropout,
}: RecommendationArchitecture): VaeArchitectureChoice {
  const layers = hidden.map((units): LayerChoice => ({ kind: 'dense', units, activation: 'tanh' }));
  return {
    family: 'vae',
    input,
    encoder: layers,
    latent,
    decoder: layers.toReversed(),
    likelihood: 'multinomial',
    normalizeInput: true,
    inputDropout: dropout,
  };
}
