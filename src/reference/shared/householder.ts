import { at } from './access.ts';
import { dot } from './planar.ts';

/** Least |v|² that divides, as in shaders/shared/householder. */
export const LEAST = 1e-12;

/** z - 2 v (v · z) / |v|² */
export function reflected(v: Float64Array, z: Float64Array): Float64Array {
  const share = (2 * dot(v, z)) / Math.max(dot(v, v), LEAST);
  return z.map((value, i) => value - share * at(v, i));
}

/** The vectors of a row's reflections, in the order in which they reflect. */
export function reflections(
  { L, FLOWS, REVERSED }: { L: number; FLOWS: number; REVERSED: boolean },
  example: number,
): readonly number[] {
  const firsts = Array.from({ length: FLOWS }, (_, k) => (example * FLOWS + k) * L);
  return REVERSED ? firsts.reverse() : firsts;
}
