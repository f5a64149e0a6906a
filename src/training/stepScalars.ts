import { MAX_TERMS } from '../graph/differentiate.ts';
import type { StepScalars } from '../kernels/step.ts';
import { NO_STEP } from '../optimizers/optimizer.ts';
import { optimizerScalars } from '../optimizers/registry.ts';
import type { TrainingOptions } from './options.ts';

/** Scalars of a plan that neither trains nor draws random numbers. */
export const IDLE_SCALARS: StepScalars = {
  row_count: 0,
  first_row: 0,
  ring_slot: 0,
  counter: 0,
  seed: 0,
  ...NO_STEP,
  loss_weights: Array.from({ length: MAX_TERMS }, () => 0),
};

/**
 * Scalars of a training step; a pure function of the step, so that a resumed run and an
 * undisturbed one are the same.
 *
 * @param step from 1
 * @param rows rows of the batch
 * @param weights of the loss terms, in the plan's order
 */
export function trainingScalars(
  step: number,
  rows: number,
  weights: readonly number[],
  options: TrainingOptions,
): StepScalars {
  const scale = options.reduction === 'mean' ? 1 / rows : 1;
  return {
    ...IDLE_SCALARS,
    row_count: rows,
    counter: step,
    seed: options.seed,
    ...optimizerScalars(step, options.learningRate, options),
    loss_weights: IDLE_SCALARS.loss_weights.map((_, i) => (weights[i] ?? 0) * scale),
  };
}
