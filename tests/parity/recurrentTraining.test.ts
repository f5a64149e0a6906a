import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/families/model.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { logicalSize } from '../../src/graph/layout.ts';
import { type Plan, planTensors } from '../../src/graph/plan.ts';
import { packState } from '../../src/graph/stateLayout.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import { readView, writeView } from '../../src/graph/view.ts';
import { defaultVariant } from '../../src/kernels/defaultVariant.ts';
import { chooseVariants } from '../../src/kernels/variants.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { loadTraining, resolveTraining } from '../../src/training/options.ts';
import { recordTraining, type TrainingProgram } from '../../src/training/recordTraining.ts';
import { trainingScalars } from '../../src/training/stepScalars.ts';
import { useGpu } from '../support/gpu.ts';
import { uploadAll } from '../support/inputs.ts';
import { type SequenceTask, sequenceModel } from '../support/sequenceModel.ts';
import { tally } from '../support/tally.ts';
import { numbers, readFixtureFile } from './numbers.ts';
import { initialOf, trainingRecord } from './trainingRecord.ts';

const SCRIPT = 'recurrentTraining.py';

interface Fixture {
  readonly length: number;
  readonly width: number;
  readonly targets: number;
  readonly learningRate: number;
  readonly rows: number;
  readonly batch: number;
  readonly steps: number;
}

const file = readFixtureFile('recurrent-training');
const fixture: Fixture = JSON.parse(file.metadata.get('model') ?? '');
const layers: Readonly<Record<string, Pick<SequenceTask, 'spec' | 'lengths'>>> = JSON.parse(
  file.metadata.get('layers') ?? '',
);
const values = (name: string): Float64Array => numbers(file, name, SCRIPT);
const { batch, steps, rows } = fixture;
const DATA = {
  data: values('data'),
  target: values('target'),
  lengths: values('lengths'),
  row_index: Float64Array.from({ length: rows }, (_, row) => row),
};

/**
 * Bounds, each at least five times PyTorch's own float32 against its float64: of losses relative, of a
 * tensor ‖Δ‖ / ‖value‖.
 */
const BOUNDS = { losses: 1e-6, gradients: 5e-6, weights: 1e-5 };

const gpu = useGpu();

/** Losses of all steps, and tensors under PyTorch's names. */
interface Run {
  readonly losses: ArrayLike<number>;
  readonly gradients: ReadonlyMap<string, ArrayLike<number>>;
  readonly weights: ReadonlyMap<string, ArrayLike<number>>;
}

describe.each(Object.entries(layers))('%s', (name, own) => {
  const initial = initialOf(file, SCRIPT, `${name}/`);
  const names = [...initial.keys()];
  const given = (precision: 'float32' | 'float64'): Run => ({
    ...trainingRecord(file, precision, { folder: `${name}/`, names, script: SCRIPT }),
    losses: values(`${name}/losses.${precision}`),
  });
  const float64 = given('float64');

  test("leaves room between PyTorch's own error and the bounds", () => {
    expectClose(given('float32'), float64, (bound) => bound / 5);
  });

  test('twenty steps in float64 are those of PyTorch', async () => {
    const { model, program, records } = await recorded(own);
    const store = new ReferenceStore(model.store);
    for (const [parameter, stored] of inStore(model, initial)) {
      store.parameter(parameter).value.set(stored);
    }
    const executor = new ReferenceExecutor(store, program.plan, DATA);
    const after: ReadonlyMap<string, Float32Array>[] = [];
    for (const record of records) {
      executor.run([record]);
      const kept = model.store.parameters.map(({ name: parameter }) => {
        const { value, m } = store.parameter(parameter);
        return [parameter, Float32Array.from(after.length === 0 ? m : value)] as const;
      });
      after.push(new Map(kept));
    }
    const [term] = program.terms;
    const losses = executor.values(term?.sums ?? 'none').map((sum) => sum / batch);
    // Views hold f32.
    expectClose(runOf(model, losses, after), float64, () => 2e-7);
  });

  test.each([
    ['step by step', false],
    ['all steps in one dispatch', true],
  ])('twenty steps on the device, %s', async (_, whole) => {
    const { model, program, records } = await recorded(own);
    const device = { software: !whole, vendor: 'nvidia' };
    const plan = fuse(program.plan, { keepBatch: true, device });
    const kernels = plan.step.map(({ kernel }) => kernel);
    expect(kernels.some((kernel) => /^(gru|lstm)_step_/.test(kernel))).toBe(!whole);
    expect(kernels.some((kernel) => /^(gru|lstm)_(for|back)ward$/.test(kernel))).toBe(whole);
    const found = await onDevice(model, program, { plan, records, initial });
    expectClose(found, float64, (bound) => bound);
    tally('tensors of recurrent models compared', 2 * names.length);
  });
});

