import { isRecord, isWholeNumber, shown } from '../checks.ts';
import { arrayName } from '../data/arrays.ts';
import { ConfigError, DataError, ShapeError } from '../errors.ts';

/** The input of ranking metrics. All three matrices are [users, items], row-major and unpadded. */
export interface Rankings {
  /** The number of items, the length of a row. */
  readonly items: number;
  /** Items are ranked by decreasing score. Any scale; infinities are allowed. */
  readonly scores: Float32Array | Float64Array;
  /** The held-out items, which should be ranked first: any value but 0 counts as relevant. */
  readonly relevant: Uint8Array | Float32Array;
  /** Items already known for the user, which are excluded from the ranking: any value but 0. */
  readonly seen?: Uint8Array | Float32Array;
}

/** A metric averaged over users with equal weights. */
export interface RankingMetric {
  /** [users]; NaN for a user without relevant items, for whom the metric is undefined. */
  readonly perUser: Float64Array;
  /** Number of users with at least one relevant item; `mean` is over these users. */
  readonly users: number;
  /** Mean over those users. */
  readonly mean: number;
  /**
   * Standard error of the mean: the sample standard deviation divided by √users. NaN for a single
   * user.
   */
  readonly standardError: number;
}

/**
 * NDCG@k with binary relevance: Σ 1 / log2(position + 1) over the relevant items among the first k,
 * divided by the value of the ideal order. In [0, 1]; hits near the top count more.
 *
 * Ties: the value is the mean over all orders of items with equal scores, so it does not depend on
 * item numbers.
 *
 * Sources: Liang, Krishnan, Hoffman & Jebara, "Variational autoencoders for collaborative
 * filtering", 2018, section 4.2; for ties McSherry & Najork, "Computing information retrieval
 * performance measures efficiently in the presence of tied scores", 2008.
 *
 * @param k Number of ranking positions that count; may exceed the number of items.
 * @throws {ConfigError} when k is not a whole number >= 1.
 * @throws {ShapeError} when the matrices are not [users, items] of one size.
 * @throws {DataError} when a score is NaN, an item is both relevant and seen, or no user has a
 *   relevant item.
 */
export function ndcgAt(k: number, rankings: Rankings): RankingMetric {
  return metric('ndcgAt', k, rankings, (shares, relevant) => {
    let gain = 0;
    let best = 0;
    for (const [i, share] of shares.entries()) gain += share / Math.log2(i + 2);
    for (let i = 0; i < Math.min(k, relevant); i++) best += 1 / Math.log2(i + 2);
    return gain / best;
  });
}

/**
 * Recall@k: relevant items among the first k, over min(k, number of relevant items), so that a
 * perfect ranking gives 1 for any k. Ties are treated as in {@link ndcgAt}.
 *
 * Source: Liang et al., 2018, section 4.2.
 *
 * @param k Number of ranking positions that count; may exceed the number of items.
 * @throws {ConfigError} when k is not a whole number >= 1.
 * @throws {ShapeError} when the matrices are not [users, items] of one size.
 * @throws {DataError} when a score is NaN, an item is both relevant and seen, or no user has a
 *   relevant item.
 */
export function recallAt(k: number, rankings: Rankings): RankingMetric {
  return metric('recallAt', k, rankings, (shares, relevant) => {
    const hits = shares.reduce((sum, share) => sum + share, 0);
    return hits / Math.min(k, relevant);
  });
}

/**
 * The metric's value for one user.
 *
 * @param shares [min(k, ranked items)]: the probability that the item at this position is relevant,
 *   0 or 1 unless scores are tied.
 * @param relevant The user's number of relevant items, at least 1.
 */
type UserValue = (shares: Float64Array, relevant: number) => number;

