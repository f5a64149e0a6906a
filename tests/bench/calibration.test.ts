import { describe, expect, test } from 'vitest';
import { calibrate } from '../../bench/lib/calibration/calibration.mjs';
import { CalibrationError, fitGpu, fittedMs } from '../../bench/lib/calibration/fit.mjs';
import { distinctness, nonNegative } from '../../bench/lib/calibration/leastSquares.mjs';
import { timedDispatch } from '../../bench/lib/calibration/timed.mjs';
import type { Fit, TimedDispatch } from '../../bench/lib/calibration/types.ts';
import { predictStep } from '../../src/profiling/predictStep.ts';

type Launch = Omit<TimedDispatch, 'ms'>;

/** Products of many sizes and variants, elementwise kernels from tiny to large, and short launches. */
const launches: readonly Launch[] = [16, 64, 256, 1024, 4096, 16_384].flatMap(
  (workgroups, size) => {
    const launch = (
      name: string,
      multiplyAdds: number,
      accesses: number,
      bytes: number,
    ): Launch => ({
      ...{ label: `${name} ${size}`, kernel: name, workgroups, invocations: 64 },
      ...{ multiplyAdds, accesses, flops: 2 * multiplyAdds * workgroups * 64 },
      bytes: bytes * workgroups * 64,
    });
    return [
      launch('block', 25_000, 1600, 4),
      launch('small_block', 12_500, 1200, 4),
      launch('short', 1000, 80, 4),
      launch('split', 400, 60, 2),
      launch('scale', 2, 2, 32),
      launch('multiply', 2, 3, 48),
      launch('gather', 0, 9, 24),
    ];
  },
);

/** GPUs of very different sizes; the last one is a CPU, with launches that cost most of the time. */
const GPUS: readonly (readonly [string, Omit<Fit, 'residual' | 'uncertainty'>])[] = [
  ['a small GPU', gpuOf(6, 0.7, 100, 12, 40, 30, 4)],
  ['a middling GPU', gpuOf(60, 2.1, 64, 8, 512, 4, 6)],
  ['a large GPU', gpuOf(132, 1.8, 128, 5, 3000, 2.5, 10)],
  ['a GPU whose units are not known', gpuOf(1, 1, 9000, 3, 400, 5, 3)],
  ['a CPU', gpuOf(1, 1, 5, 0, 2, 45, 20)],
];

function gpuOf(
  ...[
    units,
    clock,
    lanes,
    cyclesPerInstruction,
    gbPerSecond,
    microsecondsPerDispatch,
    accessCost,
  ]: [number, number, number, number, number, number, number]
) {
  const gpu = { units, clock, lanes, cyclesPerInstruction, gbPerSecond, microsecondsPerDispatch };
  return { gpu, accessCost };
}

/** Times as `predictStep` gives them, so that the fit and the library cannot disagree. */
function timed({ gpu, accessCost }: (typeof GPUS)[number][1], noise = () => 1): TimedDispatch[] {
  const kernels = launches.map(({ label, kernel, workgroups, invocations, ...work }) => ({
    ...{ label, kernel, workgroups, invocations },
    instructions: work.multiplyAdds + accessCost * work.accesses,
  }));
  const dispatches = launches.map((each) => ({ ...each, reads: [], writes: [] }));
  const predicted = predictStep({ dispatches }, { ...gpu, kernels });
  return launches.map((each, i) => ({
    ...each,
    ms: (predicted.dispatches[i]?.ms ?? Number.NaN) * noise(),
  }));
}

/** Errors of a few percent and now and then of more, the same in every run. */
function noiseOf(size: number): () => number {
  let state = 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return () => Math.exp(size * (next() + next() + next() - 1.5) * 2);
}

describe.each(GPUS)('the fit of times of %s', (_, truth) => {
  const { units, clock } = truth.gpu;

  test('recovers its constants', () => {
    const fit = fitGpu(timed(truth), { units, clock });
    for (const [name, value] of Object.entries(truth.gpu)) {
      // A pace that binds no dispatch may be anything up to where it would.
      if (value === 0) continue;
      expect(fit.gpu[name as keyof typeof fit.gpu] / value, name).toBeCloseTo(1, 2);
    }
    expect(fit.accessCost / truth.accessCost).toBeCloseTo(1, 2);
    expect(fit.residual).toBeLessThan(1e-3);
  });

  test('comes near them with noise, and says how near', () => {
    const fit = fitGpu(timed(truth, noiseOf(0.05)), { units, clock });
    expect(fit.residual).toBeGreaterThan(0.02);
    expect(fit.residual).toBeLessThan(0.08);
    for (const name of ['lanes', 'gbPerSecond', 'microsecondsPerDispatch'] as const) {
      const apart = Math.abs(fit.gpu[name] / truth.gpu[name] - 1);
      expect(apart, name).toBeLessThan(0.15);
      expect(fit.uncertainty[name], name).toBeGreaterThan(0);
      expect(fit.uncertainty[name], name).toBeLessThan(0.15);
    }
  });

  test('predicts dispatches that were held out', () => {
    const { error, gpu, dispatches } = calibrate(timed(truth, noiseOf(0.03)), { units, clock });
    expect(error.heldOut + error.fitted).toBe(launches.length);
    expect(error.heldOut).toBeGreaterThan(launches.length / 5);
    expect(error.median).toBeLessThan(0.06);
    expect(error.worst).toBeLessThan(0.25);
    expect(gpu.units).toBe(units);
    expect(dispatches).toHaveLength(launches.length);
  });
});

