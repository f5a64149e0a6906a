import {
  assertOptions,
  BETWEEN_0_AND_1,
  CHECKED_LATER,
  isWholeNumber,
  type OptionRanges,
  SEED,
  shown,
} from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { streams } from '../random/streams.ts';
import { assertDataset, type Dataset } from './dataset.ts';
import { hideItems } from './hideItems.ts';
import { permutation } from './permutation.ts';
import { pickRows } from './pickRows.ts';
import { assertSparse, type SparseRows } from './sparseRows.ts';
import { takeSparseRows } from './sparseValues.ts';

/** Options of {@link holdOut}. */
export interface HoldOutOptions {
  /** Rows that are removed from the training set, to be completed. */
  readonly rows: number;
  /**
   * Share of a held-out row's items that is hidden, rounded down but at least one. 0.2 by default.
   */
  readonly share?: number;
  /** Any whole number from 0 to 2³² - 1. The same seed gives the same split. 1 by default. */
  readonly seed?: number;
}

/**
 * The result of `holdOut`. All three data sets have the columns and the element type of the
 * original.
 */
export interface HoldOut<Rows = Dataset> {
  /** The rows that were not held out. */
  readonly train: Rows;
  /** The held-out rows without their hidden items. */
  readonly input: Rows;
  /** The hidden items of the held-out rows; `input` is 0 there. */
  readonly target: Rows;
  /** Row numbers of `train` in the data set that was split. */
  readonly trainRows: Uint32Array;
  /** Row numbers of `input` and `target` in that data set. */
  readonly heldOutRows: Uint32Array;
}

const HOLD_OUT_RANGES: OptionRanges<HoldOutOptions> = {
  rows: CHECKED_LATER,
  share: BETWEEN_0_AND_1,
  seed: SEED,
};

/**
 * Splits users x items (or documents x words) under strong generalisation: some rows are held out
 * completely, and a share of the non-zero items in each of them is hidden, to be predicted from the
 * rest. Split `train` again for a validation set. No memory is shared with `data`.
 *
 * Source: Liang et al., "Variational autoencoders for collaborative filtering", 2018, section 4.2,
 * after Marlin, "Collaborative filtering: a machine learning perspective", 2004.
 *
 * @param data [rows, items], 0 where a row does not contain an item; labels are not kept. Sparse rows give sparse rows.
 * @throws {ConfigError} naming an option that is out of range.
 * @throws {DataError} when a held-out row has fewer than two items.
 */
export function holdOut(data: Dataset, options: HoldOutOptions): HoldOut;
export function holdOut(data: SparseRows, options: HoldOutOptions): HoldOut<SparseRows>;
export function holdOut(
  data: Dataset | SparseRows,
  options: HoldOutOptions,
): HoldOut | HoldOut<SparseRows> {
  if (data?.dtype === 'sparse') assertSparse(data);
  else assertDataset(data);
  assertOptions('holdOut', options ?? {}, HOLD_OUT_RANGES);
  if (data.dtype === 'sparse') return split(data, options, takeSparseRows);
  const { labels: _, ...unlabelled } = data;
  return split(unlabelled, options, pickRows);
}

/** @param take copies the rows of these numbers, under another name */
function split<Rows extends Dataset | SparseRows>(
  data: Rows,
  options: HoldOutOptions,
  take: (data: Rows, rows: Uint32Array, name?: string) => Rows,
): HoldOut<Rows> {
  const { rows, share = 0.2, seed = 1 } = options ?? {};
  if (!isWholeNumber(rows, 1, data.rows - 1)) {
    throw new ConfigError(
      `holdOut: rows must be a whole number from 1 to ${data.rows - 1} ` +
        `(${data.name} has ${data.rows} rows and training needs one), got ${shown(rows)}`,
    );
  }
  const order = permutation(data.rows, seed, 0, streams.holdOutRows);
  const heldOutRows = order.slice(0, rows).sort();
  const trainRows = order.slice(rows).sort();
  const train = take(data, trainRows, `${data.name} train`);
  const { input, target } = hideItems(take(data, heldOutRows), { share, seed }, heldOutRows);
  return { train, input, target, trainRows, heldOutRows };
}
