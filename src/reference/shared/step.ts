import type { StepScalars } from '../../kernels/step.ts';

/** Weight of a loss term in the differentiated sum: zero for rows past the row count. */
export function lossWeight(step: StepScalars, term: number, row: number): number {
  return row < step.row_count ? (step.loss_weights[term] ?? 0) : 0;
}

/** Where the value of a row lies in a loss term `[RING, M]` at this step. */
export function termIndex(step: StepScalars, ring: number, rows: number, row: number): number {
  return (step.ring_slot % ring) * rows + row;
}
