import { at } from './access.ts';
import { dot } from './planar.ts';

const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** A radial flow at z, in the notation of shaders/shared/radial. */
export interface Radial {
  readonly apart: Float64Array;
  readonly r: number;
  readonly alpha: number;
  readonly p: number;
  readonly logDeterminant: number;
  readonly y: Float64Array;
}

/** @param numbers c, a and b of the flow */
export function radialFlow(numbers: Float64Array, z: Float64Array): Radial {
  const size = z.length;
  const apart = z.map((value, i) => value - at(numbers, i));
  const r = Math.sqrt(dot(apart, apart));
  const [alpha, p] = [softplus(at(numbers, size)), softplus(at(numbers, size + 1))];
  // 1 + β h and 1 + β h + β h' r of the paper, with β = p - α and h = 1 / (α + r).
  const h = 1 / (alpha + r);
  const stretch = 1 + (p - alpha) * h;
  return {
    ...{ apart, r, alpha, p },
    logDeterminant: (size - 1) * Math.log(stretch) + Math.log(1 + (p - alpha) * alpha * h * h),
    y: z.map((value, i) => value + (p - alpha) * h * at(apart, i)),
  };
}