function metric(name: string, k: number, rankings: Rankings, value: UserValue): RankingMetric {
  if (!isWholeNumber(k, 1)) {
    throw new ConfigError(`${name}: k must be a whole number >= 1, got ${shown(k)}`);
  }
  if (!isRecord(rankings)) {
    throw new DataError(`${name}: expected { items, scores, relevant }, got ${shown(rankings)}`);
  }
  for (const part of ['scores', 'relevant', 'seen'] as const) {
    const array = arrayName(rankings[part]);
    if (part === 'seen' && rankings.seen === undefined) continue;
    if (array !== undefined && !array.startsWith('Big')) continue;
    throw new DataError(`${name}: ${part} must be a typed array, got ${shown(rankings[part])}`);
  }
  const users = userCount(name, rankings);
  const perUser = new Float64Array(users);
  for (let user = 0; user < users; user++) {
    const { order, relevant } = ranking(name, rankings, user);
    perUser[user] =
      relevant === 0 ? Number.NaN : value(relevanceShares(k, order, rankings, user), relevant);
  }
  return summary(name, perUser);
}

/** A user's unseen items by decreasing score, and the number of relevant ones. */
function ranking(name: string, { items, scores, relevant, seen }: Rankings, user: number) {
  const base = user * items;
  const order: number[] = [];
  let count = 0;
  for (let item = 0; item < items; item++) {
    const at = base + item;
    if (Number.isNaN(scores[at])) {
      throw new DataError(`${name}: the score of item ${item} for user ${user} is NaN`);
    }
    const isRelevant = relevant[at] !== 0;
    const isSeen = seen !== undefined && seen[at] !== 0;
    if (isRelevant && isSeen) {
      throw new DataError(
        `${name}: item ${item} of user ${user} is both relevant and seen; ` +
          'held-out items must be removed from the input',
      );
    }
    if (!isSeen) order.push(item);
    if (isRelevant) count += 1;
  }
  // Compares instead of subtracting: the difference of infinite scores is NaN.
  const score = (item: number) => scores[base + item] as number;
  order.sort((a, b) => (score(a) > score(b) ? -1 : score(a) < score(b) ? 1 : 0));
  return { order, relevant: count };
}

/**
 * The probability of relevance at each of the first k positions. Tied items share theirs equally.
 */
function relevanceShares(
  k: number,
  order: readonly number[],
  { items, scores, relevant }: Rankings,
  user: number,
): Float64Array {
  const base = user * items;
  const shares = new Float64Array(Math.min(k, order.length));
  for (let start = 0; start < shares.length; ) {
    const score = scores[base + (order[start] as number)];
    let end = start;
    let hits = 0;
    for (; end < order.length && scores[base + (order[end] as number)] === score; end++) {
      if (relevant[base + (order[end] as number)] !== 0) hits += 1;
    }
    shares.fill(hits / (end - start), start, end);
    start = end;
  }
  return shares;
}

function userCount(name: string, { items, scores, relevant, seen }: Rankings): number {
  if (!isWholeNumber(items, 1)) {
    throw new ShapeError(`${name}: items must be a whole number >= 1, got ${shown(items)}`);
  }
  if (scores.length === 0 || scores.length % items !== 0) {
    throw new ShapeError(
      `${name}: scores must be [users, ${items}] with at least one user, got ${scores.length} values`,
    );
  }
  const users = scores.length / items;
  for (const [what, matrix] of Object.entries({ relevant, seen })) {
    if (matrix !== undefined && matrix.length !== scores.length) {
      throw new ShapeError(
        `${name}: ${what} must be [${users}, ${items}] as the scores are, got ${matrix.length} values`,
      );
    }
  }
  return users;
}

/**
 * The mean over users for whom a metric is defined.
 * @throws DataError if there is none
 */
export function summary(name: string, perUser: Float64Array): RankingMetric {
  const defined = perUser.filter((value) => !Number.isNaN(value));
  const users = defined.length;
  if (users === 0) {
    throw new DataError(`${name}: no user has a relevant item; hold some items out first`);
  }
  const mean = defined.reduce((sum, value) => sum + value, 0) / users;
  const squares = defined.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { perUser, users, mean, standardError: Math.sqrt(squares / (users - 1) / users) };
}
