import type { StepScalars } from '../../src/kernels/step.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { optimizerScalars } from '../../src/optimizers/registry.ts';
import { TestRandom } from './random.ts';
import { step } from './scalars.ts';
import { type RecordedPlan, VaeModel } from './vaeModel.ts';

const INPUT = 37;
const LATENT = 3;
const DATA_ROWS = 67; // nine batches of 7 and one of 4
const RING = 4;
const LEARNING_RATE = 1e-3;

/** A step's scalars and its given noise. */
interface SmallStep {
  readonly record: StepScalars;
  readonly noise: Float64Array;
}

/** A VAE whose every size is odd, its training plan, and one epoch of steps with given noise. */
export interface SmallVae {
  readonly model: VaeModel;
  readonly training: RecordedPlan;
  /** `data` as 0..255, `row_index` a permutation, `noise` to be replaced at every step. */
  readonly inputs: Readonly<Record<'data' | 'row_index' | 'noise', Float64Array>>;
  readonly steps: readonly SmallStep[];
}

/** @param batch rows of the plan's batch; steps use 7 of them, the last one 4 */
export function smallVae(batch = 7): SmallVae {
  const model = new VaeModel({
    input: INPUT,
    hidden: [53, 29],
    latent: LATENT,
    activation: 'relu',
  });
  const random = new TestRandom(2024);
  const source = { rows: batch, dataRows: DATA_ROWS, dtypes: { data: 'u8' }, ring: RING } as const;
  const noise = { name: 'noise', shape: [batch, LATENT], dtype: 'f32', role: 'input' } as const;
  return {
    model,
    training: model.trainingPlan(source, { kind: 'given', noise }, ADAM_DEFAULTS),
    inputs: {
      data: random.integers(INPUT * DATA_ROWS, 256),
      row_index: shuffled(DATA_ROWS, random),
      noise: new Float64Array(batch * LATENT),
    },
    steps: Array.from({ length: Math.ceil(DATA_ROWS / 7) }, (_, i) => {
      const rows = Math.min(7, DATA_ROWS - 7 * i);
      const drawn = random.normal(7 * LATENT);
      const given = new Float64Array(batch * LATENT);
      given.set(drawn.subarray(0, given.length));
      return { record: recordOf(i, rows), noise: given };
    }),
  };
}

function recordOf(i: number, rows: number): StepScalars {
  return step(rows, {
    first_row: 7 * i,
    ring_slot: i % RING,
    counter: i + 1,
    data_counter: i + 1,
    data_row: 0,
    ...optimizerScalars(i + 1, LEARNING_RATE, ADAM_DEFAULTS),
  });
}

function shuffled(count: number, random: TestRandom): Float64Array {
  const order = Float64Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const other = random.below(i + 1);
    [order[i], order[other]] = [order[other] ?? 0, order[i] ?? 0];
  }
  return order;
}
