import { at, put } from '../shared/access.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/**
 * terms[i] = 1/(n SAMPLES) Σ_j k(z_i, z_j) + 1/n Σ_j (k(y_e, y_j) - 2 k(z_i, y_j)) for row i of example
 * e, and the derivatives of k
 */
export const mmdForward: Twin<'mmd_forward'> = (
  { constants: { M, L, SAMPLES, RING, SCALE, INVERSE_QUADRATIC }, step },
  z,
  prior,
  own,
  other,
  terms,
) => {
  const rows = M * SAMPLES;
  const kernel = (a: Float64Array, i: number, b: Float64Array, j: number) => {
    let squared = 0;
    for (let l = 0; l < L; l++) squared += (at(a, i * L + l) - at(b, j * L + l)) ** 2;
    return INVERSE_QUADRATIC
      ? { value: SCALE / (SCALE + squared), slope: -SCALE / (SCALE + squared) ** 2 }
      : { value: Math.exp(-squared / SCALE), slope: -Math.exp(-squared / SCALE) / SCALE };
  };
  for (let i = 0; i < rows; i++) {
    const example = Math.floor(i / SAMPLES);
    const counts = rowCounts(step, i, SAMPLES);
    let sum = 0;
    for (let j = 0; j < rows; j++) {
      const both = counts && rowCounts(step, j, SAMPLES);
      const { value, slope } = kernel(z, i, z, j);
      if (both) sum += value / SAMPLES;
      put(own, i * rows + j, both ? slope : 0);
    }
    for (let j = 0; j < M; j++) {
      const both = counts && j < step.row_count;
      const { value, slope } = kernel(z, i, prior, j);
      if (both) sum += kernel(prior, example, prior, j).value - 2 * value;
      put(other, i * M + j, both ? slope : 0);
    }
    put(terms, termIndex(step, RING, rows, i), sum / Math.max(1, step.row_count));
  }
};
