import { describe, expect, test } from 'vitest';
import { HEALTHY } from '../../src/graph/report.ts';
import { useGpu } from '../support/gpu.ts';
import type { KernelCase } from '../support/kernelCases.ts';
import { type PreparedCase, prepareCase } from '../support/preparedCase.ts';
import { runOnDevice, runTwin } from '../support/runCase.ts';

const gpu = useGpu();

/** A case in which values of one tensor are replaced, by index. */
function broken(
  kernelCase: KernelCase,
  name: string,
  replaced: Readonly<Record<number, number>>,
): PreparedCase {
  const prepared = prepareCase(kernelCase);
  const values = Float64Array.from(prepared.values[name] ?? []);
  for (const [index, value] of Object.entries(replaced)) values[Number(index)] = value;
  return { ...prepared, values: { ...prepared.values, [name]: values } };
}

/** The health that the kernel and its twin leave; they must agree. */
async function healthAfter(prepared: PreparedCase): Promise<number | undefined> {
  const outputs = await runOnDevice(gpu(), prepared);
  const health = outputs.find(({ tensor }) => tensor.name === 'health');
  if (!health) throw new Error('the kernel has no health');
  expect([...health.logical]).toEqual([...runTwin(prepared)(health.tensor)]);
  return health.logical[0];
}

describe('adam', () => {
  const sizes = { P: 68 };
  const kernelCase: KernelCase = { kernel: 'adam', sizes, slots: {}, flags: {}, rowCount: 1 };
  const { counter } = prepareCase(kernelCase).step;

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'a gradient of %s is noted with its step',
    async (value) => {
      expect(await healthAfter(broken(kernelCase, 'gradient', { 67: value }))).toBe(counter);
    },
  );

  test('a large gradient is fine', async () => {
    expect(await healthAfter(broken(kernelCase, 'gradient', { 5: 1e20 }))).toBe(HEALTHY);
  });

  test('a finite gradient whose square overflows is noted', async () => {
    expect(await healthAfter(broken(kernelCase, 'gradient', { 5: 1e25 }))).toBe(counter);
  });

  test('a parameter that overflows is noted', async () => {
    const prepared = broken(kernelCase, 'gradient', { 5: -1 });
    const step = { ...prepared.step, step_size: 3e38, bias_correction2_sqrt: 1 };
    expect(await healthAfter({ ...prepared, step })).toBe(counter);
  });

  test('later steps leave every parameter and moment alone', async () => {
    const prepared = broken(kernelCase, 'health', { 0: counter - 1 });
    const outputs = await runOnDevice(gpu(), prepared);
    const state = outputs.find(({ tensor }) => tensor.name === 'state');
    expect([...(state?.logical ?? [])]).toEqual([...(prepared.values.state ?? [])]);
  });
});

describe('sum_terms', () => {
  const sizes = { M: 70, PARTS: 3, RING: 8 };
  const kernelCase: KernelCase = { kernel: 'sum_terms', sizes, slots: {}, flags: {}, rowCount: 1 };
  const { counter, ring_slot } = prepareCase(kernelCase).step;
  const row = (slot: number): number => (slot * sizes.PARTS + 1) * sizes.M + 69;

  test('the first step of the burst with a bad loss is noted', async () => {
    const bad = { [row(5)]: Number.POSITIVE_INFINITY, [row(2)]: Number.NaN };
    expect(await healthAfter(broken(kernelCase, 'terms', bad))).toBe(counter - (ring_slot - 2));
  });

  test('what an earlier, longer burst left behind does not count', async () => {
    const bad = { [row(ring_slot + 1)]: Number.NaN };
    expect(await healthAfter(broken(kernelCase, 'terms', bad))).toBe(HEALTHY);
  });
});
