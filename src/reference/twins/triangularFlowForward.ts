import { put } from '../shared/access.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import { triangularFlow } from '../shared/triangular.ts';
import type { Twin } from '../twin.ts';

/** y = z + R h, terms[ring_slot, row] = Σ log of the factors, zero past the row count */
export const triangularFlowForward: Twin<'triangular_flow_forward'> = (
  { constants: { M, L, SAMPLES, RING }, step },
  z,
  parameters,
  y,
  terms,
) => {
  const size = L * (L + 2);
  for (let row = 0; row < M * SAMPLES; row++) {
    const first = Math.floor(row / SAMPLES) * size;
    const values = z.subarray(row * L, (row + 1) * L);
    const { R, h, factors } = triangularFlow(parameters.subarray(first, first + size), values);
    y.set(
      values.map((value, i) => h.reduce((sum, each, j) => sum + R(i, j) * each, value)),
      row * L,
    );
    const sum = factors.reduce((logs, factor) => logs + Math.log(factor), 0);
    put(terms, termIndex(step, RING, M * SAMPLES, row), rowCounts(step, row, SAMPLES) ? sum : 0);
  }
};
