import { type RemoteVAE, type SparseRows, sparseRows } from 'webgpu-vae/worker';
import type { RatingSet } from '../../data/ratings/ratingSet.ts';

/** Recommendations among which a hidden item should be. */
export const FIRST = 5;

/** How often a hidden item of held-out users is among the first recommendations. */
export interface Found {
  readonly users: number;
  /** Share of the users: of the model, and of the order of popularity. */
  readonly model: number;
  readonly popularity: number;
}

/** An item for a user. */
export interface Recommended {
  readonly name: string;
  /** The probability of being the next item. */
  readonly share: number;
}

/** Rows of users: 1 for each of their items. */
export function rowsOfUsers(users: readonly (readonly number[])[], width: number): SparseRows {
  const offsets = [0];
  for (const own of users) offsets.push((offsets.at(-1) ?? 0) + own.length);
  return sparseRows({ offsets, columns: users.flat(), width }, 'ratings');
}

/** The best items for a user who likes these, the best first. */
export async function recommendTo(
  model: Pick<RemoteVAE, 'recommend'>,
  liked: readonly number[],
  { items }: RatingSet,
  count: number,
): Promise<readonly Recommended[]> {
  const history = rowsOfUsers([liked.toSorted((a, b) => a - b)], items.length);
  const [own] = await model.recommend(history, { k: Math.min(count, items.length) });
  return Array.from(own?.items ?? [], (item, rank) => {
    return { name: items[item] ?? '', share: own?.scores[rank] ?? 0 };
  });
}

/** The items of most users that a user does not have yet; columns are in this order. */
export function popularFor(
  liked: readonly number[],
  items: number,
  count: number,
): readonly number[] {
  const popular: number[] = [];
  for (let column = 0; column < items && popular.length < count; column++) {
    if (!liked.includes(column)) popular.push(column);
  }
  return popular;
}

/** Hides one item of each held-out user, always the same, and looks for it among the recommendations. */
export async function findHidden(
  model: Pick<RemoteVAE, 'recommend'>,
  { test, items }: RatingSet,
): Promise<Found> {
  const hidden = test.map((own, user) => own[user % own.length] as number);
  const rest = test.map((own, user) => own.filter((item) => item !== hidden[user]));
  const found = await model.recommend(rowsOfUsers(rest, items.length), {
    k: Math.min(FIRST, items.length),
  });
  const share = (has: (user: number, item: number) => boolean) =>
    hidden.filter((item, user) => has(user, item)).length / test.length;
  return {
    users: test.length,
    model: share((user, item) => found[user]?.items.includes(item) ?? false),
    popularity: share((user, item) =>
      popularFor(rest[user] ?? [], items.length, FIRST).includes(item),
    ),
  };
}
