import { at, put } from '../shared/access.ts';
import { affineFlow } from '../shared/affineFlow.ts';
import type { Twin } from '../twin.ts';

/** dz = dy scale; dm and ds by the chain rule through scale and shift */
export const affineFlowBackward: Twin<'affine_flow_backward'> = (
  { constants: { M, L, GATED, WEIGHTED, ACCUMULATE_Z, ACCUMULATE_PARAMETERS }, slots },
  z,
  parameters,
  dy,
  dz,
  dparameters,
) => {
  for (let row = 0; row < M; row++) {
    const weight = WEIGHTED ? slots.term_weight(row) : 0;
    for (let i = 0; i < L; i++) {
      const first = row * 2 * L + i;
      const m = at(parameters, first);
      const { scale } = affineFlow(GATED, m, at(parameters, first + L));
      const gradient = at(dy, row * L + i);
      const dscale = gradient * (at(z, row * L + i) - m) + weight / scale;
      put(dz, row * L + i, gradient * scale, ACCUMULATE_Z);
      put(dparameters, first, gradient * (GATED ? 1 - scale : -scale), ACCUMULATE_PARAMETERS);
      const slope = GATED ? scale * (1 - scale) : -scale;
      put(dparameters, first + L, dscale * slope, ACCUMULATE_PARAMETERS);
    }
  }
};
