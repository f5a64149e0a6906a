import type { Initializer } from '../graph/initializer.ts';
import { logicalSize } from '../graph/layout.ts';
import { streams } from '../random/streams.ts';
import { threefry2x32, uniform01 } from '../random/threefry.ts';

/** First counter of normal draws. Uniform draws use smaller counters. */
const NORMAL_COUNTERS = 2 ** 31;

/** The address of a tensor's draws. */
interface Address {
  readonly seed: number;
  /** Number of the tensor. */
  readonly number: number;
}

/** Initial values that are neither constant nor uniform. */
export function drawnOther(
  init: Extract<Initializer, { kind: 'normal' | 'orthogonal' }>,
  shape: readonly number[],
  address: Address,
): Float32Array {
  const size = logicalSize(shape);
  const values = normal(size, address);
  if (init.kind === 'normal') return Float32Array.from(values, (value) => value * init.deviation);
  const rows = shape[0] ?? 1;
  return Float32Array.from(orthonormal(values, rows, size / rows), (value) => value * init.gain);
}

/** Standard normals by the Box-Muller transform. */
function normal(size: number, { seed, number }: Address): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => {
    const words = threefry2x32(seed, streams.initialization, number, NORMAL_COUNTERS + i);
    const [radius, angle] = words.map(uniform01) as [number, number];
    return Math.sqrt(-2 * Math.log(radius)) * Math.cos(2 * Math.PI * angle);
  });
}

/**
 * Orthonormalises the shorter side of a matrix by the Gram-Schmidt process. Each vector is
 * orthogonalised twice, since one pass loses digits for nearly parallel vectors.
 */
function orthonormal(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const place = (vector: number, i: number) =>
    rows <= columns ? vector * columns + i : i * columns + vector;
  const dot = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += (matrix[place(a, i)] ?? 0) * (matrix[place(b, i)] ?? 0);
    return sum;
  };
  for (let vector = 0; vector < count; vector++) {
    for (let before = 0; before < 2 * vector; before++) {
      const other = before % vector;
      const share = dot(vector, other);
      for (let i = 0; i < length; i++) {
        const at = place(vector, i);
        matrix[at] = (matrix[at] ?? 0) - share * (matrix[place(other, i)] ?? 0);
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < length; i++) {
      const at = place(vector, i);
      matrix[at] = (matrix[at] ?? 0) / norm;
    }
  }
  return matrix;
}
