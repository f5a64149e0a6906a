import { at, put } from '../shared/access.ts';
import { triangularFlow } from '../shared/triangular.ts';
import type { Twin } from '../twin.ts';

/** The chain rule through R, h and S */
export const triangularFlowBackward: Twin<'triangular_flow_backward'> = (
  { constants: { M, L, SAMPLES, WEIGHTED, ACCUMULATE_Z, ACCUMULATE_PARAMETERS }, slots },
  z,
  parameters,
  dy,
  dz,
  dparameters,
) => {
  const size = L * (L + 2);
  for (let row = 0; row < M * SAMPLES; row++) {
    const first = Math.floor(row / SAMPLES) * size;
    const values = z.subarray(row * L, (row + 1) * L);
    const gradient = dy.subarray(row * L, (row + 1) * L);
    const { R, S, h, factors } = triangularFlow(parameters.subarray(first, first + size), values);
    const weight = WEIGHTED ? slots.term_weight(row) : 0;
    const ofFactors = factors.map((factor) => weight / factor);
    const db = h.map((each, j) => {
      const dh = gradient.reduce((sum, g, i) => sum + R(i, j) * g, 0);
      return (1 - each ** 2) * (dh - 2 * at(ofFactors, j) * each * R(j, j) * S(j, j));
    });
    const add = (place: number, value: number): void => {
      put(dparameters, first + place, value, ACCUMULATE_PARAMETERS || row % SAMPLES > 0);
    };
    for (let i = 0; i < L; i++) {
      for (let j = 0; j < L; j++) {
        if (i < j) add(i * L + j, at(gradient, i) * at(h, j));
        if (i > j) add(i * L + j, at(db, j) * at(values, i));
      }
      const slope = at(ofFactors, i) * (1 - at(h, i) ** 2);
      const [r, s] = [R(i, i), S(i, i)];
      add(i * L + i, (at(gradient, i) * at(h, i) + slope * s) * (1 - r ** 2));
      add(L * L + i, (at(db, i) * at(values, i) + slope * r) * (1 - s ** 2));
      add(L * (L + 1) + i, at(db, i));
      const through = db.reduce((sum, each, j) => sum + S(j, i) * each, at(gradient, i));
      put(dz, row * L + i, through, ACCUMULATE_Z);
    }
  }
};
