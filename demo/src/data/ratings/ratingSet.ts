import { DataError, permutation } from 'webgpu-vae/formats';

/** A rating of an item by a user. */
export interface Rating {
  readonly user: string;
  readonly item: string;
  readonly rating: number;
}

/** The items that users rated well, split for training. */
export interface RatingSet {
  /** Name of the file, or of the sample. */
  readonly name: string;
  /** The items in the order of the columns, that of most users first. */
  readonly items: readonly string[];
  /** The columns of each user's items, increasing. */
  readonly train: readonly (readonly number[])[];
  /** A seeded tenth of the users, held out. */
  readonly test: readonly (readonly number[])[];
}

/** An item is taken from this rating on. */
const LEAST = 4;

/** Users with fewer items are left out. */
const FEWEST_ITEMS = 5;

/** With fewer users there is nothing to learn. */
const FEWEST_USERS = 20;

/** Most items and users: with these, the model trains within a minute or two on a CPU. */
const MOST_ITEMS = 4000;
const MOST_USERS = 10_000;

/** Seed of the order in which users are taken. */
const SEED = 1;

/** @throws {DataError} if too few users rated enough items well */
export function ratingSet(name: string, ratings: readonly Rating[]): RatingSet {
  const liked = ratings.filter(({ rating }) => rating >= LEAST);
  const items = byUsers(liked).slice(0, MOST_ITEMS);
  const columnOf = new Map(items.map((item, column) => [item, column]));
  const taken = new Map<string, Set<number>>();
  for (const { user, item } of liked) {
    const column = columnOf.get(item);
    if (column === undefined) continue;
    const own = taken.get(user) ?? new Set();
    taken.set(user, own.add(column));
  }
  const users = [...taken.values()]
    .filter((own) => own.size >= FEWEST_ITEMS)
    .map((own) => [...own].sort((a, b) => a - b));
  if (users.length < FEWEST_USERS) {
    throw new DataError(
      `${name} has ${users.length} users with ${FEWEST_ITEMS} items or more that they rated ${LEAST} or better; ` +
        `at least ${FEWEST_USERS} are needed`,
    );
  }
  const order = permutation(users.length, SEED, 0).slice(0, MOST_USERS);
  const chosen = Array.from(order, (i) => users[i] as number[]);
  const held = Math.ceil(chosen.length / 10);
  return { name, items, train: chosen.slice(held), test: chosen.slice(0, held) };
}

/** The items in the order of how many users took them. */
function byUsers(liked: readonly Rating[]): readonly string[] {
  const users = new Map<string, Set<string>>();
  for (const { user, item } of liked) {
    const own = users.get(item) ?? new Set();
    users.set(item, own.add(user));
  }
  return [...users].sort(([, a], [, b]) => b.size - a.size).map(([item]) => item);
}
