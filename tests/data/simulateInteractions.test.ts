import { describe, expect, it } from 'vitest';
import { itemCosine, popularity } from '../../bench/lib/baselines.mjs';
import { holdOut } from '../../src/data/holdOut.ts';
import { simulateInteractions } from '../../src/data/simulateInteractions.ts';
import { ConfigError } from '../../src/errors.ts';
import { ndcgAt, type RankingMetric } from '../../src/evaluation/ranking.ts';

const SMALL = { users: 60, items: 300, tastes: 4 } as const;

/** Items per user and users per item, sorted in increasing order. */
function counts({ rows, columns, data }: ReturnType<typeof simulateInteractions>) {
  const ofUsers = new Uint32Array(rows);
  const ofItems = new Uint32Array(columns);
  for (const [i, value] of data.entries()) {
    ofUsers[Math.floor(i / columns)] = (ofUsers[Math.floor(i / columns)] as number) + value;
    ofItems[i % columns] = (ofItems[i % columns] as number) + value;
  }
  return { ofUsers: ofUsers.toSorted(), ofItems: ofItems.toSorted(), unsorted: ofItems };
}

const within = (value: number | undefined, low: number, high: number) => {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
};

describe('simulateInteractions', () => {
  it('has the statistics of MovieLens 100K', () => {
    const data = simulateInteractions();
    expect([data.rows, data.columns, data.dtype]).toEqual([943, 1682, 'f32']);
    expect(data.data.every((value) => value === 0 || value === 1)).toBe(true);
    const { ofUsers, ofItems, unsorted } = counts(data);
    // The values of MovieLens 100K are in brackets.
    const total = ofUsers.reduce((sum, count) => sum + count, 0);
    within(total / data.data.length, 0.055, 0.07); // [0.063]
    expect(ofUsers[0]).toBeGreaterThanOrEqual(20); // [20]
    within(ofUsers[471], 58, 72); // [65]
    within(ofUsers.at(-1), 500, 737); // [737]
    within(ofItems.at(-1), 450, 680); // [583]
    within(ofItems[1261], 60, 95); // upper quartile [80]
    within(ofItems[841], 15, 32); // median [27]
    within(ofItems[420], 4, 16); // lower quartile [6]
    // Item numbers are independent of popularity: both halves of the catalogue have equal weight.
    const firstHalf = unsorted.subarray(0, 841).reduce((sum, count) => sum + count, 0);
    within(firstHalf / total, 0.4, 0.6);
  });

  it('has tastes to be found: neighbours tell what a user likes, unless all have one taste', () => {
    const lift = (tastes: number) => {
      const data = simulateInteractions({ users: 400, items: 800, tastes });
      const { train, input, target } = holdOut(data, { rows: 100 });
      const [popular, near] = [popularity, itemCosine].map((baseline) =>
        ndcgAt(100, {
          items: data.columns,
          scores: baseline(train, input),
          relevant: target.data,
          seen: input.data,
        }),
      ) as [RankingMetric, RankingMetric];
      return (near.mean - popular.mean) / popular.standardError;
    };
    expect(lift(6)).toBeGreaterThan(3);
    expect(lift(1)).toBeLessThan(1);
  });

  it('is a function of its options', () => {
    const first = simulateInteractions({ ...SMALL, seed: 3 });
    expect(simulateInteractions({ ...SMALL, seed: 3 })).toEqual(first);
    expect(simulateInteractions({ ...SMALL, seed: 4 }).data).not.toEqual(first.data);
  });

  it('gives no user more items than there are', () => {
    const { ofUsers } = counts(simulateInteractions({ ...SMALL, items: 21 }));
    within(ofUsers[0], 20, 21);
    expect(ofUsers.at(-1)).toBe(21);
  });

  it.each([
    [{ users: 0 }, 'users must be a whole number from 1'],
    [{ items: 20 }, 'items must be a whole number from 21'],
    [{ tastes: 1.5 }, 'tastes must be'],
    [{ seed: -1 }, 'seed must be'],
  ])('refuses %o', (options, message) => {
    const attempt = () => simulateInteractions(options);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(message);
  });
});
