import type { StepScalars } from '../../kernels/step.ts';

/**
 * Weight of a loss term in the differentiated sum: zero for rows past the row count. Of several
 * rows an example, the loss is the mean.
 */
export function lossWeight(step: StepScalars, term: number, row: number, samples = 1): number {
  return rowCounts(step, row, samples) ? (step.loss_weights[term] ?? 0) / samples : 0;
}

/** Whether a row, of `samples` rows an example, is of an example of the batch. */
export function rowCounts(step: StepScalars, row: number, samples: number): boolean {
  return Math.floor(row / samples) < step.row_count;
}

/** Where the value of a row lies in a loss term `[RING, M]` at this step. */
export function termIndex(step: StepScalars, ring: number, rows: number, row: number): number {
  return (step.ring_slot % ring) * rows + row;
}
