import { MAX_TERMS } from '../graph/differentiate.ts';
import type { StepScalars } from '../kernels/step.ts';
import { NO_STEP } from '../optimizers/optimizer.ts';

/** Scalars of a plan that neither trains nor draws random numbers. */
export const IDLE_SCALARS: StepScalars = {
  row_count: 0,
  first_row: 0,
  ring_slot: 0,
  counter: 0,
  data_counter: 0,
  data_row: 0,
  seed: 0,
  ...NO_STEP,
  kl_target: 0,
  noise_scale: 1,
  loss_weights: Array.from({ length: MAX_TERMS }, () => 0),
};
