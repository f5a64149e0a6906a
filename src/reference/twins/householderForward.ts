import { reflected, reflections } from '../shared/householder.ts';
import type { Twin } from '../twin.ts';

/** Every reflection in turn. */
export const householderForward: Twin<'householder_forward'> = (
  { constants },
  z,
  parameters,
  y,
) => {
  const { M, L, SAMPLES } = constants;
  for (let row = 0; row < M * SAMPLES; row++) {
    let values: Float64Array = z.slice(row * L, (row + 1) * L);
    for (const first of reflections(constants, Math.floor(row / SAMPLES))) {
      values = reflected(parameters.subarray(first, first + L), values);
    }
    y.set(values, row * L);
  }
};
