import { at, put } from './access.ts';

/** Records that a step produced NaN or infinity; keeps the earliest such step. */
export function lowerHealth(health: Float64Array, step: number): void {
  put(health, 0, Math.min(at(health, 0), step));
}
