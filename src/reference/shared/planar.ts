import { at } from './access.ts';

/** Least |w|² that divides, as in shaders/shared/planar. */
const LEAST = 1e-12;

/** A planar flow at z, in the notation of shaders/shared/planar. */
export interface Planar {
  readonly u: Float64Array;
  readonly w: Float64Array;
  readonly along: number;
  readonly square: number;
  readonly soft: number;
  readonly share: number;
  readonly bent: number;
  readonly determinant: number;
  readonly y: Float64Array;
}

export const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + value * at(b, i), 0);

/** @param numbers u, w and b of the flow */
export function planarFlow(numbers: Float64Array, z: Float64Array): Planar {
  const [u, w] = [numbers.subarray(0, z.length), numbers.subarray(z.length, 2 * z.length)];
  const along = dot(w, u);
  const square = dot(w, w);
  const soft = Math.max(along, 0) + Math.log1p(Math.exp(-Math.abs(along)));
  const share = (soft - 1 - along) / Math.max(square, LEAST);
  const bent = Math.tanh(dot(w, z) + at(numbers, 2 * z.length));
  return {
    ...{ u, w, along, square, soft, share, bent },
    determinant: bent ** 2 + soft * (1 - bent ** 2),
    y: z.map((value, i) => value + bent * (at(u, i) + share * at(w, i))),
  };
}

/** The derivative of `share` with respect to |w|². */
export function shareBySquare({ share, square }: Planar): number {
  return square > LEAST ? -share / square : 0;
}

/** The derivative of `share` with respect to the softplus. */
export function shareBySoft({ square }: Planar): number {
  return 1 / Math.max(square, LEAST);
}
