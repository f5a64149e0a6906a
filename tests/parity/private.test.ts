import { describe, expect, it } from 'vitest';
import type { ArchitectureChoice } from '../../src/families/registry.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { logicalSize } from '../../src/graph/layout.ts';
import { packState, type StateImage } from '../../src/graph/stateLayout.ts';
import type { Store } from '../../src/graph/store.ts';
import { readView, writeView } from '../../src/graph/view.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { packOptimizerScalars } from '../../src/optimizers/optimizer.ts';
import { optimizerScalars } from '../../src/optimizers/registry.ts';
import { useGpu } from '../support/gpu.ts';
import {
  type PreparedStep,
  type StepValues,
  stepInFloat64,
  stepOnDevice,
} from '../support/oneStep.ts';
import { gradientsOf, recordedStep } from '../support/privateStep.ts';
import { step } from '../support/scalars.ts';
import { tally } from '../support/tally.ts';
import { numbers, readFixtureFile } from './numbers.ts';
import { byParameter, type InitialParameter, initialOf } from './trainingRecord.ts';

const SCRIPT = 'private.py';
const gpu = useGpu();

interface PrivateCase {
  readonly architecture: ArchitectureChoice;
  readonly clip: number;
  readonly beta: number;
  /** Rows of the batch, and what their sum is divided by. */
  readonly rows: number;
  readonly expected: number;
}

const file = readFixtureFile('private');
const cases: Readonly<Record<string, PrivateCase>> = JSON.parse(file.metadata.get('cases') ?? '');

/** Bounds, each at least five times PyTorch's own float32 against its float64, of a tensor's largest element. */
const OF_FLOAT32 = 3e-6;
/** Gradients pass through Float32Array on their way into the layout of files. */
const OF_FLOAT64 = 1.2e-7;

describe.each(Object.entries(cases))('the clipped mean gradient of a %s model', (name, given) => {
  const initial = initialOf(file, SCRIPT, `${name}/`);
  const gradientsIn = (precision: string) =>
    byParameter(file, `${name}/gradient.${precision}`, [...initial.keys()], SCRIPT);
  const wanted = gradientsIn('float64');

  it("leaves room between PyTorch's own error and the bound", () => {
    expect(largestError(gradientsIn('float32'), wanted)).toBeLessThan(OF_FLOAT32 / 5);
  });

  it('is that of PyTorch in float64, value by value', async () => {
    const { prepared, store } = await stepOf(name, given, initial);
    expect(largestError(inFiles(store, stepInFloat64(prepared)), wanted)).toBeLessThan(OF_FLOAT64);
    tally('gradients of private steps against PyTorch', wanted.size);
  });

  it.each(['as recorded', 'fused'])('is that of PyTorch on the device, %s', async (way) => {
    const { prepared, store } = await stepOf(name, given, initial);
    const plan = way === 'fused' ? fuse(prepared.plan) : prepared.plan;
    const { values } = await stepOnDevice(gpu(), prepared, plan);
    expect(largestError(inFiles(store, values), wanted)).toBeLessThan(OF_FLOAT32);
  });
});

/** The step without its noise, on the rows of a case. */
async function stepOf(
  name: string,
  { architecture, clip, beta, rows, expected }: PrivateCase,
  initial: ReadonlyMap<string, InitialParameter>,
): Promise<{ readonly prepared: PreparedStep; readonly store: Store }> {
  const options = {
    batchSize: rows,
    reduction: 'mean',
    sampler: { kind: 'poisson', mean: expected },
    privacy: { noise: 1, delta: 1e-5, clip },
  } as const;
  const { model, plan } = await recordedStep(architecture, options, () => ({
    rows,
    dataRows: rows,
    dtypes: { data: 'f32', label: 'u8' },
    ring: 1,
  }));
  const inputs = ['data', 'label', 'noise'].flatMap((each) =>
    file.tensors.has(`${name}/${each}`) ? [[each, numbers(file, `${name}/${each}`, SCRIPT)]] : [],
  );
  const prepared = {
    model,
    plan,
    shape: { rows, rowCount: rows },
    image: imageOf(model.store, initial),
    inputs: {
      ...Object.fromEntries(inputs),
      row_index: Float64Array.from({ length: rows }, (_, i) => i),
    },
    record: step(rows, {
      noise_scale: 0,
      loss_weights: [1, beta],
      optimizers: packOptimizerScalars([optimizerScalars(1, 1e-3, ADAM_DEFAULTS)]),
    }),
  };
  return { prepared, store: model.store };
}

/** The state of a store whose parameters have the values of a file. */
function imageOf(store: Store, values: ReadonlyMap<string, InitialParameter>): StateImage {
  const parameters = new Map(
    store.parameters.map((tensor) => {
      const stored = new Float32Array(logicalSize(tensor.shape));
      for (const view of store.views.filter(({ of }) => of === tensor.name)) {
        const given = values.get(view.name);
        if (!given) throw new Error(`the fixture lacks "${view.name}"`);
        writeView(stored, tensor.shape, view, given.data);
      }
      return [tensor.name, stored];
    }),
  );
  return packState(store, { parameters });
}

/** Gradients under the names and in the layouts of files. */
function inFiles(store: Store, values: StepValues): Map<string, Float32Array> {
  const gradients = gradientsOf(values);
  return new Map(
    store.views.map((view) => {
      const tensor = store.parameters.find(({ name }) => name === view.of);
      const stored = Float32Array.from(gradients.get(view.of) ?? []);
      return [view.name, readView(stored, tensor?.shape ?? [], view)];
    }),
  );
}

/** The largest difference of all elements, in units of the largest one of their tensor. NaN if any value is NaN. */
function largestError(
  found: ReadonlyMap<string, ArrayLike<number>>,
  wanted: ReadonlyMap<string, Float64Array>,
): number {
  const errors = [...wanted].flatMap(([name, values]) => {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return Array.from(
      values,
      (value, i) => Math.abs((found.get(name)?.[i] ?? Number.NaN) - value) / largest,
    );
  });
  return errors.reduce((a, b) => Math.max(a, b), 0);
}
