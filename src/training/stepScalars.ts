import { MAX_TERMS } from '../graph/differentiate.ts';
import type { StepScalars } from '../kernels/step.ts';
import { NO_STEP } from '../optimizers/optimizer.ts';
import { optimizerScalars } from '../optimizers/registry.ts';
import { klTarget } from './objective.ts';
import type { TrainingOptions } from './options.ts';
import { scheduledValue } from './schedules/schedule.ts';

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

/**
 * Scalars of a training step; a pure function of the step, so that a resumed run and an
 * undisturbed one are the same.
 *
 * @param step from 1
 * @param rows rows of the batch
 * @throws ConfigError naming the step at which a schedule's function gave no sound value
 */
export function trainingScalars(step: number, rows: number, options: TrainingOptions): StepScalars {
  const scale = options.reduction === 'mean' ? 1 / Math.max(1, rows) : 1;
  const learningRate = scheduledValue('learningRate', options.learningRate, step);
  // In the order of the plan's loss terms: reconstruction, kl.
  const weights = [1, scheduledValue('beta', options.beta, step)];
  return {
    ...IDLE_SCALARS,
    row_count: rows,
    counter: step,
    data_counter: step,
    seed: options.seed,
    ...optimizerScalars(step, learningRate, options),
    kl_target: klTarget(options, step),
    loss_weights: IDLE_SCALARS.loss_weights.map((_, i) => (weights[i] ?? 0) * scale),
  };
}
