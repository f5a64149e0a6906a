import { describe, expect, test } from 'vitest';
import {
  ConfigError,
  type GpuModel,
  type GpuPeak,
  type KernelStatistics,
  predictStep,
  stepCost,
} from '../../src/index.ts';

/** One floating-point operation per nanosecond, two bytes per nanosecond, 3 µs per dispatch. */
const peak: GpuPeak = { gflops: 1, gbPerSecond: 2, microsecondsPerDispatch: 3 };

function predict(flops: number, bytes: number, others: Partial<GpuPeak> = {}) {
  const dispatch = { label: 'a', kernel: 'k', flops, bytes, reads: [], writes: [] };
  const { dispatches, ms } = predictStep({ dispatches: [dispatch] }, { ...peak, ...others });
  return { bound: dispatches[0]?.bound, ms };
}

describe('a dispatch is bound by what takes longest', () => {
  test.each([
    { what: 'arithmetic', flops: 10_000, bytes: 10_000, bound: 'compute', ms: 0.013 },
    { what: 'memory', flops: 10_000, bytes: 40_000, bound: 'memory', ms: 0.023 },
    { what: 'being a dispatch', flops: 2_999, bytes: 5_998, bound: 'dispatch', ms: 0.005_999 },
    { what: 'nothing but being one', flops: 0, bytes: 0, bound: 'dispatch', ms: 0.003 },
  ])('$what', ({ flops, bytes, bound, ms }) => {
    expect(predict(flops, bytes).bound).toBe(bound);
    expect(predict(flops, bytes).ms).toBeCloseTo(ms, 12);
  });

  test('at a tie, arithmetic comes before memory and work before the dispatch', () => {
    expect(predict(10_000, 20_000).bound).toBe('compute');
    expect(predict(3_000, 0).bound).toBe('compute');
    expect(predict(0, 6_000).bound).toBe('memory');
    expect(predict(0, 0, { microsecondsPerDispatch: 0 }).ms).toBe(0);
  });
});

test('a step takes the sum of its dispatches', async () => {
  const cost = await stepCost();
  const { dispatches, ms } = predictStep(cost, peak);
  expect(dispatches.map(({ label }) => label)).toEqual(cost.dispatches.map(({ label }) => label));
  expect(ms).toBeCloseTo(
    dispatches.reduce((sum, dispatch) => sum + dispatch.ms, 0),
    9,
  );
  expect(ms).toBeGreaterThan(cost.flops / 1e6);
});

test.each([
  ['gflops', 0],
  ['gflops', Number.NaN],
  ['gbPerSecond', -1],
  ['microsecondsPerDispatch', -1],
  ['microsecondsPerDispatch', Number.NaN],
])('a peak with %s %d is refused by name', async (key, value) => {
  const cost = await stepCost();
  const predictOn = () => predictStep(cost, { ...peak, [key]: value });
  expect(predictOn).toThrow(ConfigError);
  expect(predictOn).toThrow(`peak.${key} must be`);
  expect(predictOn).toThrow(`got ${value}`);
});

/** Ten units of 10⁹ cycles with 100 invocations each: 1 multiply-add a picosecond. */
const gpu: GpuModel = {
  ...{ units: 10, clock: 1, lanes: 100 },
  ...{ gbPerSecond: 2, microsecondsPerDispatch: 3 },
};
const statistics: KernelStatistics = {
  ...{ kernel: 'k', label: 'a', workgroups: 10, invocations: 50, instructions: 1000 },
};

/** Microseconds of a dispatch without its launch. */
function modelled(
  others: Partial<GpuModel>,
  kernels?: readonly KernelStatistics[],
  cost: { flops?: number; bytes?: number; label?: string } = {},
): number {
  const { flops = 2e6, bytes = 0, label = 'a' } = cost;
  const dispatch = { label, kernel: 'k', flops, bytes, reads: [], writes: [] };
  const given = { ...gpu, ...others, ...(kernels && { kernels }) };
  return 1000 * predictStep({ dispatches: [dispatch] }, given).ms - 3;
}