/** The step of a case, and the scalars of all steps. */
async function recorded(own: Pick<SequenceTask, 'spec' | 'lengths'>) {
  const { length, width, targets, learningRate } = fixture;
  const model = await sequenceModel({ ...own, input: [length, width], targets });
  const options = { batchSize: batch, learningRate };
  await loadTraining(options);
  const resolved = resolveTraining(options, { defaults: {}, checkOptions() {} });
  const dtypes = { data: 'f32', target: 'f32', lengths: 'u32' } as const;
  const source = { rows: batch, dataRows: rows, dtypes, ring: steps };
  const program = recordTraining(model, source, resolved);
  const records = Array.from({ length: steps }, (_, i) => ({
    ...trainingScalars(i + 1, batch, program, resolved),
    first_row: (i * batch) % rows,
    ring_slot: i,
  }));
  return { model, program, records };
}

type Records = Awaited<ReturnType<typeof recorded>>['records'];

async function onDevice(
  model: Model,
  { terms: [term] }: TrainingProgram,
  {
    plan,
    records,
    initial,
  }: { plan: Plan; records: Records; initial: ReturnType<typeof initialOf> },
): Promise<Run> {
  const store = new DeviceStore(gpu(), model.store);
  store.write(packState(model.store, { parameters: inStore(model, initial) }));
  const taken = planTensors(plan).filter(({ role }) => role === 'input');
  const buffers = uploadAll(gpu(), taken, DATA);
  const chosen = chooseVariants(plan, (each) => defaultVariant(each, gpu().traits));
  const executable = await Executable.compile(gpu(), store, chosen, buffers, steps);
  const state = async (part: 'parameters' | 'm') => {
    const image = await store.read();
    if (!image) throw new Error('a step met NaN or infinity');
    return unpackState(model.store, image, part);
  };
  const sums = term ? [term.sums] : [];
  const [first] = await executable.run(records.slice(0, 1), sums);
  const moments = await state('m');
  const [others] = await executable.run(records.slice(1), sums);
  const weights = await state('parameters');
  executable.dispose();
  store.dispose();
  for (const buffer of buffers.values()) gpu().memory.destroy(buffer);
  const losses = Array.from(
    others ?? [],
    (sum, i) => ((i === 0 ? first?.[0] : sum) ?? sum) / batch,
  );
  return runOf(model, losses, [moments, weights]);
}

/** Adam's 1 - beta1, rounded to f32. */
const FIRST_STEP = Math.fround(1 - 0.9);

/** @param after Adam's first moments after step 1, which tell its gradients, …, and the last weights */
function runOf(
  model: Model,
  losses: ArrayLike<number>,
  after: readonly ReadonlyMap<string, Float32Array>[],
): Run {
  const [moments, weights] = [after[0], after.at(-1)].map((stored) => inFile(model, stored));
  const gradients = [...(moments ?? [])].map(([name, moment]) => {
    return [name, moment.map((value) => value / FIRST_STEP)] as const;
  });
  return { losses, gradients: new Map(gradients), weights: weights ?? new Map() };
}

/** Tensors under PyTorch's names, as the store has them. */
function inStore(
  { store }: Model,
  initial: ReturnType<typeof initialOf>,
): Map<string, Float32Array> {
  const stored = new Map(
    store.parameters.map(({ name, shape }) => [name, new Float32Array(logicalSize(shape))]),
  );
  for (const view of store.views) {
    const { shape = [] } = store.parameters.find(({ name }) => name === view.of) ?? {};
    const { data = new Float32Array() } = initial.get(view.name) ?? {};
    writeView(stored.get(view.of) ?? new Float32Array(), shape, view, data);
  }
  return stored;
}

/** The way back. */
function inFile(
  { store }: Model,
  stored: ReadonlyMap<string, Float32Array> | undefined,
): Map<string, Float32Array> {
  return new Map(
    store.views.map((view) => {
      const { shape = [] } = store.parameters.find(({ name }) => name === view.of) ?? {};
      const all = stored?.get(view.of) ?? new Float32Array();
      return [view.name, Float32Array.from(readView(all, shape, view))];
    }),
  );
}

function expectClose(found: Run, wanted: Run, within: (bound: number) => number): void {
  expect(distance(found.losses, wanted.losses)).toBeLessThan(within(BOUNDS.losses));
  for (const kind of ['gradients', 'weights'] as const) {
    for (const [name, tensor] of wanted[kind]) {
      const apart = distance(found[kind].get(name) ?? [], tensor);
      expect(apart, `${kind} of ${name}`).toBeLessThan(within(BOUNDS[kind]));
    }
  }
}

/** ‖found - wanted‖ / ‖wanted‖; NaN where a value is missing. */
function distance(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  const apart = Array.from(wanted, (value, i) => (found[i] ?? Number.NaN) - value);
  return Math.hypot(...apart) / Math.hypot(...Array.from(wanted));
}
