import { at, put } from '../shared/access.ts';
import { affineFlow } from '../shared/affineFlow.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** y = scale z + shift, terms[ring_slot, row] = Σ log scale, zero past the row count */
export const affineFlowForward: Twin<'affine_flow_forward'> = (
  { constants: { M, L, SAMPLES, RING, GATED }, step },
  z,
  parameters,
  y,
  terms,
) => {
  for (let row = 0; row < M; row++) {
    let sum = 0;
    for (let i = 0; i < L; i++) {
      const first = row * 2 * L + i;
      const { scale, shift } = affineFlow(GATED, at(parameters, first), at(parameters, first + L));
      put(y, row * L + i, scale * at(z, row * L + i) + shift);
      sum += Math.log(scale);
    }
    put(terms, termIndex(step, RING, M, row), rowCounts(step, row, SAMPLES) ? sum : 0);
  }
};
