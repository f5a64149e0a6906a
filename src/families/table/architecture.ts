import { assertInRange, knownFields, wholeNumber } from '../../checks.ts';
import type { LikelihoodOptions } from '../../distributions/likelihoods/likelihoods.ts';
import { loadLikelihood, resolveLikelihood } from '../../distributions/likelihoods/likelihoods.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { type LayerChoice, loadLayerKinds } from '../../layers/registry.ts';
import { assertActivation } from '../../ops/slots.ts';
import { meantName } from '../../synonyms.ts';
import { assertWidths } from '../../widths.ts';
import type { Architecture } from '../model.ts';
import { type LatentChoice, loadLatentKinds, resolveLatent } from '../vae/architecture.ts';
import type { Latent } from '../vae/latent.ts';
import {
  assertOutcomes,
  resolveColumns,
  type TableColumn,
  type TableColumnChoice,
} from './columns.ts';
import type { KindLayout } from './layout.ts';

/** A VAE of the rows of a table, of which any cell may be missing. */
export interface TableArchitecture extends Architecture {
  readonly family: 'table';
  /** The columns in their order, with what scales them; a checkpoint keeps them. */
  readonly columns: readonly TableColumn[];
  /** Names of the columns that are learned, where the others are only told to both networks. */
  readonly outcomes?: readonly string[];
  /** Widths of the encoder's layers; the decoder mirrors them. */
  readonly hidden: readonly number[];
  /** Activation of these layers. */
  readonly activation: string;
  /** The latent code. */
  readonly latent: Latent;
}

/** A VAE of a table with optional fields. */
export interface TableArchitectureChoice {
  /** Names the family. */
  readonly family: 'table';
  /** The columns in their order, or the number of columns of real values; 8 of these by default. */
  readonly columns?: number | readonly TableColumnChoice[];
  /**
   * Names of the columns that are learned, given all others, which both networks are told: `['died']`. All
   * columns are learned by default.
   */
  readonly outcomes?: readonly string[];
  /** Widths of the encoder's layers; `[128, 128]` by default. */
  readonly hidden?: readonly number[];
  /** Activation of these layers; `relu` by default. */
  readonly activation?: string;
  /** The latent code, or its dimensions; 10 by default. */
  readonly latent?: number | LatentChoice;
}

const FIELDS = ['family', 'columns', 'outcomes', 'hidden', 'activation', 'latent'] as const;

/**
 * Loads the kinds that an architecture names, and fills in its defaults.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export async function resolveTable(choice: TableArchitectureChoice): Promise<TableArchitecture> {
  const given: TableArchitectureChoice = dropUndefined(choice);
  knownFields('a table', given, FIELDS, meantName);
  const { columns = 8, outcomes, hidden = [128, 128], activation = 'relu', latent = 10 } = given;
  assertWidths(hidden);
  assertInRange('hidden.length', wholeNumber(1), hidden.length);
  assertActivation('activation', activation);
  const resolved = resolveColumns(columns);
  if (outcomes !== undefined) assertOutcomes(resolved, outcomes);
  await Promise.all([
    loadLatentKinds(latent),
    loadLayerKinds('encoder', layersOf({ hidden, activation })),
    ...Object.values(LIKELIHOODS).map((likelihood) => loadLikelihood(likelihood)),
  ]);
  return {
    family: 'table',
    columns: resolved,
    ...(outcomes && { outcomes: [...outcomes] }),
    hidden: [...hidden],
    activation,
    latent: resolveLatent(latent),
  };
}

/** The encoder's layers; the decoder has the same in reverse. */
export function layersOf({
  hidden,
  activation,
}: Pick<TableArchitecture, 'hidden' | 'activation'>): LayerChoice[] {
  return hidden.map((units) => ({ kind: 'dense', units, activation }) as LayerChoice);
}

/** Variance below which a real column, whose own is 1, is not predicted: else a likelihood has no bound. */
const FLOOR = 0.01;

/** p(x | z) of a column of each kind; categories also take the numbers of their levels. */
const LIKELIHOODS = {
  real: { kind: 'gaussian', sigma: 'network', floor: FLOOR },
  count: { kind: 'negativeBinomial' },
  binary: { kind: 'bernoulli' },
  category: { kind: 'categorical' },
} as const;

/** p(x | z) of the columns of a kind. */
export function likelihoodOf({ kind, columns }: KindLayout): LikelihoodOptions {
  if (kind !== 'category') return resolveLikelihood(LIKELIHOODS[kind]);
  const group = columns.map(({ width }) => width);
  return resolveLikelihood({ ...LIKELIHOODS.category, group });
}
