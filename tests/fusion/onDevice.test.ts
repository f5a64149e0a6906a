import { describe, expect, type TestContext, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import type { FusionOptions } from '../../src/fusion/rule.ts';
import { chooseVariants, type ProductVariant } from '../../src/kernels/variants.ts';
import type { VaeConfig } from '../../src/models/vae.ts';
import { skipWhereLacking } from '../support/features.ts';
import { useGpu } from '../support/gpu.ts';
import {
  type PreparedStep,
  prepareStep,
  rowsThatCount,
  type StepShape,
  type StepValues,
  stepInFloat64,
  stepOnDevice,
} from '../support/oneStep.ts';
import { tally } from '../support/tally.ts';

const gpu = useGpu();

type Widths = readonly number[];

/** A model by its widths: data, hidden layers, latents. */
function shape(
  [input = 1, ...widths]: Widths,
  activation: VaeConfig['activation'],
  rowCount: number,
  rows: number,
  dtype: StepShape['dtype'],
): StepShape {
  const latent = widths.at(-1) ?? 1;
  return {
    config: { input, hidden: widths.slice(0, -1), latent, activation },
    rows,
    rowCount,
    dtype,
  };
}

const ODD = shape([37, 53, 29, 3], 'relu', 9, 13, 'u8');
const WHOLE_BATCH = shape([64, 72, 20], 'tanh', 40, 40, 'f32');
const NO_HIDDEN = shape([29, 5], 'relu', 6, 11, 'f32');
/** Taller and wider than any tile. */
const TILES = shape([101, 69, 3], 'relu', 65, 70, 'u8');

const SHAPES: readonly StepShape[] = [
  ODD,
  WHOLE_BATCH,
  NO_HIDDEN,
  shape([19, 8, 1], 'sigmoid', 1, 1, 'u8'),
  shape([101, 67, 50], 'relu', 65, 70, 'u8'),
  // Invocations of the latent kernels take several turns: over latents, over both layers' columns,
  // over the blocks that are summed.
  shape([29, 300, 70], 'relu', 7, 10, 'f32'),
  shape([9, 12, 260], 'tanh', 9, 9, 'u8'),
  // More layers than one update has tables for.
  shape([23, 31, 17, 9, 11, 13, 5], 'relu', 16, 16, 'u8'),
];

const GATHER_AGAIN: FusionOptions = { keepBatch: false };
const KEEP_BATCH: FusionOptions = { keepBatch: true };

interface Run {
  readonly variant: ProductVariant;
  readonly options: FusionOptions;
}

const run = (options: FusionOptions, ...variants: ProductVariant[]): Run[] =>
  variants.map((variant) => ({ variant, options }));

/** Software adapters compile what has workgroup memory slowly: `TILES` is for that. */
const EVERYWHERE = [
  ...run(GATHER_AGAIN, 'direct_8x8', 'quad_16x8'),
  ...run(KEEP_BATCH, 'direct_8x8', 'quad_16x8'),
];
const RUNS: ReadonlyMap<StepShape, readonly Run[]> = new Map([
  ...SHAPES.map((each) => [each, EVERYWHERE] as const),
  ...[ODD, WHOLE_BATCH].map(
    (each) => [each, [...EVERYWHERE, ...run(GATHER_AGAIN, 'direct_4x8', 'quad_32x8')]] as const,
  ),
  [TILES, run(GATHER_AGAIN, 'split_8x8', 'tiled_32x64', 'tiled_64x64')],
]);

/**
 * Relative to the largest value. Adam's first steps depend on little but the sign of a gradient,
 * which may be next to nothing.
 */
const tolerance = (name: string): number => (name.startsWith('parameters/') ? 2e-4 : 2e-5);
/** WGSL allows a drawn normal an error of 0.004. */
const DRAWN_TOLERANCE = 0.01;

function describeShape({ config, rows, rowCount, dtype }: StepShape): string {
  const widths = [config.input, ...config.hidden, config.latent].join('-');
  return `${widths} ${config.activation}, ${rowCount} of ${rows} rows, ${dtype}`;
}

/** Runs the fused step on the device and holds everything that it makes against the twins. */
async function expectTwins(
  prepared: PreparedStep,
  expected: StepValues,
  { variant, options }: Run,
  allowed: (name: string) => number,
  context: TestContext,
): Promise<void> {
  skipWhereLacking(gpu(), { product: variant }, context);
  const plan = chooseVariants(fuse(prepared.plan, options), () => variant);
  const { values: made, dirty } = await stepOnDevice(gpu(), prepared, plan);
  expect(dirty).toEqual([]);
  for (const [name, values] of made) {
    const [actual, wanted] = [values, expected.get(name) ?? []].map((each) =>
      rowsThatCount(prepared, name, each),
    ) as [number[], number[]];
    expect(apart(actual, wanted), name).toBeLessThan(allowed(name));
    tally('tensors of fused steps against twins', 1);
  }
}

/** The largest difference, relative to the largest value. */
function apart(actual: readonly number[], expected: readonly number[]): number {
  const differences = expected.map((value, i) => Math.abs((actual[i] ?? Number.NaN) - value));
  return Math.max(...differences) / (Math.max(...expected.map(Math.abs)) || 1);
}

describe('a fused step gives what the twins give', () => {
  describe.each([...RUNS].map(([shape, runs]) => ({ name: describeShape(shape), shape, runs })))(
    '$name',
    ({ shape, runs }) => {
      const prepared = prepareStep(shape, 'given');
      const expected = stepInFloat64(prepared);

      test.for(runs)('$variant $options', (run, context) =>
        expectTwins(prepared, expected, run, tolerance, context),
      );
    },
  );
});

test.for([ODD, WHOLE_BATCH].map((shape) => ({ name: describeShape(shape), shape })))(
  'with noise drawn by the kernels too: $name',
  ({ shape }, context) => {
    const prepared = prepareStep(shape, 'counter');
    const run: Run = { variant: 'direct_8x8', options: GATHER_AGAIN };
    return expectTwins(prepared, stepInFloat64(prepared), run, () => DRAWN_TOLERANCE, context);
  },
);

/** What a step makes of the same plan when one number of it is wrong must not pass. */
test('a loss weight off by a thousandth would be noticed', async (context) => {
  const prepared = prepareStep(ODD, 'given');
  const [bce = 1, ...others] = prepared.record.loss_weights;
  const wrong = { ...prepared.record, loss_weights: [1.001 * bce, ...others] };
  const expected = stepInFloat64({ ...prepared, record: wrong });
  const run: Run = { variant: 'direct_8x8', options: GATHER_AGAIN };
  await expect(expectTwins(prepared, expected, run, tolerance, context)).rejects.toThrow();
});
