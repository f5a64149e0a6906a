import { at, put } from '../shared/access.ts';
import { dot, planarFlow, shareBySoft, shareBySquare } from '../shared/planar.ts';
import type { Twin } from '../twin.ts';

/** The chain rule, from the last flow to the first, with every flow's input kept. */
export const planarBackward: Twin<'planar_backward'> = (
  { constants: { M, L, SAMPLES, FLOWS, WEIGHTED, ACCUMULATE_Z, ACCUMULATE_PARAMETERS }, slots },
  z,
  parameters,
  dy,
  dz,
  dparameters,
) => {
  const size = 2 * L + 1;
  for (let row = 0; row < M * SAMPLES; row++) {
    const weight = WEIGHTED ? slots.term_weight(row) : 0;
    const start = Math.floor(row / SAMPLES) * FLOWS * size;
    const numbers = (k: number) => parameters.subarray(start + k * size, start + (k + 1) * size);
    const inputs: Float64Array[] = [z.slice(row * L, (row + 1) * L)];
    for (let k = 0; k < FLOWS; k++) inputs.push(planarFlow(numbers(k), inputs[k] ?? z).y);
    let gradient: Float64Array = dy.slice(row * L, (row + 1) * L);
    for (let k = FLOWS - 1; k >= 0; k--) {
      const input = inputs[k] ?? z;
      const flow = planarFlow(numbers(k), input);
      const { u, w, along, soft, share, bent, determinant } = flow;
      const slope = 1 - bent ** 2;
      const ofLog = weight / determinant;
      const dshare = bent * dot(gradient, w);
      const dsoft = ofLog * slope + dshare * shareBySoft(flow);
      const dalong = dsoft / (1 + Math.exp(-along)) - dshare * shareBySoft(flow);
      const dsquare = dshare * shareBySquare(flow);
      const dbent = dot(gradient, u) + share * dot(gradient, w) + ofLog * 2 * bent * (1 - soft);
      const dinner = dbent * slope;
      const add = (place: number, value: number): void => {
        const again = ACCUMULATE_PARAMETERS || row % SAMPLES > 0;
        put(dparameters, start + k * size + place, value, again);
      };
      for (let i = 0; i < L; i++) {
        add(i, bent * at(gradient, i) + dalong * at(w, i));
        const ofDirection = bent * share * at(gradient, i) + dalong * at(u, i);
        add(L + i, ofDirection + 2 * dsquare * at(w, i) + dinner * at(input, i));
      }
      add(2 * L, dinner);
      gradient = gradient.map((value, i) => value + dinner * at(w, i));
    }
    for (let i = 0; i < L; i++) put(dz, row * L + i, at(gradient, i), ACCUMULATE_Z);
  }
};
