import type { StepScalars } from '../../src/kernels/step.ts';
import { packOptimizerScalars } from '../../src/optimizers/optimizer.ts';

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
    noise_scale: 1,
    optimizers: packOptimizerScalars([]),
    loss_weights: Array.from({ length: 16 }, () => 1),
    targets: Array.from({ length: 8 }, () => 0),
    ...others,
  };
}
