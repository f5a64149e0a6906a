import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigError, InternalError } from '../../src/errors.ts';
import { composeLosses } from '../../src/privacy/compose.ts';
import { transform } from '../../src/privacy/fft.ts';
import {
  epsilonSpent,
  noiseFor,
  type PrivacyHistory,
  type PrivateSteps,
  withSteps,
} from '../../src/privacy/index.ts';
import { leastRange } from '../../src/privacy/lossRange.ts';
import { renyiDivergence } from '../../src/privacy/renyi.ts';
import { upperTail } from '../../src/random/normal.ts';

interface Fixture {
  readonly tails: readonly (readonly [x: number, tail: number])[];
  readonly divergences: readonly {
    readonly noise: number;
    readonly sampleRate: number;
    readonly order: number;
    readonly value: number;
  }[];
  readonly histories: readonly {
    readonly history: PrivacyHistory;
    readonly delta: number;
    readonly least: number;
    readonly most: number;
  }[];
}

const file = new URL('accountant.json', import.meta.url);
const { tails, divergences, histories }: Fixture = JSON.parse(readFileSync(file, 'utf8'));

test('the transform is the sum that defines it', () => {
  const size = 16;
  const parts = [0, 1].map((part) =>
    Float64Array.from({ length: size }, (_, n) => Math.sin(3 * n + part) + n / 7),
  ) as [Float64Array, Float64Array];
  const [re, im] = parts.map((part) => part.slice()) as [Float64Array, Float64Array];
  transform(re, im);
  for (let k = 0; k < size; k++) {
    let [x, y] = [0, 0];
    for (let n = 0; n < size; n++) {
      const angle = (-2 * Math.PI * k * n) / size;
      const [a, b] = [parts[0][n] as number, parts[1][n] as number];
      x += a * Math.cos(angle) - b * Math.sin(angle);
      y += a * Math.sin(angle) + b * Math.cos(angle);
    }
    expect(re[k]).toBeCloseTo(x, 10);
    expect(im[k]).toBeCloseTo(y, 10);
  }
});

test.each(tails)('the tail of a normal variable from %d on is that of SciPy', (x, tail) => {
  expect(Math.abs(upperTail(x) / tail - 1)).toBeLessThan(1e-12);
});

describe('Rényi divergences', () => {
  test.each(divergences)(
    'of order $order at noise $noise and rate $sampleRate are the integral',
    (step) => {
      expect(Math.abs(renyiDivergence(step.order, step) / step.value - 1)).toBeLessThan(1e-9);
    },
  );

  // rdp_privacy_accountant_test.py of google/differential-privacy: 50 steps, with a tolerance of 1e-4. Later versions
  // give a bound for orders below 2, which is 3 % larger.
  test.each([
    [1.5, 6.5007e-4],
    [2.5, 1.0854e-3],
    [5, 2.1808e-3],
    [50, 2.3846e-2],
    [100, 1.6742e2],
  ])('of order %d are those of dp_accounting', (order, value) => {
    const own = 50 * renyiDivergence(order, { noise: 2.5, sampleRate: 0.01 });
    expect(Math.abs(own / value - 1)).toBeLessThan(1e-4);
  });

  // By the conversion of that time, ε = divergence - log δ / (α - 1), for δ = 1e-5. The first is of Abadi et al., 2016,
  // the others of the tutorial of TensorFlow Privacy.
  test.each([
    [4, 0.01, 10_000, 1.26],
    [1.3, 256 / 60_000, Math.floor((15 * 60_000) / 256), 1.19],
    [1.1, 256 / 60_000, Math.floor((60 * 60_000) / 256), 3.01],
    [0.7, 256 / 60_000, Math.floor((45 * 60_000) / 256), 7.1],
  ])(
    'of noise %d, rate %d and %d steps give the published ε',
    (noise, sampleRate, steps, epsilon) => {
      const bounds = Array.from({ length: 620 }, (_, i) => 1 + (i + 1) / 10).map(
        (order) =>
          steps * renyiDivergence(order, { noise, sampleRate }) - Math.log(1e-5) / (order - 1),
      );
      expect(Math.abs(Math.min(...bounds) - epsilon)).toBeLessThan(0.01);
    },
  );
});