describe('on a GPU with units', () => {
  test('multiply-adds are spread over all units where nothing else is known', () => {
    expect(modelled({})).toBeCloseTo(1, 9);
    expect(modelled({ units: 5 })).toBeCloseTo(2, 9);
    expect(modelled({ clock: 2 })).toBeCloseTo(0.5, 9);
    expect(modelled({}, [{ ...statistics, label: 'another' }])).toBeCloseTo(1, 9);
    // 64 lanes by default.
    const { lanes: _, ...plain } = gpu;
    const dispatch = { label: 'a', kernel: 'k', flops: 2e6, bytes: 0, reads: [], writes: [] };
    const { ms } = predictStep({ dispatches: [dispatch] }, plain);
    expect(1000 * ms - 3).toBeCloseTo(100 / 64, 9);
  });

  test('memory traffic and the launch count as on a peak', () => {
    expect(modelled({}, [], { bytes: 8000 })).toBeCloseTo(4, 9);
  });

  test('the unit with most workgroups decides', () => {
    const launched = (workgroups: number) =>
      modelled({}, [{ ...statistics, workgroups, invocations: 200 }]);
    expect(launched(10)).toBeCloseTo(2, 9);
    expect(launched(1)).toBeCloseTo(2, 9);
    expect(launched(11)).toBeCloseTo(4, 9);
    expect(launched(20)).toBeCloseTo(4, 9);
  });

  test('an invocation takes its instructions one after the other', () => {
    // Half of the lanes have work.
    expect(modelled({}, [statistics])).toBeCloseTo(1, 9);
    expect(modelled({ cyclesPerInstruction: 4 }, [statistics])).toBeCloseTo(4, 9);
    expect(modelled({ cyclesPerInstruction: 0 }, [statistics])).toBeCloseTo(0.5, 9);
  });

  test('what a unit cannot hold at once waits', () => {
    const many = { ...statistics, workgroups: 100 };
    const held = (invocationsInFlight: number) =>
      modelled({ cyclesPerInstruction: 8 }, [{ ...many, invocationsInFlight }]);
    expect(held(500)).toBeCloseTo(8, 9);
    expect(held(499)).toBeCloseTo(16, 9);
    // One workgroup always fits.
    expect(held(1)).toBeCloseTo(80, 9);
  });

  test('statistics are of a label, or of all other dispatches of the kernel', () => {
    const { label: _, ...rest } = { ...statistics, instructions: 5000 };
    expect(modelled({}, [rest, statistics])).toBeCloseTo(1, 9);
    expect(modelled({}, [statistics, rest], { label: 'b' })).toBeCloseTo(5, 9);
    expect(modelled({}, [{ ...statistics, kernel: 'other' }])).toBeCloseTo(1, 9);
  });

  test('instructions are the share of the multiply-adds where they are not known', () => {
    const { instructions: _, ...unknown } = { ...statistics, invocations: 1000, workgroups: 5 };
    // 200 multiply-adds each, for 1000 invocations on each of five units.
    expect(modelled({}, [unknown])).toBeCloseTo(2, 9);
  });

  test.each<[string, unknown, string]>([
    ['units', 0.5, 'gpu.units must be a whole number of at least 1, got 0.5'],
    ['units', undefined, 'gpu.units must be a whole number of at least 1, got undefined'],
    ['clock', 0, 'gpu.clock must be a number above 0, got 0'],
    ['lanes', -1, 'gpu.lanes must be a number above 0, got -1'],
    ['cyclesPerInstruction', -1, 'gpu.cyclesPerInstruction must be'],
    ['gbPerSecond', Number.NaN, 'gpu.gbPerSecond must be a number above 0, got NaN'],
    ['microsecondsPerDispatch', 'x', 'gpu.microsecondsPerDispatch must be'],
    ['cores', 8, 'a GPU with units has no option "cores"'],
    ['kernels', {}, 'gpu.kernels must be a list'],
    ['kernels', [null], 'gpu.kernels[0] must be an object, got null'],
    ['kernels', [statistics, {}], 'gpu.kernels[1].kernel must be a text, got undefined'],
    ['kernels', [{ ...statistics, workgroups: 0 }], 'gpu.kernels[0].workgroups must be'],
    ['kernels', [{ ...statistics, instructions: 0 }], 'gpu.kernels[0].instructions must be'],
  ])('%s %j is refused by name', (name, value, message) => {
    const predictOn = () => modelled({ [name]: value } as Partial<GpuModel>);
    expect(predictOn).toThrow(ConfigError);
    expect(predictOn).toThrow(message);
  });
});

test.each([undefined, null, 5, {}, { dispatches: [null] }, { dispatches: [{ flops: 1 }] }])(
  'the cost %j is refused',
  (cost) => {
    const predictOn = () => predictStep(cost as never, peak);
    expect(predictOn).toThrow(ConfigError);
    expect(predictOn).toThrow('predictStep takes what `stepCost` gives, got');
  },
);

test.each([undefined, null, 5, []])('the GPU %j is refused', async (given) => {
  const cost = await stepCost();
  const predictOn = () => predictStep(cost, given as never);
  expect(predictOn).toThrow(ConfigError);
  expect(predictOn).toThrow('predictStep takes a GPU as { gflops, gbPerSecond,');
});
