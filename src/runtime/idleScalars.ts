import { stepLayout } from '../kernels/catalogue/step.generated.ts';
import type { StepScalars } from '../kernels/step.ts';
import { packOptimizerScalars } from '../optimizers/optimizer.ts';

const { loss_weights, targets } = stepLayout.fields;

/** Step scalars for a plan that neither trains nor draws random numbers. */
export const IDLE_SCALARS: StepScalars = {
  row_count: 0,
  first_row: 0,
  ring_slot: 0,
  counter: 0,
  data_counter: 0,
  data_row: 0,
  seed: 0,
  noise_scale: 1,
  optimizers: packOptimizerScalars([]),
  loss_weights: Array.from({ length: loss_weights.count }, () => 0),
  targets: Array.from({ length: targets.count }, () => 0),
};
