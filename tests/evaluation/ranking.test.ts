import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError, DataError, ShapeError } from '../../src/errors.ts';
import { ndcgAt, type Rankings, recallAt } from '../../src/evaluation/ranking.ts';

/** Scores on a grid of five, so that ties are common; an item is new, relevant or seen. */
const rankings: fc.Arbitrary<Rankings> = fc
  .record({ users: fc.integer({ min: 1, max: 4 }), items: fc.integer({ min: 1, max: 6 }) })
  .chain(({ users, items }) => {
    const size = { minLength: users * items, maxLength: users * items };
    return fc.record({
      scores: fc.array(fc.integer({ min: -2, max: 2 }), size),
      roles: fc.array(fc.constantFrom('new', 'relevant', 'seen'), size),
      items: fc.constant(items),
    });
  })
  .filter(({ roles }) => roles.includes('relevant'))
  .map(({ items, scores, roles }) => ({
    items,
    scores: Float32Array.from(scores),
    relevant: Uint8Array.from(roles, (role) => (role === 'relevant' ? 1 : 0)),
    seen: Uint8Array.from(roles, (role) => (role === 'seen' ? 1 : 0)),
  }));

const cutoff = fc.integer({ min: 1, max: 8 });

/** Every order of the elements. */
function orders<T>(elements: readonly T[]): T[][] {
  if (elements.length === 0) return [[]];
  return elements.flatMap((first, i) =>
    orders(elements.filter((_, j) => j !== i)).map((rest) => [first, ...rest]),
  );
}

/** Both metrics of a user by definition, averaged over all orders of tied items. */
function byDefinition(k: number, { items, scores, relevant, seen }: Rankings, user: number) {
  const at = (item: number) => user * items + item;
  const score = (item: number) => scores[at(item)] as number;
  const unseen = Array.from({ length: items }, (_, item) => item).filter((i) => !seen?.[at(i)]);
  const allowed = orders(unseen).filter((order) =>
    order.every((item, i) => i === 0 || score(order[i - 1] as number) >= score(item)),
  );
  const total = unseen.filter((item) => relevant[at(item)]).length;
  let dcg = 0;
  let hits = 0;
  for (const order of allowed) {
    order.slice(0, k).forEach((item, i) => {
      if (!relevant[at(item)]) return;
      dcg += 1 / Math.log2(i + 2) / allowed.length;
      hits += 1 / allowed.length;
    });
  }
  let ideal = 0;
  for (let i = 0; i < Math.min(k, total); i++) ideal += 1 / Math.log2(i + 2);
  return { ndcg: dcg / ideal, recall: hits / Math.min(k, total) };
}

/** The same matrix with its users in another order. */
function usersMoved<T extends Float32Array | Uint8Array>(
  matrix: T,
  items: number,
  order: number[],
) {
  const moved = matrix.slice() as T;
  for (const [to, from] of order.entries()) {
    moved.set(matrix.subarray(from * items, (from + 1) * items), to * items);
  }
  return moved;
}

