import { describe, expect, type TestContext, test } from 'vitest';
import type { VaeConfigChoice } from '../../src/families/vae/config.ts';
import type { FusionOptions } from '../../src/fusion/rule.ts';
import type { ProductVariant } from '../../src/kernels/variants.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { skipWhereLacking } from '../support/features.ts';
import { compareFused, describeShape, type FusedRun, shapeOf } from '../support/fusedStep.ts';
import { useGpu } from '../support/gpu.ts';
import {
  type PreparedStep,
  prepareStep,
  type StepShape,
  type StepValues,
  stepInFloat64,
} from '../support/oneStep.ts';
import { tally } from '../support/tally.ts';
import { THOROUGH } from '../support/thorough.ts';

const gpu = useGpu();

const ODD = shapeOf([37, 53, 29, 3], 'relu', 9, 13, 'u8');
const WHOLE_BATCH = shapeOf([64, 72, 20], 'tanh', 40, 40, 'f32');
/** Taller and wider than any tile. */
const TILES = shapeOf([101, 69, 3], 'relu', 65, 70, 'u8');

/** Without hidden layers the latent kernels do not apply. */
const LINEAR = shapeOf([29, 5], 'relu', 6, 11, 'f32');

/** Both networks take a condition; the encoder's input is built from a copy with dropped values. */
const CONDITIONAL = withConfig(ODD, { condition: 5 });
const CONDITIONAL_WITH_GAPS = withConfig(WHOLE_BATCH, { condition: 3, inputDropout: 0.3 });

const SHAPES: readonly StepShape[] = [
  ODD,
  WHOLE_BATCH,
  shapeOf([19, 8, 1], 'sigmoid', 1, 1, 'u8'),
  // The activation's gradient needs the preactivation, in encoder and decoder.
  shapeOf([19, 11, 2], 'gelu', 5, 6, 'u8'),
  shapeOf([101, 67, 50], 'relu', 65, 70, 'u8'),
  // Invocations of the latent kernels take several turns: over latents, columns and blocks.
  shapeOf([29, 300, 70], 'relu', 7, 10, 'f32'),
  shapeOf([9, 12, 260], 'tanh', 9, 9, 'u8'),
  LINEAR,
  // More layers than one update has table entries for.
  shapeOf([23, 31, 17, 9, 11, 13, 5], 'relu', 16, 16, 'u8'),
];

const GATHER_AGAIN: FusionOptions = { keepBatch: false };
const KEEP_BATCH: FusionOptions = { keepBatch: true };
/** As on GPUs. */
const MANY_LANES: FusionOptions = { keepBatch: false, latentInvocations: 256, rolledLoops: true };

const runs = (options: FusionOptions, ...variants: ProductVariant[]): FusedRun[] =>
  variants.map((variant) => ({ variant, options }));

/** Each product and each way to gather a batch, at every shape. */
const EVERYWHERE = THOROUGH
  ? [GATHER_AGAIN, KEEP_BATCH].flatMap((options) => runs(options, 'direct_8x8', 'quad_16x8'))
  : [...runs(GATHER_AGAIN, 'direct_8x8'), ...runs(KEEP_BATCH, 'quad_16x8')];
/**
 * Software adapters compile workgroup memory slowly, so these variants are tested at one shape
 * only.
 */
const RUNS: ReadonlyMap<StepShape, readonly FusedRun[]> = new Map([
  ...SHAPES.map((each) => [each, EVERYWHERE] as const),
  ...[ODD, WHOLE_BATCH].map(
    (each) =>
      [
        each,
        [
          ...EVERYWHERE,
          ...runs(GATHER_AGAIN, 'direct_4x4', 'direct_4x8', 'quad_16x32', 'quad_32x16'),
          ...runs(MANY_LANES, 'direct_8x8'),
        ],
      ] as const,
  ),
  [CONDITIONAL, runs(GATHER_AGAIN, 'direct_8x8')],
  [CONDITIONAL_WITH_GAPS, runs(KEEP_BATCH, 'direct_8x8')],
  [
    TILES,
    [
      ...runs(GATHER_AGAIN, 'split_32x64', 'split_8x8', 'tiled_32x64', 'tiled_64x64'),
      ...runs(MANY_LANES, 'direct_8x8'),
    ],
  ],
]);

