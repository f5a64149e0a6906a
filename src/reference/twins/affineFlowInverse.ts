import { at, put } from '../shared/access.ts';
import { affineFlow } from '../shared/affineFlow.ts';
import type { Twin } from '../twin.ts';

/** z = (y - shift) / scale */
export const affineFlowInverse: Twin<'affine_flow_inverse'> = (
  { constants: { M, L, GATED } },
  y,
  parameters,
  z,
) => {
  for (let row = 0; row < M; row++) {
    for (let i = 0; i < L; i++) {
      const first = row * 2 * L + i;
      const { scale, shift } = affineFlow(GATED, at(parameters, first), at(parameters, first + L));
      put(z, row * L + i, (at(y, row * L + i) - shift) / scale);
    }
  }
};