test('a fit and `predictStep` give the same times', () => {
  const [, truth] = GPUS[1] ?? expect.fail();
  const measured = timed(truth, noiseOf(0.1));
  const fit = fitGpu(measured, truth.gpu);
  const kernels = measured.map((each) => ({
    ...each,
    instructions: each.multiplyAdds + fit.accessCost * each.accesses,
  }));
  const cost = { dispatches: measured.map((each) => ({ ...each, reads: [], writes: [] })) };
  const { dispatches } = predictStep(cost, { ...fit.gpu, kernels });
  for (const [i, { ms }] of dispatches.entries()) {
    expect(ms / fittedMs(fit, measured[i] ?? expect.fail())).toBeCloseTo(1, 9);
  }
});

describe('measurements that do not determine a constant are refused by its name', () => {
  const [, truth] = GPUS[1] ?? expect.fail();
  const all = timed(truth);
  const kernels = (...names: string[]) => all.filter(({ kernel }) => names.includes(kernel));
  const first = all[0] ?? expect.fail();

  test.each([
    ['too few', all.slice(0, 8), 'lanes, cyclesPerInstruction', 'takes at least 12'],
    ['times of 0', all.map((each) => ({ ...each, ms: 0 })), 'lanes', 'there are 0 times above 0'],
    [
      'no memory traffic',
      kernels('block', 'small_block', 'short').map((each) => ({ ...each, bytes: 0 })),
      'gbPerSecond',
      'no dispatch is bound by memory traffic',
    ],
    [
      'nothing but copies',
      kernels('scale', 'multiply', 'gather').map((each) => ({
        ...each,
        multiplyAdds: 0,
        accesses: 0,
      })),
      'lanes',
      'no dispatch is bound by arithmetic',
    ],
    [
      'one dispatch again and again',
      Array.from({ length: 20 }, () => first),
      'lanes',
      'cannot be calibrated',
    ],
  ])('%s', (_, measured, constant, reason) => {
    const fit = () => fitGpu(measured, truth.gpu);
    expect(fit).toThrow(CalibrationError);
    expect(fit).toThrow(reason);
    expect(fit).toThrow(constant);
  });
});

describe('least squares', () => {
  const rows = [
    [1, 0, 1],
    [2, 1, 0],
    [0, 3, 1],
    [1, 1, 1],
  ];

  test('find what is not negative, and leave the rest out', () => {
    const wanted = rows.map(([a = 0, b = 0]) => 2 * a + 5 * b);
    const { values, loss } = nonNegative(rows, wanted);
    expect(values[0]).toBeCloseTo(2, 9);
    expect(values[1]).toBeCloseTo(5, 9);
    expect(values[2]).toBeCloseTo(0, 9);
    expect(loss).toBeCloseTo(0, 9);
    const less = nonNegative(
      rows,
      rows.map(([a = 0, b = 0]) => 2 * a - b),
    );
    expect(less.values[1]).toBe(0);
    expect(less.values[0]).toBeGreaterThan(0);
  });

  test('tell columns that are mixtures of others', () => {
    const mixed = rows.map(([a = 0, b = 0]) => [a, b, a + 2 * b]);
    for (const { distinct } of distinctness(mixed)) expect(distinct).toBeLessThan(1e-9);
    for (const { distinct } of distinctness(rows)) expect(distinct).toBeGreaterThan(0.1);
    const unused = rows.map(([a = 0]) => [a, 0]);
    expect(distinctness(unused)[1]?.distinct).toBe(0);
  });
});

describe('the work of a measured dispatch', () => {
  const about = {
    label: 'a',
    kernel: 'dense_forward',
    workgroups: 2,
    invocations: 64,
    flops: 0,
    bytes: 8,
  };

  test('follows from its constants', () => {
    const choices = { product: 'direct_4x8', load: 'matrix', activation: 'identity' };
    expect(timedDispatch({ ...about, choices, constants: { K: 64 } }, 1)).toEqual({
      ...{ ...about, variant: 'direct_4x8', multiplyAdds: 16 * 128, ms: 1 },
      // Twelve loads a turn, two of the bias, eight stores.
      accesses: 16 * 12 + 2 + 8,
    });
  });

  test('is that of its cost without products', () => {
    const scale = { ...about, kernel: 'scale', flops: 1024, choices: {} };
    const found = timedDispatch({ ...scale, constants: { ACCUMULATE: false } }, 1);
    expect(found).toMatchObject({ multiplyAdds: 4, accesses: 2 });
    expect(found).not.toHaveProperty('variant');
  });

  test('is unknown if data decide it', () => {
    const choices = { product: 'direct_4x8', load: 'gather_sparse' };
    expect(timedDispatch({ ...about, choices, constants: {} }, 1)).toBeUndefined();
  });
});
