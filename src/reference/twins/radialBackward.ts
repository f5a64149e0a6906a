import { at, put } from '../shared/access.ts';
import { dot } from '../shared/planar.ts';
import { radialFlow } from '../shared/radial.ts';
import type { Twin } from '../twin.ts';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The chain rule, from the last flow to the first, with every flow's input kept. */
export const radialBackward: Twin<'radial_backward'> = (
  { constants: { M, L, SAMPLES, FLOWS, WEIGHTED, ACCUMULATE_Z, ACCUMULATE_PARAMETERS }, slots },
  z,
  parameters,
  dy,
  dz,
  dparameters,
) => {
  const size = L + 2;
  for (let row = 0; row < M * SAMPLES; row++) {
    const weight = WEIGHTED ? slots.term_weight(row) : 0;
    const start = Math.floor(row / SAMPLES) * FLOWS * size;
    const numbers = (k: number) => parameters.subarray(start + k * size, start + (k + 1) * size);
    const inputs: Float64Array[] = [z.slice(row * L, (row + 1) * L)];
    for (let k = 0; k < FLOWS; k++) inputs.push(radialFlow(numbers(k), inputs[k] ?? z).y);
    let gradient: Float64Array = dy.slice(row * L, (row + 1) * L);
    for (let k = FLOWS - 1; k >= 0; k--) {
      const { apart, r, alpha, p } = radialFlow(numbers(k), inputs[k] ?? z);
      const whole = alpha + r;
      const rest = r ** 2 + 2 * alpha * r + p * alpha;
      const along = dot(gradient, apart);
      const outer = (L - 1) / (r + p);
      const dwhole = (-along * (p - alpha)) / whole ** 2 - (weight * (L + 1)) / whole;
      const dp = along / whole + weight * (outer + alpha / rest);
      const dalpha = dwhole - along / whole + (weight * (2 * r + p)) / rest;
      const dr = dwhole + weight * (outer + (2 * whole) / rest);
      const dapart = gradient.map((g, i) => {
        return ((p - alpha) / whole) * g + (dr / Math.max(r, 1e-12)) * at(apart, i);
      });
      const add = (place: number, value: number): void => {
        const again = ACCUMULATE_PARAMETERS || row % SAMPLES > 0;
        put(dparameters, start + k * size + place, value, again);
      };
      for (let i = 0; i < L; i++) add(i, -at(dapart, i));
      add(L, dalpha * sigmoid(at(numbers(k), L)));
      add(L + 1, dp * sigmoid(at(numbers(k), L + 1)));
      gradient = gradient.map((g, i) => g + at(dapart, i));
    }
    for (let i = 0; i < L; i++) put(dz, row * L + i, at(gradient, i), ACCUMULATE_Z);
  }
};
