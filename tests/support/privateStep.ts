import type { BatchSource } from '../../src/data/batchSource.ts';
import type { Field } from '../../src/data/field.ts';
import type { Model } from '../../src/families/model.ts';
import { type ArchitectureChoice, familyOf } from '../../src/families/registry.ts';
import type { Plan } from '../../src/graph/plan.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { packOptimizerScalars } from '../../src/optimizers/optimizer.ts';
import { optimizerScalars } from '../../src/optimizers/registry.ts';
import { Secret } from '../../src/random/secret.ts';
import { loadTraining, resolveTraining, type TrainingOptions } from '../../src/training/options.ts';
import { recordTraining } from '../../src/training/recordTraining.ts';
import type { PreparedStep, StepValues } from './oneStep.ts';
import { TestRandom } from './random.ts';
import { step } from './scalars.ts';

/** A secret that stays the same. */
export const KNOWN = Secret.of('0123456789abcdef'.repeat(4));

const DATA_ROWS = 23;
const FIRST_ROW = 3;

/** A batch of a model: `count` of `rows` rows, from place `first` of the batch. */
export interface Part {
  readonly rows: number;
  readonly count: number;
  readonly first: number;
}

/** Records a step that takes the noise of the model. */
export async function recordedStep(
  choice: ArchitectureChoice,
  options: Partial<TrainingOptions>,
  sourceOf: (fields: readonly Field[]) => BatchSource,
): Promise<{ readonly model: Model; readonly plan: Plan }> {
  const family = await familyOf(choice);
  const [architecture] = await Promise.all([
    family.resolve(choice),
    loadTraining(options),
    family.loadOptions?.(options),
  ]);
  const model = await family.build(architecture);
  const training = resolveTraining(options, family);
  const inputs = { noiseGiven: true, secret: KNOWN };
  return { model, plan: recordTraining(model, sourceOf(model.fields), training, inputs).plan };
}

/**
 * A step on rows of a batch, with given noise of the model. Parts of a batch have the same rows and noise as
 * the whole.
 */
export async function stepOnPart(
  choice: ArchitectureChoice,
  options: Partial<TrainingOptions>,
  { rows, count, first }: Part,
): Promise<PreparedStep> {
  const given = { ...options, batchSize: rows };
  const { model, plan } = await recordedStep(choice, given, (fields) => ({
    rows,
    dataRows: DATA_ROWS,
    dtypes: Object.fromEntries(fields.map(({ name, dtypes: [dtype = 'f32'] }) => [name, dtype])),
    ring: 1,
  }));
  const random = new TestRandom(91);
  const fields = model.fields.map(({ name, shape, values }) => {
    const size = DATA_ROWS * shape.reduce((a, b) => a * b, 1);
    return [name, random.integers(size, values ?? 256)] as const;
  });
  const latent = model.latent?.size ?? 0;
  const noise = random.normal(DATA_ROWS * latent).slice(latent * first, latent * (first + rows));
  return {
    model,
    plan,
    shape: { rows, rowCount: count },
    record: step(count, {
      first_row: FIRST_ROW + first,
      counter: 5,
      noise_scale: 0,
      loss_weights: [1, 0.5],
      optimizers: packOptimizerScalars([optimizerScalars(5, 1e-3, ADAM_DEFAULTS)]),
    }),
    inputs: {
      ...Object.fromEntries(fields),
      row_index: Float64Array.from({ length: DATA_ROWS }, (_, i) => (7 * i) % DATA_ROWS),
      noise,
    },
  };
}

/** The gradients of a first step of Adam, parameter by parameter: its first moments are a tenth of them. */
export function gradientsOf(values: StepValues): Map<string, number[]> {
  return new Map(
    [...values]
      .filter(([name]) => name.startsWith('m/'))
      .map(([name, m]) => [
        name.slice(2),
        Array.from(m, (each) => each / (1 - ADAM_DEFAULTS.beta1)),
      ]),
  );
}
