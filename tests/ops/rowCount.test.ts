import { expect, test } from 'vitest';
import { smallVae } from '../support/smallVae.ts';
import { trainReference } from '../support/train.ts';

test('rows past the row count change neither losses nor parameters', () => {
  const [exact, wide] = [smallVae(7), smallVae(19)].map((vae) => ({
    ...vae,
    steps: vae.steps.map((each) => ({
      ...each,
      // Invalid rows also have noise, and data: the last row again.
      noise: each.noise.map((value, i) => (i < 7 * 3 ? value : 3)),
    })),
  }));
  if (!exact || !wide) throw new Error('unreachable');
  const expected = trainReference(exact, exact.training.plan);
  const actual = trainReference(wide, wide.training.plan);
  expect(actual.losses).toEqual(expected.losses);
  expect(actual.state).toEqual(expected.state);
});
