import type { StepScalars } from '../../src/kernels/step.ts';
import { NO_STEP } from '../../src/optimizers/optimizer.ts';

/** Step scalars for tests: everything neutral except the row count and what is given. */
export function step(rowCount: number, others: Partial<StepScalars> = {}): StepScalars {
  return {
    row_count: rowCount,
    first_row: 0,
    ring_slot: 0,
    counter: 1,
    data_counter: 1,
    data_row: 0,
    seed: 0,
    ...NO_STEP,
    kl_target: 0,
    noise_scale: 1,
    loss_weights: [1, 1, 1, 1, 1, 1, 1, 1],
    ...others,
  };
}
