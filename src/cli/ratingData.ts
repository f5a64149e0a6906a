import { takeSparseRows } from '../data/sparseValues.ts';
import { loadRatings } from '../node/loadRatings.ts';
import type { AskedForm } from './dataForm.ts';
import { USER } from './noun.ts';
import { fixedOrder, heldTenth, type RunData } from './runData.ts';

/** The options that say which ratings a command reads, and how. */
export interface RatingOptions {
  readonly dataset: string;
  /** Users of each part that are kept: the first. */
  readonly limit?: number;
  /** An item counts from this rating on. */
  readonly leastRating?: number;
}

/** Reads ratings as the items of users. The last tenth of the users, in a fixed random order, is the test set. */
export async function loadRatingData(
  { dataset, leastRating, limit = Number.POSITIVE_INFINITY }: RatingOptions,
  form: Extract<AskedForm, { kind: 'ratings' }>,
): Promise<RunData> {
  const { rows, items } = await loadRatings(dataset, {
    ...(leastRating !== undefined && { least: leastRating }),
    ...(form.items && { items: form.items }),
  });
  const held = heldTenth(dataset, rows.rows, USER);
  const mixed = fixedOrder(rows.rows);
  const part = (places: Uint32Array, name: string) =>
    takeSparseRows(rows, places.slice(0, limit), `${dataset} ${name}`);
  return {
    train: part(mixed.slice(0, -held), 'train'),
    test: part(mixed.slice(-held), 'test'),
    form: { kind: 'ratings', items },
  };
}