describe('ε', () => {
  // accountants_test.py of Opacus.
  test('by divergences is that of Opacus', () => {
    const steps = Math.trunc(90 / 0.04);
    const spent = epsilonSpent([{ noise: 1.5, sampleRate: 0.04, steps }], 1e-5, {
      accountant: 'rdp',
    });
    expect(spent).toBeCloseTo(7.32911117143, 6);
  });

  test.each(histories)('of $history lies between bounds', ({ history, delta, least, most }) => {
    const spent = epsilonSpent(history, delta);
    expect(spent).toBeGreaterThanOrEqual(least);
    expect(spent).toBeLessThanOrEqual(most * 1.002);
    expect(epsilonSpent(history, delta, { accountant: 'rdp' })).toBeGreaterThan(spent);
  });

  // pld_privacy_accountant_test.py of google/differential-privacy: δ = 0.15594 at ε = 1, within 1e-3.
  test('by the loss is that of dp_accounting', () => {
    const history = [{ noise: 0.5, sampleRate: 0.2, steps: 3 }];
    expect(Math.abs(epsilonSpent(history, 0.15594) - 1)).toBeLessThan(1e-3);
  });

  test.each([
    [100, 10_000, 1e-8],
    [20, 50, 1e-6],
    [2, 1, 1e-5],
    [0.3, 20, 1e-5],
    [0.25, 4, 1e-5],
    [0.28, 1, 1e-5],
    [0.1, 1, 1e-5],
    [0.1, 8, 1e-5],
  ])('of noise %d on all rows in %d steps is exact', (noise, steps, delta) => {
    const spent = epsilonSpent([{ noise, sampleRate: 1, steps }], delta);
    // Balle & Wang, 2018, theorem 8.
    const mean = Math.sqrt(steps) / noise;
    const left = (epsilon: number): number =>
      upperTail(epsilon / mean - mean / 2) -
      Math.exp(epsilon) * upperTail(epsilon / mean + mean / 2);
    expect(left(spent)).toBeLessThanOrEqual(delta);
    expect(left(spent / 1.002)).toBeGreaterThan(delta);
  });

  test.each(
    [1 - 1e-3, 1 - 1e-12, 1 - 2 ** -53].flatMap((rate) =>
      [0.1, 0.5].map((noise) => [rate, noise] as const),
    ),
  )('of one step on rows at rate %d with noise %d is exact', (sampleRate, noise) => {
    const delta = 1e-5;
    const spent = epsilonSpent([{ noise, sampleRate, steps: 1 }], delta);
    const others = 1 - sampleRate;
    // The output at which the loss of a row removed is `loss`: it grows with the output.
    const outputOf = (loss: number): number =>
      noise * noise * Math.log((Math.exp(loss) - others) / sampleRate) + 0.5;
    const tails = (x: number) => {
      const [without, within] = [upperTail(x / noise), upperTail((x - 1) / noise)];
      return { without, mixed: others * without + sampleRate * within };
    };
    const left = (epsilon: number): number => {
      const { mixed, without } = tails(outputOf(epsilon));
      const removed = mixed - Math.exp(epsilon) * without;
      // The loss of a row added has a largest value.
      if (Math.exp(-epsilon) <= others) return removed;
      const x = outputOf(-epsilon);
      const below = (mean: number) => upperTail((mean - x) / noise);
      const mixture = others * below(0) + sampleRate * below(1);
      return Math.max(removed, below(0) - Math.exp(epsilon) * mixture);
    };
    expect(left(spent)).toBeLessThanOrEqual(delta);
    expect(left(spent / 1.002)).toBeGreaterThan(delta);
  });

  test('of losses that are no numbers is an error, and no endless loop', () => {
    const loss = { first: Number.NaN, probabilities: Float64Array.of(1), infinite: 0 };
    expect(() => leastRange([{ loss, steps: 1 }], 1e-3, 1e-13)).toThrow(InternalError);
    const history = [{ noise: Number.NaN, sampleRate: 0.5, steps: 1 }];
    expect(() => composeLosses(history, 'removed')).toThrow(InternalError);
  });

  test('of losses that are nearly all tiny, and a few very large, is a bound too', () => {
    const history = [{ noise: 0.2, sampleRate: 1e-5, steps: 1000 }];
    const spent = epsilonSpent(history, 1e-6);
    expect(spent).toBeGreaterThan(0);
    expect(spent).toBeLessThanOrEqual(epsilonSpent(history, 1e-6, { accountant: 'rdp' }));
  });

  test('of nothing is 0, and grows with every step', () => {
    expect(epsilonSpent([], 1e-5)).toBe(0);
    const step: PrivateSteps = { noise: 1, sampleRate: 0.01, steps: 1 };
    const [one, two] = [1, 2].map((steps) => epsilonSpent([{ ...step, steps }], 1e-5));
    expect(one).toBeGreaterThan(0);
    expect(two).toBeGreaterThan(one as number);
  });

  test('does not depend on the order of steps, nor on how they are counted', () => {
    const [a, b]: PrivateSteps[] = [
      { noise: 1, sampleRate: 0.02, steps: 60 },
      { noise: 2, sampleRate: 0.05, steps: 30 },
    ] as const;
    const whole = epsilonSpent([a, b], 1e-5);
    expect(epsilonSpent([b, a], 1e-5)).toBeCloseTo(whole, 9);
    const half = { ...a, steps: 30 };
    const parts = [half, b, half].reduce(withSteps, [] as PrivacyHistory);
    expect(parts).toHaveLength(3);
    expect(epsilonSpent(parts, 1e-5)).toBeCloseTo(whole, 9);
  });
});

