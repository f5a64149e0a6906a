import { expect, test } from 'vitest';
import {
  completeArchitecture,
  type VaeArchitectureChoice,
} from '../../src/families/vae/architecture.ts';
import { VaeModel } from '../../src/families/vae/model.ts';
import { VAE_OBJECTIVE } from '../../src/families/vae/objective.ts';
import { vaeFamily } from '../../src/families/vae/vaeFamily.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import type { Plan } from '../../src/graph/plan.ts';
import { recordEvaluation } from '../../src/inference/evaluator.ts';
import { drawnNoise } from '../../src/ops/noise.ts';
import { streams } from '../../src/random/streams.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { resolveTraining } from '../../src/training/options.ts';
import { recordTraining } from '../../src/training/recordTraining.ts';
import { TestRandom } from '../support/random.ts';
import { runRecorded, sourceOf } from '../support/recordedPlan.ts';
import { step } from '../support/scalars.ts';

const [HEIGHT, WIDTH, CHANNELS] = [2, 3, 3] as const;
const VALUES = HEIGHT * WIDTH * CHANNELS;
const ROWS = 12;
const source = sourceOf(ROWS);

function modelOf(choice: VaeArchitectureChoice = {}): VaeModel {
  const layers = [{ kind: 'dense', units: 4 }];
  const input = [HEIGHT, WIDTH, CHANNELS];
  return new VaeModel(
    completeArchitecture({
      input,
      encoder: layers,
      decoder: layers,
      latent: 2,
      flip: true,
      ...choice,
    }),
  );
}

const training = (model: VaeModel): Plan =>
  recordTraining(model, source, resolveTraining({}, vaeFamily)).plan;

/** The values that the encoder and the likelihood read of rows of a plan at a step, row by row. */
function seenAt(model: VaeModel, plan: Plan, rows: Float64Array, at = 1) {
  const run = runRecorded(
    { model: model as never, store: new ReferenceStore(model.store) },
    { plan },
    { data: rows, row_index: Float64Array.from({ length: ROWS }, (_, i) => i) },
    step(ROWS, { counter: at, data_counter: at }),
  );
  const loadedBy = (label: string): number[][] => {
    const x = plan.step.find((each) => each.label === label)?.slots.load?.bindings.x;
    const values = [...run.values(x?.name ?? '')];
    const columns = values.length / ROWS;
    return Array.from({ length: ROWS }, (_, i) => values.slice(i * columns, (i + 1) * columns));
  };
  return { encoder: loadedBy('fc1.forward'), target: loadedBy('reconstruction.forward') };
}

/** The image with its lines reversed pixel by pixel. */
function mirror(row: readonly number[]): number[] {
  const pixels = Array.from({ length: HEIGHT * WIDTH }, (_, i) =>
    row.slice(i * CHANNELS, (i + 1) * CHANNELS),
  );
  const lines = Array.from({ length: HEIGHT }, (_, y) => pixels.slice(y * WIDTH, (y + 1) * WIDTH));
  return lines.flatMap((line) => line.reverse().flat());
}

const values = new TestRandom(5).uniform(ROWS * VALUES, 0, 1);
const given = Array.from({ length: ROWS }, (_, i) => [
  ...values.subarray(i * VALUES, (i + 1) * VALUES),
]);

test('in training some images are mirrored, for the encoder and the target alike', () => {
  const model = modelOf();
  const { encoder, target } = seenAt(model, training(model), values);
  expect(encoder).toEqual(target);
  const flipped = target.map((row, i) => {
    const mirrored = mirror(given[i] ?? []);
    const isMirrored = JSON.stringify(row) === JSON.stringify(mirrored);
    expect(row).toEqual(isMirrored ? mirrored : given[i]);
    return isMirrored;
  });
  expect(new Set(flipped)).toEqual(new Set([true, false]));
});

test('others at another step, the same at the same step', () => {
  const model = modelOf();
  const at = (number: number) => seenAt(model, training(model), values, number).target;
  expect(at(1)).toEqual(at(1));
  expect(at(2)).not.toEqual(at(1));
});

test('never in evaluation', () => {
  const model = modelOf();
  const noise = drawnNoise(streams.evaluation);
  const { plan } = recordEvaluation(model, source, { ...VAE_OBJECTIVE }, noise);
  const { encoder, target } = seenAt(model, plan, values);
  expect(encoder).toEqual(given);
  expect(target).toEqual(given);
});

test('a condition stays, and values become binary as without', () => {
  const model = modelOf({ condition: 2, binarize: 'static' });
  const rows = Float64Array.from(given.flatMap((row, i) => [...row, i / ROWS, 1 - i / ROWS]));
  const { encoder, target } = seenAt(model, training(model), rows);
  const binary = (row: readonly number[] = []) => row.map((value) => Number(value >= 0.5));
  for (const [i, row] of target.entries()) {
    expect([binary(given[i]), binary(mirror(given[i] ?? []))]).toContainEqual(row);
    expect(encoder[i]).toEqual([...row, i / ROWS, 1 - i / ROWS]);
  }
  expect(target).not.toEqual(given.map(binary));
});

test('fused, the flip gathers the rows itself', () => {
  const { step: dispatches } = fuse(training(modelOf()));
  const flips = dispatches.filter(({ kernel }) => kernel === 'flip_images');
  expect(flips.map(({ slots }) => slots.load?.choice)).toEqual(['gather_f32']);
  expect(dispatches.map(({ kernel }) => kernel)).not.toContain('gather');
});

test.each<[VaeArchitectureChoice, string]>([
  [{ input: 784 }, 'such as [32, 32, 3]; got [784]'],
  [{ input: [28, 28] }, 'takes an input of shape [height, width, channels]'],
  [{ flip: 1 as never }, 'flip must be true or false, got 1'],
])('%j is refused', (choice, message) => {
  expect(() => modelOf(choice)).toThrow(message);
});
