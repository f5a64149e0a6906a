import { put } from '../shared/access.ts';
import { planarFlow } from '../shared/planar.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** y = f_FLOWS(… f_1(z)), terms[ring_slot, row] = Σ log |det ∂f|, zero past the row count */
export const planarForward: Twin<'planar_forward'> = (
  { constants: { M, L, SAMPLES, FLOWS, RING }, step },
  z,
  parameters,
  y,
  terms,
) => {
  const size = 2 * L + 1;
  for (let row = 0; row < M * SAMPLES; row++) {
    let values: Float64Array = z.slice(row * L, (row + 1) * L);
    let sum = 0;
    for (let k = 0; k < FLOWS; k++) {
      const first = (Math.floor(row / SAMPLES) * FLOWS + k) * size;
      const flow = planarFlow(parameters.subarray(first, first + size), values);
      values = flow.y;
      sum += Math.log(flow.determinant);
    }
    y.set(values, row * L);
    put(terms, termIndex(step, RING, M * SAMPLES, row), rowCounts(step, row, SAMPLES) ? sum : 0);
  }
};
