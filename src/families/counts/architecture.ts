import { assertInRange, FRACTION, knownFields, oneOf, shown, wholeNumber } from '../../checks.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { ConfigError } from '../../errors.ts';
import type { LayerChoice } from '../../layers/registry.ts';
import { meantName } from '../../synonyms.ts';
import { assertWidths } from '../../widths.ts';
import { assertColumnNames } from '../columnNames.ts';
import type { Architecture } from '../model.ts';
import { columnCount } from '../sizes.ts';
import type { VaeArchitectureChoice } from '../vae/architecture.ts';

/** A model of counts, such as those of the genes of cells: counts in, shares of a cell's total out. */
export interface CountsArchitecture extends Architecture {
  readonly family: 'counts';
  /** Number of genes, as the shape of a row. */
  readonly input: readonly [number];
  /** Widths of the encoder's layers; the decoder mirrors them. */
  readonly hidden: readonly number[];
  /** Size of the code of a cell. */
  readonly latent: number;
  /** Share of the values of the encoder's layers that training drops. */
  readonly dropout: number;
  /** The dispersion of the counts: one for each gene, or computed for each value. */
  readonly dispersion: 'gene' | 'network';
  /** `inflated` if a gene may also be missed: 0 with a probability that the decoder computes. */
  readonly zeros: 'none' | 'inflated';
  /** Columns of side information after the genes of a row, such as its batch, one-hot. */
  readonly condition: number;
  /** The genes in the order of the columns; a checkpoint keeps them. */
  readonly genes?: readonly string[];
  /** The batches in the order of the condition's columns; a checkpoint keeps them. */
  readonly batches?: readonly string[];
}

/** A model of counts with optional fields. */
export interface CountsArchitectureChoice {
  /** Names the family. */
  readonly family: 'counts';
  /** Number of genes; by default that of `genes`. */
  readonly input?: number | readonly number[];
  /** Widths of the encoder's layers; `[128]` by default. */
  readonly hidden?: readonly number[];
  /** Size of the code; 10 by default. */
  readonly latent?: number;
  /** Share of the values of the encoder's layers that training drops; 0.1 by default. */
  readonly dropout?: number;
  /** The dispersion of the counts; `gene` by default. */
  readonly dispersion?: CountsArchitecture['dispersion'];
  /** `inflated` if a gene may also be missed; `none` by default. */
  readonly zeros?: CountsArchitecture['zeros'];
  /** Columns of side information; by default the number of `batches`, or 0. */
  readonly condition?: number;
  /** The genes in the order of the columns. None by default. */
  readonly genes?: readonly string[];
  /** The batches in the order of the condition's columns. None by default. */
  readonly batches?: readonly string[];
}

const FIELDS = [
  'family',
  'input',
  'hidden',
  'latent',
  'dropout',
  'dispersion',
  'zeros',
  'condition',
  'genes',
  'batches',
] as const;

/**
 * Fills in the defaults.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export function resolveCounts(choice: CountsArchitectureChoice): CountsArchitecture {
  const given: CountsArchitectureChoice = dropUndefined(choice);
  knownFields('a counts', given, FIELDS, meantName);
  const {
    genes,
    batches,
    input = genes?.length ?? 2000,
    hidden = [128],
    latent = 10,
    dropout = 0.1,
    dispersion = 'gene',
    zeros = 'none',
    condition = batches?.length ?? 0,
  } = given;
  const columns = columnCount(input);
  assertWidths(hidden);
  assertInRange('latent', wholeNumber(1), latent);
  assertInRange('dropout', FRACTION, dropout);
  assertInRange('dispersion', oneOf(['gene', 'network']), dispersion);
  assertInRange('zeros', oneOf(['none', 'inflated']), zeros);
  assertInRange('condition', wholeNumber(0), condition);
  if (genes !== undefined) assertColumnNames('genes', genes, columns);
  if (batches !== undefined) assertBatches(batches, condition);
  return {
    ...{ family: 'counts', input: [columns], hidden, latent, dropout },
    ...{ dispersion, zeros, condition },
    ...(genes && { genes }),
    ...(batches && { batches }),
  };
}

/** @throws ConfigError for anything but one text a column of the condition */
function assertBatches(batches: unknown, condition: number): void {
  if (!Array.isArray(batches) || batches.some((name) => typeof name !== 'string')) {
    throw new ConfigError(`batches must be a list of texts, got ${shown(batches)}`);
  }
  if (new Set(batches).size < batches.length) {
    throw new ConfigError('batches names a batch twice: give each once');
  }
  if (batches.length === condition) return;
  throw new ConfigError(
    `condition is ${condition}, but batches holds ${batches.length}: give one a column`,
  );
}

/**
 * The model as a VAE. Source: Lopez et al., "Deep generative modeling for single-cell transcriptomics", 2018, with
 * the observed total of a cell in place of a modelled one.
 */
export function asVae(architecture: CountsArchitecture): VaeArchitectureChoice {
  const { input, hidden, latent, dropout: rate, dispersion, zeros, condition } = architecture;
  const layers = hidden.map((units): LayerChoice => ({ kind: 'dense', units, activation: 'relu' }));
  const dropout: LayerChoice[] = rate > 0 ? [{ kind: 'dropout', rate }] : [];
  return {
    family: 'vae',
    ...{ input, latent, condition },
    encoder: layers.flatMap((layer) => [layer, ...dropout]),
    decoder: layers.toReversed(),
    likelihood: {
      kind: 'countShares',
      dispersion: dispersion === 'gene' ? 'column' : 'network',
      zeros,
    },
    logInput: true,
  };
}