/** Two users, six items. User 0 ranks 5 4 3 2 1 0 and has seen 4; user 1 ranks 0 1 2 3 4 5. */
const worked: Rankings = {
  items: 6,
  scores: Float32Array.from([1, 2, 3, 4, 9, 10, 6, 5, 4, 3, 2, 1]),
  relevant: Uint8Array.from([0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1]),
  seen: Uint8Array.from([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
};

describe('ranking metrics', () => {
  it('are what they are by hand', () => {
    // User 0 sees 5, 3, 2: hits at 1 and 3. User 1 sees 0, 1, 2: a hit at 2.
    const ideal = 1 + 1 / Math.log2(3);
    const first = (1 + 1 / Math.log2(4)) / ideal;
    const second = 1 / Math.log2(3) / ideal;
    const ndcg = ndcgAt(3, worked);
    expect(ndcg.perUser[0]).toBeCloseTo(first, 14);
    expect(ndcg.perUser[1]).toBeCloseTo(second, 14);
    expect(ndcg.mean).toBeCloseTo((first + second) / 2, 14);
    // For two values the standard error is half their difference.
    expect(ndcg.standardError).toBeCloseTo((first - second) / 2, 14);
    expect([...recallAt(3, worked).perUser]).toEqual([1, 0.5]);
  });

  it('divide recall by the places there are: one hit in one place is 1', () => {
    expect([...recallAt(1, worked).perUser]).toEqual([1, 0]);
  });

  it('are the mean over all orders of tied items', () => {
    fc.assert(
      fc.property(rankings, cutoff, (given, k) => {
        const ndcg = ndcgAt(k, given).perUser;
        const recall = recallAt(k, given).perUser;
        for (const user of ndcg.keys()) {
          const expected = byDefinition(k, given, user);
          if (Number.isNaN(expected.ndcg)) expect(ndcg[user]).toBeNaN();
          else expect(ndcg[user]).toBeCloseTo(expected.ndcg, 12);
          if (Number.isNaN(expected.recall)) expect(recall[user]).toBeNaN();
          else expect(recall[user]).toBeCloseTo(expected.recall, 12);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('do not depend on the order of users', () => {
    fc.assert(
      fc.property(rankings, cutoff, fc.integer(), (given, k, turn) => {
        const users = given.scores.length / given.items;
        const order = Array.from({ length: users }, (_, i) => (i + Math.abs(turn % users)) % users);
        const moved: Rankings = {
          items: given.items,
          scores: usersMoved(given.scores as Float32Array, given.items, order),
          relevant: usersMoved(given.relevant, given.items, order),
          seen: usersMoved(given.seen as Uint8Array, given.items, order),
        };
        const before = ndcgAt(k, given);
        const after = ndcgAt(k, moved);
        expect(after.mean).toBeCloseTo(before.mean, 12);
        expect(after.users).toBe(before.users);
        expect([...after.perUser]).toEqual(order.map((user) => before.perUser[user]));
      }),
    );
  });

  it('are 1 for a perfect ranking and within [0, 1] for any', () => {
    fc.assert(
      fc.property(rankings, cutoff, (given, k) => {
        const perfect = { ...given, scores: Float32Array.from(given.relevant) };
        for (const metric of [ndcgAt, recallAt]) {
          expect(metric(k, perfect).mean).toBeCloseTo(1, 12);
          expect(metric(k, given).mean).toBeGreaterThanOrEqual(0);
          expect(metric(k, given).mean).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  it('take infinite scores, and items that are seen whatever their score', () => {
    const scores = Float32Array.from([Infinity, -Infinity, 0, -Infinity]);
    const relevant = Uint8Array.from([0, 0, 1, 0]);
    const seen = Float32Array.from([1, 0, 0, 0]);
    expect(ndcgAt(1, { items: 4, scores, relevant, seen }).mean).toBe(1);
  });

  it('leave users without relevant items out of the mean', () => {
    const given = { ...worked, relevant: worked.relevant.map((v, i) => (i < 6 ? 0 : v)) };
    const { perUser, users, mean, standardError } = recallAt(3, given as Rankings);
    expect([...perUser]).toEqual([Number.NaN, 0.5]);
    expect([users, mean, standardError]).toEqual([1, 0.5, Number.NaN]);
  });

  it.each<[string, number, Partial<Rankings>, new () => Error, string]>([
    ['k of 0', 0, {}, ConfigError, 'k must be a whole number'],
    ['a ragged matrix', 3, { items: 5 }, ShapeError, 'scores must be [users, 5]'],
    ['no items', 3, { items: 0 }, ShapeError, 'items must be'],
    ['another shape', 3, { relevant: new Uint8Array(6) }, ShapeError, 'relevant must be [2, 6]'],
    ['other seen', 3, { seen: new Uint8Array(6) }, ShapeError, 'seen must be [2, 6]'],
    ['NaN', 3, { scores: new Float32Array(12).fill(Number.NaN) }, DataError, 'item 0 for user 0'],
    ['a leak', 3, { seen: worked.relevant }, DataError, 'item 2 of user 0 is both'],
    ['nothing to find', 3, { relevant: new Uint8Array(12) }, DataError, 'no user has a relevant'],
  ])('refuse %s', (_, k, change, type, message) => {
    for (const metric of [ndcgAt, recallAt]) {
      const attempt = () => metric(k, { ...worked, ...change });
      expect(attempt).toThrow(type);
      expect(attempt).toThrow(message);
    }
  });
});
