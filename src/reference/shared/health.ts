import { at, put } from './access.ts';

/** Notes that a step met NaN or infinity; the earliest such step stays. */
export function lowerHealth(health: Float64Array, step: number): void {
  put(health, 0, Math.min(at(health, 0), step));
}