test('steps like the last ones are counted with them, as plain JSON', () => {
  const step: PrivateSteps = { noise: 1, sampleRate: 0.02, steps: 5 };
  const history = withSteps(withSteps([], step), step);
  expect(JSON.parse(JSON.stringify(history))).toEqual([{ ...step, steps: 10 }]);
});

describe('noise for a budget', () => {
  // accountants_test.py of Opacus, whose search ends within 0.01 of ε.
  test.each([
    [Math.trunc(90 / 0.04), 1.416],
    [2000, 1.3562],
  ])('of %d steps is that of Opacus', (steps, noise) => {
    const budget = { epsilon: 8, delta: 1e-5, steps, sampleRate: 0.04 };
    expect(Math.abs(noiseFor({ ...budget, accountant: 'rdp' }) / noise - 1)).toBeLessThan(2e-3);
  });

  test('keeps it, and is less by the loss than by divergences', () => {
    const budget = { epsilon: 3, delta: 1e-5, steps: 1000, sampleRate: 0.01 };
    const noise = noiseFor(budget);
    const spent = (by: number): number =>
      epsilonSpent([{ ...budget, noise: by }].map(stepsOf), 1e-5);
    expect(spent(noise)).toBeLessThanOrEqual(3);
    expect(spent(noise / 1.002)).toBeGreaterThan(3);
    expect(noise).toBeLessThan(noiseFor({ ...budget, accountant: 'rdp' }));
  });

  test('of one step on all rows may be little', () => {
    // By theorem 8 of Balle & Wang, 2018.
    const least = 0.43164;
    const noise = noiseFor({ epsilon: 12, delta: 1e-5, steps: 1, sampleRate: 1 });
    expect(noise).toBeGreaterThanOrEqual(least);
    expect(noise).toBeLessThan(1.003 * least);
  });

  const stepsOf = ({ noise, sampleRate, steps }: PrivateSteps) => ({ noise, sampleRate, steps });
});

test.each([
  [() => epsilonSpent([{ noise: 0, sampleRate: 0.1, steps: 1 }], 1e-5), /history\[0\]\.noise/],
  [() => epsilonSpent([{ noise: 1, sampleRate: 2, steps: 1 }], 1e-5), /history\[0\]\.sampleRate/],
  [() => epsilonSpent([{ noise: 1, sampleRate: 1, steps: 1 }], 1), /delta/],
  [() => withSteps([], { noise: 1, sampleRate: 1, steps: 0.5 }), /more\.steps/],
  [() => noiseFor({ epsilon: 1, delta: 1e-5, steps: 5 } as never), /sampleRate/],
  [
    () => noiseFor({ epsilon: 1e-9, delta: 1e-9, steps: 1e9, sampleRate: 1, accountant: 'rdp' }),
    /no noise up to/,
  ],
])('%s is refused', (call, message) => {
  expect(call).toThrow(ConfigError);
  expect(call).toThrow(message);
});
