import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Gpu } from '../../src/gpu/device.ts';
import { BLOCK, roundUp } from '../../src/graph/layout.ts';
import type { Window } from '../../src/ops/window.ts';
import { twins } from '../../src/reference/twins.ts';
import { anyWindow } from '../support/anyWindow.ts';
import { dirtyPadding, outsideBounds } from '../support/checkCase.ts';
import { SIZES_OF_WINDOW } from '../support/convolutionCases.ts';
import { lacking } from '../support/features.ts';
import { useGpu } from '../support/gpu.ts';
import {
  caseOf,
  describeCase,
  everyKernelCase,
  type KernelCase,
  SLOW_PRODUCTS,
} from '../support/kernelCases.ts';
import { type PreparedCase, prepareCase } from '../support/preparedCase.ts';
import { runOnDevice } from '../support/runCase.ts';
import { MIXES, withValues } from '../support/specialValues.ts';
import { openWasm } from '../support/suiteAdapter.ts';
import { tally } from '../support/tally.ts';
import { THOROUGH } from '../support/thorough.ts';

const gpu = useGpu();
/** The device in WebAssembly, open beside that of the suite. */
let wasm: Gpu;
beforeAll(async () => {
  const { adapter } = await openWasm();
  wasm = await Gpu.open({ adapter });
});
afterAll(() => wasm.dispose());

/** PROPERTY_RUNS sets the number of shapes and values per kernel, PROPERTY_SEED selects others. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? (THOROUGH ? 8 : 3));
const seed = Number(process.env.PROPERTY_SEED ?? 1);

const size = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const SIZES: Readonly<Record<string, fc.Arbitrary<number>>> = {
  M: size(20),
  N: size(40),
  K: size(40),
  L: size(12),
  H: size(20),
  P: size(40).map((quarter) => 4 * quarter),
};

/** The drawn sizes that a case has, and those that follow from them or from the drawn window. */
function sizesOf(
  { kernel, sizes: own, flags }: KernelCase,
  drawn: Readonly<Record<string, number>>,
  window: Window,
): Readonly<Record<string, number>> {
  const ofWindow = SIZES_OF_WINDOW[kernel]?.(window, drawn.M ?? 1);
  if (ofWindow) return ofWindow;
  const sizes = Object.fromEntries(Object.entries(drawn).filter(([name]) => name in own));
  const { FIRST = 0, COUNT = 0, PICTURE_WIDTH = 1, CHANNELS = 1 } = flags as typeof own;
  // A range of the elements must lie within them.
  if (sizes.P !== undefined) sizes.P = Math.max(sizes.P, FIRST + COUNT);
  // An image has whole lines.
  if (sizes.K !== undefined) sizes.K = roundUp(sizes.K, PICTURE_WIDTH * CHANNELS);
  // A triangle of L rows has T elements below its diagonal.
  if (own.T !== undefined) {
    sizes.L = Math.max(2, sizes.L ?? 0);
    sizes.T = (sizes.L * (sizes.L - 1)) / 2;
  }
  // Several rows may share a Gaussian or an x.
  if (kernel.startsWith('low_rank_nll_')) {
    const { M = 1, A = 1, B = 1 } = own;
    const shared = sizes.M ?? 1;
    sizes.M = (shared * M) / Math.min(A, B);
    sizes.A = (shared * A) / Math.min(A, B);
    sizes.B = (shared * B) / Math.min(A, B);
  }
  // Several rows may have one x.
  if (kernel === 'full_nll_forward' || kernel.startsWith('zero_inflated_nll_')) {
    sizes.B = sizes.M ?? 1;
    sizes.M = (sizes.B * (own.M ?? 1)) / (own.B ?? 1);
  }
  // Each variable of a categorical code has all its classes.
  if (/^(concrete|categorical)_/.test(kernel)) {
    sizes.K = roundUp(sizes.K ?? 1, Number((flags as typeof own).CLASSES));
  }
  // A level is a part of the whole code.
  if (kernel === 'relative_gaussian') sizes.WHOLE = FIRST + (sizes.L ?? 1);
  // A bias lies behind the weights.
  if (kernel === 'bias_parts') sizes.SIZE = FIRST + roundUp(sizes.N ?? 1, BLOCK);
  return sizes;
}

/** A case of a kernel with arbitrary choices, shapes and values. */
function anyCase(kernel: string) {
  const ways = everyKernelCase.filter(
    ({ kernel: own, slots }) =>
      own === kernel &&
      !SLOW_PRODUCTS.includes(slots.product ?? '') &&
      lacking(gpu(), slots) === undefined,
  );
  return fc
    .record({
      way: fc.constantFrom(...ways),
      sizes: fc.record(SIZES),
      counted: fc.double({ min: 0, max: 1, noNaN: true }),
      mix: fc.constantFrom(...MIXES),
      salt: fc.nat(),
      window: anyWindow,
    })
    .map(({ way, sizes, window, counted, mix, salt }) => {
      const drawn = sizesOf(way, sizes, window);
      const rowCount = Math.max(1, Math.round(counted * (drawn.M ?? 1)));
      const values = { ...way.sizes, ...way.slots, ...way.flags, ...drawn };
      const given: KernelCase = { ...way, ...caseOf(way.kernel, values), rowCount };
      return { given, mix, salt, toString: () => `${describeCase(given)} ${mix} ${salt}` };
    });
}

/** A device gives what the twin gives, and leaves the padding clean. */
async function expectTwin(on: Gpu, prepared: PreparedCase): Promise<void> {
  const outputs = await runOnDevice(on, prepared);
  const { description } = on.adapter;
  expect(outsideBounds(prepared, outputs), description).toEqual([]);
  for (const output of outputs) expect(dirtyPadding(prepared, output), description).toEqual([]);
}

describe('any shape, on ordinary and special values', () => {
  test.each(Object.keys(twins))('%s is its twin', async (kernel) => {
    await fc.assert(
      fc.asyncProperty(anyCase(kernel), async ({ given, mix, salt }) => {
        const prepared = withValues(prepareCase(given), mix, salt);
        await expectTwin(gpu(), prepared);
        tally('shapes and values drawn for kernels', 1);
        if (lacking(wasm, given.slots) !== undefined) return;
        await expectTwin(wasm, prepared);
        tally('the same on WebAssembly beside it', 1);
      }),
      { numRuns, seed },
    );
  });
});
