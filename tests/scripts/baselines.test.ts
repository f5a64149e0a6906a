import { expect, test } from 'vitest';
import { itemCosine, popularity } from '../../bench/lib/baselines.mjs';
import { ease } from '../../bench/lib/ease.mjs';
import { toDataset } from '../../src/index.ts';

/** Four users, three items: item 0 has 3 users, item 1 has 2 and item 2 has 2. */
const train = toDataset(Uint8Array.from([1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1]), 3);
const input = toDataset(Uint8Array.from([1, 0, 0, 0, 1, 1]), 3);

test('popularity scores an item by its training users', () => {
  expect([...popularity(train, input)]).toEqual([3, 2, 2, 3, 2, 2]);
});

test('item cosine adds up the similarities to the items of a user', () => {
  // Items 0 and 1 share 2 users, 0 and 2 share 1, 1 and 2 share none.
  const near = 2 / Math.sqrt(3 * 2);
  const far = 1 / Math.sqrt(3 * 2);
  const expected = [0, near, far, near + far, 0, 0];
  const scores = itemCosine(train, input);
  expect(scores).toHaveLength(expected.length);
  for (const [i, score] of expected.entries()) expect(scores[i]).toBeCloseTo(score, 6);
});

test('EASE is a ridge regression of each item on the others', () => {
  const lambda = 1.5;
  const items = train.columns;
  const each = toDataset(Uint8Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1]), items);
  const weights = ease(lambda)(train, each); // [items, items]
  const x = (user: number, item: number) => train.data[user * items + item] as number;
  for (let j = 0; j < items; j++) {
    expect(weights[j * items + j]).toBeCloseTo(0, 6);
    for (let i = 0; i < items; i++) {
      if (i === j) continue;
      // The derivative of |x_j - X w|² + λ |w|² with respect to w_i.
      let derivative = lambda * (weights[i * items + j] as number);
      for (let user = 0; user < train.rows; user++) {
        let error = -x(user, j);
        for (let k = 0; k < items; k++) error += x(user, k) * (weights[k * items + j] as number);
        derivative += x(user, i) * error;
      }
      expect(derivative).toBeCloseTo(0, 6);
    }
  }
});
