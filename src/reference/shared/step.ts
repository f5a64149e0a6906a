import type { StepScalars } from '../../kernels/step.ts';
import type { OptimizerScalars } from '../../optimizers/optimizer.ts';
import type { SlotContext } from '../twin.ts';

/**
 * Weight of a loss term in the differentiated sum: zero for rows past the row count. With several
 * rows per example, the loss is their mean.
 */
export function lossWeight(step: StepScalars, term: number, row: number, samples = 1): number {
  return rowCounts(step, row, samples) ? (step.loss_weights[term] ?? 0) / samples : 0;
}

/** True if a row, with `samples` rows per example, belongs to an example of the batch. */
export function rowCounts(step: StepScalars, row: number, samples: number): boolean {
  return Math.floor(row / samples) < step.row_count;
}

/** Index of a row's value in a loss term `[RING, M]` at this step. */
export function termIndex(step: StepScalars, ring: number, rows: number, row: number): number {
  return (step.ring_slot % ring) * rows + row;
}

/** The step scalars of the optimizer of group number `constants.GROUP`. */
export function optimizerScalarsOf({ constants, step }: SlotContext): OptimizerScalars {
  const first = 4 * Number(constants.GROUP);
  const [step_size = 0, bias_correction2_sqrt = 1, decay = 0] = step.optimizers.slice(first);
  return { step_size, bias_correction2_sqrt, decay };
}

/** The target of a loss term. */
export function targetOf(step: StepScalars, target: number): number {
  return step.targets[target] ?? 0;
}
