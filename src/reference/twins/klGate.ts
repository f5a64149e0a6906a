import { at, put } from '../shared/access.ts';
import { klLoss } from '../shared/kl.ts';
import { targetOf } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/**
 * gate[l] = gate_rule(Σ_row Σ_j KL_j(row), target · row count), j over the SPAN dimensions of
 * the group of l
 */
export const klGate: Twin<'kl_gate'> = (
  { constants: { M, L, SPAN, TARGET }, step, slots: { gate_rule } },
  stats,
  gate,
) => {
  const rows = Math.min(M, step.row_count);
  for (let first = 0; first < L; first += SPAN) {
    const end = Math.min(first + SPAN, L);
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      for (let column = first; column < end; column++) {
        const index = row * 2 * L + column;
        sum += klLoss(at(stats, index), at(stats, index + L));
      }
    }
    const value = gate_rule(sum, targetOf(step, TARGET) * step.row_count);
    for (let column = first; column < end; column++) put(gate, column, value);
  }
};