function withConfig(shape: StepShape, config: VaeConfigChoice): StepShape {
  return { ...shape, config: { ...shape.config, ...config } };
}

/** WGSL allows a drawn normal an error of 0.004. */
const DRAWN_TOLERANCE = 0.01;

async function expectTwins(
  prepared: PreparedStep,
  expected: StepValues,
  run: FusedRun,
  context: TestContext,
  allowed?: (name: string) => number,
): Promise<void> {
  skipWhereLacking(gpu(), { product: run.variant }, context);
  const { problems, compared } = await compareFused(gpu(), prepared, expected, run, allowed);
  expect(problems).toEqual([]);
  tally('tensors of fused steps against twins', compared);
}

describe.each([...RUNS].map(([shape, of]) => [describeShape(shape), shape, of] as const))(
  'a fused step gives what the twins give: %s',
  (_, shape, of) => {
    const prepared = prepareStep(shape, 'given');
    const expected = stepInFloat64(prepared);

    test.for(of)('$variant $options', (run, context) =>
      expectTwins(prepared, expected, run, context),
    );
  },
);

test.for([ODD, WHOLE_BATCH].map((shape) => [describeShape(shape), shape] as const))(
  'with noise drawn by the kernels too: %s',
  ([, shape], context) => {
    const prepared = prepareStep(shape, 'counter');
    const run: FusedRun = { variant: 'direct_8x8', options: GATHER_AGAIN };
    return expectTwins(prepared, stepInFloat64(prepared), run, context, () => DRAWN_TOLERANCE);
  },
);

test.for([
  ['free_bits', ODD],
  ['capacity', ODD],
  // Without a hidden layer, the term and its gradient are one dispatch.
  ['free_bits', LINEAR],
] as const)('with a KL gated by %s too', ([rule, shape], context) => {
  const nats = latentNats(shape);
  const target = (Math.min(...nats) + Math.max(...nats)) / 2;
  const prepared = prepareStep(shape, 'given', ADAM_DEFAULTS, {
    rule,
    target: Math.fround(target),
  });
  const expected = stepInFloat64(prepared);
  const wanted = rule === 'capacity' ? nats.map(() => 1) : nats.map((kl) => Number(kl > target));
  expect(Array.from(expected.get('kl.gate') ?? [])).toEqual(wanted);
  const run: FusedRun = { variant: 'direct_8x8', options: GATHER_AGAIN };
  return expectTwins(prepared, expected, run, context);
});

/** The KL of each latent dimension in a new model, averaged over the valid rows. */
function latentNats(shape: StepShape): number[] {
  const stats = Array.from(stepInFloat64(prepareStep(shape, 'given')).get('fc2') ?? []);
  const { latent } = shape.config;
  return Array.from({ length: latent }, (_, j) => {
    const rows = Array.from({ length: shape.rowCount }, (_, row) => {
      const [mu = 0, logvar = 0] = [0, latent].map((half) => stats[2 * latent * row + half + j]);
      return (mu * mu + Math.exp(logvar) - 1 - logvar) / 2;
    });
    return rows.reduce((a, b) => a + b, 0) / shape.rowCount;
  });
}

// Proof that the tolerances are tight enough to detect an error.
test('a loss weight off by a thousandth would be noticed', async () => {
  const prepared = prepareStep(ODD, 'given');
  const [reconstruction = 1, ...others] = prepared.record.loss_weights;
  const wrong = { ...prepared.record, loss_weights: [1.001 * reconstruction, ...others] };
  const expected = stepInFloat64({ ...prepared, record: wrong });
  const run: FusedRun = { variant: 'direct_8x8', options: GATHER_AGAIN };
  const { problems } = await compareFused(gpu(), prepared, expected, run);
  expect(problems.map((problem) => problem.split(':')[0])).toContain('d(fc4)');
});
