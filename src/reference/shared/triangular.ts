import { at } from './access.ts';

/** A Sylvester flow with triangular matrices, in the notation of shaders/shared/triangular. */
export interface Triangular {
  readonly R: (i: number, j: number) => number;
  readonly S: (i: number, j: number) => number;
  readonly h: Float64Array;
  /** 1 + (1 - h²) R_ii S_ii */
  readonly factors: Float64Array;
}

/** @param numbers the matrix, then s and b */
export function triangularFlow(numbers: Float64Array, z: Float64Array): Triangular {
  const size = z.length;
  const beside = (which: 's' | 'b', i: number): number =>
    at(numbers, (size + (which === 's' ? 0 : 1)) * size + i);
  const R = (i: number, j: number): number => {
    if (i === j) return Math.tanh(at(numbers, i * size + i));
    return i < j ? at(numbers, i * size + j) : 0;
  };
  const S = (i: number, j: number): number => {
    if (i === j) return Math.tanh(beside('s', i));
    return i < j ? at(numbers, j * size + i) : 0;
  };
  const h = z.map((_, i) => Math.tanh(z.reduce((sum, x, j) => sum + S(i, j) * x, beside('b', i))));
  return { R, S, h, factors: h.map((each, i) => 1 + (1 - each ** 2) * R(i, i) * S(i, i)) };
}
