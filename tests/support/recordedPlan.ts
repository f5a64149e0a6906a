import type { BatchSource } from '../../src/data/batchSource.ts';
import type { VaeConfigChoice } from '../../src/families/vae/config.ts';
import { type Plan, tensorsOf } from '../../src/graph/plan.ts';
import type { StepScalars } from '../../src/kernels/step.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { TestRandom } from './random.ts';
import { dataColumns, type RecordedPlan, VaeModel } from './vaeModel.ts';

type Values = Readonly<Record<string, ArrayLike<number>>>;

/** A small model with random parameters, whose plans run on the twins. */
export interface RecordedModel {
  readonly model: VaeModel;
  readonly store: ReferenceStore;
}

/** Noise for a plan that takes it as an input. */
export const givenNoise = (rows: number, latent: number) =>
  ({
    kind: 'given',
    noise: { name: 'noise', shape: [rows, latent], dtype: 'f32', role: 'input' },
  }) as const;

/** A batch of `rows` from the same number of rows of f32 data, with one slot in the loss ring. */
export const sourceOf = (rows: number): BatchSource => ({
  rows,
  dataRows: rows,
  dtypes: { data: 'f32' },
  ring: 1,
});

export function recordedModel(choice: VaeConfigChoice): RecordedModel {
  const model = new VaeModel(choice);
  const store = new ReferenceStore(model.store);
  const random = new TestRandom(41);
  for (const { name } of model.store.parameters) {
    const { value } = store.parameter(name);
    value.set(random.uniform(value.length, -0.7, 0.7));
  }
  return { model, store };
}

/** Rows in (0, 1) in the model's form, in natural order, and noise for `samples` of each row. */
export function inputsOf({ model }: RecordedModel, rows: number, samples = 1) {
  const random = new TestRandom(rows);
  return {
    data: random.uniform(rows * dataColumns(model.config), 0, 1),
    row_index: Float64Array.from({ length: rows }, (_, i) => i),
    noise: random.normal(rows * samples * model.config.latent),
  };
}

/** Runs a plan once on the twins, without the dispatches that change parameters. */
export function runRecorded(
  { store }: RecordedModel,
  { plan }: { readonly plan: RecordedPlan['plan'] },
  inputs: Values,
  record: StepScalars,
): ReferenceExecutor {
  const executor = new ReferenceExecutor(store, withoutUpdate(plan), inputs);
  executor.run([record]);
  return executor;
}

function withoutUpdate(plan: Plan): Plan {
  const updates = (dispatch: Plan['step'][number]): boolean =>
    tensorsOf(dispatch).some(([, { role }]) => role === 'groupState');
  return { ...plan, step: plan.step.filter((dispatch) => !updates(dispatch)) };
}
