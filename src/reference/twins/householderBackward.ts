import { at, put } from '../shared/access.ts';
import { LEAST, reflected, reflections } from '../shared/householder.ts';
import { dot } from '../shared/planar.ts';
import type { Twin } from '../twin.ts';

/** The chain rule from y: a reflection is its own inverse and its own adjoint. */
export const householderBackward: Twin<'householder_backward'> = (
  { constants },
  y,
  parameters,
  dy,
  dz,
  dparameters,
) => {
  const { M, L, SAMPLES, ACCUMULATE_Z, ACCUMULATE_PARAMETERS } = constants;
  for (let row = 0; row < M * SAMPLES; row++) {
    let values: Float64Array = y.slice(row * L, (row + 1) * L);
    let gradient: Float64Array = dy.slice(row * L, (row + 1) * L);
    for (const first of [...reflections(constants, Math.floor(row / SAMPLES))].reverse()) {
      const v = parameters.subarray(first, first + L);
      values = reflected(v, values);
      const [square, a, b] = [Math.max(dot(v, v), LEAST), dot(v, values), dot(v, gradient)];
      const bySquare = dot(v, v) > LEAST ? (2 * a * b) / square : 0;
      for (let i = 0; i < L; i++) {
        const sum = a * at(gradient, i) + b * at(values, i) - bySquare * at(v, i);
        put(
          dparameters,
          first + i,
          (-2 * sum) / square,
          ACCUMULATE_PARAMETERS || row % SAMPLES > 0,
        );
      }
      gradient = reflected(v, gradient);
    }
    for (let i = 0; i < L; i++) put(dz, row * L + i, at(gradient, i), ACCUMULATE_Z);
  }
};
